package measures_test

import "postsale/models/ledger"

// An expansion of customer 0 brings a project, which starts after 7 days and ends; deals are scoped twice.
func init() {
	further := func(at float64, kind ledger.Kind, amount float64) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: 0, Subject: 1, Scope: smb, Amount: amount})
	}
	further(43, ledger.Brought, 0)
	further(50, ledger.Started, 7)
	further(55, ledger.Finished, 0)
	for _, at := range []float64{11, 30} {
		story = append(story, ledger.Fact{At: at, Kind: ledger.Scoped, Customer: ledger.None, Scope: implementation, Amount: 24})
	}

	byHand[cell{"further_projects_started", "all"}] = 1
	byHand[cell{"further_projects_started", "enterprise"}] = 0
	byHand[cell{"further_projects_finished", "smb"}] = 1
	for _, of := range []string{"cost_per_project", "hours_per_project"} { // there was one project finished besides
		byHand[cell{of, "all"}] /= 2
	}
	byHand[cell{"hours_per_project", "smb"}] = 20
	byHand[cell{"projects_started", "all"}] = 3
	byHand[cell{"start_delay_mean", "all"}] = (4 + 10 + 7) / 3.
	byHand[cell{"start_delay_p90", "all"}] = 7 + .8*(10-7)
	byHand[cell{"partner_share", "all"}] = 1. / 3
	byHand[cell{"scoping_hours", "all"}] = 24 + 24
	byHand[cell{"scoping_hours", "team/implementation"}] = 24 + 24
}
