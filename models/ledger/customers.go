package ledger

// ofCustomers are what befalls customers and the deals that bring them: contracts, health, sponsors, what success does for them.
var ofCustomers = map[Kind]Definition{
	Held: {Name: "held",
		Amount: Dollars, Extra: Days,
		Words:   says("in the opening book, ARR {amount}"),
		Parting: "the opening book differs",
		books: func(l *Ledger, f Fact) {
			l.enter(f)
			l.add(f.Scope, HeldARR, f.Amount)
			l.begin(f)
			l.customers[f.Customer].older = f.Extra
			l.pose(opening, f.Customer)
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
	Recommended: {Name: "recommended",
		Amount:  Times,
		Words:   says("word of mouth makes the quarter's deals {amount} as many"),
		Parting: "customers tell others something else",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, WordOfMouth, f.Amount) }},
	Changed: {Name: "changed", Subject: Change,
		Words: says("{change}")},
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
		Amount: Dollars, Extra: Chance, Marks: ByEvent,
		Words:   []Phrase{{Unless: ByEvent, Text: "renewed against a chance of leaving of {extra}, ARR {amount}"}, {If: ByEvent, Text: "renewed as the file states, ARR {amount}"}},
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
		Amount: Dollars, Marks: ByEvent,
		Words:   []Phrase{{Unless: ByEvent, Text: "{amount} more ARR by uplift"}, {If: ByEvent, Text: "{amount} more ARR by higher prices"}},
		Joins:   []Join{{Renewed, []Phrase{{Unless: ByEvent, Text: ", {amount} more by uplift"}, {If: ByEvent, Text: ", {amount} more by higher prices"}}}},
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
		Amount: Dollars, Extra: Chance, Marks: ByEvent,
		Words:   []Phrase{{Unless: ByEvent, Text: "left with a chance of {extra}, ARR {amount}"}, {If: ByEvent, Text: "left as the file states, ARR {amount}"}},
		Parting: "a customer leaves",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, ChurnARR, f.Amount)
			l.add(f.Scope, Churns, 1)
			if f.Marks&ByEvent != 0 {
				l.add(f.Scope, StatedChurnARR, f.Amount)
			}
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
	Bought: {Name: "bought",
		Amount:  Dollars,
		Words:   says("pays {amount} a year for more than its subscription"),
		Joins:   []Join{{WentLive, says(", pays {amount} a year for more than its subscription")}},
		Parting: "a customer buys more than its subscription"},
	Adopted: {Name: "adopted",
		Amount: Customers, Extra: Customers,
		books: func(l *Ledger, f Fact) {
			l.move(f.At, f.Scope, Unused, f.Amount-l.level(int(f.Scope), Unused).Value())
			l.move(f.At, f.Scope, Users, f.Extra-l.level(int(f.Scope), Users).Value())
		}},

	Known: {Name: "known", Subject: Event,
		Words:   says("{event}"),
		Parting: "an event comes"},
	Unmet: {Name: "unmet", Subject: Event,
		Marks:   Late,
		Words:   []Phrase{{Text: "{event}: that comes to nothing, "}, {If: Late, Text: "it has left"}, {Unless: Late, Text: "nobody is there"}},
		Parting: "an event comes to nothing"},
	Withheld: {Name: "withheld",
		Amount: Dollars, Extra: Dollars,
		Words:   says("does not pay a bill of {amount}"),
		Parting: "a customer does not pay",
		books:   func(l *Ledger, f Fact) { l.share(f.At, f.Scope, Overdue, f.Extra) }},
	Settled: {Name: "settled",
		Amount: Dollars, Extra: Dollars,
		Words:   says("pays the bill of {amount}"),
		Parting: "a customer pays late",
		books:   func(l *Ledger, f Fact) { l.share(f.At, f.Scope, Overdue, f.Extra) }},

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
}
