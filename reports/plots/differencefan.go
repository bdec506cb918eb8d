package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/plots/fans"
	"postsale/reports/words"
)

// gapFan is the fan of what a plan differs by.
type gapFan struct {
	fans.Fan
	pairs []*measures.Pair // of its quarters
}

// differenceFan shows what plans differ by in NRR, by quarter: a panel a plan, since two fans over each other would
// show neither how sure the difference is nor that both plans had the same luck.
func (l pageOf) differenceFan(name string) (drawing.Figure, string) {
	if len(l.Others) == 0 {
		return drawing.Figure{}, "there is no plan beside the base"
	}
	list := make([]gapFan, len(l.Others))
	for i, r := range l.Others {
		list[i] = gapFanOf(l.Comparison, r)
	}
	period, end := "", 0
	for _, f := range list {
		for _, p := range f.pairs {
			if p.Difference.N > 0 && p.Period.To > end {
				period, end = p.Period.Name, p.Period.To
			}
		}
	}
	if period == "" {
		return drawing.Figure{}, "no twelve months end with a quarter of the run"
	}
	heights, legend := shared(list)
	fig := drawing.Figure{
		Name:  name,
		Title: contestOf(l.Comparison, "nrr", period, "NRR "+period, words.Points2, "points").verdict() + since(list),
		Subtitle: l.here() + fmt.Sprintf("Points of NRR more than with %s in the same future, over the 12 months to each quarter's end. %s",
			drawing.SubtitleInk.Named(l.Base.Name, 200), legend),
	}
	fig.Taller = drawing.Rows((l.to-l.from+1)/2, 150, drawing.Field)
	fig.Draw = func(canvas draw.Canvas) {
		for i, cell := range cells(canvas, l.to-l.from, 2, 16) {
			short := func(name string) string {
				return drawing.StrongInk.Named(name, cell.Max.X-cell.Min.X-drawing.Room(heights, movedTick))
			}
			differencePanel(l.Comparison, cell, LabelsOf(l.Comparison, short)[1+l.from+i], list[l.from+i].Fan, heights, len(l.Others) == 1)
		}
	}
	return fig, ""
}

func gapFanOf(c *results.Comparison, r *results.Plan) gapFan {
	var f gapFan
	for _, q := range c.Base.Layout.Quarters() {
		column := c.Base.ColumnAt("nrr", q)
		if column < 0 {
			continue
		}
		if p := r.Pair("nrr", measures.WholeCompany, c.Base.Table.Columns[column].Period.Name); p != nil {
			f.Add(q, p.Difference.Distribution, c.Gaps(r, p))
			f.pairs = append(f.pairs, p)
		}
	}
	return f
}

// since says from when on the only plan is ahead or behind, if that is not its whole life.
func since(list []gapFan) string {
	if len(list) != 1 {
		return ""
	}
	pairs := slices.DeleteFunc(slices.Clone(list[0].pairs), func(p *measures.Pair) bool { return p.Difference.N == 0 })
	how, first := results.Since(pairs)
	if (how != results.Ahead && how != results.Behind) || first == pairs[0] || first == pairs[len(pairs)-1] {
		return ""
	}
	return fmt.Sprintf("; %s since %s", map[results.Outcome]string{results.Ahead: "ahead", results.Behind: "behind"}[how], first.Period.Name)
}

// shared returns the scale of all fans, and says what their marks mean: they all have those of the fan that shows most.
func shared(list []gapFan) (heights drawing.Scale, legend string) {
	values := []float64{0}
	var trials [][]float64
	for _, f := range list {
		values, trials = append(values, f.Shown(leastGap)...), append(trials, f.Trials...)
	}
	heights = drawing.Spanning(leastGap, values...)
	most := slices.MaxFunc(list, func(a, b gapFan) int {
		if a.Spread != b.Spread {
			return map[bool]int{true: 1, false: -1}[a.Spread]
		}
		return cmp.Compare(a.Of, b.Of)
	})
	return heights, most.Marks() + fans.Beyond(trials, heights, movedTick)
}

// cells divides a page among panels of one size, so many abreast at most.
func cells(c draw.Canvas, n, most int, gap vg.Length) []draw.Canvas {
	across := min(n, most)
	down := int(math.Ceil(float64(n) / float64(across)))
	wide := (c.Max.X - c.Min.X + gap) / vg.Length(across)
	high := (c.Max.Y - c.Min.Y + gap) / vg.Length(down)
	list := make([]draw.Canvas, n)
	for i := range list {
		left, top := wide*vg.Length(i%across), high*vg.Length(i/across)
		list[i] = draw.Crop(c, left, c.Min.X+left+wide-gap-c.Max.X, c.Max.Y-top-high+gap-c.Min.Y, -top)
	}
	return list
}

// differencePanel draws the fan of one plan, under its name.
func differencePanel(c *results.Comparison, cell draw.Canvas, name string, f fans.Fan, heights drawing.Scale, alone bool) {
	p := drawing.Panel{Canvas: draw.Crop(cell, drawing.Room(heights, movedTick), 0, 30, -18), Across: drawing.Scale{Min: 0, Max: 1}, Up: heights}
	drawing.StrongInk.Write(cell, p.Min.X, p.Max.Y+8, drawing.After, name)
	zero := p.At(0, 0).Y
	last := drawing.End(f.P50)
	if last < 0 {
		p.Rows(movedTick)
		drawing.TickInk.Write(cell, p.Min.X, zero+6, drawing.After, "does not exist")
		return
	}
	show := func(v float64) string { return words.Signed(v, words.Points2) }
	notes := f.Ends(p, show)
	switch {
	case alone:
		notes = append(notes, drawing.Note{Y: zero, Ink: drawing.TickInk, Text: "no difference"})
	case c.Base.Many():
		value, word, _ := strings.Cut(notes[0].Text, " ")
		notes = []drawing.Note{{Y: notes[0].Y, Ink: drawing.StrongInk, Text: value}, {Y: notes[0].Y, Ink: drawing.TickInk, Text: word}}
	}
	p.Max.X -= drawing.Gutter(notes)
	p.Rows(movedTick)
	p.Across = f.Scale()
	p.Quarters(f.Periods)
	f.Draw(p)
	p.StrokeLine2(drawing.Stroke(drawing.Black, 1.1), p.Min.X, zero, p.Max.X, zero)
	p.Notes(notes)
}
