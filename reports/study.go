package reports

import (
	"math"
	"strconv"
	"strings"
	"time"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Study is everything that a report shows of one run.
type Study struct {
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

const company = "all"

// estimate returns the distribution of a measure; N is 0 when it does not exist.
func (s *Study) estimate(measure, segment, period string) estimate.Distribution {
	if i := s.Table.Find(measure, segment, period); i >= 0 {
		return s.distribution(i)
	}
	return estimate.Of(nil)
}

// distribution returns that of a column of the table.
func (s *Study) distribution(column int) estimate.Distribution {
	if s.Estimates == nil {
		return estimate.Of(s.Table.Values(column))
	}
	return s.Estimates[column]
}

// periods returns the whole fiscal years of the run, or its quarters if there is none.
func (s *Study) periods() []measures.Period {
	if years := s.Layout.Years(); len(years) > 0 {
		return years
	}
	return s.Layout.Quarters()
}

// last returns the last period in which a measure of the company exists.
func (s *Study) last(measure string) (period string, ok bool) {
	for _, p := range s.periods() {
		if s.estimate(measure, company, p.Name).N > 0 {
			period, ok = p.Name, true
		}
	}
	return period, ok
}

// targets returns the targets of a measure in a period.
func (s *Study) targets(measure, segment, period string) []Target {
	var list []Target
	for _, t := range s.Targets {
		if t.Measure == measure && t.Segment == segment && t.Period == period {
			list = append(list, t)
		}
	}
	return list
}

// chances returns the chances of the company to reach the targets of a measure.
func (s *Study) chances(measure, period string) []string {
	var list []string
	for _, t := range s.targets(measure, company, period) {
		list = append(list, likely(t, ""))
	}
	return list
}

// likely says how likely a target is to be reached; of few trials that all went one way, it tells their number. After a
// lead such as "with " it has an article.
func likely(t Target, lead string) string {
	text := chance(t.Odds)
	whole, inWhole := strings.CutSuffix(text, " %")
	_, err := strconv.Atoi(whole)
	switch {
	case !inWhole:
		return bound(t) + " in " + text + " futures"
	case lead == "":
		return text + " chance of " + bound(t)
	case err != nil: // below 1 %, over 99 %
		return lead + "a chance " + text + " of " + bound(t)
	case whole[0] == '8' || whole == "11" || whole == "18":
		return lead + "an " + text + " chance of " + bound(t)
	default:
		return lead + "a " + text + " chance of " + bound(t)
	}
}

// exists reports whether there is a number to tell: a spread may be infinite.
func exists(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
