package estimate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/sim/estimate"
)

func TestLooksAreAtAQuarterMoreTrialsEach(t *testing.T) {
	for _, tc := range []struct {
		first, most int
		want        []int
	}{
		{first: 200, most: 1000, want: []int{200, 250, 313, 392, 490, 613, 767, 1000}}, // 959 would be just before 1000
		{first: 200, most: 689, want: []int{200, 250, 313, 392, 490, 689}},             // 613 × 1.125 is 689.6
		{first: 200, most: 690, want: []int{200, 250, 313, 392, 490, 613, 690}},
		{first: 200, most: 224, want: []int{224}},
		{first: 200, most: 225, want: []int{200, 225}},
		{first: 200, most: 3, want: []int{3}},
		{first: 1, most: 5, want: []int{1, 2, 3, 4, 5}},
		{first: 1, most: 1, want: []int{1}},
	} {
		assert.Equal(t, tc.want, estimate.NewLooks(tc.first, tc.most).At, "%d to %d", tc.first, tc.most)
	}
	for _, tc := range [][2]int{{0, 10}, {10, 0}, {-1, 10}} {
		assert.Panics(t, func() { estimate.NewLooks(tc[0], tc[1]) })
	}
}

func TestLooksAscendToTheMost(t *testing.T) {
	for _, most := range []int{1, 7, 100, 199, 201, 999, 2000, 20_000, 87_654} {
		at := estimate.NewLooks(100, most).At
		assert.Equal(t, most, at[len(at)-1])
		for i := 1; i < len(at); i++ {
			step := float64(at[i]) / float64(at[i-1])
			assert.GreaterOrEqual(t, step, 1.125, "%v", at)
			assert.Less(t, step, 1.25*1.125+1e-2, "%v: besides rounding up", at)
		}
	}
}

func TestEquallySpacedLooksHaveThePublishedBounds(t *testing.T) {
	for _, tc := range []struct {
		looks              int
		ten, five, onehalf float64 // two-sided 10, 5 and 1 %: Jennison & Turnbull, Group Sequential Methods (2000), table 2.1
	}{
		{looks: 1, ten: 1.645, five: 1.960, onehalf: 2.576},
		{looks: 2, ten: 1.875, five: 2.178, onehalf: 2.772},
		{looks: 3, ten: 1.992, five: 2.289, onehalf: 2.873},
		{looks: 4, ten: 2.067, five: 2.361, onehalf: 2.939},
		{looks: 5, ten: 2.122, five: 2.413, onehalf: 2.986},
		{looks: 10, ten: 2.270, five: 2.555, onehalf: 3.117},
		{looks: 20, ten: 2.392, five: 2.672, onehalf: 3.225},
	} {
		var at []int
		for k := range tc.looks {
			at = append(at, k+1)
		}
		assert.InDelta(t, tc.ten, estimate.Pocock(at, .90), .0005, tc.looks)
		assert.InDelta(t, tc.five, estimate.Pocock(at, .95), .0005, tc.looks)
		assert.InDelta(t, tc.onehalf, estimate.Pocock(at, .99), .0005, tc.looks)
	}
}

func TestMoreLooksAskForMore(t *testing.T) {
	assert.InDelta(t, z95, estimate.NewLooks(200, 200).Z, 1e-9, "a single look is what it was")
	before := 0.
	for _, most := range []int{200, 400, 2000, 20_000, 100_000} {
		z := estimate.NewLooks(200, most).Z
		assert.Greater(t, z, before, most)
		before = z
	}
	alone := distuv.UnitNormal.CDF(-before)
	assert.Less(t, .05/2/float64(len(estimate.NewLooks(200, 100_000).At)), alone, "less than looks that have nothing in common (Bonferroni)")
}

// How often all looks hold a probability is known exactly: hits are followed from look to look, and left at the first that
// does not hold it.
func TestAllLooksHoldOddsAsOftenAsTheySay(t *testing.T) {
	looks := estimate.NewLooks(200, 2000)
	for _, p := range []float64{.02, .1, .3, .5} {
		chances, n := []float64{1}, 0 // of every number of hits in n trials, with all looks so far holding p
		for _, at := range looks.At {
			step := distuv.Binomial{N: float64(at - n), P: p}
			n = at
			next := make([]float64, n+1)
			for more := range int(step.N) + 1 {
				chance := step.Prob(float64(more))
				for hits, before := range chances {
					next[hits+more] += before * chance
				}
			}
			for hits := range next {
				if o := estimate.Score(hits, n, looks.Z); p < o.Low || o.High < p {
					next[hits] = 0
				}
			}
			chances = next
		}
		held := 0.
		for _, chance := range chances {
			held += chance
		}
		t.Logf("odds %v: %.4f", p, held)
		assert.Greater(t, held, .945, p)
		assert.Less(t, held, .965, p)
	}
}

