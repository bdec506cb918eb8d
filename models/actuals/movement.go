package actuals

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/measures"
)

// movement is what is in of the running year of a stock: ARR, or customers.
type movement struct {
	of      *measures.Measure
	year    string // that runs
	over    int    // its quarters that are
	before  string // the one before it
	flows   string // in words
	counted bool   // it is of customers: a deal may be of somebody who is one, so that deals are doubted, not refused

	start   Actual // as the year began
	started bool   // that is stated
	book    Opening
	now     float64 // in the opening book
	old     float64 // of it, of those who were customers as the year began

	came, gained, lost side
}

// side is what is stated of some flows.
type side struct {
	sum, off float64
	most     Actual   // the largest of what is stated
	lacks    []string // what is not
}

func (s side) whole() bool { return len(s.lacks) == 0 }

// movements returns those of a segment.
func (p *Past) movements(segment string) []movement {
	book := p.of.at(segment)
	of := func(stock, came, gained, lost string) movement {
		m := movement{year: p.year, over: p.over, before: p.of.Calendar.YearName(-p.over - 1), book: book, now: book.ARR, old: book.OldARR,
			came: p.side(came, segment), gained: p.side(gained, segment), lost: p.side(lost, segment)}
		m.of, _ = measures.Find(stock)
		m.start, m.started = p.asBegan(m.of, segment)
		return m
	}
	arr, logos := of("arr_closing", "arr_new", "arr_expansion arr_uplift", "arr_contraction arr_churn"), of("customers", "deals", "", "customers_lost")
	arr.flows = "new + expansion + uplift - contraction - churn"
	logos.flows, logos.counted = "deals - customers_lost", true
	logos.now, logos.old = float64(book.Customers), float64(book.OldCustomers)
	return []movement{arr, logos}
}

// side returns what is stated of flows in what is in of the running year.
func (p *Past) side(names, segment string) (s side) {
	list := terms(names, p.of.Has)
	s.sum, s.lacks = p.sumOf(list, segment)
	for _, t := range list {
		for _, a := range p.Actuals {
			if a.Measure == t.measure && a.From >= -p.over && (a.Segment == segment || segment == measures.WholeCompany) {
				s.off += a.rounding
				if s.most.Measure == nil || a.Value > s.most.Value {
					s.most = a
				}
			}
		}
	}
	return s
}

// asBegan returns what is stated of a stock as the running year began; of the company its segments may state it.
func (p *Past) asBegan(stock *measures.Measure, segment string) (a Actual, ok bool) {
	for _, quarters := range []int{1, 4} {
		from := -p.over - quarters
		if a, ok = p.stated[place{stock.Name, segment, from, -p.over}]; ok {
			return a, true
		}
		sum, there := p.at(stock, segment, place{from: from, to: -p.over})
		if !there {
			continue
		}
		for _, o := range p.of.Segments {
			one := p.stated[place{stock.Name, o.Name, from, -p.over}]
			one.rounding += a.rounding
			a = one
		}
		a.Segment, a.Value = segment, sum
		return a, true
	}
	return Actual{}, false
}

// contradictions demands that what is stated leads to the opening book, and that those who were customers as the year began, and
// those who came since, can have lost and gained what leads to what they are now.
func (m *movement) contradictions(fault faulter) {
	if m.overAll(fault) || m.bridge(fault) {
		return
	}
	if m.book.Dated && m.started {
		m.ofThen(fault)
	}
	m.ofSince(fault)
}

// told writes a value of the stock.
func (m *movement) told(v float64) string { return told(m.of, v) }

// overAll refuses losses above all that there was. Of accounts whose days are known some may have come since; of a book that is
// made up all is taken to be of those who were customers as the year began.
func (m *movement) overAll(fault faulter) bool {
	gained, off, lacks := m.gained.sum, m.start.rounding+m.gained.off+m.lost.off, m.gained.lacks
	if m.book.Dated {
		gained, off, lacks = gained+m.came.sum, off+m.came.off, append(m.came.lacks[:len(m.came.lacks):len(m.came.lacks)], lacks...)
	}
	if !m.started || m.lost.sum <= m.start.Value+gained+off {
		return false
	}
	text := fmt.Sprintf("value: must be at most what there was as %s began, %s, and what is stated as gained since, %s, got %s in all", m.year,
		m.told(m.start.Value), m.told(gained), m.told(m.lost.sum))
	if len(lacks) > 0 {
		text += "; what else was gained and lost again is to be stated: " + strings.Join(lacks, ", ")
	}
	fault(m.lost.most, "%s", text)
	return true
}

