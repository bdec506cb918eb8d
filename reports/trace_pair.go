package reports

import (
	"cmp"
	"fmt"
	"slices"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/story"
	"postsale/reports/words"
)

var sideMarks = [...]string{results.Both: "=", results.First: "<", results.Second: ">"}

// TracePair tells the same trial of two scenarios: where they part, what each came to, and one log of both.
func TracePair(a *results.TracePair) document.Document {
	l := a.First
	list := nearest(l.Near)
	if c := l.Only.Customer; c != "" {
		for _, s := range [...]results.Side{results.First, results.Second} {
			list = append(list, titled("", "", document.Paragraph(
				fmt.Sprintf("In %s: %s", story.Name(a, s), cmp.Or(story.Story(a.Log(s), c), "no such customer."))))...)
		}
	}
	all := story.BothEntries(a, a.Match())
	var lines []document.Line
	scope, customer := 0, 0
	for _, s := range all {
		if a.Tells(s.Side, s.Fact) {
			lines = append(lines, document.Line{Mark: sideMarks[s.Side], Cells: cellsOf(s.Entry)})
			scope, customer = max(scope, words.Width(s.Scope)), max(customer, words.Width(s.Customer))
		}
	}
	columns := logColumns(0, 0)
	for i, widest := range map[int]int{2: scope, 3: customer} {
		columns[i].Room = max(widest, words.Width(columns[i].Title))
	}
	legend := fmt.Sprintf("= in both, < only in %s, > only in %s", story.Name(a, results.First), story.Name(a, results.Second))
	return document.Document{
		Title: fmt.Sprintf("Trial %d of scenario %s against %s, seed %d%s", l.Trial, l.Name, a.Second.Name, l.Seed, selected(l.Only)),
		Blocks: slices.Concat(list, titled("", "", parting(story.Part(a, all), columns)...), sumsOfBoth(a),
			titled("", "", document.Paragraph(legend)), titled("", "", document.Log{Columns: columns, Marked: true, Lines: slices.Values(lines)})),
	}
}

// parting says where they part.
func parting(p story.Parting, columns []document.Column) []document.Block {
	events := words.Count(p.Alike) + words.Plural(p.Alike, " event", " events")
	start := p.Start()
	if start == nil {
		return []document.Block{document.Paragraph(fmt.Sprintf("They do not part, in %s of customers.", events))}
	}
	lines := partingLines(&p, 1)
	if slices.Equal(lines[0].Cells, lines[1].Cells) {
		lines = partingLines(&p, 4)
	}
	return []document.Block{
		document.Paragraph(fmt.Sprintf("They part on %s, day %s, after %s of customers in both:", start.Date, start.Day, events)),
		document.Extract{Columns: columns, Lines: lines},
	}
}

// partingLines are the lines that part, with so many places of the day.
func partingLines(p *story.Parting, places int) []document.Line {
	var list []document.Line
	for _, s := range [...]results.Side{results.First, results.Second} {
		cells := []string{"nothing instead"}
		if line := p.Lines[s]; line != nil {
			e := line.Entry
			e.Day = words.Decimal(e.Fact.At, places)
			cells = cellsOf(e)
		}
		list = append(list, document.Line{Mark: sideMarks[s], Cells: cells})
	}
	return list
}

// sumsOfBoth tell what each came to, and the difference.
func sumsOfBoth(a *results.TracePair) []document.Block {
	var list []document.Block
	for _, s := range [...]results.Side{results.First, results.Second} {
		l, name := a.Log(s), story.Name(a, s)
		if l.Failure != "" {
			list = append(list, titled("", "", document.Paragraph(fmt.Sprintf("In %s the trial failed: %s", name, l.Failure)))...)
			continue
		}
		list = append(list, sumsOf(l, "The whole trial, all customers: "+name)...)
	}
	if a.First.Failure != "" || a.Second.Failure != "" {
		return list
	}
	periods := slices.DeleteFunc(a.First.Periods(), func(name string) bool { return !slices.Contains(a.Second.Periods(), name) })
	title := fmt.Sprintf("The difference: %s less %s", story.Name(a, results.Second), story.Name(a, results.First))
	return append(list, sums(title, periods, func(measure, period string) document.Cell {
		d, unit := a.Difference(measure, period)
		switch {
		case d == 0:
			return wholes.number(0)
		case unit == measures.Share:
			return document.Number{Value: 100 * d, Form: document.Form{Unit: document.Points, Places: 1, Signed: true}}
		}
		return document.Number{Value: d, Form: document.Form{Unit: document.Dollars, Signed: true}}
	})...)
}
