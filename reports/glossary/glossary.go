// Package glossary tells what is measured: all measures in a table, or everything about one, for people and for programs.
package glossary

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/reports/document"
)

// Table is a table of measures.
func Table(list []measures.Measure) document.Document {
	t := document.Table{Columns: []document.Column{{Title: "measure"}, {Title: "unit", Holds: document.Words},
		{Title: "better", Holds: document.Words}, {Title: "definition", Holds: document.Prose}}}
	for _, m := range list {
		t.Rows = append(t.Rows, document.Row{Label: m.Name, Cells: []document.Cell{
			document.Text(m.Unit), document.Text(better(m)), document.Text(m.Definition)}})
	}
	return document.Document{Blocks: []document.Block{t}}
}

// Entry is everything about a measure.
func Entry(m measures.Measure) document.Document {
	unit := string(m.Unit)
	if m.Unit == measures.Days {
		unit = "working days"
	}
	period := "quarter, fiscal year, run"
	if m.Yearly {
		period = "twelve months that end with a quarter or fiscal year"
	}
	terms := document.Terms{
		{Name: "measure", Text: m.Name},
		{Name: "definition", Text: m.Definition},
		{Name: "formula", Text: m.Formula},
		{Name: "unit", Text: unit},
		{Name: "better", Text: better(m)},
		{Name: "for", Text: strings.Join(scopes(m), ", ")},
		{Name: "period", Text: period},
		{Name: "source", Text: m.Source},
	}
	terms = slices.DeleteFunc(terms, func(t document.Term) bool { return t.Text == "" })
	return document.Document{Blocks: []document.Block{terms}}
}

// JSON writes measures for programs: a list of them, or the only one.
func JSON(to io.Writer, list []measures.Measure, one bool) error {
	type record struct {
		Measure    string   `json:"measure"`
		Unit       string   `json:"unit"`
		Better     string   `json:"better"`
		For        []string `json:"for"`
		Yearly     bool     `json:"yearly"`
		Definition string   `json:"definition"`
		Formula    string   `json:"formula"`
		Source     string   `json:"source,omitempty"`
	}
	records := make([]record, len(list))
	for i, m := range list {
		records[i] = record{m.Name, string(m.Unit), better(m), scopes(m), m.Yearly, m.Definition, m.Formula, m.Source}
	}
	out := json.NewEncoder(to)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if one {
		return out.Encode(records[0])
	}
	return out.Encode(records)
}

func better(m measures.Measure) string {
	return map[measures.Direction]string{measures.Up: "higher", measures.Down: "lower", measures.Neither: "-"}[m.Better]
}

// scopes returns what a measure exists for.
func scopes(m measures.Measure) []string {
	var list []string
	for _, s := range []struct {
		scope measures.Scopes
		name  string
	}{
		{measures.Company, "the company"},
		{measures.Segments, "segments"},
		{measures.Delivery, "own delivery teams"},
		{measures.Partners, "partners"},
		{measures.Payroll, "teams on the payroll"},
		{measures.Care, "teams that look after customers"},
		{measures.Workers, "teams of works"},
	} {
		if m.Scopes&s.scope != 0 {
			list = append(list, s.name)
		}
	}
	return list
}
