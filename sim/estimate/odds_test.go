package estimate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"postsale/sim/estimate"
)

func TestWilsonGivesThePublishedIntervals(t *testing.T) {
	for _, tc := range []struct {
		hits, n   int
		low, high float64 // 95 %, to four digits: Newcombe 1998, table I, method 3
	}{
		{hits: 81, n: 263, low: .2553, high: .3662},
		{hits: 15, n: 148, low: .0624, high: .1605},
		{hits: 0, n: 20, low: 0, high: .1611},
		{hits: 1, n: 29, low: .0061, high: .1718},
	} {
		got := estimate.Wilson(tc.hits, tc.n, .95)
		assert.Equal(t, tc.hits, got.Hits)
		assert.Equal(t, tc.n, got.N)
		assert.Equal(t, float64(tc.hits)/float64(tc.n), got.P)
		assert.InDelta(t, tc.low, got.Low, .00005)
		assert.InDelta(t, tc.high, got.High, .00005)
	}
}

func TestOddsOfNoneAndAllByHand(t *testing.T) {
	// Without a hit the interval ends at z²/(n+z²); z = 1.959964 at 95 %.
	const zz = 1.959964 * 1.959964
	none := estimate.Wilson(0, 10, .95)
	assert.Zero(t, none.P)
	assert.Zero(t, none.Low)
	assert.InEpsilon(t, zz/(10+zz), none.High, 1e-6) // .2775

	all := estimate.Wilson(10, 10, .95)
	assert.Equal(t, 1., all.P)
	assert.InEpsilon(t, 10/(10+zz), all.Low, 1e-6) // .7225
	assert.Equal(t, 1., all.High)
}

func TestOddsOfNoTrialsAreUnknown(t *testing.T) {
	got := estimate.Wilson(0, 0, .95)
	for _, share := range []float64{got.P, got.Low, got.High} {
		assert.True(t, math.IsNaN(share))
	}
}

func TestImpossibleOddsPanic(t *testing.T) {
	for _, tc := range []struct {
		hits, n int
		level   float64
	}{
		{hits: -1, n: 10, level: .95},
		{hits: 11, n: 10, level: .95},
		{hits: 0, n: -1, level: .95},
		{hits: 5, n: 10, level: 0},
		{hits: 5, n: 10, level: 1},
		{hits: 5, n: 10, level: 95},
		{hits: 5, n: 10, level: math.NaN()},
	} {
		assert.Panics(t, func() { estimate.Wilson(tc.hits, tc.n, tc.level) })
	}
}

func TestWilsonBoundsAreTheProbabilitiesJustNotRefuted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 100_000).Draw(t, "n")
		hits := rapid.IntRange(0, n).Draw(t, "hits")
		level := rapid.Float64Range(.5, .999).Draw(t, "level")
		o := estimate.Wilson(hits, n, level)
		require.LessOrEqual(t, 0., o.Low)
		require.LessOrEqual(t, o.Low, o.P)
		require.LessOrEqual(t, o.P, o.High)
		require.LessOrEqual(t, o.High, 1.)
		z := distuv.UnitNormal.Quantile((1 + level) / 2)
		for _, bound := range []float64{o.Low, o.High} {
			score := z * math.Sqrt(bound*(1-bound)/float64(n))
			require.InDelta(t, score, math.Abs(o.P-bound), 1e-9)
		}
	})
}

func TestOddsOfTheOppositeAreMirrored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 10_000).Draw(t, "n")
		hits := rapid.IntRange(0, n).Draw(t, "hits")
		event, opposite := estimate.Wilson(hits, n, .9), estimate.Wilson(n-hits, n, .9)
		require.InDelta(t, 1-event.Low, opposite.High, rounding)
		require.InDelta(t, 1-event.High, opposite.Low, rounding)
	})
}

// For one probability the share that Wilson's interval holds swings around its level as hits are whole (Brown, Cai &
// DasGupta 2001); over all probabilities the swings cancel.
func TestWilsonHoldsTheProbabilityAsOftenAsItShould(t *testing.T) {
	const n, level = 1000, .95
	experiments := 10_000
	if testing.Short() {
		experiments = 2000
	}
	luck := rand.New(rand.NewPCG(11, 12))
	held := 0
	for range experiments {
		p, hits := luck.Float64(), 0
		for range n {
			if luck.Float64() < p {
				hits++
			}
		}
		if o := estimate.Wilson(hits, n, level); o.Low <= p && p <= o.High {
			held++
		}
	}
	assertShare(t, "Wilson", level, held, experiments, 1)
}
