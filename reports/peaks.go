package reports

import (
	"fmt"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// peaks shows how high a queue gets in the run, plan by plan.
func (l leaf) peaks(name, measure, word, unit, noun string) (figure, string) {
	if !l.Base.many() {
		return figure{}, "a single trial has no spread"
	}
	all := []stack{l.Base.heights(measure)} // whichever the page shows
	for _, r := range l.Rivals {
		if l.sameRun(r) {
			all = append(all, r.heights(measure))
		}
	}
	if !slices.ContainsFunc(all, func(k stack) bool { return k.of > 0 }) {
		return figure{}, "there is nothing that waits"
	}
	p := panel{x: ofCounts(all), y: scale{0, 1}}
	return figure{
		name:  name,
		title: l.peaked(measure, word, unit),
		subtitle: l.here() + fmt.Sprintf("%s, at the highest number of %s in it%s. Grey: %s, the base.",
			eachDot(all...), noun, p.pointed(all), subtitleInk.named(l.Base.Name, 200)),
		draw: func(canvas draw.Canvas) {
			plans := l.plans()
			names, stacks := make([]string, len(plans)), make([]stack, len(plans))
			gutter := vg.Length(0)
			for i, plan := range plans {
				names[i], stacks[i] = plan.Name, plan.heights(measure)
				value, more := plan.highest(measure)
				gutter = max(gutter, 12+strongInk.width(value), 12+tickInk.width(more))
			}
			stacks[0].fill = func(float64) color.Color { return grey }
			p.Canvas = draw.Crop(canvas, labelInk.widest(names, 150)+12, -gutter, 36, 0)
			outer := p.Rectangle
			p.aside(all, level)
			p.counts(noun)
			for i, row := range p.stacked(stacks) {
				stacks[i].far(row, level)
				y := (row.Min.Y + row.Max.Y) / 2
				labelInk.column(canvas, outer.Min.X-12, y, before, labelInk.lines(names[i], 150))
				plans[i].most(row, outer.Max.X+12, measure)
			}
		},
	}, ""
}

// heights returns the dots of how high a queue gets in the run.
func (s *Study) heights(measure string) stack {
	k := stack{}
	if column := s.Table.Find(measure, company, measures.Run); column >= 0 {
		k = heaped(s.Table.Values(column))
	}
	k.whole, k.fill = true, func(float64) color.Color { return strong }
	return k
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

// highest says how high a queue gets.
func (s *Study) highest(measure string) (value, more string) {
	switch d := s.estimate(measure, company, measures.Run); {
	case d.N == 0:
		return "", "does not exist"
	case alike(d):
		return decimal(d.P50, 0) + " in all", ""
	default:
		return decimal(d.P50, 0) + " median", "9 in 10 within " + decimal(d.P90, 0)
	}
}

// most writes beside a row how high a queue gets.
func (p plan) most(row panel, x vg.Length, measure string) {
	y := (row.Min.Y + row.Max.Y) / 2
	switch value, more := p.highest(measure); {
	case value == "":
		tickInk.beside(row.Canvas, x, y, after, more)
	case more == "":
		strongInk.beside(row.Canvas, x, y, after, value)
	default:
		strongInk.beside(row.Canvas, x, y+7, after, value)
		tickInk.beside(row.Canvas, x, y-7, after, more)
	}
}
