// Package sought is the record of a search for the value of a key that reaches a goal: what was asked for, the curve that
// was seen, and what it comes to. It is made by package seek, and never filled in afterwards; package outcome shows it.
//
// Points are the values that were tried, in order. Answer is the one that was asked for, and From to To are the values one of
// which it is with the probability Level, as package crossing has it; the trials cannot tell them apart.
package sought

import (
	"math"

	"postsale/models/measures"
	"postsale/models/results"
)

// Search is everything that a report shows of a search.
type Search struct {
	Command string       // in canonical form
	Of      *results.Run // how the trials went; it has no table
	Key     string       // whose value is sought
	Counted string       // in what the key is counted, or nothing
	Stated  string       // what stands at the key, or nothing
	Goal    Goal
	Range   Range
	Side    string // least, most or nearest: which value is asked for
	Level   float64
	Points  []Point
	Outcome Outcome
	Answer  string // of the values; empty if there is none
	Inside  bool   // a value beside it was tried that does not reach the goal
	From    Bound  // where the values end that may be the answer: on the side that does not reach the goal,
	To      Bound  // and on the side that does
	Parts   []Part // of the curve that reach the goal, in order
	Turns   bool   // it surely reaches and loses the goal more than once
	Trials  int    // that were lived, of all values
	Rough   bool   // of so few trials intervals are rough
}

// Goal is what is to be reached.
type Goal struct {
	Text            string // as it was asked for
	Says            string // the figure, such as odds(nrr.FY28 >= 105%)
	Measure         string
	Segment, Period string
	Statistic       string // mean, p50, ...; empty for odds
	Unit            measures.Unit
	Value           float64 // in the unit, or a share of odds
	AtMost          bool    // otherwise at least
	Against         string  // the plan from which the figure differs by so much; empty if there is none
	Both            bool    // the key is moved in that plan too
	Worth           float64 // dollars a year of a point, of which the figure is what is left when it is paid for; 0: it is not of that
}

// Odds reports whether the figure is of odds.
func (g Goal) Odds() bool { return g.Statistic == "" }

// Range is which values were asked for.
type Range struct {
	From, To, Step string
	Given          bool // otherwise they are the program's
	Values         int
}

// Point is what a value came to.
type Point struct {
	Value                      string
	At                         float64 // in the units of the model
	Estimate, Low, High, Error float64 // in the unit of the goal; the interval allows for all looks and values, the error is a standard error
	Trials                     int
	Reaches                    bool
	Sure                       bool // that it reaches the goal or does not
	Stated                     bool // it stands in the file
}

// Bound is where the values end that may be the answer.
type Bound struct {
	Value string
	At    float64 // in the units of the model
	Open  bool    // only the range ends them
}

// Part is values that reach the goal.
type Part struct {
	From, To string
	Sure     bool
}

// Outcome is what became of a search.
type Outcome string

// The outcomes.
const (
	Found   Outcome = "found"
	None    Outcome = "none"    // no value reaches the goal
	Every   Outcome = "every"   // every value that was tried does
	Unmoved Outcome = "unmoved" // the key moves nothing: all values come to the same in every trial
	Absent  Outcome = "absent"  // the figure exists with no value of the key, in no trial
	Unknown Outcome = "unknown" // nothing was lived
)

// Went returns how the trials of all values went.
func (s *Search) Went() *results.Run { return s.Of }

// Reached reports whether a value was found that reaches the goal.
func (s *Search) Reached() bool {
	return s.Outcome == Found || s.Outcome == Every || s.Outcome == Unmoved && len(s.Points) > 0 && s.Points[0].Reaches
}

// Point returns the point of a value, or nil.
func (s *Search) Point(value string) *Point {
	for i := range s.Points {
		if s.Points[i].Value == value {
			return &s.Points[i]
		}
	}
	return nil
}

// Best returns the point that comes nearest to the goal from below it, or is furthest beyond it; nil without any.
func (s *Search) Best() *Point { return s.furthest(1) }

// Worst returns the point that is nearest to the goal from beyond it, or furthest below it; nil without any.
func (s *Search) Worst() *Point { return s.furthest(-1) }

func (s *Search) furthest(way float64) *Point {
	if s.Goal.AtMost {
		way = -way
	}
	var found *Point
	beyond := math.Inf(-1)
	for i := range s.Points {
		if v := way * (s.Points[i].Estimate - s.Goal.Value); v > beyond {
			found, beyond = &s.Points[i], v
		}
	}
	if found == nil && len(s.Points) > 0 {
		return &s.Points[0] // the figure exists nowhere
	}
	return found
}

// Beside returns the point next to the answer on the side that does not reach the goal, or nil.
func (s *Search) Beside() *Point {
	for i := range s.Points {
		if s.Points[i].Value != s.Answer {
			continue
		}
		for _, k := range []int{i - 1, i + 1} {
			if k >= 0 && k < len(s.Points) && !s.Points[k].Reaches {
				return &s.Points[k]
			}
		}
	}
	return nil
}
