package reports

import (
	"math"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/words"
)

// money is the unit of a report's amounts.
type money struct {
	dollars float64
	name    string
}

// tableStyle returns how a summary writes the values of a measure.
func tableStyle(m *measures.Measure) words.Style {
	switch m.Told {
	case measures.InWeeks:
		return words.Weeks
	case measures.InWorkingHours:
		return words.Hours
	case measures.Whole:
		return words.Wholes
	}
	switch m.Unit {
	case measures.Share:
		return words.Shares
	case measures.Dollars:
		return words.Amounts
	case measures.Days:
		return words.Days
	}
	return words.Levels
}

// scale returns thousands of dollars, or millions for a company whose thousands
// take more than seven digits.
func scale(s *results.Run) money {
	largest := 0.0
	for _, p := range s.Periods() {
		if d := s.Estimate("arr_closing", results.Company, p.Name); d.N > 0 {
			largest = math.Max(largest, d.P90)
		}
	}
	if largest >= 1e10 {
		return money{1e6, "millions of dollars"}
	}
	return money{1e3, "thousands of dollars"}
}

// section writes a table by period, and the spread of futures in the last.
func tellSection(s *results.Run, p *page, of *measures.Section) {
	list := of.Measures()
	if s.Done == 0 || len(list) == 0 {
		return
	}
	scale := scale(s)
	periods := s.Periods()
	last := periods[len(periods)-1].Name
	t := table{}
	t.add("")
	for _, period := range periods {
		t.rows[0] = append(t.rows[0], period.Name)
	}
	if s.Many() {
		t.rows[0] = append(t.rows[0], "8 in 10 in "+last)
	}
	for _, m := range list {
		told := tableStyle(m)
		if told.Unit == 0 {
			told.Unit = scale.dollars
		}
		cells, some := []string{m.Label + bounds(s, m.Name, last)}, false
		for _, period := range periods {
			d := s.Estimate(m.Name, results.Company, period.Name)
			some = some || d.N > 0
			if of.Means {
				cells = append(cells, told.Value(d.Mean))
			} else {
				cells = append(cells, told.Value(d.P50))
			}
		}
		if s.Many() {
			d := s.Estimate(m.Name, results.Company, last)
			cells = append(cells, told.Span(d.P10, d.P90))
		}
		if some && (len(s.Layout.Roles.Partners) > 0 || !m.PartnersOnly) {
			t.add(cells...)
		}
	}
	var notes []string
	switch {
	case s.Many() && of.Means:
		notes = append(notes, "means, which add up")
	case s.Many():
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
func bounds(s *results.Run, measure, period string) string {
	var list []string
	for _, t := range s.TargetsOf(measure, results.Company, period) {
		text := words.Sign(t)
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
