package results

import (
	"math"

	"postsale/models/measures"
)

// Health is how customers were when they were last looked at, as means over trials: by quarter of all ARR, and by period of
// the ARR that was lost.
type Health struct {
	Quarters []Shades // in which there is ARR
	Lost     []Shades // by fiscal year, or quarter if there is none, in which ARR was lost
	Course   Course   // of the red ARR, from the first quarter to the last
	Peak     Shades   // of the quarter with most red ARR
}

// Shades are shares of ARR by the health of its customers, which add up to 1.
type Shades struct {
	measures.Period
	Green, Yellow, Red float64
	RedP10, RedP90     float64 // NaN of fewer than Banded trials
	N                  int
}

// Largest returns the health of which the largest share is.
func (s Shades) Largest() (name string, share float64) {
	name, share = "green", s.Green
	if s.Yellow > share {
		name, share = "yellow", s.Yellow
	}
	if s.Red > share {
		name, share = "red", s.Red
	}
	return name, share
}

// Course is where a share goes.
type Course int

// The courses.
const (
	Stays Course = iota // within a point, or within its error
	Grows
	Shrinks
	Peaks // above both ends
)

// Health returns how customers were, nil where nobody looks.
func (r *Run) Health() *Health {
	if !r.LooksAtHealth() {
		return nil
	}
	h := &Health{}
	for _, q := range r.Layout.Quarters() {
		yellow, red := r.Estimate("health_yellow", measures.WholeCompany, q.Name), r.Estimate("health_red", measures.WholeCompany, q.Name)
		if yellow.N > 0 {
			h.Quarters = append(h.Quarters, shadesOf(q, yellow.Mean, red))
		}
	}
	for _, p := range r.Periods() {
		green, red := r.Estimate("churn_green", measures.WholeCompany, p.Name), r.Estimate("churn_red", measures.WholeCompany, p.Name)
		if green.N > 0 {
			h.Lost = append(h.Lost, shadesOf(p, 1-green.Mean-red.Mean, red))
		}
	}
	for _, q := range h.Quarters {
		if q.Red > h.Peak.Red {
			h.Peak = q
		}
	}
	h.Course = r.courseOfRed(h)
	return h
}

// LooksAtHealth reports whether the company looks at the health of its customers.
func (r *Run) LooksAtHealth() bool {
	m, ok := measures.Find("health_red")
	return ok && m.Exists(r.Layout.Has)
}

// shadesOf returns shares that add up, whatever rounding does.
func shadesOf(p measures.Period, yellow float64, red Distribution) Shades {
	s := Shades{Period: p, Red: min(1, max(0, red.Mean)), RedP10: red.P10, RedP90: red.P90, N: red.N}
	s.Yellow = min(1-s.Red, max(0, yellow))
	s.Green = 1 - s.Red - s.Yellow
	if red.N < Banded {
		s.RedP10, s.RedP90 = math.NaN(), math.NaN()
	}
	return s
}

// courseOfRed returns where the red ARR goes from the first quarter to the last, as far as the trials can tell.
func (r *Run) courseOfRed(h *Health) Course {
	if len(h.Quarters) == 0 {
		return Stays
	}
	first, last := h.Quarters[0], h.Quarters[len(h.Quarters)-1]
	switch {
	case r.redder(h.Peak, first) && r.redder(h.Peak, last):
		return Peaks
	case r.redder(last, first):
		return Grows
	case r.redder(first, last):
		return Shrinks
	default:
		return Stays
	}
}

// redder reports whether more ARR is red in a quarter than in another: by a point, and beyond the error.
func (r *Run) redder(one, other Shades) bool {
	error := func(s Shades) float64 { return r.Estimate("health_red", measures.WholeCompany, s.Name).MCError }
	d := one.Red - other.Red
	return d >= point && !(d <= Clearly*math.Hypot(error(one), error(other)))
}
