package reports

import (
	"fmt"
	"math"
	"slices"

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
	heights, far := fanScale(fans)
	fig := figure{
		name:  name,
		title: l.contest("nrr", period, "NRR "+period, points2, "points").verdict() + since(fans),
		subtitle: l.here() + fmt.Sprintf("Points of NRR more than with %s in the same future, over the 12 months to each quarter's end. "+
			"Thick line: median. Dark band: 8 in 10 futures. Light band: 9 in 10. Thin lines: %d of them, one by one.",
			named(subtitleInk, l.Base.Name, 200), min(singles, l.Base.Done)) + far,
	}
	if !l.Base.many() {
		fig.subtitle = l.here() + "Points of NRR more than with the base, over the 12 months to each quarter's end. One trial tells nothing of chance."
	}
	fig.draw = func(canvas draw.Canvas) {
		for i, cell := range cells(canvas, l.to-l.from, 16) {
			l.differencePanel(cell, l.rivals()[i].Name, fans[l.from+i].within(heights), heights, len(l.Rivals) == 1)
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

// fanScale returns the scale of all fans: of the bands, and of the single futures where these do not take half of it;
// and how far they go beyond it.
func fanScale(fans []gapFan) (heights scale, far string) {
	bands, all := []float64{0}, []float64{0}
	for _, f := range fans {
		bands = append(append(bands, f.p5...), f.p95...)
		all = append(all, f.values()...)
	}
	heights = spanning(0.002, bands...)
	whole := spanning(0.002, append(all, bands...)...)
	if whole.max-whole.min <= 2*(heights.max-heights.min) {
		return whole, ""
	}
	_, below, above := heights.split(all)
	switch {
	case below.n > 0 && above.n > 0:
		far = minus(signed(below.far, points2)) + " and " + signed(above.far, points2)
	case below.n > 0:
		far = minus(signed(below.far, points2))
	default:
		far = signed(above.far, points2)
	}
	return heights, " Beyond the edge they go to " + far + "."
}

// within returns the fan with its single futures kept within the scale.
func (f gapFan) within(s scale) fan {
	kept := f.fan
	kept.trials = nil
	for _, trial := range f.trials {
		line := slices.Clone(trial)
		for i, v := range line {
			line[i] = min(max(v, s.min), s.max) // NaN stays NaN
		}
		kept.trials = append(kept.trials, line)
	}
	return kept
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
	gutter := vg.Length(-44)
	if alone {
		gutter = -96
	}
	p := panel{draw.Crop(cell, room(heights, movedTick), gutter, 30, -18), scale{0, 1}, heights}
	strongInk.write(cell, p.Min.X, p.Max.Y+8, after, named(strongInk, name, cell.Max.X-p.Min.X))
	p.rows(func(v float64) string { return minus(movedTick(v)) })
	zero := p.at(0, 0).Y
	last := end(f.p50)
	if last < 0 {
		tickInk.write(cell, p.Min.X, zero+6, after, "does not exist")
		return
	}
	p.x = f.scale()
	p.quarters(f.periods)
	f.draw(p)
	p.StrokeLine2(stroke(black, 1.1), p.Min.X, zero, p.Max.X, zero)
	show := func(v float64) string { return minus(signed(v, points2)) }
	if alone {
		p.notes(append(f.ends(p, show), note{zero, tickInk, "no difference"}))
		return
	}
	list := []note{{p.at(0, f.p50[last]).Y, strongInk, show(f.p50[last])}}
	if c.Base.many() {
		list = append(list, note{p.at(0, f.p50[last]).Y, tickInk, "median"})
	}
	p.notes(list)
}
