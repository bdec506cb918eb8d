package measures

import (
	"fmt"
	"slices"

	"postsale/sim/estimate"
)

// Luck is a kind of luck of customers whose sum over any of them has mean 0, whatever happens to them.
type Luck struct {
	Name    string
	Says    string // what it is the sum of, in dollars of ARR
	Lasting bool   // it shows in what happens after it
}

// Control is one number of a trial with mean 0: luck of a kind that customers had in a span of quarters.
type Control struct {
	Luck    Luck
	Segment string // or all
	Span    Period // a fiscal year as far as it is measured, or all that was before
}

// Before is the span of what was before the first measured quarter.
const Before = "before"

// mostParted is how many segments have controls of their own at most; of more there are those of the company.
const mostParted = 8

// Parted reports whether segments have controls of their own.
func (l Layout) Parted() bool { return len(l.Ledger.Segments) <= mostParted }

// Spans returns the spans of the controls: what was before, then the fiscal years, of the first and the last what is measured.
func (l Layout) Spans() []Period {
	list := []Period{{Name: Before, From: -l.Ledger.WarmUp}}
	for q := range l.Ledger.Quarters {
		if q == 0 || l.Calendar.Season(q) == 0 {
			list = append(list, Period{Name: l.Calendar.YearName(q), From: q})
		}
		list[len(list)-1].To = q + 1
	}
	return list
}

// Controls returns the controls of a trial: of each kind of luck, by segment, by span.
func (l Layout) Controls() []Control {
	segments, spans := l.Ledger.Segments, l.Spans()
	if !l.Parted() {
		segments = []string{WholeCompany}
	}
	list := make([]Control, len(l.Lucks)*len(segments)*len(spans))
	for kind, luck := range l.Lucks {
		for segment, name := range segments {
			for span, period := range spans {
				list[l.ControlAt(kind, segment, span)] = Control{luck, name, period}
			}
		}
	}
	return list
}

// ControlAt returns which of Controls has the luck of a kind that a segment had in a span, each by its number.
func (l Layout) ControlAt(kind, segment, span int) int {
	groups := len(l.Ledger.Segments)
	if !l.Parted() {
		segment, groups = 0, 1
	}
	return (kind*groups+segment)*len(l.Spans()) + span
}

// ByLuck returns the sum over segments and spans of a trial's controls, as Controls lists them, for each of Lucks.
func (l Layout) ByLuck(row []float64) []float64 {
	sums := make([]float64, len(l.Lucks))
	for i, control := range l.Controls() {
		sums[slices.Index(l.Lucks, control.Luck)] += row[i]
	}
	return sums
}

// Name returns what a control is called in files, such as stayed.smb.FY27.
func (c Control) Name() string { return fmt.Sprintf("%s.%s.%s", c.Luck.Name, c.Segment, c.Span.Name) }

// Controls hold a number for every control and trial.
type Controls struct {
	List   []Control
	values [][]float64
}

// ControlsOf returns controls of numbers that are known by control, in order of trials.
func ControlsOf(list []Control, values [][]float64) *Controls { return &Controls{list, values} }

// NewControls returns controls with room for the luck of trials to come.
func NewControls(list []Control) *Controls { return &Controls{list, make([][]float64, len(list))} }

// Find returns the control of a name, or -1.
func (c *Controls) Find(name string) int {
	return slices.IndexFunc(c.List, func(control Control) bool { return control.Name() == name })
}

// Values returns the numbers of a control, in order of trials.
func (c *Controls) Values(control int) []float64 { return c.values[control] }

// Append adds a trial with a number for every control; without controls it does nothing.
func (c *Controls) Append(row []float64) {
	if c == nil {
		return
	}
	for i, v := range row {
		c.values[i] = append(c.values[i], v)
	}
}

// sums returns of which controls the numbers are made that free a table of luck: of each, or coarse, of each kind of luck in
// each span, whichever the segment. They are the same for all columns, so that what adds up in trials, over segments or from
// year to year, adds up in means.
func sums(list []Control, coarse bool) (sums [][]int) {
	known := map[string]int{}
	for i, control := range list {
		if coarse {
			control.Segment = WholeCompany
		}
		at, there := known[control.Name()]
		if !there {
			at = len(sums)
			known[control.Name()], sums = at, append(sums, nil)
		}
		sums[at] = append(sums[at], i)
	}
	return sums
}

// sums returns those numbers by trial.
func (c *Controls) sums(coarse bool) (list [][]float64) {
	for _, sum := range sums(c.List, coarse) {
		values := make([]float64, len(c.values[sum[0]]))
		for _, control := range sum {
			for i, v := range c.values[control] {
				values[i] += v
			}
		}
		list = append(list, values)
	}
	return list
}

// decided reports whether a measure is what customers decide.
func (m *Measure) decided() bool { return m.Section != nil && m.Section.Decided }

// Free returns what frees columns of luck: by segment if there are trials enough, or else of the company; nil if nothing does.
func (c *Controls) Free() *estimate.Controls {
	if c == nil {
		return nil
	}
	return first(c.sums(false), c.sums(true))
}

// FreeBoth returns what frees what two plans differ by that lived through the same trials: the luck of the company in both, or
// else what they differ by in it; nil if nothing does.
func FreeBoth(base, other *Controls) *estimate.Controls {
	if base == nil || other == nil {
		return nil
	}
	one, two := base.sums(true), other.sums(true)
	var apart [][]float64
	for i := range one {
		apart = append(apart, estimate.Differences(one[i], two[i]))
	}
	return first(slices.Concat(one, two), apart)
}

// first returns what frees of the first list that is not too long for the trials; nil if nothing does.
func first(lists ...[][]float64) *estimate.Controls {
	for _, list := range lists {
		if c := estimate.NewControls(list); c != nil {
			return c
		}
	}
	return nil
}
