package goals

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/targets"
	"postsale/sim/estimate"
)

// FirstLook is from how many trials on means and odds are close to normal.
const FirstLook = 200

// Claim is one figure that is to be settled, or reached.
type Claim struct {
	Name   string // as in the expression
	Column measures.Column
	Within bool    // otherwise beyond
	Size   float64 // how narrow its interval is to be, or what it is to leave out

	hits    func(v float64) bool // whether a trial counts; nil if it is a figure
	edges   []float64            // values on both sides of where that changes
	of      statistic            // unless it is of odds
	bound   float64              // of odds, if they are bounded
	bounded bool
	below   bool // the bound is the most that a trial may have
	patient bool // a mean of few trials, or of trials that are all alike, is not known: what moves it may not have come
}

// Aim is a figure that is to be at least, or at most, the size of its claim.
type Aim struct {
	Claim
	AtMost   bool
	Compared bool    // it is of what a plan differs by from another
	Text     string  // the words, with what was left out
	Worth    float64 // dollars a year of a point, of which the figure is what is left when it is paid for; 0: it is not of that
}

// Bound returns what trials must be at least, or if below at most, to count in its odds; ok is false without a bound.
func (c Claim) Bound() (bound float64, below, ok bool) { return c.bound, c.below, c.bounded }

// Odds reports whether a claim is of odds.
func (c Claim) Odds() bool { return c.hits != nil }

// Statistic returns of which statistic a claim is, empty if it is of odds.
func (c Claim) Statistic() string {
	if c.Odds() {
		return ""
	}
	return c.of.name
}

// Claims returns what is to be settled: several when a scenario has several targets. What is compared is settled for the
// differences of a plan, and odds without a bound are those of being better.
func (x Expression) Claims(params *company.Params, compared bool) ([]Claim, error) {
	column, err := params.Layout().Column(x.column)
	if err != nil {
		return nil, err
	}
	base := Claim{Name: x.column, Column: column, Within: x.rule == within, patient: true}
	if base.Size, err = x.measured(column.Measure, reader(compared)); err != nil {
		return nil, err
	}
	if !x.odds {
		base.of = find(x.statistic)
		base.Name += "." + x.statistic
		return []Claim{base}, nil
	}
	return x.chances(base, params, compared)
}

// Aim returns what is to be reached. Odds without a bound are of the only target of the scenario.
func (x Expression) Aim(params *company.Params, compared bool) (Aim, error) {
	column, err := params.Layout().Column(x.column)
	if err != nil {
		return Aim{}, x.at(x.column, Hinted(err))
	}
	a := Aim{Claim: Claim{Name: x.column, Column: column}, AtMost: x.rule == atMost, Compared: compared}
	a.Text = x.text
	if x.point {
		return x.worth(a)
	}
	if x.rule == "" {
		a.AtMost = !x.odds && column.Measure.Better == measures.Down
		a.Text = fmt.Sprintf("%s %s %s", strings.TrimSpace(x.text), ruleOf(a.AtMost), x.left())
	}
	if a.Size, err = x.reached(column.Measure, compared); err != nil {
		return Aim{}, x.at(x.size, err)
	}
	if !x.odds {
		a.of = find(x.statistic)
		a.Name = fmt.Sprintf("%s(%s)", a.of.called(), x.column)
		return a, nil
	}
	list, err := x.chances(a.Claim, params, compared)
	switch {
	case err != nil:
		return Aim{}, x.at(x.column, err)
	case len(list) > 1:
		return Aim{}, x.at(x.column, fmt.Errorf("odds(%s): the scenario has %d targets for it: state which, %s or %s", x.column, len(list), list[0].Name, list[1].Name))
	}
	a.Claim = list[0]
	return a, nil
}

func ruleOf(most bool) string {
	if most {
		return atMost
	}
	return atLeast
}

// left is the value that goes without saying.
func (x Expression) left() string {
	if x.odds {
		return "50%"
	}
	return Other
}

