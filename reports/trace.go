package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"postsale/models/results"
	"postsale/reports/story"
	"postsale/reports/words"
)

func String(n *results.Near) string {
	value := func(v float64) string { return words.Quantity(n.Measure.Name, n.Measure.Unit, v) }
	return fmt.Sprintf("The nearest of %s trials to %s of %s: %s here, %s at %s.",
		words.Count(n.N), n.Quantile, n.Name(), value(n.Value), value(n.Nearest.Quantile), n.Quantile)
}

// Trace writes a trial for people: what happened, in order of time, then what the
// year came to; of one customer also the story of its life. Facts that say how many hours or dollars flow from now on are left
// out; TraceJSON has them.
func Trace(w io.Writer, l *results.Trace) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "Trial %d of scenario %s, seed %d%s\n\n", l.Trial, words.Clean(l.Name), l.Seed, toldSelection(l.Only))
	if l.Near != nil {
		fmt.Fprintf(out, "%s\n", paragraph(String(l.Near)))
	}
	if c := l.Only.Customer; c != "" {
		fmt.Fprintf(out, "%s\n", paragraph(story.Story(l, c)))
	}
	list := []story.Entry{columnNames}
	for _, e := range story.Entries(l) {
		if l.Only.Tells(l, e.Fact) {
			list = append(list, e)
		}
	}
	widths := widthsOf(list)
	for _, e := range list {
		fmt.Fprintln(out, lineOf(&e, widths))
	}
	if l.Failure != "" {
		fmt.Fprintf(out, "\nThe trial failed here: %s\n", words.Clean(l.Failure))
	} else {
		fmt.Fprint(out, sums("The whole trial, all customers", l.Periods(), func(measure, period string) string { return story.Cell(l, measure, period) }))
	}
	return out.Flush()
}

// told says what was selected, after a colon.
func toldSelection(s results.Selection) string {
	if s.Says == "" {
		return ""
	}
	return ": " + words.Clean(s.Says)
}

// paragraph returns text in lines.
func paragraph(text string) string {
	return strings.Join(words.Wrapped(text, words.Columns, words.Terminal), "\n") + "\n"
}

// columnNames stand above the entries.
var columnNames = story.Entry{Date: "date", Day: "day", Scope: "of", Customer: "customer", Text: "what happened"}

// widths are those of the columns that have none of their own.
type widths struct{ scope, customer int }

func widthsOf(list []story.Entry) (w widths) {
	for i := range list {
		w.scope = max(w.scope, words.Width(list[i].Scope))
		w.customer = max(w.customer, words.Width(list[i].Customer))
	}
	return w
}

func lineOf(e *story.Entry, w widths) string {
	return fmt.Sprintf("%-10s  %7s  %s  %s  %s", e.Date, e.Day, words.Padded(e.Scope, w.scope), words.Padded(e.Customer, w.customer), e.Text)
}

// sums returns what the trial came to, by period.
func sums(title string, periods []string, cell func(measure, period string) string) string {
	t := table{}
	t.add(append([]string{""}, periods...)...)
	for _, m := range []struct{ label, measure string }{
		{"NRR", "nrr"}, {"GRR", "grr"},
		{"  ARR opening", "arr_opening"}, {"+ new", "arr_new"}, {"+ expansion", "arr_expansion"}, {"+ uplift", "arr_uplift"},
		{"- contraction", "arr_contraction"}, {"- churn", "arr_churn"}, {"= closing", "arr_closing"},
	} {
		cells := []string{m.label}
		for _, period := range periods {
			cells = append(cells, cell(m.measure, period))
		}
		t.add(cells...)
	}
	var p page
	p.heading(title, "")
	p.table(t)
	return p.String()
}
