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

var statistics = map[string]estimate.Statistic{"mean": estimate.Mean, "median": estimate.Median}

// divided is what Orders and Game divide.
type divided interface {
	Add(trial int, worth func(set uint64) float64)
	Shares() (shares []estimate.Share, whole estimate.Share)
}

// sharesOf returns shares by all sets, given what they are worth by set and trial.
func sharesOf(causes int, worth [][]float64, of estimate.Statistic) (shares []estimate.Share, whole estimate.Share) {
	d := divided(estimate.AllOrders(causes).Divide())
	if of == estimate.Median {
		d = estimate.NewGame(causes, 1<<causes, 1).Divide()
	}
	return added(d, worth, func(set uint64) int { return int(set) })
}

// added returns the shares of trials, given what sets are worth by place and trial.
func added(d divided, worth [][]float64, place func(set uint64) int) (shares []estimate.Share, whole estimate.Share) {
	for trial := range worth[0] {
		d.Add(trial, func(set uint64) float64 { return worth[place(set)][trial] })
	}
	return d.Shares()
}

// once returns the values of the shares in a game of one trial.
func once(causes int, worth ...float64) []float64 {
	var trial [][]float64
	for _, v := range worth {
		trial = append(trial, []float64{v})
	}
	shares, _ := sharesOf(causes, trial, estimate.Mean)
	var values []float64
	for _, s := range shares {
		values = append(values, s.Value)
	}
	return values
}

func TestSharesByHand(t *testing.T) {
	for _, tc := range []struct {
		name   string
		causes int
		worth  []float64 // of the sets -, a, b, ab, c, ac, bc, abc
		want   []float64
	}{
		{name: "no cause", causes: 0, worth: []float64{3}},
		{name: "one cause", causes: 1, worth: []float64{3, 5}, want: []float64{2}},
		{
			name: "two causes that help each other", causes: 2,
			worth: []float64{10, 14, 11, 18},
			want:  []float64{5.5, 2.5}, // a: (14-10)/2 + (18-11)/2, b: (11-10)/2 + (18-14)/2
		},
		{
			name: "two causes of which one is enough", causes: 2,
			worth: []float64{0, 1, 1, 1},
			want:  []float64{.5, .5}, // (1-0)/2 + (1-1)/2
		},
		{
			name: "a left glove and two right ones: a pair is worth 1", causes: 3,
			worth: []float64{0, 0, 0, 1, 0, 1, 0, 1},
			want:  []float64{4. / 6, 1. / 6, 1. / 6}, // b makes the pair in one of six orders: a, b, c
		},
		{
			name: "three causes", causes: 3,
			worth: []float64{0, 6, 12, 24, 3, 9, 30, 60},
			want: []float64{
				15,   // a: (6-0)/3 + (24-12)/6 + (9-3)/6 + (60-30)/3 = 2 + 2 + 1 + 10
				28.5, // b: (12-0)/3 + (24-6)/6 + (30-3)/6 + (60-9)/3 = 4 + 3 + 4.5 + 17
				16.5, // c: (3-0)/3 + (9-6)/6 + (30-12)/6 + (60-24)/3 = 1 + .5 + 3 + 12
			},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := once(tc.causes, tc.worth...)
			require.Len(t, got, tc.causes)
			for i := range got {
				assert.InDelta(t, tc.want[i], got[i], rounding, "cause %d", i)
			}
		})
	}
}

// two are the worths of two causes in three trials, and one in which nobody knows what the second is worth.
var two = [][]float64{
	{0, 0, 5, 0},          // none
	{2, 4, 6, 9},          // the first
	{1, 1, math.NaN(), 1}, // the second
	{3, 7, 8, 14},         // both
}

func TestSharesOfTheMeanByHand(t *testing.T) {
	shares, whole := sharesOf(2, two, estimate.Mean)
	for _, tc := range []struct {
		name       string
		got        estimate.Share
		value, off float64
	}{
		{name: "first", got: shares[0], value: 6, off: math.Sqrt(7)},         // (2+2)/2, (4+6)/2, (9+13)/2: squares 16+1+25 over 2 and 3
		{name: "second", got: shares[1], value: 2, off: math.Sqrt(1. / 3)},   // (1+1)/2, (1+3)/2, (1+5)/2: squares 1+0+1
		{name: "whole", got: whole, value: 8, off: math.Sqrt(62. / 2. / 3.)}, // 3, 7, 14: squares 25+1+36
	} {
		assert.InEpsilon(t, tc.value, tc.got.Value, rounding, tc.name)
		assert.InEpsilon(t, tc.off, tc.got.Error, rounding, tc.name)
	}
}

