package drawing

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/words"
)

// Panel is an area of a page with scales.
type Panel struct {
	draw.Canvas
	Across, Up Scale
}

// Scale maps the numbers from min to max to the length of an axis.
type Scale struct{ Min, Max float64 }

// LeastShares is how many points the scale of shares spans at least.
const LeastShares = 0.5 / 100

// OfShares returns a scale that holds the shares that exist, of which there must
// be one, with some room around them.
func OfShares(values ...float64) Scale { return Spanning(LeastShares, values...) }

// Spanning returns a scale that holds the numbers that exist, of which there must
// be one, with some room around them, and that is at least so long.
func Spanning(least float64, values ...float64) Scale {
	s := Scale{math.Inf(1), math.Inf(-1)}
	for _, v := range values {
		if results.Exists(v) {
			s.Min, s.Max = min(s.Min, v), max(s.Max, v)
		}
	}
	margin := max(0.05*(s.Max-s.Min), (least-(s.Max-s.Min))/2)
	return Scale{s.Min - margin, s.Max + margin}
}

// FromZero returns a scale from 0 to above the numbers that exist, and to 1 if none is above 0.
func FromZero(values ...float64) Scale {
	highest := 0.0
	for _, v := range values {
		if results.Exists(v) {
			highest = max(highest, v)
		}
	}
	if highest == 0 {
		highest = 1
	}
	return Scale{0, 1.06 * highest}
}

// Nearby returns the targets' bounds that are not further from the values that a scale shows than these from each
// other: one that is far would squash them.
func Nearby(targets []results.Target, least float64, values ...float64) []float64 {
	s := Spanning(least, values...)
	var list []float64
	for _, t := range targets {
		if t.Bound >= s.Min-(s.Max-s.Min) && t.Bound <= s.Max+(s.Max-s.Min) {
			list = append(list, t.Bound)
		}
	}
	return list
}

func (s Scale) share(v float64) float64 { return (v - s.Min) / (s.Max - s.Min) }

func (p Panel) At(x, y float64) vg.Point {
	return vg.Point{X: p.X(p.Across.share(x)), Y: p.Y(p.Up.share(y))}
}

// Ticks returns round numbers of even distance on the scale, at most so many.
func (s Scale) Ticks(most int) []float64 {
	raw := (s.Max - s.Min) / float64(most)
	step := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, factor := range []float64{1, 2, 5, 10} {
		if factor*step >= raw {
			step *= factor
			break
		}
	}
	var list []float64
	for i := math.Ceil(s.Min / step); i*step <= s.Max; i++ {
		list = append(list, i*step)
	}
	return list
}

// Numbers returns how to write numbers so that so many ticks on the scale differ.
func (s Scale) Numbers(most int) func(float64) string {
	places := int(min(6, max(0, math.Ceil(-math.Log10((s.Max-s.Min)/float64(most))))))
	return func(v float64) string { return words.Short(v, places) }
}

// Stroke is a line's style.
func Stroke(c color.Color, width vg.Length, dashes ...vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width, Dashes: dashes}
}

// Rows draws the horizontal grid and its numbers.
func (p Panel) Rows(show func(float64) string) {
	p.Grid()
	for _, v := range p.rows() {
		TickInk.Beside(p.Canvas, p.Min.X-6, p.Y(p.Up.share(v)), Before, show(v))
	}
}

// Grid draws the horizontal grid without numbers.
func (p Panel) Grid() {
	for _, v := range p.rows() {
		y := p.Y(p.Up.share(v))
		p.StrokeLine2(Stroke(rule, 0.7), p.Min.X, y, p.Max.X, y)
	}
}

func (p Panel) rows() []float64 { return p.Up.Ticks(max(1, min(6, int((p.Max.Y-p.Min.Y)/18)))) }

// Room returns how wide the numbers of the horizontal grid are.
func Room(s Scale, show func(float64) string) vg.Length {
	widest := vg.Length(0)
	for _, v := range s.Ticks(6) {
		widest = max(widest, TickInk.Width(show(v)))
	}
	return widest + 8
}

