package ledger

// The facts of phases that take slots of another own team.
var (
	phaseQueued = Definition{Name: "phase_queued", OfTeam: true, Subject: Project,
		Amount:  Slots,
		Words:   says("{project} waits for {slots}"),
		Parting: "a project has to wait for another team"}
	phaseStarted = Definition{Name: "phase_started", Subject: Project,
		Amount: Days, Marks: Late,
		Joins:       []Join{{Took, []Phrase{{If: Late, Text: " after waiting {amount} for it"}}}},
		Accompanies: true,
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, PhaseStarts, 1)
			l.add(f.Scope, PhaseDays, f.Amount)
		}}
)
