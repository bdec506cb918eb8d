package fans

import (
	"fmt"

	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// Retention shows NRR or GRR by quarter.
func Retention(s *results.Run, name, measure, word string) (drawing.Figure, string) {
	f, ok := Of(s, measure)
	switch {
	case !s.Quarterly():
		return drawing.Figure{}, Missing
	case !ok:
		return drawing.Figure{}, "no twelve months end with a quarter of the run"
	}
	targets := s.Aims(measure)
	shown := f.Shown(drawing.LeastShares)
	heights := drawing.OfShares(append(shown, drawing.Nearby(targets, drawing.LeastShares, shown...)...)...)
	return drawing.Figure{
		Name:     name,
		Title:    ends(s, measure, word, words.ShareLabel),
		Subtitle: "12 months to each quarter's end. " + f.Legend(heights, words.ShareLabel),
		Draw:     f.alone(s, targets, heights, drawing.ShareTick, words.ShareLabel),
	}, ""
}

// ARR shows the ARR at the end of each quarter, from what it was at the start.
func ARR(s *results.Run, name string) (drawing.Figure, string) {
	f, ok := Of(s, "arr_closing")
	switch {
	case !s.Quarterly():
		return drawing.Figure{}, Missing
	case !ok:
		return drawing.Figure{}, "there is no ARR"
	}
	if first := f.Periods[0]; len(f.Past) == 0 {
		if opening, known := s.Opening(); known {
			before := measures.Period{Name: s.Layout.Calendar.QuarterName(first.From - 1), From: first.From - 1, To: first.From}
			f.Past, f.quarters = []Point{{before, opening}}, append([]measures.Period{before}, f.quarters...)
		}
	}
	targets := s.Aims("arr_closing")
	shown := f.Shown(0)
	heights := drawing.Spanning(1000, append(shown, drawing.Nearby(targets, 0, shown...)...)...)
	if f.start() != nil {
		heights.Min = max(0, heights.Min-0.09*(heights.Max-heights.Min)) // room for its words
	}
	return drawing.Figure{
		Name:     name,
		Title:    ends(s, "arr_closing", "ARR", words.Dollars),
		Subtitle: "At each quarter's end. " + f.Legend(heights, words.Dollars),
		Draw:     f.alone(s, targets, heights, heights.Money(6), words.Dollars),
	}, ""
}

// alone draws a fan that has a page for itself, with what is asked of it.
func (f Fan) alone(s *results.Run, targets []results.Target, heights drawing.Scale, tick, show func(float64) string) func(c draw.Canvas) {
	return func(c draw.Canvas) {
		p := drawing.Panel{Canvas: draw.Crop(c, drawing.Room(heights, tick), 0, 32, -4), Across: f.Scale(), Up: heights}
		notes := append(p.Goals(targets, func(t results.Target) string { return words.Asked(s, t) }), f.Ends(p, show)...)
		p.Max.X -= drawing.Gutter(notes)
		p.Rows(tick)
		p.Quarters(f.Axis())
		f.Draw(p)
		p.Dashes(targets)
		f.Known(p, show)
		p.Notes(notes)
	}
}

// ends says how a measure ends.
func ends(s *results.Run, measure, word string, show func(float64) string) string {
	period := s.Ending(measure).Name
	d := s.Estimate(measure, measures.WholeCompany, period)
	text := fmt.Sprintf("%s ends %s at %s", word, period, show(d.P50))
	if targets := s.TargetsOf(measure, measures.WholeCompany, period); s.Many() && !results.Alike(d) && len(targets) > 0 {
		return text + aiming(d, targets[0])
	}
	return text + Within(s, d, show)
}

// aiming says how likely a distribution is to reach a target, and whether its median is the target within its error.
func aiming(d results.Distribution, t results.Target) string {
	if !t.Within(d) {
		return ", " + words.Likely(t, "with ")
	}
	return fmt.Sprintf(", within its error of %s, %s", words.Quantity(t.Measure, t.Unit, t.Bound), words.Likely(t, "with "))
}

// Within says between what a distribution lies.
func Within(s *results.Run, d results.Distribution, show func(float64) string) string {
	switch {
	case !s.Many():
		return " in a single future"
	case results.Alike(d):
		return fmt.Sprintf(" in each of %s futures", words.Count(d.N))
	case d.N < results.Banded:
		return fmt.Sprintf(", the median of %d futures", d.N)
	default:
		return fmt.Sprintf(", in 8 of 10 futures between %s and %s", show(d.P10), show(d.P90))
	}
}
