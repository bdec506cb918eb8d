package results

import (
	"math"
	"slices"
	"time"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Run is everything that a report shows of one run.
type Run struct {
	Program   string // version of the program
	GoVersion string
	Command   string // in canonical form: without what cannot change the results (workers, folder)

	Name, Description string // of the scenario
	SHA256            string // of the resolved scenario
	Order             string // what was asked for, whatever the number of trials; equal ones give equal trials

	Seed        uint64
	Asked, Done int // trials; the figures rest on those done
	Failures    []Failure
	Until       *Until        // nil if the number of trials was given
	Interrupted bool          // before all trials were done
	Started     time.Time     // only the manifest shows it
	Wall        time.Duration // only the manifest shows it

	Invented    bool  // the opening book is made up, once for a seed
	Book        *Book // nil unless it was read from a file
	Actuals     []Actual
	Layout      measures.Layout
	Table       *measures.Table
	Estimates   []estimate.Distribution // of the columns of Table; nil if only a few are asked for, as when plans are compared
	Targets     []Target
	Assumptions []Assumption
	Pool        *measures.Pool
	Warnings    []string
}

// Failure is a trial that panicked.
type Failure struct {
	Trial int
	Cause string
	Plan  string // where it panicked, as the command line names it; empty if there is one only
}

// Target is what a measure should reach in a period, and how often it did.
type Target struct {
	Measure, Segment, Period string
	Unit                     measures.Unit
	Bound                    float64 // in the unit
	AtMost                   bool    // otherwise at least
	Odds                     estimate.Odds
}

// Within reports whether the median of what is aimed at is the target as far as its error tells.
func (t Target) Within(d Distribution) bool { return !(math.Abs(d.P50-t.Bound) > Clearly*d.P50Error) }

// Actual is what a measure came to before the run, as the scenario states it.
type Actual struct {
	Measure, Segment, Period string // FY26, FY27 Q1 or FY27 to date
	Unit                     measures.Unit
	From, To                 int // quarters From to To-1, counted from the first of the run: To is 0 at most
	Value                    float64
}

// Assumption is a number that the results rest on and the trials cannot test.
type Assumption struct {
	Name, Value string
	Source      string // or "assumption"
}

// Estimate returns the distribution of a measure; N is 0 when it does not exist.
func (r *Run) Estimate(measure, segment, period string) estimate.Distribution {
	if i := r.Table.Find(measure, segment, period); i >= 0 {
		return r.Distribution(i)
	}
	return estimate.Of(nil)
}

// Distribution returns that of a column of the table.
func (r *Run) Distribution(column int) estimate.Distribution {
	if r.Estimates == nil {
		return r.Table.Distribution(column)
	}
	return r.Estimates[column]
}

// Kept reports whether the numbers of each trial are there; else quantiles come from a sketch.
func (r *Run) Kept() bool { return len(r.Table.Trials) > 0 || r.Done == 0 }

// Quarterly reports whether there are figures by quarter: trials that are not kept leave them only where there is no whole
// fiscal year to tell of.
func (r *Run) Quarterly() bool { return r.Kept() || len(r.Layout.Years()) == 0 }

// Within returns how far quantiles may be from those of the trials, as a share of them: 0 if these are kept.
func (r *Run) Within() float64 {
	most := 0.0
	for _, d := range r.Estimates {
		most = max(most, d.Within)
	}
	return most
}

// Was returns the quarters before the run from the first one on of which a measure of the company is stated, and what it came to
// in them; NaN where that is not stated.
func (r *Run) Was(measure string) (quarters []measures.Period, values []float64) {
	first := 0
	known := map[int]float64{}
	for _, a := range r.Actuals {
		if a.Measure == measure && a.Segment == measures.WholeCompany && a.To-a.From == 1 {
			known[a.From], first = a.Value, min(first, a.From)
		}
	}
	for q := first; q < 0; q++ {
		v, stated := known[q]
		if !stated {
			v = math.NaN()
		}
		quarters, values = append(quarters, measures.Period{Name: r.Layout.Calendar.QuarterName(q), From: q, To: q + 1}), append(values, v)
	}
	return quarters, values
}

// Running returns the fiscal year in which the run starts, if what was in of it makes it whole.
func (r *Run) Running() (year measures.Period, ok bool) {
	for _, y := range r.Layout.Years() {
		if y.Before > 0 {
			return y, true
		}
	}
	return year, false
}

// ColumnAt returns which column tells a measure of the company in a quarter, below 0 if none does. A quarter may be told by the
// year that ends with it, as is NRR in the year in which a run starts.
func (r *Run) ColumnAt(measure string, q measures.Period) int {
	column := r.Table.Find(measure, measures.WholeCompany, q.Name)
	if year, running := r.Running(); running && column < 0 && q.To == year.To {
		column = r.Table.Find(measure, measures.WholeCompany, year.Name)
	}
	return column
}

// Periods returns the whole fiscal years of the run, or its quarters if there is none.
func (r *Run) Periods() []measures.Period {
	return r.Layout.Periods()
}

// Last returns the last period in which a measure of the company exists.
func (r *Run) Last(measure string) (period string, ok bool) {
	for _, p := range r.Periods() {
		if r.Estimate(measure, measures.WholeCompany, p.Name).N > 0 {
			period, ok = p.Name, true
		}
	}
	return period, ok
}

// TargetsOf returns the targets of a measure in a period.
func (r *Run) TargetsOf(measure, segment, period string) []Target {
	var list []Target
	for _, t := range r.Targets {
		if t.Measure == measure && t.Segment == segment && t.Period == period {
			list = append(list, t)
		}
	}
	return list
}

// Aims returns the targets of the company for a measure, one a bound.
func (r *Run) Aims(measure string) []Target {
	var list []Target
	for _, t := range r.Targets {
		known := slices.ContainsFunc(list, func(other Target) bool { return t.Bound == other.Bound && t.AtMost == other.AtMost })
		if t.Measure == measure && t.Segment == measures.WholeCompany && !known {
			list = append(list, t)
		}
	}
	return list
}

// Opening returns the ARR at the start of the first quarter, where it is the same in all trials: nothing that chance has made.
func (r *Run) Opening() (dollars float64, known bool) {
	d := r.Estimate("arr_opening", measures.WholeCompany, r.Layout.Quarters()[0].Name)
	return d.Mean, d.N == 1 || Alike(d)
}

// Exists reports whether there is a number to tell: a spread may be infinite.
func Exists(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// Many reports whether there are enough trials to speak of chance.
func (r *Run) Many() bool { return r.Done > 1 }

// FirstAndLast returns the first and the last period in which a measure of the company exists.
func (r *Run) FirstAndLast(measure string) []string {
	last, ok := r.Last(measure)
	if !ok {
		return nil
	}
	for _, period := range r.Periods() {
		if period.Name != last && r.Estimate(measure, measures.WholeCompany, period.Name).N > 0 {
			return []string{period.Name, last}
		}
	}
	return []string{last}
}

// End returns the last period of the run's tables.
func (r *Run) End() string {
	periods := r.Periods()
	return periods[len(periods)-1].Name
}

// Stage returns the tightest stage of the last period, by medians.
func (r *Run) Stage() (measures.Stage, bool) {
	return r.Layout.Tightest(func(measure, scope string) float64 { return r.Estimate(measure, scope, r.End()).P50 })
}

// Given returns the run as if its number of trials had been given: whoever asks
// for as many gets the same files. The manifest tells why they are so many.
func (r *Run) Given() *Run {
	given := *r
	given.Until = nil
	return &given
}

// Ending returns the last quarter of the run in which a measure of the company exists, as the fiscal year if it ends one;
// nothing if quarters are not kept.
func (r *Run) Ending(measure string) measures.Period {
	var last measures.Period
	for _, q := range r.Layout.Quarters() {
		if r.Estimate(measure, measures.WholeCompany, q.Name).N > 0 {
			last = q
		}
	}
	for _, y := range r.Layout.Years() {
		if y.To == last.To && r.Estimate(measure, measures.WholeCompany, y.Name).N > 0 {
			return y
		}
	}
	return last
}

// Alike reports whether a distribution has no spread beyond what rounding makes.
func Alike(d estimate.Distribution) bool { return d.N > 1 && d.SD <= 1e-9*math.Abs(d.Mean) }

// Futures is how many futures stand for all trials where they are drawn one by one.
const Futures = 50

// Dots returns the futures that stand for those of a column of the table.
func (r *Run) Dots(column int) (dots []float64, of int) { return r.Table.Dots(column, Futures) }

// Dots returns so many futures as stand for values that exist, in order: quantiles of equal distance, or each value if there
// are no more of them; of is how many there are.
func Dots(values []float64) (dots []float64, of int) {
	sorted := Sorted(values)
	return estimate.Dots(sorted, Futures), len(sorted)
}

// Sorted returns the values that exist, in order.
func Sorted(values []float64) []float64 { return estimate.Sorted(nil, values) }

// SameOdds returns how often a plan comes to the same as the base.
func SameOdds(d Paired) Odds { return estimate.Wilson(d.Same, d.N, 0.95) }
