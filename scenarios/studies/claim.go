package studies

import (
	"fmt"
	"math"
	"slices"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

// claim is one figure that is to be settled.
type claim struct {
	name   string // as in the expression
	column measures.Column
	odds   func(v float64) bool // whether a trial counts; nil if it is a figure
	edges  []float64            // values on both sides of where that changes
	of     statistic            // unless it is of odds
	within bool                 // otherwise beyond
	size   float64
}

// claims returns what is to be settled: several when a scenario has several targets. What is compared is settled for the
// differences of a plan, and odds without a bound are those of being better.
func (x expression) claims(params *company.Params, compared bool) ([]claim, error) {
	column, err := params.Layout().Column(x.column)
	if err != nil {
		return nil, err
	}
	base := claim{name: x.column, column: column, within: x.within}
	read := amount
	if compared {
		read = gap
	}
	if base.size, err = x.measured(column.Measure, read); err != nil {
		return nil, err
	}
	if !x.odds {
		base.of, _ = findStatistic(x.statistic)
		base.name += "." + x.statistic
		return []claim{base}, nil
	}
	switch {
	case x.side != "":
		bound, err := read(column.Measure, x.bound)
		if err != nil {
			return nil, fmt.Errorf("odds(%s %s %s): the bound %w", x.column, x.side, x.bound, err)
		}
		c := base.reaching(bound, x.side == "<=")
		if compared {
			c.name = fmt.Sprintf("odds(%s %s %s)", x.column, x.side, x.bound)
		}
		return []claim{c}, nil
	case compared && column.Measure.Better == measures.Neither:
		return nil, fmt.Errorf("odds(%s): neither more nor less of %s is better: state a bound of the difference, such as odds(%s >= 0)",
			x.column, column.Measure.Name, x.column)
	case compared:
		better := float64(column.Measure.Better)
		base.name = "odds(" + x.column + ")"
		base.odds = func(v float64) bool { return v*better > 0 }
		base.edges = []float64{-1, 1}
		return []claim{base}, nil
	}
	var list []claim
	for _, aim := range params.Aims() {
		if aim.Measure == column.Measure && aim.Segment == column.Segment && aim.Period == column.Period.Name {
			list = append(list, base.reaching(aim.Bound, aim.AtMost))
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("odds(%s): the scenario has no target for it (targets are for whole fiscal years): state a bound, such as odds(%s >= %s)",
			x.column, x.column, written(column.Measure, 1))
	}
	return list, nil
}

// reaching is the claim of the odds of reaching a bound.
func (c claim) reaching(bound float64, atMost bool) claim {
	side := ">="
	c.odds = func(v float64) bool { return v >= bound }
	if atMost {
		side = "<="
		c.odds = func(v float64) bool { return v <= bound }
	}
	c.edges = []float64{bound - 1, bound + 1}
	c.name = fmt.Sprintf("odds(%s %s %s)", c.name, side, written(c.column.Measure, bound))
	return c
}

// values returns the numbers that it is about, and what frees their mean of luck.
func (c claim) values(table *measures.Table) ([]float64, *estimate.Controls) {
	column := table.Find(c.column.Measure.Name, c.column.Segment, c.column.Period.Name)
	return table.Values(column), table.Freed(column)
}

// difference returns what an other plan's values say less those of the base.
func (c claim) difference(base, other *measures.Table, z float64) results.Claim {
	name, segment, period := c.column.Measure.Name, c.column.Segment, c.column.Period.Name
	one, two := base.Find(name, segment, period), other.Find(name, segment, period)
	if c.odds == nil && math.IsNaN(c.of.p) {
		e := estimate.NewEstimator(len(base.Trials))
		return c.mean(e.Pair(base.Values(one), other.Values(two), 0, base.Freed(one), other.Freed(two)).Distribution, z)
	}
	return c.estimate(estimate.Differences(base.Values(one), other.Values(two)), nil, z)
}

// estimate returns what the values say, freed of luck by controls, with an interval of z standard errors to each side.
func (c claim) estimate(values []float64, controls *estimate.Controls, z float64) results.Claim {
	told := results.Claim{Name: c.name, Measure: c.column.Measure.Name, Unit: c.column.Measure.Unit}
	switch {
	case c.odds != nil:
		o := controls.Odds(estimate.Hits(values, c.odds), z)
		told.Measure, told.Unit = "", percentage
		told.Estimate, told.Low, told.High = o.P, o.Low, o.High
	case math.IsNaN(c.of.p):
		return c.mean(controls.Of(estimate.Of(values), values), z)
	default:
		told.Estimate, told.Low, told.High = controls.QuantileInterval(values, c.of.p, z)
	}
	return told
}

// mean returns what a distribution says of a mean.
func (c claim) mean(d estimate.Distribution, z float64) results.Claim {
	told := results.Claim{Name: c.name, Measure: c.column.Measure.Name, Unit: c.column.Measure.Unit, Estimate: d.Mean}
	told.Low, told.High = d.MeanInterval(z)
	if d.N < FirstLook || d.SD == 0 { // too few to be normal; or what differs has not come yet
		told.Low, told.High = math.Inf(-1), math.Inf(1)
	}
	return told
}

// settled reports whether an interval is narrow enough, or leaves out what it must.
func (c claim) settled(told results.Claim) bool {
	if c.within {
		return (told.High-told.Low)/2 <= c.size
	}
	return told.Low > c.size || told.High < c.size
}

// least returns how many trials it takes at least, when luck is so kind that all are alike.
func (c claim) least(z float64) int {
	alike := c.edges
	if c.odds == nil && math.IsNaN(c.of.p) {
		return FirstLook
	}
	if c.odds == nil {
		alike = []float64{c.size - 1, c.size + 1}
	}
	possible := func(n int) bool {
		return slices.ContainsFunc(alike, func(v float64) bool { return c.settled(c.estimate(slices.Repeat([]float64{v}, n), nil, z)) })
	}
	const most = 1 << 24
	enough := 1
	for enough < most && !possible(enough) {
		enough *= 2
	}
	for short := enough / 2; short+1 < enough; {
		if middle := (short + enough) / 2; possible(middle) {
			enough = middle
		} else {
			short = middle
		}
	}
	return enough
}
