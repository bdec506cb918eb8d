package glossary

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"postsale/models/dictionary"
	"postsale/models/measures"
	"postsale/models/practice"
	"postsale/models/units"
	"postsale/reports/document"
)

// Mechanisms is a table of what the field says in short and where it stands in a scenario file, by part of the field.
func Mechanisms(list []practice.Mechanism) document.Document {
	name, where := 0, 0
	for _, m := range list {
		name, where = max(name, len(m.Name)), max(where, len(place(m)))
	}
	var d document.Document
	for len(list) > 0 {
		part := list[0].Part
		n := slices.IndexFunc(list, func(m practice.Mechanism) bool { return m.Part != part })
		if n < 0 {
			n = len(list)
		}
		t := document.Table{Columns: []document.Column{{Title: fitted("mechanism", name)}, {Title: fitted("in a file", where), Holds: document.Words},
			{Title: "what the field says", Holds: document.Prose}}}
		for _, m := range list[:n] {
			t.Rows = append(t.Rows, document.Row{Label: m.Name, Cells: []document.Cell{document.Text(place(m)), document.Text(m.Short)}})
		}
		d.Blocks = append(d.Blocks, document.Section{Title: part, Blocks: []document.Block{t}})
		list = list[n:]
	}
	return d
}

// fitted fills a title with spaces, so that the tables of all parts have the same columns.
func fitted(title string, width int) string { return fmt.Sprintf("%-*s", width, title) }

// place returns where a mechanism stands in a scenario file, in as few words as tell its section.
func place(m practice.Mechanism) string {
	if len(m.Keys) == 0 {
		return "left out"
	}
	steps := strings.Split(strings.ReplaceAll(m.Keys[0], "[]", ""), ".")
	few := 2
	if len(steps) > few && steps[1] == "*" {
		few++
	}
	return strings.Join(steps[:min(few, len(steps))], ".")
}

// Mechanism is everything about a mechanism; keys and measures are what is said of those that it names.
func Mechanism(m practice.Mechanism, keys []dictionary.Entry, list []measures.Measure) document.Document {
	terms := document.Terms{
		{Name: "mechanism", Text: m.Name},
		{Name: "part", Text: m.Part},
		{Name: "the field says", Text: m.Says},
		{Name: "text", Text: texts(m)},
		{Name: "the model does", Text: m.Does},
		{Name: "left out", Text: m.LeftOut},
		{Name: "scenarios", Text: strings.Join(m.Scenarios, ", ")},
		{Name: "tests", Text: tests(m)},
	}
	terms = slices.DeleteFunc(terms, func(t document.Term) bool { return t.Text == "" })
	d := document.Document{Blocks: []document.Block{terms}}
	if len(keys) > 0 {
		t := document.Table{Columns: []document.Column{{Title: "key"}, {Title: "meaning", Holds: document.Prose}}}
		for _, k := range keys {
			t.Rows = append(t.Rows, document.Row{Label: k.Path, Cells: []document.Cell{document.Text(k.Meaning)}})
		}
		d.Blocks = append(d.Blocks, document.Section{Title: "Keys", Blocks: []document.Block{t}})
	}
	if len(list) > 0 {
		t := document.Table{Columns: []document.Column{{Title: "measure"}, {Title: "definition", Holds: document.Prose}}}
		for _, m := range list {
			t.Rows = append(t.Rows, document.Row{Label: m.Name, Cells: []document.Cell{document.Text(m.Definition)}})
		}
		d.Blocks = append(d.Blocks, document.Section{Title: "Measures", Blocks: []document.Block{t}})
	}
	if m.Seen != nil {
		d.Blocks = append(d.Blocks, experiment(m))
	}
	return d
}