func TestSharesOfTheMedianByHand(t *testing.T) {
	shares, whole := sharesOf(2, two, estimate.Median) // medians: 0, 4, 1 and 7
	assert.Equal(t, 5., shares[0].Value)               // (4+6)/2
	assert.Equal(t, 2., shares[1].Value)               // (1+3)/2
	assert.Equal(t, 7., whole.Value)

	_, whole = sharesOf(1, [][]float64{{0, 0, 0, 0}, {9, 1, 4, 2}}, estimate.Median)
	assert.Equal(t, 3., whole.Value, "of an even number of trials it lies between two: (2+4)/2")
}

// Of an odd number of trials QuantileError is what infinitely many resamples would give. A standard deviation of 200
// normal values is off by 1/√400 of itself.
func TestErrorOfTheMedianIsThatOfInfinitelyManyResamples(t *testing.T) {
	luck := rand.New(rand.NewPCG(41, 42))
	for _, n := range []int{51, 501} {
		values := make([]float64, n)
		for i := range values {
			values[i] = luck.ExpFloat64()
		}
		_, whole := sharesOf(1, [][]float64{make([]float64, n), values}, estimate.Median)
		slices.Sort(values)
		assert.InEpsilon(t, estimate.QuantileError(values, .5), whole.Error, 4/math.Sqrt(400), n)
	}
}

func TestSharesOfTooFewTrialsAreUnknown(t *testing.T) {
	for name, of := range statistics {
		for trials := range 2 {
			worth := [][]float64{slices.Repeat([]float64{1}, trials), slices.Repeat([]float64{3}, trials)}
			shares, whole := sharesOf(1, worth, of)
			assert.Equal(t, trials == 0, math.IsNaN(shares[0].Value), name)
			assert.Equal(t, trials == 0, math.IsNaN(whole.Value), name)
			assert.True(t, math.IsNaN(shares[0].Error), name)
			assert.True(t, math.IsNaN(whole.Error), name)
		}
	}
}

// drawGame draws what sets of one to four causes are worth, with every interaction.
func drawGame(t *rapid.T) (causes int, worth [][]float64, of estimate.Statistic) {
	causes = rapid.IntRange(1, 4).Draw(t, "causes")
	trials := rapid.IntRange(1, 20).Draw(t, "trials")
	cents := rapid.Map(rapid.IntRange(-1e6, 1e6), func(v int) float64 { return float64(v) / 100 })
	for range 1 << causes {
		worth = append(worth, rapid.SliceOfN(cents, trials, trials).Draw(t, "worth"))
	}
	return causes, worth, rapid.SampledFrom([]estimate.Statistic{estimate.Mean, estimate.Median}).Draw(t, "statistic")
}

const cent = 1e-2 * rounding * 1e6 // rounding of the numbers that drawGame draws

func TestSharesAddUpToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		causes, worth, of := drawGame(t)
		shares, whole := sharesOf(causes, worth, of)
		sum := 0.0
		for _, s := range shares {
			sum += s.Value
		}
		all, none := estimate.Of(worth[len(worth)-1]), estimate.Of(worth[0])
		want := all.Mean - none.Mean
		if of == estimate.Median {
			want = all.P50 - none.P50
		}
		require.InDelta(t, want, whole.Value, cent)
		require.InDelta(t, want, sum, cent)
	})
}

func TestACauseThatChangesNothingHasAShareOfExactlyZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		causes, worth, of := drawGame(t)
		idle := rapid.IntRange(0, causes-1).Draw(t, "idle")
		for set := range worth {
			worth[set] = worth[set&^(1<<idle)]
		}
		shares, _ := sharesOf(causes, worth, of)
		want := estimate.Share{}
		if len(worth[0]) < 2 {
			want.Error = math.NaN()
		}
		require.Equal(t, fmt.Sprint(want), fmt.Sprint(shares[idle]))
	})
}

