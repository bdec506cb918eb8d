package measures_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/ledger"
)

// The project of customer 1 ends on day 39; engineering did 15 hours of it.
func init() {
	about := func(at float64, kind ledger.Kind, customer int32, scope int16, amount float64) ledger.Fact {
		return ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: scope, Amount: amount}
	}
	story = append(story, about(39, ledger.Finished, 1, enterprise, 0))
	const (
		arr     = (13*400e3 + 13*420e3 + 13*493e3 + 13*543e3 + 10*523e3 + 3*563e3) / 65
		sold    = arr / 4
		pay     = 26*1500 + 39*2000 + 9e3
		success = 65 * 600
	)
	for at, v := range map[cell]float64{
		{"hours_per_project", "all"}:             (100 + 20 + 40 + 15) / 1.,
		{"hours_per_project", "enterprise"}:      100 + 40 + 15,
		{"hours_per_project", "smb"}:             math.NaN(), // nothing was finished
		{"cost_per_project", "all"}:              pay,
		{"cost_per_project", "team/bench"}:       math.NaN(),
		{"go_live_share", "team/bench"}:          0,
		{"go_lives", "team/bench"}:               0,
		{"services_revenue_share", "all"}:        (30e3 + 26*200) / (sold + 30e3 + 26*200 + 26*100 + 39*60),
		{"services_revenue_share", "enterprise"}: (25e3 + 26*200) / ((26*300e3+13*380e3+26*430e3)/260. + 25e3 + 26*200),
		{"success_per_new_dollar", "all"}:        success / 140e3,
		{"replacement_share", "all"}:             20. / 140,
		{"replacement_share", "smb"}:             20. / 60,
		{"replacement_share", "enterprise"}:      0,
		{"magic_number", "all"}:                  (140e3 + 50e3 + 3e3 - 10e3 - 20e3) / (1.5*140e3 + success),
		{"contribution", "all"}:                  sold + 30e3 + 26*200 + 26*100 + 39*60 - byHand[cell{"cost_total", "all"}] - 65*200 - 1.5*140e3,
		{"arr_value", "all"}:                     6 * 563e3, // closing
		{"first_contact_share", "all"}:           1. / 2,
		{"first_contact_share", "smb"}:           0,
		{"cases_per_person", "all"}:              2. / (6 * 3), // three months of four people and of two
		{"revenue_support", "all"}:               26*100 + 39*60,
		{"revenue_support", "enterprise"}:        0,
	} {
		byHand[at] = v
	}
	byHand[cell{"contribution_to_date", "all"}] = byHand[cell{"contribution", "all"}] // of the first quarter
}

// A dollar a day is paid, which is what a customer of $260 a year brings; new ARR of $260 takes $390.
func TestContributionAddsUpFromTheFirstMeasuredDay(t *testing.T) {
	of := func(kind ledger.Kind, at float64, customer int32) ledger.Fact {
		return ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: smb, Amount: 260}
	}
	paid := ledger.Fact{At: 0, Kind: ledger.PaidRate, Customer: ledger.None, Scope: tier1, Subject: ledger.SupportLine, Amount: 1}
	r := reported(firm(0, 4), paid, of(ledger.Held, 0, 0), of(ledger.Signed, 65, 1), of(ledger.Began, 65, 1))
	for period, want := range map[string]struct{ itself, since float64 }{
		"FY27 Q1": {0, 0}, "FY27 Q2": {65 - 390, -325}, "FY27 Q3": {65, -260}, "FY27 Q4": {65, -195}, "run": {-195, -195},
	} {
		assert.InDelta(t, want.itself, r.of(t, "contribution", "all", period), 1e-9, period)
		assert.InDelta(t, want.since, r.of(t, "contribution_to_date", "all", period), 1e-9, period)
	}
}

