package studies

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/scenarios"
)

// asked returns what --until asks of small.yaml, with as many trials as there may be.
func asked(t *testing.T, text string, most int, others ...*scenarios.Scenario) (*goal, error) {
	t.Helper()
	small, err := scenarios.Load(smallFile, nil)
	require.NoError(t, err)
	return newGoal(text, small.WithTrials(most), others...)
}

func TestUntilSettlesWhatItsWordsSay(t *testing.T) {
	for _, tc := range []struct {
		expression string
		names      []string
		within     bool
		size       float64
	}{
		{"odds(nrr.FY27) within 2pt", []string{"odds(nrr.FY27 >= 100%)"}, true, .02},
		{"odds(grr.large.FY27) beyond 50%", []string{"odds(grr.large.FY27 >= 90%)"}, false, .5},
		{"odds(start_delay_mean.all.FY27)   within .5pt", []string{"odds(start_delay_mean.all.FY27 <= 2w)"}, true, .005},
		{"odds( nrr.small.FY27-Q4>=104% ) beyond 0.25", []string{"odds(nrr.small.FY27-Q4 >= 104%)"}, false, .25},
		{"odds(start_delay_mean.FY27 Q1 <= 16h) within 3pt", []string{"odds(start_delay_mean.FY27 Q1 <= 2d)"}, true, .03},
		{"odds(arr_closing.run >= 1.2M) within 3pt", []string{"odds(arr_closing.run >= 1.2M)"}, true, .03},
		{"odds(headcount.team/tier1.FY27 >= 1) within 3pt", []string{"odds(headcount.team/tier1.FY27 >= 1)"}, true, .03},
		{"nrr.FY27.p10 within 0.2pt", []string{"nrr.FY27.p10"}, true, .002},
		{"nrr.FY27.mean beyond 0", []string{"nrr.FY27.mean"}, false, 0},
		{"nrr.FY27.mean beyond 104%", []string{"nrr.FY27.mean"}, false, 1.04},
		{"start_delay_mean.FY27.p95 within 4h", []string{"start_delay_mean.FY27.p95"}, true, .5},
		{"arr_closing.small.FY27.p50 within $20k", []string{"arr_closing.small.FY27.p50"}, true, 20_000},
		{"tickets.FY27.mean within 10", []string{"tickets.FY27.mean"}, true, 10},
	} {
		g, err := asked(t, tc.expression, 20_000)
		require.NoError(t, err, tc.expression)
		var names []string
		for _, c := range g.claims {
			names = append(names, c.Name)
			assert.Equal(t, tc.within, c.Within, tc.expression)
			assert.InDelta(t, tc.size, c.Size, 1e-15, tc.expression)
		}
		assert.Equal(t, tc.names, names, tc.expression)
	}
}

func TestSeveralTargetsAreSettledTogether(t *testing.T) {
	small, err := scenarios.Load(smallFile, []string{"targets=[{measure: nrr, at_least: 100%}, {measure: nrr, at_least: 90%}]"})
	require.NoError(t, err)
	g, err := newGoal("odds(nrr.FY27) within 10pt", small)
	require.NoError(t, err)
	require.Len(t, g.claims, 2)
	assert.Equal(t, "odds(nrr.FY27 >= 100%)", g.claims[0].Name)
	assert.Equal(t, "odds(nrr.FY27 >= 90%)", g.claims[1].Name)
}

