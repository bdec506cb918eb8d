package reports

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/results"
	"postsale/reports/words"
)

// sentence says which plan keeps more of its revenue, how surely and at what price.
func sentence(c *results.Comparison, r *results.Plan) string {
	base, plan, s := c.Base.Name, r.Name, r.Standing
	if s.NRR == nil {
		return fmt.Sprintf("%s beside %s: NRR does not exist in both, the measures below are compared.", plan, base)
	}
	d, of := s.NRR.Difference, "NRR "+s.NRR.Period.Name
	more := words.Signed(d.Mean, words.Points2)
	switch {
	case s.Says == results.None && !c.Base.Many():
		return fmt.Sprintf("In this single trial %s and %s come to the same %s%s.", plan, base, of, price(s, " and "))
	case s.Says == results.None:
		return fmt.Sprintf("%s and %s come to the same %s in every one of %s trials%s.", plan, base, of, words.Count(d.N), price(s, " and "))
	case !c.Base.Many():
		return fmt.Sprintf("In this single trial %s has %s points of %s more than %s%s.", plan, more, of, base, price(s, " "))
	case s.Says == results.Unclear:
		return fmt.Sprintf("%s and %s do not differ on %s beyond what %s trials can tell: %s has %s points on average (error %s) and is ahead %s%s.",
			plan, base, of, words.Count(d.N), plan, more, words.Points2.Number(d.MCError), words.Often(d.Better), price(s, ", "))
	}
	verb := "beats"
	if s.Says == results.Less {
		verb = "loses to"
	}
	same := ""
	if s.Tied != nil {
		same = " (the same in " + strings.TrimSuffix(words.OutOf(*s.Tied), " of 100") + ")"
	}
	return fmt.Sprintf("%s %s %s on %s %s%s, by %s points on average (error %s)%s.",
		plan, verb, base, of, words.Often(s.Odds), same, words.Points2.Number(math.Abs(d.Mean)), words.Points2.Number(d.MCError), price(s, ", "))
}

// price says what the plan costs more or less a year.
func price(s results.Standing, lead string) string {
	if s.Cost == nil {
		return ""
	}
	switch s.Cost.Says {
	case results.None:
		return lead + "at the same cost"
	case results.Unclear:
		return lead + "at a cost that does not clearly differ"
	case results.More:
		return lead + "for " + words.Dollars(s.Cost.Dollars) + " a year more" + net(s)
	default:
		return lead + "for " + words.Dollars(-s.Cost.Dollars) + " a year less" + net(s)
	}
}

// net says what is left of the cost when services are sold.
func net(s results.Standing) string {
	if s.Net == nil {
		return ""
	}
	switch s.Net.Says {
	case results.More:
		return " (" + words.Dollars(s.Net.Dollars) + " net of services sold)"
	case results.Less:
		return " (" + words.Dollars(-s.Net.Dollars) + " less net of services sold)"
	default:
		return " (no clear difference net of services sold)"
	}
}
