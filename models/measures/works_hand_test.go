package measures_test

import (
	"maps"

	"postsale/models/ledger"
)

// The second tier writes guides besides. Of three how-do-I questions self-service answers one, and of two live customers one
// leaves 70 % unused and the other 40 %.
func init() {
	about := func(at float64, kind ledger.Kind, scope int16, amount, extra float64) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: ledger.None, Scope: scope, Amount: amount, Extra: extra})
	}
	about(0, ledger.Stocked, tier2, 500, .25)
	about(22, ledger.Stocked, tier2, 600, .29)
	about(64, ledger.Stocked, tier2, 650, .31)
	about(10, ledger.Questioned, smb, 0, 0)
	about(20, ledger.Questioned, enterprise, 0, 0)
	about(64, ledger.Adopted, smb, .7, 1)
	about(64, ledger.Adopted, enterprise, .4, 1)

	maps.Copy(byHand, map[cell]float64{
		{"self_service_share", "all"}:        1. / 3,
		{"self_service_share", "smb"}:        1. / 2,
		{"self_service_share", "enterprise"}: 0,
		{"work_hours", "team/tier2"}:         650,
		{"work_value", "team/tier2"}:         .31,
		{"unadopted_share", "all"}:           (.7 + .4) / 2,
		{"unadopted_share", "smb"}:           .7,
	})
}
