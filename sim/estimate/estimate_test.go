package estimate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"postsale/sim/estimate"
)

const rounding = 1e-12

func TestMomentsByHand(t *testing.T) {
	for _, tc := range []struct {
		name              string
		values            []float64
		mean, sd, mcError float64
	}{
		{
			name:    "eight values",
			values:  []float64{9, 2, 4, 4, 5, 7, 4, 5},
			mean:    5,                       // 40/8
			sd:      math.Sqrt(32. / 7),      // (16+9+1+1+0+4+1+0)/7
			mcError: math.Sqrt(32. / 7 / 8.), // SD/√8
		},
		{
			name:    "two values",
			values:  []float64{1, 3},
			mean:    2,
			sd:      math.Sqrt2, // √((1+1)/1)
			mcError: 1,          // √2/√2
		},
		{
			name:    "small differences on a high level", // a sum of squares would leave no digit
			values:  []float64{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16},
			mean:    1e9 + 10,
			sd:      math.Sqrt(30),      // (36+9+9+36)/3
			mcError: math.Sqrt(30. / 4), // SD/√4
		},
		{
			name:    "not numbers are left out",
			values:  []float64{math.NaN(), 1, math.NaN(), 3},
			mean:    2,
			sd:      math.Sqrt2,
			mcError: 1,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := estimate.Of(tc.values)
			assert.InEpsilon(t, tc.mean, d.Mean, rounding)
			assert.InEpsilon(t, tc.sd, d.SD, rounding)
			assert.InEpsilon(t, tc.mcError, d.MCError, rounding)
		})
	}
}

func TestQuantilesOfADistributionByHand(t *testing.T) {
	values := make([]float64, 0, 101)
	for i := 100; i >= 0; i-- {
		values = append(values, float64(10*i))
	}
	d := estimate.Of(values) // the p-quantile of 0, 10, ... 1000 is 1000p
	assert.Equal(t, 101, d.N)
	for _, q := range []struct{ p, got float64 }{
		{5, d.P5}, {10, d.P10}, {25, d.P25}, {50, d.P50}, {75, d.P75}, {90, d.P90}, {95, d.P95},
	} {
		assert.InEpsilon(t, 10*q.p, q.got, rounding)
	}

	slices.Reverse(values)
	for _, q := range []struct{ p, got float64 }{{.05, d.P5Error}, {.50, d.P50Error}, {.95, d.P95Error}} {
		assert.Equal(t, estimate.QuantileError(values, q.p), q.got)
	}
}

// figures returns everything a distribution says but N.
func figures(d estimate.Distribution) []float64 {
	return []float64{d.Mean, d.SD, d.MCError, d.P5, d.P10, d.P25, d.P50, d.P75, d.P90, d.P95, d.P5Error, d.P50Error, d.P95Error}
}

func TestTooFewValuesForAFigureGiveNaN(t *testing.T) {
	for _, values := range [][]float64{nil, {}, {math.NaN(), math.NaN()}} {
		d := estimate.Of(values)
		assert.Zero(t, d.N)
		for _, figure := range figures(d) {
			assert.True(t, math.IsNaN(figure))
		}
	}

	d := estimate.Of([]float64{7, math.NaN()})
	assert.Equal(t, 1, d.N)
	for _, figure := range []float64{d.Mean, d.P5, d.P10, d.P25, d.P50, d.P75, d.P90, d.P95} {
		assert.Equal(t, 7., figure)
	}
	for _, figure := range []float64{d.SD, d.MCError, d.P5Error, d.P50Error, d.P95Error} {
		assert.True(t, math.IsNaN(figure))
	}
}

func TestConstantsDoNotSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.Float64Range(-1e100, 1e100).Draw(t, "constant")
		n := rapid.IntRange(2, 1000).Draw(t, "n")
		want := estimate.Distribution{N: n, Mean: c, P5: c, P10: c, P25: c, P50: c, P75: c, P90: c, P95: c, Fewer: 1}
		require.Equal(t, want, estimate.Of(slices.Repeat([]float64{c}, n)))
	})
}

func TestInfiniteValuesPanic(t *testing.T) {
	for _, sign := range []int{-1, 1} {
		assert.Panics(t, func() { estimate.Of([]float64{1, math.Inf(sign), 3}) })
	}
	assert.PanicsWithValue(t, "estimate: value 1: must be finite, or NaN where there is none, got +Inf", func() {
		estimate.Sorted(nil, []float64{1, math.Inf(1)})
	})
}

