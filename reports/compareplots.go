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
func (c *Comparison) provenance() string { return c.Base.from(footnames(c.studies())) }

// figures returns the plots of a comparison.
func (c *Comparison) figures() (list []figure, notes []string) {
	list, notes = c.leafed([]paged{
		{"difference-nrr", func(l leaf, name string) (figure, string) { return l.differenceDots(name, "nrr", "NRR") }},
		{"difference-grr", func(l leaf, name string) (figure, string) { return l.differenceDots(name, "grr", "GRR") }},
		{"difference-fan", leaf.differenceFan},
		{"cost-and-nrr", leaf.costs},
		{"start-delay-by-week", leaf.startDelays},
		{"peak-backlog", func(l leaf, name string) (figure, string) {
			return l.peaks(name, "ticket_backlog_peak", "the peak of the ticket backlog", "tickets", "tickets not resolved")
		}},
		{"peak-queue", func(l leaf, name string) (figure, string) {
			return l.peaks(name, "projects_queued_peak", "the peak of the queue for a slot", "projects", "projects that wait")
		}},
	})
	for _, r := range c.Rivals {
		if !c.sameRun(r) {
			notes = append(notes, fmt.Sprintf("plots of the whole run leave out %s: it is of other quarters", clean(r.Name)))
		}
	}
	return list, notes
}

// gaps returns what a rival has less what the base has, by trial.
func (c *Comparison) gaps(r *Rival, p *measures.Pair) []float64 {
	return estimate.Differences(c.Base.Table.Values(p.Base), r.Table.Values(p.Other))
}

// last returns the last period in which a measure of the company exists in the base and a rival.
func (c *Comparison) last(measure string) (period string, ok bool) {
	for _, p := range c.Base.periods() {
		for _, r := range c.Rivals {
			if pair := r.pair(measure, company, p.Name); pair != nil && pair.Difference.N > 0 {
				period, ok = p.Name, true
			}
		}
	}
	return period, ok
}
