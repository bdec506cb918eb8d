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
	type ways struct{ keeps, costs results.Way }
	const none, more, less = results.NoWay, results.MoreOf, results.LessOf
	counts := map[ways]int{}
	for _, r := range c.Others {
		counts[ways{r.Standing.Keeps, r.Standing.Costs}]++
		if !math.IsNaN(r.Standing.PerPoint) {
			prices = append(prices, r.Standing.PerPoint)
		}
	}
	var told []string
	rest := len(c.Others)
	beyond := [2]string{" beyond its error", " beyond their errors"}
	if !c.Base.Many() {
		beyond = [2]string{}
	}
	for _, way := range []struct {
		ways
		one, many string
	}{
		{ways{more, more}, "keeps more NRR and costs more", "keep more NRR and cost more"},
		{ways{more, less}, "keeps more NRR and costs less", "keep more NRR and cost less"},
		{ways{more, none}, "keeps more NRR at no clear difference in cost", "keep more NRR at no clear difference in cost"},
		{ways{less, less}, "keeps less NRR and costs less", "keep less NRR and cost less"},
		{ways{less, more}, "keeps less NRR and costs more", "keep less NRR and cost more"},
		{ways{less, none}, "keeps less NRR at no clear difference in cost", "keep less NRR at no clear difference in cost"},
		{ways{none, more}, "costs more for no NRR" + beyond[0], "cost more for no NRR" + beyond[1]},
		{ways{none, less}, "costs less with no loss of NRR" + beyond[0], "cost less with no loss of NRR" + beyond[1]},
		{ways{none, none}, "differs in neither" + beyond[0], "differ in neither" + beyond[1]},
		{ways{}, "cannot be compared", "cannot be compared"},
	} {
		n := counts[way.ways]
		if n == 0 {
			continue
		}
		text := fmt.Sprintf("%d %s", n, words.Plural(n, way.one, way.many))
		if way.ways == (ways{more, more}) && len(prices) > 0 {
			text += ", " + priced(prices)
		}
		if told = append(told, text); len(told) < mostTold {
			rest -= n
		}
	}
	if len(told) > mostTold {
		told = append(told[:mostTold-1], fmt.Sprintf("%d otherwise", rest))
	}
	text := fmt.Sprintf("Of %d plans, against %s: %s", len(c.Others), drawing.TitleInk.Named(c.Base.Name, 200), strings.Join(told, "; "))
	if len(prices) == 2 && len(c.Others) == 2 {
		text = fmt.Sprintf("Both plans keep more NRR than %s and cost more: %s and %s a year for a point",
			drawing.TitleInk.Named(c.Base.Name, 200), words.Dollars(prices[0]), words.Dollars(prices[1]))
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

var moreOrLess = map[results.Way]string{results.MoreOf: "more", results.LessOf: "less"}

// offer says what the only plan keeps and costs.
func offer(c *results.Comparison, r *results.Plan) string {
	other, base := drawing.TitleInk.Named(r.Name, 200), drawing.TitleInk.Named(c.Base.Name, 200)
	keeps, costs := r.Standing.Keeps, r.Standing.Costs
	if keeps == results.NotKnown {
		return fmt.Sprintf("%s cannot be compared with %s on NRR and cost", other, base)
	}
	net, total := r.Standing.NRR, r.Pair("cost_total", measures.WholeCompany, measures.Run)
	of, points := "NRR "+net.Period.Name, words.Points2.Size(net.Difference.Mean)+" points "
	paid := words.Dollars(math.Abs(r.Standing.Cost.Dollars))
	text := fmt.Sprintf("%s keeps %s%s %s than %s", other, points, moreOrLess[keeps], of, base)
	if keeps == results.NoWay {
		text = fmt.Sprintf("%s and %s do not differ on %s beyond what %s can tell", other, base, of, words.Trials(c.Base))
		if results.Found(net.Difference) == results.None {
			text = fmt.Sprintf("%s has the same %s as %s", other, of, base)
		}
	}
	switch {
	case costs == results.NoWay && keeps == results.NoWay:
		text += ", nor is one clearly cheaper"
		if results.Found(total.Difference) == results.None {
			text = fmt.Sprintf("%s and %s come to the same cost, and do not differ on %s beyond what %s can tell", other, base, of, words.Trials(c.Base))
		}
		if results.Found(net.Difference) == results.None && results.Found(total.Difference) == results.None {
			text = fmt.Sprintf("%s has the same %s as %s at the same cost%s", other, of, base, words.Always(c))
		}
	case costs == results.NoWay:
		text += ", at no clear difference in cost"
	case keeps == results.NoWay:
		text += fmt.Sprintf("; %s costs %s a year %s", other, paid, moreOrLess[costs])
	case r.Standing.Bargain == results.Trade:
		text += fmt.Sprintf(" for %s a year %s: %s for each point %s", paid, moreOrLess[costs], words.Dollars(math.Abs(r.Price.Value)),
			map[results.Way]string{results.MoreOf: "gained", results.LessOf: "given up"}[keeps])
	default:
		text += fmt.Sprintf(" for %s a year %s", paid, moreOrLess[costs])
	}
	if !c.Base.Many() {
		return "A single future. " + text
	}
	return text
}
