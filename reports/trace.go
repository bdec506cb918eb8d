package reports

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"

	"postsale/models/ledger"
	"postsale/models/measures"
)

// Log is one trial as it happened.
type Log struct {
	Name       string // of the scenario
	Seed       uint64
	Trial      int
	Near       *Near // why it was chosen; nil when it was asked for by its number
	Only       Selection
	Layout     measures.Layout
	Customers  []string // their names, by number
	TicketName func(subject int32) string
	Facts      []ledger.Fact
	Columns    []measures.Column
	Row        []float64 // the trial's number of every column; nil when it failed
	Failure    string    // why, on one line
}

// Near says to what a trial is the nearest, of many.
type Near struct {
	measures.Column
	measures.Nearest
	Quantile string // its name, such as p10
}

func (n *Near) String() string {
	value := func(v float64) string { return quantity(n.Measure.Name, n.Measure.Unit, v) }
	return fmt.Sprintf("The nearest of %s trials to %s of %s: %s here, %s at %s.",
		count(n.N), n.Quantile, n.name(), value(n.Value), value(n.Nearest.Quantile), n.Quantile)
}

// name returns what the column is called on a command line, but for its quantile.
func (n *Near) name() string { return n.Measure.Name + "." + n.Segment + "." + n.Period.Name }

// Selection is which facts of a log are told.
type Selection struct {
	Says     string  // in words; empty for all of them
	Customer string  // whose; empty for all
	From, To float64 // working days: From is in, To is not
}

// Everything selects all facts.
var Everything = Selection{From: math.Inf(-1), To: math.Inf(1)}

// tells reports whether a fact of a log was asked for.
func (s *Selection) tells(l *Log, f ledger.Fact) bool {
	return f.At >= s.From && f.At < s.To && (s.Customer == "" || f.Customer != ledger.None && l.Customers[f.Customer] == s.Customer)
}

// Trace writes a trial for people: what happened, in order of time, then what the
// year came to; of one customer also the story of its life. Facts that say how many hours or dollars flow from now on are left
// out; TraceJSON has them.
func Trace(w io.Writer, l *Log) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "Trial %d of scenario %s, seed %d%s\n\n", l.Trial, clean(l.Name), l.Seed, l.Only.told())
	if l.Near != nil {
		fmt.Fprintf(out, "%s\n", paragraph(l.Near.String()))
	}
	if c := l.Only.Customer; c != "" {
		fmt.Fprintf(out, "%s\n", paragraph(l.story(c)))
	}
	list := []entry{columnNames}
	for _, e := range l.entries() {
		if l.Only.tells(l, e.fact) {
			list = append(list, e)
		}
	}
	widths := widthsOf(list)
	for _, e := range list {
		fmt.Fprintln(out, e.line(widths))
	}
	if l.Failure != "" {
		fmt.Fprintf(out, "\nThe trial failed here: %s\n", clean(l.Failure))
	} else {
		fmt.Fprint(out, sums("The whole trial, all customers", l.periods(), func(measure, period string) string { return l.cell(measure, period) }))
	}
	return out.Flush()
}

// told says what was selected, after a colon.
func (s Selection) told() string {
	if s.Says == "" {
		return ""
	}
	return ": " + clean(s.Says)
}

// paragraph returns text in lines.
func paragraph(text string) string {
	return strings.Join(wrapped(text, columns, terminal), "\n") + "\n"
}

// columnNames stand above the entries.
var columnNames = entry{date: "date", day: "day", scope: "of", customer: "customer", text: "what happened"}

// widths are those of the columns that have none of their own.
type widths struct{ scope, customer int }

func widthsOf(list []entry) (w widths) {
	for i := range list {
		w.scope = max(w.scope, width(list[i].scope))
		w.customer = max(w.customer, width(list[i].customer))
	}
	return w
}

func (e *entry) line(w widths) string {
	return fmt.Sprintf("%-10s  %7s  %s  %s  %s", e.date, e.day, padded(e.scope, w.scope), padded(e.customer, w.customer), e.text)
}

// periods are those that a trial is summed up by.
func (l *Log) periods() []string {
	periods := l.Layout.Years()
	if len(periods) == 0 {
		periods = l.Layout.Quarters()
	}
	var names []string
	for _, p := range periods {
		names = append(names, p.Name)
	}
	return names
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

// cell returns a value of the trial, as a planner writes it.
func (l *Log) cell(measure, period string) string {
	v, unit := l.value(measure, period)
	switch {
	case !exists(v):
		return absent
	case unit == measures.Share:
		return percent(v) + " %"
	}
	return cash(v)
}

// value returns a measure of the company, NaN when there is none.
func (l *Log) value(measure, period string) (float64, measures.Unit) {
	for i, c := range l.Columns {
		if c.Measure.Name == measure && c.Segment == company && c.Period.Name == period {
			return l.Row[i], c.Measure.Unit
		}
	}
	return math.NaN(), ""
}
