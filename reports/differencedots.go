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
	contest
	rows         []dotRow // of the page
	x            scale
	below, above bool // some lie beyond that side, on some page
}

// dotRow is the dots of a rival that are on the scale, and what lies beyond.
type dotRow struct {
	name string
	pair *measures.Pair // nil where it has none
	stack
	below, above beyond
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
	values := make([][]float64, len(l.Rivals))
	for i, r := range l.Rivals {
		if d.pairs[i] != nil {
			values[i] = dotsOf(l.gaps(r, d.pairs[i]))
		}
	}
	d.x = reach(0.002, []float64{0}, values...)
	for i, r := range l.Rivals {
		row := dotRow{name: r.Name, pair: d.pairs[i], stack: stack{signed: true, fill: sideOf}}
		row.dots, row.below, row.above = d.x.split(values[i])
		d.below, d.above = d.below || row.below.n > 0, d.above || row.above.n > 0
		d.rows = append(d.rows, row)
	}
	d.rows = d.rows[l.from:l.to]
	return figure{name: name, title: d.verdict(), subtitle: l.here() + d.seen(), draw: d.draw}, ""
}

// dotsOf returns the dots of a row: the trials, or 50 quantiles of them when there are more.
func dotsOf(values []float64) []float64 {
	sorted := estimate.Sorted(nil, values)
	if len(sorted) <= futures {
		return sorted
	}
	return estimate.Dots(sorted, futures)
}

// eachDot says what a dot is.
func (s *Study) eachDot() string {
	if s.Done <= futures {
		return fmt.Sprintf("Each dot is 1 of %d trials", s.Done)
	}
	return fmt.Sprintf("Each dot is 1 future in %d", futures)
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
	text := fmt.Sprintf("%s, lived through with both plans: %s with the one less that with %s.",
		d.Base.eachDot(), d.word, named(subtitleInk, d.Base.Name, 200))
	if !d.single() {
		return text + " Grey dots: the same. Beside them: the mean difference and its Monte Carlo error."
	}
	of := d.pairs[0].Difference
	text += fmt.Sprintf(" Mean difference: %s points (Monte Carlo error: %s).", minus(signed(of.Mean, points2)), points2.size(of.MCError))
	if of.Same > 0 {
		text += fmt.Sprintf(" The same %s (grey).", often(estimate.Wilson(of.Same, of.N, 0.95), of))
	}
	return text
}

func (d dotted) draw(page draw.Canvas) {
	left, right := vg.Length(16), vg.Length(16)
	if !d.single() {
		left, right = labelInk.widest(d.names(), 150)+12, d.widest()+12
	}
	if d.below {
		left += strip
	}
	if d.above {
		right += strip
	}
	p := panel{draw.Crop(page, left, -right, 36, -22), d.x, scale{0, 1}}
	p.columns(func(v float64) string { return minus(movedTick(v)) }, 8)
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
		at := panels[i]
		show := func(v float64) string { return signed(v, points2) }
		row.below.tell(at, before, loss, show)
		row.above.tell(at, after, strong, show)
		if d.single() {
			continue
		}
		y := (at.Min.Y + at.Max.Y) / 2
		labelInk.column(page, page.Min.X+labelInk.widest(d.names(), 150), y, before, labelInk.lines(row.name, 150))
		row.told(page, page.Max.X-d.widest(), y)
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
	left, right := named(strongInk, d.Base.Name, 180)+" is better", "the other plan is better"
	if d.single() {
		right = named(strongInk, d.rows[0].name, 180) + " is better"
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
		return "0", "points", "the same in every trial"
	case undecided:
		err = ", within its error"
	default:
		err = " points"
	}
	text = "better in " + hits(d.Better, d)
	if d.Same*100 >= d.N {
		text += ", same in " + hits(estimate.Wilson(d.Same, d.N, 0.95), d)
	} else {
		text += " futures"
	}
	return minus(signed(d.Mean, points2)), "± " + points2.number(d.MCError) + err, text
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
