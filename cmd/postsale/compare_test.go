package main

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/scenarios"
)

// plansOf loads scenarios to be compared.
func plansOf(t *testing.T, c comparer) []*scenarios.Scenario {
	t.Helper()
	plans, _, err := c.loadPlans()
	require.NoError(t, err)
	return plans
}

func compare(t *testing.T, base, other string, trials int) *results.Comparison {
	t.Helper()
	c := comparer{runner: runner{order: order{scenario: base, seed: 1, trials: trials}}, rivals: []string{other}}
	return c.compared(t.Context(), plansOf(t, c), nil, nil)
}

func TestAPlanAgainstItselfDiffersInNothing(t *testing.T) {
	for _, name := range []string{"testdata/small.yaml", "board-co-delivery"} {
		c := compare(t, name, name, 10)
		r := c.Others[0]
		assert.Empty(t, r.Changes)
		require.Len(t, r.Pairs, len(c.Base.Table.Columns))
		for _, p := range r.Pairs {
			assert.Equal(t, p.Difference.N, p.Difference.Same)
			base, other := c.Base.Table.Values(p.Base), r.Table.Values(p.Other)
			for trial := range base {
				require.Equal(t, math.Float64bits(base[trial]), math.Float64bits(other[trial]), "%s of %s in %s", p.Measure.Name, p.Segment, p.Period.Name)
			}
		}
	}
}

func TestADifferenceIsOfTheSameTrial(t *testing.T) {
	c := compare(t, "testdata/small.yaml", "testdata/small.yaml", 5)
	o := order{scenario: "testdata/small.yaml", seed: 1, trials: 5}
	alone, err := o.load()
	require.NoError(t, err)
	s := o.study(t.Context(), alone, nil, nil)
	for i := range s.Table.Columns {
		for trial, v := range s.Table.Values(i) {
			assert.Equal(t, math.Float64bits(v), math.Float64bits(c.Others[0].Table.Values(i)[trial]))
		}
	}
}

func TestATrialThatFailsIsLeftOutOfEveryPlan(t *testing.T) {
	defer func(before func(int)) { beforeTrial = before }(beforeTrial)
	beforeTrial = func(trial int) {
		if trial == 2 {
			panic("out of luck")
		}
	}
	c := compare(t, "testdata/small.yaml", "testdata/small.yaml", 4)
	for _, s := range []*results.Run{c.Base, c.Others[0].Run} {
		assert.Equal(t, []int{1, 3, 4}, s.Table.Trials)
		assert.Equal(t, 3, s.Done)
		assert.Len(t, s.Failures, 1)
	}
	assert.Equal(t, 3, c.Others[0].Pairs[0].Difference.N)
}
