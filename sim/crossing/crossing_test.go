package crossing_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/sim/crossing"
	"postsale/sim/estimate"
)

// noisy is a curve of known height, whose trials are that and some luck.
type noisy struct {
	height func(value int) float64
	luck   func(value, trial int) float64 // of mean 0
	odds   bool                           // the curve is the share of trials above 0, less half
	z      float64
	kept   map[int][]float64
	lived  int // trials, of all values
	most   int // after which it is interrupted; 0: never
}

func (n *noisy) Live(values []int, trials int) bool {
	for _, v := range values {
		for t := len(n.kept[v]); t < trials; t++ {
			if n.most > 0 && n.lived == n.most {
				return false
			}
			n.kept[v] = append(n.kept[v], n.height(v)+n.luck(v, t))
			n.lived++
		}
	}
	return true
}

func (n *noisy) Judge(value int) crossing.Point {
	p := crossing.Point{Value: value, Trials: len(n.kept[value])}
	if n.odds {
		o := (*estimate.Controls)(nil).Odds(estimate.Hits(n.kept[value], func(v float64) bool { return v >= 0 }), n.z)
		p.Estimate, p.Low, p.High = o.P-.5, o.Low-.5, o.High-.5
		return p
	}
	d := estimate.Of(n.kept[value])
	p.Estimate = d.Mean
	p.Low, p.High = d.MeanInterval(n.z)
	return p
}

func draw(seed, a, b uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, a<<32|b)) }

// common is luck that is the same at all values, own differs between them, and growing is the same but for its size.
func common(seed uint64, sd float64) func(value, trial int) float64 {
	return func(_, trial int) float64 { return sd * draw(seed, 1, uint64(trial)).NormFloat64() }
}

func own(seed uint64, sd float64) func(value, trial int) float64 {
	return func(value, trial int) float64 { return sd * draw(seed, 2+uint64(value), uint64(trial)).NormFloat64() }
}

func skewed(seed uint64, sd float64) func(value, trial int) float64 {
	return func(value, trial int) float64 {
		return sd * (1 + float64(value)/100) * (draw(seed, 1, uint64(trial)).ExpFloat64() - 1)
	}
}

func seek(s crossing.Search, n *noisy) crossing.Result {
	n.z, n.kept = s.Z(.95), map[int][]float64{}
	return s.Run(n)
}

func none(int, int) float64 { return 0 }

func TestWithoutLuckTheAnswerIsExact(t *testing.T) {
	for _, c := range []struct {
		name   string
		height func(v int) float64
		search crossing.Search
		want   int
		inside bool
		turns  bool
	}{
		{"rising, the least", func(v int) float64 { return float64(v) - 36.5 }, crossing.Search{Values: 101, Start: -1, Side: crossing.Least}, 37, true, false},
		{"rising, the most", func(v int) float64 { return float64(v) - 36.5 }, crossing.Search{Values: 101, Start: -1, Side: crossing.Most}, 100, false, false},
		{"rising, the nearest", func(v int) float64 { return float64(v) - 36.5 }, crossing.Search{Values: 101, Start: 80}, 37, true, false},
		{"falling, the most", func(v int) float64 { return 36.5 - float64(v) }, crossing.Search{Values: 101, Start: -1, Side: crossing.Most}, 36, true, false},
		{"at a value", func(v int) float64 { return float64(v) - 37 }, crossing.Search{Values: 101, Start: -1, Side: crossing.Least}, 37, true, false},
		{"a hill, the least", func(v int) float64 { return 30.5 - math.Abs(float64(v)-50) }, crossing.Search{Values: 101, Start: 90, Side: crossing.Least}, 20, true, true},
		{"a hill, from above", func(v int) float64 { return 30.5 - math.Abs(float64(v)-50) }, crossing.Search{Values: 101, Start: 90}, 80, true, true},
		{"a hill between the values tried first", func(v int) float64 { return 2.5 - math.Abs(float64(v)-53) }, crossing.Search{Values: 101, Start: -1, Side: crossing.Least}, 51, true, true},
		{"a valley, from below", func(v int) float64 { return math.Abs(float64(v)-50) - 30.5 }, crossing.Search{Values: 101, Start: 49}, 19, true, true},
		{"a valley, the most", func(v int) float64 { return math.Abs(float64(v)-50) - 30.5 }, crossing.Search{Values: 101, Start: 10, Side: crossing.Most}, 100, false, true},
		{"two values", func(v int) float64 { return float64(v) - .5 }, crossing.Search{Values: 2, Start: 0}, 1, true, false},
	} {
		c.search.First, c.search.Looks = 2, []int{4, 10}
		n := &noisy{height: c.height, luck: none}
		found := seek(c.search, n)
		assert.Equal(t, c.want, found.Answer, c.name)
		assert.Equal(t, c.inside, found.Inside, c.name)
		assert.Equal(t, [2]int{c.want, c.want}, [2]int{found.From, found.To}, c.name)
		assert.Equal(t, c.turns, found.Turns, c.name)
		assert.LessOrEqual(t, len(found.Points), c.search.Judged(), c.name)
		assert.LessOrEqual(t, n.lived, c.search.Trials(), c.name)
	}
}

