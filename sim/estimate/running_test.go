package estimate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/sim/estimate"
)

// lives are trials with luck of which sums are known, and values that owe something to it.
func lives(n int) (luck [][]float64, values []float64) {
	random := rand.New(rand.NewPCG(1, 2))
	luck = make([][]float64, 6)
	for range n {
		row := make([]float64, 6)
		for i := range 4 {
			row[i] = math.Pow(10, float64(2*i)) * random.NormFloat64()
		}
		row[4] = 2*row[0] - row[1] // follows from others
		v := 100 + 3*row[0] + row[1]/50 + 2*random.NormFloat64()
		for i := range luck {
			luck[i] = append(luck[i], row[i])
		}
		values = append(values, v)
	}
	return luck, values
}

// ran returns trials as they come one by one.
func ran(luck [][]float64, values []float64) (controls *estimate.RunningControls, of *estimate.Running, sketch *estimate.Sketch) {
	controls, sketch = estimate.NewRunningControls(len(luck)), &estimate.Sketch{}
	of = estimate.NewRunning(controls)
	row := make([]float64, len(luck))
	for trial, v := range values {
		for i := range luck {
			row[i] = luck[i][trial]
		}
		controls.Add(row)
		of.Add(v)
		sketch.Add(v)
	}
	return controls, of, sketch
}

func alike(t *testing.T, want, got float64, what string) {
	t.Helper()
	assert.InDelta(t, want, got, 1e-9*math.Abs(want), what)
}

func TestTrialsThatAreNotKeptTellTheSameMeansAndErrors(t *testing.T) {
	luck, values := lives(1000)
	_, running, sketch := ran(luck, values)
	want, got := estimate.Of(values), running.Distribution(sketch)
	assert.Equal(t, want.N, got.N)
	alike(t, want.Mean, got.Mean, "mean")
	alike(t, want.SD, got.SD, "sd")
	alike(t, want.MCError, got.MCError, "error")
	assert.InEpsilon(t, want.P50, got.P50, sketch.Within())
}

func TestTrialsThatAreNotKeptAreFreedOfTheSameLuck(t *testing.T) {
	luck, values := lives(1000)
	controls, running, sketch := ran(luck, values)
	for _, c := range []struct {
		name string
		sums []int
		of   [][]float64
	}{
		{"one by one", []int{0, 1, 2, 3, 4, 5}, luck},
		{"as sums", []int{0, 0, 1, 1, 2, 0}, [][]float64{add(luck[0], luck[1]), add(luck[2], luck[3]), luck[4]}},
	} {
		t.Run(c.name, func(t *testing.T) {
			exact, regression := estimate.NewControls(c.of), controls.Regression(c.sums)
			require.NotNil(t, regression)
			want, got := exact.Of(estimate.Of(values), values), regression.Of(running.Distribution(sketch), running, sketch, nil)
			assert.Greater(t, got.Fewer, 1.0)
			alike(t, want.Mean, got.Mean, "mean")
			alike(t, want.MCError, got.MCError, "error")
			alike(t, want.Fewer, got.Fewer, "gain")

			hit := estimate.Hits(values, func(v float64) bool { return v > 100 })
			_, hits, _ := ran(luck, hit)
			odds, freed := exact.Odds(hit, 1.96), controls.Regression(c.sums).Odds(hits, 1.96)
			assert.Equal(t, [2]int{odds.Hits, odds.N}, [2]int{freed.Hits, freed.N})
			alike(t, odds.P, freed.P, "odds")
			alike(t, odds.Low, freed.Low, "low")
			alike(t, odds.High, freed.High, "high")
			alike(t, odds.Fewer, freed.Fewer, "gain of odds")
		})
	}
}

func TestQuantilesOfTrialsThatAreNotKeptAreFreedToo(t *testing.T) {
	luck, values := lives(5000)
	controls, running, sketch := ran(luck, values)
	plain := estimate.Of(values)
	var below []*estimate.Running
	for _, about := range plain.Ascending() {
		_, hits, _ := ran(luck, estimate.Hits(values, func(v float64) bool { return v <= about }))
		below = append(below, hits)
	}
	want := estimate.NewControls(luck).Of(plain, values)
	got := controls.Regression([]int{0, 1, 2, 3, 4, 5}).Of(running.Distribution(sketch), running, sketch, below)
	for i, v := range want.Ascending() {
		assert.InDelta(t, v, got.Ascending()[i], got.Within*v)
	}
	assert.Less(t, got.P50Error, 0.8*plain.P50Error)
	assert.InEpsilon(t, want.P5Error, got.P5Error, 0.2)
	assert.InEpsilon(t, want.P50Error, got.P50Error, 0.2)
	assert.InEpsilon(t, want.P95Error, got.P95Error, 0.2)
}

func add(a, b []float64) []float64 {
	sum := make([]float64, len(a))
	for i := range a {
		sum[i] = a[i] + b[i]
	}
	return sum
}

func TestTrialsThatAreNotKeptStayPlainWhereControlsDo(t *testing.T) {
	luck, values := lives(100)
	controls, running, sketch := ran(luck, values)
	assert.Nil(t, controls.Regression([]int{0, 1, 2, 3, 4, 5}), "too few trials")
	assert.Nil(t, controls.Regression([]int{}), "no controls")
	plain := running.Distribution(sketch)
	assert.Equal(t, plain, controls.Regression([]int{}).Of(plain, running, sketch, nil))

	values[3] = math.NaN()
	controls, running, sketch = ran(luck, values)
	some := running.Distribution(sketch)
	assert.Equal(t, some, controls.Regression([]int{0, 0, 1, 1, 1, 1}).Of(some, running, sketch, nil), "not there in every trial")
	assert.Equal(t, 99, some.N)

	rare := make([]float64, 100)
	rare[7] = 1
	controls, hits, _ := ran(luck, rare)
	assert.Equal(t, estimate.Wilson(1, 100, .95), controls.Regression([]int{0, 0, 1, 1, 1, 1}).Odds(hits, estimate.Z95))

	var nothing estimate.Running
	none := nothing.Distribution(&estimate.Sketch{})
	assert.Zero(t, none.N)
	assert.True(t, math.IsNaN(none.Mean) && math.IsNaN(none.P50) && math.IsNaN(none.P50Error))
}
