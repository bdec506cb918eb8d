package reports

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// sideOf is the colour of a difference.
func sideOf(v float64) color.Color {
	switch {
	case v > 0:
		return strong
	case v < 0:
		return loss
	default:
		return grey
	}
}

// dotted is what plans differ by in a measure of a period, a row of dots a rival.
type dotted struct {
	*Comparison
	word   string // the measure and the period
	names  []string
	pairs  []*measures.Pair // nil where a rival has none
	stacks []stack
	x      scale
}

// differenceDots shows what plans differ by in a retention of the last year, against a line at no difference.
func (c *Comparison) differenceDots(name, measure, word string) (figure, string) {
	period, ok := c.last(measure)
	switch {
	case len(c.Rivals) == 0:
		return figure{}, "there is no plan beside the base"
	case !ok:
		return figure{}, "no twelve months end with a fiscal year or a quarter of the run"
	case !c.Base.many():
		return figure{}, "a single trial has no spread"
	}
	d := dotted{Comparison: c, word: word + " " + period}
	values := []float64{0}
	for _, r := range c.shown() {
		pair, k := r.pair(measure, company, period), stack{}
		if pair != nil && pair.Difference.N > 0 {
			k = heaped(c.gaps(r, pair))
			values = append(values, k.dots...)
		} else {
			pair = nil
		}
		k.signed, k.fill = true, sideOf
		d.names, d.pairs, d.stacks = append(d.names, r.Name), append(d.pairs, pair), append(d.stacks, k)
	}
	d.x = spanning(0.002, values...)
	return figure{name: name, title: c.verdict(d.pairs, d.word), subtitle: d.seen(), draw: d.draw}, ""
}

func (d dotted) single() bool { return len(d.pairs) == 1 }

// same reports whether there is one rival, and no trial in which it differs.
func (d dotted) same() bool {
	return d.single() && d.pairs[0].Difference.Same == d.pairs[0].Difference.N
}

// seen says what to see.
func (d dotted) seen() string {
	if d.same() {
		return "All trials were lived through with both plans, and none differs."
	}
	text := fmt.Sprintf("%s, lived through with both plans: %s with the one less that with %s.",
		eachDot(d.stacks...), d.word, subtitleInk.abridged(clean(d.Base.Name), 200))
	if !d.single() {
		return text + " Grey: the same. Beside the dots: the mean difference and its Monte Carlo error."
	}
	of := d.pairs[0].Difference
	text += fmt.Sprintf(" Mean difference: %s points (Monte Carlo error: %s).", signed(of.Mean, points2), points2.number(of.MCError))
	if of.Same > 0 {
		text += fmt.Sprintf(" Equal in %s futures (grey).", outOf(estimate.Wilson(of.Same, of.N, 0.95), of))
	}
	return text
}

func (d dotted) draw(page draw.Canvas) {
	p := panel{draw.Crop(page, 16, -16, 36, -22), d.x, scale{0, 1}}
	if !d.single() {
		p.Canvas = draw.Crop(page, labelInk.widest(d.names, 150)+12, -142, 36, -22)
	}
	p.columns(movedTick, 8)
	tickInk.write(p.Canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-30, centre, "points of "+d.word)
	zero := p.at(0, 0).X
	p.StrokeLine2(stroke(black, 1.1), zero, p.Min.Y, zero, p.Max.Y+16)
	rows := p.stacked(d.stacks)
	if !d.same() {
		d.sides(p, page)
	}
	if d.single() {
		return
	}
	for i, row := range rows {
		y := (row.Min.Y + row.Max.Y) / 2
		labelInk.column(page, row.Min.X-12, y, before, labelInk.lines(d.names[i], 150))
		against(row, y, d.pairs[i])
	}
}

// sides writes over the panel which plan is better on which side of the line at 0, by name where there is room.
func (d dotted) sides(p panel, page draw.Canvas) {
	left, right := strongInk.abridged(clean(d.Base.Name), 180)+" is better", "the other plan is better"
	if d.single() {
		right = strongInk.abridged(clean(d.names[0]), 180) + " is better"
	}
	zero, worse := p.at(0, 0).X, ink{11, true, asked}
	if zero-8-worse.width(left) < page.Min.X {
		left = "worse"
	}
	if zero+8+strongInk.width(right) > page.Max.X {
		right = "better"
	}
	worse.write(p.Canvas, zero-8, p.Max.Y+8, before, left)
	strongInk.write(p.Canvas, zero+8, p.Max.Y+8, after, right)
}

// against writes beside a row how a rival does against the base.
func against(row panel, y vg.Length, p *measures.Pair) {
	if p == nil {
		tickInk.beside(row.Canvas, row.Max.X+12, y, after, "does not exist")
		return
	}
	d := p.Difference
	mean, err, text := signed(d.Mean, points2), "± "+points2.number(d.MCError)+" points", "better in "+outOf(d.Better, d)+" futures"
	if d.Same == d.N {
		mean, err, text = "0", "points", "the same in every future"
	}
	strongInk.beside(row.Canvas, row.Max.X+12, y+7, after, mean)
	tickInk.beside(row.Canvas, row.Max.X+12+strongInk.width(mean+" "), y+7, after, err)
	tickInk.beside(row.Canvas, row.Max.X+12, y-7, after, text)
}

// verdict says what a measure tells of the plans against the base.
func (c *Comparison) verdict(pairs []*measures.Pair, word string) string {
	base := titleInk.abridged(clean(c.Base.Name), 260)
	if len(pairs) == 1 {
		other := titleInk.abridged(clean(c.Rivals[0].Name), 260)
		d := pairs[0].Difference
		switch {
		case found(d) == none:
			return fmt.Sprintf("%s has the same %s as %s in every future", other, word, base)
		case found(d) == unclear:
			return fmt.Sprintf("%s does not clearly differ from %s on %s: it is ahead in %s futures", other, base, word, outOf(d.Better, d))
		case d.Mean < 0:
			return fmt.Sprintf("%s loses to %s on %s in %s futures", other, base, word, outOf(worse(d), d))
		default:
			return fmt.Sprintf("%s beats %s on %s in %s futures", other, base, word, outOf(d.Better, d))
		}
	}
	beat := 0
	for _, p := range pairs {
		if p != nil && found(p.Difference) == more {
			beat++
		}
	}
	switch {
	case beat == 2 && len(pairs) == 2:
		one, two := pairs[0].Difference, pairs[1].Difference
		return fmt.Sprintf("Both plans beat %s on %s: in %s and %s futures", base, word, outOf(one.Better, one), outOf(two.Better, two))
	case beat == 0 && len(pairs) == 2:
		return fmt.Sprintf("Neither plan beats %s on %s on average", base, word)
	case beat == len(pairs):
		return fmt.Sprintf("All %d plans beat %s on %s on average", len(pairs), base, word)
	case beat == 0:
		return fmt.Sprintf("None of %d plans beats %s on %s on average", len(pairs), base, word)
	case beat == 1:
		return fmt.Sprintf("1 of %d plans beats %s on %s on average", len(pairs), base, word)
	default:
		return fmt.Sprintf("%d of %d plans beat %s on %s on average", beat, len(pairs), base, word)
	}
}
