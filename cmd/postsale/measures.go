package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"postsale/models/measures"
	"postsale/models/units"
)

func measuresCommand() *cobra.Command {
	var shown format
	cmd := &cobra.Command{
		Use:   "measures [NAME]",
		Short: "Prints the glossary of what is measured",
		Args:  atMostOne,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return measures.Names(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			list := measures.All
			one := len(args) == 1
			if one {
				m, ok := measures.Find(args[0])
				if !ok {
					return usage("measures: no measure named %s%s; postsale measures lists them",
						units.Quote(args[0]), units.Hint(args[0], measures.Names()))
				}
				list = []measures.Measure{*m}
			}
			var text string
			switch {
			case shown == asJSON:
				var err error
				if text, err = glossaryJSON(list, one); err != nil {
					return err
				}
			case one:
				text = entry(list[0])
			default:
				text = glossary(list)
			}
			_, err := fmt.Fprint(cmd.OutOrStdout(), text)
			return err
		},
	}
	addFormat(cmd.Flags(), &shown)
	return cmd
}

// glossary returns a table of measures.
func glossary(list []measures.Measure) string {
	longest := 0
	for _, m := range list {
		longest = max(longest, len(m.Name))
	}
	var b strings.Builder
	row := func(name, unit, better, definition string) {
		b.WriteString(hang(fmt.Sprintf("%-*s  %-7s  %-6s  ", longest, name, unit, better), definition))
	}
	row("measure", "unit", "better", "definition")
	for _, m := range list {
		row(m.Name, string(m.Unit), better(m), m.Definition)
	}
	return b.String()
}

// entry returns everything about a measure.
func entry(m measures.Measure) string {
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
			b.WriteString(hang(fmt.Sprintf("%-10s  ", part.label), part.text))
		}
	}
	return b.String()
}

func glossaryJSON(list []measures.Measure, one bool) (string, error) {
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
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if one {
		err := out.Encode(records[0])
		return b.String(), err
	}
	err := out.Encode(records)
	return b.String(), err
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