func TestSharesDoNotDependOnTheOrderOfTheCauses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		causes, worth, of := drawGame(t)
		numbers := make([]int, causes)
		for i := range numbers {
			numbers[i] = i
		}
		renamed := rapid.Permutation(numbers).Draw(t, "renamed")
		other := make([][]float64, len(worth))
		for set := range worth {
			moved := 0
			for from, to := range renamed {
				if set>>from&1 == 1 {
					moved |= 1 << to
				}
			}
			other[moved] = worth[set]
		}
		before, _ := sharesOf(causes, worth, of)
		after, _ := sharesOf(causes, other, of)
		for from, to := range renamed {
			require.InDelta(t, before[from].Value, after[to].Value, cent)
			if len(worth[0]) > 1 {
				require.InDelta(t, before[from].Error, after[to].Error, 1e-6, "squares keep half of the digits")
			}
		}
	})
}

func TestCausesThatOnlyAddUpKeepTheirOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		own := rapid.SliceOfN(rapid.Float64Range(-100, 100), 1, 5).Draw(t, "own")
		luck := rapid.SliceOfN(rapid.Float64Range(-100, 100), 2, 20).Draw(t, "luck") // of a trial, whatever the causes
		worth := make([][]float64, 1<<len(own))
		for set := range worth {
			for _, level := range luck {
				for cause, adds := range own {
					if set>>cause&1 == 1 {
						level += adds
					}
				}
				worth[set] = append(worth[set], level)
			}
		}
		for name, of := range statistics {
			shares, _ := sharesOf(len(own), worth, of)
			for cause, adds := range own {
				require.InDelta(t, adds, shares[cause].Value, 1e-9, name)
				require.InDelta(t, 0, shares[cause].Error, 1e-6, "%s: luck that all share does not count", name)
			}
		}
	})
}

func TestTheSameWorthsHaveTheSameShares(t *testing.T) {
	for _, of := range statistics {
		shares, whole := sharesOf(2, two, of)
		again, same := sharesOf(2, two, of)
		assert.Equal(t, shares, again)
		assert.Equal(t, whole, same)
	}
}

// What sets of two causes are worth is normal around a level of their own, with luck that they share and a spread that
// the second cause doubles: the shares of the levels are known. Those of means are Student's; resampling a median says rather
// too much, as the jumps between the values of a sample are wider than those of the law (Hall & Martin 1988).
func TestErrorsOfSharesHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	const n = 200
	levels := []float64{10, 14, 11, 18}
	truth := []float64{5.5, 2.5, 8} // as in TestSharesByHand
	luck := rand.New(rand.NewPCG(43, 44))
	worth := make([][]float64, len(levels))
	held := map[estimate.Statistic]*[3]int{estimate.Mean: {}, estimate.Median: {}}
	for range covered {
		for set := range worth {
			worth[set] = worth[set][:0]
		}
		for range n {
			common := luck.NormFloat64()
			for set, level := range levels {
				spread := 1 + float64(set>>1)
				worth[set] = append(worth[set], level+spread*(common+.5*luck.NormFloat64()))
			}
		}
		for of, counts := range held {
			shares, whole := sharesOf(2, worth, of)
			for i, s := range append(shares, whole) {
				if math.Abs(s.Value-truth[i]) <= z95*s.Error {
					counts[i]++
				}
			}
		}
	}
	student := distuv.StudentsT{Sigma: 1, Nu: n - 1}
	exact := student.CDF(z95) - student.CDF(-z95)
	for i, name := range []string{"first", "second", "whole"} {
		holds(t, "mean, "+name, exact, exact, held[estimate.Mean][i], 6)
		holds(t, "median, "+name, .935, .965, held[estimate.Median][i], 6)
	}
}

func BenchmarkShares(b *testing.B) {
	const causes, trials = 8, 2000
	luck := rand.New(rand.NewPCG(45, 46))
	worth := make([][]float64, 1<<causes)
	for set := range worth {
		for range trials {
			worth[set] = append(worth[set], luck.NormFloat64())
		}
	}
	for name, of := range statistics {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				sharesOf(causes, worth, of)
			}
		})
	}
}
