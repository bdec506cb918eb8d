package measures_test

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
	"postsale/models/measures"
)

// story is that of one quarter. Customers 0 (smb, $100k) and 1 (enterprise, $300k, in flight) were there; 2, 3 and 4 sign.
// What happens besides, and what is measured of it, may be added in a file of its own, in any order.
var story = func() []ledger.Fact {
	about := func(at float64, kind ledger.Kind, customer int32, scope int16, amount float64) ledger.Fact {
		return ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: scope, Amount: amount}
	}
	marked := func(f ledger.Fact, marks ledger.Marks) ledger.Fact {
		f.Marks = marks
		return f
	}
	team := func(at float64, kind ledger.Kind, scope int16, amount float64) ledger.Fact {
		return ledger.Fact{At: at, Kind: kind, Customer: ledger.None, Scope: scope, Amount: amount}
	}
	paid := func(at float64, scope int16, line int32, amount float64) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.PaidRate, Customer: ledger.None, Scope: scope, Subject: line, Amount: amount}
	}
	passed := func(f ledger.Fact, times float64) ledger.Fact {
		f.Extra = times
		return f
	}
	return []ledger.Fact{
		about(0, ledger.Held, 0, smb, 100e3),
		about(0, ledger.Held, 1, enterprise, 300e3),
		about(0, ledger.Resumed, 1, enterprise, 0),
		team(0, ledger.Slotted, implementation, 4),
		marked(team(0, ledger.Slotted, bench, 2), ledger.Partner),
		team(0, ledger.Timed, implementation, 12),
		team(0, ledger.Drew, implementation, 6),
		team(0, ledger.Seated, tier1, 4), team(0, ledger.Seated, tier2, 2),
		team(0, ledger.Staffed, implementation, 3), team(0, ledger.Staffed, tier1, 4), team(0, ledger.Staffed, tier2, 2), team(0, ledger.Staffed, success, 1),
		paid(0, implementation, ledger.ServicesLine, 1500), paid(0, tier1, ledger.SupportLine, 1300), paid(0, tier2, ledger.SupportLine, 1000),
		paid(0, success, ledger.SuccessLine, 600),
		team(0, ledger.Hosted, all, 200),
		about(0, ledger.Took, 1, implementation, 2),
		marked(about(0, ledger.Opened, 1, enterprise, 0), ledger.Found),
		about(1, ledger.Answered, 1, enterprise, 1),
		about(8, ledger.Breached, 1, enterprise, 0),
		about(8, ledger.Resolved, 1, enterprise, 8),
		about(10, ledger.Opened, 0, smb, 0),
		about(10.5, ledger.Answered, 0, smb, .5),
		about(11, ledger.Escalated, 0, smb, 0),
		about(13, ledger.Signed, 2, smb, 20e3), about(13, ledger.Began, 2, smb, 20e3),
		about(14, ledger.Queued, 2, smb, 0),
		about(15, ledger.Reopened, 0, smb, 0),
		about(17, ledger.Unqueued, 2, smb, 0), about(17, ledger.Started, 2, smb, 4), about(17, ledger.Took, 2, implementation, 1),
		team(17, ledger.Drew, implementation, 9),
		about(20, ledger.Opened, 1, enterprise, 0),
		about(20, ledger.Deflected, 0, smb, 0),
		about(22, ledger.Answered, 1, enterprise, 2),
		about(26, ledger.Signed, 3, enterprise, 80e3), about(26, ledger.Began, 3, enterprise, 80e3),
		about(26, ledger.Renewed, 0, smb, 100e3), about(26, ledger.Contracted, 0, smb, 10e3), about(26, ledger.Uplifted, 0, smb, 3e3),
		team(26, ledger.Staffed, implementation, 4), paid(26, implementation, ledger.ServicesLine, 2000),
		about(28, ledger.Queued, 3, enterprise, 0),
		marked(about(30, ledger.WentLive, 1, enterprise, 70), ledger.Late),
		passed(marked(about(30, ledger.Resolved, 0, smb, 15), ledger.Kept), 2),
		about(36, ledger.Unqueued, 3, enterprise, 0), marked(about(36, ledger.Started, 3, enterprise, 10), ledger.Partner),
		marked(about(36, ledger.Took, 3, bench, 1), ledger.Partner),
		about(39, ledger.Worked, 1, enterprise, 100), about(39, ledger.Billed, 1, enterprise, 25e3), about(39, ledger.Freed, 1, implementation, 2),
		about(39, ledger.Expanded, 1, enterprise, 50e3),
		team(39, ledger.Drew, implementation, 3),
		about(40, ledger.WentLive, 2, smb, 27),
		about(52, ledger.Worked, 2, smb, 20), about(52, ledger.Billed, 2, smb, 5e3),
		marked(about(52, ledger.Churned, 2, smb, 20e3), ledger.ByEvent), about(52, ledger.Freed, 2, implementation, 1),
		team(52, ledger.Drew, implementation, 0),
		marked(about(60, ledger.Worked, 3, enterprise, 40), ledger.Partner), about(60, ledger.Paid, 3, bench, 9e3),
		about(62, ledger.Signed, 4, smb, 40e3), about(62, ledger.Began, 4, smb, 40e3),
		about(63, ledger.Queued, 4, smb, 0),
		team(64, ledger.Served, tier1, 2*13), team(64, ledger.Served, tier2, 26),
	}
}()

