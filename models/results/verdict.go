package results

import (
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

// YearsOf returns how many years the period of a pair spans.
func YearsOf(pair measures.Pair) float64 {
	return float64(pair.Period.To-pair.Period.From) * fiscal.Quarter / fiscal.Year
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
