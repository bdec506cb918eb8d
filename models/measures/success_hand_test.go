package measures_test

import (
	"maps"

	"postsale/models/ledger"
)

// One team looks after all customers: 16 hours a day for two accounts that need 20, then 10 for three that need 30.
func init() {
	about := func(at float64, kind ledger.Kind, customer int32, scope int16, subject int32, marks ledger.Marks) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: scope, Subject: subject, Marks: marks})
	}
	team := func(at float64, kind ledger.Kind, amount, extra float64, subject int32) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: ledger.None, Scope: success, Amount: amount, Extra: extra, Subject: subject})
	}
	team(0, ledger.Attended, 16, 20, 2)
	team(0, ledger.Jobbed, 4, 0, 0)
	team(26, ledger.Jobbed, 0, 0, 0)
	team(39, ledger.Attended, 10, 30, 3)
	about(5, ledger.JobOpened, 0, smb, ledger.RenewalJob, 0)
	about(26, ledger.JobWithdrawn, 0, smb, ledger.RenewalJob, ledger.Late)
	about(30, ledger.JobOpened, 1, enterprise, ledger.ExpansionJob, 0)
	about(35, ledger.JobWithdrawn, 1, enterprise, ledger.ExpansionJob, ledger.Late)
	about(36, ledger.JobOpened, 3, enterprise, ledger.ExpansionJob, 0)
	about(37, ledger.JobWithdrawn, 3, enterprise, ledger.ExpansionJob, 0) // not for having waited too long
	about(45, ledger.Turned, 2, smb, 0, ledger.Red)
	about(45, ledger.JobOpened, 2, smb, ledger.RescueJob, 0)
	about(52, ledger.RescueLate, 2, smb, ledger.RescueJob, 0)
	about(53, ledger.JobOpened, 1, enterprise, ledger.RescueJob, 0)
	about(55, ledger.Rescued, 1, enterprise, ledger.RescueJob, 0)
	about(60, ledger.Turned, 1, enterprise, 0, ledger.Yellow)
	about(62, ledger.Turned, 0, smb, 0, ledger.Red)

	const left, needed = 16*39 + 10*26., 20*39 + 30*26.
	maps.Copy(byHand, map[cell]float64{
		{"attention", "all"}:              left / needed,
		{"attention", "smb"}:              left / needed,
		{"attention", "team/success"}:     left / needed,
		{"accounts_per_person", "all"}:    (2*39 + 3*26) / 65.,
		{"jobs_share", "all"}:             4 * 26 / (4*26 + left),
		{"health_green", "all"}:           1 - (350e3+93e3)/563e3,
		{"health_yellow", "all"}:          350e3 / 563e3,
		{"health_yellow", "smb"}:          0,
		{"health_red", "smb"}:             93e3 / 133e3,
		{"churn_green", "all"}:            0,
		{"churn_red", "all"}:              1,
		{"rescues", "all"}:                2,
		{"rescues_won", "all"}:            1,
		{"rescues_won", "smb"}:            0,
		{"rescues_too_late", "all"}:       1,
		{"renewals_unworked", "all"}:      1,
		{"expansions_lost", "enterprise"}: 1,
	})
}
