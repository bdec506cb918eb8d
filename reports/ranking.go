package reports

import (
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/plots"
	"postsale/reports/words"
)

// ranked lists all plans beside each other when there are several.
func ranked(c *results.Comparison, p *page) {
	if len(c.Others) < 2 {
		return
	}
	t, period := table{}, ""
	t.add("", "NRR, %", "more", "error", "better", "GRR, %", "$k/year", "a point")
	names := plots.LabelsOf(c, func(name string) string { return words.Shortened(name, 22) })
	for i, r := range c.Others {
		net, total := c.Headline(r), r.Pair("cost_total", results.Company, measures.Run)
		if net == nil || total == nil {
			continue // its run is of other days, or has no NRR
		}
		period = net.Period.Name
		gross := r.Pair("grr", results.Company, period)
		if len(t.rows) == 1 {
			t.add(names[0], words.Shares.Number(net.Difference.From), "", "", "", words.Shares.Number(gross.Difference.From),
				words.Thousands.Number(total.Difference.From/results.YearsOf(*total)), "")
		}
		more, err, better := words.Signed(net.Difference.Mean, words.Points2), words.Points2.Number(net.Difference.MCError), words.Chance(net.Difference.Better)
		if results.Found(net.Difference) == results.None {
			more, err, better = "0", "0", "the same"
		}
		t.add(names[1+i], words.Shares.Number(net.Difference.To), more, err, better,
			words.Shares.Number(gross.Difference.To), words.Thousands.Number(total.Difference.To/results.YearsOf(*total)), perPoint(c, r))
	}
	if len(t.rows) > 1 {
		p.heading("All plans in "+period, "means; cost a year, and of a point of NRR gained")
		p.table(t)
	}
}

// reached tells how likely each plan is to reach the targets of the last fiscal year.
func comparisonReached(c *results.Comparison, p *page) {
	years := c.Base.Layout.Years()
	if len(years) == 0 || !c.Base.Many() {
		return
	}
	last := years[len(years)-1].Name
	t := table{}
	t.add(append([]string{""}, plots.LabelsOf(c, func(name string) string { return words.Shortened(name, 22) })...)...)
	for _, target := range c.Base.Targets {
		if target.Period != last {
			continue
		}
		cells := []string{words.TargetWithin(target, widestLabel), words.Chance(target.Odds)}
		for _, r := range c.Others {
			cells = append(cells, chanceOf(r.Run, target))
		}
		t.add(cells...)
	}
	if len(t.rows) > 1 {
		p.heading("Targets in "+last, "chances of reaching them")
		p.table(t)
	}
}

// chanceOf returns the chance to reach the target of another plan, if it is one of
// this plan too.
func chanceOf(s *results.Run, other results.Target) string {
	for _, t := range s.TargetsOf(other.Measure, other.Segment, other.Period) {
		if t.Bound == other.Bound && t.AtMost == other.AtMost {
			return words.Chance(t.Odds)
		}
	}
	return words.Absent
}

// perPoint returns what a point of NRR costs in thousands of dollars a year, where that can be told.
func perPoint(c *results.Comparison, r *results.Plan) string {
	if net := c.Headline(r); c.BargainOf(r) != results.Trade || net.Difference.Mean < 0 {
		return words.Absent
	}
	return words.Thousands.Number(r.Price.Value)
}
