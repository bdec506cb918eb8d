package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// sentence says which plan keeps more of its revenue, how surely and at what price.
func (c *Comparison) sentence(r *Rival) string {
	base, rival := clean(c.Base.Name), clean(r.Name)
	net := c.headline(r)
	if net == nil {
		return fmt.Sprintf("%s beside %s: NRR does not exist in both, the measures below are compared.", rival, base)
	}
	d := net.Difference
	of := "NRR " + net.Period.Name
	if found(d) == none && !c.Base.many() {
		return fmt.Sprintf("In this single trial %s and %s come to the same %s%s.", rival, base, of, c.price(r, " and "))
	}
	if found(d) == none {
		return fmt.Sprintf("%s and %s come to the same %s in every one of %s trials%s.", rival, base, of, count(d.N), c.price(r, " and "))
	}
	if !c.Base.many() {
		return fmt.Sprintf("In this single trial %s has %s points of %s more than %s%s.", rival, signed(d.Mean, points2), of, base, c.price(r, " "))
	}
	verb := "beats"
	if d.Mean < 0 {
		verb = "loses to"
	}
	if found(d) == unclear {
		return fmt.Sprintf("%s and %s do not differ on %s beyond what %s trials can tell: %s has %s points on average (error %s) and is ahead %s%s.",
			rival, base, of, count(d.N), rival, signed(d.Mean, points2), points2.number(d.MCError), often(d.Better), c.price(r, ", "))
	}
	odds := d.Better
	if d.Mean < 0 {
		odds = worse(d)
	}
	same := ""
	if share := outOf(estimate.Wilson(d.Same, d.N, 0.95)); d.Same*100 >= d.N {
		same = " (the same in " + strings.TrimSuffix(share, " of 100") + ")"
	}
	return fmt.Sprintf("%s %s %s on %s %s%s, by %s points on average (error %s)%s.",
		rival, verb, base, of, often(odds), same, points2.number(math.Abs(d.Mean)), points2.number(d.MCError), c.price(r, ", "))
}

// finding is what the trials say of a difference.
type finding int

const (
	none    finding = iota // in no trial
	unclear                // none beyond what the trials can tell
	less
	more
)

// clearly is how many standard errors a difference must have to be told as one.
const clearly = 2

// found returns what the trials say of a difference.
func found(d estimate.Paired) finding {
	switch {
	case d.Same == d.N:
		return none
	case !(math.Abs(d.Mean) > clearly*d.MCError):
		return unclear
	case d.Mean < 0:
		return less
	default:
		return more
	}
}

// points2 tells a share in points.
var points2 = style{1. / 100, 2, ""}

// outOf returns odds as so many of 100 futures or of fewer trials, and never as none or all of the 100.
func outOf(o estimate.Odds) string {
	switch n := math.Round(100 * o.P); {
	case !exists(o.P):
		return absent
	case o.N < 100 && o.Hits == 0:
		return fmt.Sprintf("none of %d", o.N)
	case o.N < 100 && o.Hits == o.N:
		return fmt.Sprintf("all %d", o.N)
	case o.N < 100:
		return fmt.Sprintf("%d of %d", o.Hits, o.N)
	case n == 0:
		return "fewer than 1 of 100"
	case n == 100:
		return "more than 99 of 100"
	default:
		return fmt.Sprintf("%.0f of 100", n)
	}
}

// often says in how many of the futures.
func often(o estimate.Odds) string { return "in " + outOf(o) + " futures" }

// worse returns how often the rival is strictly worse.
func worse(d estimate.Paired) estimate.Odds {
	return estimate.Wilson(d.N-d.Better.Hits-d.Same, d.N, 0.95)
}

// price says what the rival costs more or less a year.
func (c *Comparison) price(r *Rival, lead string) string {
	total := r.pair("cost_total", company, measures.Run)
	if total == nil {
		return ""
	}
	d := total.Difference
	a := d.Mean / years(*total)
	switch found(d) {
	case none:
		return lead + "at the same cost"
	case unclear:
		return lead + "at a cost that does not clearly differ"
	case more:
		return lead + "for " + dollars(a) + " a year more" + c.net(r)
	default:
		return lead + "for " + dollars(-a) + " a year less" + c.net(r)
	}
}

// net says what is left of the cost when services are sold.
func (c *Comparison) net(r *Rival) string {
	pair := r.pair("cost_net", company, measures.Run)
	sold := r.pair("revenue_services", company, measures.Run)
	if pair == nil || sold == nil || found(sold.Difference) == none || !exists(pair.Difference.Mean) {
		return ""
	}
	switch a := pair.Difference.Mean / years(*pair); found(pair.Difference) {
	case more:
		return " (" + dollars(a) + " net of services sold)"
	case less:
		return " (" + dollars(-a) + " less net of services sold)"
	default:
		return " (no clear difference net of services sold)"
	}
}

// headline returns the NRR of the last fiscal year in which both plans have one, or of the last quarter.
func (c *Comparison) headline(r *Rival) *measures.Pair {
	for _, period := range slices.Backward(c.periodsWith(r)) {
		if p := r.pair("nrr", company, period.Name); p != nil && p.Difference.N > 0 {
			return p
		}
	}
	return nil
}
