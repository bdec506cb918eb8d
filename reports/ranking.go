package reports

import "postsale/models/measures"

// ranked lists all plans beside each other when there are several.
func (c *Comparison) ranked(p *page) {
	if len(c.Rivals) < 2 {
		return
	}
	t, period := table{}, ""
	t.add("", "NRR, %", "more", "error", "better", "GRR, %", "$k/year", "a point")
	names := c.labels(func(name string) string { return shortened(name, 22) })
	for i, r := range c.Rivals {
		net, total := c.headline(r), r.pair("cost_total", company, measures.Run)
		if net == nil || total == nil {
			continue // its run is of other days, or has no NRR
		}
		period = net.Period.Name
		gross := r.pair("grr", company, period)
		if len(t.rows) == 1 {
			t.add(names[0], shares.number(net.Difference.From), "", "", "", shares.number(gross.Difference.From),
				thousands.number(total.Difference.From/years(*total)), "")
		}
		more, err, better := signed(net.Difference.Mean, points2), points2.number(net.Difference.MCError), chance(net.Difference.Better)
		if found(net.Difference) == none {
			more, err, better = "0", "0", "the same"
		}
		t.add(names[1+i], shares.number(net.Difference.To), more, err, better,
			shares.number(gross.Difference.To), thousands.number(total.Difference.To/years(*total)), c.perPoint(r))
	}
	if len(t.rows) > 1 {
		p.heading("All plans in "+period, "means; cost a year, and of a point of NRR gained")
		p.table(t)
	}
}

// reached tells how likely each plan is to reach the targets of the last fiscal year.
func (c *Comparison) reached(p *page) {
	years := c.Base.Layout.Years()
	if len(years) == 0 || !c.Base.many() {
		return
	}
	last := years[len(years)-1].Name
	t := table{}
	t.add(append([]string{""}, c.labels(func(name string) string { return shortened(name, 22) })...)...)
	for _, target := range c.Base.Targets {
		if target.Period != last {
			continue
		}
		cells := []string{target.within(widestLabel), chance(target.Odds)}
		for _, r := range c.Rivals {
			cells = append(cells, r.chanceOf(target))
		}
		t.add(cells...)
	}
	if len(t.rows) > 1 {
		p.heading("Targets in "+last, "chances of reaching them")
		p.table(t)
	}
}

// within returns what a target asks of what in so many columns: the name of a segment gives way.
func (t Target) within(limit int) string {
	if over := width(t.line()) - limit; over > 0 {
		t.Segment = shortened(t.Segment, max(8, width(clean(t.Segment))-over))
	}
	return t.line()
}

// chanceOf returns the chance to reach the target of another plan, if it is one of
// this plan too.
func (s *Study) chanceOf(other Target) string {
	for _, t := range s.targets(other.Measure, other.Segment, other.Period) {
		if t.Bound == other.Bound && t.AtMost == other.AtMost {
			return chance(t.Odds)
		}
	}
	return absent
}

// perPoint returns what a point of NRR costs in thousands of dollars a year, where that can be told.
func (c *Comparison) perPoint(r *Rival) string {
	if net := c.headline(r); c.bargain(r) != trade || net.Difference.Mean < 0 {
		return absent
	}
	return thousands.number(r.Price.Value)
}