func TestWhatCannotBeSettledIsRefusedWithTheReason(t *testing.T) {
	for _, tc := range []struct {
		expression string
		most       int
		want       string
	}{
		{expression: "nonsense", want: `want something to settle, and within WIDTH or beyond BOUND, such as odds(nrr.FY27) within 2pt, got "nonsense"`},
		{expression: "odds(nrr.FY27) within", want: `got "odds(nrr.FY27) within"`},
		{expression: " within 2pt", want: `got " within 2pt"`},
		{expression: "odds(nrr.FY27 within 2pt", want: "odds(nrr.FY27: want ) at the end"},
		{expression: "odds(nrr.FY27 > 104%) within 2pt", want: `want COLUMN >= BOUND or COLUMN <= BOUND, got "nrr.FY27 > 104%"`},
		{expression: "odds(nrr.FY27 >=) within 2pt", want: `want COLUMN >= BOUND or COLUMN <= BOUND, got "nrr.FY27 >="`},
		{expression: "odds(nrr.FY27 >= soon) within 2pt", want: `odds(nrr.FY27 >= soon): the bound must be a share, duration, amount or number such as 90%, 6w, 1.2M or 4, got "soon"`},
		{expression: "odds(nrr.FY27 >= 6w) within 2pt", want: "odds(nrr.FY27 >= 6w): the bound must be a share such as 104%, got 6w"},
		{expression: "odds(start_delay_mean.FY27 <= 5%) within 2pt", want: "the bound must be a duration such as 6w, got 5%"},
		{expression: "odds(nnr.FY27) within 2pt", want: `no measure named "nnr", did you mean "nrr"?`},
		{expression: "odds(zzzzzz.FY27) within 2pt", want: `no measure named "zzzzzz"; postsale measures lists them`},
		{expression: "odds(nrr.smal.FY27) within 2pt", want: `nrr has no segment "smal", did you mean "small"?`},
		{expression: "odds(nrr.other.FY27) within 2pt", want: `nrr has no segment "other"; there are all, small, large`},
		{expression: "nrr.FY30-Q2.mean within 2pt", want: `nrr has no period "FY30-Q2"; there are FY27 Q4, FY27`},
		{expression: "odds(nrr) within 2pt", want: `want MEASURE.PERIOD or MEASURE.SEGMENT.PERIOD such as nrr.FY27, got "nrr"`},
		{expression: "odds(grr.FY27) within 2pt", want: "odds(grr.FY27): the scenario has no target for it: state a bound, such as odds(grr.FY27 >= 100%)"},
		{expression: "odds(nrr.FY27-Q4) within 2pt", want: "state a bound, such as odds(nrr.FY27-Q4 >= 100%)"},
		{expression: "odds(time_to_live_mean.FY27) within 2pt", want: "state a bound, such as odds(time_to_live_mean.FY27 >= 1d)"},
		{expression: "odds(nrr.FY27) within 2%", want: `within: want percentage points such as 2pt, above 0, got "2%"`},
		{expression: "odds(nrr.FY27) within 0pt", want: `above 0, got "0pt"`},
		{expression: "odds(nrr.FY27) within -1pt", want: `above 0, got "-1pt"`},
		{expression: "odds(nrr.FY27) beyond 50", want: `beyond: odds want a share from 0% to 100%, got "50"`},
		{expression: "nrr.FY27.p11 within 1pt", want: `got "p11", did you mean "p10"?; there are mean, p5, p10, p25, p50, p75, p90, p95`},
		{expression: "nrr.FY27 within 1pt", want: `nrr.FY27: want odds(COLUMN) or a statistic at the end such as nrr.FY27.p50, got "FY27"`},
		{expression: "nrr.FY27.p10 within 1", want: `within: want percentage points such as 2pt, above 0, got "1"`},
		{expression: "start_delay_mean.FY27.p10 within 1pt", want: `within: want a duration such as 0.5d, above 0, got "1pt"`},
		{expression: "arr_closing.FY27.p10 within 1d", want: `within: want an amount such as 20k, above 0, got "1d"`},
		{expression: "headcount.FY27.mean within 1d", want: `within: want a number such as 2, above 0, got "1d"`},
		{expression: "nrr.FY27.mean beyond 5d", want: "beyond: the bound must be a share such as 104%, got 1w"},
		{expression: "odds(nrr.FY27) within 1pt", most: 150, want: // z is 1.96: 1.96² × (1/.02 - 1) = 188.2
		"odds(nrr.FY27 >= 100%) takes at least 189 trials: allow more than 150 with --max-trials, or ask for less"},
		{expression: "nrr.FY27.p5 within 1pt", most: 60, want: "nrr.FY27.p5 takes at least"},
		{expression: "nrr.FY27.mean within 1pt", most: 1, want: "nrr.FY27.mean takes at least 200 trials"},
		{expression: "odds(nrr.FY27) within 0.001pt", want: "and 100,000 are the most that there can be: ask for less"},
	} {
		if tc.most == 0 {
			tc.most = 20_000
		}
		_, err := asked(t, tc.expression, tc.most)
		var wrong *OrderError
		require.ErrorAs(t, err, &wrong, tc.expression)
		assert.True(t, strings.HasPrefix(err.Error(), "--until: "), err)
		assert.Contains(t, err.Error(), tc.want, tc.expression)
	}
}

