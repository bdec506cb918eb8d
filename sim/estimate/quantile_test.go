package estimate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"postsale/sim/estimate"
)

// Position 1 + (n-1)p, counted from 1, as R documents type 7.
func TestQuantileByHand(t *testing.T) {
	for _, tc := range []struct {
		name   string
		sorted []float64
		p      float64
		want   float64
	}{
		{name: "smallest", sorted: []float64{10, 20, 40, 80}, p: 0, want: 10},
		{name: "largest", sorted: []float64{10, 20, 40, 80}, p: 1, want: 80},
		{name: "quarter: position 1.75", sorted: []float64{10, 20, 40, 80}, p: .25, want: 10 + .75*10},
		{name: "median: position 2.5", sorted: []float64{10, 20, 40, 80}, p: .5, want: 20 + .5*20},
		{name: "nine tenths: position 3.7", sorted: []float64{10, 20, 40, 80}, p: .9, want: 40 + .7*40},
		{name: "median of three is one of them", sorted: []float64{1, 5, 6}, p: .5, want: 5},
		{name: "one value", sorted: []float64{3}, p: .95, want: 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.InEpsilon(t, tc.want, estimate.Quantile(tc.sorted, tc.p), rounding)
		})
	}
	assert.True(t, math.IsNaN(estimate.Quantile(nil, .5)))
}

func TestQuantilesBeyondTheRangePanic(t *testing.T) {
	for _, p := range []float64{-.1, 1.1, math.NaN()} {
		assert.Panics(t, func() { estimate.Quantile([]float64{1, 2}, p) })
		assert.Panics(t, func() { estimate.QuantileError([]float64{1, 2}, p) })
	}
	assert.PanicsWithValue(t, "estimate: p: must be from 0 to 1, got 95", func() { estimate.Quantile(nil, 95) })
}

func TestQuantileRisesWithP(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sorted := estimate.Sorted(nil, someValues.Draw(t, "values"))
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		q := rapid.Float64Range(p, 1).Draw(t, "q")
		require.LessOrEqual(t, estimate.Quantile(sorted, p), estimate.Quantile(sorted, q))
	})
}

func TestQuantileErrorByHand(t *testing.T) {
	// The median of three resampled from 0, 3, 6 is 0 with the probability that two or three of them are 0:
	// 3(1/3)²(2/3) + (1/3)³ = 7/27; it is 6 as often, and 3 otherwise. Its variance is 7/27 · 3² + 7/27 · 3² = 14/3.
	assert.InEpsilon(t, math.Sqrt(14./3), estimate.QuantileError([]float64{0, 3, 6}, .5), rounding)

	// At p = 1 it is the larger of two resampled from 0 and 4: 0 with probability 1/4. Its variance is 1/4 · 3/4 · 4².
	assert.InEpsilon(t, math.Sqrt(3), estimate.QuantileError([]float64{0, 4}, 1), rounding)

	assert.True(t, math.IsNaN(estimate.QuantileError([]float64{3}, .5)))
	assert.True(t, math.IsNaN(estimate.QuantileError(nil, .5)))
}

func TestQuantileErrorIsThatOfAllResamples(t *testing.T) {
	sorted := []float64{-4, 0, 1, 7, 30}
	for _, p := range []float64{0, .25, .5, .75, 1} { // where the quantile is one of the values
		var quantiles []float64
		resample := make([]float64, len(sorted))
		for code := range 5 * 5 * 5 * 5 * 5 {
			for i := range resample {
				resample[i] = sorted[code%5]
				code /= 5
			}
			slices.Sort(resample)
			quantiles = append(quantiles, estimate.Quantile(resample, p))
		}
		assert.InEpsilon(t, math.Sqrt(stat.PopVariance(quantiles, nil)), estimate.QuantileError(sorted, p), 1e-8, "p = %v", p)
	}
}

func TestQuantileErrorNearsTheKnownOneAsTrialsGrow(t *testing.T) {
	// On evenly spaced values nothing but the weights matters: the error is the standard deviation of the Beta
	// variable, √(p(1-p)/(n+2)), to within the rounding of its values to multiples of 1/n.
	const n = 100_001
	sorted := make([]float64, n)
	for i := range sorted {
		sorted[i] = float64(i) / (n - 1)
	}
	for _, p := range []float64{.05, .5, .95} {
		beta := distuv.Beta{Alpha: 1 + (n-1)*p, Beta: n - (n-1)*p}
		assert.InDelta(t, beta.StdDev(), estimate.QuantileError(sorted, p), 1./n, "p = %v", p)
	}
}

func TestQuantileIsWithinItsErrorAsOftenAsItShould(t *testing.T) {
	const n, level = 2000, .95
	experiments := 2000
	if testing.Short() {
		experiments = 200
	}
	z := distuv.UnitNormal.Quantile((1 + level) / 2)
	laws := []struct {
		name     string
		quantile func(p float64) float64
	}{
		{"normal", distuv.UnitNormal.Quantile},
		{"log-normal", distuv.LogNormal{Mu: 0, Sigma: 1.5}.Quantile},
		{"uniform", func(p float64) float64 { return p }},
	}
	ps := []float64{.05, .5, .95}
	luck := rand.New(rand.NewPCG(9, 10))
	var held [3][3]int
	shares, values := make([]float64, n), make([]float64, n)
	for range experiments {
		for i := range shares {
			shares[i] = luck.Float64()
		}
		slices.Sort(shares)
		for l, law := range laws {
			for i, share := range shares {
				values[i] = law.quantile(share)
			}
			for k, p := range ps {
				if math.Abs(estimate.Quantile(values, p)-law.quantile(p)) <= z*estimate.QuantileError(values, p) {
					held[l][k]++
				}
			}
		}
	}
	for l, law := range laws {
		for k, p := range ps {
			assertShare(t, fmt.Sprintf("%s, p = %v", law.name, p), level, held[l][k], experiments, len(laws)*len(ps))
		}
	}
}

func TestDotsByHand(t *testing.T) {
	sorted := []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10} // the p-quantile is 10p
	assert.Equal(t, []float64{1, 3, 5, 7, 9}, estimate.Dots(sorted, 5))
	assert.Equal(t, []float64{5}, estimate.Dots(sorted, 1))
	assert.Empty(t, estimate.Dots(sorted, 0))
	assert.Empty(t, estimate.Dots(nil, 3))
}

func TestDotsAreValuesThatAreThere(t *testing.T) {
	assert.Equal(t, []float64{3, 3, 8}, estimate.Dots([]float64{3, 3, 8}, 50), "fewer values than dots: one each")
	assert.Equal(t, []float64{0, 0, 9, 9}, estimate.Dots([]float64{0, 0, 0, 9, 9, 9}, 4), "none between two lumps")
}
