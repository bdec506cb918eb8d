package crossing

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"postsale/sim/estimate"
)

// Side says which value is asked for, of those that reach the level.
type Side int

// The sides.
const (
	Nearest Side = iota // to where one starts, of those at which the curve crosses
	Least
	Most
)

// Search says what is looked for.
type Search struct {
	Values  int   // there are, numbered from 0 in order
	Start   int   // the value from which one starts; below 0: none
	Side    Side  // which value is asked for
	Coarse  int   // values over the range that are tried first; 0: 9
	First   int   // trials of these
	Looks   []int // trials of a value at each look, ascending
	Precise int   // by how many values To may be from From, for the search to end early
}

// Trials are what the curve is made of.
type Trials interface {
	// Live adds trials to values until each has so many, and returns whether to go on.
	Live(values []int, trials int) bool
	// Judge says what the trials of a value come to.
	Judge(value int) Point
}

// Point is what is known of the curve at a value: by how much it is above the level, with an interval.
type Point struct {
	Value               int
	Estimate, Low, High float64 // NaN where nothing is known
	Trials              int
}

// Reaches reports whether a value is at the level or above, as far as the trials tell.
func (p Point) Reaches() bool { return p.Estimate >= 0 }

// Part is values that were tried, next to each other, that all reach the level.
type Part struct {
	From, To int
	Sure     bool // of one of them at least
}

// Result is what was found.
type Result struct {
	Points   []Point // in order of values
	Answer   int     // below 0: no value reaches the level
	Inside   bool    // there is a crossing beside it, rather than the end of the range
	From, To int     // the values one of which is the answer, as sure as intervals are; To is on the side that reaches
	Open     [2]bool // whether the range, and nothing that is sure, ends them at From and at To
	Parts    []Part
	Turns    bool // it surely crosses the level more than once
	Ended    bool // early, by Live
}

// FirstLook is from how many trials on estimates are taken to be normal.
const FirstLook = 200

// Looks returns the looks at trials of a value up to the most: a few, each at more than twice as many trials as the one before.
func Looks(most int) []int {
	const growth = 5. / 2
	at := []int{most}
	for n := float64(most) / growth; n >= FirstLook; n /= growth {
		at = append(at, int(n))
	}
	slices.Reverse(at)
	return at
}

func (s Search) coarse() int { return min(s.Values, cmp.Or(s.Coarse, 9)) }

// Judged returns how many values may be judged at most.
func (s Search) Judged() int {
	const besides = 5 // where one starts, and what is near a curve that reaches nothing or everything
	gap := (s.Values + s.coarse() - 1) / s.coarse()
	return min(s.Values, s.coarse()+2*bits.Len(uint(gap))+besides)
}

// Trials returns how many trials there are at most, of all values.
func (s Search) Trials() int { return s.Judged() * s.Looks[len(s.Looks)-1] }

// Z returns of how many standard errors to each side the intervals of points must be, for From and To to hold the answer with a
// probability.
func (s Search) Z(level float64) float64 {
	return estimate.Bound(s.Looks, 1-2*(1-level)/float64(s.Judged()))
}

// Run searches.
func (s Search) Run(t Trials) Result {
	if s.Values < 1 || len(s.Looks) == 0 || s.First < 1 {
		panic(fmt.Sprintf("crossing: must have values, looks and trials, got %d, %v and %d", s.Values, s.Looks, s.First))
	}
	r := &running{Search: s, trials: t, points: map[int]Point{}}
	ended := !r.search()
	found := r.result()
	found.Ended = ended
	return found
}

// result returns what is known now.
func (r *running) result() Result {
	found := Result{Answer: -1}
	tried := r.tried()
	side := 0 // of the last value that is sure
	turns := 0
	for i, v := range tried {
		p := r.trials.Judge(v) // of all trials that did not fail
		r.points[v] = p
		found.Points = append(found.Points, p)
		now := btoi(r.surely(v, true)) - btoi(r.surely(v, false))
		if now != 0 && side != 0 && now != side {
			turns++
		}
		side = cmp.Or(now, side)
		switch {
		case !r.reaches(v):
		case i > 0 && r.reaches(tried[i-1]):
			last := &found.Parts[len(found.Parts)-1]
			last.To, last.Sure = v, last.Sure || now > 0
		default:
			found.Parts = append(found.Parts, Part{v, v, now > 0})
		}
	}
	found.Turns = turns > 1
	if len(tried) == 0 || len(found.Parts) == 0 {
		return found
	}
	e, ok := r.edge()
	if !ok { // all of them, and the one where one starts
		found.Answer = tried[0]
		if _, stands := r.points[r.Start]; stands {
			found.Answer = r.Start
		}
		found.From, found.To = found.Answer, found.Answer
		return found
	}
	found.Answer, found.Inside = e.reaching, !r.virtual(e.short)
	found.From, found.To, found.Open = r.between(e)
	return found
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
