package estimate_test

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/sim/estimate"
)

func TestATrialIsLivedWithTheSetsOfAnOrderAndItsReverse(t *testing.T) {
	for _, causes := range []int{3, 6, 12, 64} {
		o := estimate.NewOrders(causes, 1)
		all := uint64(math.MaxUint64) >> (64 - causes)
		assert.Equal(t, 2, o.Drawn())
		assert.Equal(t, []uint64{0, all}, o.Common())
		for trial := range 50 {
			sets := slices.Sorted(slices.Values(o.Sets(trial)))
			require.Len(t, slices.Compact(slices.Clone(sets)), 2*causes)
			of := map[int][]uint64{}
			for _, set := range sets {
				of[bits.OnesCount64(set)] = append(of[bits.OnesCount64(set)], set)
				assert.True(t, o.Has(trial, set))
				assert.Contains(t, sets, all&^set, "what has not come yet has in the reverse")
				assert.False(t, o.Has(trial, set^5) && !slices.Contains(sets, set^5))
			}
			for size := 1; size < causes; size++ {
				assert.Len(t, of[size], 2, "of each size one of the order and one of its reverse")
			}
		}
	}
}

func TestFewCausesComeInAllOrders(t *testing.T) {
	for causes := range 3 {
		for _, o := range []*estimate.Orders{estimate.NewOrders(causes, 1), estimate.AllOrders(causes)} {
			assert.Zero(t, o.Drawn())
			assert.Equal(t, o.Common(), o.Sets(7))
			assert.Len(t, o.Sets(7), 1<<causes)
			assert.True(t, o.Has(7, 0))
			assert.False(t, o.Has(7, 1<<causes))
		}
	}
}

func TestOrdersOfTooManyCausesPanic(t *testing.T) {
	for _, causes := range []int{-1, 65} {
		assert.Panics(t, func() { estimate.NewOrders(causes, 1) })
	}
	assert.Panics(t, func() { estimate.AllOrders(31) })
}

// Of four causes there are 24 orders, 12 with the one that is the reverse: each must come as often as the others
// (Pearson's chi-squared of 11 degrees of freedom).
func TestEachOrderIsAsLikelyAsAnother(t *testing.T) {
	const trials, pairs = 12_000, 12
	for _, seed := range []uint64{0, 1, math.MaxUint64} {
		o, times := estimate.NewOrders(4, seed), map[string]int{}
		for trial := range trials {
			times[fmt.Sprint(slices.Sorted(slices.Values(o.Sets(trial))))]++
		}
		chi := 0.0
		for _, n := range times {
			off := float64(n) - trials/pairs
			chi += off * off / (trials / pairs)
		}
		assert.Len(t, times, pairs)
		assert.Less(t, chi, distuv.ChiSquared{K: pairs - 1}.Quantile(.999))
	}
}

func TestTheOrderOfATrialIsItsOwn(t *testing.T) {
	o := estimate.NewOrders(12, 1)
	later := o.Sets(1000)
	o.Sets(3)
	assert.Equal(t, later, o.Sets(1000), "whatever was drawn before")
	assert.NotEqual(t, later, o.Sets(1001))
	assert.NotEqual(t, later, estimate.NewOrders(12, 2).Sets(1000))
	assert.Equal(t, []uint64{0, 63, 8, 55, 12, 51, 13, 50, 29, 34, 31, 32}, estimate.NewOrders(6, 1).Sets(1), "bytes reproduce")
}

// dividedBy returns a number of so many trials, divided by orders.
func dividedBy(o *estimate.Orders, trials int, worth func(trial int, set uint64) float64) *estimate.Divided {
	d := o.Divide()
	for trial := range trials {
		d.Add(trial, func(set uint64) float64 { return worth(trial, set) })
	}
	return d
}

// noise is a number that a trial and a set always have.
func noise(trial int, set uint64) float64 {
	return rand.New(rand.NewPCG(uint64(trial), set)).NormFloat64()
}

func TestPartsOfATrialAddUpToItsWhole(t *testing.T) {
	for _, o := range []*estimate.Orders{estimate.NewOrders(2, 1), estimate.NewOrders(3, 1), estimate.NewOrders(40, 1), estimate.AllOrders(5)} {
		d := dividedBy(o, 30, noise)
		for trial, none := range d.Worth[0] {
			sum := 0.0
			for _, part := range d.Parts {
				sum += part[trial]
			}
			assert.InDelta(t, d.Worth[len(d.Worth)-1][trial]-none, sum, 100*rounding)
		}
		shares, whole := d.Shares()
		sum := 0.0
		for _, s := range shares {
			sum += s.Value
		}
		assert.InDelta(t, whole.Value, sum, 100*rounding)
	}
}

