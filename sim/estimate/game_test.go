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

	"postsale/sim/estimate"
)

func TestAGameOfFewCausesIsOfAllSets(t *testing.T) {
	for causes := range 8 {
		g := estimate.NewGame(causes, 200, 1)
		assert.Zero(t, g.Drawn())
		require.Len(t, g.Sets(), 1<<causes)
		for i, set := range g.Sets() {
			assert.EqualValues(t, i, set)
			assert.Equal(t, i, g.Place(set))
		}
	}
	for causes, most := range map[int]int{4: 0, 8: 256, 12: 4096} {
		assert.Zero(t, estimate.NewGame(causes, most, 1).Drawn())
	}
	for causes, most := range map[int]int{5: 31, 8: 255, 12: 4095} {
		assert.NotZero(t, estimate.NewGame(causes, most, 1).Drawn())
	}
}

func TestTheSetsOfManyCausesAreFew(t *testing.T) {
	for _, tc := range []struct{ causes, most, orders, want int }{ // 2 + 2·causes, and 2·causes - 6 a pair
		{causes: 8, most: 200, orders: 36, want: 198},  // 18 + 18·10
		{causes: 12, most: 200, orders: 18, want: 188}, // 26 + 9·18
		{causes: 20, most: 200, orders: 8, want: 178},  // 42 + 4·34
		{causes: 40, most: 200, orders: 8, want: 378},  // 82 + 4·74: of no fewer than four pairs
		{causes: 64, most: 5000, orders: 78, want: 4888},
	} {
		for seed := range uint64(20) {
			g := estimate.NewGame(tc.causes, tc.most, seed)
			sets := g.Sets()
			assert.Equal(t, tc.orders, g.Drawn())
			assert.LessOrEqual(t, len(sets), tc.want)
			assert.Greater(t, len(sets), tc.want*3/5, "most are in one order only")
			assert.True(t, slices.IsSorted(sets))
			assert.Len(t, slices.Compact(slices.Clone(sets)), len(sets))
			all := sets[len(sets)-1]
			assert.Zero(t, sets[0])
			assert.Equal(t, tc.causes, bits.OnesCount64(all))
			for cause := range tc.causes {
				for _, set := range []uint64{1 << cause, all &^ (1 << cause)} {
					assert.Equal(t, set, sets[g.Place(set)])
				}
			}
		}
	}
}

func TestOrdersAreDrawnBySeed(t *testing.T) {
	g := estimate.NewGame(12, 200, 1)
	assert.Equal(t, g, estimate.NewGame(12, 200, 1))
	assert.NotEqual(t, g.Sets(), estimate.NewGame(12, 200, 2).Sets())
}

func TestGamesThatCannotBePlayedPanic(t *testing.T) {
	for _, causes := range []int{-1, 65} {
		assert.Panics(t, func() { estimate.NewGame(causes, 200, 1) })
	}
	assert.Panics(t, func() { estimate.NewGame(12, 200, 1).Place(1 << 12) })
}

// lived returns what the sets of a game are worth.
func lived(g *estimate.Game, worth func(set uint64) []float64) [][]float64 {
	var list [][]float64
	for _, set := range g.Sets() {
		list = append(list, worth(set))
	}
	return list
}

// mediansOf returns the shares of a game whose sets are worth so much, by set and trial.
func mediansOf(g *estimate.Game, worth [][]float64) (shares []estimate.Share, whole estimate.Share) {
	return added(g.Divide(), worth, g.Place)
}

// bundle is a set of causes that adds something when all of it is there: an equal part of it is each cause's share
// (Shapley 1953).
type bundle struct {
	causes uint64
	adds   float64
}

func drawBundles(luck *rand.Rand, causes, bundles, largest int) (list []bundle, shares []float64) {
	shares = make([]float64, causes)
	for range bundles {
		b := bundle{adds: luck.NormFloat64()}
		members := luck.Perm(causes)[:1+luck.IntN(largest)]
		for _, cause := range members {
			b.causes |= 1 << cause
			shares[cause] += b.adds / float64(len(members))
		}
		list = append(list, b)
	}
	return list, shares
}

func worthOf(list []bundle, set uint64) float64 {
	sum := 0.0
	for _, b := range list {
		if b.causes&^set == 0 {
			sum += b.adds
		}
	}
	return sum
}

