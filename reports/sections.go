package reports

import (
	"math"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/measures"
)

// style is how the values of a measure are written.
type style struct {
	unit   float64 // that they are divided by; 0: thousands or millions of dollars
	places int
	suffix string
}

var (
	shares  = style{1. / 100, 1, " %"}
	days    = style{1, 1, ""}
	weeks   = style{fiscal.Week, 1, ""}
	hours   = style{fiscal.Hour, 1, ""}
	levels  = style{1, 1, ""}
	wholes  = style{1, 0, ""}
	amounts = style{0, 0, ""}

	thousands = style{1e3, 0, ""} // of dollars, whatever the size of the company
)

func (k style) value(v float64) string {
	if !exists(v) {
		return absent
	}
	return k.number(v) + k.suffix
}

func (k style) span(low, high float64) string { return span(k.number(low), k.number(high), k.suffix) }

func (k style) number(v float64) string { return decimal(v/k.unit, k.places) }

// money is the unit of a report's amounts.
type money struct {
	dollars float64
	name    string
}

// tableStyle returns how a summary writes the values of a measure.
func tableStyle(m *measures.Measure) style {
	switch m.Told {
	case measures.InWeeks:
		return weeks
	case measures.InWorkingHours:
		return hours
	case measures.Whole:
		return wholes
	}
	switch m.Unit {
	case measures.Share:
		return shares
	case measures.Dollars:
		return amounts
	case measures.Days:
		return days
	}
	return levels
}

// scale returns thousands of dollars, or millions for a company whose thousands
// take more than seven digits.
func (s *Study) scale() money {
	largest := 0.0
	for _, p := range s.periods() {
		if d := s.estimate("arr_closing", company, p.Name); d.N > 0 {
			largest = math.Max(largest, d.P90)
		}
	}
	if largest >= 1e10 {
		return money{1e6, "millions of dollars"}
	}
	return money{1e3, "thousands of dollars"}
}

// section writes a table by period, and the spread of futures in the last.
func (s *Study) section(p *page, of *measures.Section) {
	list := of.Measures()
	if s.Done == 0 || len(list) == 0 {
		return
	}
	scale := s.scale()
	periods := s.periods()
	last := periods[len(periods)-1].Name
	t := table{}
	t.add("")
	for _, period := range periods {
		t.rows[0] = append(t.rows[0], period.Name)
	}
	if s.many() {
		t.rows[0] = append(t.rows[0], "8 in 10 in "+last)
	}
	for _, m := range list {
		told := tableStyle(m)
		if told.unit == 0 {
			told.unit = scale.dollars
		}
		cells, some := []string{m.Label + s.bounds(m.Name, last)}, false
		for _, period := range periods {
			d := s.estimate(m.Name, company, period.Name)
			some = some || d.N > 0
			if of.Means {
				cells = append(cells, told.value(d.Mean))
			} else {
				cells = append(cells, told.value(d.P50))
			}
		}
		if s.many() {
			d := s.estimate(m.Name, company, last)
			cells = append(cells, told.span(d.P10, d.P90))
		}
		if some && (len(s.Layout.Roles.Partners) > 0 || !m.PartnersOnly) {
			t.add(cells...)
		}
	}
	var notes []string
	switch {
	case s.many() && of.Means:
		notes = append(notes, "means, which add up")
	case s.many():
		notes = append(notes, "medians")
	}
	if of.In != "" {
		notes = append(notes, strings.Replace(of.In, measures.Money, scale.name, 1))
	}
	p.heading(of.Title, strings.Join(notes, "; "))
	p.table(t)
	if of.Note != "" {
		p.wrap(of.Note, "  ", "  ")
	}
}

// bounds returns what the targets of the company ask of a measure in a period.
func (s *Study) bounds(measure, period string) string {
	var list []string
	for _, t := range s.targets(measure, company, period) {
		text := sign(t)
		for _, unit := range []string{" working days", " working hours"} { // the label has it
			text = strings.TrimSuffix(text, unit)
		}
		list = append(list, text)
	}
	if len(list) == 0 {
		return ""
	}
	return " (" + strings.Join(list, ", ") + ")"
}
