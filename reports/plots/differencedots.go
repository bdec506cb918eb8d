package plots

import (
	"fmt"
	"image/color"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// sideOf is the colour of a difference.
func sideOf(v float64) color.Color {
	switch {
	case v > 0:
		return drawing.Strong
	case v < 0:
		return drawing.Loss
	default:
		return drawing.Grey
	}
}

// leastGap is how many points the scale of differences spans at least.
const leastGap = 0.2 / 100

// dotted is what plans differ by in a measure of a period, a row of dots a plan.
type dotted struct {
	contest
	all  []drawing.Stack // of all plans, whichever the page shows
	rows []dotRow        // of the page
	x    drawing.Scale
}

// dotRow is the dots of a plan.
type dotRow struct {
	drawing.Stack
	name string
	pair *measures.Pair // nil where it has none
}

// differenceDots shows what plans differ by in a retention of the last year, against a line at no difference.
func (l pageOf) differenceDots(name, measure, word string) (drawing.Figure, string) {
	period, ok := l.Last(measure)
	switch {
	case len(l.Others) == 0:
		return drawing.Figure{}, "there is no plan beside the base"
	case !ok:
		return drawing.Figure{}, "no twelve months end with a fiscal year or a quarter of the run"
	case !l.Base.Many():
		return drawing.Figure{}, "a single trial has no spread"
	}
	d := dotted{contest: contestOf(l.Comparison, measure, period, word+" "+period, words.Points2, "points")}
	for i, r := range l.Others {
		k := drawing.Stack{}
		if d.pairs[i] != nil {
			k = drawing.Heaped(l.Gaps(r, d.pairs[i]))
		}
		k.Signed, k.Fill = true, sideOf
		d.all = append(d.all, k)
		if i >= l.from && i < l.to {
			d.rows = append(d.rows, dotRow{k, r.Name, d.pairs[i]})
		}
	}
	d.x = drawing.Spanning(leastGap, append(drawing.Inner(d.all), 0)...)
	return drawing.Figure{Name: name, Title: d.verdict(), Subtitle: l.here() + d.seen(), Taller: d.taller(), Draw: d.draw}, ""
}

// single reports whether the picture is of one plan.
func (d dotted) single() bool { return len(d.pairs) == 1 }

// same reports whether there is one plan, and no trial in which it differs.
func (d dotted) same() bool { return d.single() && results.OutcomeOf(d.pairs[0]) == results.Equal }

// seen says what to see.
func (d dotted) seen() string {
	if d.same() {
		return "All trials were lived through with both plans, and none differs."
	}
	text := fmt.Sprintf("%s, lived through with both plans: %s with the one less that with %s%s.",
		drawing.EachDot(d.all...), d.word, drawing.SubtitleInk.Named(d.Base.Name, 160), drawing.Panel{Across: d.x}.Pointed(d.all))
	if !d.single() {
		return text + " Grey dots: the same. Above: the mean difference and its error."
	}
	of := d.pairs[0].Difference
	text += fmt.Sprintf(" Mean difference: %s points (Monte Carlo error: %s).", words.Signed(of.Mean, words.Points2), words.Points2.Size(of.MCError))
	if of.Same > 0 {
		text += fmt.Sprintf(" The same %s (grey).", words.Often(results.SameOdds(of)))
	}
	return text
}

// headed is how much room the head of a row takes.
const headed = 36

// taller is how much more room the rows take than a page has.
func (d dotted) taller() vg.Length {
	if d.single() {
		return 0
	}
	return drawing.Rows(len(d.rows), headed+46, drawing.Field-60)
}

func (d dotted) draw(page draw.Canvas) {
	p := drawing.Panel{Canvas: draw.Crop(page, 12, -12, 34, -18), Across: d.x, Up: drawing.Scale{Min: 0, Max: 1}}
	show := func(v float64) string { return words.Signed(v, words.Points2) }
	p.Aside(d.all, show)
	p.Columns(movedTick, 8)
	drawing.TickInk.Write(p.Canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-30, drawing.Centre, "points of "+d.word)
	zero := p.At(0, 0).X
	p.StrokeLine2(drawing.Stroke(drawing.Black, 1.1), zero, p.Min.Y, zero, p.Max.Y+14)
	stacks := make([]drawing.Stack, len(d.rows))
	for i, row := range d.rows {
		stacks[i] = row.Stack
	}
	head := vg.Length(0)
	if !d.single() {
		head = headed
	}
	panels := p.Stacked(stacks, head)
	if !d.same() {
		d.sides(p, page)
	}
	for i, row := range d.rows {
		row.Far(panels[i], show)
		if !d.single() {
			mean, err, text := row.words()
			panels[i].Head(page, drawing.StrongInk.Named(row.name, 240), strings.TrimSpace(mean+" "+err), text)
		}
	}
}

// sides writes over the panel which plan is better on which side of the line at 0, by name where there is room.
func (d dotted) sides(p drawing.Panel, page draw.Canvas) {
	left, right := drawing.StrongInk.Named(d.Base.Name, 150)+" is better", "the other plan is better"
	if d.single() {
		right = drawing.StrongInk.Named(d.rows[0].name, 150) + " is better"
	}
	zero, worse := p.At(0, 0).X, drawing.Ink{Size: drawing.StrongInk.Size, Bold: true, Color: drawing.Asked}
	if zero-8-worse.Width(left) < page.Min.X {
		left = "worse"
	}
	if zero+8+drawing.StrongInk.Width(right) > page.Max.X {
		right = "better"
	}
	worse.Write(p.Canvas, zero-8, p.Max.Y+4, drawing.Before, left)
	drawing.StrongInk.Write(p.Canvas, zero+8, p.Max.Y+4, drawing.After, right)
}

// words say how a plan does against the base: the mean difference, its error, and how often it is better.
func (r dotRow) words() (mean, err, text string) {
	if r.pair == nil {
		return "", "cannot be compared", ""
	}
	d := r.pair.Difference
	switch results.OutcomeOf(r.pair) {
	case results.Equal:
		return "0", "points", "the same in every future"
	case results.Undecided:
		err = ", within its error"
	default:
		err = " points"
	}
	text = "better in " + words.OutOf(d.Better)
	if results.OftenSame(d) {
		text += ", same in " + words.OutOf(results.SameOdds(d))
	} else {
		text += " futures"
	}
	return words.Signed(d.Mean, words.Points2), "± " + words.Points2.Number(d.MCError) + err, text
}
