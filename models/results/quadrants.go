package results

import (
	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Quadrants are how often a plan keeps more NRR than the base, and costs more, in the same futures.
type Quadrants struct {
	N                    int // trials in which both plans have both
	MoreForMore          Odds
	MoreForLess          Odds
	LessForMore          Odds
	LessForLess          Odds
	Neither              Odds // as much NRR, or the same cost
	Lines                []PaybackLine
	Point                float64 // what a point of NRR is, in dollars of ARR
	MeanCost, MeanKept   float64 // a year, and as a share
	CostError, KeptError float64
	Cost, Kept           []float64 // by trial
}

// PaybackLine is where what is kept is worth what it costs: ARR that is kept in a year, over so many years, and what that costs
// more in a year.
type PaybackLine struct {
	Years    float64 // or dollars that a dollar of ARR is worth
	Valued   bool    // by money.multiple
	PerPoint float64 // dollars a year that a point of NRR may cost
	Worth    Odds    // of being worth it
}

// paid is in how many years what a plan costs more may come back (JUDGEMENT).
var paid = []float64{1, 2, 5}

// Quadrants returns how NRR and cost of a plan stand to those of the base, trial by trial; nil where they cannot be compared.
func (c *Comparison) Quadrants(r *Plan) *Quadrants {
	net, total := r.Standing.NRR, r.Pair("cost_total", measures.WholeCompany, measures.Run)
	if !c.SameRun(r) || net == nil || total == nil || net.Difference.N == 0 || total.Difference.N == 0 {
		return nil
	}
	years := yearsOf(*total)
	q := &Quadrants{MeanCost: total.Difference.Mean / years, MeanKept: net.Difference.Mean, CostError: total.Difference.MCError / years,
		KeptError: net.Difference.MCError, Point: c.pointWorth(net.Period)}
	costs := c.Gaps(r, total)
	for i, kept := range c.Gaps(r, net) {
		if cost := costs[i] / years; Exists(kept) && Exists(cost) {
			q.Cost, q.Kept = append(q.Cost, cost), append(q.Kept, kept)
		}
	}
	q.N = len(q.Cost)
	often := func(is func(cost, kept float64) bool) Odds {
		n := 0
		for i := range q.Cost {
			if is(q.Cost[i], q.Kept[i]) {
				n++
			}
		}
		return estimate.Wilson(n, q.N, 0.95)
	}
	q.MoreForMore = often(func(cost, kept float64) bool { return kept > 0 && cost > 0 })
	q.MoreForLess = often(func(cost, kept float64) bool { return kept > 0 && cost < 0 })
	q.LessForMore = often(func(cost, kept float64) bool { return kept < 0 && cost > 0 })
	q.LessForLess = often(func(cost, kept float64) bool { return kept < 0 && cost < 0 })
	q.Neither = often(func(cost, kept float64) bool { return kept == 0 || cost == 0 })
	if !(q.Point > 0) {
		return q
	}
	line := func(times float64, valued bool) {
		per := times * q.Point
		q.Lines = append(q.Lines, PaybackLine{times, valued, per, often(func(cost, kept float64) bool { return kept/point*per > cost })})
	}
	for _, years := range paid {
		line(years, false)
	}
	if multiple := c.Base.Layout.Roles.Multiple; multiple > 0 {
		line(multiple, true)
	}
	return q
}

const point = 0.01

// pointWorth returns how many dollars of ARR a point of NRR is: a hundredth of the ARR that there was twelve months before the
// end of a period.
func (c *Comparison) pointWorth(p measures.Period) float64 {
	const year = 4 // quarters
	for _, q := range c.Base.Layout.Quarters() {
		if q.From == p.To-year {
			return point * c.Base.Estimate("arr_opening", measures.WholeCompany, q.Name).Mean
		}
	}
	return 0
}
