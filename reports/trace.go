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

// tells reports whether a fact was asked for.
func (l *Log) tells(f ledger.Fact) bool {
	s := &l.Only
	return f.At >= s.From && f.At < s.To && (s.Customer == "" || f.Customer != ledger.None && l.Customers[f.Customer] == s.Customer)
}

// Trace writes a trial for people: what happened, in order of time, then what the
// year came to; of one customer also the story of its life. Facts that say how many hours or dollars flow from now on are left
// out; TraceJSON has them.
func Trace(w io.Writer, l *Log) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "Trial %d of scenario %s, seed %d", l.Trial, clean(l.Name), l.Seed)
	if l.Only.Says != "" {
		fmt.Fprintf(out, ": %s", clean(l.Only.Says))
	}
	fmt.Fprint(out, "\n\n")
	if l.Near != nil {
		fmt.Fprintf(out, "%s\n\n", strings.Join(wrapped(l.Near.String(), columns, terminal), "\n"))
	}
	if l.Only.Customer != "" {
		fmt.Fprintf(out, "%s\n\n", strings.Join(wrapped(l.story(l.Only.Customer), columns, terminal), "\n"))
	}

	entries := []entry{{date: "date", day: "day", scope: "of", customer: "customer", text: "what happened"}}
	for _, e := range l.entries() {
		if l.tells(e.fact) {
			entries = append(entries, e)
		}
	}
	scopes, customers := 0, 0
	for i := range entries {
		scopes = max(scopes, width(entries[i].scope))
		customers = max(customers, width(entries[i].customer))
	}
	for _, e := range entries {
		fmt.Fprintf(out, "%-10s  %7s  %s  %s  %s\n", e.date, e.day, padded(e.scope, scopes), padded(e.customer, customers), e.text)
	}
	if l.Failure != "" {
		fmt.Fprintf(out, "\nThe trial failed here: %s\n", clean(l.Failure))
	} else {
		fmt.Fprint(out, l.sums())
	}
	return out.Flush()
}

// sums returns what the trial came to, by fiscal year.
func (l *Log) sums() string {
	periods := l.Layout.Years()
	if len(periods) == 0 {
		periods = l.Layout.Quarters()
	}
	t := table{}
	t.add("")
	for _, p := range periods {
		t.rows[0] = append(t.rows[0], p.Name)
	}
	for _, m := range []struct{ label, measure string }{
		{"NRR", "nrr"}, {"GRR", "grr"},
		{"  ARR opening", "arr_opening"}, {"+ new", "arr_new"}, {"+ expansion", "arr_expansion"}, {"+ uplift", "arr_uplift"},
		{"- contraction", "arr_contraction"}, {"- churn", "arr_churn"}, {"= closing", "arr_closing"},
	} {
		cells := []string{m.label}
		for _, p := range periods {
			cells = append(cells, l.value(m.measure, p.Name))
		}
		t.add(cells...)
	}
	var p page
	p.heading("The whole trial, all customers", "")
	p.table(t)
	return p.String()
}

func (l *Log) value(measure, period string) string {
	for i, c := range l.Columns {
		if c.Measure.Name == measure && c.Segment == company && c.Period.Name == period {
			switch {
			case !exists(l.Row[i]):
				return absent
			case c.Measure.Unit == measures.Share:
				return percent(l.Row[i]) + " %"
			}
			return cash(l.Row[i])
		}
	}
	return absent
}