// bridge demands that the stock as the year began and what is in of it lead to the opening book; what is not stated of the flows
// is 0 or more, as is the stock. What deals bring is doubted only.
func (m *movement) bridge(fault faulter) bool {
	if m.counted && m.came.whole() {
		return false
	}
	gains := m.came.whole() && m.gained.whole()
	moved, off := m.moved()
	high := m.lost.whole() && m.start.Value > m.now-moved+off
	low := m.started && gains && m.start.Value < m.now-moved-off
	about := ""
	switch {
	case !high && !low:
		return false
	case !gains:
		about = "at least "
	case !m.lost.whole():
		about = "at most "
	}
	if !m.started {
		fault(m.came.most, "value: must leave something for the end of %s: what is stated of %s (%s) comes to %s%s, the book has %s", m.before, m.year, m.flows,
			about, m.told(moved), m.told(m.now))
		return true
	}
	fault(m.start, "value: must lead to the opening book: %s at the end of %s and what is stated of %s (%s) come to %s%s, the book has %s",
		m.told(m.start.Value), m.before, m.year, m.flows, about, m.told(m.start.Value+moved), m.told(m.now))
	return true
}

// moved returns what is stated of the flows, and how far off that and the stock as the year began may be.
func (m *movement) moved() (sum, off float64) {
	const sure = 1e-9
	return m.came.sum + m.gained.sum - m.lost.sum, (m.start.rounding + m.came.off + m.gained.off + m.lost.off) * (1 + sure)
}

// ofThen demands of accounts that signed before the year began that they come to no more than what there was and what was gained,
// nor to less than what was not lost of it.
func (m *movement) ofThen(fault faulter) {
	const mostGrown = 10 // times, where nobody says what was gained
	most := m.start.Value + m.start.rounding
	if m.gained.whole() {
		most += m.gained.sum + m.gained.off
	} else {
		most *= mostGrown
	}
	switch {
	case m.old > most:
		fault(m.start, "value: must be what there was as %s began; of accounts that signed before there are %s now, got %s", m.year, m.told(m.old), m.told(m.start.Value))
	case m.lost.whole() && m.start.Value-m.old-m.lost.sum > m.start.rounding+m.lost.off:
		fault(m.start, "value: must be at most what accounts that signed before %s come to now and what is stated as lost since, %s and %s, got %s",
			m.year, m.told(m.old), m.told(m.lost.sum), m.told(m.start.Value))
	}
}

// ofSince demands that those who came since the year began come to what is stated as new, but for what they gained and lost.
func (m *movement) ofSince(fault faulter) {
	if m.counted || !m.came.whole() {
		return
	}
	_, off := m.moved()
	here := m.now
	if m.book.Dated {
		here -= m.old
	}
	switch {
	case m.lost.whole() && m.came.sum > here+m.lost.sum+off:
		fault(m.came.most, "value: must be at most what accounts of %s come to now and what is stated as lost since it began, %s and %s, got %s in all",
			m.year, m.told(here), m.told(m.lost.sum), m.told(m.came.sum))
	case m.book.Dated && m.gained.whole() && m.came.sum+m.gained.sum < here-off:
		fault(m.came.most, "value: must be at least what accounts of %s come to now, less what is stated as gained since it began, %s and %s, got %s in all",
			m.year, m.told(here), m.told(m.gained.sum), m.told(m.came.sum))
	}
}

// doubts tells what may be so and is hardly meant: losses of customers who came and left within the year, which are counted as if
// they had been there when it began; and of a book that is made up losses of much that nothing else holds.
func (m *movement) doubts(doubt faulter) {
	const (
		mostAside = 1e-3    // of what there was, a tenth of a point of retention
		mostLost  = 1. / 8. // of it in a quarter, half of it in a year
	)
	moved, off := m.moved()
	if m.counted && m.started && m.came.whole() && m.lost.whole() && math.Abs(m.start.Value+moved-m.now) > off {
		doubt(m.start, "%s at the end of %s and what is stated of %s (%s) come to %s, the book has %s", m.told(m.start.Value), m.before, m.year, m.flows,
			m.told(m.start.Value+moved), m.told(m.now))
	}
	if !m.started || m.lost.most.Measure == nil {
		return
	}
	lacks := ""
	if list := append(m.came.lacks[:len(m.came.lacks):len(m.came.lacks)], m.gained.lacks...); len(list) > 0 {
		lacks = "; whether it can be is not known without " + strings.Join(list, ", ")
	}
	if !m.book.Dated {
		if !m.came.whole() && m.lost.sum > mostLost*float64(m.over)*m.start.Value {
			doubt(m.lost.most, "of %s as %s began %s is stated as lost since%s", m.told(m.start.Value), m.year, m.told(m.lost.sum), lacks)
		}
		return
	}
	aside := m.lost.sum - (m.start.Value + m.gained.sum - m.old)
	if aside <= max(off, mostAside*m.start.Value) {
		return
	}
	text := fmt.Sprintf("of %s that is stated as lost since %s began, those who were customers then can have lost %s: they were %s and gained %s, and are %s now. The rest is of customers who came since",
		m.told(m.lost.sum), m.year, m.told(m.lost.sum-aside), m.told(m.start.Value), m.told(m.gained.sum), m.told(m.old))
	if !m.counted {
		text += fmt.Sprintf(", and GRR %s counts it as lost by the others", m.year)
	}
	doubt(m.lost.most, "%s", text+lacks)
}
