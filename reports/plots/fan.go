package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
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

// fanOf returns the fan of a measure, and whether it exists in any quarter.
func fanOf(s *results.Run, measure string) (f fan, ok bool) {
	for _, q := range s.Layout.Quarters() {
		if column := s.Table.Find(measure, measures.WholeCompany, q.Name); column >= 0 {
			d := s.Distribution(column)
			f.add(q, d, s.Table.Values(column))
			ok = ok || d.N > 0
		}
	}
	return f, ok
}

// ofQuarters says why there is no fan of a run that is not Quarterly.
const ofQuarters = "it tells of quarters, which a run that keeps no trials does not"

// add appends a quarter: how its values are spread, and the values by trial.
func (f *fan) add(q measures.Period, d results.Distribution, values []float64) {
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
	f.of, f.spread = max(f.of, d.N), f.spread || d.N > 1 && !results.Alike(d)
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
func (f fan) dark() bool { return f.of >= banded }

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
	s := drawing.Spanning(least, list...)
	margin := (s.Max - s.Min) / 2
	for _, trial := range f.trials {
		for _, v := range trial {
			if results.Exists(v) {
				list = append(list, min(max(v, s.Min-margin), s.Max+margin))
			}
		}
	}
	return list
}

// scale returns the horizontal scale.
func (f fan) scale() drawing.Scale {
	return drawing.Scale{Min: f.x[0] - 0.4, Max: f.x[len(f.x)-1] + 0.4}
}

// draw draws the bands, the single trials and the median.
func (f fan) draw(p drawing.Panel) {
	p.Band(drawing.Pale, f.x, f.p5, f.p95)
	p.Band(drawing.Middle, f.x, f.p10, f.p90)
	if len(f.trials) > 1 {
		for _, trial := range f.trials {
			p.Thread(drawing.Stroke(drawing.Deep, 1), f.x, trial)
		}
	}
	p.Thread(drawing.Stroke(drawing.Deep, 3), f.x, f.p50)
}

// legend says what the marks of a fan mean, and which single trials leave a scale.
func (f fan) legend(s drawing.Scale, show func(float64) string) string {
	return f.marks() + beyond(f.trials, s, show)
}

// marks says what the marks of a fan mean.
func (f fan) marks() string {
	switch {
	case len(f.trials) == 0:
		return "Thick line: median. Dark band: 8 in 10 futures; light: 9 in 10."
	case len(f.trials) == 1:
		return "One trial tells nothing of chance."
	case !f.spread:
		return fmt.Sprintf("All %s futures are the same.", words.Count(f.of))
	case !f.dark():
		return fmt.Sprintf("Thick line: median. Thin lines: all %d futures.", len(f.trials))
	case !f.light():
		return fmt.Sprintf("Thick line: median. Band: 8 in 10 futures. Thin: the first %d.", len(f.trials))
	default:
		return fmt.Sprintf("Thick line: median. Dark band: 8 in 10 futures; light: 9 in 10. Thin: the first %d.", len(f.trials))
	}
}

// beyond tells how many of single trials leave a scale, and how far.
func beyond(trials [][]float64, s drawing.Scale, show func(float64) string) string {
	n, low, high := 0, s.Min, s.Max
	for _, trial := range trials {
		out := false
		for _, v := range trial {
			if results.Exists(v) {
				out = out || v < s.Min || v > s.Max
				low, high = min(low, v), max(high, v)
			}
		}
		if out {
			n++
		}
	}
	var ends []string
	if low < s.Min {
		ends = append(ends, "down to "+show(low))
	}
	if high > s.Max {
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
func (f fan) ends(p drawing.Panel, show func(float64) string) []drawing.Note {
	last := end(f.p50)
	if len(f.trials) == 1 {
		return []drawing.Note{{Y: p.At(0, f.p50[last]).Y, Ink: drawing.StrongInk, Text: show(f.p50[last])}}
	}
	if !f.spread {
		return []drawing.Note{{Y: p.At(0, f.p50[last]).Y, Ink: drawing.StrongInk, Text: show(f.p50[last]) + " in all"}}
	}
	list := []drawing.Note{{Y: p.At(0, f.p50[last]).Y, Ink: drawing.StrongInk, Text: show(f.p50[last]) + " median"}}
	if !f.dark() {
		return list
	}
	for _, edge := range []float64{f.p90[last], f.p10[last]} {
		if results.Exists(edge) && show(edge) != show(f.p50[last]) {
			list = append(list, drawing.Note{Y: p.At(0, edge).Y, Ink: drawing.LabelInk, Text: show(edge)})
		}
	}
	return list
}

func shareTick(v float64) string { return words.Short(100*v, 2) + " %" }

// retentionFan shows NRR or GRR by quarter.
func retentionFan(s *results.Run, name, measure, word string) (drawing.Figure, string) {
	f, ok := fanOf(s, measure)
	switch {
	case !s.Quarterly():
		return drawing.Figure{}, ofQuarters
	case !ok:
		return drawing.Figure{}, "no twelve months end with a quarter of the run"
	}
	targets := asked(s, measure)
	shown := f.shown(drawing.LeastShares)
	heights := drawing.OfShares(append(shown, drawing.Nearby(targets, drawing.LeastShares, shown...)...)...)
	return drawing.Figure{
		Name:     name,
		Title:    ends(s, measure, word),
		Subtitle: "12 months to each quarter's end. " + f.legend(heights, words.ShareLabel),
		Draw: func(c draw.Canvas) {
			p := drawing.Panel{Canvas: draw.Crop(c, drawing.Room(heights, shareTick), 0, 32, -4), Across: f.scale(), Up: heights}
			notes := append(p.Goals(targets), f.ends(p, words.ShareLabel)...)
			p.Max.X -= drawing.Gutter(notes)
			p.Rows(shareTick)
			p.Quarters(f.periods)
			f.draw(p)
			p.Dashes(targets)
			p.Notes(notes)
		},
	}, ""
}

// asked returns the targets of the company for a measure, one a bound.
func asked(s *results.Run, measure string) []results.Target {
	var list []results.Target
	for _, t := range s.Targets {
		known := false
		for _, other := range list {
			known = known || t.Bound == other.Bound && t.AtMost == other.AtMost
		}
		if t.Measure == measure && t.Segment == measures.WholeCompany && !known {
			list = append(list, t)
		}
	}
	return list
}