type cell struct{ measure, scope string }

// byHand is what is measured of the story.
var byHand = func() map[cell]float64 {
	const (
		arr        = (13*400e3 + 13*420e3 + 13*493e3 + 13*543e3 + 10*523e3 + 3*563e3) / 65
		sold       = arr / 4 // of a quarter
		pay        = 26*1500 + 39*2000
		support    = 65 * (1300 + 1000)
		backlog    = 8 + 20 + 45 // days, of the one found and the two opened
		ownSlots   = 2*39 + 35   // slot days
		ownPeople  = 3*26 + 4*39 // days
		ownHours   = 6*17 + 9*22 + 3*13
		slotsThere = 4 * 65
		hoursThere = 12 * 65
	)
	return map[cell]float64{
		{"arr_opening", "all"}:                 400e3,
		{"arr_opening", "smb"}:                 100e3,
		{"arr_new", "all"}:                     20e3 + 80e3 + 40e3,
		{"arr_new", "enterprise"}:              80e3,
		{"arr_expansion", "all"}:               50e3,
		{"arr_uplift", "all"}:                  3e3,
		{"arr_contraction", "all"}:             10e3,
		{"arr_churn", "all"}:                   20e3,
		{"arr_closing", "all"}:                 400e3 + 140e3 + 50e3 + 3e3 - 10e3 - 20e3,
		{"arr_closing", "smb"}:                 100e3 + 60e3 + 3e3 - 10e3 - 20e3,
		{"renewal_rate", "all"}:                100. / (100 + 20),
		{"customers", "all"}:                   4,
		{"customers", "smb"}:                   2,
		{"customers_lost", "all"}:              1,
		{"deals", "all"}:                       3,
		{"bookings", "all"}:                    140e3,
		{"bookings_month_1", "all"}:            20. / 140,
		{"bookings_month_2", "all"}:            80. / 140,
		{"bookings_month_3", "all"}:            40. / 140,
		{"bookings_last_week", "all"}:          40. / 140,
		{"bookings_last_week", "smb"}:          40. / 60,
		{"start_delay_mean", "all"}:            (4 + 10) / 2.,
		{"start_delay_mean", "enterprise"}:     10,
		{"start_delay_p90", "all"}:             4 + .9*(10-4),
		{"time_to_live_mean", "all"}:           (70 + 27) / 2.,
		{"time_to_live_p90", "all"}:            27 + .9*(70-27),
		{"go_lives", "all"}:                    2,
		{"late_share", "all"}:                  1. / 2,
		{"late_share", "smb"}:                  0,
		{"projects_started", "all"}:            2,
		{"projects_queued", "all"}:             (3 + 8 + 2) / 65.,
		{"projects_queued", "enterprise"}:      8 / 65.,
		{"projects_queued_peak", "all"}:        1,
		{"slots_busy", "all"}:                  ownSlots / 65.,
		{"slots_busy", "team/implementation"}:  ownSlots / 65.,
		{"slots_busy", "enterprise"}:           2 * 39 / 65.,
		{"slots_busy_peak", "all"}:             3,
		{"slots_busy_peak", "enterprise"}:      2,
		{"team_utilisation", "all"}:            ownSlots / float64(slotsThere),
		{"hours_drawn", "all"}:                 5 * ownHours / 65.,
		{"hours_drawn_peak", "all"}:            5 * 9,
		{"hours_used", "all"}:                  ownHours / float64(hoursThere),
		{"hours_used", "team/implementation"}:  ownHours / float64(hoursThere),
		{"billable_utilisation", "all"}:        (100 + 20) / float64(8*ownPeople),
		{"partner_share", "all"}:               1. / 2,
		{"partner_share", "enterprise"}:        1,
		{"partner_hours_share", "all"}:         40. / (40 + 120),
		{"partner_busy", "all"}:                29. / 65,
		{"partner_busy", "team/bench"}:         29. / 65,
		{"partner_busy", "enterprise"}:         29. / 65,
		{"partner_busy_peak", "all"}:           1,
		{"tickets", "all"}:                     2,
		{"tickets_deflected", "all"}:           1,
		{"ticket_backlog", "all"}:              backlog / 65.,
		{"ticket_backlog_peak", "all"}:         2,
		{"ticket_backlog_peak", "smb"}:         1,
		{"first_response_mean", "all"}:         (1 + .5 + 2) / 3,
		{"first_response_p90", "all"}:          1 + .8*(2-1),
		{"resolution_mean", "all"}:             (8 + 15) / 2.,
		{"escalation_share", "all"}:            1. / (2 + 1),
		{"reopen_share", "all"}:                1. / (2 + 1),
		{"reopen_share", "enterprise"}:         0,
		{"breach_share", "all"}:                1. / 2,
		{"tier1_utilisation", "all"}:           2 * 13 / (4 * 65.),
		{"tier2_utilisation", "all"}:           26 / (2 * 65.),
		{"headcount", "all"}:                   ownPeople/65. + 4 + 2 + 1,
		{"headcount", "team/implementation"}:   ownPeople / 65.,
		{"headcount", "team/tier2"}:            2,
		{"cost_services", "all"}:               pay + 9e3,
		{"cost_partners", "all"}:               9e3,
		{"cost_partners", "team/bench"}:        9e3,
		{"cost_support", "all"}:                support,
		{"cost_success", "all"}:                65 * 600,
		{"cost_total", "all"}:                  pay + 9e3 + support + 65*600,
		{"cost_net", "all"}:                    pay + 9e3 + support + 65*600 - 30e3,
		{"revenue_subscription", "all"}:        sold,
		{"revenue_subscription", "enterprise"}: (26*300e3 + 13*380e3 + 26*430e3) / 260,
		{"revenue_services", "all"}:            30e3,
		{"revenue_services", "smb"}:            5e3,
		{"services_margin", "all"}:             (30e3 - pay - 9e3) / 30e3,
		{"platform_margin", "all"}:             (sold - 65*200 - support) / sold,
		{"success_cost_share", "all"}:          65 * 600 / sold,
		{"support_cost_share", "all"}:          support / (sold + 30e3),
		{"cost_per_case", "all"}:               support / 2.,
	}
}()

func TestEveryMeasureByHand(t *testing.T) {
	facts := slices.Clone(story)
	slices.SortStableFunc(facts, func(a, b ledger.Fact) int { return cmp.Compare(a.At, b.At) })
	r := reported(firm(0, 4), facts...)
	reached := map[string]bool{}
	for at, v := range byHand {
		reached[at.measure] = true
		assert.InDelta(t, v, r.of(t, at.measure, at.scope, "FY27 Q1"), 1e-12*(1+math.Abs(v)), "%v", at)
	}
	for _, m := range measures.All {
		require.True(t, m.Yearly || reached[m.Name], "%s is not worked out by hand", m.Name)
	}
}
