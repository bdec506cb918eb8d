package plots

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
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/folder"
	"postsale/reports/words"
)

// MostSteps is how many causes a waterfall has room for.
const MostSteps = 16

// ExplanationPlots draws how the causes' shares lead from one value to another, a waterfall a measure, each as an SVG and a PNG
// file. The notes name those that had nothing to show, and say why.
func ExplanationPlots(e *results.Explanation) (files []folder.File, notes []string, err error) {
	figures, notes := explanationFigures(e)
	files, err = rendered(figures, explanationProvenance(e))
	return files, notes, err
}

// explanationProvenance says at the foot of a plot where it is from.
func explanationProvenance(e *results.Explanation) string {
	runs := []*results.Run{e.Of}
	if e.To != nil {
		runs = append(runs, e.To)
	}
	return from(e.Of, footnames(runs))
}

// explanationFigures returns the plots of an explanation.
func explanationFigures(e *results.Explanation) (list []drawing.Figure, notes []string) {
	var plots []plot
	for _, m := range words.Divided {
		plots = append(plots, plot{"why-" + m.Name, func(name string) (drawing.Figure, string) { return waterfallOf(e, name, m.Name, m.Label) }})
	}
	return drawn(plots)
}

// waterfallOf shows how the shares lead from one total to the other. The totals are lines rather than bars: the axis does
// not begin at 0, where steps of some points could not be seen.
func waterfallOf(e *results.Explanation, name, measure, label string) (drawing.Figure, string) {
	d := e.Last(measure)
	switch {
	case d == nil:
		return drawing.Figure{}, "it does not exist in all combinations"
	case len(e.Causes) > MostSteps:
		return drawing.Figure{}, fmt.Sprintf("it has room for %d causes, and there are %d", MostSteps, len(e.Causes))
	}
	w := waterfall{Division: d, names: [2]string{"as simulated", "all idealised"}, falls: falls(e, d)}
	if e.To != nil {
		w.names = [2]string{e.Of.Name, e.To.Name}
	}
	w.x = drawing.Spanning(w.least(), w.values()...)
	return drawing.Figure{Name: name, Title: finding(e, w, label+" "+d.Period.Name), Subtitle: seen(e, w),
		Taller: drawing.Rows(len(w.falls)+2, 17, drawing.Field-20), Draw: w.draw}, ""
}

// finding says what all causes do together, if that is beyond its error, and which of those beyond theirs do most.
func finding(e *results.Explanation, w waterfall, of string) string {
	whole, name := w.Whole, drawing.TitleInk.Named(e.Of.Name, 200)
	size := fmt.Sprintf("%s, error %s", w.told(whole.Value), strings.TrimSuffix(w.size(whole.Error), " points"))
	text := ""
	switch {
	case !e.Of.Many() && e.To != nil:
		return fmt.Sprintf("In a single future %s is %s with %s and %s with %s", of, w.level(w.From()), name, w.level(w.To()), drawing.TitleInk.Named(e.To.Name, 200))
	case !e.Of.Many():
		return fmt.Sprintf("In a single future %s of %s is %s, all idealised %s", of, name, w.level(w.From()), w.level(w.To()))
	case e.To != nil && results.Sure(whole):
		text = fmt.Sprintf("Median %s %s by %s from %s to %s", of, w.goes("rises", "falls"), w.size(whole.Value), name, drawing.TitleInk.Named(e.To.Name, 200))
	case e.To != nil && whole.Value == 0 && whole.Error == 0:
		text = fmt.Sprintf("Median %s is the same with %s and %s", of, name, drawing.TitleInk.Named(e.To.Name, 200))
	case e.To != nil:
		text = fmt.Sprintf("Median %s from %s to %s: no change beyond its error (%s)", of, name, drawing.TitleInk.Named(e.To.Name, 200), size)
	case results.Sure(whole):
		text = fmt.Sprintf("All idealised, %s of %s would be %s %s", of, name, w.size(whole.Value), w.goes("higher", "lower"))
	case whole.Value == 0 && whole.Error == 0:
		text = fmt.Sprintf("Nothing that the mechanisms do moves %s of %s", of, name)
	default:
		text = fmt.Sprintf("What the mechanisms do to %s of %s is within its error (%s)", of, name, size)
	}
	var parts []string
	for _, f := range w.falls {
		if results.Sure(f.Share) && len(parts) < 3 {
			value, _ := w.label(f.Share)
			parts = append(parts, drawing.TitleInk.Named(f.name, 180)+" "+value)
		}
	}
	switch {
	case len(parts) > 0 && results.Sure(whole):
		return text + "; most: " + strings.Join(parts, ", ")
	case len(parts) > 0:
		return text + "; beyond its own: " + strings.Join(parts, ", ")
	case results.Sure(whole):
		return text + "; no single share is beyond its error"
	default:
		return text
	}
}

