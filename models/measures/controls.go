package measures

import (
	"fmt"
	"slices"

	"postsale/models/fiscal"
	"postsale/sim/estimate"
)

// Luck is a kind of luck of customers whose sum over any of them has mean 0, whatever happens to them.
type Luck struct {
	Name    string
	Lasting bool // it shows in what happens after it
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
	segments := l.Ledger.Segments
	if !l.Parted() {
		segments = []string{WholeCompany}
	}
	var list []Control
	for _, luck := range l.Lucks {
		for _, segment := range segments {
			for _, span := range l.Spans() {
				list = append(list, Control{luck, segment, span})
			}
		}
	}
	return list
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

// window returns the quarters that a column tells of.
func (c *Column) window() (from, to int) {
	if c.Measure.Yearly {
		return c.Period.To - fiscal.Year/fiscal.Quarter, c.Period.To
	}
	return c.Period.From, c.Period.To
}

// span names the segment and the quarters that a column tells of.
func (c *Column) span() string {
	from, to := c.window()
	return fmt.Sprint(c.Segment, from, to)
}

// moving returns of which controls the sums are made that may move a column: each kind of luck in each span that it tells
// of, and all that was before; of a company by segment, or coarse without.
func moving(list []Control, column *Column, coarse bool) (sums [][]int) {
	from, to := column.window()
	known := map[string]int{}
	add := func(name string, control int) {
		at, there := known[name]
		if !there {
			at = len(sums)
			known[name], sums = at, append(sums, nil)
		}
		sums[at] = append(sums[at], control)
	}
	for i, control := range list {
		segment := control.Segment
		if column.Segment != WholeCompany && segment != WholeCompany && segment != column.Segment {
			continue
		}
		if coarse {
			segment = WholeCompany
		}
		switch before := control.Span.To <= from; {
		case control.Span.From >= to:
		case before && control.Luck.Lasting:
			add(control.Luck.Name+"."+segment+"."+Before, i)
		case before:
			add(control.Luck.Name+"."+Before, i)
		case !control.Luck.Lasting:
			add(control.Luck.Name+"."+segment+"."+control.Span.Name, i)
		}
	}
	return sums
}

// moving returns those sums by trial.
func (c *Controls) moving(column *Column, coarse bool) (list [][]float64) {
	for _, sum := range moving(c.List, column, coarse) {
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

// Freed returns what frees a column of one plan, or of two that lived through the same trials, of luck: by segment if
// there are trials enough, or else of the company, or else of what the plans differ by in it; nil if nothing does.
func Freed(column *Column, of ...*Controls) *estimate.Controls {
	if !column.Measure.decided() || slices.Contains(of, nil) {
		return nil
	}
	var coarse [][][]float64
	for _, c := range of {
		coarse = append(coarse, c.moving(column, true))
	}
	if len(of) == 1 {
		return first(of[0].moving(column, false), coarse[0])
	}
	var fine, apart [][]float64
	for _, c := range of {
		fine = append(fine, c.moving(column, false)...)
	}
	for i := range min(len(coarse[0]), len(coarse[1])) {
		apart = append(apart, estimate.Differences(coarse[0][i], coarse[1][i]))
	}
	return first(fine, slices.Concat(coarse...), apart)
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
