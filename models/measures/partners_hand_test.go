package measures_test

import (
	"maps"

	"postsale/models/ledger"
)

// The bench has two projects for the first time, one looked after by half and one wholly; of all projects two start, one of
// which is at the bench.
func init() {
	about := func(at float64, kind ledger.Kind, customer int32, amount float64) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: bench, Amount: amount})
	}
	about(36, ledger.Assigned, 3, 0)
	about(36, ledger.LookedAfter, 3, .5)
	about(60, ledger.LookedAfter, 2, 1)

	maps.Copy(byHand, map[cell]float64{
		{"taken_share", "team/bench"}:      1. / 3,
		{"partners_managed", "all"}:        (.5 + 1) / 2,
		{"partners_managed", "team/bench"}: (.5 + 1) / 2,
	})
}
