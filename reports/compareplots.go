package reports

import (
	"fmt"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Plots draws what the plans differ by, each plot as an SVG and a PNG file. The notes name what is not shown, and say why.
func (c *Comparison) Plots() (files []File, notes []string, err error) {
	figures, notes := c.figures()
	files, err = rendered(figures, c.provenance())
	return files, notes, err
}

// provenance says at the foot of a plot where it is from.
func (c *Comparison) provenance() string {
	studies := []*Study{c.Base}
	for _, r := range c.shown() {
		studies = append(studies, r.Study)
	}
	return c.Base.from(footnames(studies))
}

// figures returns the plots of a comparison.
func (c *Comparison) figures() (list []figure, notes []string) {
	list, notes = drawn([]plot{
		{"difference-nrr", func(name string) (figure, string) { return c.differenceDots(name, "nrr", "NRR") }},
		{"difference-grr", func(name string) (figure, string) { return c.differenceDots(name, "grr", "GRR") }},
		{"difference-fan", c.differenceFan},
		{"cost-and-nrr", c.costs},
		{"start-delay-by-week", c.startDelays},
		{"peak-backlog", func(name string) (figure, string) {
			return c.peaks(name, "ticket_backlog_peak", "The ticket backlog", "tickets not resolved")
		}},
		{"peak-queue", func(name string) (figure, string) {
			return c.peaks(name, "projects_queued_peak", "The queue for a slot", "projects that wait")
		}},
	})
	for _, r := range c.shown() {
		if !c.sameRun(r) {
			notes = append(notes, fmt.Sprintf("plots of the whole run leave out %s: it is of other quarters", clean(r.Name)))
		}
	}
	if more := len(c.Rivals) - mostRivals; more > 0 {
		notes = append(notes, fmt.Sprintf("plots show the first %d plans beside %s: %d more left out", mostRivals, clean(c.Base.Name), more))
	}
	return list, notes
}

// gaps returns what a rival has less what the base has, by trial.
func (c *Comparison) gaps(r *Rival, p *measures.Pair) []float64 {
	return estimate.Differences(c.Base.Table.Values(p.Base), r.Table.Values(p.Other))
}

// last returns the last period in which a measure of the company exists in the base and a rival that is shown.
func (c *Comparison) last(measure string) (period string, ok bool) {
	for _, p := range c.Base.periods() {
		for _, r := range c.shown() {
			if pair := r.pair(measure, company, p.Name); pair != nil && pair.Difference.N > 0 {
				period, ok = p.Name, true
			}
		}
	}
	return period, ok
}
