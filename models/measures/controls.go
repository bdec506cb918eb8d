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

// window returns the quarters that a column tells of.
func (c *Column) window() (from, to int) {
	if c.Measure.Yearly {
		return c.Period.To - fiscal.Year/fiscal.Quarter, c.Period.To
	}
	return c.Period.From, c.Period.To
}

// span is the segment and the quarters that a column tells of.
type span struct {
	segment  string
	from, to int
}

func (c *Column) span() span {
	from, to := c.window()
	return span{c.Segment, from, to}
}

// bySpan returns the numbers of columns, those together that the same frees of luck, and alone those that nothing does.
func bySpan(n int, column func(i int) *Column) [][]int {
	var list [][]int
	known := map[span]int{}
	for i := range n {
		c := column(i)
		at, there := known[c.span()]
		if !c.Measure.decided() || !there {
			at, list = len(list), append(list, nil)
		}
		if c.Measure.decided() {
			known[c.span()] = at
		}
		list[at] = append(list[at], i)
	}
	return list
}

// moving returns of which controls the sums are made that may move a column: each kind of luck in each span that it tells
// of, and all that was before; of a company by segment, or coarse without.
func moving(list []Control, column *Column, coarse bool) (names []string, sums [][]int) {
	from, to := column.window()
	add := func(name string, control int) {
		at := slices.Index(names, name)
		if at < 0 {
			at, names, sums = len(sums), append(names, name), append(sums, nil)
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
	return names, sums
}

// moving returns those sums by trial.
func (c *Controls) moving(column *Column, coarse bool) (names []string, list [][]float64) {
	names, sums := moving(c.List, column, coarse)
	for _, sum := range sums {
		values := make([]float64, len(c.values[sum[0]]))
		for _, control := range sum {
			for i, v := range c.values[control] {
				values[i] += v
			}
		}
		list = append(list, values)
	}
	return names, list
}

// decided reports whether a measure is what customers decide.
func (m *Measure) decided() bool { return m.Section != nil && m.Section.Decided }

// Freed returns what frees a column of luck: by segment if there are trials enough, or else of the company; nil if nothing
// does.
func Freed(column *Column, luck *Controls) *estimate.Controls {
	if !column.Measure.decided() || luck == nil {
		return nil
	}
	_, fine := luck.moving(column, false)
	_, coarse := luck.moving(column, true)
	return first(fine, coarse)
}

// FreedBoth returns what frees the difference of a column between plans that lived through the same trials, and their own
// means, of the luck of both: by segment if there are trials enough, or else of the company, or else of what the plans
// differ by in that; nil if nothing does.
func FreedBoth(column, others *Column, luck, other *Controls) *estimate.Controls {
	if !column.Measure.decided() || luck == nil || other == nil {
		return nil
	}
	_, fine := luck.moving(column, false)
	_, too := other.moving(others, false)
	names, coarse := luck.moving(column, true)
	theirs, also := other.moving(others, true)
	var apart [][]float64
	for i, name := range names {
		if at := slices.Index(theirs, name); at >= 0 {
			apart = append(apart, estimate.Differences(coarse[i], also[at]))
		}
	}
	return first(slices.Concat(fine, too), slices.Concat(coarse, also), apart)
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
