package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/scenarios"
)

// engineered are settings of a board whose bugs stay about as many as today.
const engineered = "engineering={people: 7, productive_hours: 27.7h/w, cost: 180k, bugs: {created_per_month: 20}}"

// means returns the company's numbers of the run of some trials of a board, averaged.
func means(t *testing.T, sets ...string) func(measure string) float64 {
	return meansOf(t, measures.WholeCompany, sets...)
}

func init() {
	rules["fixes"] = rule{kind: ledger.Shipped}
	over["fix_time_mean"], over["engineers_used"] = total(ledger.Fixes), integral(ledger.EngineersThere)
	over["partner_hours_share"] = total(ledger.OwnHours, ledger.PartnerHours, ledger.ResearchHours)
	most["engineers_used"] = 1
}

func meansOf(t *testing.T, segment string, sets ...string) func(measure string) float64 {
	p := load(t, "board", append([]string{"horizon=8q"}, sets...)...)
	layout := p.Layout()
	columns := layout.Columns()
	sums := map[string]float64{}
	c := company.New(p, 1)
	const trials = 4
	for trial := 1; trial <= trials; trial++ {
		row := layout.Row(columns, c.Run(trial))
		for i, column := range columns {
			if column.Segment == segment && column.Period.Name == measures.Run {
				sums[column.Measure.Name] += row[i] / trials
			}
		}
	}
	return func(measure string) float64 {
		v, ok := sums[measure]
		require.True(t, ok, measure)
		return v
	}
}

func TestFewerEngineersFixLaterAndLeaveMoreBugs(t *testing.T) {
	many, few := means(t, engineered), means(t, engineered, "engineering.people=3")
	assert.Greater(t, few("fix_time_mean"), many("fix_time_mean"))
	assert.Greater(t, few("bugs_open"), many("bugs_open"))
	assert.Greater(t, few("tickets"), many("tickets"))
	assert.Greater(t, few("engineers_used"), many("engineers_used"))
}

// Three engineers have too much to do.
func TestEngineersFixForPremiumCustomersFirst(t *testing.T) {
	sets := []string{engineered, "engineering.people=3", "segments.enterprise.tickets.premium=100%", "segments.mid-market.tickets.premium=0%", "segments.smb.tickets.premium=0%"}
	premium, others := meansOf(t, "enterprise", sets...)("fix_time_mean"), meansOf(t, "smb", sets...)("fix_time_mean")
	assert.Less(t, premium, others/2)
}

// Nothing is referred to them, and there are no bugs.
func TestEngineersCostWhatTheyCostAndNothingElseOfDelivery(t *testing.T) {
	without := means(t, "support.engineering.share=0%", "engineering=null")
	with := means(t, "support.engineering.share=0%", "engineering={people: 7, hires: [], cost: 180k, attrition: 0%, bugs: null}")
	const pay = 7 * 180e3 * 2 // of two years
	assert.InDelta(t, pay, with("cost_research"), 1e-6)
	assert.InDelta(t, without("cost_total")+pay, with("cost_total"), 1e-4)
	assert.InDelta(t, without("headcount")+7, with("headcount"), 1e-9)
	for _, measure := range []string{"hours_used", "hours_drawn", "billable_utilisation", "cost_services", "tickets", "resolution_mean", "arr_closing"} {
		assert.Equal(t, without(measure), with(measure), measure)
	}
}

func TestIdeallyWhatIsReferredIsFixedAtOnce(t *testing.T) {
	ideal := means(t, engineered, "ideal=[engineering]")
	assert.Zero(t, ideal("fix_time_mean"))
	assert.Positive(t, ideal("fixes"))
	assert.Zero(t, ideal("engineers_used"))
	assert.Equal(t, 200., ideal("bugs_open"))
	assert.Equal(t, ideal("tickets"), means(t, "support.engineering.lag=0d", "engineering=null")("tickets"), "bugs make as many as today")
}

// Every fix ships on a release, and none before its engineer has worked on it.
func TestFixesShipWithReleases(t *testing.T) {
	p := load(t, "board", engineered, "engineering.ships=3w", "horizon=4q", "warm_up=1q")
	c := company.New(p, 1)
	c.Trace()
	shipped := 0
	for _, f := range c.Run(1).Facts() {
		if f.Kind == ledger.Shipped {
			shipped++
			releases := (f.At + 65) / 15
			require.InDelta(t, releases, float64(int(releases+.5)), 1e-9, "on day %v", f.At)
			require.Positive(t, f.Amount)
		}
	}
	assert.Greater(t, shipped, 50)
}

func TestWhatIsWrongWithEngineering(t *testing.T) {
	for _, c := range []struct{ set, want string }{
		{set: "support.engineering.lag=5d", want: "support.engineering.lag: must be left out where engineering is given, which takes its place; or leave out engineering"},
		{set: "delivery.teams.engineering={people: 1}", want: "delivery.teams.engineering: must have a name of its own, got one of engineering"},
		{set: "delivery.projects.smb-package.team=engineering", want: "delivery.projects.smb-package.team: must be a team of delivery, got engineering, who hold no project: name them in phases[].team"},
		{set: "engineering.ships=0d", want: "engineering.ships: must be above 0, got 0"},
		{set: "engineering.bugs.opening=0", want: "engineering.bugs.opening: must be above 0 and at most 1000000, got 0"},
		{set: "support.configuration.owner=engineering", want: "support.configuration.owner: must be support, cs-engineers or a delivery team, got \"engineering\""},
		{set: "support.urgent=101%", want: "support.urgent: must be between 0% and 100%, got 101%"},
		{set: "support.targets.urgent={fix: 0d}", want: "support.targets.urgent.fix: must be above 0, got 0"},
		{set: "support.targets.premium={first_response: 0h}", want: "support.targets.premium.first_response: must be above 0, got 0"},
		{set: "support.targets.fix=0d", want: "support.targets.fix: must be above 0, got 0"},
	} {
		_, err := scenarios.Load("board", []string{engineered, c.set})
		assert.ErrorContains(t, err, c.want)
	}
}
