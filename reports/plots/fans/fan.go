// Package fans draws how a measure of the company spreads by quarter: bands of the futures with the median, from the value at
// the start where there is one, behind what was before it, which is known.
//
//	figure, missing := fans.Retention(run, "nrr-fan", "nrr", "NRR")
//	figure, missing := fans.ARR(run, "arr-fan") // missing says why there is nothing to show
//	fan, some := fans.Of(run, "ticket_backlog")   // for a part of another picture
//
// Bands are drawn of so many trials only as tell them: 8 in 10 futures of ten or more, 9 in 10 of twenty or more, and some
// single futures over them, since bands by quarter hide what one future goes through. What was found stands in package results;
// this package words and draws it, with the means of package drawing.
package fans

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// singles is how many trials a fan shows one by one beside its bands: of fewer than results.Banded, all without a band, since
// these would be made of what lies between two trials. The light band takes twice as many.
const singles = 5

// Point is what a measure was at the end of a quarter before the run, whose number is below 0.
type Point struct {
	measures.Period
	Value float64
}

// Fan is how a measure spreads by quarter.
type Fan struct {
	Periods           []measures.Period
	Past              []Point // in the order of time
	P50               []float64
	Trials            [][]float64       // the first few, whatever became of them
	Of                int               // trials of the quarter with the most of them
	Spread            bool              // in some quarter
	quarters          []measures.Period // all from the first of the past on, whether or not there is a value
	x                 []float64
	p5, p10, p90, p95 []float64
}

// Of returns the fan of a measure of the company after what actuals state of it, and whether it exists in any quarter. Where a
// quarter is told by the year that ends with it, as in the year in which a run starts, the fan has the year's.
func Of(s *results.Run, measure string) (f Fan, ok bool) {
	quarters, was := s.Was(measure)
	f.quarters = slices.Concat(quarters, s.Layout.Quarters())
	for i, q := range quarters {
		if results.Exists(was[i]) {
			f.Past = append(f.Past, Point{q, was[i]})
		}
	}
	for _, q := range s.Layout.Quarters() {
		if column := s.ColumnAt(measure, q); column >= 0 {
			d := s.Distribution(column)
			f.Add(q, d, s.Table.Values(column))
			ok = ok || d.N > 0
		}
	}
	return f, ok
}

// Missing says why there is no fan of a run that is not Quarterly.
const Missing = "it tells of quarters, which a run that keeps no trials does not"

// Add appends a quarter: how its values are spread, and the values by trial.
func (f *Fan) Add(q measures.Period, d results.Distribution, values []float64) {
	if d.N < results.Banded {
		d.P10, d.P90 = math.NaN(), math.NaN()
	}
	if d.N < 2*results.Banded {
		d.P5, d.P95 = math.NaN(), math.NaN()
	}
	f.Periods = append(f.Periods, q)
	f.x = append(f.x, float64(q.From))
	f.p5, f.p10, f.P50 = append(f.p5, d.P5), append(f.p10, d.P10), append(f.P50, d.P50)
	f.p90, f.p95 = append(f.p90, d.P90), append(f.p95, d.P95)
	f.Of, f.Spread = max(f.Of, d.N), f.Spread || d.N > 1 && !results.Alike(d)
	if f.Trials == nil {
		n := len(values)
		if n >= results.Banded {
			n = singles
		}
		f.Trials = make([][]float64, n)
	}
	for i := range f.Trials {
		f.Trials[i] = append(f.Trials[i], values[i])
	}
}

// dark and light report whether there are trials enough for the bands.
func (f Fan) dark() bool { return f.Of >= results.Banded }

func (f Fan) light() bool { return f.Of >= 2*results.Banded }

// values returns every number that the fan shows.
func (f Fan) values() []float64 {
	list := f.body()
	for _, trial := range f.Trials {
		list = append(list, trial...)
	}
	return list
}

// body returns the numbers that the fan shows of all trials.
func (f Fan) body() []float64 {
	list := slices.Concat(f.P50, f.p10, f.p90, f.p5, f.p95)
	for _, k := range f.Past {
		list = append(list, k.Value)
	}
	return list
}

// Shown returns the numbers that a scale of the fan has to hold: of the single trials beside bands, those that are not
// further from these than half of what they span.
func (f Fan) Shown(least float64) []float64 {
	if !f.dark() {
		return f.values()
	}
	list := f.body()
	s := drawing.Spanning(least, list...)
	margin := (s.Max - s.Min) / 2
	for _, trial := range f.Trials {
		for _, v := range trial {
			if results.Exists(v) {
				list = append(list, min(max(v, s.Min-margin), s.Max+margin))
			}
		}
	}
	return list
}

// span returns the first quarter of the fan, which is known where there is a past, and the last.
func (f Fan) span() (first, last measures.Period) {
	first, last = f.Periods[0], f.Periods[len(f.Periods)-1]
	if len(f.Past) > 0 {
		first = f.Past[0].Period
	}
	return first, last
}

// Scale returns the horizontal scale.
func (f Fan) Scale() drawing.Scale {
	first, last := f.span()
	return drawing.Scale{Min: float64(first.From) - 0.4, Max: float64(last.From) + 0.4}
}

