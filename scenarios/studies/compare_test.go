package studies_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/scenarios/studies"
)

const small = "../../cmd/postsale/testdata/small.yaml"

func lived(t *testing.T, study *studies.Study, err error) results.Record {
	t.Helper()
	require.NoError(t, err)
	return study.Live(t.Context(), nil)
}

func compare(t *testing.T, o studies.Order) *results.Comparison {
	t.Helper()
	study, err := studies.NewComparison(o, false)
	return lived(t, study, err).(*results.Comparison)
}

func run(t *testing.T, o studies.Order) *results.Run {
	t.Helper()
	study, err := studies.NewRun(o)
	return lived(t, study, err).(*results.Run)
}

func TestAPlanAgainstItselfDiffersInNothing(t *testing.T) {
	for _, name := range []string{small, "board-co-delivery"} {
		c := compare(t, studies.Order{Scenario: name, Others: []string{name}, Seed: 1, Trials: 10})
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
	c := compare(t, studies.Order{Scenario: small, Others: []string{small}, Seed: 1, Trials: 5})
	s := run(t, studies.Order{Scenario: small, Seed: 1, Trials: 5})
	for i := range s.Table.Columns {
		for trial, v := range s.Table.Values(i) {
			assert.Equal(t, math.Float64bits(v), math.Float64bits(c.Others[0].Table.Values(i)[trial]))
		}
	}
}

func TestATrialThatFailsIsLeftOutOfEveryPlan(t *testing.T) {
	c := compare(t, studies.Order{Scenario: small, Others: []string{small}, Seed: 1, Trials: 4, Before: func(plan, trial int) {
		if trial == 2 && plan == 1 {
			panic("out of luck")
		}
	}})
	for _, s := range []*results.Run{c.Base, c.Others[0].Run} {
		assert.Equal(t, []int{1, 3, 4}, s.Table.Trials)
		assert.Equal(t, 3, s.Done)
		assert.Equal(t, []results.Failure{{Trial: 2, Cause: "small-2: out of luck", Plan: small}}, s.Failures)
	}
	assert.Equal(t, 3, c.Others[0].Pairs[0].Difference.N)
}
