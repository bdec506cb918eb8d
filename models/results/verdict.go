package results

import (
	"cmp"
	"math"
	"slices"

	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Way is which way a difference goes, as far as the trials can tell.
type Way int

const (
	NotKnown Way = iota // nothing can be compared
	NoWay               // none that the trials can tell
	MoreOf
	LessOf
)

// ways says whether a plan keeps and costs more or less than the base.
func (c *Comparison) ways(r *Plan) (keeps, costs Way) {
	net, total := c.headline(r), r.Pair("cost_total", measures.WholeCompany, measures.Run)
	if net == nil || total == nil || total.Difference.N == 0 || !c.SameRun(r) {
		return NotKnown, NotKnown
	}
	return wayOf(net), wayOf(total)
}

func wayOf(p *measures.Pair) Way {
	how := OutcomeOf(p)
	switch {
	case how == Undecided || how == Equal:
		return NoWay
	case p.Difference.Mean > 0:
		return MoreOf
	default:
		return LessOf
	}
}

// Outcome is how a plan does against the base.
type Outcome int

const (
	Ahead Outcome = iota
	Behind
	Undecided // within the error
	Equal     // in every future
	Incomparable
	Outcomes
)

// OutcomeOf returns how a plan does; of a single trial, what happened in it.
func OutcomeOf(p *measures.Pair) Outcome {
	switch {
	case p == nil:
		return Incomparable
	case Found(p.Difference) == None:
		return Equal
	case Found(p.Difference) == Unclear && p.Difference.N > 1:
		return Undecided
	case p.Difference.Mean*float64(p.Measure.Better) > 0:
		return Ahead
	default:
		return Behind
	}
}

// Since returns how a plan does in the last of some periods, and the first of them from which on it does so; Incomparable and
// nil without any.
func Since(pairs []*measures.Pair) (how Outcome, first *measures.Pair) {
	how = Incomparable
	for _, p := range pairs {
		if now := OutcomeOf(p); first == nil || now != how {
			how, first = now, p
		}
	}
	return how, first
}

// Bargain is how NRR and cost of a plan stand to those of the base.
type Bargain int

const (
	Unknown  Bargain = iota // one of them is not there in both
	Vague                   // NRR does not clearly differ
	Costless                // nor does the cost
	Trade                   // more NRR for more money, or less for less
	Better                  // more NRR for less money
	Worst                   // less NRR for more money
)

// bargainOf returns what the trials say of that.
func (c *Comparison) bargainOf(r *Plan) Bargain {
	net, total := c.headline(r), r.Pair("cost_total", measures.WholeCompany, measures.Run)
	if net == nil || total == nil || !c.Base.Many() || !Exists(r.Price.Value) {
		return Unknown
	}
	kept, cost := Found(net.Difference), Found(total.Difference)
	switch {
	case kept == None || kept == Unclear:
		return Vague
	case cost == None || cost == Unclear:
		return Costless
	case kept == cost:
		return Trade
	case kept == More:
		return Better
	default:
		return Worst
	}
}

// yearsOf returns how many years the period of a pair spans.
func yearsOf(pair measures.Pair) float64 {
	return float64(pair.Period.Quarters()) * fiscal.Quarter / fiscal.Year
}

// Finding is what the trials say of a difference.
type Finding int

const (
	None    Finding = iota // in no trial
	Unclear                // none beyond what the trials can tell
	Less
	More
)

// Clearly is how many standard errors a difference must have to be told as one.
const Clearly = 2

// Found returns what the trials say of a difference.
func Found(d estimate.Paired) Finding {
	switch {
	case d.Same == d.N:
		return None
	case !(math.Abs(d.Mean) > Clearly*d.MCError):
		return Unclear
	case d.Mean < 0:
		return Less
	default:
		return More
	}
}

// Worse returns how often the plan is strictly worse.
func Worse(d estimate.Paired) estimate.Odds {
	return estimate.Wilson(d.N-d.Better.Hits-d.Same, d.N, 0.95)
}

// headline returns the NRR of the last fiscal year in which both plans have one, or of the last quarter.
func (c *Comparison) headline(r *Plan) *measures.Pair {
	for _, period := range slices.Backward(c.PeriodsWith(r)) {
		if p := r.Pair("nrr", measures.WholeCompany, period.Name); p != nil && p.Difference.N > 0 {
			return p
		}
	}
	return nil
}

// Sure reports whether a share is beyond what the trials cannot tell.
func Sure(s estimate.Share) bool { return math.Abs(s.Value) > Clearly*s.Error }

// duels returns every two plans, the later beside each before it.
func (c *Comparison) duels() (list []Duel) {
	last, ok := c.lastYear()
	runs := c.Runs()
	for i, plan := range runs {
		for _, beside := range runs[:i] {
			net, _, kept := apart(beside, plan, "nrr", last)
			earned, _, paid := apart(beside, plan, "contribution", c.Base.Periods())
			if ok && kept && paid {
				list = append(list, Duel{plan, beside, net, earned})
			}
		}
	}
	return list
}

// lastYear is the last period in which there is an NRR.
func (c *Comparison) lastYear() (last []measures.Period, ok bool) {
	name, ok := c.Last("nrr")
	for _, p := range c.Base.Periods() {
		if p.Name == name {
			last = append(last, p)
		}
	}
	return last, ok
}

// apart returns what a plan has more than another of the sum of a measure over periods, which is dollars a year or a share,
// and the same trial by trial without what each owes to known luck.
func apart(from, to *Run, measure string, periods []measures.Period) (d estimate.Paired, freed []float64, ok bool) {
	raw, without := make([][]float64, 2), make([][]float64, 2)
	m, _ := measures.Find(measure)
	periods = slices.DeleteFunc(slices.Clone(periods), func(p measures.Period) bool { // of what was before it nobody says it
		return p.Before > 0 && from.Estimate(measure, measures.WholeCompany, p.Name).N == 0
	})
	years := 0.0
	for _, p := range periods {
		years += yearsOf(measures.Pair{Column: measures.Column{Period: p}})
	}
	if m.Unit != measures.Dollars {
		years = 1
	}
	for i, r := range []*Run{from, to} {
		raw[i], without[i] = make([]float64, len(r.Table.Trials)), make([]float64, len(r.Table.Trials))
		for _, p := range periods {
			column := r.Table.Find(measure, measures.WholeCompany, p.Name)
			if column < 0 {
				return d, nil, false
			}
			values := r.Table.Values(column)
			told := values
			if c := r.Table.Freed(column); c != nil {
				told = c.Adjusted(values)
			}
			for trial := range values {
				raw[i][trial] += values[trial] / years
				without[i][trial] += told[trial] / years
			}
		}
	}
	d = estimate.NewEstimator(len(raw[0])).Pair(raw[0], raw[1], int(m.Better), nil, nil)
	freed = estimate.Differences(without[0], without[1])
	if 2*d.Same < d.N {
		left := estimate.Of(freed)
		d.Mean, d.MCError = left.Mean, left.MCError
	}
	return d, freed, d.N > 0
}

// steps returns from the cheapest plan on the next that keeps more at the least a point, and the plans that are passed over: their
// like is known from health economics, where a treatment is judged by its increment (Weinstein and Stason 1977). Who does not clearly
// keep more than a cheaper plan is passed over, and whose points cost more than those of the next one.
func (c *Comparison) steps() (list []Step, passed []*Run) {
	last, ok := c.lastYear()
	if !ok {
		return nil, nil
	}
	type plan struct {
		*Run
		cost, kept float64
	}
	var left []plan
	for _, r := range c.Runs() {
		cost, _, paid := apart(c.Base, r, "cost_total", c.Base.Periods())
		if net, _, kept := apart(c.Base, r, "nrr", last); paid && kept {
			left = append(left, plan{r, cost.Mean, net.Mean})
		}
	}
	if len(left) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(left, func(a, b plan) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(b.kept, a.kept)) })
	at := left[0]
	left = left[1:]
	for len(left) > 0 {
		best := -1
		for i, p := range left {
			if c.keepsMore(at.Run, p.Run, last) && (best < 0 || (p.cost-at.cost)/(p.kept-at.kept) <= (left[best].cost-at.cost)/(left[best].kept-at.kept)) {
				best = i
			}
		}
		for _, p := range left[:max(best, 0)] {
			passed = append(passed, p.Run)
		}
		if best < 0 {
			for _, p := range left {
				passed = append(passed, p.Run)
			}
			break
		}
		list = append(list, c.stepOf(at.Run, left[best].Run, last))
		at, left = left[best], left[best+1:]
	}
	return list, passed
}

// keepsMore reports whether a plan clearly keeps more than another.
func (c *Comparison) keepsMore(from, to *Run, last []measures.Period) bool {
	d, _, ok := apart(from, to, "nrr", last)
	return ok && Found(d) == More
}

func (c *Comparison) stepOf(from, to *Run, last []measures.Period) Step {
	net, kept, _ := apart(from, to, "nrr", last)
	cost, paid, _ := apart(from, to, "cost_total", c.Base.Periods())
	price := estimate.RatioOf(paid, kept)
	if Found(cost) != More {
		price = estimate.Ratio{Value: math.NaN(), Error: math.NaN()}
	}
	return Step{from, to, net, cost, estimate.Ratio{Value: price.Value * point, Error: price.Error * point}}
}
