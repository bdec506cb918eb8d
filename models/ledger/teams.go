package ledger

// ofTeams are who is in the teams, what they do, and what the company pays.
var ofTeams = map[Kind]Definition{
	Staffed: {Name: "staffed", OfTeam: true,
		Amount: People, Extra: People,
		Words: says("{seats}{amount} people on the payroll from now on"),
		books: func(l *Ledger, f Fact) { l.set(f.At, f.Scope, Headcount, f.Amount) }},
	Seated: {Name: "seated", OfTeam: true,
		Amount: People,
		Words:  says("{amount} people for tickets from now on"),
		books:  func(l *Ledger, f Fact) { l.set(f.At, f.Scope, ServersThere, f.Amount) }},
	Timed: {Name: "timed", OfTeam: true,
		Amount: HoursADay, Marks: Research,
		books: func(l *Ledger, f Fact) { l.set(f.At, f.Scope, beside(f.Marks, HoursThere, EngineersThere), f.Amount) }},
	Drew: {Name: "drew", OfTeam: true,
		Amount: HoursADay, Marks: Research,
		books: func(l *Ledger, f Fact) { l.set(f.At, f.Scope, beside(f.Marks, HoursDrawn, EngineersDrawn), f.Amount) }},
	Served: {Name: "served", OfTeam: true,
		Amount: Days,
		books:  func(l *Ledger, f Fact) { l.add(f.Scope, ServedDays, f.Amount) }},
	Scoped: {Name: "scoped", OfTeam: true,
		Amount: Hours,
		Words:  says("{amount} of scoping done, for deals that are lost as well"),
		books:  func(l *Ledger, f Fact) { l.add(f.Scope, ScopingHours, f.Amount) }},
	Attended: {Name: "attended", OfTeam: true, Subject: Accounts,
		Amount: HoursADay, Extra: HoursADay,
		books: func(l *Ledger, f Fact) {
			l.set(f.At, f.Scope, CareLeft, f.Amount)
			l.set(f.At, f.Scope, CareNeeded, f.Extra)
			l.set(f.At, f.Scope, CareAccounts, float64(f.Subject))
		}},
	Jobbed: {Name: "jobbed", OfTeam: true,
		Amount: HoursADay,
		books:  func(l *Ledger, f Fact) { l.set(f.At, f.Scope, CareJobs, f.Amount) }},
	Stocked: {Name: "stocked", OfTeam: true,
		Amount: Hours, Extra: Portion,
		Words: says("{amount} of its work are up to date, good for {extra}"),
		books: func(l *Ledger, f Fact) {
			l.set(f.At, f.Scope, WorkHours, f.Amount)
			l.set(f.At, f.Scope, WorkValue, f.Extra)
		}},

	StoodIn:  {Name: "stood_in", OfTeam: true, Subject: OtherTeam, Words: says("its work is done by {team} from now on, as nobody here is fully productive"), books: sets(StoodInFor, 1)},
	TookBack: {Name: "took_back", OfTeam: true, Subject: OtherTeam, Words: says("does its work itself from now on, and {team} no longer"), books: sets(StoodInFor, 0)},
	Helped: {Name: "helped", OfTeam: true, Amount: Hours, Joins: []Join{{Worked, says(", in {amount} of {scope} standing in")}},
		books: func(l *Ledger, f Fact) { l.add(f.Scope, HelpHours, f.Amount) }},
	Switched:    {Name: "switched", OfTeam: true, Amount: Hours, books: func(l *Ledger, f Fact) { l.add(f.Scope, SwitchHours, f.Amount) }},
	Transferred: {Name: "transferred", OfTeam: true, Subject: OtherTeam, Amount: People, Words: says("{amount} of the people of {team} move here")},

	Lost: {Name: "lost", OfTeam: true, Subject: Event,
		Amount: People, Marks: Late,
		Words: []Phrase{{Text: "{event}"}, {If: Late, Text: ": {amount} are there to leave"}}},
	Recruited: {Name: "recruited", OfTeam: true, Subject: HiringRule,
		Amount: ByRule, Extra: People,
		Words: says("rule {rule}: was {amount}; {extra} to join on {joins}")},
	Forbidden: {Name: "forbidden", OfTeam: true, Subject: HiringRule,
		Amount: ByRule,
		Words:  says("rule {rule}: was {amount}; at_most forbids to hire")},
	Hired: {Name: "hired", OfTeam: true, Subject: HiringRule,
		Amount: People,
		Words:  says("first day of {amount} hired by rule {rule}"),
		books:  func(l *Ledger, f Fact) { l.add(f.Scope, Hires, f.Amount) }},

	PaidRate: {Name: "paid_rate", OfTeam: true, Subject: CostLine,
		Amount: DollarsADay,
		books:  func(l *Ledger, f Fact) { l.set(f.At, f.Scope, ServicesPay+Stock(f.Subject), f.Amount) }},
	Hosted: {Name: "hosted",
		Amount: DollarsADay,
		books:  func(l *Ledger, f Fact) { l.level(l.All(), HostingPay).Set(f.At, f.Amount) }},
	Accrued: {Name: "accrued", Subject: CostLine,
		Amount: DollarsADay,
		books:  func(l *Ledger, f Fact) { l.share(f.At, f.Scope, OfferedServices+Stock(f.Subject), f.Amount) }},

	QuarterClosed: {Name: "quarter_closed",
		Words: says("{quarter} is over"),
		books: func(l *Ledger, f Fact) { l.end(f.At) }},
}
