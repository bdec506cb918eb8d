package turning

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/turns"
	"postsale/reports/document"
	"postsale/reports/words"
)

// Document tells the question, the positions, what was found and where the winner changes.
func Document(a *turns.Argument) document.Document {
	told := append(terms("First", a.First), terms("Second", a.Second)...)
	if len(a.Settings) > 0 {
		told = append(told, document.Term{Name: "Both", Text: strings.Join(a.Settings, "; ")})
	}
	blocks := []document.Block{document.Terms(told)}
	for i := range a.Measures {
		blocks = append(blocks, section(a, i))
	}
	blocks = append(blocks, document.Section{Blocks: []document.Block{document.Answer{Lines: Answer(a)}}})
	return document.Document{Title: a.Title, Blocks: blocks}
}

func terms(which string, s turns.Side) []document.Term {
	return []document.Term{{Name: which, Text: upper(s.Name) + ": " + s.Says}, {Name: "  held by", Text: strings.Join(s.HeldBy, "; ")}, {Name: "  plan", Text: s.Plan}}
}

func trials(a *turns.Argument) string {
	least := a.Trials
	for _, l := range a.Levels {
		least = min(least, l.Trials)
	}
	text := words.Count(a.Trials) + " trials of each"
	if least < a.Trials {
		text += fmt.Sprintf(", of which at least %s were done", words.Count(least))
	}
	return text
}

// section is the table of a measure, a row a value; the first says what its columns are.
func section(a *turns.Argument, i int) document.Block {
	m := &a.Measures[i]
	told := formOf(m)
	t := document.Table{}
	for _, title := range []string{"", "first", "second", "more", "error", "8 in 10", "second better"} {
		t.Columns = append(t.Columns, document.Column{Title: title})
	}
	for k, level := range a.Levels {
		t.Rows = append(t.Rows, document.Row{Label: value(level), Cells: told.cells(m.Gaps[k])})
	}
	note := map[measures.Direction]string{measures.Up: "more is better", measures.Down: "less is better"}[m.Better]
	if i == 0 {
		note = fmt.Sprintf("by %s; %s; means of %s; more: the second less the first, trial by trial", a.Across.Says, note, trials(a))
	}
	return document.Section{Title: title(m), Note: note, Blocks: []document.Block{t}}
}

// title stands above the table of a measure.
func title(m *turns.Measured) string {
	if _, unit := called(m); unit != "" {
		return Label(m) + ", " + unit
	}
	return Label(m)
}

// called is what a measure is called, and its unit if it is told.
func called(of *turns.Measured) (name, unit string) {
	m := of.Measure
	for _, text := range []string{m.Contrast.Label, m.Label, m.Name} {
		if name == "" {
			name, unit, _ = strings.Cut(strings.TrimSpace(text), ", ")
		}
	}
	if unit == "" {
		unit = map[measures.Unit]string{measures.Share: "%", measures.Dollars: "$k"}[m.Unit]
	}
	return cmp.Or(of.Says, name), unit
}

// Label is what a measure is called, of whom and when.
func Label(m *turns.Measured) string {
	name, _ := called(m)
	if m.Segment != measures.WholeCompany {
		name += " of " + words.Clean(m.Segment)
	}
	if m.Period == measures.Run {
		return name + " of the run"
	}
	return name + " " + m.Period
}

// value tells a level as the file has it.
func value(l turns.Level) string { return words.Clean(l.Text) }

// form is how a measure is told: what its values are divided by, its unit and how many places differences have.
type form struct {
	by     float64
	unit   document.Unit
	places int // of levels
	finer  int // of differences
}

func formOf(of *turns.Measured) form {
	m := of.Measure
	switch told := m.Contrast.Told; {
	case m.Unit == measures.Share && m.Yearly:
		return form{1. / 100, document.Percent, 1, 2}
	case m.Unit == measures.Share:
		return form{1. / 100, document.Percent, 1, 1}
	case m.Unit == measures.Dollars && told == measures.InDollars:
		return form{1, document.Things, 0, 0}
	case m.Unit == measures.Dollars:
		const many = 100_000
		if slices.ContainsFunc(of.Gaps, func(d results.Paired) bool { return math.Abs(d.Mean) > many }) {
			return form{1e3, document.Thousands, 0, 0}
		}
		return form{1e3, document.Thousands, 0, 1}
	case told == measures.InWorkingHours:
		return form{fiscal.Hour, document.Hours, 1, 1}
	case told == measures.InWeeks:
		return form{fiscal.Week, document.Weeks, 1, 1}
	case told == measures.InHundredths:
		return form{1, document.Things, 2, 3}
	}
	return form{1, document.Things, 1, 1}
}