func TestATrialThatLacksASetCountsInNone(t *testing.T) {
	o := estimate.NewOrders(6, 1)
	lacks := o.Sets(4)[7]
	d := dividedBy(o, 20, func(trial int, set uint64) float64 {
		if trial == 4 && set == lacks {
			return math.NaN()
		}
		return noise(trial, set)
	})
	for _, column := range slices.Concat(d.Parts, d.Worth) {
		require.Len(t, column, 20, "its place is kept")
		for trial, v := range column {
			assert.Equal(t, trial == 4, math.IsNaN(v))
		}
	}
	shares, whole := d.Shares()
	sum := 0.0
	for _, s := range shares {
		sum += s.Value
	}
	assert.InDelta(t, whole.Value, sum, 100*rounding)
	sets, means := d.Levels()
	assert.Equal(t, o.Common(), sets)
	assert.InDelta(t, whole.Value, means[1]-means[0], 100*rounding)
}

func TestADrawnOrderAndItsReverseAreExactWhereCausesActByTwos(t *testing.T) {
	bundles, want := drawBundles(rand.New(rand.NewPCG(53, 54)), 12, 40, 2)
	d := dividedBy(estimate.NewOrders(12, 4), 5, func(_ int, set uint64) float64 { return worthOf(bundles, set) })
	shares, _ := d.Shares()
	for cause, s := range shares {
		assert.InDelta(t, want[cause], s.Value, 100*rounding)
		assert.InDelta(t, 0, s.Error, 100*rounding)
	}
}

func TestACauseThatChangesNothingHasAPartOfExactlyZero(t *testing.T) {
	const idle = 7
	d := dividedBy(estimate.NewOrders(12, 5), 5, func(trial int, set uint64) float64 { return noise(trial, set&^(1<<idle)) })
	shares, _ := d.Shares()
	assert.Equal(t, estimate.Share{}, shares[idle])
	assert.NotZero(t, shares[0].Error)
}

func TestPartsOfTooFewTrialsAreUnknown(t *testing.T) {
	for trials := range 2 {
		shares, whole := dividedBy(estimate.NewOrders(6, 1), trials, noise).Shares()
		assert.Equal(t, trials == 0, math.IsNaN(shares[3].Value))
		assert.True(t, math.IsNaN(shares[3].Error))
		assert.True(t, math.IsNaN(whole.Error))
	}
}

// The same trials, lived with all sets and with those of an order and its reverse: what the two say of a share differs by the
// luck of the orders alone, which is in the error of the second.
func TestDrawnOrdersAgreeWithAllOrders(t *testing.T) {
	const causes, trials = 6, 500
	bundles, _ := drawBundles(rand.New(rand.NewPCG(61, 62)), causes, 30, 5)
	worth := func(trial int, set uint64) float64 { return worthOf(bundles, set) + .5*noise(trial, set) }
	exact, all := dividedBy(estimate.AllOrders(causes), trials, worth).Shares()
	drawn, whole := dividedBy(estimate.NewOrders(causes, 1), trials, worth).Shares()
	assert.Equal(t, all, whole)
	for cause := range causes {
		assert.InDelta(t, exact[cause].Value, drawn[cause].Value, 3.5*drawn[cause].Error)
		assert.Less(t, exact[cause].Error, drawn[cause].Error)
	}
}

// Causes act in bundles of up to five. What each adds in a trial differs, and every set has luck of its own besides: nothing
// (the orders alone are to blame), as much as the orders, or most.
func TestErrorsOfPartsHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	const trials, repetitions = 50, 400
	luck := rand.New(rand.NewPCG(57, 58))
	for _, causes := range []int{6, 12} {
		bundles, truth := drawBundles(rand.New(rand.NewPCG(63, uint64(causes))), causes, 60, 5)
		for _, tc := range []struct {
			name        string
			common, own float64
		}{
			{name: "orders"},
			{name: "both", common: .3, own: .5},
			{name: "trials", common: 1, own: 4},
		} {
			held := make([]int, causes)
			for repetition := range repetitions {
				now := slices.Clone(bundles)
				d := estimate.NewOrders(causes, uint64(repetition)).Divide()
				for trial := range trials {
					for i, b := range bundles {
						now[i].adds = b.adds * (1 + tc.common*luck.NormFloat64())
					}
					known := map[uint64]float64{}
					d.Add(trial, func(set uint64) float64 {
						if _, lived := known[set]; !lived {
							known[set] = worthOf(now, set) + tc.own*luck.NormFloat64()
						}
						return known[set]
					})
				}
				shares, _ := d.Shares()
				for cause, s := range shares {
					if math.Abs(s.Value-truth[cause]) <= z95*s.Error {
						held[cause]++
					}
				}
			}
			for cause, count := range held {
				holdsOf(t, fmt.Sprintf("%d causes, %s, cause %d", causes, tc.name, cause), .93, .96, count, repetitions, 3*(6+12))
			}
		}
	}
}

func BenchmarkOrders(b *testing.B) {
	o := estimate.NewOrders(6, 1)
	b.Run("has", func(b *testing.B) {
		for trial := 0; b.Loop(); trial++ {
			o.Has(trial, 7)
		}
	})
	b.Run("add", func(b *testing.B) {
		d := o.Divide()
		for trial := 0; b.Loop(); trial++ {
			d.Add(trial, func(set uint64) float64 { return float64(set) })
		}
	})
}
