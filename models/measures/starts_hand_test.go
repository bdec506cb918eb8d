package measures_test

import (
	"maps"

	"postsale/models/ledger"
)

// Two smb projects start in one cohort and an enterprise one alone; two deals were pulled. The two customers who went live
// had waited 6 + 3 and 0 days for features, one who did not 50.
func init() {
	about := func(at float64, kind ledger.Kind, customer int32, scope int16, amount, extra float64) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: scope, Amount: amount, Extra: extra})
	}
	about(13, ledger.Pulled, 2, smb, 3, 0)
	about(62, ledger.Pulled, 4, smb, 1, 0)
	about(14, ledger.Gathered, 2, smb, 20, 0)
	about(20, ledger.Entered, 2, smb, 7, 2)
	about(20, ledger.Entered, 4, smb, 2, 2)
	about(28, ledger.Entered, 3, enterprise, 12, 1)
	about(1, ledger.Blocked, 1, enterprise, 6, 0)
	about(10, ledger.Blocked, 1, enterprise, 3, 0)
	about(36, ledger.Blocked, 3, enterprise, 50, 0)

	maps.Copy(byHand, map[cell]float64{
		{"deals_pulled", "all"}:             2,
		{"deals_pulled", "enterprise"}:      0,
		{"cohort_wait_mean", "all"}:         (7 + 2 + 12) / 3.,
		{"cohort_wait_mean", "smb"}:         (7 + 2) / 2.,
		{"cohort_size_mean", "all"}:         (2 + 2 + 1) / 3.,
		{"cohort_size_mean", "enterprise"}:  1,
		{"blocked_days_mean", "all"}:        (6 + 3) / 2.,
		{"blocked_days_mean", "enterprise"}: 6 + 3,
		{"blocked_days_mean", "smb"}:        0,
	})
}
