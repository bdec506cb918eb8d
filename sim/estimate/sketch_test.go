package estimate_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/sim/estimate"
)

// shares are the quantiles that are asked for.
var shares = []float64{0, .001, .05, .1, .25, .5, .75, .9, .95, .999, 1}

func sketched(values []float64) *estimate.Sketch {
	s := &estimate.Sketch{}
	for _, v := range values {
		s.Add(v)
	}
	return s
}

func drawn(n int, draw func(r *rand.Rand) float64) []float64 {
	r := rand.New(rand.NewPCG(3, 4))
	values := make([]float64, n)
	for i := range values {
		values[i] = draw(r)
	}
	return values
}

var spreads = map[string]func(r *rand.Rand) float64{
	"retention":           func(r *rand.Rand) float64 { return 1 + 0.03*r.NormFloat64() },
	"waits":               func(r *rand.Rand) float64 { return r.ExpFloat64() },
	"margins":             func(r *rand.Rand) float64 { return 0.05 * r.NormFloat64() },
	"counts":              func(r *rand.Rand) float64 { return float64(r.IntN(40)) },
	"counts below 0":      func(r *rand.Rand) float64 { return -float64(r.IntN(300000)) },
	"always the same":     func(*rand.Rand) float64 { return 1.0 / 3 },
	"mostly none":         func(r *rand.Rand) float64 { return max(0, r.NormFloat64()-1) },
	"of all sizes":        func(r *rand.Rand) float64 { return math.Exp(30*r.NormFloat64()) * (r.Float64() - 0.3) },
	"beyond what doubles": func(r *rand.Rand) float64 { return math.Exp(700 * (2*r.Float64() - 1)) },
}

func TestQuantilesOfASketchAreThoseOfTheValuesWithinWhatItSays(t *testing.T) {
	for name, draw := range spreads {
		t.Run(name, func(t *testing.T) {
			values := drawn(50_000, draw)
			s, sorted := sketched(values), estimate.Sorted(nil, values)
			for _, p := range shares {
				want := estimate.Quantile(sorted, p)
				assert.InDelta(t, want, s.Quantile(p), s.Within()*math.Abs(want), "%v", p)
			}
			assert.Equal(t, sorted[0], s.Quantile(0))
			assert.Equal(t, sorted[len(sorted)-1], s.Quantile(1))
			for i, dot := range estimate.Dots(sorted, 50) {
				assert.InDelta(t, dot, s.Dots(50)[i], s.Within()*math.Abs(dot))
			}
		})
	}
	for _, name := range []string{"retention", "counts", "always the same"} {
		assert.Equal(t, math.Ldexp(1, -16), sketched(drawn(50_000, spreads[name])).Within(), name)
	}
	assert.Greater(t, sketched(drawn(50_000, spreads["of all sizes"])).Within(), math.Ldexp(1, -16), "cells were joined")
}

func TestWholeNumbersAndConstantsAreToldAsTheyAre(t *testing.T) {
	counts := drawn(10_000, spreads["counts"])
	same := drawn(100, spreads["always the same"])
	for _, p := range shares {
		assert.Equal(t, estimate.Quantile(estimate.Sorted(nil, counts), p), sketched(counts).Quantile(p))
		assert.Equal(t, 1.0/3, sketched(same).Quantile(p))
		assert.Zero(t, sketched(make([]float64, 100)).Quantile(p))
	}
	assert.Zero(t, sketched(same).QuantileError(.5))
	assert.Zero(t, sketched(drawn(10_000, spreads["mostly none"])).Quantile(.5))
}

func TestErrorsOfQuantilesOfASketchAreAboutThoseOfTheValues(t *testing.T) {
	for _, name := range []string{"retention", "waits", "margins"} {
		values := drawn(100_000, spreads[name])
		s, exact := sketched(values), estimate.Of(values)
		for p, want := range map[float64]float64{.05: exact.P5Error, .5: exact.P50Error, .95: exact.P95Error} {
			assert.InEpsilon(t, want, s.QuantileError(p), 0.1, "%s %v", name, p)
		}
	}
}

// Of 0, 1, ..., 20 the p-quantile is 20·p, so that its error is 20 times that of the share: 20·√(p(1-p)/21).
func TestErrorsOfQuantilesNearTheEndsAreOfWhatIsThere(t *testing.T) {
	s := &estimate.Sketch{}
	for v := range 21 {
		s.Add(float64(v))
	}
	for _, p := range []float64{.05, .5, .95} { // two errors of a share are 0.095, 0.218 and 0.095
		assert.InEpsilon(t, 20*math.Sqrt(p*(1-p)/21), s.QuantileError(p), 1e-12, "%v", p)
	}
}

func TestASketchDoesNotDependOnTheOrderOfValues(t *testing.T) {
	for name, draw := range spreads {
		values := drawn(20_000, draw)
		one := sketched(values)
		slices.Reverse(values)
		assert.Equal(t, one, sketched(values), name)
	}
}

func TestASketchLeavesOutWhatDoesNotExist(t *testing.T) {
	s := sketched([]float64{math.NaN(), 3, math.NaN(), math.Copysign(0, -1)})
	assert.Equal(t, 2, s.N())
	assert.Equal(t, 1.5, s.Quantile(.5))
	assert.Equal(t, []float64{0, 3}, s.Dots(50))
	none := sketched(nil)
	assert.True(t, math.IsNaN(none.Quantile(.5)) && math.IsNaN(none.QuantileError(.5)))
	assert.Empty(t, none.Dots(50))
	assert.PanicsWithValue(t, "estimate: value: must be finite, or NaN where there is none, got +Inf", func() { s.Add(math.Inf(1)) })
}

func TestASketchTakesNoMoreMemoryThanItSays(t *testing.T) {
	const many = 20
	values := drawn(100_000, spreads["of all sizes"])
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var list []*estimate.Sketch
	for range many {
		list = append(list, sketched(values))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := float64(after.HeapAlloc-before.HeapAlloc) / many
	assert.LessOrEqual(t, each, estimate.SketchBytes(len(values)))
	assert.Greater(t, each, 0.5*estimate.SketchBytes(len(values)), "it is nearly full")
	runtime.KeepAlive(list)
}
