package results_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
)

// cared is a company that looks after its customers, of some trials.
func cared(t *testing.T, trials int) *results.Run {
	return sample.Shape{Trials: trials, Quarters: 8, WarmUp: 4, Start: sample.NewYear, Success: true}.Run(t)
}

// give gives a measure of a scope values by trial, in every period.
func give(s *results.Run, measure, scope string, value func(trial int) float64) {
	for i, c := range s.Table.Columns {
		if c.Measure.Name == measure && c.Segment == scope {
			for trial, values := 0, s.Table.Values(i); trial < len(values); trial++ {
				values[trial] = value(trial)
			}
		}
	}
	s.Estimates = s.Table.Estimate()
}

func always(v float64) func(int) float64 { return func(int) float64 { return v } }

func teamsOf(l results.Loads) (names []string) {
	for _, t := range l.Teams {
		names = append(names, t.Team)
	}
	return names
}

func TestATeamIsAsLoadedAsItsFullestPart(t *testing.T) {
	s := cared(t, 20)
	give(s, "hours_used", "team/implementation", always(0.5))
	give(s, "team_utilisation", "team/implementation", always(0.9))
	give(s, "attention", "team/csm", always(1.25))
	give(s, "partner_busy", "team/hungry", always(3))
	l := s.Loads()
	assert.Equal(t, []string{"implementation", "tier 1", "tier 2", "csm", "hungry"}, teamsOf(l))
	assert.Equal(t, measures.OfSlots, l.Teams[0].Part)
	assert.InDelta(t, 0.9, l.Teams[0].Last.P50, 1e-12)
	assert.InDelta(t, 0.8, l.Teams[3].Last.P50, 1e-12)   // needs over hours left: 1/1.25
	assert.InDelta(t, 3./12, l.Teams[4].Last.P50, 1e-12) // of 12 slots
	require.Len(t, l.Teams[0].Quarters, 8)
	require.NotNil(t, l.Bottleneck)
	assert.Equal(t, "implementation", l.Bottleneck.Team)
	assert.True(t, l.Tight)
}

func TestTheBottleneckIsThatOfTheSummary(t *testing.T) {
	for _, attention := range []float64{0, 0.5, 0.99, 1, 2} {
		s := cared(t, 20)
		give(s, "attention", "team/csm", always(attention))
		stage, ok := s.Stage()
		require.True(t, ok)
		l := s.Loads()
		require.NotNil(t, l.Bottleneck)
		assert.Equal(t, stage.Team, l.Bottleneck.Team, attention)
		assert.Equal(t, stage.Tight(), l.Tight, attention)
		assert.Equal(t, attention < 1, l.Bottleneck.Team == "csm", attention)
	}
}

func TestALoadThatFallsWithItsMeasureHasItsQuantilesFromTheOtherSide(t *testing.T) {
	s := cared(t, 101)
	give(s, "attention", "team/csm", func(trial int) float64 { return 0.5 + float64(trial)/100 }) // 0.5 to 1.5
	l := s.Loads()
	csm := l.Teams[3].Last
	assert.InDelta(t, 1/1.4, csm.P10, 1e-9) // of attention the 90 % quantile, 1.4
	assert.InDelta(t, 1, csm.P50, 1e-9)
	assert.InDelta(t, 1/0.6, csm.P90, 1e-9)
	give(s, "attention", "team/csm", func(trial int) float64 { return 0.4 + float64(trial)/100 })
	l = s.Loads()
	require.Equal(t, "csm", l.Bottleneck.Team)
	assert.Equal(t, 61, l.Beyond.Hits, "attention of 0.4 to 1.0: needs of all that is left, or more")
	assert.InDelta(t, 1, l.Bound, 0)
}