func TestWhereNothingOrEverythingReachesTheLevelThatIsFound(t *testing.T) {
	s := crossing.Search{Values: 50, Start: 20, First: 10, Looks: []int{20, 50}}
	low := seek(s, &noisy{height: func(v int) float64 { return -3 - float64(v) }, luck: none})
	assert.Equal(t, -1, low.Answer)
	assert.Empty(t, low.Parts)
	high := seek(s, &noisy{height: func(v int) float64 { return 3 + float64(v) }, luck: none})
	assert.Equal(t, 20, high.Answer, "where one starts")
	assert.False(t, high.Inside)
	assert.Equal(t, []crossing.Part{{From: 0, To: 49, Sure: true}}, high.Parts)
}

func TestASearchThatIsInterruptedTellsWhatItKnows(t *testing.T) {
	s := crossing.Search{Values: 101, Start: -1, Side: crossing.Least, First: 100, Looks: crossing.Looks(1000)}
	for _, most := range []int{1, 150, 900, 1500} {
		found := seek(s, &noisy{height: func(v int) float64 { return float64(v) - 36.5 }, luck: common(1, 10), most: most})
		assert.True(t, found.Ended)
		for _, p := range found.Points {
			assert.LessOrEqual(t, p.Trials, most)
		}
	}
}

// The interval holds the answer in 95 of 100 searches or more, whatever luck is shared, and the answer is as near as the errors
// of its trials let it be.
func TestTheIntervalHoldsTheAnswer(t *testing.T) {
	repeats := 20
	if !testing.Short() {
		repeats = 100
	}
	for _, c := range []struct {
		name   string
		height func(v int) float64
		luck   func(seed uint64) func(value, trial int) float64
		odds   bool
		values int
		want   int
		near   int // values from the answer, in 9 of 10 searches
	}{
		{"common luck", func(v int) float64 { return float64(v) - 36.5 }, func(s uint64) func(int, int) float64 { return common(s, 40) }, false, 101, 37, 3},
		{"own luck", func(v int) float64 { return float64(v) - 36.5 }, func(s uint64) func(int, int) float64 { return own(s, 40) }, false, 101, 37, 4},
		{"skewed luck", func(v int) float64 { return float64(v) - 36.5 }, func(s uint64) func(int, int) float64 { return skewed(s, 40) }, false, 101, 37, 4},
		{"odds", func(v int) float64 { return float64(v) - 36.5 }, func(s uint64) func(int, int) float64 { return common(s, 40) }, true, 101, 37, 4},
		{"whole numbers", func(v int) float64 { return float64(v) - 3.5 }, func(s uint64) func(int, int) float64 { return own(s, 8) }, false, 9, 4, 1},
		{"at the level", func(v int) float64 { return float64(v) - 4 }, func(s uint64) func(int, int) float64 { return own(s, 8) }, false, 9, 4, 1},
		{"a step", func(v int) float64 { return math.Copysign(1, float64(v)-61.5) }, func(s uint64) func(int, int) float64 { return own(s, 3) }, false, 101, 62, 1},
		{"nearly flat", func(v int) float64 { return (float64(v) - 36.5) / 100 }, func(s uint64) func(int, int) float64 { return own(s, 5) }, false, 101, 37, 64},
	} {
		s := crossing.Search{Values: c.values, Start: -1, Side: crossing.Least, First: 100, Looks: crossing.Looks(1000)}
		held, near, width := 0, 0, 0
		for seed := range uint64(repeats) {
			found := seek(s, &noisy{height: c.height, luck: c.luck(seed), odds: c.odds})
			require.GreaterOrEqual(t, found.Answer, 0)
			if found.From <= c.want && c.want <= found.To {
				held++
			}
			if found.Answer >= c.want-c.near && found.Answer <= c.want+c.near {
				near++
			}
			width += found.To - found.From
		}
		t.Logf("%-14s held %d, near %d, mean width %.1f", c.name, held, near, float64(width)/float64(repeats))
		assert.GreaterOrEqual(t, held, repeats*95/100, c.name)
		assert.GreaterOrEqual(t, near, repeats*90/100, c.name)
	}
}