func TestMeanIntervalByHand(t *testing.T) {
	low, high := estimate.Of([]float64{1, 3}).MeanInterval(2.5) // 2 ± 2.5 × 1
	assert.Equal(t, -.5, low)
	assert.Equal(t, 4.5, high)
}

func TestQuantileIntervalByHand(t *testing.T) {
	values := make([]float64, 100)
	for i := range values {
		values[i] = float64(1 + i)
	}
	for _, tc := range []struct {
		p, z, low, high float64
	}{
		{p: .5, z: 2, low: 40, high: 61},                     // 50 ± 2√25, and one rank more
		{p: .5, z: 1.96, low: 40, high: 61},                  // 40.2 and 59.8, outwards
		{p: .1, z: 3, low: 1, high: 20},                      // 10 ± 3√9
		{p: .1, z: 3.1, low: math.Inf(-1), high: 21},         // 0.7 to 19.3
		{p: .9, z: 3.1, low: 80, high: math.Inf(1)},          // the other way round
		{p: .9, z: 3, low: 81, high: 100},                    // 90 ± 9
		{p: .5, z: 11, low: math.Inf(-1), high: math.Inf(1)}, // 50 ± 55
	} {
		low, high := estimate.QuantileInterval(values, tc.p, tc.z)
		assert.Equal(t, tc.low, low, tc)
		assert.Equal(t, tc.high, high, tc)
	}
	low, high := estimate.QuantileInterval(nil, .5, 2)
	assert.Equal(t, []float64{math.Inf(-1), math.Inf(1)}, []float64{low, high}, "nothing is known")
}

// The interval misses a quantile when too few or too many of the values are below it, which a binomial law counts.
func TestQuantileIntervalsMissAtMostAsOftenAsTheySay(t *testing.T) {
	for _, z := range []float64{z95, 2.5, 2.9} {
		for _, n := range []int{50, 100, 200, 500, 1000, 5000} {
			ranks := make([]float64, n)
			for i := range ranks {
				ranks[i] = float64(1 + i)
			}
			for _, p := range []float64{.05, .1, .25, .5, .75, .9, .95} {
				low, high := estimate.QuantileInterval(ranks, p, z)
				below := distuv.Binomial{N: float64(n), P: p}
				missed := 0.
				if !math.IsInf(low, 0) {
					missed += below.CDF(low - 1)
				}
				if !math.IsInf(high, 0) {
					missed += 1 - below.CDF(high-1)
				}
				assert.LessOrEqual(t, missed, 2*distuv.UnitNormal.CDF(-z), "z %v, p%v of %d", z, 100*p, n)
			}
		}
	}
}

// question is something to ask until it is settled, of a law that is known.
type question struct {
	name  string
	draw  func(luck *rand.Rand) float64
	truth float64
	width float64 // half of the interval that is small enough
	at    func(values []float64, z float64) (low, high float64)
}

func questions() []question {
	mean := func(values []float64, z float64) (low, high float64) { return estimate.Of(values).MeanInterval(z) }
	odds := func(values []float64, z float64) (low, high float64) {
		hits := 0.
		for _, v := range values {
			hits += v
		}
		o := estimate.Score(int(hits), len(values), z)
		return o.Low, o.High
	}
	quantile := func(p float64) func(values []float64, z float64) (low, high float64) {
		var sorted []float64
		return func(values []float64, z float64) (low, high float64) {
			sorted = estimate.Sorted(sorted, values)
			return estimate.QuantileInterval(sorted, p, z)
		}
	}
	event := func(p float64) func(luck *rand.Rand) float64 {
		return func(luck *rand.Rand) float64 {
			if luck.Float64() < p {
				return 1
			}
			return 0
		}
	}
	return []question{
		{name: "mean of an exponential", draw: (*rand.Rand).ExpFloat64, truth: 1, width: .1, at: mean},
		{name: "odds of .5", draw: event(.5), truth: .5, width: .04, at: odds},
		{name: "odds of .1", draw: event(.1), truth: .1, width: .03, at: odds},
		{name: "odds of .9", draw: event(.9), truth: .9, width: .03, at: odds},
		{name: "median of a normal", draw: (*rand.Rand).NormFloat64, truth: 0, width: .12, at: quantile(.5)},
		{name: "p10 of a normal", draw: (*rand.Rand).NormFloat64, truth: distuv.UnitNormal.Quantile(.1), width: .15, at: quantile(.1)},
	}
}

