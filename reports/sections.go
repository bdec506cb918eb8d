package reports

import (
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// byPeriod is a table of a section's measures by period, and of the spread of futures in the last.
func byPeriod(s *results.Run, of *measures.Section) []document.Block {
	list := of.Measures()
	if s.Done == 0 || len(list) == 0 {
		return nil
	}
	money, moneyName := moneyOf(s)
	periods := s.Periods()
	last := periods[len(periods)-1].Name
	t := document.Table{Columns: columns("")}
	for _, period := range periods {
		t.Columns = append(t.Columns, document.Column{Title: period.Name})
	}
	if s.Many() {
		t.Columns = append(t.Columns, document.Column{Title: "8 in 10 in " + last})
	}
	for _, m := range list {
		form := formOf(m.Told, m.Unit, money)
		row, some := document.Row{Label: m.Label + bounds(s, m.Name, last)}, false
		for _, period := range periods {
			d := s.Estimate(m.Name, measures.WholeCompany, period.Name)
			some = some || d.N > 0
			if of.Means {
				row.Cells = append(row.Cells, form.number(d.Mean))
			} else {
				row.Cells = append(row.Cells, form.number(d.P50))
			}
		}
		if s.Many() {
			d := s.Estimate(m.Name, measures.WholeCompany, last)
			row.Cells = append(row.Cells, form.span(d.P10, d.P90))
		}
		if some && (len(s.Layout.Roles.Partners) > 0 || !m.PartnersOnly) {
			t.Rows = append(t.Rows, row)
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	var notes []string
	switch {
	case s.Many() && of.Means:
		notes = append(notes, "means, which add up")
	case s.Many():
		notes = append(notes, "medians")
	}
	if of.In != "" {
		notes = append(notes, strings.Replace(of.In, measures.Money, moneyName, 1))
	}
	blocks := []document.Block{t}
	if of.Note != "" {
		blocks = append(blocks, document.Paragraph(of.Note))
	}
	return titled(of.Title, strings.Join(notes, "; "), blocks...)
}

// bounds returns what the targets of the company ask of a measure in a period.
func bounds(s *results.Run, measure, period string) string {
	var list []string
	for _, t := range s.TargetsOf(measure, measures.WholeCompany, period) {
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

// partners tells what became of the projects of each partner in the last period, where there are any.
func partners(s *results.Run) []document.Block {
	if s.Done == 0 || len(s.Layout.Roles.Partners) == 0 {
		return nil
	}
	periods := s.Periods()
	last := periods[len(periods)-1].Name
	t := document.Table{Columns: columns("")}
	for _, m := range measures.ByPartner() {
		t.Columns = append(t.Columns, document.Column{Title: m.ByPartner})
	}
	for _, scope := range s.Layout.Roles.Partners {
		row := document.Row{Label: s.Layout.Ledger.Teams[scope-s.Layout.Ledger.All()-1]}
		for _, m := range measures.ByPartner() {
			form := formOf(m.Told, m.Unit, rough)
			row.Cells = append(row.Cells, form.number(s.Estimate(m.Name, s.Layout.ScopeName(scope), last).P50))
		}
		t.Rows = append(t.Rows, row)
	}
	note := ""
	if s.Many() {
		note = "medians"
	}
	return titled("Partners in "+last, note, t)
}
