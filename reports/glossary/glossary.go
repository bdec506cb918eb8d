// Package glossary tells what is measured: all measures in a table, or everything about one, for people and for programs.
package glossary

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"postsale/models/measures"
	"postsale/reports/words"
)

// Text writes a table of measures, for people.
func Text(w io.Writer, list []measures.Measure) error {
	longest := 0
	for _, m := range list {
		longest = max(longest, len(m.Name))
	}
	var b strings.Builder
	row := func(name, unit, better, definition string) {
		b.WriteString(words.Hang(fmt.Sprintf("%-*s  %-7s  %-6s  ", longest, name, unit, better), definition))
	}
	row("measure", "unit", "better", "definition")
	for _, m := range list {
		row(m.Name, string(m.Unit), better(m), m.Definition)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Entry writes everything about a measure, for people.
func Entry(w io.Writer, m measures.Measure) error {
	unit := string(m.Unit)
	if m.Unit == measures.Days {
		unit = "working days"
	}
	period := "quarter, fiscal year, run"
	if m.Yearly {
		period = "twelve months that end with a quarter or fiscal year"
	}
	var b strings.Builder
	for _, part := range []struct{ label, text string }{
		{"measure", m.Name},
		{"definition", m.Definition},
		{"formula", m.Formula},
		{"unit", unit},
		{"better", better(m)},
		{"for", strings.Join(scopes(m), ", ")},
		{"period", period},
		{"source", m.Source},
	} {
		if part.text != "" {
			b.WriteString(words.Hang(fmt.Sprintf("%-10s  ", part.label), part.text))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// JSON writes measures for programs: a list of them, or the only one.
func JSON(w io.Writer, list []measures.Measure, one bool) error {
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
	out := json.NewEncoder(w)
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
	} {
		if m.Scopes&s.scope != 0 {
			list = append(list, s.name)
		}
	}
	return list
}