func TestWithNobodyThereNeedsAreInfinitelyMuch(t *testing.T) {
	s := cared(t, 20)
	give(s, "attention", "team/csm", always(0))
	l := s.Loads()
	assert.Equal(t, "csm", l.Bottleneck.Team)
	assert.True(t, math.IsInf(l.Bottleneck.Last.P50, 1))
	give(s, "attention", "team/csm", always(math.NaN()))
	assert.Equal(t, []string{"implementation", "tier 1", "tier 2"}, teamsOf(s.Loads())[:3])
	assert.NotContains(t, teamsOf(s.Loads()), "csm", "without accounts there is nothing to need")
}

func TestFewTrialsHaveNoBandOfLoad(t *testing.T) {
	for trials, band := range map[int]bool{1: false, results.Banded - 1: false, results.Banded: true} {
		for _, team := range cared(t, trials).Loads().Teams[:4] {
			assert.Equal(t, band, results.Exists(team.Last.P10) && results.Exists(team.Last.P90), "%s of %d trials", team.Team, trials)
			assert.True(t, results.Exists(team.Last.P50))
		}
	}
}

func TestHealthAddsUp(t *testing.T) {
	s := cared(t, 20)
	give(s, "health_yellow", measures.WholeCompany, always(0.2))
	give(s, "health_red", measures.WholeCompany, func(trial int) float64 { return 0.01 * float64(trial%2) }) // mean 0.005
	give(s, "churn_green", measures.WholeCompany, always(0.7))
	give(s, "churn_red", measures.WholeCompany, always(0.1))
	h := s.Health()
	require.Len(t, h.Quarters, 8)
	require.Len(t, h.Lost, 2)
	assert.InDelta(t, 1-0.2-0.005, h.Quarters[0].Green, 1e-12)
	assert.InDelta(t, 0.01, h.Quarters[0].RedP90, 1e-12)
	assert.InDelta(t, 1-0.7-0.1, h.Lost[1].Yellow, 1e-12)
	name, share := h.Lost[1].Largest()
	assert.Equal(t, "green", name)
	assert.InDelta(t, 0.7, share, 1e-12)
	assert.Equal(t, results.Stays, h.Course)
	assert.Nil(t, sample.Shape{Trials: 20, Quarters: 8, Start: sample.NewYear}.Run(t).Health(), "nobody looks")
}

func TestTheCourseOfRedIsToldBeyondAPointAndItsError(t *testing.T) {
	at := func(first, last, spread float64, peak ...float64) results.Course {
		s := cared(t, 20)
		quarters := s.Layout.Quarters()
		for i, c := range s.Table.Columns {
			if c.Measure.Name != "health_red" || c.Segment != measures.WholeCompany {
				continue
			}
			for trial, values := 0, s.Table.Values(i); trial < len(values); trial++ {
				values[trial] = last + spread*float64(1-2*(trial%2))
				if len(peak) > 0 && c.Period == quarters[4] {
					values[trial] = peak[0]
				}
				if c.Period == quarters[0] {
					values[trial] = first + spread*float64(1-2*(trial%2))
				}
			}
		}
		s.Estimates = s.Table.Estimate()
		return s.Health().Course
	}
	assert.Equal(t, results.Grows, at(0.1, 0.2, 0))
	assert.Equal(t, results.Shrinks, at(0.2, 0.1, 0))
	assert.Equal(t, results.Peaks, at(0.01, 0.02, 0, 0.2))
	assert.Equal(t, results.Grows, at(0.01, 0.1, 0, 0.105), "less than a point above the end")
	assert.Equal(t, results.Stays, at(0.1, 0.109, 0), "less than a point")
	assert.Equal(t, results.Stays, at(0.2, 0.25, 0.19), "error 0.19/sqrt(19) of each, 0.062 of the difference")
}

func TestARoleThatOnlyCostsHasNoLoad(t *testing.T) {
	s := cared(t, 20)
	give(s, "hours_used", "team/implementation", always(0))
	give(s, "team_utilisation", "team/implementation", always(0))
	assert.NotContains(t, teamsOf(s.Loads()), "implementation")
	give(s, "hours_used", "team/implementation", func(trial int) float64 { return float64(trial % 2) })
	assert.Contains(t, teamsOf(s.Loads()), "implementation", "what works in some futures")
}
