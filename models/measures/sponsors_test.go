package measures_test

import "postsale/models/ledger"

// Customer 0 is live from the start, without a sponsor until day 20; 1 is live from day 30, loses its own on day 60; 2 from day
// 40 to day 52, without one from day 45 on. Executives hold 1 and 2.
func init() {
	about := func(at float64, kind ledger.Kind, customer int32, scope int16, marks ledger.Marks) ledger.Fact {
		return ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: scope, Marks: marks}
	}
	story = append(story,
		about(0, ledger.Sponsored, 0, smb, 0), about(0, ledger.SponsorLost, 0, smb, ledger.Found), about(20, ledger.SponsorRegained, 0, smb, 0),
		about(30, ledger.Sponsored, 1, enterprise, 0), about(30, ledger.Covered, 1, enterprise, 0), about(60, ledger.SponsorLost, 1, enterprise, 0),
		about(40, ledger.Sponsored, 2, smb, 0), about(40, ledger.Covered, 2, smb, 0), about(45, ledger.SponsorLost, 2, smb, 0),
		about(52, ledger.Released, 2, smb, 0),
	)
	byHand[cell{"sponsors_lost", "all"}] = (20 + 5 + 7) / (65. + 35 + 12)
	byHand[cell{"sponsors_lost", "smb"}] = (20 + 7) / (65. + 12)
	byHand[cell{"sponsors_lost", "enterprise"}] = 5 / 35.
	byHand[cell{"accounts_held", "all"}] = (35 + 12) / 65.
	byHand[cell{"accounts_held", "enterprise"}] = 35 / 65.
}
