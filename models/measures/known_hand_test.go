package measures_test

import (
	"maps"

	"postsale/models/ledger"
)

// The only customer who leaves does so because the file states it. Of three bills that are not paid in time one is paid within
// the quarter, another of its segment and one of smb are not.
func init() {
	bill := func(at float64, kind ledger.Kind, customer int32, scope int16, amount, all float64) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: scope, Amount: amount, Extra: all})
	}
	bill(5, ledger.Withheld, 1, enterprise, 300e3, 300e3)
	bill(7, ledger.Withheld, 0, smb, 25e3, 25e3)
	bill(30, ledger.Withheld, 3, enterprise, 80e3, 380e3)
	bill(45, ledger.Settled, 1, enterprise, 300e3, 80e3)

	maps.Copy(byHand, map[cell]float64{
		{"arr_churn_stated", "all"}:        20e3,
		{"arr_churn_stated", "smb"}:        20e3,
		{"arr_churn_stated", "enterprise"}: 0,
		{"overdue", "all"}:                 80e3 + 25e3,
		{"overdue", "enterprise"}:          80e3,
		{"overdue", "smb"}:                 25e3,
		{"overdue_peak", "all"}:            300e3 + 25e3 + 80e3,
		{"overdue_peak", "enterprise"}:     300e3 + 80e3,
		{"overdue_peak", "smb"}:            25e3,
	})
}
