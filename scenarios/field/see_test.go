package field_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/practice"
	"postsale/scenarios/field"
	"postsale/scenarios/studies"
)

func experiment() practice.Experiment {
	return practice.Experiment{In: "theory-equal-logos", Idle: []practice.Setting{{Path: "segments.customers.churn.first_renewal", Value: "0%"}},
		Measure: "grr.all.FY27", Moves: practice.Down, Trials: 20}
}

func TestADifferenceIsJudgedByItsErrorAndItsSign(t *testing.T) {
	for _, c := range []struct {
		name       string
		idle, with []float64
		moves      practice.Direction
		holds      bool
	}{
		{"up by more than three errors", []float64{1, 1, 1}, []float64{2.9, 3, 3.1}, practice.Up, true},
		{"the other way", []float64{1, 1, 1}, []float64{2.9, 3, 3.1}, practice.Down, false},
		{"down by more than three errors", []float64{2.9, 3, 3.1}, []float64{1, 1, 1}, practice.Down, true},
		{"by less", []float64{1, 1, 1}, []float64{0, 2, 3}, practice.Up, false},
		{"always by as much", []float64{1, 2, 3}, []float64{1.5, 2.5, 3.5}, practice.Up, true},
		{"by nothing", []float64{1, 2, 3}, []float64{1, 2, 3}, practice.Up, false},
		{"by nothing, down", []float64{1, 2, 3}, []float64{1, 2, 3}, practice.Down, false},
		{"what one lacks counts in neither", []float64{1, math.NaN(), 1}, []float64{3, 9, 3.1}, practice.Up, true},
		{"a trial has no error", []float64{1}, []float64{3}, practice.Up, false},
		{"none at all", []float64{math.NaN()}, []float64{3}, practice.Up, false},
	} {
		assert.Equal(t, c.holds, field.Judged(c.idle, c.with, c.moves).Holds, c.name)
	}
}

// What moves nothing is seen as rarely as Student's t says.
func TestWhatIsNotThereIsRarelySeen(t *testing.T) {
	const experiments, trials = 4_000, 20
	luck := rand.New(rand.NewPCG(1, 2))
	seen := 0
	for range experiments {
		idle, with := make([]float64, trials), make([]float64, trials)
		for i := range idle {
			shared := luck.NormFloat64()
			idle[i], with[i] = shared+luck.NormFloat64(), shared+luck.NormFloat64()
		}
		if field.Judged(idle, with, practice.Up).Holds {
			seen++
		}
	}
	p := 1 - distuv.StudentsT{Sigma: 1, Nu: trials - 1}.CDF(3)
	assert.InDelta(t, experiments*p, seen, 4*math.Sqrt(experiments*p*(1-p)))
}

func TestAnExperimentIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	one, err := field.See(t.Context(), experiment(), studies.Order{Seed: 3, Workers: 1}, nil)
	require.NoError(t, err)
	three, err := field.See(t.Context(), experiment(), studies.Order{Seed: 3, Workers: 3}, nil)
	require.NoError(t, err)
	assert.Equal(t, one, three)
	assert.True(t, one.Holds)
	assert.Equal(t, 1.0, one.Idle)
	assert.Equal(t, 20, one.Trials)

	other, err := field.See(t.Context(), experiment(), studies.Order{Seed: 4, Trials: 30}, nil)
	require.NoError(t, err)
	assert.Equal(t, 30, other.Trials)
	assert.NotEqual(t, one.With, other.With)
}

func TestWhatIsWrongWithAnExperimentIsSaid(t *testing.T) {
	wrong := func(change func(e *practice.Experiment)) string {
		e := experiment()
		change(&e)
		_, err := field.See(t.Context(), e, studies.Order{Seed: 1}, nil)
		require.Error(t, err)
		return err.Error()
	}
	assert.Equal(t, "--plan idle: --set segments.customers.churn.first_renewal=200%: segments.customers.churn.first_renewal: "+
		"must be between 0% and 100%, got 200%", wrong(func(e *practice.Experiment) { e.Idle[0].Value = "200%" }))
	assert.Equal(t, `theory-equal-logos: grr.all has no period "FY28"`, wrong(func(e *practice.Experiment) { e.Measure = "grr.all.FY28" }))
	assert.Equal(t, "magic_number.all.FY27: theory-equal-logos: magic_number is not measured in this run",
		"magic_number.all.FY27: "+wrong(func(e *practice.Experiment) { e.Measure = "magic_number.all.FY27" }))
	assert.Equal(t, "start_delay_mean.all.FY27 exists in 0 trials of both plans: want at least 2",
		wrong(func(e *practice.Experiment) { e.Measure = "start_delay_mean.all.FY27" }))
}

func TestATrialThatFailsAndAnInterruptAreTold(t *testing.T) {
	_, err := field.See(t.Context(), experiment(), studies.Order{Seed: 1, Before: func(plan, trial int) {
		if plan == 1 && trial == 7 {
			panic("on purpose")
		}
	}}, nil)
	assert.ErrorContains(t, err, "trial 7 of seed 1 failed: idle: on purpose; see postsale trace theory-equal-logos --trial 7 --seed 1 "+
		"--set segments.customers.churn.first_renewal=0%")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = field.See(ctx, experiment(), studies.Order{Seed: 1}, nil)
	assert.ErrorIs(t, err, context.Canceled)
}
