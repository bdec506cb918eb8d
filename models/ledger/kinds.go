package ledger

// Kinds says of every kind what a fact of it is called, carries, is told as and books. A new kind is its constant in
// facts.go and its entry here.
var Kinds = [kinds]Definition{
	Held: {Name: "held",
		Amount: Dollars, Extra: Days,
		Words:   says("in the opening book, ARR {amount}"),
		Parting: "the opening book differs",
		books: func(l *Ledger, f Fact) {
			l.enter(f)
			l.add(f.Scope, HeldARR, f.Amount)
			l.begin(f)
			l.pose(3, f.Customer)
			if l.WarmUp == 0 {
				l.cohort(f.Customer, 0, f.Amount)
			}
		}},
	Signed: {Name: "signed",
		Amount:  Dollars,
		Words:   says("signed, ARR {amount}"),
		Parting: "a deal closes",
		books: func(l *Ledger, f Fact) {
			l.enter(f)
			l.add(f.Scope, Deals, 1)
			l.add(f.Scope, Bookings, f.Amount)
			l.linearity(f)
			if f.At >= 0 {
				l.cohort(f.Customer, 0, f.Amount)
			}
		}},
	Began: {Name: "began",
		Amount:      Dollars,
		Words:       says("ARR of {amount} begins to count"),
		Joins:       []Join{{Signed, nil}, {WentLive, says(", its ARR begins to count")}},
		Accompanies: true,
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, NewARR, f.Amount)
			l.begin(f)
		}},
	Renewed: {Name: "renewed",
		Amount: Dollars, Extra: Chance,
		Words:   says("renewed against a chance of leaving of {extra}, ARR {amount}"),
		Parting: "a customer renews",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, RenewedARR, f.Amount) }},
	Contracted: {Name: "contracted",
		Amount:  Dollars,
		Words:   says("{amount} less ARR by contraction"),
		Joins:   []Join{{Renewed, says(", {amount} less by contraction")}},
		Parting: "a contract shrinks",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, ContractionARR, f.Amount)
			l.lose(f)
		}},
	Uplifted: {Name: "uplifted",
		Amount:  Dollars,
		Words:   says("{amount} more ARR by uplift"),
		Joins:   []Join{{Renewed, says(", {amount} more by uplift")}},
		Parting: "a price rises",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, UpliftARR, f.Amount)
			l.gain(f)
		}},
	Expanded: {Name: "expanded",
		Amount:  Dollars,
		Words:   says("{amount} more ARR by expansion"),
		Parting: "a contract grows",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, ExpansionARR, f.Amount)
			l.gain(f)
		}},
	Churned: {Name: "churned",
		Amount: Dollars, Extra: Chance,
		Words:   says("left with a chance of {extra}, ARR {amount}"),
		Parting: "a customer leaves",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, ChurnARR, f.Amount)
			l.add(f.Scope, Churns, 1)
			l.regret(f)
			l.lose(f)
			l.leave(f)
		}},
	WentLive: {Name: "went_live",
		Amount: Days, Extra: Days, Marks: Late | Partner,
		Words: []Phrase{{Text: "went live {amount} after signature, "},
			{If: Late, Text: "{extra} late"}, {Unless: Late, Text: "{-extra} before the promised day"}, {If: Partner, Text: ", by a partner"}},
		Parting: "a customer goes live",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, GoLives, 1)
			l.add(f.Scope, BlockedDays, l.customers[f.Customer].blocked)
			l.add(f.Scope, LiveDays, f.Amount)
			l.note(f.Scope, LiveTimes, f.Amount)
			if f.Marks&Late != 0 {
				l.add(f.Scope, LateGoLives, 1)
			}
			if by := l.customers[f.Customer].by; by > 0 {
				l.addLive(by, f)
			}
		}},

	Sized: {Name: "sized", Subject: Project,
		Amount:      Hours,
		Joins:       []Join{{Signed, says(", a project of {amount}")}},
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.add(f.Scope, SoldHours, f.Amount) }},
	Resumed: {Name: "resumed",
		Words:   says("project found in flight"),
		Parting: "a project is found in flight",
		books:   func(l *Ledger, f Fact) { l.customers[f.Customer].started = true }},
	Queued: {Name: "queued", Subject: Project,
		Words:   says("{project} waits for a slot"),
		Parting: "a project has to wait",
		books:   func(l *Ledger, f Fact) { l.move(f.At, f.Scope, Queue, 1) }},
	Unqueued: {Name: "unqueued", Subject: Project,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.move(f.At, f.Scope, Queue, -1) }},
	Started: {Name: "started", Subject: Project,
		Amount: Days, Marks: Partner,
		Words:   says("{project} started {amount} after signature"),
		Parting: "a project starts",
		books: func(l *Ledger, f Fact) {
			if f.Subject == 0 {
				l.customers[f.Customer].started = true
				l.customers[f.Customer].delay = f.Amount
			} else {
				l.add(f.Scope, FurtherStarts, 1)
			}
			l.add(f.Scope, Starts, 1)
			l.add(f.Scope, StartDays, f.Amount)
			l.note(f.Scope, StartDelays, f.Amount)
			if f.Marks&Partner != 0 {
				l.add(f.Scope, PartnerStarts, 1)
			}
		}},
	Worked: {Name: "worked", Subject: Project,
		Amount: Hours, Extra: Hours, Marks: Partner | Research,
		Words:   []Phrase{{Text: "{amount} of the {project} done"}, {If: Partner, Text: " in {extra} of a partner"}, {If: Research, Text: " by engineering"}},
		Parting: "work on a project is done",
		books: func(l *Ledger, f Fact) {
			switch {
			case f.Marks&Partner != 0:
				l.add(f.Scope, PartnerHours, f.Amount)
			case f.Marks&Research != 0:
				l.add(f.Scope, ResearchHours, f.Amount)
			default:
				l.add(f.Scope, OwnHours, f.Amount)
			}
		}},
	Finished: {Name: "finished", Subject: Project,
		Words:   says("{project} finished"),
		Parting: "a project ends",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, Finishes, 1)
			if f.Subject != 0 {
				l.add(f.Scope, FurtherEnds, 1)
			}
		}},
	Withdrawn: {Name: "withdrawn", Subject: Project,
		Words:   says("{project} withdrawn"),
		Parting: "a project is withdrawn"},
	Delivered: {Name: "delivered", OfTeam: true,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.customers[f.Customer].by = f.Scope }},
	Brought: {Name: "brought", Subject: Project,
		Words:   says("{project} is sold"),
		Joins:   []Join{{Expanded, says(", and with it the {project}")}},
		Parting: "an expansion brings a project"},
	Foreseen: {Name: "foreseen", Subject: Project,
		Amount:  Days,
		Words:   says("promised to be live {amount} after signature"),
		Joins:   []Join{{Signed, says(", promised to be live {amount} later")}},
		Parting: "a promise differs"},
	Scoped: {Name: "scoped", OfTeam: true,
		Amount: Hours,
		Words:  says("{amount} of scoping done"),
		books:  func(l *Ledger, f Fact) { l.add(f.Scope, ScopingHours, f.Amount) }},

	PhaseQueued: phaseQueued, PhaseStarted: phaseStarted, // of phases.go
	Gathered: {Name: "gathered", Subject: Project,
		Amount:  Day,
		Words:   says("{project} waits for the start of {amount}"),
		Parting: "a project waits for its cohort"},
	Entered: {Name: "entered", Subject: Project,
		Amount: Days, Extra: Projects,
		Words:   says("its cohort starts {amount} after signature, {extra} of its type in it"),
		Parting: "a cohort starts",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, CohortStarts, 1)
			l.add(f.Scope, CohortDays, f.Amount)
			l.add(f.Scope, CohortSizes, f.Extra)
		}},
	Blocked: {Name: "blocked", Subject: Project,
		Amount: Days, Marks: Found,
		Words:   []Phrase{{Unless: Found, Text: "{project} waits {amount} for a feature that is not built"}, {If: Found, Text: "{project} had waited {amount} for features"}},
		Joins:   []Join{{Started, says(", waits {amount} for a feature that is not built")}},
		Parting: "a project waits for a feature",
		books:   func(l *Ledger, f Fact) { l.customers[f.Customer].blocked += f.Amount }},

	Opened: {Name: "opened", Subject: Ticket,
		Extra: Days, Marks: Found,
		Words:   []Phrase{{Unless: Found, Text: "{ticket} opened"}, {If: Found, Text: "{ticket} was open"}},
		Parting: "a ticket opens",
		books: func(l *Ledger, f Fact) {
			if f.Marks&Found == 0 {
				l.add(f.Scope, Tickets, 1)
			}
			l.move(f.At, f.Scope, Backlog, 1)
		}},
	Deflected: {Name: "deflected", Subject: Ticket,
		Words:   says("{ticket} answered by self-service"),
		Parting: "a question is deflected",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, Deflections, 1) }},
	Answered: {Name: "answered", Subject: Ticket,
		Amount:  DaysInHours,
		Words:   says("{ticket} answered {amount} after it opened"),
		Joins:   []Join{{Opened, says(", answered at once")}},
		Parting: "a ticket is answered",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, Answers, 1)
			l.add(f.Scope, AnswerDays, f.Amount)
			l.note(f.Scope, AnswerTimes, f.Amount)
		}},
	Escalated: {Name: "escalated", Subject: Ticket,
		Words:   says("{ticket} escalated to tier 2"),
		Parting: "a ticket is escalated",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, Escalations, 1) }},
	Referred: {Name: "referred", Subject: Ticket,
		Words:   says("{ticket} waits for engineering"),
		Parting: "a ticket goes to engineering"},
	Reopened: {Name: "reopened", Subject: Ticket,
		Words:   says("{ticket} reopened"),
		Parting: "a ticket reopens",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, Reopenings, 1) }},
	Resolved: {Name: "resolved", Subject: Ticket,
		Amount: DaysInHours, Extra: Times, Marks: Kept,
		Words:   []Phrase{{Text: "{ticket} resolved in {amount}"}, {If: Kept, Text: ", within its targets"}},
		Joins:   []Join{{Breached, says(", resolved in {amount}")}, {Shipped, says(", resolved in {amount}")}},
		Parting: "a ticket is resolved",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, Resolutions, 1)
			l.add(f.Scope, ResolutionDays, f.Amount)
			l.move(f.At, f.Scope, Backlog, -1)
			if f.Extra == 0 {
				l.add(f.Scope, FirstContacts, 1)
			}
			if f.Marks&Kept != 0 {
				l.add(f.Scope, Judgements, 1)
			}
		}},
	Breached: {Name: "breached", Subject: Ticket,
		Words:   says("{ticket} missed a target"),
		Parting: "a ticket misses a target",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, Judgements, 1)
			l.add(f.Scope, Breaches, 1)
		}},

	SessionAwaited: sessionAwaited, AnsweredInSession: answeredInSession, // of sessions.go
	SessionFull: sessionFull, SessionHeld: sessionHeld,

	Took: {Name: "took", OfTeam: true, Subject: Project,
		Amount: Slots, Marks: Partner,
		Words:   says("{project} takes {slots}"),
		Joins:   []Join{{Started, says(", {slots}")}, {Resumed, says(", {slots}")}},
		Parting: "a project takes a slot",
		books:   func(l *Ledger, f Fact) { l.occupy(f, f.Amount) }},
	Freed: {Name: "freed", OfTeam: true, Subject: Project,
		Amount: Slots, Marks: Partner,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.occupy(f, -f.Amount) }},
	Slotted: {Name: "slotted", OfTeam: true,
		Amount: Slots, Marks: Partner,
		Words: says("{amount} slots from now on"),
		books: func(l *Ledger, f Fact) { l.set(f.At, f.Scope, own(f.Marks, SlotsThere, PartnerThere), f.Amount) }},
	Timed: {Name: "timed", OfTeam: true,
		Amount: HoursADay, Marks: Research,
		books: func(l *Ledger, f Fact) { l.set(f.At, f.Scope, beside(f.Marks, HoursThere, EngineersThere), f.Amount) }},
	Drew: {Name: "drew", OfTeam: true,
		Amount: HoursADay, Marks: Research,
		books: func(l *Ledger, f Fact) { l.set(f.At, f.Scope, beside(f.Marks, HoursDrawn, EngineersDrawn), f.Amount) }},
	Served: {Name: "served", OfTeam: true,
		Amount: Days,
		books:  func(l *Ledger, f Fact) { l.add(f.Scope, ServedDays, f.Amount) }},
	Seated: {Name: "seated", OfTeam: true,
		Amount: People,
		Words:  says("{amount} people for tickets from now on"),
		books:  func(l *Ledger, f Fact) { l.set(f.At, f.Scope, ServersThere, f.Amount) }},
	Staffed: {Name: "staffed", OfTeam: true,
		Amount: People, Extra: People,
		Words: says("{seats}{amount} people on the payroll from now on"),
		books: func(l *Ledger, f Fact) { l.set(f.At, f.Scope, Headcount, f.Amount) }},
	PaidRate: {Name: "paid_rate", OfTeam: true, Subject: CostLine,
		Amount: DollarsADay,
		books:  func(l *Ledger, f Fact) { l.set(f.At, f.Scope, ServicesPay+Stock(f.Subject), f.Amount) }},
	StoodIn:  {Name: "stood_in", OfTeam: true, Subject: OtherTeam, Words: says("its work is done by {team} from now on, as nobody here is fully productive"), books: sets(StoodInFor, 1)},
	TookBack: {Name: "took_back", OfTeam: true, Subject: OtherTeam, Words: says("does its work itself from now on, and {team} no longer"), books: sets(StoodInFor, 0)},
	Helped: {Name: "helped", OfTeam: true, Amount: Hours, Joins: []Join{{Worked, says(", in {amount} of {scope} standing in")}},
		books: func(l *Ledger, f Fact) { l.add(f.Scope, HelpHours, f.Amount) }},
	Switched:    {Name: "switched", OfTeam: true, Amount: Hours, books: func(l *Ledger, f Fact) { l.add(f.Scope, SwitchHours, f.Amount) }},
	Transferred: {Name: "transferred", OfTeam: true, Subject: OtherTeam, Amount: People, Words: says("{amount} of the people of {team} move here")},

	Turned: {Name: "turned",
		Amount: Times, Marks: Yellow | Red,
		Words: []Phrase{{If: Red, Text: "turned red"}, {If: Yellow, Text: "turned yellow"}, {Unless: Yellow | Red, Text: "turned green"},
			{Text: ", at {amount} the usual risk"}},
		Parting: "a customer's health changes",
		books:   func(l *Ledger, f Fact) { l.tint(f) }},
	JobOpened: {Name: "job_opened", Subject: Job,
		Words:   says("{job} to be worked"),
		Parting: "success has something to do",
		books: func(l *Ledger, f Fact) {
			if f.Subject == RescueJob {
				l.add(f.Scope, Rescues, 1)
			}
		}},
	JobTaken: {Name: "job_taken", Subject: Job,
		Amount:  Days,
		Words:   says("{job} taken up {amount} later"),
		Joins:   []Join{{JobOpened, says(", taken up at once")}},
		Parting: "success takes something up"},
	JobDone: {Name: "job_done", Subject: Job,
		Marks:   Late,
		Words:   []Phrase{{Text: "{job} done"}, {If: Late, Text: ", for a customer who has left"}},
		Parting: "success has done something"},
	JobWithdrawn: {Name: "job_withdrawn", Subject: Job,
		Marks:   Late,
		Words:   []Phrase{{Text: "{job} withdrawn"}, {If: Late, Text: ": nobody took it up in time"}},
		Parting: "success does not come to something",
		books: func(l *Ledger, f Fact) {
			switch {
			case f.Marks&Late == 0:
			case f.Subject == RenewalJob:
				l.add(f.Scope, RenewalsUnworked, 1)
			case f.Subject == ExpansionJob:
				l.add(f.Scope, ExpansionsLost, 1)
			}
		}},
	Rescued: {Name: "rescued", Subject: Job,
		Words:   says("rescue worked"),
		Joins:   []Join{{JobDone, says(", and it helped")}},
		Parting: "a rescue helps",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, RescuesWon, 1) }},
	RescueLate: {Name: "rescue_late", Subject: Job,
		Words:   says("rescue came too late"),
		Joins:   []Join{{Churned, says(", before its rescue")}},
		Parting: "a rescue comes too late",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, RescuesLate, 1) }},
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

	Hosted: {Name: "hosted",
		Amount: DollarsADay,
		books:  func(l *Ledger, f Fact) { l.level(l.All(), HostingPay).Set(f.At, f.Amount) }},
	Paid: {Name: "paid", OfTeam: true, Subject: Project,
		Amount:  Dollars,
		Joins:   []Join{{Worked, says(", {amount} to {scope}")}},
		Parting: "a partner is paid",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, PartnerCost, f.Amount) }},
	Billed: {Name: "billed", Subject: Project,
		Amount:  Dollars,
		Joins:   []Join{{Worked, says(", {amount} billed")}},
		Parting: "a customer is billed",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, ServicesRevenue, f.Amount) }},

	RouteOpened: {Name: "route_opened", OfTeam: true,
		Amount: Portion,
		Words:  says("a route opens, which takes {amount} of the projects that fit it")},
	Assigned: {Name: "assigned", OfTeam: true,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.add(f.Scope, PartnerProjects, 1) }},
	LookedAfter: {Name: "looked_after", OfTeam: true,
		Amount:  Portion,
		Words:   says("project looked after to {amount}"),
		Joins:   []Join{{Started, says(", looked after to {amount}")}, {Took, says(", looked after to {amount}")}},
		Parting: "a partner is looked after otherwise",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, PartnersMet, 1)
			l.add(f.Scope, PartnersManaged, f.Amount)
		}},
	Changed: {Name: "changed", Subject: Change,
		Words: says("{change}")},

	Questioned: {Name: "questioned", Subject: Ticket,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.add(f.Scope, Questions, 1) }},
	Stocked: {Name: "stocked", OfTeam: true,
		Amount: Hours, Extra: Portion,
		Words: says("{amount} of its work are up to date, good for {extra}"),
		books: func(l *Ledger, f Fact) {
			l.set(f.At, f.Scope, WorkHours, f.Amount)
			l.set(f.At, f.Scope, WorkValue, f.Extra)
		}},
	Adopted: {Name: "adopted",
		Amount: Customers, Extra: Customers,
		books: func(l *Ledger, f Fact) {
			l.move(f.At, f.Scope, Unused, f.Amount-l.level(int(f.Scope), Unused).Value())
			l.move(f.At, f.Scope, Users, f.Extra-l.level(int(f.Scope), Users).Value())
		}},
	Induced: {Name: "induced",
		Amount: Portion,
		Words:  says("customers ask {amount} of today's how-do-I questions, by how fast answers were")},

	Sponsored: {Name: "sponsored",
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.sponsor(f, Sponsoring, 1) }},
	SponsorLost: {Name: "sponsor_lost",
		Marks:   Found,
		Words:   []Phrase{{Unless: Found, Text: "its sponsor left"}, {If: Found, Text: "had no sponsor"}},
		Joins:   []Join{{Held, says(", without a sponsor")}},
		Parting: "a sponsor leaves",
		books:   func(l *Ledger, f Fact) { l.sponsor(f, SponsorsAway, 1) }},
	SponsorRegained: {Name: "sponsor_regained",
		Words:   says("another sponsor was won"),
		Parting: "a sponsor is won",
		books:   func(l *Ledger, f Fact) { l.sponsor(f, SponsorsAway, -1) }},
	Covered: {Name: "covered",
		Words:   says("an executive holds the account"),
		Joins:   []Join{{WentLive, says(", held by an executive")}},
		Parting: "an executive takes an account",
		books:   func(l *Ledger, f Fact) { l.move(f.At, f.Scope, AccountsHeld, 1) }},
	Released: {Name: "released",
		Words:   says("no executive holds the account any more"),
		Joins:   []Join{{Churned, nil}},
		Parting: "an executive gives up an account",
		books:   func(l *Ledger, f Fact) { l.move(f.At, f.Scope, AccountsHeld, -1) }},

	Bought: {Name: "bought",
		Amount:  Dollars,
		Words:   says("pays {amount} a year for more than its subscription"),
		Joins:   []Join{{WentLive, says(", pays {amount} a year for more than its subscription")}},
		Parting: "a customer buys more than its subscription"},
	Accrued: {Name: "accrued", Subject: CostLine,
		Amount: DollarsADay,
		books:  func(l *Ledger, f Fact) { l.share(f.At, f.Scope, OfferedServices+Stock(f.Subject), f.Amount) }},
	Recommended: {Name: "recommended",
		Amount:  Times,
		Words:   says("word of mouth makes the quarter's deals {amount} as many"),
		Parting: "customers tell others something else",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, WordOfMouth, f.Amount) }},
	Deterred: {Name: "deterred",
		Words:   says("a deal is not signed because of its project's price"),
		Parting: "a price keeps a deal from being signed",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, DealsDeterred, 1) }},
	Pulled: {Name: "pulled",
		Amount:  Days,
		Words:   says("pulled to the cut-off, {amount} before it would have signed"),
		Joins:   []Join{{Signed, says(", pulled to the cut-off, {amount} before it would have")}},
		Parting: "a deal is pulled to a cut-off",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, DealsPulled, 1) }},

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

	Shipped: {Name: "shipped", Subject: Ticket,
		Amount:  Days,
		Words:   says("{ticket} has its fix {amount} after it was referred"),
		Parting: "a fix ships",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, Fixes, 1)
			l.add(f.Scope, FixDays, f.Amount)
		}},
	Bugged: {Name: "bugged",
		Amount: Bugs,
		Words:  says("{amount} bugs in the product from now on"),
		books:  func(l *Ledger, f Fact) { l.level(l.All(), BugsOpen).Set(f.At, f.Amount) }},

	QuarterClosed: {Name: "quarter_closed",
		Words: says("{quarter} is over"),
		books: func(l *Ledger, f Fact) { l.end(f.At) }},
}
