package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// singles is how many trials a fan shows one by one beside its bands: of fewer than banded, all without a band, since
// these would be made of what lies between two trials. The light band takes twice as many.
const singles, banded = 5, 10

// fan is how a measure of the company spreads by quarter.
type fan struct {
	periods                []measures.Period
	x                      []float64
	p5, p10, p50, p90, p95 []float64
	trials                 [][]float64 // the first few, whatever became of them
	of                     int         // trials of the quarter with the most of them
	spread                 bool        // in some quarter
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
	if d.N < banded {
		d.P10, d.P90 = math.NaN(), math.NaN()
	}
	if d.N < 2*banded {
		d.P5, d.P95 = math.NaN(), math.NaN()
	}
	f.periods = append(f.periods, q)
	f.x = append(f.x, float64(q.From))
	f.p5, f.p10, f.p50 = append(f.p5, d.P5), append(f.p10, d.P10), append(f.p50, d.P50)
	f.p90, f.p95 = append(f.p90, d.P90), append(f.p95, d.P95)
	f.of, f.spread = max(f.of, d.N), f.spread || d.N > 1 && !alike(d)
	if f.trials == nil {
		n := len(values)
		if n >= banded {
			n = singles
		}
		f.trials = make([][]float64, n)
	}
	for i := range f.trials {
		f.trials[i] = append(f.trials[i], values[i])
	}
}

// dark and light report whether there are trials enough for the bands.
func (f fan) dark() bool  { return f.of >= banded }
func (f fan) light() bool { return f.of >= 2*banded }

// values returns every number that the fan shows.
func (f fan) values() []float64 {
	list := f.body()
	for _, trial := range f.trials {
		list = append(list, trial...)
	}
	return list
}

// body returns the numbers that the fan shows of all trials.
func (f fan) body() []float64 {
	return slices.Concat(f.p50, f.p10, f.p90, f.p5, f.p95)
}

// shown returns the numbers that a scale of the fan has to hold: of the single trials beside bands, those that are not
// further from these than half of what they span.
func (f fan) shown(least float64) []float64 {
	if !f.dark() {
		return f.values()
	}
	list := f.body()
	s := spanning(least, list...)
	margin := (s.max - s.min) / 2
	for _, trial := range f.trials {
		for _, v := range trial {
			if exists(v) {
				list = append(list, min(max(v, s.min-margin), s.max+margin))
			}
		}
	}
	return list
}

// scale returns the horizontal scale.
func (f fan) scale() scale {
	return scale{f.x[0] - 0.4, f.x[len(f.x)-1] + 0.4}
}

// draw draws the bands, the single trials and the median.
func (f fan) draw(p panel) {
	p.band(pale, f.x, f.p5, f.p95)
	p.band(middle, f.x, f.p10, f.p90)
	if len(f.trials) > 1 {
		for _, trial := range f.trials {
			p.thread(stroke(deep, 1), f.x, trial)
		}
	}
	p.thread(stroke(deep, 3), f.x, f.p50)
}

// legend says what the marks of a fan mean, and which single trials leave a scale.
func (f fan) legend(s scale, show func(float64) string) string {
	return f.marks() + beyond(f.trials, s, show)
}

// marks says what the marks of a fan mean.
func (f fan) marks() string {
	switch {
	case len(f.trials) == 1:
		return "One trial tells nothing of chance."
	case !f.spread:
		return fmt.Sprintf("All %s futures are the same.", count(f.of))
	case !f.dark():
		return fmt.Sprintf("Thick line: median. Thin lines: all %d futures.", len(f.trials))
	case !f.light():
		return fmt.Sprintf("Thick line: median. Band: 8 in 10 futures. Thin: the first %d.", len(f.trials))
	default:
		return fmt.Sprintf("Thick line: median. Dark band: 8 in 10 futures; light: 9 in 10. Thin: the first %d.", len(f.trials))
	}
}

// beyond tells how many of single trials leave a scale, and how far.
func beyond(trials [][]float64, s scale, show func(float64) string) string {
	n, low, high := 0, s.min, s.max
	for _, trial := range trials {
		out := false
		for _, v := range trial {
			if exists(v) {
				out = out || v < s.min || v > s.max
				low, high = min(low, v), max(high, v)
			}
		}
		if out {
			n++
		}
	}
	var ends []string
	if low < s.min {
		ends = append(ends, "down to "+show(low))
	}
	if high > s.max {
		ends = append(ends, "up to "+show(high))
	}
	if n == 0 {
		return ""
	}
	if n == 1 {
		return fmt.Sprintf(" 1 of these leaves the picture, %s.", strings.Join(ends, " and "))
	}
	return fmt.Sprintf(" %d of these leave the picture, %s.", n, strings.Join(ends, " and "))
}

// ends returns labels of the last median and of the edges of the dark band, as far as they differ.
func (f fan) ends(p panel, show func(float64) string) []note {
	last := end(f.p50)
	if len(f.trials) == 1 {
		return []note{{p.at(0, f.p50[last]).Y, strongInk, show(f.p50[last])}}
	}
	if !f.spread {
		return []note{{p.at(0, f.p50[last]).Y, strongInk, show(f.p50[last]) + " in all"}}
	}
	list := []note{{p.at(0, f.p50[last]).Y, strongInk, show(f.p50[last]) + " median"}}
	if !f.dark() {
		return list
	}
	for _, edge := range []float64{f.p90[last], f.p10[last]} {
		if exists(edge) && show(edge) != show(f.p50[last]) {
			list = append(list, note{p.at(0, edge).Y, labelInk, show(edge)})
		}
	}
	return list
}

func shareLabel(v float64) string { return percent(v) + " %" }

func shareTick(v float64) string { return short(100*v, 2) + " %" }

// retentionFan shows NRR or GRR by quarter.
func (s *Study) retentionFan(name, measure, word string) (figure, string) {
	f, ok := s.fan(measure)
	if !ok {
		return figure{}, "no twelve months end with a quarter of the run"
	}
	targets := s.asked(measure)
	shown := f.shown(leastShares)
	heights := ofShares(append(shown, nearby(targets, leastShares, shown...)...)...)
	return figure{
		name:     name,
		title:    s.ends(measure, word),
		subtitle: "12 months to each quarter's end. " + f.legend(heights, shareLabel),
		draw: func(c draw.Canvas) {
			p := panel{draw.Crop(c, room(heights, shareTick), 0, 32, -4), f.scale(), heights}
			notes := append(p.goals(targets), f.ends(p, shareLabel)...)
			p.Max.X -= gutter(notes)
			p.rows(shareTick)
			p.quarters(f.periods)
			f.draw(p)
			p.dashes(targets)
			p.notes(notes)
		},
	}, ""
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
