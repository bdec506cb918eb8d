package ledger

// The facts of office hours.
var (
	sessionAwaited = Definition{Name: "session_awaited", Subject: Ticket,
		Words:   says("{ticket} waits for office hours"),
		Parting: "a question waits for office hours"}
	answeredInSession = Definition{Name: "answered_in_session", Subject: Ticket,
		Amount:  Days,
		Words:   says("{ticket} answered in office hours {amount} after it was asked"),
		Parting: "a question is answered in office hours",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, SessionAnswers, 1)
			l.add(f.Scope, SessionDays, f.Amount)
		}}
	sessionFull = Definition{Name: "session_full", Subject: Ticket,
		Joins:   []Join{{Opened, says(", as it found no seat in office hours")}},
		Parting: "a question finds no seat"}
	sessionHeld = Definition{Name: "session_held", OfTeam: true,
		Amount:  People,
		Words:   says("{scope} holds office hours"),
		Parting: "office hours are held",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, SessionSeats, f.Amount) }}
)
