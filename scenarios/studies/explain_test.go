package studies_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/scenarios"
	"postsale/scenarios/studies"
)

// why explains a scenario by orders, and exactly by every set of mechanisms.
func why(t *testing.T, scenario string, trials int, sets ...string) *results.Explanation {
	t.Helper()
	return explained(t, studies.Order{Scenario: scenario, Seed: 1, Trials: trials, Settings: sets})
}

func exactly(t *testing.T, scenario string, trials int, sets ...string) *results.Explanation {
	t.Helper()
	return explained(t, studies.Order{Scenario: scenario, Seed: 1, Trials: trials, Settings: sets, Exact: true})
}

func explained(t *testing.T, o studies.Order) *results.Explanation {
	t.Helper()
	study, err := studies.NewExplanation(o)
	return lived(t, study, err).(*results.Explanation)
}

// smallRounding is how far sums of a few dozen numbers may be off, of what they are.
const smallRounding = 1e-12

func TestSharesAddUpToTheWhole(t *testing.T) {
	for name, e := range map[string]*results.Explanation{
		"by orders": why(t, small, 4), "exactly": exactly(t, small, 4), "of a large company": why(t, "board-partner-learning", 4),
	} {
		require.NotEmpty(t, e.Divisions)
		for _, d := range e.Divisions {
			sum, size := 0., math.Abs(d.From())
			for _, s := range d.Shares {
				sum += s.Value
			}
			what := name + ": " + d.Measure.Name + " of " + d.Segment + " in " + d.Period.Name
			assert.InDelta(t, d.Whole.Value, sum, smallRounding*size, what)
			assert.InDelta(t, d.To()-d.From(), d.Whole.Value, smallRounding*size, what)
		}
	}
}

// All trials live with no mechanism idealised and with all, whichever come between.
func TestTheWholeIsTheSameByOrdersAndExactly(t *testing.T) {
	orders, exact := why(t, small, 6), exactly(t, small, 6)
	assert.Equal(t, 12, orders.Sets)
	assert.Equal(t, 64, exact.Sets)
	require.Len(t, orders.Divisions, len(exact.Divisions))
	for i, d := range orders.Divisions {
		same := exact.Divisions[i]
		assert.Equal(t, fmt.Sprint(same.Whole, same.From(), same.To()), fmt.Sprint(d.Whole, d.From(), d.To()))
	}
}

// Other trials are lived by orders than exactly.
func TestSharesByOrdersAgreeWithThoseOfEverySet(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of trials")
	}
	orders := explained(t, studies.Order{Scenario: small, Seed: 2, Trials: 400})
	exact := exactly(t, small, 100)
	compared := 0
	for i, d := range orders.Divisions {
		for cause, share := range d.Shares {
			same := exact.Divisions[i].Shares[cause]
			if share == same { // nobody minds
				continue
			}
			compared++
			assert.InDelta(t, same.Value, share.Value, 4.5*math.Hypot(same.Error, share.Error), "%s of %s: %s", d.Measure.Name, d.Segment, exact.Causes[cause].Name)
		}
	}
	assert.Greater(t, compared, 20)
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
		e := why(t, small, 6, c.idle...)
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
	e := exactly(t, small, 5)
	for set := range e.Sets {
		var names []string
		for i, c := range e.Causes {
			if set>>i&1 == 1 {
				names = append(names, c.Name)
			}
		}
		o := studies.Order{Scenario: small, Seed: 1, Trials: 5}
		if len(names) > 0 {
			o.Settings = []string{"ideal=[" + strings.Join(names, ", ") + "]"}
		}
		study := run(t, o)
		for _, d := range e.Divisions {
			i := study.Table.Find(d.Measure.Name, d.Segment, d.Period.Name)
			assert.InEpsilon(t, study.Estimates[i].Mean, d.Worth[set], smallRounding, "%v", names)
		}
	}
}

func TestAnInterruptOfManySetsKeepsTheTrialsThatAllHaveLived(t *testing.T) {
	folder := t.TempDir()
	other := filepath.Join(folder, "other.yaml")
	file, err := os.ReadFile(small)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(other, file, 0o666))
	base := studies.Order{Scenario: small, Seed: 1, Workers: 1, Trials: 100}
	for name, newStudy := range map[string]func(o studies.Order) (*studies.Study, error){
		"why": studies.NewExplanation,
		"by change": func(o studies.Order) (*studies.Study, error) {
			o.Others = []string{changed(t, other)}
			return studies.NewChanges(o)
		},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		jobs := 0
		o := base
		o.Before = func(set, trial int) {
			if jobs++; trial == 20 && set == 2 {
				cancel()
			}
		}
		study, err := newStudy(o)
		require.NoError(t, err, name)
		e := study.Live(ctx, nil).(*results.Explanation)
		require.Greater(t, e.Sets, 8, name)
		assert.Less(t, jobs, 40*e.Sets, "%s: of each set no more trials run ahead than are over", name)
		assert.Greater(t, e.Of.Done, 0, name)
		assert.Less(t, e.Of.Done, 20, name)
		assert.Empty(t, e.Of.Failures, "a trial that was cut short has not failed")
		assert.True(t, e.Of.Interrupted, name)
		assert.NotEmpty(t, e.Divisions, "what is done is told")
	}
}

// changed writes settings into a copy of the small scenario.
func changed(t *testing.T, path string) string {
	t.Helper()
	s, err := scenarios.Load(small, []string{"deals.slip=10%", "support.tier1.people=2",
		"delivery.teams.implementation.people=3", "segments.small.tickets.per_month=2", "outcomes.leaving.not_live=1"})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, s.Resolved(), 0o666))
	return path
}

func TestAnInterruptDoesNotWaitForTheCompaniesOfAllSets(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	study, err := studies.NewExplanation(studies.Order{Scenario: small, Seed: 1, Trials: 5})
	require.NoError(t, err)
	e := study.Live(ctx, nil).(*results.Explanation)
	assert.Zero(t, e.Of.Done)
	assert.Empty(t, e.Of.Failures)
}

func TestWhatIsIdealisedAlreadyIsNoCause(t *testing.T) {
	plain, e := why(t, small, 1), why(t, small, 1, "ideal=[start-delay, clumping]")
	for _, c := range e.Causes {
		assert.NotContains(t, []string{"start-delay", "clumping"}, c.Name)
	}
	assert.Len(t, e.Causes, len(plain.Causes)-2)
}
