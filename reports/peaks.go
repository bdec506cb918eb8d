package reports

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// peaks shows how high a queue gets in the run, plan by plan.
func (c *Comparison) peaks(name, measure, what, nouns string) (figure, string) {
	if !c.Base.many() {
		return figure{}, "a single trial has no spread"
	}
	plans := c.plans()
	stacks, names := make([]stack, len(plans)), make([]string, len(plans))
	some := false
	for i, p := range plans {
		names[i] = p.Name
		if column := p.Table.Find(measure, company, measures.Run); column >= 0 {
			stacks[i] = heaped(p.Table.Values(column))
			some = some || stacks[i].of > 0
		}
		stacks[i].whole, stacks[i].fill = true, func(float64) color.Color { return strong }
		if i == 0 {
			stacks[i].fill = func(float64) color.Color { return grey }
		}
	}
	if !some {
		return figure{}, "there is nothing that waits"
	}
	all := panel{x: ofCounts(stacks), y: scale{0, 1}}
	return figure{
		name:  name,
		title: c.lowest(measure, what+" peaks at", "medians", func(d estimate.Distribution) string { return decimal(d.P50, 0) }),
		subtitle: fmt.Sprintf("%s, at the highest number of %s in it%s. Grey: %s, which the others are compared with.",
			eachDot(stacks...), nouns, all.pointed(stacks), subtitleInk.abridged(clean(c.Base.Name), 200)),
		draw: func(canvas draw.Canvas) {
			all.Canvas = draw.Crop(canvas, labelInk.widest(names, 150)+12, -124, 36, 0)
			left, right := all.Min.X, all.Max.X
			all.aside(stacks)
			all.counts(nouns)
			for i, row := range all.stacked(stacks) {
				stacks[i].far(row, level)
				row.Min.X, row.Max.X = left, right
				labelInk.column(canvas, left-12, (row.Min.Y+row.Max.Y)/2, before, labelInk.lines(names[i], 150))
				plans[i].most(row, measure)
			}
		},
	}, ""
}

// most writes beside a row how high the peak is.
func (p plan) most(row panel, measure string) {
	y := (row.Min.Y + row.Max.Y) / 2
	d := p.estimate(measure, company, measures.Run)
	if d.N == 0 {
		tickInk.beside(row.Canvas, row.Max.X+12, y, after, "does not exist")
		return
	}
	strongInk.beside(row.Canvas, row.Max.X+12, y+7, after, decimal(d.P50, 0)+" median")
	tickInk.beside(row.Canvas, row.Max.X+12, y-7, after, "9 in 10 within "+decimal(d.P90, 0))
}