func texts(m practice.Mechanism) string {
	var list []string
	for _, t := range m.Texts {
		text := t.Title
		if t.Author != "" {
			text += ", " + t.Author
		}
		if t.Year != 0 {
			text += fmt.Sprintf(", %d", t.Year)
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}

func tests(m practice.Mechanism) string {
	var list []string
	for _, t := range m.Tests {
		list = append(list, t.Folder+": "+strings.Join(t.Functions, ", "))
	}
	return strings.Join(list, "; ")
}

// experiment tells how a mechanism is seen: what moves, and the commands that show it.
func experiment(m practice.Mechanism) document.Section {
	e := m.Seen
	words := append([]string{fmt.Sprintf("postsale compare %s --trials %d", e.In, e.Trials)}, sets(e.With)...)
	words = append(words, "--plan "+units.ShellWord(e.Plan()))
	lines := []string{"postsale mechanisms " + m.Name + " --seen", "", "# all that differs: idle (second) less with the mechanism (first)"}
	block := document.Extract{Columns: []document.Column{{}}}
	for _, line := range append(lines, joined(words)...) {
		block.Lines = append(block.Lines, document.Line{Cells: []string{line}})
	}
	return document.Section{Title: "Experiment", Blocks: []document.Block{document.Paragraph(moves(e)), block}}
}

// moves says where an experiment should move its measure.
func moves(e *practice.Experiment) string {
	way := map[practice.Direction]string{practice.Up: "higher", practice.Down: "lower"}[e.Moves]
	text := fmt.Sprintf("With the mechanism %s is %s than with it made idle, under the same luck.", e.Measure, way)
	if e.People {
		return text + " The people are the mechanism: the other plan has more or less of them."
	}
	return text + " Both plans have as many people."
}

// Sight tells what the experiment of a mechanism came to, and of what; unit is that of its measure.
func Sight(m practice.Mechanism, unit measures.Unit, s practice.Sight) document.Document {
	e := m.Seen
	form, scale, title := document.Form{Digits: 4}, 1.0, e.Measure
	switch unit {
	case measures.Share:
		form, scale, title = document.Form{Places: 2}, 100, title+", %"
	case measures.Days:
		form, title = document.Form{Places: 3}, title+", working days"
	case measures.Dollars:
		form, title = document.Form{Unit: document.Dollars, Bare: true}, title+", $"
	case measures.Hours:
		form, title = document.Form{Places: 2}, title+", hours"
	}
	row := func(label string, v float64, signed bool) document.Row {
		f := form
		f.Signed = signed
		return document.Row{Label: label, Cells: []document.Cell{document.Number{Value: v * scale, Form: f}}}
	}
	verdict := "It holds: the difference is as the field says, and more than three of its errors."
	if !s.Holds {
		verdict = "It does not hold: the difference is not as the field says by more than three of its errors."
	}
	heads := ""
	if e.People {
		heads = fmt.Sprintf(" There are %s people with it and %s without, on average.", units.Rough(s.People, 3), units.Rough(s.Others, 3))
	}
	terms := document.Terms{
		{Name: "mechanism", Text: m.Name},
		{Name: "the field says", Text: m.Says},
		{Name: "the model does", Text: m.Does},
		{Name: "scenario", Text: e.In},
		{Name: "with", Text: strings.Join(practice.Lines(e.With), "; ")},
		{Name: "made idle by", Text: strings.Join(practice.Lines(e.Idle), "; ")},
	}
	return document.Document{Blocks: []document.Block{
		slices.DeleteFunc(terms, func(t document.Term) bool { return t.Text == "" }),
		document.Section{Blocks: []document.Block{
			document.Paragraph(moves(e)),
			document.Table{Columns: []document.Column{{}, {Title: title}}, Rows: []document.Row{
				row("with the mechanism, mean", s.With, false),
				row("with it made idle, mean", s.Idle, false),
				row("the first less the second", s.More, true),
				row("error of that", s.Error, false),
			}},
			document.Paragraph(fmt.Sprintf("%s %d trials of seed %d, the same for both.%s", verdict, s.Trials, s.Seed, heads)),
		}},
	}}
}

// sets returns settings as a shell takes them.
func sets(settings []practice.Setting) (list []string) {
	for _, line := range practice.Lines(settings) {
		list = append(list, "--set "+units.ShellWord(line))
	}
	return list
}

// joined returns a command on as many lines as it takes. A shell reads them as one; within a setting, which goes on below where
// it has a space, YAML does.
func joined(words []string) (lines []string) {
	const most, below = 76, "  "
	line := ""
	for _, word := range words {
		switch {
		case line == "":
			line = word
			continue
		case len(line)+1+len(word) <= most:
			line += " " + word
			continue
		}
		lines, line = append(lines, line+` \`), below+word
		for len(line) > most {
			at := strings.LastIndexByte(line[:most], ' ')
			if at <= len(below)+len("--plan") {
				break
			}
			lines, line = append(lines, line[:at]), below+below+line[at+1:]
		}
	}
	return append(lines, line)
}

// MechanismsJSON writes mechanisms for programs: a list of them, or the only one, with what its experiment came to if that
// was made.
func MechanismsJSON(to io.Writer, list []practice.Mechanism, one bool, sight *practice.Sight) error {
	out := json.NewEncoder(to)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if !one {
		return out.Encode(list)
	}
	return out.Encode(struct {
		practice.Mechanism
		Sight *practice.Sight `json:"sight,omitempty"`
	}{list[0], sight})
}