// chances returns the odds that are asked for: with a bound, of being better, or of the targets.
func (x Expression) chances(base Claim, params *company.Params, compared bool) ([]Claim, error) {
	column := base.Column
	switch {
	case x.side != "":
		bound, err := reader(compared)(column.Measure, x.bound)
		if err != nil {
			return nil, fmt.Errorf("odds(%s %s %s): the bound %w", x.column, x.side, x.bound, err)
		}
		c := base.reaching(bound, x.side == atMost)
		if compared {
			c.Name = fmt.Sprintf("odds(%s %s %s)", x.column, x.side, x.bound)
		}
		return []Claim{c}, nil
	case compared && column.Measure.Better == measures.Neither:
		return nil, fmt.Errorf("odds(%s): neither more nor less of %s is better: state a bound of the difference, such as odds(%s >= 0)",
			x.column, column.Measure.Name, x.column)
	case compared:
		better := float64(column.Measure.Better)
		base.Name = "odds(" + x.column + ")"
		base.hits = func(v float64) bool { return v*better > 0 }
		base.edges = []float64{-1, 1}
		return []Claim{base}, nil
	}
	var list []Claim
	for _, aim := range targets.In(params.Layout(), params.Targets) {
		if aim.Measure == column.Measure && aim.Segment == column.Segment && aim.Period == column.Period.Name {
			list = append(list, base.reaching(aim.Bound, aim.AtMost))
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("odds(%s): the scenario has no target for it: state a bound, such as odds(%s >= %s)",
			x.column, x.column, Written(column.Measure, 1))
	}
	return list, nil
}

// reaching is the claim of the odds of reaching a bound.
func (c Claim) reaching(bound float64, below bool) Claim {
	side := atLeast
	c.hits = func(v float64) bool { return v >= bound }
	if below {
		side = atMost
		c.hits = func(v float64) bool { return v <= bound }
	}
	c.edges = []float64{bound - 1, bound + 1}
	c.bound, c.below, c.bounded = bound, below, true
	c.Name = fmt.Sprintf("odds(%s %s %s)", c.Name, side, Written(c.Column.Measure, bound))
	return c
}

// Values returns the numbers that it is about, and what frees their mean of luck.
func (c Claim) Values(table *measures.Table) ([]float64, *estimate.Controls) {
	column := c.find(table)
	return table.Values(column), table.Freed(column)
}

func (c Claim) find(table *measures.Table) int {
	return table.Find(c.Column.Measure.Name, c.Column.Segment, c.Column.Period.Name)
}

// Difference returns what an other plan's values say less those of the base.
func (c Claim) Difference(base, other *measures.Table, z float64) results.Claim {
	one, two := c.find(base), c.find(other)
	if !c.Odds() && math.IsNaN(c.of.p) {
		e := estimate.NewEstimator(len(base.Trials))
		return c.mean(e.Pair(base.Values(one), other.Values(two), 0, base.Freed(one), other.Freed(two)).Distribution, z)
	}
	return c.Estimate(estimate.Differences(base.Values(one), other.Values(two)), nil, z)
}

// Estimate returns what the values say, freed of luck by controls, with an interval of z standard errors to each side.
func (c Claim) Estimate(values []float64, controls *estimate.Controls, z float64) results.Claim {
	told := results.Claim{Name: c.Name, Measure: c.Column.Measure.Name, Unit: c.Column.Measure.Unit}
	switch {
	case c.Odds():
		o := controls.Odds(estimate.Hits(values, c.hits), z)
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
func (c Claim) mean(d estimate.Distribution, z float64) results.Claim {
	told := results.Claim{Name: c.Name, Measure: c.Column.Measure.Name, Unit: c.Column.Measure.Unit, Estimate: d.Mean}
	told.Low, told.High = d.MeanInterval(z)
	if c.patient && (d.N < FirstLook || d.SD == 0) {
		told.Low, told.High = math.Inf(-1), math.Inf(1)
	}
	return told
}

// Settled reports whether an interval is narrow enough, or leaves out what it must.
func (c Claim) Settled(told results.Claim) bool {
	if c.Within {
		return (told.High-told.Low)/2 <= c.Size
	}
	return told.Low > c.Size || told.High < c.Size
}

// Least returns how many trials it takes at least, when luck is so kind that all are alike.
func (c Claim) Least(z float64) int {
	alike := c.edges
	if !c.Odds() && math.IsNaN(c.of.p) {
		return FirstLook
	}
	if !c.Odds() {
		alike = []float64{c.Size - 1, c.Size + 1}
	}
	possible := func(n int) bool {
		return slices.ContainsFunc(alike, func(v float64) bool { return c.Settled(c.Estimate(slices.Repeat([]float64{v}, n), nil, z)) })
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
