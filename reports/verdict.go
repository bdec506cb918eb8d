package reports

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/words"
	"postsale/sim/estimate"
)

// sentence says which plan keeps more of its revenue, how surely and at what price.
func sentence(c *results.Comparison, r *results.Plan) string {
	base, rival := words.Clean(c.Base.Name), words.Clean(r.Name)
	net := c.Headline(r)
	if net == nil {
		return fmt.Sprintf("%s beside %s: NRR does not exist in both, the measures below are compared.", rival, base)
	}
	d := net.Difference
	of := "NRR " + net.Period.Name
	if results.Found(d) == results.None && !c.Base.Many() {
		return fmt.Sprintf("In this single trial %s and %s come to the same %s%s.", rival, base, of, price(c, r, " and "))
	}
	if results.Found(d) == results.None {
		return fmt.Sprintf("%s and %s come to the same %s in every one of %s trials%s.", rival, base, of, words.Count(d.N), price(c, r, " and "))
	}
	if !c.Base.Many() {
		return fmt.Sprintf("In this single trial %s has %s points of %s more than %s%s.", rival, words.Signed(d.Mean, words.Points2), of, base, price(c, r, " "))
	}
	verb := "beats"
	if d.Mean < 0 {
		verb = "loses to"
	}
	if results.Found(d) == results.Unclear {
		return fmt.Sprintf("%s and %s do not differ on %s beyond what %s trials can tell: %s has %s points on average (error %s) and is ahead %s%s.",
			rival, base, of, words.Count(d.N), rival, words.Signed(d.Mean, words.Points2), words.Points2.Number(d.MCError), words.Often(d.Better), price(c, r, ", "))
	}
	odds := d.Better
	if d.Mean < 0 {
		odds = results.Worse(d)
	}
	same := ""
	if share := words.OutOf(estimate.Wilson(d.Same, d.N, 0.95)); d.Same*100 >= d.N {
		same = " (the same in " + strings.TrimSuffix(share, " of 100") + ")"
	}
	return fmt.Sprintf("%s %s %s on %s %s%s, by %s points on average (error %s)%s.",
		rival, verb, base, of, words.Often(odds), same, words.Points2.Number(math.Abs(d.Mean)), words.Points2.Number(d.MCError), price(c, r, ", "))
}

// price says what the rival costs more or less a year.
func price(c *results.Comparison, r *results.Plan, lead string) string {
	total := r.Pair("cost_total", results.Company, measures.Run)
	if total == nil {
		return ""
	}
	d := total.Difference
	a := d.Mean / results.YearsOf(*total)
	switch results.Found(d) {
	case results.None:
		return lead + "at the same cost"
	case results.Unclear:
		return lead + "at a cost that does not clearly differ"
	case results.More:
		return lead + "for " + words.Dollars(a) + " a year more" + net(c, r)
	default:
		return lead + "for " + words.Dollars(-a) + " a year less" + net(c, r)
	}
}

// net says what is left of the cost when services are sold.
func net(c *results.Comparison, r *results.Plan) string {
	pair := r.Pair("cost_net", results.Company, measures.Run)
	sold := r.Pair("revenue_services", results.Company, measures.Run)
	if pair == nil || sold == nil || results.Found(sold.Difference) == results.None || !results.Exists(pair.Difference.Mean) {
		return ""
	}
	switch a := pair.Difference.Mean / results.YearsOf(*pair); results.Found(pair.Difference) {
	case results.More:
		return " (" + words.Dollars(a) + " net of services sold)"
	case results.Less:
		return " (" + words.Dollars(-a) + " less net of services sold)"
	default:
		return " (no clear difference net of services sold)"
	}
}
