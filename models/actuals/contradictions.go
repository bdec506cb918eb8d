package actuals

import (
	"fmt"
	"math"

	"postsale/models/measures"
	"postsale/models/units"
)

// contradictions returns where actuals say otherwise than the opening book, or than one another.
func (p *Past) contradictions(file string) (faults []error) {
	fault := func(a Actual, format string, args ...any) {
		if len(faults) < mostFaults {
			faults = append(faults, (&units.RowError{Line: a.line, Err: fmt.Errorf(format, args...)}).In(file))
		}
	}
	for _, a := range p.Actuals {
		p.againstBook(a, fault)
		p.againstQuarters(a, fault)
		p.againstSegments(a, fault)
		p.againstOthers(a, fault)
		p.againstFlows(a, fault)
	}
	if len(faults) == 0 && p.over > 0 {
		for _, segment := range p.segments() {
			for _, m := range p.movements(segment) {
				m.contradictions(fault)
			}
		}
	}
	return faults
}

type faulter func(a Actual, format string, args ...any)

// told writes a value in the unit of its measure.
func told(m *measures.Measure, v float64) string {
	switch m.Unit {
	case measures.Share:
		return fmt.Sprintf("%.4g%%", 100*v)
	case measures.Dollars:
		sign := ""
		if v < 0 {
			sign = "-"
		}
		return sign + "$" + units.Grouped(int(math.Round(math.Abs(v))))
	}
	return fmt.Sprintf("%.6g", v)
}

// againstBook demands that what was there as the run starts is what the opening book has.
func (p *Past) againstBook(a Actual, fault faulter) {
	if a.To != 0 {
		return
	}
	book := p.of.at(a.Segment)
	has, of := book.ARR, "of the opening book"
	switch a.Measure.Name {
	case "customers":
		has = float64(book.Customers)
	case "arr_closing":
	default:
		return
	}
	if !math.IsNaN(has) && !a.agrees(has, 0) {
		fault(a, "value: must be what the run starts with, %s %s, got %s: correct this, or the book", told(a.Measure, has), of, told(a.Measure, a.Value))
	}
}

// againstQuarters demands that what is stated of a longer span is what its quarters come to.
func (p *Past) againstQuarters(a Actual, fault faulter) {
	if a.To-a.From < 2 {
		return
	}
	sum, off, last, peak, n := 0.0, 0.0, Actual{}, math.Inf(-1), 0
	for q := a.From; q < a.To; q++ {
		one, ok := p.stated[place{a.Measure.Name, a.Segment, q, q + 1}]
		if !ok {
			continue
		}
		sum, off, peak, n = sum+one.Value, off+one.rounding, max(peak, one.Value), n+1
		if q == a.To-1 {
			last = one
		}
	}
	want, whole := sum, n == a.To-a.From
	switch rules[a.Measure.Name].how {
	case adds:
	case averages:
		want, off = sum/float64(n), off/float64(n)
	case peaks:
		want = peak
	case closes, retained:
		want, off, whole = last.Value, last.rounding, last.Measure != nil && (rules[a.Measure.Name].how == closes || a.To-a.From == 4)
	default:
		return
	}
	if r := rules[a.Measure.Name]; n > 0 && !whole && (r.how == adds && !r.below0 || r.how == peaks) && want > a.Value+a.rounding+off {
		fault(a, "value: must be at least what is stated of its quarters, %s, got %s", told(a.Measure, want), a.Told())
	}
	if whole && !a.agrees(want, off) {
		fault(a, "value: must be what the quarters of %s come to, %s, got %s", a, told(a.Measure, want), told(a.Measure, a.Value))
	}
}

// againstSegments demands that what is stated of the company is what its segments come to.
func (p *Past) againstSegments(a Actual, fault faulter) {
	name := a.Measure.Name
	if a.Segment != measures.WholeCompany || rules[name].how != adds && name != "arr_closing" && name != "customers" {
		return
	}
	sum, off, whole := 0.0, 0.0, true
	for _, o := range p.of.Segments {
		one, ok := p.stated[place{name, o.Name, a.From, a.To}]
		sum, off, whole = sum+one.Value, off+one.rounding, whole && ok
	}
	switch {
	case whole && !a.agrees(sum, off):
		fault(a, "value: must be what the segments come to, %s, got %s", told(a.Measure, sum), a.Told())
	case !whole && !rules[name].below0 && sum > a.Value+a.rounding+off:
		fault(a, "value: must be at least what is stated of segments, %s, got %s", told(a.Measure, sum), a.Told())
	}
}
