package actuals

import (
	"fmt"
	"math"
	"strings"

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
		p.againstParts(a, fault)
		p.againstLosses(a, fault)
		p.againstClosing(a, fault)
	}
	if len(faults) == 0 && p.over > 0 {
		for _, segment := range p.segments() {
			p.againstBridge(segment, fault)
		}
	}
	if len(faults) == 0 && p.over > 0 {
		for _, segment := range p.segments() {
			p.againstKept("arr_closing", "arr_churn arr_contraction", "arr_expansion arr_uplift", segment, fault)
			p.againstKept("customers", "customers_lost", "", segment, fault)
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
	sum, off := 0.0, 0.0
	for _, o := range p.of.Segments {
		one, ok := p.stated[place{name, o.Name, a.From, a.To}]
		if !ok {
			return
		}
		sum, off = sum+one.Value, off+one.rounding
	}
	if !a.agrees(sum, off) {
		fault(a, "value: must be what the segments come to, %s, got %s", told(a.Measure, sum), told(a.Measure, a.Value))
	}
}

// againstParts demands that a sum, or a share, is what the measures that it is made of come to where all of them are stated.
func (p *Past) againstParts(a Actual, fault faulter) {
	r := rules[a.Measure.Name]
	if r.of == "" {
		return
	}
	want, off, ok := p.statedSum(r.of, a)
	if ok && r.how == shares {
		over, more, known := p.statedSum(r.over, a)
		want, ok = want/over, known && over > more
		off = (off + math.Abs(want)*more) / (over - more)
	}
	if ok && !a.agrees(want, off) {
		made := p.spelt(r.of)
		if r.over != "" {
			made = "(" + made + ") / (" + p.spelt(r.over) + ")"
		}
		fault(a, "value: must be what its parts are stated to come to, %s as %s, got %s", told(a.Measure, want), made, told(a.Measure, a.Value))
	}
}

// spelt writes a sum of measures with its signs.
func (p *Past) spelt(names string) (text string) {
	for i, t := range terms(names, p.of.Has) {
		switch {
		case t.sign < 0:
			text += " - "
		case i > 0:
			text += " + "
		}
		text += t.measure.Name
	}
	return text
}

// statedSum returns a sum of measures of the span and segment of an actual, how far off it may be, and whether all are stated.
func (p *Past) statedSum(names string, a Actual) (sum, off float64, ok bool) {
	for _, t := range terms(names, p.of.Has) {
		one, there := p.stated[place{t.measure.Name, a.Segment, a.From, a.To}]
		if !there {
			return 0, 0, false
		}
		sum, off = sum+t.sign*one.Value, off+one.rounding
	}
	return sum, off, true
}

// againstLosses demands that net retention, which counts gains too, is no less than gross retention.
func (p *Past) againstLosses(a Actual, fault faulter) {
	flow, net := strings.CutPrefix(a.Measure.Name, "nrr")
	if !net {
		return
	}
	if g, ok := p.stated[place{"grr" + flow, a.Segment, a.From, a.To}]; ok && a.Value+a.rounding < g.Value-g.rounding {
		fault(a, "value: must be at least %s, which counts no gains, %s, got %s", g, told(g.Measure, g.Value), told(a.Measure, a.Value))
	}
}

// againstClosing demands that ARR as a span begins is that as the one before ended.
func (p *Past) againstClosing(a Actual, fault faulter) {
	if a.Measure.Name != "arr_opening" {
		return
	}
	for _, quarters := range []int{1, 4} {
		before, ok := p.stated[place{"arr_closing", a.Segment, a.From - quarters, a.From}]
		if ok && !a.agrees(before.Value, before.rounding) {
			fault(a, "value: must be %s, %s, got %s", before, told(a.Measure, before.Value), told(a.Measure, a.Value))
			return
		}
	}
}

// againstBridge demands that ARR as the running year began and what is in of it lead to the opening book, and that those who
// were customers then and pay less now have lost that.
func (p *Past) againstBridge(segment string, fault faulter) {
	closing, _ := measures.Find("arr_closing")
	start, ok := p.asBegan(closing.Name, segment)
	book := p.of.at(segment)
	if !ok || math.IsNaN(book.ARR) {
		return
	}
	moved, off, lacks := p.moved("arr_new arr_expansion arr_uplift -arr_contraction -arr_churn", segment)
	if !lacks && !start.agrees(book.ARR-moved, off) {
		fault(start, "value: must lead to the opening book: %s at the end of %s and what is stated of %s (new + expansion + uplift - contraction - churn) come to %s, the book has %s",
			told(closing, start.Value), p.of.Calendar.YearName(-p.over-1), p.year, told(closing, start.Value+moved), told(closing, book.ARR))
		return
	}
	lost, off, lacks := p.moved("arr_churn arr_contraction", segment)
	if now := start.Value - book.OldARR; !lacks && book.Dated && now-lost > start.rounding+off {
		fault(start, "value: must be at most what accounts that signed before %s pay now and what is stated as lost since (arr_churn + arr_contraction), %s and %s, got %s",
			p.year, told(closing, book.OldARR), told(closing, lost), told(closing, start.Value))
	}
}

// againstKept demands that what those who were customers as the running year began come to now can be: of a book that is made
// up what is left of them, gains counted, is from nothing to the book; and accounts of then are no more than there were, nor
// pay many times as much, as they do of a figure in thousands.
func (p *Past) againstKept(stock, losses, gains, segment string, fault faulter) {
	const mostGrown = 10
	m, _ := measures.Find(stock)
	start, ok := p.asBegan(stock, segment)
	if !ok {
		return
	}
	book := p.of.at(segment)
	now, old, grown := book.ARR, book.OldARR, float64(mostGrown)
	if stock == "customers" {
		now, old, grown = float64(book.Customers), float64(book.OldCustomers), 1
	}
	if book.Dated {
		if old > grown*(start.Value+start.rounding) {
			fault(start, "value: must be what there was as %s began; of accounts that signed before there are %s now, got %s", p.year, told(m, old), told(m, start.Value))
		}
		return
	}
	lost, off, lacks := p.moved(losses, segment)
	gained, more, missing := p.moved(gains, segment)
	left := start.Value - lost + gained
	switch off += more + start.rounding; {
	case lacks || missing:
	case left < -off:
		fault(start, "value: must be at least what is stated as lost since, %s, less what is stated as gained, %s, got %s", told(m, lost), told(m, gained), told(m, start.Value))
	case left > now+off:
		fault(start, "value: must leave no more than the opening book has, %s: with what is stated as lost since, %s, and gained, %s, got %s",
			told(m, now), told(m, lost), told(m, gained), told(m, start.Value))
	}
}

// asBegan returns what is stated of a stock as the running year began.
func (p *Past) asBegan(stock, segment string) (a Actual, ok bool) {
	for _, quarters := range []int{1, 4} {
		if a, ok = p.stated[place{stock, segment, -p.over - quarters, -p.over}]; ok {
			break
		}
	}
	return a, ok
}

// moved returns what is in of a sum of measures, how far off it may be, and whether some of it is not stated.
func (p *Past) moved(names, segment string) (sum, off float64, lacks bool) {
	list := terms(names, p.of.Has)
	sum, missing := p.sumOf(list, segment)
	for _, t := range list {
		for _, a := range p.Actuals {
			if a.Measure == t.measure && a.From >= -p.over && (a.Segment == segment || segment == measures.WholeCompany) {
				off += a.rounding
			}
		}
	}
	return sum, off, len(missing) > 0
}
