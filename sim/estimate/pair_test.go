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

// pair compares two plans where more is better (1), less is (-1) or neither (0).
func pair(base, other []float64, better int) estimate.Paired {
	return estimate.NewEstimator(len(base)).Pair(base, other, better, nil, nil)
}

func TestPairedPlansByHand(t *testing.T) {
	base := []float64{1, 4, 4, 7, math.NaN(), 9}
	other := []float64{2, 4, 6, 6, 5, math.NaN()} // other less base: 1, 0, 2, -1 and twice nothing to compare
	more := pair(base, other, 1)

	assert.Equal(t, 4, more.N)
	assert.Equal(t, .5, more.Mean)                                // (1+0+2-1)/4
	assert.InEpsilon(t, math.Sqrt(5./3), more.SD, rounding)       // (.25+.25+2.25+2.25)/3
	assert.InEpsilon(t, math.Sqrt(5./12), more.MCError, rounding) // SD/√4
	assert.Equal(t, .5, more.P50)                                 // between 0 and 1 of -1, 0, 1, 2
	assert.Equal(t, 4., more.From)                                // (1+4+4+7)/4
	assert.Equal(t, 4.5, more.To)                                 // (2+4+6+6)/4
	assert.Equal(t, 1, more.Same)
	assert.InEpsilon(t, (18.+11.)/5, more.Gain, rounding) // squares: 9+0+0+9 and 6.25+.25+2.25+2.25, over 5; all by 3
	assert.Equal(t, estimate.Wilson(2, 4, .95), more.Better)

	less := pair(base, other, -1)
	assert.Equal(t, estimate.Wilson(1, 4, .95), less.Better, "equal is not better")
	assert.Equal(t, more.Distribution, less.Distribution, "what is better does not change the difference")

	neither := pair(base, other, 0)
	assert.Equal(t, more.Distribution, neither.Distribution)
	assert.Zero(t, neither.Better.N)
	for _, share := range []float64{neither.Better.P, neither.Better.Low, neither.Better.High} {
		assert.True(t, math.IsNaN(share), "nobody knows what is better")
	}
}

func TestAPlanDoesNotDifferFromItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := someValues.Draw(t, "values")
		for range rapid.IntRange(0, 3).Draw(t, "missing") {
			values = append(values, math.NaN())
		}
		p := pair(values, values, rapid.SampledFrom([]int{-1, 1}).Draw(t, "better"))
		require.Equal(t, estimate.Distribution{N: p.N, Fewer: 1}, p.Distribution, "exactly 0 everywhere")
		require.Equal(t, p.From, p.To)
		require.Equal(t, p.N, p.Same)
		require.Equal(t, estimate.Wilson(0, p.N, .95), p.Better)
		if estimate.Of(values).SD > 0 {
			require.Equal(t, math.Inf(1), p.Gain)
		} else {
			require.True(t, math.IsNaN(p.Gain), "there was nothing to help with")
		}
	})
}

func TestPlansThatDifferByAConstantLeaveNoError(t *testing.T) {
	base := []float64{3, 8, 1, 6}
	p := pair(base, []float64{3.5, 8.5, 1.5, 6.5}, 1)
	assert.Equal(t, .5, p.Mean)
	assert.Zero(t, p.MCError)
	assert.Equal(t, math.Inf(1), p.Gain)
	assert.Equal(t, 4, p.Better.Hits)
}

func TestPlansWithoutACommonTrialDoNotCompare(t *testing.T) {
	p := pair([]float64{1, math.NaN()}, []float64{math.NaN(), 2}, 1)
	assert.Zero(t, p.N)
	for _, figure := range append(figures(p.Distribution), p.From, p.To, p.Better.P, p.Gain) {
		assert.True(t, math.IsNaN(figure))
	}
}

