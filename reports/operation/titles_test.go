package operation_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/reports/operation"
)

// company is one of some trials in which measures by name and scope are what is said.
func company(t *testing.T, trials int, figures map[string]func(trial int) float64) *results.Run {
	s := sample.Shape{Trials: trials, Quarters: 4, WarmUp: 4, Start: sample.NewYear, Success: true}.Run(t)
	for i, c := range s.Table.Columns {
		if value, told := figures[c.Measure.Name+" "+c.Segment]; told {
			for trial, values := 0, s.Table.Values(i); trial < len(values); trial++ {
				values[trial] = value(trial)
			}
		}
	}
	s.Estimates = s.Table.Estimate()
	return s
}

func always(v float64) func(int) float64 { return func(int) float64 { return v } }

func TestTheTitleNamesTheBottleneck(t *testing.T) {
	const hours, needs = "hours_used team/implementation", "attention team/csm"
	rises := func(trial int) float64 { return 0.8 + 0.002*float64(trial) } // 80.0 to 99.8 %, median 89.9 %; from trial 75 on 95 %
	for _, c := range []struct {
		trials       int
		hours, needs func(int) float64
		want         string
	}{
		{100, rises, always(1), "implementation is the bottleneck: 90 % of its hours taken in FY27, 95 % or more in 25 of 100 futures"},
		{100, always(0.9), always(1), "implementation is the bottleneck: 90 % of its hours taken in FY27"},
		{1, always(0.9), always(1), "implementation is the bottleneck: 90 % of its hours taken in FY27 of this single future"},
		{100, always(0.84), always(1.01), "No team is a bottleneck: most is taken of implementation, 84 % of its hours taken in FY27"},
		{100, rises, func(trial int) float64 { return 0.5 + 0.0051*float64(trial) }, // 50.0 to 100.5 %, median 75.2 %
			"csm is the bottleneck: its accounts need 133 % of its hours in FY27, 100 % or more in 99 of 100 futures"},
		{100, rises, always(0), "csm is the bottleneck: it has no hours left for its accounts in FY27"},
	} {
		f, missing := operation.Load(company(t, c.trials, map[string]func(int) float64{hours: c.hours, needs: c.needs,
			"tier1_utilisation all": always(0.6), "tier2_utilisation all": always(0.6), "team_utilisation team/implementation": always(0.1)}), "load")
		require.Empty(t, missing)
		assert.Equal(t, c.want, f.Title)
	}
}

func TestTheTitleTellsWhatHealthSees(t *testing.T) {
	for _, c := range []struct {
		red, green, lost float64
		want             string
	}{
		{0.012, 0.95, 0.02, "Red stays near 1.2 % of ARR; 95 % of what is lost in FY27 was green"},
		{0, 0.996, 0, "Next to no ARR is red; 99.6 % of what is lost in FY27 was green"},
		{0.2, 0.1, 0.6, "Red stays near 20.0 % of ARR; 60 % of what is lost in FY27 was red"},
		{0.2, math.NaN(), math.NaN(), "Red stays near 20.0 % of ARR; none is lost"},
	} {
		f, missing := operation.Health(company(t, 20, map[string]func(int) float64{"health_red all": always(c.red), "health_yellow all": always(0.05),
			"churn_green all": always(c.green), "churn_red all": always(c.lost)}), "health")
		require.Empty(t, missing)
		assert.Equal(t, c.want, f.Title)
	}
}

func TestWithoutFiguresThereIsNoPicture(t *testing.T) {
	s := company(t, 20, map[string]func(int) float64{"health_red all": always(math.NaN()), "health_yellow all": always(math.NaN()),
		"hours_used team/implementation": always(math.NaN()), "team_utilisation team/implementation": always(math.NaN()),
		"tier1_utilisation all": always(math.NaN()), "tier2_utilisation all": always(math.NaN()), "attention team/csm": always(math.NaN())})
	_, missing := operation.Load(s, "load")
	assert.Equal(t, "nobody is there to work", missing)
	_, missing = operation.Health(s, "health")
	assert.Equal(t, "there is no ARR", missing)
}