// goes returns the word for the way that the whole goes.
func (w waterfall) goes(up, down string) string {
	if w.Whole.Value < 0 {
		return down
	}
	return up
}

// told writes an amount with its sign and unit, and size without its sign.
func (w waterfall) told(v float64) string {
	text, _ := w.label(results.Share{Value: v})
	if w.Measure.Unit == measures.Share {
		text += " points"
	}
	return text
}

func (w waterfall) size(v float64) string { return strings.TrimLeft(w.told(math.Abs(v)), "+") }

// seen says what to see.
func seen(e *results.Explanation, w waterfall) string {
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
	case !e.Of.Many():
		text += " One trial tells no error."
	case slices.ContainsFunc(w.falls, fall.vague):
		text += " Hatched: within its error (twice the whisker)."
	}
	if w.x.Min > 0 || w.x.Max < 0 {
		text += " The axis does not begin at 0."
	}
	return text
}

// waterfall is a division as a figure.
type waterfall struct {
	*results.Division
	names [2]string // of the totals
	falls []fall
	x     drawing.Scale
}

// fall is a share, and where its bar begins and ends.
type fall struct {
	results.Share
	name       string
	start, end float64
}

// vague reports whether a share does something, but nothing beyond what the trials can tell.
func (f fall) vague() bool { return !results.Sure(f.Share) && (f.Value != 0 || f.Error != 0) }

// falls returns the shares, each beginning where the one before ends: the largest first, but those within their errors
// last.
func falls(e *results.Explanation, d *results.Division) []fall {
	var list []fall
	for i, c := range e.Causes {
		list = append(list, fall{Share: d.Shares[i], name: c.Name})
	}
	slices.SortStableFunc(list, func(a, b fall) int {
		if results.Sure(a.Share) != results.Sure(b.Share) {
			return map[bool]int{true: -1, false: 1}[results.Sure(a.Share)]
		}
		return cmp.Compare(math.Abs(b.Value), math.Abs(a.Value))
	})
	at := d.From()
	for i := range list {
		list[i].start, list[i].end = at, at+list[i].Value
		at = list[i].end
	}
	return list
}

// values returns every number that the waterfall shows.
func (w waterfall) values() []float64 {
	list := []float64{w.From(), w.To()}
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
		some, none = 1000, max(1000, 0.02*math.Abs(w.From()))
	}
	least := some
	if !slices.ContainsFunc(w.falls, func(f fall) bool { return results.Sure(f.Share) }) {
		least = none
	}
	for _, f := range w.falls {
		if f.vague() && results.Exists(f.Error) {
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
		return words.Points2.Number(v) + " %"
	case measures.Dollars:
		return w.x.Money(20)(v)
	default:
		return words.Quantity(w.Measure.Name, w.Measure.Unit, v)
	}
}

func (w waterfall) tick() func(float64) string {
	switch w.Measure.Unit {
	case measures.Share:
		return drawing.ShareTick
	case measures.Dollars:
		return w.x.Money(7)
	default:
		return func(v float64) string { return words.Short(v, 2) }
	}
}

// label writes what a cause adds, and its error.
func (w waterfall) label(s results.Share) (value, error string) {
	told, before, behind := words.StyleOf(w.Division), "", ""
	if w.Measure.Unit == measures.Dollars {
		told, before, behind = words.Thousands, "$", "k"
	}
	value = words.Signed(s.Value, told)
	if digits := strings.TrimLeft(value, "+-"); s.Value == 0 {
		value = "0"
	} else {
		value = value[:len(value)-len(digits)] + before + digits + behind
	}
	if s.Error > 0 {
		error = "± " + before + told.Size(s.Error) + behind
		if digits, small := strings.CutPrefix(told.Size(s.Error), "less than "); small {
			error = "± less than " + before + digits + behind
		}
	}
	return value, error
}

// words are what stands beside a bar.
func (w waterfall) words(f fall) (value, error string) {
	value, error = w.label(f.Share)
	return value, error
}

