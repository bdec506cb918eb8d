package reports

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// mostSteps is how many causes a waterfall has room for.
const mostSteps = 16

// Plots draws how the causes' shares lead from one value to another, a waterfall a measure, each as an SVG and a PNG
// file. The notes name those that had nothing to show, and say why.
func (e *Explanation) Plots() (files []File, notes []string, err error) {
	var plots []plot
	for _, m := range divided {
		plots = append(plots, plot{"why-" + m.name, func(name string) (figure, string) { return e.waterfall(name, m.name, m.label) }})
	}
	figures, notes := drawn(plots)
	studies := []*Study{e.Of}
	if e.To != nil {
		studies = append(studies, e.To)
	}
	files, err = rendered(figures, e.Of.from(footnames(studies)))
	return files, notes, err
}

// waterfall shows how the shares lead from one total to the other. The totals are lines rather than bars: the axis does
// not begin at 0, where steps of some points could not be seen.
func (e *Explanation) waterfall(name, measure, label string) (figure, string) {
	d := e.last(measure)
	switch {
	case d == nil:
		return figure{}, "it does not exist in all combinations"
	case len(e.Causes) > mostSteps:
		return figure{}, fmt.Sprintf("it has room for %d causes, and there are %d", mostSteps, len(e.Causes))
	}
	w := waterfall{Division: d, names: [2]string{"as simulated", "all idealised"}, falls: e.falls(d)}
	if e.To != nil {
		w.names = [2]string{e.Of.Name, e.To.Name}
	}
	w.x = spanning(w.least(), w.values()...)
	return figure{name: name, title: e.title(w, label+" "+d.Period.Name), subtitle: e.seen(w), draw: w.draw}, ""
}

func (e *Explanation) title(w waterfall, of string) string {
	from, to := w.level(w.from()), w.level(w.to())
	name := titleInk.abridged(clean(e.Of.Name), 260)
	if e.To != nil {
		return fmt.Sprintf("Median %s: %s with %s, %s with %s", of, from, name, to, titleInk.abridged(clean(e.To.Name), 260))
	}
	return fmt.Sprintf("%s of %s: %s, all idealised %s", of, name, from, to)
}

// seen says what to see.
func (e *Explanation) seen(w waterfall) string {
	cause, unit := "idealising it", ""
	if e.To != nil {
		cause = "the change"
	}
	if w.Measure.Unit == measures.Share {
		unit = ", in points"
	}
	text := fmt.Sprintf("Each bar is what %s adds to the %s%s, on average over all orders. Blue: for the better. Orange: for the worse.",
		cause, w.Statistic, unit)
	if slices.ContainsFunc(w.falls, func(f fall) bool { return f.Error > 0 }) {
		text += " Whiskers: Monte Carlo error (one standard error, either way)."
	}
	if w.x.min > 0 || w.x.max < 0 {
		text += " The axis does not begin at 0."
	}
	return text
}

// waterfall is a division as a figure.
type waterfall struct {
	*Division
	names [2]string // of the totals
	falls []fall
	x     scale
}

// fall is a share, and where its bar begins and ends.
type fall struct {
	estimate.Share
	name       string
	start, end float64
}

// falls returns the shares, the largest first, each beginning where the one before ends.
func (e *Explanation) falls(d *Division) []fall {
	var list []fall
	for i, c := range e.Causes {
		list = append(list, fall{Share: d.Shares[i], name: c.Name})
	}
	slices.SortStableFunc(list, func(a, b fall) int { return cmp.Compare(math.Abs(b.Value), math.Abs(a.Value)) })
	at := d.from()
	for i := range list {
		list[i].start, list[i].end = at, at+list[i].Value
		at = list[i].end
	}
	return list
}

// values returns every number that the waterfall shows.
func (w waterfall) values() []float64 {
	list := []float64{w.from(), w.to()}
	for _, f := range w.falls {
		list = append(list, f.end, f.end-f.Error, f.end+f.Error)
	}
	return list
}

// least is how much the axis spans at least.
func (w waterfall) least() float64 {
	switch w.Measure.Unit {
	case measures.Share:
		return 0.002
	case measures.Dollars:
		return 1000
	default:
		return 0.1
	}
}

