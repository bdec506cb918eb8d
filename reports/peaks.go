package reports

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// peakRow is a plan's dots that are on the scale, and what lies beyond.
type peakRow struct {
	plan
	stack
	beyond
}

// peaks shows how high a queue gets in the run, plan by plan.
func (l leaf) peaks(name, measure, word, unit, noun string) (figure, string) {
	if !l.Base.many() {
		return figure{}, "a single trial has no spread"
	}
	values := make([][]float64, 1+len(l.Rivals)) // of the base and all others
	some := false
	for i, s := range l.studies() {
		if s.estimate(measure, company, measures.Run).N > 0 && (i == 0 || l.sameRun(l.Rivals[i-1])) {
			values[i] = dotsOf(s.Table.Values(s.Table.Find(measure, company, measures.Run)))
			some = true
		}
	}
	if !some {
		return figure{}, "there is nothing that waits"
	}
	xs := reach(1, []float64{0}, values...)
	xs.max = max(xs.max, 5)
	xs.min = -0.03 * xs.max
	for _, v := range values {
		if k := (stack{dots: v}); k.alike() && v[0] < 0.2*xs.max {
			xs.min = -0.35 * xs.max // what is all of one value is a block, which is wide
		}
	}
	gutter := vg.Length(112)
	for _, v := range values {
		if _, _, above := xs.split(v); above.n > 0 {
			gutter = 112 + strip
		}
	}
	var rows []peakRow
	for _, p := range l.plans() {
		row := peakRow{plan: p, stack: stack{whole: true, fill: func(float64) color.Color { return strong }}}
		if p.Study == l.Base {
			row.fill = func(float64) color.Color { return grey }
		}
		for i, s := range l.studies() {
			if s == p.Study {
				row.dots, _, row.beyond = xs.split(values[i])
			}
		}
		rows = append(rows, row)
	}
	return figure{
		name:  name,
		title: l.peaked(measure, word, unit),
		subtitle: l.here() + fmt.Sprintf("%s, at the highest number of %s in the run. Grey: %s, which the others are compared with.",
			l.Base.eachDot(), noun, named(subtitleInk, l.Base.Name, 200)),
		draw: func(canvas draw.Canvas) { drawPeaks(canvas, rows, xs, gutter, measure, noun) },
	}, ""
}

// studies returns the base and all plans beside it.
func (c *Comparison) studies() []*Study {
	list := []*Study{c.Base}
	for _, r := range c.Rivals {
		list = append(list, r.Study)
	}
	return list
}

// peaked says with which plans a queue gets less high.
func (c *Comparison) peaked(measure, word, unit string) string {
	if len(c.Rivals) == 0 {
		return "How high " + word + " is in the run"
	}
	k := c.contest(measure, measures.Run, word, levels, unit)
	for i, r := range c.Rivals {
		if !c.sameRun(r) {
			k.pairs[i] = nil
		}
	}
	return k.verdict()
}

func drawPeaks(canvas draw.Canvas, rows []peakRow, xs scale, gutter vg.Length, measure, noun string) {
	var names []string
	var stacks []stack
	for _, row := range rows {
		names, stacks = append(names, row.Name), append(stacks, row.stack)
	}
	all := panel{draw.Crop(canvas, labelInk.widest(names, 150)+12, -gutter, 36, 0), xs, scale{0, 1}}
	show := func(v float64) string { return short(v, 2) }
	numbers := all // from 0: there is nothing below
	numbers.Min.X, numbers.x.min = all.at(0, 0).X, 0
	numbers.columns(show, 8)
	tickInk.write(all.Canvas, (all.Min.X+all.Max.X)/2, all.Min.Y-30, centre, noun)
	for i, row := range all.stacked(stacks) {
		y := (row.Min.Y + row.Max.Y) / 2
		labelInk.column(canvas, row.Min.X-12, y, before, labelInk.lines(names[i], 150))
		rows[i].tell(row, after, rows[i].fill(1), func(v float64) string { return decimal(v, 0) })
		rows[i].most(row, canvas.Max.X-100, measure)
	}
}

// most writes beside a row how high the peak is.
func (p plan) most(row panel, x vg.Length, measure string) {
	y := (row.Min.Y + row.Max.Y) / 2
	d := p.estimate(measure, company, measures.Run)
	if d.N == 0 {
		tickInk.beside(row.Canvas, x, y, after, "does not exist")
		return
	}
	strongInk.beside(row.Canvas, x, y+7, after, decimal(d.P50, 0)+" median")
	tickInk.beside(row.Canvas, x, y-7, after, "9 in 10 within "+decimal(d.P90, 0))
}