func (w waterfall) draw(c draw.Canvas) {
	names := []string{w.names[0], w.names[1]}
	for _, f := range w.falls {
		names = append(names, f.name)
	}
	from, to := w.level(w.From()), w.level(w.To())
	gutter := max(60, drawing.StrongInk.Width(from)+10, drawing.StrongInk.Width(to)+10)
	for _, f := range w.falls {
		value, error := w.words(f)
		gutter = max(gutter, 10+drawing.LabelInk.Width(value+" ")+drawing.TickInk.Width(error))
	}
	p := drawing.Panel{Canvas: draw.Crop(c, drawing.StrongInk.Widest(names, 150)+12, -gutter, 20, 0), Across: w.x, Up: drawing.Scale{Min: 0, Max: 1}}
	p.Columns(w.tick(), 5)
	high := (p.Max.Y - p.Min.Y) / vg.Length(len(w.falls)+2)
	row := func(i int) vg.Length { return p.Max.Y - high*(vg.Length(i)+0.5) }
	name := func(i int, style drawing.Ink, name string) {
		lines := style.Lines(name, 150)
		if high < 2.4*style.Size {
			lines = []string{style.Named(name, 150)}
		}
		style.Column(c, p.Min.X-12, row(i), drawing.Before, lines)
	}
	last := len(w.falls) + 1
	name(0, drawing.StrongInk, w.names[0])
	name(last, drawing.StrongInk, w.names[1])
	for i, f := range w.falls {
		name(i+1, drawing.LabelInk, f.name)
		link(p, f.start, row(i), row(i+1))
		drawFall(p, f, row(i+1), min(0.36*high, 12), sideOf(f.Value*float64(w.Measure.Better)))
		value, error := w.words(f)
		style := drawing.LabelInk
		if f.vague() {
			style.Color = drawing.Grey
		}
		style.Beside(c, p.Max.X+10, row(i+1), drawing.After, value)
		drawing.TickInk.Beside(c, p.Max.X+10+drawing.LabelInk.Width(value+" "), row(i+1), drawing.After, error)
	}
	link(p, w.To(), row(last-1), row(last))
	total(p, w.From(), row(0), min(0.42*high, 13))
	total(p, w.To(), row(last), min(0.42*high, 13))
	drawing.StrongInk.Beside(c, p.Max.X+10, row(0), drawing.After, from)
	drawing.StrongInk.Beside(c, p.Max.X+10, row(last), drawing.After, to)
	p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
}

// link draws a thin line down from one row to the next.
func link(p drawing.Panel, x float64, from, to vg.Length) {
	at := p.At(x, 0).X
	p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.6), at, from, at, to)
}

// drawFall draws a bar and the whisker of its error.
func drawFall(p drawing.Panel, f fall, y, half vg.Length, fill color.Color) {
	left, right := p.At(min(f.start, f.end), 0).X, p.At(max(f.start, f.end), 0).X
	right = max(right, left+1.2)
	bar := vg.Rectangle{Min: vg.Point{X: left, Y: y - half}, Max: vg.Point{X: right, Y: y + half}}
	if f.vague() {
		hatched(p, bar, fill)
	} else {
		p.FillPolygon(fill, drawing.Corners(bar))
	}
	if !(f.Error > 0) {
		return
	}
	low, high := p.At(f.end-f.Error, 0).X, p.At(f.end+f.Error, 0).X
	p.StrokeLine2(drawing.Stroke(drawing.Black, 1), low, y, high, y)
	for _, x := range []vg.Length{low, high} {
		p.StrokeLine2(drawing.Stroke(drawing.Black, 1), x, y-0.3*half, x, y+0.3*half)
	}
}

// hatched draws a bar of which the trials cannot tell that it is one.
func hatched(p drawing.Panel, bar vg.Rectangle, fill color.Color) {
	p.FillPolygon(drawing.Blend(color.NRGBAModel.Convert(fill).(color.NRGBA), drawing.White, 0.75), drawing.Corners(bar))
	high := bar.Max.Y - bar.Min.Y
	for x := bar.Min.X - high + 4; x < bar.Max.X; x += 4 { // each line rises by 45 degrees
		from, to := max(x, bar.Min.X), min(x+high, bar.Max.X)
		p.StrokeLine2(drawing.Stroke(fill, 0.7), from, bar.Min.Y+from-x, to, bar.Min.Y+to-x)
	}
	edge := drawing.Corners(bar)
	p.StrokeLines(drawing.Stroke(fill, 0.7), append(edge, edge[0]))
}

// total draws a value that the shares lead from or to.
func total(p drawing.Panel, v float64, y, half vg.Length) {
	x := p.At(v, 0).X
	p.StrokeLine2(drawing.Stroke(drawing.Deep, 3.2), x, y-half, x, y+half)
}
