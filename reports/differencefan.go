package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// gapFan is the fan of what a rival differs by.
type gapFan struct {
	fan
	pairs []*measures.Pair // of its quarters
}

// differenceFan shows what plans differ by in NRR, by quarter: a panel a rival, since two fans over each other would
// show neither how sure the difference is nor that both plans had the same luck.
func (l leaf) differenceFan(name string) (figure, string) {
	if len(l.Rivals) == 0 {
		return figure{}, "there is no plan beside the base"
	}
	fans := make([]gapFan, len(l.Rivals))
	for i, r := range l.Rivals {
		fans[i] = l.gapFan(r)
	}
	period := ""
	for _, q := range l.Base.Layout.Quarters() {
		if slices.ContainsFunc(fans, func(f gapFan) bool { return f.in(q.Name) }) {
			period = q.Name
		}
	}
	if period == "" {
		return figure{}, "no twelve months end with a quarter of the run"
	}
	heights, legend := shared(fans)
	fig := figure{
		name:  name,
		title: l.contest("nrr", period, "NRR "+period, points2, "points").verdict() + since(fans),
		subtitle: l.here() + fmt.Sprintf("Points of NRR more than with %s in the same future, over the 12 months to each quarter's end. %s",
			subtitleInk.named(l.Base.Name, 200), legend),
	}
	fig.draw = func(canvas draw.Canvas) {
		for i, cell := range cells(canvas, l.to-l.from, 16) {
			short := func(name string) string { return strongInk.named(name, cell.Max.X-cell.Min.X-room(heights, movedTick)) }
			l.differencePanel(cell, l.labels(short)[1+l.from+i], fans[l.from+i].fan, heights, len(l.Rivals) == 1)
		}
	}
	return fig, ""
}

func (c *Comparison) gapFan(r *Rival) gapFan {
	var f gapFan
	for _, q := range c.Base.Layout.Quarters() {
		if p := r.pair("nrr", company, q.Name); p != nil {
			f.add(q, p.Difference.Distribution, c.gaps(r, p))
			f.pairs = append(f.pairs, p)
		}
	}
	return f
}

// in reports whether the difference exists in a quarter.
func (f gapFan) in(quarter string) bool {
	return slices.ContainsFunc(f.pairs, func(p *measures.Pair) bool { return p.Period.Name == quarter && p.Difference.N > 0 })
}

// since says from when on the only rival is ahead or behind, if that is not its whole life.
func since(fans []gapFan) string {
	if len(fans) != 1 {
		return ""
	}
	pairs := slices.DeleteFunc(slices.Clone(fans[0].pairs), func(p *measures.Pair) bool { return p.Difference.N == 0 })
	last := len(pairs) - 1
	how, first := outcomeOf(pairs[last]), last
	for first > 0 && outcomeOf(pairs[first-1]) == how {
		first--
	}
	if (how != ahead && how != behind) || first == 0 || first == last {
		return ""
	}
	return fmt.Sprintf("; %s since %s", map[outcome]string{ahead: "ahead", behind: "behind"}[how], pairs[first].Period.Name)
}

// shared returns the scale of all fans, and says what their marks mean: they all have those of the fan that shows most.
func shared(fans []gapFan) (heights scale, legend string) {
	values := []float64{0}
	var trials [][]float64
	for _, f := range fans {
		values, trials = append(values, f.shown(leastGap)...), append(trials, f.trials...)
	}
	heights = spanning(leastGap, values...)
	most := slices.MaxFunc(fans, func(a, b gapFan) int {
		if a.spread != b.spread {
			return map[bool]int{true: 1, false: -1}[a.spread]
		}
		return cmp.Compare(a.of, b.of)
	})
	return heights, most.marks() + beyond(trials, heights, movedTick)
}

// cells divides a page among panels of one size: up to three abreast.
func cells(c draw.Canvas, n int, gap vg.Length) []draw.Canvas {
	across := min(n, 3)
	if n == 4 {
		across = 2
	}
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

// differencePanel draws the fan of one rival, under its name.
func (c *Comparison) differencePanel(cell draw.Canvas, name string, f fan, heights scale, alone bool) {
	p := panel{draw.Crop(cell, room(heights, movedTick), 0, 30, -18), scale{0, 1}, heights}
	strongInk.write(cell, p.Min.X, p.Max.Y+8, after, name)
	zero := p.at(0, 0).Y
	last := end(f.p50)
	if last < 0 {
		p.rows(movedTick)
		tickInk.write(cell, p.Min.X, zero+6, after, "does not exist")
		return
	}
	show := func(v float64) string { return signed(v, points2) }
	notes := f.ends(p, show)
	switch {
	case alone:
		notes = append(notes, note{zero, tickInk, "no difference"})
	case c.Base.many():
		value, word, _ := strings.Cut(notes[0].text, " ")
		notes = []note{{notes[0].y, strongInk, value}, {notes[0].y, tickInk, word}}
	}
	p.Max.X -= gutter(notes)
	p.rows(movedTick)
	p.x = f.scale()
	p.quarters(f.periods)
	f.draw(p)
	p.StrokeLine2(stroke(black, 1.1), p.Min.X, zero, p.Max.X, zero)
	p.notes(notes)
}