// A partner makes two of three customers live: one in time, one a week late, which another partner had begun.
func TestAPartnerByHand(t *testing.T) {
	layout := firm(0, 4)
	layout.Roles.Partners = append(layout.Roles.Partners, engineers)
	layout.Roles.SlotHours = append(layout.Roles.SlotHours, .75)
	signed := func(at float64, customer int32) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.Signed, Customer: customer, Scope: smb, Amount: 1000}
	}
	by := func(at float64, customer int32, partner int16) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.Delivered, Customer: customer, Scope: partner}
	}
	live := func(at, days float64, customer int32, marks ledger.Marks) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.WentLive, Customer: customer, Scope: smb, Amount: days, Marks: marks}
	}
	paid := ledger.Fact{At: 50, Kind: ledger.Paid, Customer: 0, Scope: bench, Amount: 5e3}
	r := reported(layout, signed(0, 0), signed(0, 1), signed(1, 2), signed(2, 3),
		by(20, 0, bench), live(20, 20, 0, ledger.Partner), live(30, 30, 1, ledger.Late), by(40, 2, bench), live(40, 39, 2, ledger.Late|ledger.Partner),
		paid, by(60, 3, engineers), live(60, 58, 3, ledger.Partner))
	for at, want := range map[cell]float64{
		{"go_lives", "team/bench"}: 2, {"go_lives", "team/engineering"}: 1, {"go_lives", "all"}: 4, {"go_lives", "smb"}: 4,
		{"go_live_share", "team/bench"}: 2. / 4, {"go_live_share", "team/engineering"}: 1. / 4,
		{"time_to_live_mean", "team/bench"}: (20 + 39) / 2., {"time_to_live_mean", "team/engineering"}: 58, {"time_to_live_mean", "all"}: (20 + 30 + 39 + 58) / 4.,
		{"late_share", "team/bench"}: 1. / 2, {"late_share", "team/engineering"}: 0, {"late_share", "all"}: 2. / 4,
		{"cost_per_project", "team/bench"}: 5e3 / 2, {"cost_per_project", "team/engineering"}: 0,
	} {
		assert.InDelta(t, want, r.of(t, at.measure, at.scope, "FY27 Q1"), 1e-12, "%v", at)
	}
	for _, measure := range []string{"time_to_live_mean", "late_share", "go_live_share", "cost_per_project"} {
		assert.True(t, math.IsNaN(r.of(t, measure, "team/bench", "FY27 Q2")), "%s of nobody", measure)
	}
	assert.Zero(t, r.of(t, "go_lives", "team/bench", "FY27 Q2"))
}

// Without new ARR there is nothing to compare with, whatever success costs.
func TestWithoutNewARRThereIsNoMagic(t *testing.T) {
	cost := ledger.Fact{Kind: ledger.PaidRate, Customer: ledger.None, Scope: success, Subject: ledger.SuccessLine, Amount: 600}
	held := ledger.Fact{Kind: ledger.Held, Customer: 0, Scope: smb, Amount: 100e3}
	grown := ledger.Fact{At: 70, Kind: ledger.Expanded, Customer: 0, Scope: smb, Amount: 50e3}
	began := []ledger.Fact{{At: 140, Kind: ledger.Signed, Customer: 1, Scope: smb, Amount: 20e3}, {At: 140, Kind: ledger.Began, Customer: 1, Scope: smb, Amount: 20e3}}
	r := reported(firm(0, 4), append([]ledger.Fact{cost, held, grown}, began...)...)
	for _, measure := range []string{"magic_number", "success_per_new_dollar", "replacement_share"} {
		assert.True(t, math.IsNaN(r.of(t, measure, "all", "FY27 Q1")), measure)
		assert.True(t, math.IsNaN(r.of(t, measure, "all", "FY27 Q2")), "%s: what is not new does not count", measure)
	}
	assert.InDelta(t, 20e3/(1.5*20e3+600*fiscal.Quarter), r.of(t, "magic_number", "all", "FY27 Q3"), 1e-12)
	assert.InDelta(t, 70e3/(1.5*20e3+600*fiscal.Year), r.of(t, "magic_number", "all", "FY27"), 1e-12, "of the year")
}
