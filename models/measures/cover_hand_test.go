package measures_test

import (
	"maps"

	"postsale/models/ledger"
)

// Who implements stands in for the second tier for half of the quarter, takes 30 hours for it and loses two by switching.
func init() {
	about := func(at float64, kind ledger.Kind, scope int16, subject int32, amount float64) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: ledger.None, Scope: scope, Subject: subject, Amount: amount})
	}
	about(10, ledger.StoodIn, tier2, implementation, 0)
	about(42.5, ledger.TookBack, tier2, implementation, 0)
	about(20, ledger.Helped, implementation, 0, 18)
	about(30, ledger.Helped, implementation, 0, 12)
	about(20, ledger.Switched, implementation, 0, .5)
	about(30, ledger.Switched, implementation, 0, 1.5)
	about(50, ledger.Transferred, tier2, implementation, 1)

	maps.Copy(byHand, map[cell]float64{
		{"stood_in_for", "team/tier2"}:             .5,
		{"stood_in_for", "all"}:                    .5,
		{"stood_in_for", "team/tier1"}:             0,
		{"stand_in_hours", "all"}:                  30,
		{"stand_in_hours", "team/implementation"}:  30,
		{"stand_in_hours_share", "all"}:            30. / (6*17 + 9*22 + 3*13),
		{"switching_hours", "all"}:                 2,
		{"switching_hours", "team/implementation"}: 2,
	})
}
