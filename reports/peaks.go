package reports

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// peaks shows how high a queue gets in the run, plan by plan.
func (c *Comparison) peaks(name, measure, title, noun string) (figure, string) {
	if !c.Base.many() {
		return figure{}, "a single trial has no spread"
	}
	plans := c.plans()
	stacks, names := make([]stack, len(plans)), make([]string, len(plans))
	var values []float64
	for i, p := range plans {
		names[i] = p.Name
		stacks[i] = stack{whole: true, fill: func(float64) color.Color { return strong }}
		if i == 0 {
			stacks[i].fill = func(float64) color.Color { return grey }
		}
		if p.estimate(measure, company, measures.Run).N > 0 {
			stacks[i].dots = p.dots(p.Table.Find(measure, company, measures.Run))
			values = append(values, stacks[i].dots...)
		}
	}
	if len(values) == 0 {
		return figure{}, "there is nothing that waits"
	}
	highest := fromZero(values...).max
	show := func(v float64) string { return short(v, 2) }
	return figure{
		name:  name,
		title: fmt.Sprintf("%s in the run: %d futures of each plan", title, futures),
		subtitle: fmt.Sprintf("Each dot is 1 future in %d, at the highest number of %s in it. Grey: %s, which the others are compared with.",
			futures, noun, subtitleInk.abridged(clean(c.Base.Name), 200)),
		draw: func(canvas draw.Canvas) {
			all := panel{draw.Crop(canvas, labelInk.widest(names, 150)+12, -112, 36, 0), scale{-0.03 * highest, highest}, scale{0, 1}}
			all.columns(show, 8)
			tickInk.write(all.Canvas, (all.Min.X+all.Max.X)/2, all.Min.Y-30, centre, noun)
			for i, row := range all.stacked(stacks) {
				y := (row.Min.Y + row.Max.Y) / 2
				labelInk.column(canvas, row.Min.X-12, y, before, labelInk.lines(names[i], 150))
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
