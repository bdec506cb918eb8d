package results

import (
	"slices"

	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Comparison is everything that a report shows of plans that lived through the same luck: their runs have the
// same trials, in the same order.
type Comparison struct {
	Command  string // in canonical form
	OwnLuck  bool   // the luck of some plans is not that of the base
	Base     *Run
	Others   []*Plan
	Duels    []Duel // every two plans, if there are more than two and all of the same days
	Steps    []Step // from the cheapest plan to those that keep more, each for the least that a point costs
	Passed   []*Run // plans that are no step: others keep as much for less, or a point for less
	Warnings []string
}

// Duel is how a plan does beside an earlier one.
type Duel struct {
	Plan, Beside *Run
	NRR, Earned  estimate.Paired // of the last fiscal year, and contribution a year
}

// Step is what a plan keeps and costs more than the next cheaper one that is worth its cost.
type Step struct {
	From, To  *Run
	NRR, Cost estimate.Paired // of the last fiscal year, and a year
	Price     estimate.Ratio  // dollars a year for a point of NRR; NaN where the cost is not clearly more
}

// Plan is a plan beside the base.
type Plan struct {
	*Run
	Changes  []Change        // what differs between the files
	Pairs    []measures.Pair // what both plans measure
	Standing Standing        // beside the base
	Earnings Earnings        // in money
	Price    estimate.Ratio  // dollars a year for a point of NRR in the last fiscal year, of the means
	Shared   SharedLuck
}

// SharedLuck is which luck two plans shared in trials that were looked at fact by fact.
type SharedLuck struct {
	Trials   int
	Luck     []Luck
	Partings []Parting             // where they part, most often first
	Parts    estimate.Distribution // day on which they do
}

// Parting is a kind of fact with which two plans part.
type Parting struct {
	Kind   ledger.Kind
	Trials int
}

// Change is a setting that differs between two scenario files; what one of them lacks is empty.
type Change struct{ Path, From, To string }

// Luck is one kind of thing that both plans draw by the same luck.
type Luck struct {
	What          string // such as "deals"
	Same, Both    int    // drawn alike, of those that are in both plans
	First, Second int    // in the base or the plan alone
	Alike         string // what is the same of those drawn alike
}

// PeriodsWith returns the periods of the base that a plan has too: fiscal years, or quarters if it has none of them.
func (c *Comparison) PeriodsWith(r *Plan) []measures.Period {
	for _, periods := range [][]measures.Period{c.Base.Periods(), c.Base.Layout.Quarters()} {
		list := slices.DeleteFunc(slices.Clone(periods), func(p measures.Period) bool {
			return !slices.ContainsFunc(r.Pairs, func(pair measures.Pair) bool { return pair.Period.Name == p.Name })
		})
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// Pair returns a pair, or nil if one of the plans does not measure it.
func (r *Plan) Pair(measure, segment, period string) *measures.Pair {
	for i := range r.Pairs {
		p := &r.Pairs[i]
		if p.Measure.Name == measure && p.Segment == segment && p.Period.Name == period {
			return p
		}
	}
	return nil
}

// Runs returns the base and all plans beside it.
func (c *Comparison) Runs() []*Run {
	list := []*Run{c.Base}
	for _, r := range c.Others {
		list = append(list, r.Run)
	}
	return list
}

func (c *Comparison) SameRun(r *Plan) bool {
	return slices.Equal(c.Base.Layout.Quarters(), r.Layout.Quarters())
}

// Gaps returns what a plan has less what the base has, by trial.
func (c *Comparison) Gaps(r *Plan, p *measures.Pair) []float64 {
	return estimate.Differences(c.Base.Table.Values(p.Base), r.Table.Values(p.Other))
}

// Last returns the last period in which a measure of the company exists in the base and a plan.
func (c *Comparison) Last(measure string) (period string, ok bool) {
	for _, p := range c.Base.Periods() {
		for _, r := range c.Others {
			if pair := r.Pair(measure, measures.WholeCompany, p.Name); pair != nil && pair.Difference.N > 0 {
				period, ok = p.Name, true
			}
		}
	}
	return period, ok
}
