package reports

import (
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/plots"
	"postsale/reports/words"
)

// ranked lists all plans beside each other when there are several.
func ranked(c *results.Comparison) []document.Block {
	if len(c.Others) < 2 {
		return nil
	}
	t := document.Table{Columns: columns("", "NRR, %", "more", "error", "better", "GRR, %", "$k/year", "a point")}
	period, names := "", shortNames(c)
	share := shares.bare()
	for i, r := range c.Others {
		net, total := c.Headline(r), r.Pair("cost_total", results.Company, measures.Run)
		if net == nil || total == nil {
			continue // its run is of other days, or has no NRR
		}
		period = net.Period.Name
		gross, cost := r.Pair("grr", results.Company, period).Difference, results.ByYear(*total)
		if len(t.Rows) == 0 {
			t.Rows = append(t.Rows, document.Row{Label: names[0], Cells: []document.Cell{
				share.number(net.Difference.From), nil, nil, nil, share.number(gross.From), thousands.number(cost.From), nil}})
		}
		more, err, better := moreOf(net.Difference, points.more(2))
		t.Rows = append(t.Rows, document.Row{Label: names[1+i], Cells: []document.Cell{
			share.number(net.Difference.To), more, err, better, share.number(gross.To), thousands.number(cost.To), thousands.number(c.PriceOf(r))}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return titled("All plans in "+period, "means; cost a year, and of a point of NRR gained", t)
}

// shortNames are those of the plans in the heads and labels of tables, base first.
func shortNames(c *results.Comparison) []string {
	return plots.LabelsOf(c, func(name string) string { return words.Shortened(name, 22) })
}

// widestTarget is how many characters a target may take beside its odds.
const widestTarget = 48

// reachedByAll tells how likely each plan is to reach the targets of the last fiscal year.
func reachedByAll(c *results.Comparison) []document.Block {
	years := c.Base.Layout.Years()
	if len(years) == 0 || !c.Base.Many() {
		return nil
	}
	last := years[len(years)-1].Name
	t := document.Table{Columns: columns(append([]string{""}, shortNames(c)...)...)}
	for _, target := range c.Base.Targets {
		if target.Period != last {
			continue
		}
		row := document.Row{Label: words.TargetWithin(target, widestTarget), Cells: []document.Cell{document.Odds{Odds: target.Odds}}}
		for _, r := range c.Others {
			row.Cells = append(row.Cells, document.Odds{Odds: r.OddsOf(target)})
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return titled("Targets in "+last, "chances of reaching them", t)
}