func TestSortedLeavesTheValuesAndReusesTheBuffer(t *testing.T) {
	values := []float64{3, math.NaN(), 1, 2}
	buffer := make([]float64, 9)
	sorted := estimate.Sorted(buffer, values)

	assert.Equal(t, []float64{1, 2, 3}, sorted)
	assert.Same(t, &buffer[0], &sorted[0])
	assert.Equal(t, []float64{3, 1, 2}, []float64{values[0], values[2], values[3]})
}

func TestAnEstimatorServesSamplesOfAllSizes(t *testing.T) {
	luck := rand.New(rand.NewPCG(1, 2))
	estimator := estimate.NewEstimator(50)
	for _, n := range []int{50, 3, 50, 0, 1, 51, 2, 49} {
		values := make([]float64, n)
		for i := range values {
			values[i] = luck.NormFloat64()
		}
		alone := estimate.Of(values)
		assert.Equal(t, fmt.Sprint(alone), fmt.Sprint(estimator.Of(values)), n)
		slices.Sort(values)
		assert.Equal(t, fmt.Sprint(estimate.QuantileError(values, .05)), fmt.Sprint(alone.P5Error), n)
	}
	values := make([]float64, 50)
	assert.Zero(t, testing.AllocsPerRun(10, func() { estimator.Of(values) }))
}

var someValues = rapid.SliceOfN(rapid.OneOf(
	rapid.Map(rapid.Int32(), func(cents int32) float64 { return float64(cents) / 100 }),
	rapid.Map(rapid.IntRange(-3, 3), func(i int) float64 { return float64(i) }), // so that some are equal
), 2, 200)

func TestOrderOfTheValuesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := someValues.Draw(t, "values")
		shuffled := rapid.Permutation(values).Draw(t, "shuffled")
		require.Equal(t, estimate.Of(values), estimate.Of(shuffled))
	})
}

func TestQuantilesAscendWithinTheRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := someValues.Draw(t, "values")
		d := estimate.Of(values)
		require.IsNonDecreasing(t, []float64{slices.Min(values), d.P5, d.P10, d.P25, d.P50, d.P75, d.P90, d.P95, slices.Max(values)})
	})
}

func TestFiguresFollowAChangeOfUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := someValues.Draw(t, "values")
		scaled := slices.Clone(values)
		for i := range scaled {
			scaled[i] *= 1024 // a power of two, so that nothing is rounded
		}
		small, large := figures(estimate.Of(values)), figures(estimate.Of(scaled))
		for i := range small {
			require.Equal(t, 1024*small[i], large[i])
		}
	})
}

// Of normal values, Mean ± t MCError holds the true mean in exactly 95 % of experiments, t being Student's.
func TestMeanIsWithinItsErrorAsOftenAsItShould(t *testing.T) {
	const level = .95
	experiments := 4000
	if testing.Short() {
		experiments = 1000
	}
	luck := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{5, 40} {
		student := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile((1 + level) / 2)
		held := 0
		values := make([]float64, n)
		for range experiments {
			for i := range values {
				values[i] = 100 + 15*luck.NormFloat64()
			}
			if d := estimate.Of(values); math.Abs(d.Mean-100) <= student*d.MCError {
				held++
			}
		}
		assertShare(t, fmt.Sprintf("n = %d", n), level, held, experiments, 2)
	}
}

// assertShare holds a simulated share against the true one; one of that many comparisons fails by bad luck once in
// a thousand times.
func assertShare(t *testing.T, name string, want float64, hits, n, comparisons int) {
	t.Helper()
	critical := distuv.UnitNormal.Quantile(1 - .001/2/float64(comparisons))
	got := float64(hits) / float64(n)
	t.Logf("%s: %.4f of %d, want %.4f", name, got, n, want)
	assert.InDelta(t, want, got, critical*math.Sqrt(want*(1-want)/float64(n)), name)
}

func BenchmarkOf(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			luck := rand.New(rand.NewPCG(7, 8))
			values := make([]float64, n)
			for i := range values {
				values[i] = luck.NormFloat64()
			}
			estimator := estimate.NewEstimator(n)
			b.ReportAllocs()
			for b.Loop() {
				estimator.Of(values)
			}
		})
	}
}
