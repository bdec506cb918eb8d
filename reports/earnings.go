package reports

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// earns says whether a plan pays: what it earns more than the base, how surely, and since when.
func earns(c *results.Comparison, r *results.Plan) string {
	e, base := r.Earnings, c.Base.Name
	if e.Earned == nil || e.Earned.Difference.N == 0 {
		return ""
	}
	more := "more"
	if e.AYear < 0 {
		more = "less"
	}
	size := words.Dollars(math.Abs(e.AYear)) + " a year " + more
	switch {
	case e.Says == results.None:
		return "On money they come to the same."
	case !c.Base.Many():
		return "In it contribution is " + size + "."
	case e.Says == results.Unclear:
		return fmt.Sprintf("On money they do not clearly differ: contribution is %s on average (error %s).", size, words.Dollars(e.Error))
	case e.Says == results.Less:
		return fmt.Sprintf("On money it loses to %s %s: contribution is %s on average (error %s)%s.", base, words.Often(e.Odds), size, words.Dollars(e.Error), since(e.Payback))
	}
	return fmt.Sprintf("On money it beats %s %s: contribution is %s on average (error %s)%s.", base, words.Often(e.Odds), size, words.Dollars(e.Error), since(e.Payback))
}

// since says, if at all, from when on a plan has earned more in most futures.
func since(p results.Payback) string {
	switch {
	case p.Last == "":
		return ""
	case p.From == "":
		return "; by the end of " + strings.TrimSuffix(p.Last, " Q4") + " it has not paid for itself in most futures"
	case p.Behind:
		return "; it has paid for itself in most futures by the end of " + strings.TrimSuffix(p.From, " Q4")
	default:
		return "; in most futures it is ahead from the end of " + p.From + " on"
	}
}

// earned tells what a plan earns more than the base, by year and since the first day.
func earned(c *results.Comparison, r *results.Plan) []document.Block {
	if len(r.Earnings.Years) == 0 || r.Earnings.Says == results.None || !c.Base.Many() {
		return nil
	}
	money, called := moneyOf(c.Base)
	t := document.Table{Columns: columns("", "first", "second", "more", "error", "to date", "8 in 10", "ahead")}
	for _, y := range r.Earnings.Years {
		d, to := y.Itself.Difference, y.ToDate.Difference
		form := money.more(0)
		t.Rows = append(t.Rows, document.Row{Label: y.Itself.Period.Name, Cells: []document.Cell{money.number(d.From), money.number(d.To), form.number(d.Mean),
			form.size().number(d.MCError), form.number(to.Mean), form.span(to.P10, to.P90), document.Odds{Odds: to.Better}}})
	}
	return titled("Does it pay", fmt.Sprintf("contribution of the year in %s; to date: the second less the first since the first day, ahead: how often that is above 0", called), t)
}

// stepped tells what a point of NRR costs at the margin, from the cheapest plan on.
func stepped(c *results.Comparison) []document.Block {
	if len(c.Steps) == 0 || !c.Base.Many() {
		return nil
	}
	name := namer(c)
	t := document.Table{Columns: columns("", "NRR", "error", "$k/year", "a point", "error")}
	t.Rows = append(t.Rows, document.Row{Label: name(c.Steps[0].From), Cells: []document.Cell{nil, nil, nil, nil, nil}})
	for _, s := range c.Steps {
		net, cost := s.NRR, s.Cost
		var price, wide document.Cell = document.Absent, document.Absent
		if results.Found(net) == results.More && results.Found(cost) == results.More {
			price, wide = thousands.number(s.Price.Value), thousands.number(s.Price.Error)
		}
		t.Rows = append(t.Rows, document.Row{Label: "then " + name(s.To), Cells: []document.Cell{points.more(2).number(net.Mean), points.number(net.MCError),
			thousands.more(0).number(cost.Mean), price, wide}})
	}
	list := []document.Block{t}
	if len(c.Passed) > 0 {
		var names []string
		for _, r := range c.Passed {
			names = append(names, r.Name)
		}
		list = append(list, document.Paragraph("Passed over: "+strings.Join(names, ", ")+". For each another plan keeps as much for less, as far as the trials can tell, or a further step its points for less."))
	}
	return titled("A point of NRR, step by step", "from the cheapest plan on, by the cheapest points; more, and a year", list...)
}

// contested tells how every two plans do beside each other.
func contested(c *results.Comparison) []document.Block {
	if len(c.Duels) == 0 || !c.Base.Many() {
		return nil
	}
	name := namer(c)
	t := document.Table{Columns: columns("", "NRR", "error", "ahead", "$k/year", "error", "ahead")}
	for i, d := range c.Duels {
		if i == 0 || d.Plan != c.Duels[i-1].Plan {
			t.Rows = append(t.Rows, document.Row{Label: name(d.Plan), Cells: make([]document.Cell, len(t.Columns)-1)})
		}
		kept, keptError, keptOdds := moreOf(d.NRR, points.more(2))
		earned, earnedError, earnedOdds := moreOf(d.Earned, thousands.more(0))
		t.Rows = append(t.Rows, document.Row{Label: "  than " + name(d.Beside), Cells: []document.Cell{kept, keptError, keptOdds, earned, earnedError, earnedOdds}})
	}
	return titled("Every two plans", "more NRR in points, and contribution a year: means, and how often there is more", t)
}

// namer returns what plans are called in tables.
func namer(c *results.Comparison) func(r *results.Run) string {
	names := map[*results.Run]string{}
	for i, name := range shortNames(c) {
		names[c.Runs()[i]] = name
	}
	return func(r *results.Run) string { return names[r] }
}
