package results

import (
	"cmp"
	"math"
	"slices"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Standing is how a plan does beside the base: whether it keeps more of its revenue, how surely and at what price.
type Standing struct {
	NRR      *measures.Pair // of the last fiscal year or quarter of both; nil if there is none
	Says     Finding        // of the NRR
	Odds     estimate.Odds  // of keeping more than the base, or less if less is found
	Tied     *estimate.Odds // of keeping as much; nil in less than 1 % of the trials
	Earlier  *measures.Pair // NRR of the earlier fiscal year in which they clearly differ, at least twice as much and by a tenth of a point; nil if there is none
	Cost     *Yearly        // nil if one of them has none
	Net      *Yearly        // of services sold, nil if these are the same
	Bargain  Bargain
	Keeps    Way     // more or less NRR
	Costs    Way     // more or less; NotKnown as Keeps is, where they cannot be compared
	PerPoint float64 // dollars a year that a point of NRR gained costs; NaN where that cannot be told
}

// Rarer reports whether the plan does what is found on average in fewer trials than it does the opposite.
func (s Standing) Rarer() bool {
	tied := 0.0
	if s.Tied != nil {
		tied = s.Tied.P
	}
	return s.Odds.P < 1-tied-s.Odds.P
}

// Yearly is what a plan costs more than the base, in dollars a year, and what the trials say of it.
type Yearly struct {
	Says    Finding
	Dollars float64
}

// Earnings is how a plan does beside the base in money: whether what it brings is worth what it takes, and since when.
type Earnings struct {
	Earned  *measures.Pair // contribution of the run; nil if one of them has none, or their runs are of other days
	Says    Finding        // of it
	Odds    estimate.Odds  // of earning more than the base, or less if less is found
	Tied    *estimate.Odds // of earning as much; nil in less than 1 % of the trials
	AYear   float64        // dollars of it a year more, of the means
	Error   float64
	Years   []YearEarned
	Payback Payback
}

// YearEarned is what a plan earns more than the base in a fiscal year, and until its end.
type YearEarned struct{ Itself, ToDate *measures.Pair }

// Payback is from when on a plan has earned more than the base in more than half of the futures, since the first day.
type Payback struct {
	From   string // the first of the quarters that end so, up to that of the run; empty if it does not
	Behind bool   // a quarter before it ends with the base ahead in more than half of them
	Last   string // the last quarter
}

// Judged returns the comparison with the standing of every plan, once its pairs and prices are there.
func (c *Comparison) Judged() *Comparison {
	for _, r := range c.Others {
		r.Standing = c.standingOf(r)
		r.Earnings = c.earningsOf(r)
	}
	if len(c.Others) > 1 && !slices.ContainsFunc(c.Others, func(r *Plan) bool { return !c.SameRun(r) }) {
		c.Duels = c.duels()
		c.Steps, c.Passed = c.steps()
	}
	return c
}

func (c *Comparison) earningsOf(r *Plan) Earnings {
	of := func(measure string, p measures.Period) *measures.Pair {
		return r.Pair(measure, measures.WholeCompany, p.Name)
	}
	e := Earnings{Earned: of("contribution", measures.Period{Name: measures.Run})}
	if e.Earned == nil || !c.SameRun(r) {
		return Earnings{}
	}
	d, years := e.Earned.Difference, yearsOf(*e.Earned)
	e.Says, e.Odds, e.AYear, e.Error = Found(d), d.Better, d.Mean/years, d.MCError/years
	if d.Mean < 0 {
		e.Odds = Worse(d)
	}
	e.Tied = Tied(d)
	for _, p := range c.Base.Layout.Years() {
		if y := (YearEarned{of("contribution", p), of("contribution_to_date", p)}); y.Itself != nil && y.ToDate != nil {
			e.Years = append(e.Years, y)
		}
	}
	behind := false
	for _, p := range c.Base.Layout.Quarters() {
		to := of("contribution_to_date", p)
		if to == nil || to.Difference.N == 0 {
			continue
		}
		e.Payback.Last = p.Name
		switch {
		case 2*to.Difference.Better.Hits <= to.Difference.N:
			behind = behind || 2*Worse(to.Difference).Hits > to.Difference.N
			e.Payback.From = ""
		case e.Payback.From == "":
			e.Payback.From, e.Payback.Behind = p.Name, behind
		}
	}
	return e
}

func (c *Comparison) standingOf(r *Plan) Standing {
	s := Standing{NRR: c.headline(r), Cost: yearlyOf(r.Pair("cost_total", measures.WholeCompany, measures.Run)),
		Bargain: c.bargainOf(r), PerPoint: math.NaN()}
	s.Keeps, s.Costs = c.ways(r)
	if s.Bargain == Trade && s.NRR.Difference.Mean > 0 {
		s.PerPoint = r.Price.Value
	}
	if sold := r.Pair("revenue_services", measures.WholeCompany, measures.Run); sold != nil && Found(sold.Difference) != None {
		if net := r.Pair("cost_net", measures.WholeCompany, measures.Run); net != nil && Exists(net.Difference.Mean) {
			s.Net = yearlyOf(net)
		}
	}
	if s.NRR == nil {
		return s
	}
	d := s.NRR.Difference
	s.Says, s.Odds = Found(d), d.Better
	if d.Mean < 0 {
		s.Odds = Worse(d)
	}
	s.Tied = Tied(d)
	s.Earlier = c.earlier(r, *s.NRR)
	return s
}

// Tied returns how often a plan comes to the same as the base; nil if that is in less than 1 % of the trials.
func Tied(d Paired) *estimate.Odds {
	if !OftenSame(d) {
		return nil
	}
	same := SameOdds(d)
	return &same
}

// earlier returns NRR of the fiscal year before the last in which a plan differs most from the base, where what the last says
// is not most of it.
func (c *Comparison) earlier(r *Plan, last measures.Pair) *measures.Pair {
	const times, told = 2, 0.001 // JUDGEMENT: nobody decides by less than a tenth of a point
	var most *measures.Pair
	least := max(told, times*math.Abs(last.Difference.Mean))
	for _, year := range c.PeriodsWith(r) {
		p := r.Pair("nrr", measures.WholeCompany, year.Name)
		if p == nil || p.Period.Name == last.Period.Name || p.Difference.N == 0 {
			continue
		}
		found, size := Found(p.Difference), math.Abs(p.Difference.Mean)
		if (found == More || found == Less) && size >= least {
			most, least = p, size
		}
	}
	return most
}

// OftenSame reports whether a plan comes to the same as the base in at least 1 % of the trials, so that this is to be told.
func OftenSame(d Paired) bool { return d.Same*100 >= d.N }

func yearlyOf(p *measures.Pair) *Yearly {
	if p == nil {
		return nil
	}
	return &Yearly{Found(p.Difference), p.Difference.Mean / yearsOf(*p)}
}

// ByYear returns a difference of sums over a period as one of a year.
func ByYear(p measures.Pair) estimate.Paired {
	d, years := p.Difference, yearsOf(p)
	for _, v := range []*float64{&d.From, &d.To, &d.Mean, &d.MCError, &d.P10, &d.P90} {
		*v /= years
	}
	return d
}

// Help is how much the same luck helped to tell a difference.
type Help int

const (
	Untold  Help = iota // nobody can say
	Useless             // no more than independent luck
	Helped
)

// helpful is the gain below which pairing is said not to have helped.
const helpful = 1.2

// HelpOf returns how much the same luck helped to tell a difference.
func HelpOf(d estimate.Paired) Help {
	switch {
	case math.IsNaN(d.Gain), math.IsInf(d.Gain, 1):
		return Untold
	case d.Gain < helpful:
		return Useless
	default:
		return Helped
	}
}

// Idle reports whether a share is of what does nothing in any trial.
func Idle(s estimate.Share) bool { return s.Value == 0 && s.Error == 0 }

// Clearest returns the numbers of the causes whose shares are beyond what the trials cannot tell, the largest first.
func (d *Division) Clearest() []int {
	var list []int
	for i, s := range d.Shares {
		if Sure(s) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Compare(math.Abs(d.Shares[b].Value), math.Abs(d.Shares[a].Value))
	})
	return list
}

