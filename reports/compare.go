package reports

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Compare writes how plans differ, for people: the answer first, then what differs between the files, then by how much
// each measure does, and how far the pairing can be trusted.
func Compare(w io.Writer, c *Comparison) error {
	p := &page{}
	p.partial(c.Base)
	for _, r := range c.Rivals {
		p.wrap(c.sentence(r), "", "")
	}
	c.origin(p)
	c.changed(p)
	p.warned(c.Warnings)
	c.ranked(p)
	c.reached(p)
	for _, r := range c.Rivals {
		c.differences(p, r)
		c.shared(p, r)
	}
	c.assumed(p)
	c.Base.failed(p)
	_, err := io.WriteString(w, p.String())
	return err
}

// assumed tells the assumptions of the base, and those of the others that it does not share.
func (c *Comparison) assumed(p *page) {
	c.Base.assumed(p)
	for _, r := range c.Rivals {
		own := Study{Assumptions: slices.DeleteFunc(slices.Clone(r.Assumptions), func(a Assumption) bool { return slices.Contains(c.Base.Assumptions, a) })}
		if len(own.Assumptions) > 0 {
			p.heading("Of "+clean(r.Name)+" besides", "")
			own.assumptions(p)
		}
	}
}

// sentence says which plan keeps more of its revenue, how surely and at what price.
func (c *Comparison) sentence(r *Rival) string {
	base, rival := clean(c.Base.Name), clean(r.Name)
	net := c.headline(r)
	if net == nil {
		return fmt.Sprintf("%s beside %s: NRR does not exist in both, the measures below are compared.", rival, base)
	}
	d := net.Difference
	of := "NRR " + net.Period.Name
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
		return fmt.Sprintf("%s and %s do not differ on %s beyond what %s trials can tell: %s has %s points on average (error %s) and is ahead in %s futures%s.",
			rival, base, of, count(d.N), rival, signed(d.Mean, points2), points2.number(d.MCError), outOf(d.Better, d), c.price(r, ", "))
	}
	odds := d.Better
	if d.Mean < 0 {
		odds = worse(d)
	}
	same := ""
	if share := outOf(estimate.Wilson(d.Same, d.N, 0.95), d); d.Same*100 >= d.N {
		same = " (the same in " + strings.TrimSuffix(share, " of 100") + ")"
	}
	return fmt.Sprintf("%s %s %s on %s in %s futures%s, by %s points on average (error %s)%s.",
		rival, verb, base, of, outOf(odds, d), same, points2.number(math.Abs(d.Mean)), points2.number(d.MCError), c.price(r, ", "))
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

// outOf returns odds as so many of 100 futures, and never none or all of them.
func outOf(o estimate.Odds, d estimate.Paired) string {
	switch n := math.Round(100 * o.P); {
	case !exists(o.P):
		return absent
	case d.N < 100:
		return fmt.Sprintf("%d of %d", o.Hits, o.N)
	case n == 0:
		return "fewer than 1 of 100"
	case n == 100:
		return "more than 99 of 100"
	default:
		return fmt.Sprintf("%.0f of 100", n)
	}
}

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

func (c *Comparison) origin(p *page) {
	plans := []string{clean(c.Base.Name)}
	for _, r := range c.Rivals {
		plans = append(plans, clean(r.Name))
	}
	text := fmt.Sprintf("%s of each of %s, under the same luck, seed %d.", c.Base.trials(), strings.Join(plans, ", "), c.Base.Seed)
	if c.OwnLuck {
		text = fmt.Sprintf("%s of each of %s, seed %d.", c.Base.trials(), strings.Join(plans, ", "), c.Base.Seed)
	}
	if c.Base.many() {
		text += " The error is the Monte Carlo error (one standard error) of the mean difference, which more trials would shrink."
	}
	if c.Base.Invented {
		text += " The opening book is made up for the seed: another seed may move these figures by more than that."
	}
	p.line("")
	p.wrap(text, "", "")
	if c.Base.Until != nil {
		c.Base.Until.told(p, c.Base)
	}
}

// mostChanges is how many settings the text lists of a rival; all are in the JSON.
const mostChanges = 25

func (c *Comparison) changed(p *page) {
	for _, r := range c.Rivals {
		p.heading(fmt.Sprintf("What differs: %s to %s", clean(c.Base.Name), clean(r.Name)), "")
		if len(r.Changes) == 0 {
			p.line("  nothing: the files say the same")
		}
		listed(p, r.Changes)
	}
}

// listed writes changes, a setting a line.
func listed(p *page, changes []Change) {
	for i, d := range changes {
		if i == mostChanges {
			p.line(fmt.Sprintf("  and %s more", count(len(changes)-mostChanges)))
			break
		}
		p.wrap(clean(d.Path)+": "+stated(d.From)+" -> "+stated(d.To), "  ", "      ")
	}
}

// stated is a setting as the list of changes shows it.
func stated(text string) string {
	if text == "" {
		return "(not there)"
	}
	return clipped(clean(text), 200)
}

// ranked lists all plans beside each other when there are several.
func (c *Comparison) ranked(p *page) {
	if len(c.Rivals) < 2 {
		return
	}
	t := table{}
	t.add("", "NRR, %", "more", "error", "better", "GRR, %", "$k/year", "a point")
	for _, r := range c.Rivals {
		net, total := c.headline(r), r.pair("cost_total", company, measures.Run)
		if net == nil || total == nil {
			return
		}
		gross := r.pair("grr", company, net.Period.Name)
		if len(t.rows) == 1 {
			t.add(clipped(clean(c.Base.Name), 22), shares.number(net.Difference.From), "", "", "", shares.number(gross.Difference.From),
				thousands.number(total.Difference.From/years(*total)), "")
		}
		t.add(clipped(clean(r.Name), 22), shares.number(net.Difference.To), signed(net.Difference.Mean, points2), points2.number(net.Difference.MCError),
			chance(net.Difference.Better), shares.number(gross.Difference.To), thousands.number(total.Difference.To/years(*total)), c.perPoint(r))
	}
	p.heading("All plans in "+c.headline(c.Rivals[0]).Period.Name, "means; cost a year, and of a point of NRR gained")
	p.table(t)
}

var thousands = style{1e3, 0, ""}

// reached tells how likely each plan is to reach the targets of the last fiscal year.
func (c *Comparison) reached(p *page) {
	years := c.Base.Layout.Years()
	if len(years) == 0 || !c.Base.many() {
		return
	}
	last := years[len(years)-1].Name
	t := table{}
	t.add("", clipped(clean(c.Base.Name), 22))
	for _, r := range c.Rivals {
		t.rows[0] = append(t.rows[0], clipped(clean(r.Name), 22))
	}
	for _, target := range c.Base.Targets {
		if target.Period != last {
			continue
		}
		cells := []string{target.line(), chance(target.Odds)}
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
