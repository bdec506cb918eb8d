package reports

import (
	"cmp"
	"fmt"
	"slices"

	"postsale/models/measures"
	"postsale/models/results"
	found "postsale/models/results/misses"
	"postsale/reports/document"
	"postsale/reports/misses"
	"postsale/reports/story"
	"postsale/reports/words"
)

// Trace tells a trial: of one that is near to a quantile what was largest and highest in it, then what happened, in order of time, then what the year came to; of one customer also the story of its
// life. Facts that say how many hours or dollars flow from now on are left out.
func Trace(l *results.Trace) document.Document {
	list := nearest(l)
	if c := l.Only.Customer; c != "" {
		list = append(list, titled("", "", document.Paragraph(story.Story(l, c)))...)
	}
	log := document.Log{Columns: logColumns(0, 0), Lines: func(yield func(document.Line) bool) {
		for e := range story.Entries(l) {
			if l.Only.Tells(l, e.Fact) && !yield(document.Line{Cells: cellsOf(e)}) {
				return
			}
		}
	}}
	if l.Failure != "" {
		log.End = "The trial failed here: " + l.Failure
	}
	list = append(list, titled("", "", log)...)
	if l.Failure == "" {
		list = append(list, sumsOf(l, "The whole trial, all customers")...)
	}
	return document.Document{
		Title:  fmt.Sprintf("Trial %d of scenario %s, seed %d%s", l.Trial, l.Name, l.Seed, selected(l.Only)),
		Blocks: list,
	}
}

// nearest says why a trial was chosen, if it was, and what it was in short.
func nearest(l *results.Trace) []document.Block {
	n := l.Near
	if n == nil {
		return nil
	}
	future := found.FutureOf(l, n.Column, &n.Usual)
	value := func(v float64) string { return words.Quantity(n.Measure.Name, n.Measure.Unit, v) }
	return append(titled("", "", document.Paragraph(fmt.Sprintf("The nearest of %s trials to %s of %s: %s here, %s at %s.",
		words.Count(n.N), n.Quantile, n.Name(), value(n.Value), value(n.Nearest.Quantile), n.Quantile))), misses.Future(&future))
}

// selected says what of a trial is told, after a colon.
func selected(s results.Selection) string {
	if s.Says == "" {
		return ""
	}
	return ": " + s.Says
}

// logColumns are those of a log; scope and customer take as many characters as their widest, where that is known.
func logColumns(scope, customer int) []document.Column {
	return []document.Column{{Title: "date", Holds: document.Words, Room: 10}, {Title: "day", Room: 7},
		{Title: "of", Holds: document.Words, Room: scope}, {Title: "customer", Holds: document.Words, Room: customer},
		{Title: "what happened", Holds: document.Prose}}
}

func cellsOf(e story.Entry) []string { return []string{e.Date, e.Day, e.Scope, e.Customer, e.Text} }

func sumsOf(l *results.Trace, title string) []document.Block {
	return sums(title, l.Periods(), func(measure, period string) document.Cell {
		v, unit := l.Value(measure, period)
		if unit == measures.Share {
			return percent(v)
		}
		return dollars.number(v)
	})
}

// sums tell what a trial came to, by period.
func sums(title string, periods []string, cell func(measure, period string) document.Cell) []document.Block {
	t := document.Table{Columns: columns(slices.Concat([]string{""}, periods)...)}
	for _, m := range []struct{ label, measure string }{
		{"NRR", "nrr"}, {"GRR", "grr"},
		{"  ARR opening", "arr_opening"}, {"+ new", "arr_new"}, {"+ expansion", "arr_expansion"}, {"+ uplift", "arr_uplift"},
		{"- contraction", "arr_contraction"}, {"- churn", "arr_churn"}, {"= closing", "arr_closing"},
	} {
		row := document.Row{Label: m.label}
		for _, period := range periods {
			row.Cells = append(row.Cells, cell(m.measure, period))
		}
		t.Rows = append(t.Rows, row)
	}
	return titled(title, "", t)
}

// Traces tells the trial of one scenario, or of two beside each other.
func Traces(list []*results.Trace) document.Document {
	if len(list) == 2 {
		return TracePair(&results.TracePair{First: list[0], Second: list[1]})
	}
	return Trace(list[0])
}

var sideMarks = [...]string{results.Both: "=", results.First: "<", results.Second: ">"}

// TracePair tells the same trial of two scenarios: where they part, what each came to, and one log of both.
func TracePair(a *results.TracePair) document.Document {
	l := a.First
	list := nearest(l)
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
	log := document.Log{Columns: columns, Marked: true}
	if l.Only.Says == "" {
		lines, log.End = shortened(lines)
	}
	log.Lines = slices.Values(lines)
	return document.Document{
		Title: fmt.Sprintf("Trial %d of scenario %s against %s, seed %d%s", l.Trial, l.Name, a.Second.Name, l.Seed, selected(l.Only)),
		Blocks: slices.Concat(list, titled("", "", parting(story.Part(a, all), columns)...), sumsOfBoth(a),
			titled("", "", document.Paragraph(legend)), titled("", "", log)),
	}
}

// How many lines a log of two has that is told as a whole, and of a longer one how many that are in one of them alone.
const wholeLog, oneSided = 5000, 500

// shortened returns what is told of the lines of a log from which nobody chose: of very many the first that are in one alone,
// and how many more there are.
func shortened(lines []document.Line) (told []document.Line, more string) {
	if len(lines) <= wholeLog {
		return lines, ""
	}
	for _, line := range lines {
		if line.Mark != sideMarks[results.Both] {
			told = append(told, line)
		}
	}
	both, alone := len(lines)-len(told), max(0, len(told)-oneSided)
	return told[:len(told)-alone], fmt.Sprintf("Left out: %s more in one alone, %s in both; --customer, --from and --to choose.", words.Count(alone), words.Count(both))
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
