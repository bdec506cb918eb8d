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
	return figure{name: name, title: e.finding(w, label+" "+d.Period.Name), subtitle: e.seen(w), draw: w.draw}, ""
}

// finding says what all causes do together, if that is beyond its error, and which of those beyond theirs do most.
func (e *Explanation) finding(w waterfall, of string) string {
	whole, name := w.Whole, titleInk.named(e.Of.Name, 260)
	size := fmt.Sprintf("%s, error %s", w.told(whole.Value), strings.TrimSuffix(w.size(whole.Error), " points"))
	text := ""
	switch {
	case !e.Of.many() && e.To != nil:
		return fmt.Sprintf("In a single future %s is %s with %s and %s with %s", of, w.level(w.from()), name, w.level(w.to()), titleInk.named(e.To.Name, 260))
	case !e.Of.many():
		return fmt.Sprintf("In a single future %s of %s is %s, all idealised %s", of, name, w.level(w.from()), w.level(w.to()))
	case e.To != nil && sure(whole):
		text = fmt.Sprintf("Median %s %s by %s from %s to %s", of, w.goes("rises", "falls"), w.size(whole.Value), name, titleInk.named(e.To.Name, 260))
	case e.To != nil && whole.Value == 0 && whole.Error == 0:
		text = fmt.Sprintf("Median %s is the same with %s and %s", of, name, titleInk.named(e.To.Name, 260))
	case e.To != nil:
		text = fmt.Sprintf("Median %s from %s to %s: no change beyond its error (%s)", of, name, titleInk.named(e.To.Name, 260), size)
	case sure(whole):
		text = fmt.Sprintf("All idealised, %s of %s would be %s %s", of, name, w.size(whole.Value), w.goes("higher", "lower"))
	case whole.Value == 0 && whole.Error == 0:
		text = fmt.Sprintf("Nothing that the mechanisms do moves %s of %s", of, name)
	default:
		text = fmt.Sprintf("What the mechanisms do to %s of %s is within its error (%s)", of, name, size)
	}
	var parts []string
	for _, f := range w.falls {
		if sure(f.Share) && len(parts) < 3 {
			value, _ := w.label(f.Share)
			parts = append(parts, titleInk.named(f.name, 180)+" "+value)
		}
	}
	switch {
	case len(parts) > 0 && sure(whole):
		return text + "; most: " + strings.Join(parts, ", ")
	case len(parts) > 0:
		return text + "; beyond its own: " + strings.Join(parts, ", ")
	case sure(whole):
		return text + "; no single share is beyond its error"
	default:
		return text
	}
}

// sure reports whether a share is beyond what the trials cannot tell.
func sure(s estimate.Share) bool { return math.Abs(s.Value) > clearly*s.Error }

// goes returns the word for the way that the whole goes.
func (w waterfall) goes(up, down string) string {
	if w.Whole.Value < 0 {
		return down
	}
	return up
}

// told writes an amount with its sign and unit, and size without its sign.
func (w waterfall) told(v float64) string {
	text, _ := w.label(estimate.Share{Value: v})
	if w.Measure.Unit == measures.Share {
		text += " points"
	}
	return text
}

