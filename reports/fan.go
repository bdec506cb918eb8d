package reports

import (
	"fmt"

	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// singles is how many trials a fan shows one by one.
const singles = 5

// fan is how a measure of the company spreads by quarter.
type fan struct {
	periods                []measures.Period
	x                      []float64
	p5, p10, p50, p90, p95 []float64
	trials                 [][]float64 // the first few, whatever became of them
}

// fan returns the fan of a measure, and whether it exists in any quarter.
func (s *Study) fan(measure string) (f fan, ok bool) {
	for _, q := range s.Layout.Quarters() {
		if column := s.Table.Find(measure, company, q.Name); column >= 0 {
			d := s.distribution(column)
			f.add(q, d, s.Table.Values(column))
			ok = ok || d.N > 0
		}
	}
	return f, ok
}

// add appends a quarter: how its values are spread, and the values by trial.
func (f *fan) add(q measures.Period, d estimate.Distribution, values []float64) {
	f.periods = append(f.periods, q)
	f.x = append(f.x, float64(q.From))
	f.p5, f.p10, f.p50 = append(f.p5, d.P5), append(f.p10, d.P10), append(f.p50, d.P50)
	f.p90, f.p95 = append(f.p90, d.P90), append(f.p95, d.P95)
	if f.trials == nil {
		f.trials = make([][]float64, min(singles, len(values)))
	}
	for i := range f.trials {
		f.trials[i] = append(f.trials[i], values[i])
	}
}

// values returns every number that the fan shows.
func (f fan) values() []float64 {
	list := append(append([]float64{}, f.p5...), f.p95...)
	for _, trial := range f.trials {
		list = append(list, trial...)
	}
	return list
}

func (f fan) scale() scale {
	return scale{f.x[0] - 0.4, f.x[len(f.x)-1] + 0.4}
}

// draw draws the bands, the single trials and the median.
func (f fan) draw(p panel) {
	if len(f.trials) > 1 {
		p.band(pale, f.x, f.p5, f.p95)
		p.band(middle, f.x, f.p10, f.p90)
	}
	for _, trial := range f.trials {
		p.lines(stroke(strong, 0.5), f.x, trial)
	}
	p.lines(stroke(deep, 2.2), f.x, f.p50)
}

// ends returns labels of the last median and of the edges of the dark band.
func (f fan) ends(p panel, show func(float64) string) []note {
	last := len(f.x) - 1
	for last > 0 && !exists(f.p50[last]) {
		last--
	}
	if len(f.trials) == 1 {
		return []note{{p.at(0, f.p50[last]).Y, strongInk, show(f.p50[last])}}
	}
	if f.p10[last] == f.p90[last] {
		return []note{{p.at(0, f.p50[last]).Y, strongInk, show(f.p50[last]) + " median"}}
	}
	return []note{
		{p.at(0, f.p90[last]).Y, labelInk, show(f.p90[last])},
		{p.at(0, f.p50[last]).Y, strongInk, show(f.p50[last]) + " median"},
		{p.at(0, f.p10[last]).Y, labelInk, show(f.p10[last])},
	}
}

func shareLabel(v float64) string { return percent(v) + " %" }

func shareTick(v float64) string { return short(100*v, 2) + " %" }

// retentionFan shows NRR or GRR by quarter.
func (s *Study) retentionFan(name, measure, words string) (figure, string) {
	f, ok := s.fan(measure)
	if !ok {
		return figure{}, "no twelve months end with a quarter of the run"
	}
	targets := s.asked(measure)
	y := f.values()
	for _, t := range targets {
		y = append(y, t.Bound)
	}
	heights := ofShares(y...)
	fig := figure{
		name:     name,
		title:    words + ": 8 in 10 futures lie in the dark band",
		subtitle: fmt.Sprintf("12 months to each quarter's end. Thick line: median. Light band: 9 in 10 futures. Thin lines: %d of them, one by one.", len(f.trials)),
	}
	if len(f.trials) == 1 {
		fig.title = words + " in a single future"
		fig.subtitle = "12 months to each quarter's end. One trial tells nothing of chance."
	}
	fig.draw = func(c draw.Canvas) {
		p := panel{draw.Crop(c, room(heights, shareTick), -96, 30, 0), f.scale(), heights}
		p.rows(shareTick)
		p.quarters(f.periods)
		f.draw(p)
		p.notes(append(p.goals(targets), f.ends(p, shareLabel)...))
	}
	return fig, ""
}

// asked returns the targets of the company for a measure, one a bound.
func (s *Study) asked(measure string) []Target {
	var list []Target
	for _, t := range s.Targets {
		known := false
		for _, other := range list {
			known = known || t.Bound == other.Bound && t.AtMost == other.AtMost
		}
		if t.Measure == measure && t.Segment == company && !known {
			list = append(list, t)
		}
	}
	return list
}
