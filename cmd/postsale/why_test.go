package main

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/results"
)

// why explains a scenario.
func why(t *testing.T, scenario string, trials int, sets ...string) *results.Explanation {
	t.Helper()
	o := order{scenario: scenario, seed: 1, trials: trials, settings: sets}
	s, err := o.load()
	require.NoError(t, err)
	d := o.idealisations(s)
	o.divide(t.Context(), d, nil)
	return d.Explanation
}

// smallRounding is how far sums of a few dozen numbers may be off, of what they are.
const smallRounding = 1e-12

func TestSharesAddUpToTheWhole(t *testing.T) {
	for _, name := range []string{"testdata/small.yaml", "board-partner-learning"} {
		if name != "testdata/small.yaml" && testing.Short() {
			t.Skip("lives a large company 128 times")
		}
		e := why(t, name, 4)
		require.NotEmpty(t, e.Divisions)
		for _, d := range e.Divisions {
			sum, size := 0., math.Abs(d.Worth[0])
			for _, s := range d.Shares {
				sum += s.Value
			}
			what := name + ": " + d.Measure.Name + " of " + d.Segment + " in " + d.Period.Name
			assert.InDelta(t, d.Whole.Value, sum, smallRounding*size, what)
			assert.InDelta(t, d.Worth[len(d.Worth)-1]-d.Worth[0], d.Whole.Value, smallRounding*size, what)
		}
	}
}

func TestAMechanismMadeIdleHasAShareOfExactlyZero(t *testing.T) {
	for _, c := range []struct {
		mechanism string
		idle      []string // it is switched on, and nobody minds
	}{
		{"support-backlog", []string{"outcomes.leaving.tickets_breached=1"}},
		{"interrupts", []string{"support.configuration.touch=1min", "segments.small.tickets.configuration_per_week=0.0000001"}},
		{"clumping", []string{"deals.profile={weeks: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.0000000000000002]}", "segments.small.deals_per_quarter=0.0000001", "segments.large.deals_per_quarter=0"}},
	} {
		e := why(t, "testdata/small.yaml", 6, c.idle...)
		found := false
		for i, cause := range e.Causes {
			if cause.Name != c.mechanism {
				continue
			}
			found = true
			for _, d := range e.Divisions {
				assert.Zero(t, d.Shares[i].Value, "%s: %s of %s", c.mechanism, d.Measure.Name, d.Segment)
				assert.Zero(t, d.Shares[i].Error, "%s: %s of %s", c.mechanism, d.Measure.Name, d.Segment)
			}
		}
		assert.True(t, found, c.mechanism)
	}
}

// What why says of a set is what a run of the scenario with that ideal: says.
func TestEverySetIsARunOfItsOwn(t *testing.T) {
	e := why(t, "testdata/small.yaml", 5)
	for set := range e.Sets {
		var names []string
		for i, c := range e.Causes {
			if set>>i&1 == 1 {
				names = append(names, c.Name)
			}
		}
		o := order{scenario: "testdata/small.yaml", seed: 1, trials: 5}
		if len(names) > 0 {
			o.settings = settings{"ideal=[" + strings.Join(names, ", ") + "]"}
		}
		s, err := o.load()
		require.NoError(t, err)
		study := o.study(t.Context(), s, nil, nil)
		for _, d := range e.Divisions {
			i := study.Table.Find(d.Measure.Name, d.Segment, d.Period.Name)
			assert.InEpsilon(t, study.Estimates[i].Mean, d.Worth[set], smallRounding, "%v", names)
		}
	}
}

func TestAnInterruptEndsATrialOfManySetsBetweenThem(t *testing.T) {
	from, err := order{scenario: "testdata/small.yaml", trials: 5}.load()
	require.NoError(t, err)
	to, err := order{scenario: "testdata/small.yaml", trials: 5, settings: settings{"deals.slip=10%", "support.tier1.people=2",
		"delivery.teams.implementation.people=3", "segments.small.tickets.per_month=2", "outcomes.leaving.not_live=1"}}.load()
	require.NoError(t, err)
	o := order{scenario: "testdata/small.yaml", seed: 1, workers: 1}
	defer func(before func(int, int)) { beforeSet = before }(beforeSet)
	for _, d := range []divided{o.idealisations(from), comparer{runner: runner{order: o}, rivals: []string{"other"}}.blends(from, to)} {
		require.Greater(t, d.Sets, 16)
		ctx, cancel := context.WithCancel(t.Context())
		lived := 0
		beforeSet = func(trial, set int) {
			if lived++; trial == 2 && set == 2 {
				cancel()
			}
		}
		o.divide(ctx, d, nil)
		assert.Equal(t, d.Sets+3, lived, "the sets of the first trial, and those of the second until then")
		assert.Equal(t, 1, d.Of.Done)
		assert.Empty(t, d.Of.Failures, "a trial that was cut short has not failed")
		assert.True(t, d.Of.Interrupted)
		assert.NotEmpty(t, d.Divisions, "what is done is told")
	}
}

func TestAnInterruptDoesNotWaitForTheCompaniesOfAllSets(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o := order{scenario: "testdata/small.yaml", seed: 1, trials: 5}
	s, err := o.load()
	require.NoError(t, err)
	d := o.idealisations(s)
	o.divide(ctx, d, nil)
	assert.Zero(t, d.Of.Done)
	assert.Empty(t, d.Of.Failures)
}

func TestWhatIsIdealisedAlreadyIsNoCause(t *testing.T) {
	e := why(t, "testdata/small.yaml", 1, "ideal=[start-delay, clumping]")
	for _, c := range e.Causes {
		assert.NotContains(t, []string{"start-delay", "clumping"}, c.Name)
	}
	assert.Len(t, e.Causes, len(company.Mechanisms)-3) // nor is partner-quality, which is that of the own team
}
