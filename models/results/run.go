package results

import (
	"math"
	"time"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// FirstAndLast returns the first and the last period in which a measure of the company exists.
func (s *Run) FirstAndLast(measure string) []string {
	last, ok := s.Last(measure)
	if !ok {
		return nil
	}
	for _, period := range s.Periods() {
		if period.Name != last && s.Estimate(measure, Company, period.Name).N > 0 {
			return []string{period.Name, last}
		}
	}
	return []string{last}
}

// End returns the last period of the run's tables.
func (s *Run) End() string {
	periods := s.Periods()
	return periods[len(periods)-1].Name
}

// Stage returns the tightest stage of the last period, by medians.
func (s *Run) Stage() (measures.Stage, bool) {
	return s.Layout.Tightest(func(measure, scope string) float64 { return s.Estimate(measure, scope, s.End()).P50 })
}

// Given returns the study as if its number of trials had been given: whoever asks
// for as many gets the same files. The manifest tells why they are so many.
func (s *Run) Given() *Run {
	given := *s
	given.Until = nil
	return &given
}

// Ending returns the last quarter of the run in which a measure of the company exists, as the fiscal year if it ends one.
func (s *Run) Ending(measure string) measures.Period {
	var last measures.Period
	for _, q := range s.Layout.Quarters() {
		if s.Estimate(measure, Company, q.Name).N > 0 {
			last = q
		}
	}
	for _, y := range s.Layout.Years() {
		if y.To == last.To && s.Estimate(measure, Company, y.Name).N > 0 {
			return y
		}
	}
	return last
}

// Alike reports whether a distribution has no spread beyond what rounding makes.
func Alike(d estimate.Distribution) bool { return d.N > 1 && d.SD <= 1e-9*math.Abs(d.Mean) }

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

// Assumption is a number that the results rest on and the trials cannot test.
type Assumption struct {
	Name, Value string
	Source      string // or "assumption"
}

const Company = measures.WholeCompany

// Estimate returns the distribution of a measure; N is 0 when it does not exist.
func (s *Run) Estimate(measure, segment, period string) estimate.Distribution {
	if i := s.Table.Find(measure, segment, period); i >= 0 {
		return s.Distribution(i)
	}
	return estimate.Of(nil)
}

// Distribution returns that of a column of the table.
func (s *Run) Distribution(column int) estimate.Distribution {
	if s.Estimates == nil {
		return estimate.Of(s.Table.Values(column))
	}
	return s.Estimates[column]
}

// Periods returns the whole fiscal years of the run, or its quarters if there is none.
func (s *Run) Periods() []measures.Period {
	if years := s.Layout.Years(); len(years) > 0 {
		return years
	}
	return s.Layout.Quarters()
}

// Last returns the last period in which a measure of the company exists.
func (s *Run) Last(measure string) (period string, ok bool) {
	for _, p := range s.Periods() {
		if s.Estimate(measure, Company, p.Name).N > 0 {
			period, ok = p.Name, true
		}
	}
	return period, ok
}

// TargetsOf returns the targets of a measure in a period.
func (s *Run) TargetsOf(measure, segment, period string) []Target {
	var list []Target
	for _, t := range s.Targets {
		if t.Measure == measure && t.Segment == segment && t.Period == period {
			list = append(list, t)
		}
	}
	return list
}

// Exists reports whether there is a number to tell: a spread may be infinite.
func Exists(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// Many reports whether there are enough trials to speak of chance.
func (s *Run) Many() bool { return s.Done > 1 }
