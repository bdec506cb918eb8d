package turns

import (
	"fmt"
	"math"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

// Tried is what was tried: a question with two positions, and how many trials there were of them.
type Tried struct {
	Name, Title   string
	Program       string   // its version
	Command       string   // in canonical form
	Settings      []string // path=value, of both plans at every value
	Seed          uint64
	Trials        int // of each plan and value that were asked for
	Failed        int // in all
	First, Second Side
	Across        Across
}

// Argument is what was tried, and what came of it. It is made by Judged, or read from where one was saved, and never changes.
type Argument struct {
	Tried
	Levels   []Level    // in order of values
	Measures []Measured // the first decides
	Turns    []Turn     // in order of values
}

// Side is a position.
type Side struct {
	Plan   string // its scenario
	Name   string // in a few words
	Says   string
	HeldBy []string // the titles of texts
}

// Across is what varies.
type Across struct {
	Path string
	Says string // what it is, in words that go on from a number
	Unit string // behind each number, such as %
}

// Step is a value of what varies.
type Step struct {
	Text  string // as the file has it
	Value float64
}

// Level is such a value, and who wins there.
type Level struct {
	Step
	Trials int // that both plans lived through
	Winner Winner
}

// Wanted is a measure that an argument is about.
type Wanted struct {
	Measure *measures.Measure
	Segment string
	Period  string             // empty: the last fiscal year
	Better  measures.Direction // its own, unless the argument says otherwise
	Says    string             // what it is called there; empty: as everywhere
}

// Measured is a measure and what the plans differ by in it, by level; of what neither has there, N is 0.
type Measured struct {
	Wanted
	Gaps []results.Paired
}

// Winner says which side wins.
type Winner int

const (
	Open Winner = iota // the trials cannot tell
	First
	Second
)

// String returns which side it is, as records have it; empty if it is open.
func (w Winner) String() string { return winners[w] }

// Other returns the other side.
func (w Winner) Other() Winner { return First + Second - w }

// Side returns the side that wins.
func (a *Argument) Side(w Winner) Side {
	if w == Second {
		return a.Second
	}
	return a.First
}

// Deciding is the measure that decides.
func (a *Argument) Deciding() *Measured { return &a.Measures[0] }

// Turn is where the winner changes.
type Turn struct {
	At        float64 // where the line through the differences crosses 0
	From, To  float64 // between which it is not settled, at two errors
	Then      Winner  // from there on
	FromLevel int     // the last level at which the other side wins
	ToLevel   int     // the first at which this one does
}

// MissingError is a measure that the plans do not have.
type MissingError struct {
	Wanted
	Level string
}

func (e *MissingError) Error() string {
	return fmt.Sprintf("%s of %s in %s: no trial of both plans has it at %s", e.Measure.Name, e.Segment, e.Period, e.Level)
}

// Judged returns what came of what was tried: what the plans differ by at each step, in which the second plan was compared with
// the first, and where the winner changes. It is a *MissingError if the measure that decides is not there at each.
func Judged(of Tried, steps []Step, wanted []Wanted, comparisons []*results.Comparison) (*Argument, error) {
	var list []Measured
	for i, want := range wanted {
		m := Measured{Wanted: want}
		for k, c := range comparisons {
			if m.Period == "" {
				m.Period = last(c)
			}
			gap := gapOf(c, m.Wanted)
			if gap.N == 0 && i == 0 {
				return nil, &MissingError{m.Wanted, steps[k].Text}
			}
			m.Gaps = append(m.Gaps, gap)
		}
		list = append(list, m)
	}
	var levels []Level
	for k, c := range comparisons {
		levels = append(levels, Level{Step: steps[k], Trials: c.Base.Done})
	}
	return decided(of, levels, list), nil
}

// decided returns the argument in which plans differ so; of levels, who wins is left to it.
func decided(of Tried, levels []Level, list []Measured) *Argument {
	a := &Argument{Tried: of, Levels: levels, Measures: list}
	for k := range levels {
		a.Levels[k].Winner = a.Deciding().winner(k)
	}
	a.Turns = a.turns()
	return a
}

// last is the last period that a comparison tells of: a fiscal year, or a quarter if there is none.
func last(c *results.Comparison) string {
	periods := c.PeriodsWith(c.Others[0])
	if len(periods) == 0 {
		return ""
	}
	return periods[len(periods)-1].Name
}

// gapOf returns what the plans of a comparison differ by.
func gapOf(c *results.Comparison, w Wanted) results.Paired {
	other := c.Others[0]
	p := other.Pair(w.Measure.Name, w.Segment, w.Period)
	switch {
	case p == nil:
		return estimate.NewEstimator(0).Pair(nil, nil, 0, nil, nil)
	case w.Better == p.Measure.Better:
		return p.Difference
	}
	base, others := c.Base.Table.Values(p.Base), other.Table.Values(p.Other)
	return estimate.NewEstimator(len(base)).Pair(base, others, int(w.Better), c.Base.Table.Freed(p.Base), other.Table.Freed(p.Other))
}

// lead returns by how much the second side is better at a level, and by how much the error.
func (m *Measured) lead(level int) (lead, err float64) {
	gap := m.Gaps[level]
	return gap.Mean * float64(m.Better), gap.MCError
}

// winner returns who wins at a level.
func (m *Measured) winner(level int) Winner {
	gap := m.Gaps[level]
	switch results.Found(gap) {
	case results.None, results.Unclear:
		return Open
	}
	if gap.Mean*float64(m.Better) > 0 {
		return Second
	}
	return First
}

// turns returns where the winner changes.
func (a *Argument) turns() (list []Turn) {
	before := -1 // the last level that was won
	for k, level := range a.Levels {
		if level.Winner == Open {
			continue
		}
		if before >= 0 && a.Levels[before].Winner != level.Winner {
			list = append(list, a.turn(before, k))
		}
		before = k
	}
	return list
}

// turn returns where the winner changes between two levels, which different sides win, and none between them.
func (a *Argument) turn(from, to int) Turn {
	m := a.Deciding()
	then := a.Levels[to].Winner
	sign := map[Winner]float64{First: -1, Second: 1}[then]
	t := Turn{Then: then, FromLevel: from, ToLevel: to}
	gain := func(level int, errors float64) float64 {
		lead, err := m.lead(level)
		return sign*lead + errors*err
	}
	t.At = a.crossing(from, to, func(k int) float64 { return gain(k, 0) })
	t.From = a.crossing(from, to, func(k int) float64 { return gain(k, results.Clearly) })
	t.To = a.crossing(from, to, func(k int) float64 { return gain(k, -results.Clearly) })
	return t
}

// crossing returns where a line through levels rises to 0: it does, from the first to the last. Where it does so several times,
// the one in the middle.
func (a *Argument) crossing(from, to int, of func(level int) float64) float64 {
	var all []float64
	for k := from; k < to; k++ {
		if low, high := of(k), of(k+1); low <= 0 != (high <= 0) {
			x, next := a.Levels[k].Value, a.Levels[k+1].Value
			all = append(all, x+(next-x)*low/(low-high))
		}
	}
	if len(all) == 0 {
		return math.NaN()
	}
	return all[len(all)/2]
}

// Steady returns who wins wherever one side does, Open if none does or the winner turns.
func (a *Argument) Steady() Winner {
	if len(a.Turns) > 0 {
		return Open
	}
	for _, level := range a.Levels {
		if level.Winner != Open {
			return level.Winner
		}
	}
	return Open
}

// Nearest returns the level at which the difference of what decides is the least.
func (a *Argument) Nearest() int {
	nearest, least := 0, math.Inf(1)
	for k := range a.Levels {
		if lead, _ := a.Deciding().lead(k); math.Abs(lead) < least {
			nearest, least = k, math.Abs(lead)
		}
	}
	return nearest
}

// Crossed reports whether the side that wins elsewhere is behind at some level, by no more than the trials can tell.
func (a *Argument) Crossed() (level int, is bool) {
	steady := a.Steady()
	for k := range a.Levels {
		lead, _ := a.Deciding().lead(k)
		if steady == First && lead > 0 || steady == Second && lead < 0 {
			return k, true
		}
	}
	return 0, false
}