func TestTheLeastNumberOfTrialsByHand(t *testing.T) {
	for _, tc := range []struct {
		expression string
		z          float64
		want       int
	}{
		{"odds(nrr.FY27) within 10pt", 2, 16}, // all alike, half of the interval is z²/2(n+z²): 4/2(16+4) = .1
		{"odds(nrr.FY27) within 10pt", 1, 4},  // 1/2(4+1)
		{"odds(nrr.FY27) beyond 50%", 2, 5},   // n/(n+z²): 5/9 is more than half, 4/8 is not
		{"odds(nrr.FY27) beyond 95%", 2, 1},   // none of one: up to 4/5
		{"nrr.FY27.p50 within 1pt", 2, 8},     // ranks 4 - 2√2 = 1.2 and 6.8, one up: 1 and 8
		{"nrr.FY27.p10 within 1pt", 2, 55},    // rank 5.5 - 2√4.95 = 1.05; of 54 it is 0.99
		{"nrr.FY27.mean within 1pt", 2, 200},  // the first look, from which on means are close to normal
		{"nrr.FY27.mean beyond 100%", 2.9, 200},
	} {
		g, err := asked(t, tc.expression, 20_000)
		require.NoError(t, err)
		assert.Equal(t, tc.want, g.claims[0].Least(tc.z), "%s, z %v", tc.expression, tc.z)
	}
}

// filled returns a table of one column with values.
func filled(t *testing.T, column measures.Column, values ...float64) *measures.Table {
	t.Helper()
	table := measures.NewTable([]measures.Column{column}, len(values))
	for i, v := range values {
		table.Append(i+1, []float64{v})
	}
	return table
}

func TestOnlyPlannedNumbersOfTrialsAreLookedAt(t *testing.T) {
	g, err := asked(t, "nrr.FY27.mean within 1pt", 1000)
	require.NoError(t, err)
	table := filled(t, g.claims[0].Column)
	stop := g.watch([]*measures.Table{table})
	value := 0. // swings, until they all are the same
	ended := 0
	for trial := 1; trial <= 1000 && ended == 0; trial++ {
		if value = 1; trial <= 240 && trial%2 == 0 {
			value = .8
		}
		table.Append(trial, []float64{value})
		if stop(trial) {
			ended = trial
		}
	}
	// z is 2.59: at 200 trials 2.59 × .1/√200 = 1.8 points, at 392 it is 2.59 × .091/√392 = 1.2, at 490 0.99.
	assert.Equal(t, 490, ended)
	assert.Equal(t, 5, g.looked)

	told := g.tell(true, []*measures.Table{table})
	assert.True(t, told.Settled)
	assert.Equal(t, 5, told.Looks)
	assert.Equal(t, "nrr.FY27.mean within 1pt", told.Expression)
	require.Len(t, told.Claims, 1)
	assert.InDelta(t, 1-120*.2/490, told.Claims[0].Estimate, 1e-12)
	assert.False(t, g.tell(false, []*measures.Table{table}).Settled, "who interrupts has not looked as planned")
}

func TestWithoutUntilNothingEndsTheTrials(t *testing.T) {
	g, err := newGoal("", nil)
	require.NoError(t, err)
	assert.Nil(t, g.watch(nil))
	assert.Nil(t, g.tell(true, nil))
}

