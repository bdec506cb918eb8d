package reports

import (
	"bufio"
	"fmt"
	"io"

	"postsale/models/ledger"
	"postsale/models/measures"
)

// Log is one trial as it happened.
type Log struct {
	Name       string // of the scenario
	Seed       uint64
	Trial      int
	Only       string // what the facts are limited to; empty for all of them
	Layout     measures.Layout
	Customers  []string // their names, by number
	TicketName func(subject int32) string
	Facts      []ledger.Fact
	Columns    []measures.Column
	Row        []float64 // the trial's number of every column; nil when it failed
	Failure    string    // why, on one line
}

// Trace writes a trial for people: what happened, in order of time, then what the
// year came to. Facts that say how many hours or dollars flow from now on are left
// out; TraceJSON has them.
func Trace(w io.Writer, l *Log) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "Trial %d of scenario %s, seed %d", l.Trial, clean(l.Name), l.Seed)
	if l.Only != "" {
		fmt.Fprintf(out, ": %s", clean(l.Only))
	}
	fmt.Fprint(out, "\n\n")

	entries := append([]entry{{date: "date", day: "day", scope: "of", customer: "customer", text: "what happened"}}, l.entries()...)
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
