package studies

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/scenarios"
)

// A hundred equal customers stay with probability .9 or, after a change, .89.
func TestUntilKeepsItsPromise(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	const experiments, falseAlarm = 200, 1e-3
	kept := distuv.Binomial{N: 100, P: .9}
	better := 1 - math.Pow(.99, 100) // somebody leaves in the second plan only
	load := func(sets ...string) *scenarios.Scenario {
		s, err := scenarios.Load("theory-equal-logos", sets)
		require.NoError(t, err)
		return s.WithTrials(20_000)
	}
	stays, leaves := load(), load("segments.customers.churn.first_renewal=11%")
	questions := []struct {
		expression string
		plans      []*scenarios.Scenario
		holds      func(estimate, low, high float64) bool
	}{
		{"odds(nrr.FY27 >= 91%) within 5pt", []*scenarios.Scenario{stays},
			func(_, low, high float64) bool {
				truth := kept.Survival(90)
				return low <= truth && truth <= high && (high-low)/2 <= .05
			}},
		{"nrr.FY27.mean within 0.4pt", []*scenarios.Scenario{stays},
			func(_, low, high float64) bool { return low <= .9 && .9 <= high && (high-low)/2 <= .004 }},
		{"nrr.FY27.mean beyond 90.3%", []*scenarios.Scenario{stays}, // .1 of the standard deviation from the truth
			func(estimate, _, high float64) bool { return estimate < .903 && high < .903 }},
		{"odds(logo_retention.FY27) within 5pt", []*scenarios.Scenario{leaves, stays},
			func(_, low, high float64) bool { return low <= better && better <= high }},
		{"logo_retention.FY27.mean within 0.15pt", []*scenarios.Scenario{leaves, stays},
			func(_, low, high float64) bool { return low <= .01 && .01 <= high }},
	}
	for _, q := range questions {
		held, trials := 0, 0
		for n := range experiments {
			goal, err := newGoal(q.expression, q.plans[0], q.plans[1:]...)
			require.NoError(t, err)
			s := &Study{Order: Order{Seed: uint64(n + 1)}, Plans: slices.Clone(q.plans), goal: goal}
			l := s.trials(t.Context(), nil)
			told := goal.tell(true, l.tables)
			require.True(t, told.Settled, q.expression)
			trials += l.Done
			if c := told.Claims[0]; q.holds(c.Estimate, c.Low, c.High) {
				held++
			}
		}
		what := distuv.Binomial{N: experiments, P: .95}.CDF(float64(held))
		assert.Greater(t, what, falseAlarm/float64(len(questions)), "%s: %d of %d experiments", q.expression, held, experiments)
		t.Logf("%s: %d of %d experiments, %d trials on average", q.expression, held, experiments, trials/experiments)
	}
}
