package results_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
)

// run is a company of two fiscal years with an NRR, cost and contribution a year, in points and thousands of dollars, the same
// in every trial but for a little luck that all share.
func run(t *testing.T, name string, nrr, cost, earned float64) *results.Run {
	s := sample.Shape{Trials: 40, Quarters: 8, WarmUp: 4, Start: sample.NewYear}.Run(t)
	s.Name = name
	s.Table.Luck = nil
	shared := func(trial int) float64 { return float64(trial%5) / 1000 }
	give(s, "nrr", measures.WholeCompany, func(trial int) float64 { return nrr/100 + shared(trial) })
	for i, c := range s.Table.Columns {
		years, values := float64(c.Period.To-c.Period.From)/4, s.Table.Values(i)
		since := float64(c.Period.To) / 4
		for trial := range values {
			switch c.Measure.Name {
			case "cost_total":
				values[trial] = (cost + shared(trial)) * 1e3 * years
			case "contribution":
				values[trial] = (earned + shared(trial)) * 1e3 * years
			case "contribution_to_date":
				values[trial] = (earned + shared(trial)) * 1e3 * since
			}
		}
	}
	s.Estimates = s.Table.Estimate()
	return s
}

// to gives a plan what it has earned more than 0 by the ends of quarters, in a share of the trials and less in the others.
func to(t *testing.T, s *results.Run, ahead ...float64) {
	for q, p := range s.Layout.Quarters() {
		values := s.Table.Values(s.Table.Find("contribution_to_date", measures.WholeCompany, p.Name))
		for trial := range values {
			values[trial] = -1
			if float64(trial) < ahead[q]*float64(len(values)) {
				values[trial] = 1
			}
		}
	}
}

func TestAPlanHasPaidForItselfWhenItIsAheadInMostFuturesForGood(t *testing.T) {
	for _, c := range []struct {
		name  string
		ahead [8]float64
		want  results.Payback
	}{
		{"from the first quarter", [8]float64{.6, .6, .6, .6, .6, .6, .6, .6}, results.Payback{From: "FY27 Q1"}},
		{"later", [8]float64{.1, .2, .4, .5, .6, .7, .8, .9}, results.Payback{From: "FY28 Q1", Behind: true}},
		{"again", [8]float64{.6, .2, .6, .2, .2, .6, .6, .6}, results.Payback{From: "FY28 Q2", Behind: true}},
		{"no more", [8]float64{.9, .9, .9, .9, .9, .9, .9, .5}, results.Payback{}},
		{"never", [8]float64{}, results.Payback{}},
	} {
		base, plan := run(t, "base", 100, 500, 0), run(t, "plan", 101, 600, 10)
		to(t, base, make([]float64, 8)...)
		for _, p := range base.Layout.Quarters() { // it has earned nothing
			values := base.Table.Values(base.Table.Find("contribution_to_date", measures.WholeCompany, p.Name))
			for trial := range values {
				values[trial] = 0
			}
		}
		to(t, plan, c.ahead[:]...)
		c.want.Last = "FY28 Q4"
		assert.Equal(t, c.want, sample.Compared(base, plan).Others[0].Earnings.Payback, c.name)
	}
}

func TestWhatIsEarnedIsToldAYear(t *testing.T) {
	c := sample.Compared(run(t, "base", 100, 500, 0), run(t, "plan", 101, 600, -30))
	e := c.Others[0].Earnings
	assert.InDelta(t, -30e3, e.AYear, 1e-6)
	assert.Equal(t, results.Less, e.Says)
	assert.Equal(t, 40, e.Odds.Hits) // of being behind
	require.Len(t, e.Years, 2)
	assert.InDelta(t, -30e3, e.Years[1].Itself.Difference.Mean, 1e-6)
	assert.InDelta(t, -60e3, e.Years[1].ToDate.Difference.Mean, 1e-6)
}

// Five plans: b is dearer than a and keeps less; d keeps a point more than a for $100k, and e two more than d for $100k each,
// while c, between a and d, would take $160k a point.
func TestStepsTakeTheCheapestPointsFirst(t *testing.T) {
	a, b, c := run(t, "a", 100, 500, 0), run(t, "b", 99, 550, 0), run(t, "c", 100.5, 580, 0)
	d, e := run(t, "d", 101, 600, 0), run(t, "e", 103, 900, 0)
	compared := sample.Compared(c, a, e, d, b)
	var told []string
	for _, s := range compared.Steps {
		told = append(told, fmt.Sprintf("%s to %s: %.1f points for %.0fk, %.0fk a point", s.From.Name, s.To.Name, 100*s.NRR.Mean, s.Cost.Mean/1e3, s.Price.Value/1e3))
	}
	assert.Equal(t, []string{"a to d: 1.0 points for 100k, 100k a point", "d to e: 2.0 points for 300k, 150k a point"}, told)
	var passed []string
	for _, r := range compared.Passed {
		passed = append(passed, r.Name)
	}
	assert.Equal(t, []string{"b", "c"}, passed)

	require.Len(t, compared.Duels, 5*4/2)
	for _, duel := range compared.Duels {
		mean := func(r *results.Run) float64 {
			return r.Table.Distribution(r.Table.Find("nrr", measures.WholeCompany, "FY28")).Mean
		}
		assert.InDelta(t, mean(duel.Plan)-mean(duel.Beside), duel.NRR.Mean, 1e-12, "%s than %s", duel.Plan.Name, duel.Beside.Name)
	}
	assert.Empty(t, sample.Compared(a, b).Steps, "two plans need no table of steps")
}
