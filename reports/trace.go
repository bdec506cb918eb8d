package reports

import (
	"fmt"
	"slices"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/story"
	"postsale/reports/words"
)

// Trace tells a trial: what happened, in order of time, then what the year came to; of one customer also the story of its
// life. Facts that say how many hours or dollars flow from now on are left out.
func Trace(l *results.Trace) document.Document {
	list := nearest(l.Near)
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

// nearest says why a trial was chosen, if it was.
func nearest(n *results.Near) []document.Block {
	if n == nil {
		return nil
	}
	value := func(v float64) string { return words.Quantity(n.Measure.Name, n.Measure.Unit, v) }
	return titled("", "", document.Paragraph(fmt.Sprintf("The nearest of %s trials to %s of %s: %s here, %s at %s.",
		words.Count(n.N), n.Quantile, n.Name(), value(n.Value), value(n.Nearest.Quantile), n.Quantile)))
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
