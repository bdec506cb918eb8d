package ledger

// ofTickets are what becomes of tickets, in office hours and at engineering too, and what makes customers open more or fewer.
var ofTickets = map[Kind]Definition{
	Questioned: {Name: "questioned", Subject: Ticket,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.add(f.Scope, Questions, 1) }},
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
	Shipped: {Name: "shipped", Subject: Ticket,
		Amount:  Days,
		Words:   says("{ticket} has its fix {amount} after it was referred"),
		Parting: "a fix ships",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, Fixes, 1)
			l.add(f.Scope, FixDays, f.Amount)
		}},
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

	SessionAwaited: {Name: "session_awaited", Subject: Ticket,
		Words:   says("{ticket} waits for office hours"),
		Parting: "a question waits for office hours"},
	AnsweredInSession: {Name: "answered_in_session", Subject: Ticket,
		Amount:  Days,
		Words:   says("{ticket} answered in office hours {amount} after it was asked"),
		Parting: "a question is answered in office hours",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, SessionAnswers, 1)
			l.add(f.Scope, SessionDays, f.Amount)
		}},
	SessionFull: {Name: "session_full", Subject: Ticket,
		Joins:   []Join{{Opened, says(", as it found no seat in office hours")}},
		Parting: "a question finds no seat"},
	SessionHeld: {Name: "session_held", OfTeam: true,
		Amount:  People,
		Words:   says("office hours, of one person"),
		Parting: "office hours are held",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, SessionSeats, f.Amount) }},

	Induced: {Name: "induced",
		Amount: Portion,
		Words:  says("customers ask {amount} of today's how-do-I questions, by how fast answers were")},
	Bugged: {Name: "bugged",
		Amount: Bugs,
		Words:  says("{amount} bugs in the product from now on"),
		books:  func(l *Ledger, f Fact) { l.level(l.All(), BugsOpen).Set(f.At, f.Amount) }},
}
