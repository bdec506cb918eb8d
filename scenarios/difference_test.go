package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios"
)

func whole(t *testing.T, ref string, sets ...string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Load(ref, sets)
	require.NoError(t, err)
	return s
}

func TestDifferencesNameWhatChanged(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		sets       []string
		want       []scenarios.Difference
	}{
		{name: "a scenario and itself", a: "board", b: "board"},
		{name: "name, description and trials say nothing of the company", a: "board", b: "board",
			sets: []string{"name=other", "description=other", "trials=7"}},
		{name: "a value", a: "board", b: "board-lean",
			want: []scenarios.Difference{{"delivery.teams.implementation.people", "10", "8"}}},
		{name: "what one lacks", a: "board-lean", b: "board-partner-overflow", want: []scenarios.Difference{
			{"delivery.partners", "", "{hungry: {concurrent_projects: 12, growth: 0%, lead_time: 1w, effort_factor: 1.15, price_per_hour: 197, oversight: 10%, quality: 100%}}"},
			{"delivery.routes", "", "[{partner: hungry, mode: overflow, after: 2w, coordination: 0%}]"},
		}},
		{name: "a place in a list", a: "board", b: "board", sets: []string{"targets[1].at_least=104%", "deals.seasonality=[1, 1, 1, 1]"},
			want: []scenarios.Difference{
				{"targets[1].at_least", "105%", "104%"},
				{"deals.seasonality[0]", "80%", "100%"}, {"deals.seasonality[1]", "96%", "100%"},
				{"deals.seasonality[2]", "96%", "100%"}, {"deals.seasonality[3]", "128%", "100%"},
			}},
		{name: "another team", a: "board", b: "board", sets: []string{"delivery.teams={architects: {people: 1}, implementation: {people: 10, hires: [{at: 1y, people: 1}, {at: 2y, people: 1}], productive_hours: 19.1h/w, concurrent_projects: 4, cost: 140k, attrition: 15%}}"},
			want: []scenarios.Difference{{"delivery.teams.architects", "", "{people: 1, productive_hours: 19.1h/w, cost: 0, ramp: [0%, 50%, 50%, 100%], attrition: 0%, backfill: 10w, concurrent_projects: 5, queue: first-come}"}}},
		{name: "another form", a: "board", b: "board", sets: []string{"segments.smb.acv={triangular: {low: 1k, mode: 2k, high: 6k}}"},
			want: []scenarios.Difference{{"segments.smb.acv", "{lognormal: {mean: 12k, cv: 0.5}}", "{triangular: {low: 1k, mode: 2k, high: 6k}}"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, scenarios.Differences(whole(t, c.a), whole(t, c.b, c.sets...)))
		})
	}
}

func TestDifferencesAreTheSameBackwards(t *testing.T) {
	a, b := whole(t, "board"), whole(t, "board-co-delivery")
	back := scenarios.Differences(b, a)
	require.Len(t, back, len(scenarios.Differences(a, b)))
	for i, d := range scenarios.Differences(a, b) {
		assert.Contains(t, back, scenarios.Difference{Path: d.Path, From: d.To, To: d.From}, "%d", i)
	}
}

// Who is listed first may go first.
func TestDifferencesNameAnotherOrder(t *testing.T) {
	one, two := "alpha: {people: 1}", "beta: {people: 2}"
	teams := func(list string) []string {
		return []string{"segments.smb.success=null", "segments.mid-market.success=null", "segments.enterprise.success=null", "success.teams={" + list + "}"}
	}
	a, b := whole(t, "board", teams(one+", "+two)...), whole(t, "board", teams(two+", "+one)...)
	assert.Equal(t, []scenarios.Difference{{"success.teams (order)", "alpha, beta", "beta, alpha"}}, scenarios.Differences(a, b))
}

func TestValuesAreThoseOfTheResolvedScenario(t *testing.T) {
	s, err := scenarios.Load("board", []string{"segments.smb.uplift=4%", "support.tier1.people=7", "targets[0].at_least=101%"})
	require.NoError(t, err)
	got := s.Values([]string{"segments.smb.uplift", "support.tier1.people", "targets[0].at_least", "targets.1.measure", "deals.slip", "trials", "segments.smb.terms.4q",
		"segments.smb.acv", "segments.smb.acv.lognormal.cv", "outcomes.leaving.not_live", "nothing.here", "deals.slip.more", "targets[99]", ""})
	assert.Equal(t, []string{"4%", "7", "101%", "nrr", "5%", "2000", "65%", "{lognormal: {mean: 12k, cv: 0.5}}", "0.5", "2", "", "", "", ""}, got)
}

// What is resolved says how long after the first day, whatever the files say; differences say what these do.
func TestDifferencesTellDaysAsFilesDo(t *testing.T) {
	known := func(list string) *scenarios.Scenario { return whole(t, "board-from-accounts", "events="+list) }
	third := known("[{at: FY27 Q3, leaves: A-1476}, {at: 1y, leaves: A-1490}]")
	for _, c := range []struct {
		name, list string
		want       []scenarios.Difference
	}{
		{name: "another quarter", list: "[{at: FY27 Q4, leaves: A-1476}, {at: 6q, leaves: A-1490}]",
			want: []scenarios.Difference{{"events[0].at", "FY27 Q3", "FY27 Q4"}, {"events[1].at", "1y", "6q"}}},
		{name: "the same day in other words", list: "[{at: 2q, leaves: A-1476}, {at: FY28 Q1, leaves: A-1490}]"},
		{name: "a list that is shorter", list: "[{at: FY27 Q3, leaves: A-1476}]", want: []scenarios.Difference{
			{"events", "[{at: FY27 Q3, leaves: A-1476}, {at: 1y, leaves: A-1490}]", "[{at: FY27 Q3, leaves: A-1476}]"}}},
		{name: "what is not there", list: "null",
			want: []scenarios.Difference{{"events", "[{at: FY27 Q3, leaves: A-1476}, {at: 1y, leaves: A-1490}]", ""}}},
	} {
		assert.Equal(t, c.want, scenarios.Differences(third, known(c.list)), c.name)
	}
	base, err := third.Base()
	require.NoError(t, err)
	later, err := base.Load(scenarios.Lines([]string{"events[1].at=FY28 Q2"}))
	require.NoError(t, err)
	assert.Equal(t, []scenarios.Difference{{"events[1].at", "1y", "FY28 Q2"}}, scenarios.Differences(third, later))
	assert.Contains(t, string(third.Resolved()), "{at: 2q, leaves: A-1476}")
}
