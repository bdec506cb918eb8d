package ledger_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
	"postsale/sim/estimate"
)

// samples are the facts whose durations are kept.
var samples = map[ledger.Sample]ledger.Kind{ledger.StartDelays: ledger.Started, ledger.LiveTimes: ledger.WentLive,
	ledger.AnswerTimes: ledger.Answered}

func quantile(l *ledger.Ledger, p float64, sample ledger.Sample, scope, from, to int) float64 {
	values, zeros := l.Durations(sample, scope, from, to)
	return estimate.QuantileOf(values, zeros, p)
}

func TestQuantilesAreThoseOfASortByScopeAndPeriod(t *testing.T) {
	luck := rand.New(rand.NewPCG(5, 0))
	draws := map[string]func() float64{
		"different": luck.Float64,
		"many ties": func() float64 { return float64(luck.IntN(3)) },
		"all equal": func() float64 { return 2 },
		"ascending": ascending(1),
		"falling":   ascending(-1),
	}
	layout := warmedUp(1)
	for name, draw := range draws {
		t.Run(name, func(t *testing.T) {
			facts := []ledger.Fact{{At: -65, Kind: ledger.Held, Customer: 0}}
			values := map[[2]int][]float64{} // by scope and quarter
			for q := -1; q < layout.Quarters; q++ {
				for i := range 1 + luck.IntN(40) {
					scope, v := luck.IntN(2), draw()
					facts = append(facts, ledger.Fact{At: 65*float64(q) + float64(i), Kind: ledger.Answered, Scope: int16(scope), Amount: v})
					for _, s := range []int{scope, all} {
						values[[2]int{s, q}] = append(values[[2]int{s, q}], v)
					}
				}
			}
			l := ledger.New(layout).Write(facts...)
			for _, scope := range []int{smb, enterprise, all} {
				for _, period := range [][2]int{{0, 1}, {1, 2}, {0, 2}} {
					var want []float64
					for q := period[0]; q < period[1]; q++ {
						want = append(want, values[[2]int{scope, q}]...)
					}
					slices.Sort(want)
					for _, p := range []float64{0, .1, .5, .9, 1} {
						got := quantile(l, p, ledger.AnswerTimes, scope, period[0], period[1])
						assert.InDelta(t, estimate.Quantile(want, p), got, 1e-12, "p %v of %d values", p, len(want))
					}
				}
			}
		})
	}
}

func ascending(step float64) func() float64 {
	v := 100.
	return func() float64 { v += step; return v }
}

func TestTheQuantileOfAFewDurations(t *testing.T) {
	answered := func(days ...float64) *ledger.Ledger {
		var facts []ledger.Fact
		for _, d := range days {
			facts = append(facts, ledger.Fact{At: 1, Kind: ledger.Answered, Scope: smb, Amount: d})
		}
		return ledger.New(small).Write(facts...)
	}
	p90 := func(l *ledger.Ledger) float64 { return quantile(l, .9, ledger.AnswerTimes, smb, 0, 1) }
	assert.True(t, math.IsNaN(p90(answered())), "none")
	assert.Equal(t, 7., p90(answered(7)))
	assert.InDelta(t, 1+.9*(5-1), p90(answered(5, 1)), 1e-12)
	assert.InDelta(t, 9, p90(answered(10, 0, 1, 2, 3, 9, 8, 7, 6, 5, 4)), 1e-12, "the tenth of eleven")
}

func TestEveryDurationIsKeptInItsOwnSample(t *testing.T) {
	for sample, kind := range samples {
		l := ledger.New(small).Write(ledger.Fact{Kind: ledger.Held, Customer: 0}, ledger.Fact{At: 2, Kind: kind, Customer: 0, Scope: smb, Amount: 3})
		for other := range samples {
			got := quantile(l, .9, other, all, 0, 2)
			if other == sample {
				require.Equal(t, 3., got)
				require.True(t, math.IsNaN(quantile(l, .9, other, enterprise, 0, 2)))
			} else {
				require.True(t, math.IsNaN(got))
			}
		}
	}
}