// ask looks until it is settled, and returns whether it was, with the last interval.
func (q question) ask(luck *rand.Rand, looks estimate.Looks, values []float64,
	settled func(low, high float64) bool) (done bool, low, high float64) {
	values = values[:0]
	for _, at := range looks.At {
		for len(values) < at {
			values = append(values, q.draw(luck))
		}
		if low, high = q.at(values, looks.Z); settled(low, high) {
			return true, low, high
		}
	}
	return false, low, high
}

func TestIntervalsHoldTheTruthWhereverOneStops(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	luck := rand.New(rand.NewPCG(51, 52))
	looks := estimate.NewLooks(200, 5000)
	values := make([]float64, 0, 5000)
	for _, q := range questions() {
		held, ended := 0, 0
		for range covered {
			done, low, high := q.ask(luck, looks, values, func(low, high float64) bool { return (high-low)/2 <= q.width })
			if done {
				ended++
			}
			if low <= q.truth && q.truth <= high {
				held++
			}
		}
		assert.Equal(t, covered, ended, "%s: never small enough", q.name)
		holds(t, q.name, nominal, 1, held, len(questions()))
	}
}

// Who waits until the interval leaves out a bound, and takes the side on which it then is, is wrong as rarely when the truth
// is so close to the bound that nothing can tell them apart.
func TestWhatIsBeyondABoundIsRarelyWrong(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	luck := rand.New(rand.NewPCG(53, 54))
	looks := estimate.NewLooks(200, 1000)
	values := make([]float64, 0, 1000)
	for _, q := range questions() {
		above, below := 0, 0
		for range covered {
			done, low, _ := q.ask(luck, looks, values, func(low, high float64) bool { return low > q.truth || high < q.truth })
			switch {
			case done && low > q.truth:
				above++
			case done:
				below++
			}
		}
		lines := 3 * len(questions())
		holds(t, q.name+", rightly below", nominal, 1, covered-above, lines)
		holds(t, q.name+", rightly above", nominal, 1, covered-below, lines)
		holds(t, q.name+", at all looks", .94, 1, covered-above-below, lines)
	}
}

// Looking again and again with 1.96 standard errors is what Z protects from: the truth is left out at some look far more
// often than in 5 % of experiments.
func TestLookingAgainAndAgainWouldBeWrongFarMoreOften(t *testing.T) {
	luck := rand.New(rand.NewPCG(55, 56))
	looks := estimate.NewLooks(200, 2000)
	values := make([]float64, 0, 2000)
	q := questions()[1]
	wrong := map[float64]int{}
	const experiments = 400
	for range experiments {
		for _, z := range []float64{z95, looks.Z} {
			done, _, _ := q.ask(luck, estimate.Looks{At: looks.At, Z: z}, values, func(low, high float64) bool {
				return low > q.truth || high < q.truth
			})
			if done {
				wrong[z]++
			}
		}
	}
	t.Log(wrong)
	assert.Greater(t, wrong[z95], experiments/10)
	assert.Less(t, wrong[looks.Z], experiments/10)
}

func TestTheBoundOfOneLookIsThatOfANormalValue(t *testing.T) {
	assert.InDelta(t, estimate.Z95, estimate.Bound([]int{800}, .95), 1e-6)
	plan := estimate.NewLooks(200, 1000)
	assert.Equal(t, plan.Z, estimate.Bound(plan.At, .95))
	assert.Greater(t, estimate.Bound([]int{320, 800}, .99), estimate.Bound([]int{800}, .99), "who looks twice is wrong more often")
	assert.Panics(t, func() { estimate.Bound(nil, .95) })
	assert.Panics(t, func() { estimate.Bound([]int{10}, 1) })
}
