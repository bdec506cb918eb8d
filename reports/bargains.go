package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
)

// mostTold is how many kinds of bargains a title has room for.
const mostTold = 4

// bargains says what a point of NRR costs with all plans, whichever of them a page shows.
func (c *Comparison) bargains() string {
	if len(c.Rivals) == 1 {
		return c.offer(c.Rivals[0])
	}
	var prices []float64
	counts := map[string]int{}
	for _, r := range c.Rivals {
		kept, cost := c.moves(r)
		counts[kept+cost]++
		if kept == "more" && cost == "more" && c.bargain(r) == trade {
			prices = append(prices, r.Price.Value)
		}
	}
	var told []string
	rest := len(c.Rivals)
	beyond := [2]string{" beyond its error", " beyond their errors"}
	if !c.Base.many() {
		beyond = [2]string{}
	}
	for _, way := range []struct{ key, one, many string }{
		{"moremore", "keeps more NRR and costs more", "keep more NRR and cost more"},
		{"moreless", "keeps more NRR and costs less", "keep more NRR and cost less"},
		{"moresame", "keeps more NRR at no clear difference in cost", "keep more NRR at no clear difference in cost"},
		{"lessless", "keeps less NRR and costs less", "keep less NRR and cost less"},
		{"lessmore", "keeps less NRR and costs more", "keep less NRR and cost more"},
		{"lesssame", "keeps less NRR at no clear difference in cost", "keep less NRR at no clear difference in cost"},
		{"samemore", "costs more for no NRR" + beyond[0], "cost more for no NRR" + beyond[1]},
		{"sameless", "costs less with no loss of NRR" + beyond[0], "cost less with no loss of NRR" + beyond[1]},
		{"samesame", "differs in neither" + beyond[0], "differ in neither" + beyond[1]},
		{"", "cannot be compared", "cannot be compared"},
	} {
		n := counts[way.key]
		if n == 0 {
			continue
		}
		text := fmt.Sprintf("%d %s", n, plural(n, way.one, way.many))
		if way.key == "moremore" && len(prices) > 0 {
			text += ", " + priced(prices)
		}
		if told = append(told, text); len(told) < mostTold {
			rest -= n
		}
	}
	if len(told) > mostTold {
		told = append(told[:mostTold-1], fmt.Sprintf("%d otherwise", rest))
	}
	text := fmt.Sprintf("Of %d plans, against %s: %s", len(c.Rivals), titleInk.named(c.Base.Name, 260), strings.Join(told, "; "))
	if len(prices) == 2 && len(c.Rivals) == 2 {
		text = fmt.Sprintf("Both plans keep more NRR than %s and cost more: %s and %s a year for a point",
			titleInk.named(c.Base.Name, 260), dollars(prices[0]), dollars(prices[1]))
	}
	if !c.Base.many() {
		return "A single future. " + text
	}
	return text
}

// moves says whether a plan keeps and costs more or less than the base, or the same as far as the trials can tell; both
// are empty where it cannot be compared.
func (c *Comparison) moves(r *Rival) (kept, cost string) {
	net, total := c.headline(r), r.pair("cost_total", company, measures.Run)
	if net == nil || total == nil || total.Difference.N == 0 || !c.sameRun(r) {
		return "", ""
	}
	return moved(net), moved(total)
}

// moved says which way a difference goes.
func moved(p *measures.Pair) string {
	how := outcomeOf(p)
	switch {
	case how == undecided || how == equal:
		return "same"
	case p.Difference.Mean > 0:
		return "more"
	default:
		return "less"
	}
}

// priced tells what a point costs, from the cheapest plan to the dearest.
func priced(prices []float64) string {
	low, high := dollars(slices.Min(prices)), dollars(slices.Max(prices))
	if low == high {
		return high + " a year for a point"
	}
	return low + " to " + high + " a year for a point"
}

// offer says what the only plan keeps and costs.
func (c *Comparison) offer(r *Rival) string {
	other, base := titleInk.named(r.Name, 260), titleInk.named(c.Base.Name, 260)
	kept, cost := c.moves(r)
	if kept == "" {
		return fmt.Sprintf("%s cannot be compared with %s on NRR and cost", other, base)
	}
	net, total := c.headline(r), r.pair("cost_total", company, measures.Run)
	of, points := "NRR "+net.Period.Name, points2.size(net.Difference.Mean)+" points "
	paid := dollars(math.Abs(total.Difference.Mean / years(*total)))
	text := fmt.Sprintf("%s keeps %s%s %s than %s", other, points, kept, of, base)
	if kept == "same" {
		text = fmt.Sprintf("%s and %s do not differ on %s beyond what %s can tell", other, base, of, c.Base.trials())
		if found(net.Difference) == none {
			text = fmt.Sprintf("%s has the same %s as %s", other, of, base)
		}
	}
	switch {
	case cost == "same" && kept == "same":
		text += ", nor is one clearly cheaper"
		if found(total.Difference) == none {
			text = fmt.Sprintf("%s and %s come to the same cost, and do not differ on %s beyond what %s can tell", other, base, of, c.Base.trials())
		}
		if found(net.Difference) == none && found(total.Difference) == none {
			text = fmt.Sprintf("%s has the same %s as %s at the same cost%s", other, of, base, c.always())
		}
	case cost == "same":
		text += ", at no clear difference in cost"
	case kept == "same":
		text += fmt.Sprintf("; %s costs %s a year %s", other, paid, cost)
	case c.bargain(r) == trade:
		text += fmt.Sprintf(" for %s a year %s: %s for each point %s", paid, cost, dollars(math.Abs(r.Price.Value)),
			map[string]string{"more": "gained", "less": "given up"}[kept])
	default:
		text += fmt.Sprintf(" for %s a year %s", paid, cost)
	}
	if !c.Base.many() {
		return "A single future. " + text
	}
	return text
}
