package measures_test

import (
	"maps"

	"postsale/models/ledger"
)

// Delivery has 12 hours a day, and a slot of the bench does three quarters of an hour; three projects are sold. By rule two people
// join the second tier, and one who is to join the first does not come in this quarter.
func init() {
	about := func(at float64, customer int32, scope int16, amount float64) {
		story = append(story, ledger.Fact{At: at, Kind: ledger.Sized, Customer: customer, Scope: scope, Amount: amount})
	}
	team := func(at float64, kind ledger.Kind, scope int16, amount, extra float64) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: ledger.None, Scope: scope, Amount: amount, Extra: extra})
	}
	about(13, 2, smb, 20)
	about(26, 3, enterprise, 100)
	about(62, 4, smb, 60)
	team(22, ledger.Recruited, tier2, 7.5, 2)
	team(44, ledger.Hired, tier2, 2, 0)
	team(44, ledger.Recruited, tier1, 3, 1)
	team(44, ledger.Forbidden, implementation, 3, 0)

	maps.Copy(byHand, map[cell]float64{
		{"hires", "all"}:             2,
		{"hires", "team/tier2"}:      2,
		{"hires", "team/tier1"}:      0,
		{"delivery_headroom", "all"}: (12*65 + 2*65*.75) / (20 + 100 + 60),
	})
}