func (f form) number(v float64) document.Cell {
	return document.Number{Value: v / f.by, Form: document.Form{Unit: f.unit, Places: f.places, Bare: true}}
}

func (f form) more(v float64, signed bool) document.Cell {
	return document.Number{Value: v / f.by, Form: document.Form{Unit: f.unit, Places: f.finer, Signed: signed, Bare: true}}
}

func (f form) cells(d results.Paired) []document.Cell {
	if d.N == 0 {
		return slices.Repeat([]document.Cell{document.Absent}, 6)
	}
	list := []document.Cell{f.number(d.From), f.number(d.To)}
	if results.Found(d) == results.None {
		return append(list, f.more(0, false), f.more(0, false), document.Text("the same"), document.Absent)
	}
	var odds document.Cell = document.Absent
	if results.Exists(d.Better.P) {
		odds = document.Odds{Odds: d.Better}
	}
	return append(list, f.more(d.Mean, true), f.more(d.MCError, false),
		document.Span{Low: d.P10 / f.by, High: d.P90 / f.by, Form: document.Form{Unit: f.unit, Places: f.finer, Signed: true, Bare: true}}, odds)
}

// unitIn is in which unit differences are told.
func (f form) unitIn(m *turns.Measured) string {
	switch f.unit {
	case document.Percent:
		return "points"
	case document.Thousands:
		return "thousands of dollars"
	case document.Hours:
		return "working hours"
	case document.Weeks:
		return "weeks"
	}
	_, unit := called(m)
	return unit
}

// told tells a difference with its unit.
func (f form) told(m *turns.Measured, v float64) string {
	text, unit := words.Decimal(math.Abs(v)/f.by, f.finer), f.unitIn(m)
	switch {
	case f.unit == document.Thousands:
		return "$" + text + "k"
	case unit == "":
		return text
	}
	return text + " " + unit
}

// at tells a value of what varies that stands between others.
func at(a *turns.Argument, v float64) string {
	step := math.Inf(1)
	for k := 1; k < len(a.Levels); k++ {
		step = min(step, a.Levels[k].Value-a.Levels[k-1].Value)
	}
	places := max(0, 1-int(math.Floor(math.Log10(step/2)))) // a tenth of a step, or finer
	text := words.Short(v, places)
	if a.Across.Unit == "%" {
		return text + " %"
	}
	return text + a.Across.Unit
}

// Answer says where the winner changes, in sentences.
func Answer(a *turns.Argument) []string {
	if len(a.Turns) == 0 {
		return []string{unturned(a)}
	}
	var lines []string
	for _, t := range a.Turns {
		before, after := a.Side(t.Then.Other()).Name, a.Side(t.Then).Name
		lines = append(lines, fmt.Sprintf("By %s it turns at %s %s: %s wins below, %s above. From %s to %s it is not settled (two errors).",
			Label(a.Deciding()), at(a, t.At), a.Across.Says, before, after, at(a, t.From), at(a, t.To)))
	}
	return append(lines, end(a, 0)+" "+end(a, len(a.Levels)-1))
}

// end tells what the plans differ by at an end of the sweep.
func end(a *turns.Argument, k int) string {
	l := a.Levels[k]
	if l.Winner == turns.Open {
		return fmt.Sprintf("At %s nobody is ahead by more than two errors.", value(l))
	}
	return fmt.Sprintf("At %s %s is better by %s.", value(l), a.Side(l.Winner).Name, lead(a, k))
}

// lead tells by how much one plan is ahead at a level.
func lead(a *turns.Argument, k int) string {
	m := a.Deciding()
	d, f := m.Gaps[k], formOf(m)
	err := words.Decimal(d.MCError/f.by, f.finer)
	if f.unit == document.Thousands {
		err = f.told(m, d.MCError)
	}
	return fmt.Sprintf("%s (error %s)", f.told(m, d.Mean), err)
}

// unturned says that no value turns it, and how near it comes.
func unturned(a *turns.Argument) string {
	name, steady := Label(a.Deciding()), a.Steady()
	if steady == turns.Open {
		return fmt.Sprintf("By %s no value of the sweep turns it: nobody is ahead by more than two errors at any.", name)
	}
	text := fmt.Sprintf("By %s no value of the sweep turns it: %s wins wherever one side does. ", name, a.Side(steady).Name)
	if k, crossed := a.Crossed(); crossed {
		return text + fmt.Sprintf("At %s it is behind by %s, which the trials cannot tell from nothing.", value(a.Levels[k]), lead(a, k))
	}
	k := a.Nearest()
	return text + fmt.Sprintf("It comes nearest at %s: ahead by %s.", value(a.Levels[k]), lead(a, k))
}
