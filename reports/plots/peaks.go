package plots

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/plots/fans"
	"postsale/reports/words"
)

// peaks shows how high a queue gets in the run, plan by plan.
func (l pageOf) peaks(name, measure, word, unit, noun string) (drawing.Figure, string) {
	if !l.Base.Many() {
		return drawing.Figure{}, "a single trial has no spread"
	}
	all := []drawing.Stack{heightsOf(l.Base, measure)} // whichever the page shows
	for _, r := range l.Others {
		if l.SameRun(r) {
			all = append(all, heightsOf(r.Run, measure))
		}
	}
	if !slices.ContainsFunc(all, func(k drawing.Stack) bool { return k.Of > 0 }) {
		return drawing.Figure{}, "there is nothing that waits"
	}
	p := drawing.Panel{Across: ofCounts(all), Up: drawing.Scale{Min: 0, Max: 1}}
	return drawing.Figure{
		Name:  name,
		Title: peaked(l.Comparison, measure, word, unit),
		Subtitle: l.here() + fmt.Sprintf("%s, at the highest number of %s in it%s. Grey: %s, the base.",
			drawing.EachDot(all...), noun, p.Pointed(all), drawing.SubtitleInk.Named(l.Base.Name, 160)),
		Taller: drawing.Rows(1+l.to-l.from, 50, drawing.Field-36),
		Draw: func(canvas draw.Canvas) {
			plans := l.plans()
			stacks := make([]drawing.Stack, len(plans))
			for i, plan := range plans {
				stacks[i] = heightsOf(plan.Run, measure)
			}
			stacks[0].Fill = func(float64) color.Color { return drawing.Grey }
			p.Canvas = draw.Crop(canvas, 12, -12, 36, 0)
			p.Aside(all, level)
			counts(p, noun)
			for i, row := range p.Stacked(stacks, 19) {
				stacks[i].Far(row, level)
				value, more := highest(plans[i].Run, measure)
				text := strings.TrimPrefix(value+", "+more, ", ")
				row.Head(canvas, drawing.StrongInk.Named(plans[i].Name, 200), strings.TrimSuffix(text, ", "))
			}
		},
	}, ""
}

// heightsOf returns the dots of how high a queue gets in the run.
func heightsOf(s *results.Run, measure string) drawing.Stack {
	k := drawing.Stack{}
	if column := s.Table.Find(measure, measures.WholeCompany, measures.Run); column >= 0 {
		k.Dots, k.Of = s.Dots(column)
	}
	k.Whole, k.Fill = true, func(float64) color.Color { return drawing.Strong }
	return k
}

// peaked says with which plans a queue gets less high.
func peaked(c *results.Comparison, measure, word, unit string) string {
	if len(c.Others) == 0 {
		return "How high " + word + " is in the run"
	}
	k := contestOf(c, measure, measures.Run, word, words.Levels, unit)
	for i, r := range c.Others {
		if !c.SameRun(r) {
			k.pairs[i] = nil
		}
	}
	return k.verdict()
}

// highest says how high a queue gets.
func highest(s *results.Run, measure string) (value, more string) {
	switch d := s.Estimate(measure, measures.WholeCompany, measures.Run); {
	case d.N == 0:
		return "", "does not exist"
	case results.Alike(d):
		return words.Decimal(d.P50, 0) + " in all", ""
	default:
		return words.Decimal(d.P50, 0) + " median", "9 in 10 within " + words.Decimal(d.P90, 0)
	}
}

// waiting shows a queue: its average by quarter, and how high it gets in the run,
// since bands by quarter hide the peaks of single futures.
func waiting(s *results.Run, name string, q queue) (drawing.Figure, string) {
	f, ok := fans.Of(s, q.mean)
	switch {
	case !s.Quarterly():
		return drawing.Figure{}, fans.Missing
	case !ok:
		return drawing.Figure{}, "no trial was done"
	}
	heights := drawing.FromZero(f.Shown(0)...)
	fig := drawing.Figure{Name: name, Title: q.peaks(s), Subtitle: "Averages of each quarter. " + f.Legend(heights, level)}
	if !s.Many() {
		fig.Draw = func(c draw.Canvas) { drawQueue(f, c, heights, q.noun) }
		return fig, ""
	}
	peaks := heightsOf(s, q.peak)
	right := drawing.Panel{Across: ofCounts([]drawing.Stack{peaks}), Up: drawing.Scale{Min: 0, Max: 1}}
	fig.Subtitle += " " + drawing.EachDot(peaks) + right.Pointed([]drawing.Stack{peaks}) + "."
	fig.Draw = func(c draw.Canvas) {
		left := c
		left.Max.X = c.Min.X + 0.6*(c.Max.X-c.Min.X)
		drawQueue(f, left, heights, q.noun)
		c.Min.X = left.Max.X + 16
		right.Canvas = draw.Crop(c, 0, 0, 32, -24)
		right.Aside([]drawing.Stack{peaks}, level)
		drawing.StrongInk.Write(c, c.Min.X, right.Max.Y+12, drawing.After, "peak of the run")
		counts(right, q.noun+"s")
		peaks.Draw(right, peaks.Size(right))
		peaks.Far(right, level)
	}
	return fig, ""
}

// drawQueue draws the average length of a queue by quarter.
func drawQueue(f fans.Fan, c draw.Canvas, heights drawing.Scale, noun string) {
	p := drawing.Panel{Canvas: draw.Crop(c, drawing.Room(heights, heights.Numbers(6)), 0, 32, -24), Across: f.Scale(), Up: heights}
	notes := f.Ends(p, level)
	p.Max.X -= drawing.Gutter(notes)
	drawing.StrongInk.Write(c, p.Min.X, p.Max.Y+12, drawing.After, noun+"s, average of the quarter")
	p.Rows(heights.Numbers(6))
	p.Quarters(f.Axis())
	f.Draw(p)
	p.Notes(notes)
}

// ofCounts returns a scale from 0 for rows of counts, with room for half a dot on either side.
func ofCounts(stacks []drawing.Stack) drawing.Scale {
	highest := max(1, drawing.FromZero(drawing.Inner(stacks)...).Max)
	return drawing.Scale{Min: -0.05 * highest, Max: highest}
}

// counts draws a vertical grid for counts of something.
func counts(p drawing.Panel, nouns string) {
	most := max(1, min(int(p.Across.Max-p.Across.Min+1), int((p.Max.X-p.Min.X)/60)))
	for range 3 { // one number alone tells no scale
		if len(p.Across.Ticks(most)) < 2 {
			most++
		}
	}
	p.Columns(level, most)
	drawing.TickInk.Write(p.Canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-29, drawing.Centre, nouns)
}

// level writes a number of things, as exactly as its size asks for.
func level(v float64) string {
	switch {
	case v >= 100:
		return words.Decimal(v, 0)
	case v >= 1:
		return words.Short(v, 1)
	default:
		return words.Short(v, 2)
	}
}