// Quarters writes the quarters under a panel whose x are their numbers: all of
// them when there is room, and their fiscal years.
func (p Panel) Quarters(periods []measures.Period) {
	if len(periods) == 0 {
		return
	}
	x := func(i float64) vg.Length { return p.X(p.Across.share(float64(periods[0].From) + i)) }
	each, below := x(1)-x(0) > 20, vg.Length(14)
	if each {
		below = 28
	}
	first, taken := 0, p.Min.X-5 // numbers of the grid end there
	var between []vg.Length
	foot := p.Min.Y - below - 2
	for i := range periods {
		year, quarter, _ := strings.Cut(periods[i].Name, " ")
		if each {
			TickInk.Write(p.Canvas, x(float64(i)), p.Min.Y-14, Centre, quarter)
		}
		if i+1 < len(periods) && strings.HasPrefix(periods[i+1].Name, year+" ") {
			continue
		}
		left, right := x(float64(first)-0.5), x(float64(i)+0.5)
		half := TickInk.Width(year)/2 + 2
		if middle := (left + right) / 2; middle-half > taken && (right-left > 2*half || i-first == 3) {
			TickInk.Write(p.Canvas, middle, p.Min.Y-below, Centre, year)
			taken = middle + half
			if right-left < 2*half {
				foot = p.Min.Y - 4 // the name reaches beyond its year
			}
		}
		if first > 0 {
			between = append(between, left)
		}
		first = i + 1
	}
	for _, x := range between {
		p.StrokeLine2(Stroke(rule, 0.7), x, foot, x, p.Min.Y)
	}
	p.StrokeLine2(Stroke(Grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
}

// Lines draws a line through the points that exist, in pieces where some do not.
func (p Panel) Lines(style draw.LineStyle, xs, ys []float64) {
	for _, piece := range pieces(ys) {
		var points []vg.Point
		for _, i := range piece {
			points = append(points, p.At(xs[i], ys[i]))
		}
		if len(points) == 1 {
			Disc(p.Canvas, style.Color, points[0], max(1.5, style.Width))
		}
		p.StrokeLines(style, points)
	}
}

// Thread draws a line over bands as lines does, with a white edge that keeps it apart from them; what leaves the panel
// is cut off.
func (p Panel) Thread(style draw.LineStyle, xs, ys []float64) {
	edge := style
	edge.Color, edge.Width = White, style.Width+1.2
	for _, piece := range pieces(ys) {
		var points []vg.Point
		for _, i := range piece {
			points = append(points, p.At(xs[i], ys[i]))
		}
		switch {
		case len(points) > 1:
			inside := p.ClipLinesY(points)
			p.StrokeLines(edge, inside...)
			p.StrokeLines(style, inside...)
		case p.ContainsY(points[0].Y):
			Disc(p.Canvas, White, points[0], max(2, style.Width)+0.8)
			Disc(p.Canvas, style.Color, points[0], max(2, style.Width))
		}
	}
}

// Band fills what lies between two lines where both exist; a point that stands
// alone becomes a bar.
func (p Panel) Band(fill color.Color, xs, low, high []float64) {
	for _, piece := range pieces(low) {
		var points []vg.Point
		side := func(i int, y float64) {
			if len(piece) == 1 {
				points = append(points, p.At(xs[i]-0.15, y), p.At(xs[i]+0.15, y))
				return
			}
			points = append(points, p.At(xs[i], y))
		}
		for _, i := range piece {
			side(i, high[i])
		}
		slices.Reverse(piece)
		top := len(points)
		for _, i := range piece {
			side(i, low[i])
		}
		if len(piece) == 1 {
			slices.Reverse(points[top:])
		}
		p.FillPolygon(fill, points)
	}
}

// pieces returns the runs of numbers that exist, as their indices.
func pieces(values []float64) [][]int {
	var list [][]int
	for i, v := range values {
		switch {
		case !results.Exists(v):
		case i > 0 && results.Exists(values[i-1]):
			list[len(list)-1] = append(list[len(list)-1], i)
		default:
			list = append(list, []int{i})
		}
	}
	return list
}

// Goals returns the labels of targets; an arrow tells of one that lies beyond the panel.
func (p Panel) Goals(targets []results.Target, says func(results.Target) string) []Note {
	var list []Note
	for _, t := range targets {
		switch y := p.At(0, t.Bound).Y; {
		case y > p.Max.Y:
			list = append(list, Note{p.Max.Y, AskedInk, says(t) + " ↑"})
		case y < p.Min.Y:
			list = append(list, Note{p.Min.Y, AskedInk, says(t) + " ↓"})
		default:
			list = append(list, Note{y, AskedInk, says(t)})
		}
	}
	return list
}

// Dashes draws targets that lie in the panel as dashed lines.
func (p Panel) Dashes(targets []results.Target) {
	for _, t := range targets {
		if y := p.At(0, t.Bound).Y; p.ContainsY(y) {
			p.StrokeLine2(Stroke(Asked, 1.4, 6, 3), p.Min.X, y, p.Max.X, y)
		}
	}
}

// Note is a label beside the right edge of a panel.
type Note struct {
	Y    vg.Length
	Ink  Ink
	Text string
}

// Gutter returns how wide labels beside a panel are.
func Gutter(list []Note) vg.Length {
	widest := vg.Length(0)
	for _, n := range list {
		widest = max(widest, n.Ink.Width(n.Text))
	}
	return widest + 10
}

// Notes writes labels beside the right edge and keeps them apart.
func (p Panel) Notes(list []Note) {
	for _, n := range p.Apart(list) {
		n.Ink.Beside(p.Canvas, p.Max.X+8, n.Y, After, n.Text)
	}
}

// Led writes labels as notes does, each with a thin line from where it belongs.
func (p Panel) Led(list []Note) {
	for i, n := range p.Apart(list) {
		p.StrokeLine2(Stroke(n.Ink.Color, 0.6), p.Max.X-2, list[i].Y, p.Max.X+12, n.Y)
		n.Ink.Beside(p.Canvas, p.Max.X+15, n.Y, After, n.Text)
	}
}

// Apart sorts labels, top down, and returns them where none is too near to another and none beyond the panel.
func (p Panel) Apart(list []Note) []Note {
	slices.SortStableFunc(list, func(a, b Note) int { return cmp.Compare(b.Y, a.Y) })
	list = slices.Clone(list)
	gap := 1.25 * LabelInk.Size
	for range 100 { // neighbours move until none is too near
		for i := 1; i < len(list); i++ {
			if near := gap - (list[i-1].Y - list[i].Y); near > 0 {
				list[i-1].Y += near / 2
				list[i].Y -= near / 2
			}
		}
	}
	for i := range list {
		below := vg.Length(len(list) - 1 - i)
		list[i].Y = max(p.Min.Y+gap*below, min(p.Max.Y-gap*vg.Length(i), list[i].Y))
	}
	return list
}

// Money returns how to write dollars so that so many ticks on the scale differ: in a smaller unit rather than with more
// than two decimals.
func (s Scale) Money(most int) func(float64) string {
	step := (s.Max - s.Min) / float64(most)
	unit, letter := 1.0, ""
	switch size := max(math.Abs(s.Min), math.Abs(s.Max)); {
	case size >= 1e6 && step >= 0.01e6:
		unit, letter = 1e6, "M"
	case size >= 1e4 && step >= 0.01e3:
		unit, letter = 1e3, "k"
	}
	places := int(min(2, max(0, math.Ceil(-math.Log10(step/unit)))))
	return func(v float64) string {
		text := "$" + words.Decimal(math.Abs(v)/unit, places) + letter
		if v < 0 {
			return "-" + text
		}
		return text
	}
}

// ShareTick writes a share as a number of the grid.
func ShareTick(v float64) string { return words.Short(100*v, 2) + " %" }

// End returns the index of the last number that exists, or -1.
func End(values []float64) int {
	for i := len(values) - 1; i >= 0; i-- {
		if results.Exists(values[i]) {
			return i
		}
	}
	return -1
}