// Axis returns the quarters of the horizontal scale, those without a value too.
func (f Fan) Axis() []measures.Period {
	first, last := f.span()
	return slices.DeleteFunc(slices.Clone(f.quarters), func(q measures.Period) bool { return q.From < first.From || q.From > last.From })
}

// start returns the last of what is known where the fan begins with the next quarter, else nil.
func (f Fan) start() *Point {
	if n := len(f.Past); n > 0 && f.Past[n-1].To == f.Periods[0].From {
		return &f.Past[n-1]
	}
	return nil
}

// opened returns a line of the fan from where it starts on.
func (f Fan) opened(line []float64) (xs, ys []float64) {
	at := f.start()
	if at == nil || !results.Exists(line[0]) {
		return f.x, line
	}
	return append([]float64{float64(at.From)}, f.x...), append([]float64{at.Value}, line...)
}

// Draw draws the bands, the single trials and the median, and what is known in black, up to a rule.
func (f Fan) Draw(p drawing.Panel) {
	f.band(p, drawing.Pale, f.p5, f.p95)
	f.band(p, drawing.Middle, f.p10, f.p90)
	if len(f.Trials) > 1 {
		for _, trial := range f.Trials {
			xs, ys := f.opened(trial)
			p.Thread(drawing.Stroke(drawing.Deep, 0.8), xs, ys)
		}
	}
	xs, ys := f.opened(f.P50)
	p.Thread(drawing.Stroke(drawing.Deep, 3), xs, ys)
	if len(f.Past) == 0 {
		return
	}
	xs, ys = nil, nil
	for _, k := range f.Past {
		xs, ys = append(xs, float64(k.From)), append(ys, k.Value)
	}
	last := len(xs) - 1
	rule := p.At(xs[last], 0).X
	p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.8, 2, 2), rule, p.Min.Y, rule, p.Max.Y)
	p.Thread(drawing.Stroke(drawing.Black, 2), xs, ys)
	for i := range xs {
		at := p.At(xs[i], ys[i])
		drawing.Disc(p.Canvas, drawing.White, at, 4)
		drawing.Disc(p.Canvas, drawing.Black, at, 3)
	}
}

// Known writes beside the last of what is known how much it is: below it where the fan rises from there.
func (f Fan) Known(p drawing.Panel, show func(float64) string) {
	at := f.start()
	if at == nil {
		return
	}
	place := p.At(float64(at.From), at.Value)
	y := place.Y - 17
	if last := drawing.End(f.P50); last >= 0 && f.P50[last] < at.Value || y < p.Min.Y+3 {
		y = place.Y + 10
	}
	ink := drawing.Ink{Size: drawing.StrongInk.Size, Bold: true, Color: drawing.Black}
	ink.Write(p.Canvas, place.X+4, y, drawing.After, show(at.Value)+" at the start")
}

func (f Fan) band(p drawing.Panel, fill color.Color, low, high []float64) {
	xs, low := f.opened(low)
	_, high = f.opened(high)
	p.Band(fill, xs, low, high)
}

// Legend says what the marks of a fan mean, and which single trials leave a scale.
func (f Fan) Legend(s drawing.Scale, show func(float64) string) string {
	return f.Marks() + Beyond(f.Trials, s, show)
}

// Marks says what the marks of a fan mean.
func (f Fan) Marks() string {
	switch {
	case len(f.Trials) == 0:
		return "Thick line: median. Dark band: 8 in 10 futures; light: 9 in 10."
	case len(f.Trials) == 1:
		return "One trial tells nothing of chance."
	case !f.Spread:
		return fmt.Sprintf("All %s futures are the same.", words.Count(f.Of))
	case !f.dark():
		return fmt.Sprintf("Thick line: median. Thin lines: all %d futures.", len(f.Trials))
	case !f.light():
		return fmt.Sprintf("Thick line: median. Band: 8 in 10 futures. Thin: the first %d.", len(f.Trials))
	default:
		return fmt.Sprintf("Thick line: median. Dark band: 8 in 10 futures; light: 9 in 10. Thin: the first %d.", len(f.Trials))
	}
}

// Beyond tells how many of single trials leave a scale, and how far.
func Beyond(trials [][]float64, s drawing.Scale, show func(float64) string) string {
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

// Ends returns labels of the last median and of the edges of the dark band, as far as they differ.
func (f Fan) Ends(p drawing.Panel, show func(float64) string) []drawing.Note {
	last := drawing.End(f.P50)
	if len(f.Trials) == 1 {
		return []drawing.Note{{Y: p.At(0, f.P50[last]).Y, Ink: drawing.StrongInk, Text: show(f.P50[last])}}
	}
	if !f.Spread {
		return []drawing.Note{{Y: p.At(0, f.P50[last]).Y, Ink: drawing.StrongInk, Text: show(f.P50[last]) + " in all"}}
	}
	list := []drawing.Note{{Y: p.At(0, f.P50[last]).Y, Ink: drawing.StrongInk, Text: show(f.P50[last]) + " median"}}
	if !f.dark() {
		return list
	}
	for _, edge := range []float64{f.p90[last], f.p10[last]} {
		if results.Exists(edge) && show(edge) != show(f.P50[last]) {
			list = append(list, drawing.Note{Y: p.At(0, edge).Y, Ink: drawing.LabelInk, Text: show(edge)})
		}
	}
	return list
}