func (w waterfall) size(v float64) string { return strings.TrimLeft(w.told(math.Abs(v)), "+") }

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
		text += " Whiskers: one Monte Carlo error either way."
	}
	switch {
	case !e.Of.many():
		text += " One trial tells no error."
	case slices.ContainsFunc(w.falls, fall.vague):
		text += " Hatched: within its error (twice the whisker)."
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

// vague reports whether a share does something, but nothing beyond what the trials can tell.
func (f fall) vague() bool { return !sure(f.Share) && (f.Value != 0 || f.Error != 0) }

// falls returns the shares, each beginning where the one before ends: the largest first, but those within their errors
// last.
func (e *Explanation) falls(d *Division) []fall {
	var list []fall
	for i, c := range e.Causes {
		list = append(list, fall{Share: d.Shares[i], name: c.Name})
	}
	slices.SortStableFunc(list, func(a, b fall) int {
		if sure(a.Share) != sure(b.Share) {
			return map[bool]int{true: -1, false: 1}[sure(a.Share)]
		}
		return cmp.Compare(math.Abs(b.Value), math.Abs(a.Value))
	})
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

// least is how much the axis spans at least: so much that what is within its error stays small on it, and more when
// there is nothing else to see.
func (w waterfall) least() float64 {
	some, none := 0.1, 1.0
	switch w.Measure.Unit {
	case measures.Share:
		some, none = 0.002, 0.01
	case measures.Dollars:
		some, none = 1000, max(1000, 0.02*math.Abs(w.from()))
	}
	least := some
	if !slices.ContainsFunc(w.falls, func(f fall) bool { return sure(f.Share) }) {
		least = none
	}
	for _, f := range w.falls {
		if f.vague() && exists(f.Error) {
			least = max(least, small*math.Abs(f.Value), small*f.Error)
		}
	}
	return least
}

// small is how many times as long as a bar within its error the axis is at least.
const small = 8

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
		error = "± " + before + told.size(s.Error) + behind
		if digits, small := strings.CutPrefix(told.size(s.Error), "less than "); small {
			error = "± less than " + before + digits + behind
		}
	}
	return value, error
}

// words are what stands beside a bar.
func (w waterfall) words(f fall) (value, error string) {
	value, error = w.label(f.Share)
	if f.vague() && error != "" {
		error += ", within its error"
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
	for _, f := range w.falls {
		value, error := w.words(f)
		gutter = max(gutter, 10+labelInk.width(value+" ")+tickInk.width(error))
	}
	p := panel{draw.Crop(c, strongInk.widest(names, 190)+12, -gutter, 20, 0), w.x, scale{0, 1}}
	p.columns(w.tick(), 7)
	high := (p.Max.Y - p.Min.Y) / vg.Length(len(w.falls)+2)
	row := func(i int) vg.Length { return p.Max.Y - high*(vg.Length(i)+0.5) }
	name := func(i int, style ink, name string) {
		lines := style.lines(name, 190)
		if high < 2.4*style.size {
			lines = []string{style.named(name, 190)}
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
		value, error := w.words(f)
		style := labelInk
		if f.vague() {
			style.color = grey
		}
		style.beside(c, p.Max.X+10, row(i+1), after, value)
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
	bar := vg.Rectangle{Min: vg.Point{X: left, Y: y - half}, Max: vg.Point{X: right, Y: y + half}}
	if f.vague() {
		p.hatched(bar, fill)
	} else {
		p.FillPolygon(fill, corners(bar))
	}
	if !(f.Error > 0) {
		return
	}
	low, high := p.at(f.end-f.Error, 0).X, p.at(f.end+f.Error, 0).X
	p.StrokeLine2(stroke(black, 1), low, y, high, y)
	for _, x := range []vg.Length{low, high} {
		p.StrokeLine2(stroke(black, 1), x, y-0.3*half, x, y+0.3*half)
	}
}

// hatched draws a bar of which the trials cannot tell that it is one.
func (p panel) hatched(bar vg.Rectangle, fill color.Color) {
	p.FillPolygon(blend(color.NRGBAModel.Convert(fill).(color.NRGBA), white, 0.75), corners(bar))
	high := bar.Max.Y - bar.Min.Y
	for x := bar.Min.X - high + 4; x < bar.Max.X; x += 4 { // each line rises by 45 degrees
		from, to := max(x, bar.Min.X), min(x+high, bar.Max.X)
		p.StrokeLine2(stroke(fill, 0.7), from, bar.Min.Y+from-x, to, bar.Min.Y+to-x)
	}
	edge := corners(bar)
	p.StrokeLines(stroke(fill, 0.7), append(edge, edge[0]))
}

// total draws a value that the shares lead from or to.
func (p panel) total(v float64, y, half vg.Length) {
	x := p.at(v, 0).X
	p.StrokeLine2(stroke(deep, 3.2), x, y-half, x, y+half)
}
