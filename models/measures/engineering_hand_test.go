package measures_test

import (
	"maps"

	"postsale/models/ledger"
)

// Two engineers have 12 hours a day, and 9 once one has left; a fix takes 4 of them for ten days, and a phase of a project 3 for five.
func init() {
	team := func(at float64, kind ledger.Kind, marks ledger.Marks, amount float64, subject int32) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: ledger.None, Scope: engineers, Marks: marks, Amount: amount, Subject: subject})
	}
	about := func(at float64, kind ledger.Kind, customer int32, scope int16, marks ledger.Marks, amount float64) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: scope, Marks: marks, Amount: amount})
	}
	bugs := func(at, amount float64) {
		story = append(story, ledger.Fact{At: at, Kind: ledger.Bugged, Customer: ledger.None, Scope: all, Amount: amount})
	}
	team(0, ledger.Timed, ledger.Research, 12, 0)
	team(40, ledger.Timed, ledger.Research, 9, 0)
	team(10, ledger.Drew, ledger.Research, 4, 0)
	team(20, ledger.Drew, ledger.Research, 0, 0)
	team(45, ledger.Drew, ledger.Research, 3, 0)
	team(50, ledger.Drew, ledger.Research, 0, 0)
	team(0, ledger.PaidRate, 0, 700, ledger.ResearchLine)
	about(50, ledger.Worked, 1, enterprise, ledger.Research, 15)
	about(30, ledger.Shipped, 0, smb, 0, 12)
	about(40, ledger.Shipped, 1, enterprise, 0, 7)
	about(40, ledger.Shipped, 1, enterprise, 0, 5)
	bugs(0, 200)
	bugs(65./3, 210)
	bugs(130./3, 190)

	const pay = 65 * 700
	maps.Copy(byHand, map[cell]float64{
		{"fixes", "all"}:               3,
		{"fixes", "enterprise"}:        2,
		{"fix_time_mean", "all"}:       (12 + 7 + 5) / 3.,
		{"fix_time_mean", "smb"}:       12,
		{"bugs_open", "all"}:           190,
		{"engineers_used", "all"}:      (4*10 + 3*5) / (12*40 + 9*25.), // delivery's hours stay as they are
		{"cost_research", "all"}:       pay,
		{"cost_total", "all"}:          byHand[cell{"cost_total", "all"}] + pay,
		{"cost_net", "all"}:            byHand[cell{"cost_net", "all"}] + pay,
		{"partner_hours_share", "all"}: 40 / (40 + 120 + 15.),
	})
}
