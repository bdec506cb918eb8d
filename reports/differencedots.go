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

// leastGap is how many points the scale of differences spans at least.
const leastGap = 0.2 / 100

// dotted is what plans differ by in a measure of a period, a row of dots a rival.
type dotted struct {
	contest
	all  []stack  // of all plans, whichever the page shows
	rows []dotRow // of the page
	x    scale
}

// dotRow is the dots of a rival.
type dotRow struct {
	stack
	name string
	pair *measures.Pair // nil where it has none
}

// differenceDots shows what plans differ by in a retention of the last year, against a line at no difference.
func (l leaf) differenceDots(name, measure, word string) (figure, string) {
	period, ok := l.last(measure)
	switch {
	case len(l.Rivals) == 0:
		return figure{}, "there is no plan beside the base"
	case !ok:
		return figure{}, "no twelve months end with a fiscal year or a quarter of the run"
	case !l.Base.many():
		return figure{}, "a single trial has no spread"
	}
	d := dotted{contest: l.contest(measure, period, word+" "+period, points2, "points")}
	for i, r := range l.Rivals {
		k := stack{}
		if d.pairs[i] != nil {
			k = heaped(l.gaps(r, d.pairs[i]))
		}
		k.signed, k.fill = true, sideOf
		d.all = append(d.all, k)
		if i >= l.from && i < l.to {
			d.rows = append(d.rows, dotRow{k, r.Name, d.pairs[i]})
		}
	}
	d.x = spanning(leastGap, append(inner(d.all), 0)...)
	return figure{name: name, title: d.verdict(), subtitle: l.here() + d.seen(), draw: d.draw}, ""
}

// single reports whether the picture is of one rival.
func (d dotted) single() bool { return len(d.pairs) == 1 }

// same reports whether there is one rival, and no trial in which it differs.
func (d dotted) same() bool { return d.single() && outcomeOf(d.pairs[0]) == equal }

// seen says what to see.
func (d dotted) seen() string {
	if d.same() {
		return "All trials were lived through with both plans, and none differs."
	}
	text := fmt.Sprintf("%s, lived through with both plans: %s with the one less that with %s%s.",
		eachDot(d.all...), d.word, subtitleInk.named(d.Base.Name, 200), panel{x: d.x}.pointed(d.all))
	if !d.single() {
		return text + " Grey dots: the same. Beside them: the mean difference and its Monte Carlo error."
	}
	of := d.pairs[0].Difference
	text += fmt.Sprintf(" Mean difference: %s points (Monte Carlo error: %s).", signed(of.Mean, points2), points2.size(of.MCError))
	if of.Same > 0 {
		text += fmt.Sprintf(" The same %s (grey).", often(estimate.Wilson(of.Same, of.N, 0.95)))
	}
	return text
}

func (d dotted) draw(page draw.Canvas) {
	left, right := vg.Length(16), vg.Length(16)
	if !d.single() {
		left, right = labelInk.widest(d.names(), 150)+12, d.widest()+12
	}
	p := panel{draw.Crop(page, left, -right, 36, -22), d.x, scale{0, 1}}
	outer := p.Rectangle
	show := func(v float64) string { return signed(v, points2) }
	p.aside(d.all, show)
	p.columns(movedTick, 8)
	tickInk.write(p.Canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-30, centre, "points of "+d.word)
	zero := p.at(0, 0).X
	p.StrokeLine2(stroke(black, 1.1), zero, p.Min.Y, zero, p.Max.Y+16)
	stacks := make([]stack, len(d.rows))
	for i, row := range d.rows {
		stacks[i] = row.stack
	}
	panels := p.stacked(stacks)
	if !d.same() {
		d.sides(p, page)
	}
	for i, row := range d.rows {
		row.far(panels[i], show)
		if !d.single() {
			y := (panels[i].Min.Y + panels[i].Max.Y) / 2
			labelInk.column(page, outer.Min.X-12, y, before, labelInk.lines(row.name, 150))
			row.told(page, outer.Max.X+12, y)
		}
	}
}

func (d dotted) names() []string {
	var list []string
	for _, row := range d.rows {
		list = append(list, row.name)
	}
	return list
}

// sides writes over the panel which plan is better on which side of the line at 0, by name where there is room.
func (d dotted) sides(p panel, page draw.Canvas) {
	left, right := strongInk.named(d.Base.Name, 180)+" is better", "the other plan is better"
	if d.single() {
		right = strongInk.named(d.rows[0].name, 180) + " is better"
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

// words say how a rival does against the base: the mean difference, its error, and how often it is better.
func (r dotRow) words() (mean, err, text string) {
	if r.pair == nil {
		return "", "cannot be compared", ""
	}
	d := r.pair.Difference
	switch outcomeOf(r.pair) {
	case equal:
		return "0", "points", "the same in every future"
	case undecided:
		err = ", within its error"
	default:
		err = " points"
	}
	text = "better in " + outOf(d.Better)
	if d.Same*100 >= d.N {
		text += ", same in " + outOf(estimate.Wilson(d.Same, d.N, 0.95))
	} else {
		text += " futures"
	}
	return signed(d.Mean, points2), "± " + points2.number(d.MCError) + err, text
}

// told writes the words beside the row; a mean that is within its error is grey.
func (r dotRow) told(page draw.Canvas, x, y vg.Length) {
	mean, err, text := r.words()
	if mean == "" {
		tickInk.beside(page, x, y, after, err)
		return
	}
	style := strongInk
	if how := outcomeOf(r.pair); how == undecided || how == equal {
		style.color = grey
	}
	style.beside(page, x, y+6.5, after, mean)
	tickInk.beside(page, x+style.width(mean+" "), y+6.5, after, err)
	tickInk.beside(page, x, y-6, after, text)
}

// widest returns how wide the words beside the rows are.
func (d dotted) widest() vg.Length {
	widest := vg.Length(0)
	for _, row := range d.rows {
		mean, err, text := row.words()
		widest = max(widest, strongInk.width(mean+" ")+tickInk.width(err), tickInk.width(text))
	}
	return widest
}
