package results

import (
	"math"
	"slices"

	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Trace is one trial as it happened.
type Trace struct {
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
	Usual    Usual  // in all of them, of what a future is told by
}

// Name returns what the column is called on a command line, but for its quantile.
func (n *Near) Name() string { return n.Measure.Name + "." + n.Segment + "." + n.Period.Name }

// Usual is what is usual among many trials: medians.
type Usual struct {
	Columns []measures.Column
	Medians []float64 // NaN where a column exists in no trial
}

// UsualOf returns the medians of some columns of a table that keeps its trials.
func UsualOf(table *measures.Table, columns []measures.Column) Usual {
	u := Usual{Columns: columns}
	for _, c := range columns {
		i := table.Find(c.Measure.Name, c.Segment, c.Period.Name)
		u.Medians = append(u.Medians, estimate.Of(table.Values(i)).P50)
	}
	return u
}

// Of returns a median, NaN if it is not known.
func (u *Usual) Of(measure, segment, period string) float64 {
	i := slices.IndexFunc(u.Columns, func(c measures.Column) bool {
		return c.Measure.Name == measure && c.Segment == segment && c.Period.Name == period
	})
	if i < 0 {
		return math.NaN()
	}
	return u.Medians[i]
}

// FutureMeasures are what a single future is told by, beside the median of all: what became of ARR, and what was high.
var (
	FutureSums  = []string{"arr_opening", "arr_new", "arr_expansion", "arr_uplift", "arr_contraction", "arr_churn", "arr_closing"}
	FuturePeaks = []string{"projects_queued_peak", "start_delay_mean", "ticket_backlog_peak", "breach_share", "attention"}
	ofFutures   = slices.Concat([]string{"nrr", "grr", "customers_lost", "deals"}, FutureSums, FuturePeaks)
)

// FutureColumns returns the columns of a layout that a single future is told by: by year or, if there is none, by quarter, and
// what left the company by quarter too.
func FutureColumns(l measures.Layout) []measures.Column {
	periods, quarters := l.Periods(), l.Quarters()
	return slices.DeleteFunc(l.Columns(), func(c measures.Column) bool {
		byQuarter := c.Measure.Name == "arr_churn" && c.Segment == measures.WholeCompany && slices.Contains(quarters, c.Period)
		return !byQuarter && !(slices.Contains(ofFutures, c.Measure.Name) && slices.Contains(periods, c.Period))
	})
}

// Selection is which facts of a log are told.
type Selection struct {
	Says     string  // in words; empty for all of them
	Customer string  // whose; empty for all
	From, To float64 // working days: From is in, To is not
}

// Everything selects all facts.
var Everything = Selection{From: math.Inf(-1), To: math.Inf(1)}

// Tells reports whether a fact of a log was asked for.
func (s *Selection) Tells(l *Trace, f ledger.Fact) bool {
	return f.At >= s.From && f.At < s.To && (s.Customer == "" || f.Customer != ledger.None && l.Customers[f.Customer] == s.Customer)
}

// Periods are those that a trial is summed up by.
func (l *Trace) Periods() []string {
	var names []string
	for _, p := range l.Layout.Periods() {
		names = append(names, p.Name)
	}
	return names
}

// Value returns a measure of the company, NaN when there is none.
func (l *Trace) Value(measure, period string) (float64, measures.Unit) {
	for i, c := range l.Columns {
		if c.Measure.Name == measure && c.Segment == measures.WholeCompany && c.Period.Name == period {
			return l.Row[i], c.Measure.Unit
		}
	}
	return math.NaN(), ""
}

// TracePair is the same trial of two scenarios. What is told of the first is told of
// both.
type TracePair struct{ First, Second *Trace }

// Side says in which of two logs something is.
type Side int

const (
	Both Side = iota
	First
	Second
)

var SideNames = [...]string{Both: "both", First: "first", Second: "second"}

// Log returns the log that an entry of a side is from.
func (a *TracePair) Log(s Side) *Trace {
	if s == Second {
		return a.Second
	}
	return a.First
}

// Match finds the facts that are in both logs.
func (a *TracePair) Match() (m Matches) {
	story := func(l *Trace) ledger.Story {
		return ledger.Story{Layout: l.Layout.Ledger, Customers: l.Customers, Facts: l.Facts}
	}
	m[First], m[Second] = ledger.Match(story(a.First), story(a.Second))
	return m
}

// Matches hold by side for every fact the number of the same in the other log, or -1.
type Matches [3][]int

// Tells reports whether a fact was asked for.
func (a *TracePair) Tells(s Side, f ledger.Fact) bool { return a.First.Only.Tells(a.Log(s), f) }