func TestSwappingThePlansMirrorsTheComparison(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := someValues.Draw(t, "values")
		shuffled := rapid.Permutation(values).Draw(t, "shuffled")
		there, back := pair(values, shuffled, 1), pair(shuffled, values, -1)
		scale := rounding * (slices.Max(values) - slices.Min(values))
		require.InDelta(t, there.Mean, -back.Mean, scale)
		require.InDelta(t, there.SD, back.SD, scale)
		require.Equal(t, there.Better, back.Better)
		require.Equal(t, there.From, back.To)
		require.Equal(t, there.To, back.From)
		require.Equal(t, there.Same, back.Same)
	})
}

func TestAnEstimatorPairsPlansOfAllSizes(t *testing.T) {
	base, other := []float64{1, 2, 3, 4, 5, 6}, []float64{2, 1, 7, 3, 9, 8}
	estimator := estimate.NewEstimator(6)
	for _, n := range []int{6, 3, 6, 2} {
		assert.Equal(t, pair(base[:n], other[:n], 1), estimator.Pair(base[:n], other[:n], 1, nil, nil), n)
	}
	assert.Zero(t, testing.AllocsPerRun(10, func() { estimator.Pair(base, other, 1, nil, nil) }))
	assert.True(t, slices.IsSorted(base), "the plans are left as they are")
}

// correlated fills two plans with normal values of variance 1 and a correlation, other the larger by shift on average.
func correlated(luck *rand.Rand, base, other []float64, correlation, shift float64) {
	for i := range base {
		common, own := luck.NormFloat64(), luck.NormFloat64()
		base[i] = common
		other[i] = shift + correlation*common + math.Sqrt(1-correlation*correlation)*own
	}
}

// Sum and difference of two normal plans with equal variance are independent with variances 2(1+ρ) and 2(1-ρ), and the
// Gain is (1 + their ratio)/2: on average over many trials 1/(1-ρ), and F with n-1 and n-1 degrees around it.
func TestPairingGainsWhatCorrelationPromises(t *testing.T) {
	const n, falseAlarm = 2000, .001
	correlations := []float64{-.5, 0, .5, .9, .99}
	luck := rand.New(rand.NewPCG(31, 32))
	base, other := make([]float64, n), make([]float64, n)
	ratio := distuv.F{D1: n - 1, D2: n - 1}
	for _, correlation := range correlations {
		correlated(luck, base, other, correlation, 1)
		p := pair(base, other, 1)
		alarm := falseAlarm / 2 / float64(len(correlations))
		low, high := ratio.Quantile(alarm), ratio.Quantile(1-alarm)
		sum := (1 + correlation) / (1 - correlation)
		t.Logf("correlation %v: gain %.3f, want %.3f", correlation, p.Gain, 1/(1-correlation))
		assert.Greater(t, p.Gain, (1+sum*low)/2, correlation)
		assert.Less(t, p.Gain, (1+sum*high)/2, correlation)
	}
}

func TestPairedErrorsHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	const n, shift = 200, .2
	luck := rand.New(rand.NewPCG(33, 34))
	base, other := make([]float64, n), make([]float64, n)
	correlations := []float64{0, .9}
	for _, correlation := range correlations {
		spread := math.Sqrt(2 * (1 - correlation))
		chance := distuv.UnitNormal.CDF(shift / spread) // that other is larger
		mean, better := 0, 0
		for range covered {
			correlated(luck, base, other, correlation, shift)
			p := pair(base, other, 1)
			if math.Abs(p.Mean-shift) <= z95*p.MCError {
				mean++
			}
			if p.Better.Low <= chance && chance <= p.Better.High {
				better++
			}
		}
		student := distuv.StudentsT{Sigma: 1, Nu: n - 1}
		exact := student.CDF(z95) - student.CDF(-z95)
		lines := 2 * len(correlations)
		holds(t, fmt.Sprintf("mean, correlation %v", correlation), exact, exact, mean, lines)
		holds(t, fmt.Sprintf("better, correlation %v", correlation), wilsonHolds(n, chance), wilsonHolds(n, chance), better, lines)
	}
}