// LargestError returns the largest Monte Carlo error of a median of the company, and of how many periods.
func (r *Run) LargestError(measure string) (largest float64, periods int) {
	list := r.FirstAndLast(measure)
	for _, period := range list {
		largest = max(largest, r.Estimate(measure, measures.WholeCompany, period).P50Error)
	}
	return largest, len(list)
}

// OddsOf returns the odds of a target of another plan; P is NaN if it is not one of this plan too.
func (r *Run) OddsOf(other Target) estimate.Odds {
	for _, t := range r.TargetsOf(other.Measure, other.Segment, other.Period) {
		if t.Bound == other.Bound && t.AtMost == other.AtMost {
			return t.Odds
		}
	}
	return estimate.Odds{P: math.NaN()}
}

// Difference returns what the second trial has more of a measure than the first, 0 if that is no more than rounding
// makes and NaN if one has none.
func (a *TracePair) Difference(measure, period string) (float64, measures.Unit) {
	from, unit := a.First.Value(measure, period)
	to, _ := a.Second.Value(measure, period)
	const rounding = 1e-9
	d := to - from
	if Exists(d) && math.Abs(d) <= rounding*max(1, math.Abs(from)) {
		d = 0
	}
	return d, unit
}

// InMillions reports whether the company is so large that its thousands of dollars take more than seven digits.
func (r *Run) InMillions() bool {
	for _, p := range r.Periods() {
		if d := r.Estimate("arr_closing", measures.WholeCompany, p.Name); d.N > 0 && d.P90 >= 1e10 {
			return true
		}
	}
	return false
}