func TestDrawnSharesAddUpToTheWhole(t *testing.T) {
	luck := rand.New(rand.NewPCG(51, 52))
	for _, causes := range []int{8, 12, 20} {
		g := estimate.NewGame(causes, 200, 3)
		worth := lived(g, func(uint64) []float64 {
			return []float64{luck.NormFloat64(), luck.NormFloat64(), math.NaN(), luck.NormFloat64()}
		})
		median := func(set int) float64 { return estimate.Of(slices.Delete(slices.Clone(worth[set]), 2, 3)).P50 }
		shares, whole := mediansOf(g, worth)
		sum := 0.0
		for _, s := range shares {
			sum += s.Value
		}
		assert.InDelta(t, whole.Value, sum, rounding*float64(causes))
		assert.InDelta(t, median(len(worth)-1)-median(0), whole.Value, rounding)
	}
}

func TestDrawnSharesAreExactWhereCausesActByTwos(t *testing.T) {
	luck := rand.New(rand.NewPCG(53, 54))
	bundles, want := drawBundles(luck, 12, 40, 2)
	g := estimate.NewGame(12, 200, 4)
	worth := lived(g, func(set uint64) []float64 { return slices.Repeat([]float64{worthOf(bundles, set)}, 5) })
	shares, _ := mediansOf(g, worth)
	for cause, s := range shares {
		assert.InDelta(t, want[cause], s.Value, 100*rounding)
		assert.InDelta(t, 0, s.Error, 100*rounding)
	}
}

func TestACauseThatChangesNothingHasADrawnShareOfExactlyZero(t *testing.T) {
	luck := rand.New(rand.NewPCG(55, 56))
	g := estimate.NewGame(12, 200, 5)
	const idle = 7
	known := map[uint64][]float64{}
	worth := lived(g, func(set uint64) []float64 {
		set &^= 1 << idle
		if known[set] == nil {
			known[set] = []float64{luck.NormFloat64(), luck.NormFloat64(), luck.NormFloat64()}
		}
		return known[set]
	})
	shares, _ := mediansOf(g, worth)
	assert.Equal(t, estimate.Share{}, shares[idle])
	assert.NotZero(t, shares[0].Error)
}

func TestDrawnSharesOfTooFewTrialsAreUnknown(t *testing.T) {
	g := estimate.NewGame(12, 200, 6)
	for trials := range 2 {
		shares, whole := mediansOf(g, lived(g, func(set uint64) []float64 { return slices.Repeat([]float64{float64(set)}, trials) }))
		assert.Equal(t, trials == 0, math.IsNaN(shares[3].Value))
		assert.True(t, math.IsNaN(shares[3].Error))
		assert.True(t, math.IsNaN(whole.Error))
	}
}

// Twelve causes act in bundles of up to five. What each adds in a trial differs, and every set has luck of its own besides:
// nothing (the orders alone are to blame), as much as the orders, or most. Each repetition draws orders and trials.
func TestErrorsOfDrawnSharesHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	const causes, trials, repetitions = 12, 50, 200
	for _, tc := range []struct {
		name        string
		common, own float64
	}{
		{name: "orders"},
		{name: "both", common: .3, own: .5},
		{name: "trials", common: 1, own: 4},
	} {
		luck := rand.New(rand.NewPCG(57, 58))
		bundles, truth := drawBundles(luck, causes, 60, 5)
		held := [causes]int{}
		for repetition := range repetitions {
			g := estimate.NewGame(causes, 200, uint64(repetition))
			now := slices.Clone(bundles)
			worth := make([][]float64, len(g.Sets()))
			for range trials {
				for i, b := range bundles {
					now[i].adds = b.adds * (1 + tc.common*luck.NormFloat64())
				}
				for i, set := range g.Sets() {
					worth[i] = append(worth[i], worthOf(now, set)+tc.own*luck.NormFloat64())
				}
			}
			shares, _ := mediansOf(g, worth)
			for cause, s := range shares {
				if math.Abs(s.Value-truth[cause]) <= z95*s.Error {
					held[cause]++
				}
			}
		}
		for cause, count := range held {
			holdsOf(t, fmt.Sprintf("%s, cause %d", tc.name, cause), .93, .96, count, repetitions, 3*causes)
		}
	}
}

func BenchmarkSharesOfAGame(b *testing.B) {
	g := estimate.NewGame(12, 200, 1)
	luck := rand.New(rand.NewPCG(59, 60))
	worth := lived(g, func(uint64) []float64 {
		values := make([]float64, 200)
		for i := range values {
			values[i] = luck.NormFloat64()
		}
		return values
	})
	for b.Loop() {
		mediansOf(g, worth)
	}
}
