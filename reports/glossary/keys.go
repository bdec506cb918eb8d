package glossary

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"postsale/models/dictionary"
	"postsale/reports/document"
)

// Keys is a table of keys of scenario files, named as they stand below a path.
func Keys(list []dictionary.Entry, path string) document.Document {
	t := document.Table{Columns: []document.Column{{Title: "key"}, {Title: "default", Holds: document.Words}, {Title: "meaning", Holds: document.Prose}}}
	first := map[string]string{}
	for _, e := range list {
		standard, meaning := e.Default, e.Meaning
		if e.Required {
			standard = "required"
		}
		name := strings.TrimPrefix(strings.TrimPrefix(e.Path, path), ".")
		if e.Below != nil && !strings.HasSuffix(name, "[]") {
			name += " ..."
		}
		if as, told := first[meaning]; told && path == "" && len(meaning) > len("as "+as) {
			meaning = "as " + as
		} else {
			first[meaning] = strings.TrimSuffix(name, " ...")
		}
		t.Rows = append(t.Rows, document.Row{Label: name, Cells: []document.Cell{document.Text(standard), document.Text(meaning)}})
	}
	return document.Document{Blocks: []document.Block{t}}
}

// Key is everything about a key of scenario files.
func Key(e dictionary.Entry) document.Document {
	required, example := "", ""
	if e.Required {
		required = "yes"
	}
	if e.Example != nil {
		example = fmt.Sprintf("%s: %s (in %s)", e.Example.Path, e.Example.Value, e.Example.Scenario)
	}
	terms := document.Terms{
		{Name: "key", Text: e.Path},
		{Name: "meaning", Text: e.Meaning},
		{Name: "holds", Text: e.Holds},
		{Name: "write", Text: e.Written},
		{Name: "unit", Text: e.Unit},
		{Name: "range", Text: e.Range},
		{Name: "names one of", Text: e.RefersTo},
		{Name: "required", Text: required},
		{Name: "default", Text: e.Default},
		{Name: "source", Text: e.Source},
		{Name: "example", Text: example},
		{Name: "below it", Text: strings.Join(e.Below, ", ")},
	}
	terms = slices.DeleteFunc(terms, func(t document.Term) bool { return t.Text == "" })
	return document.Document{Blocks: []document.Block{terms}}
}

// KeysJSON writes keys for programs: a list of them, or the only one.
func KeysJSON(to io.Writer, list []dictionary.Entry, one bool) error {
	out := json.NewEncoder(to)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if one {
		return out.Encode(list[0])
	}
	return out.Encode(list)
}
