package reports

import (
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
)

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