// level writes a total, and tick a number of the grid.
func (w waterfall) level(v float64) string {
	switch w.Measure.Unit {
	case measures.Share:
		return points2.number(v) + " %"
	case measures.Dollars:
		return w.x.money(20)(v)
	default:
		return quantity(w.Measure.Name, w.Measure.Unit, v)
	}
}

func (w waterfall) tick() func(float64) string {
	switch w.Measure.Unit {
	case measures.Share:
		return shareTick
	case measures.Dollars:
		return w.x.money(7)
	default:
		return func(v float64) string { return short(v, 2) }
	}
}

// label writes what a cause adds, and its error.
func (w waterfall) label(s estimate.Share) (value, error string) {
	told, before, behind := styleOf(w.Division), "", ""
	if w.Measure.Unit == measures.Dollars {
		told, before, behind = thousands, "$", "k"
	}
	value = signed(s.Value, told)
	if digits := strings.TrimLeft(value, "+-"); s.Value == 0 {
		value = "0"
	} else {
		value = value[:len(value)-len(digits)] + before + digits + behind
	}
	if s.Error > 0 {
		error = "± " + before + told.number(s.Error) + behind
	}
	return value, error
}

func (w waterfall) draw(c draw.Canvas) {
	names := []string{w.names[0], w.names[1]}
	for _, f := range w.falls {
		names = append(names, f.name)
	}
	from, to := w.level(w.from()), w.level(w.to())
	gutter := max(90, strongInk.width(from)+10, strongInk.width(to)+10)
	p := panel{draw.Crop(c, strongInk.widest(names, 190)+12, -gutter, 20, 0), w.x, scale{0, 1}}
	p.columns(w.tick(), 7)
	high := (p.Max.Y - p.Min.Y) / vg.Length(len(w.falls)+2)
	row := func(i int) vg.Length { return p.Max.Y - high*(vg.Length(i)+0.5) }
	name := func(i int, style ink, name string) {
		lines := style.lines(name, 190)
		if high < 2.4*style.size {
			lines = []string{style.abridged(clean(name), 190)}
		}
		style.column(c, p.Min.X-12, row(i), before, lines)
	}
	last := len(w.falls) + 1
	name(0, strongInk, w.names[0])
	name(last, strongInk, w.names[1])
	for i, f := range w.falls {
		name(i+1, labelInk, f.name)
		p.link(f.start, row(i), row(i+1))
		p.fall(f, row(i+1), min(0.36*high, 12), sideOf(f.Value*float64(w.Measure.Better)))
		value, error := w.label(f.Share)
		labelInk.beside(c, p.Max.X+10, row(i+1), after, value)
		tickInk.beside(c, p.Max.X+10+labelInk.width(value+" "), row(i+1), after, error)
	}
	p.link(w.to(), row(last-1), row(last))
	p.total(w.from(), row(0), min(0.42*high, 13))
	p.total(w.to(), row(last), min(0.42*high, 13))
	strongInk.beside(c, p.Max.X+10, row(0), after, from)
	strongInk.beside(c, p.Max.X+10, row(last), after, to)
	p.StrokeLine2(stroke(grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
}

// link draws a thin line down from one row to the next.
func (p panel) link(x float64, from, to vg.Length) {
	at := p.at(x, 0).X
	p.StrokeLine2(stroke(grey, 0.6), at, from, at, to)
}

// fall draws a bar and the whisker of its error.
func (p panel) fall(f fall, y, half vg.Length, fill color.Color) {
	left, right := p.at(min(f.start, f.end), 0).X, p.at(max(f.start, f.end), 0).X
	right = max(right, left+1.2)
	p.FillPolygon(fill, corners(vg.Rectangle{Min: vg.Point{X: left, Y: y - half}, Max: vg.Point{X: right, Y: y + half}}))
	if !(f.Error > 0) {
		return
	}
	low, high := p.at(f.end-f.Error, 0).X, p.at(f.end+f.Error, 0).X
	p.StrokeLine2(stroke(black, 1), low, y, high, y)
	for _, x := range []vg.Length{low, high} {
		p.StrokeLine2(stroke(black, 1), x, y-0.3*half, x, y+0.3*half)
	}
}

// total draws a value that the shares lead from or to.
func (p panel) total(v float64, y, half vg.Length) {
	x := p.at(v, 0).X
	p.StrokeLine2(stroke(deep, 3.2), x, y-half, x, y+half)
}