func TestEstimatesOfAClaimByHand(t *testing.T) {
	nan := math.NaN()
	values := []float64{1.1, nan, .9, 1, 1.2, .8}
	for _, tc := range []struct {
		expression string
		want       results.Claim
	}{
		// z is 2: centre (p + z²/2n)/(1 + z²/n) = (.6+.4)/1.8, half √(.8 × (.24+.2))/1.8
		{"odds(nrr.FY27) within 2pt", results.Claim{Name: "odds(nrr.FY27 >= 100%)", Unit: measures.Share,
			Estimate: .6, Low: (1 - math.Sqrt(.352)) / 1.8, High: (1 + math.Sqrt(.352)) / 1.8}},
		{"nrr.FY27.mean within 2pt", results.Claim{Name: "nrr.FY27.mean", Measure: "nrr", Unit: measures.Share,
			Estimate: 1, Low: math.Inf(-1), High: math.Inf(1)}}, // too few
		{"nrr.FY27.p50 within 2pt", results.Claim{Name: "nrr.FY27.p50", Measure: "nrr", Unit: measures.Share,
			Estimate: 1, Low: math.Inf(-1), High: math.Inf(1)}}, // ranks 2.5 ± 2.2
	} {
		g, err := asked(t, tc.expression, 20_000)
		require.NoError(t, err)
		got := g.claims[0].Estimate(values, nil, 2)
		assert.InDelta(t, tc.want.Estimate, got.Estimate, 1e-12, tc.expression)
		if !math.IsInf(tc.want.Low, 0) {
			assert.InDelta(t, tc.want.Low, got.Low, 1e-12, tc.expression)
			assert.InDelta(t, tc.want.High, got.High, 1e-12, tc.expression)
			tc.want.Low, tc.want.High = got.Low, got.High
		}
		tc.want.Estimate = got.Estimate
		assert.Equal(t, tc.want, got)
	}
}

// A mean is told of enough trials that are not all alike: of rare things, what moves it may not have come yet.
func TestTheMeanOfAClaimByHand(t *testing.T) {
	g, err := asked(t, "nrr.FY27.mean within 2pt", 20_000)
	require.NoError(t, err)
	c := g.claims[0]
	got := c.Estimate(slices.Repeat([]float64{1.1, .9, 1, 1.2, .8}, 50), nil, 2)
	assert.InDelta(t, 1, got.Estimate, 1e-12)
	half := 2 * math.Sqrt(50*.1/249/250) // squares .01+.01+0+.04+.04
	assert.InDelta(t, 1-half, got.Low, 1e-12)
	assert.InDelta(t, 1+half, got.High, 1e-12)

	for _, values := range [][]float64{slices.Repeat([]float64{1}, 5000), slices.Repeat([]float64{1, math.NaN(), 2}, 60)} {
		got := c.Estimate(values, nil, 2)
		assert.True(t, math.IsInf(got.Low, -1) && math.IsInf(got.High, 1))
		assert.False(t, c.Settled(got))
	}
}

func TestRivalsAreJudgedByWhatTheyDifferBy(t *testing.T) {
	another := func(name string) *scenarios.Scenario {
		s, err := scenarios.Load(smallFile, []string{"name=" + name})
		require.NoError(t, err)
		return s
	}
	for _, tc := range []struct {
		expression    string
		first, second float64
		names         string
	}{
		{"odds(nrr.FY27) beyond 50%", .25, .75, "odds(nrr.FY27)"},                         // more is better: 1 and 3 of 4
		{"odds(start_delay_mean.FY27) beyond 50%", .25, 0, "odds(start_delay_mean.FY27)"}, // less is better: 1 and none of 4
		{"odds(nrr.FY27 >= 2pt) within 2pt", .25, .5, "odds(nrr.FY27 >= 2pt)"},
		{"nrr.FY27.mean beyond 0", 0, .0225, "nrr.FY27.mean"},
	} {
		g, err := asked(t, tc.expression, 20_000, another("first"), another("second"))
		require.NoError(t, err, tc.expression)
		column := g.claims[0].Column
		told := g.tell(true, []*measures.Table{ // differences -3, 0, 0, 3 and 0, 1, 3, 5 in hundredths
			filled(t, column, 1.00, 1.10, .90, 1.05),
			filled(t, column, 0.97, 1.10, .90, 1.08),
			filled(t, column, 1.00, 1.11, .93, 1.10)})
		require.Len(t, told.Claims, 2)
		assert.Equal(t, "first: "+tc.names, told.Claims[0].Name)
		assert.Equal(t, "second: "+tc.names, told.Claims[1].Name)
		assert.InDelta(t, tc.first, told.Claims[0].Estimate, 1e-12, tc.expression)
		assert.InDelta(t, tc.second, told.Claims[1].Estimate, 1e-12, tc.expression)
	}
	_, err := asked(t, "odds(projects_started.FY27) beyond 50%", 20_000, another("first"))
	assert.ErrorContains(t, err, "neither more nor less of projects_started is better: state a bound of the difference, such as odds(projects_started.FY27 >= 0)")
}
