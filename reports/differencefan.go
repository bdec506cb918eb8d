package reports

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// differenceFan shows what plans differ by in NRR, by quarter: a panel a rival, since two fans over each other would
// show neither how sure the difference is nor that both plans had the same luck.
func (c *Comparison) differenceFan(name string) (figure, string) {
	if len(c.Rivals) == 0 {
		return figure{}, "there is no plan beside the base"
	}
	rivals := c.shown()
	fans := make([]fan, len(rivals))
	values := []float64{0}
	exist := false
	for i, r := range rivals {
		for _, q := range c.Base.Layout.Quarters() {
			if p := r.pair("nrr", company, q.Name); p != nil {
				fans[i].add(q, p.Difference.Distribution, c.gaps(r, p))
				exist = exist || p.Difference.N > 0
			}
		}
		values = append(values, fans[i].values()...)
	}
	if !exist {
		return figure{}, "no twelve months end with a quarter of the run"
	}
	heights := spanning(0.002, values...)
	against := "NRR against " + titleInk.abridged(clean(c.Base.Name), 260)
	fig := figure{
		name:  name,
		title: against + ": 8 in 10 futures lie in the dark band",
		subtitle: fmt.Sprintf("Points of NRR more than with %s in the same future, over the 12 months to each quarter's end. %s",
			subtitleInk.abridged(clean(c.Base.Name), 200), fans[0].legend(heights, movedTick)),
	}
	if !c.Base.many() {
		fig.title = against + " in a single future"
		fig.subtitle = "Points of NRR more than with the base, over the 12 months to each quarter's end. One trial tells nothing of chance."
	}
	if slices.Max(values) == 0 && slices.Min(values) == 0 {
		fig.title = "NRR is the same as with " + titleInk.abridged(clean(c.Base.Name), 260) + " in every future"
	}
	fig.draw = func(canvas draw.Canvas) {
		for i, cell := range cells(canvas, len(rivals), 16) {
			c.differencePanel(cell, rivals[i].Name, fans[i], heights, len(rivals) == 1)
		}
	}
	return fig, ""
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
	strongInk.write(cell, p.Min.X, p.Max.Y+8, after, strongInk.abridged(clean(name), cell.Max.X-p.Min.X))
	p.rows(movedTick)
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
	show := func(v float64) string { return signed(v, points2) }
	if alone {
		p.notes(append(f.ends(p, show), note{zero, tickInk, "no difference"}))
		return
	}
	p.notes([]note{{p.at(0, f.p50[last]).Y, strongInk, show(f.p50[last])}, {p.at(0, f.p50[last]).Y, tickInk, "median"}})
}
