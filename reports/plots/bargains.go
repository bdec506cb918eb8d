package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// mostTold is how many kinds of bargains a title has room for.
const mostTold = 4

// bargains says what a point of NRR costs with all plans, whichever of them a page shows.
func bargains(c *results.Comparison) string {
	if len(c.Others) == 1 {
		return offer(c, c.Others[0])
	}
	var prices []float64
	counts := map[string]int{}
	for _, r := range c.Others {
		kept, cost := c.Moves(r)
		counts[kept+cost]++
		if kept == "more" && cost == "more" && c.BargainOf(r) == results.Trade {
			prices = append(prices, r.Price.Value)
		}
	}
	var told []string
	rest := len(c.Others)
	beyond := [2]string{" beyond its error", " beyond their errors"}
	if !c.Base.Many() {
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
		text := fmt.Sprintf("%d %s", n, words.Plural(n, way.one, way.many))
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
	text := fmt.Sprintf("Of %d plans, against %s: %s", len(c.Others), drawing.TitleInk.Named(c.Base.Name, 260), strings.Join(told, "; "))
	if len(prices) == 2 && len(c.Others) == 2 {
		text = fmt.Sprintf("Both plans keep more NRR than %s and cost more: %s and %s a year for a point",
			drawing.TitleInk.Named(c.Base.Name, 260), words.Dollars(prices[0]), words.Dollars(prices[1]))
	}
	if !c.Base.Many() {
		return "A single future. " + text
	}
	return text
}

// priced tells what a point costs, from the cheapest plan to the dearest.
func priced(prices []float64) string {
	low, high := words.Dollars(slices.Min(prices)), words.Dollars(slices.Max(prices))
	if low == high {
		return high + " a year for a point"
	}
	return low + " to " + high + " a year for a point"
}

// offer says what the only plan keeps and costs.
func offer(c *results.Comparison, r *results.Plan) string {
	other, base := drawing.TitleInk.Named(r.Name, 260), drawing.TitleInk.Named(c.Base.Name, 260)
	kept, cost := c.Moves(r)
	if kept == "" {
		return fmt.Sprintf("%s cannot be compared with %s on NRR and cost", other, base)
	}
	net, total := c.Headline(r), r.Pair("cost_total", measures.WholeCompany, measures.Run)
	of, points := "NRR "+net.Period.Name, words.Points2.Size(net.Difference.Mean)+" points "
	paid := words.Dollars(math.Abs(total.Difference.Mean / results.YearsOf(*total)))
	text := fmt.Sprintf("%s keeps %s%s %s than %s", other, points, kept, of, base)
	if kept == "same" {
		text = fmt.Sprintf("%s and %s do not differ on %s beyond what %s can tell", other, base, of, words.Trials(c.Base))
		if results.Found(net.Difference) == results.None {
			text = fmt.Sprintf("%s has the same %s as %s", other, of, base)
		}
	}
	switch {
	case cost == "same" && kept == "same":
		text += ", nor is one clearly cheaper"
		if results.Found(total.Difference) == results.None {
			text = fmt.Sprintf("%s and %s come to the same cost, and do not differ on %s beyond what %s can tell", other, base, of, words.Trials(c.Base))
		}
		if results.Found(net.Difference) == results.None && results.Found(total.Difference) == results.None {
			text = fmt.Sprintf("%s has the same %s as %s at the same cost%s", other, of, base, words.Always(c))
		}
	case cost == "same":
		text += ", at no clear difference in cost"
	case kept == "same":
		text += fmt.Sprintf("; %s costs %s a year %s", other, paid, cost)
	case c.BargainOf(r) == results.Trade:
		text += fmt.Sprintf(" for %s a year %s: %s for each point %s", paid, cost, words.Dollars(math.Abs(r.Price.Value)),
			map[string]string{"more": "gained", "less": "given up"}[kept])
	default:
		text += fmt.Sprintf(" for %s a year %s", paid, cost)
	}
	if !c.Base.Many() {
		return "A single future. " + text
	}
	return text
}
