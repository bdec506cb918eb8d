package reports

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// panel is an area of a page with scales.
type panel struct {
	draw.Canvas
	x, y scale
}

// scale maps the numbers from min to max to the length of an axis.
type scale struct{ min, max float64 }

// leastShares is how many points the scale of shares spans at least.
const leastShares = 0.5 / 100

// ofShares returns a scale that holds the shares that exist, of which there must
// be one, with some room around them.
func ofShares(values ...float64) scale { return spanning(leastShares, values...) }

// spanning returns a scale that holds the numbers that exist, of which there must
// be one, with some room around them, and that is at least so long.
func spanning(least float64, values ...float64) scale {
	s := scale{math.Inf(1), math.Inf(-1)}
	for _, v := range values {
		if exists(v) {
			s.min, s.max = min(s.min, v), max(s.max, v)
		}
	}
	margin := max(0.05*(s.max-s.min), (least-(s.max-s.min))/2)
	return scale{s.min - margin, s.max + margin}
}

// fromZero returns a scale from 0 to above the numbers that exist, and to 1 if none is above 0.
func fromZero(values ...float64) scale {
	highest := 0.0
	for _, v := range values {
		if exists(v) {
			highest = max(highest, v)
		}
	}
	if highest == 0 {
		highest = 1
	}
	return scale{0, 1.06 * highest}
}

// nearby returns the targets' bounds that are not further from the values that a scale shows than these from each
// other: one that is far would squash them.
func nearby(targets []Target, least float64, values ...float64) []float64 {
	s := spanning(least, values...)
	var list []float64
	for _, t := range targets {
		if t.Bound >= s.min-(s.max-s.min) && t.Bound <= s.max+(s.max-s.min) {
			list = append(list, t.Bound)
		}
	}
	return list
}

func (s scale) share(v float64) float64 { return (v - s.min) / (s.max - s.min) }

func (p panel) at(x, y float64) vg.Point {
	return vg.Point{X: p.X(p.x.share(x)), Y: p.Y(p.y.share(y))}
}

// ticks returns round numbers of even distance on the scale, at most so many.
func (s scale) ticks(most int) []float64 {
	raw := (s.max - s.min) / float64(most)
	step := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, factor := range []float64{1, 2, 5, 10} {
		if factor*step >= raw {
			step *= factor
			break
		}
	}
	var list []float64
	for i := math.Ceil(s.min / step); i*step <= s.max; i++ {
		list = append(list, i*step)
	}
	return list
}

// numbers returns how to write numbers so that so many ticks on the scale differ.
func (s scale) numbers(most int) func(float64) string {
	places := int(min(6, max(0, math.Ceil(-math.Log10((s.max-s.min)/float64(most))))))
	return func(v float64) string { return short(v, places) }
}

// stroke is a line's style.
func stroke(c color.Color, width vg.Length, dashes ...vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width, Dashes: dashes}
}

// rows draws the horizontal grid and its numbers.
func (p panel) rows(show func(float64) string) {
	for _, v := range p.y.ticks(max(1, min(6, int((p.Max.Y-p.Min.Y)/18)))) {
		y := p.Y(p.y.share(v))
		p.StrokeLine2(stroke(rule, 0.7), p.Min.X, y, p.Max.X, y)
		tickInk.beside(p.Canvas, p.Min.X-6, y, before, show(v))
	}
}

// room returns how wide the numbers of the horizontal grid are.
func room(s scale, show func(float64) string) vg.Length {
	widest := vg.Length(0)
	for _, v := range s.ticks(6) {
		widest = max(widest, tickInk.width(show(v)))
	}
	return widest + 8
}

// quarters writes the quarters under a panel whose x are their numbers: all of
// them when there is room, and their fiscal years.
func (p panel) quarters(periods []measures.Period) {
	if len(periods) == 0 {
		return
	}
	x := func(i float64) vg.Length { return p.X(p.x.share(float64(periods[0].From) + i)) }
	each, below := x(1)-x(0) > 20, vg.Length(14)
	if each {
		below = 28
	}
	first, taken := 0, p.Min.X-100
	for i := range periods {
		year, quarter, _ := strings.Cut(periods[i].Name, " ")
		if each {
			tickInk.write(p.Canvas, x(float64(i)), p.Min.Y-14, centre, quarter)
		}
		if i+1 < len(periods) && strings.HasPrefix(periods[i+1].Name, year+" ") {
			continue
		}
		left, right := x(float64(first)-0.5), x(float64(i)+0.5)
		half := tickInk.width(year)/2 + 2
		if middle := (left + right) / 2; middle-half > taken && (right-left > 2*half || i-first == 3) {
			tickInk.write(p.Canvas, middle, p.Min.Y-below, centre, year)
			taken = middle + half
		}
		if first > 0 {
			p.StrokeLine2(stroke(rule, 0.7), left, p.Min.Y-below-2, left, p.Min.Y)
		}
		first = i + 1
	}
	p.StrokeLine2(stroke(grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
}

// lines draws a line through the points that exist, in pieces where some do not.
func (p panel) lines(style draw.LineStyle, xs, ys []float64) {
	for _, piece := range pieces(ys) {
		var points []vg.Point
		for _, i := range piece {
			points = append(points, p.at(xs[i], ys[i]))
		}
		if len(points) == 1 {
			disc(p.Canvas, style.Color, points[0], max(1.5, style.Width))
		}
		p.StrokeLines(style, points)
	}
}

// thread draws a line over bands as lines does, with a white edge that keeps it apart from them; what leaves the panel
// is cut off.
func (p panel) thread(style draw.LineStyle, xs, ys []float64) {
	edge := style
	edge.Color, edge.Width = white, style.Width+1.2
	for _, piece := range pieces(ys) {
		var points []vg.Point
		for _, i := range piece {
			points = append(points, p.at(xs[i], ys[i]))
		}
		switch {
		case len(points) > 1:
			inside := p.ClipLinesY(points)
			p.StrokeLines(edge, inside...)
			p.StrokeLines(style, inside...)
		case p.ContainsY(points[0].Y):
			disc(p.Canvas, white, points[0], max(2, style.Width)+0.8)
			disc(p.Canvas, style.Color, points[0], max(2, style.Width))
		}
	}
}

// band fills what lies between two lines where both exist; a point that stands
// alone becomes a bar.
func (p panel) band(fill color.Color, xs, low, high []float64) {
	for _, piece := range pieces(low) {
		var points []vg.Point
		side := func(i int, y float64) {
			if len(piece) == 1 {
				points = append(points, p.at(xs[i]-0.15, y), p.at(xs[i]+0.15, y))
				return
			}
			points = append(points, p.at(xs[i], y))
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
		case !exists(v):
		case i > 0 && exists(values[i-1]):
			list[len(list)-1] = append(list[len(list)-1], i)
		default:
			list = append(list, []int{i})
		}
	}
	return list
}

// goals returns the labels of targets; an arrow tells of one that lies beyond the panel.
func (p panel) goals(targets []Target) []note {
	var list []note
	for _, t := range targets {
		switch y := p.at(0, t.Bound).Y; {
		case y > p.Max.Y:
			list = append(list, note{p.Max.Y, askedInk, bound(t) + " ↑"})
		case y < p.Min.Y:
			list = append(list, note{p.Min.Y, askedInk, bound(t) + " ↓"})
		default:
			list = append(list, note{y, askedInk, bound(t)})
		}
	}
	return list
}

// dashes draws targets that lie in the panel as dashed lines.
func (p panel) dashes(targets []Target) {
	for _, t := range targets {
		if y := p.at(0, t.Bound).Y; p.ContainsY(y) {
			p.StrokeLine2(stroke(asked, 1.4, 6, 3), p.Min.X, y, p.Max.X, y)
		}
	}
}

// note is a label beside the right edge of a panel.
type note struct {
	y    vg.Length
	ink  ink
	text string
}

// gutter returns how wide labels beside a panel are.
func gutter(list []note) vg.Length {
	widest := vg.Length(0)
	for _, n := range list {
		widest = max(widest, n.ink.width(n.text))
	}
	return widest + 10
}

// notes writes labels beside the right edge and keeps them apart.
func (p panel) notes(list []note) {
	for _, n := range p.apart(list) {
		n.ink.beside(p.Canvas, p.Max.X+8, n.y, after, n.text)
	}
}

// led writes labels as notes does, each with a thin line from where it belongs.
func (p panel) led(list []note) {
	for i, n := range p.apart(list) {
		p.StrokeLine2(stroke(n.ink.color, 0.6), p.Max.X-2, list[i].y, p.Max.X+12, n.y)
		n.ink.beside(p.Canvas, p.Max.X+15, n.y, after, n.text)
	}
}

// apart sorts labels, top down, and returns them where none is too near to another and none beyond the panel.
func (p panel) apart(list []note) []note {
	slices.SortStableFunc(list, func(a, b note) int { return cmp.Compare(b.y, a.y) })
	list = slices.Clone(list)
	gap := 1.25 * labelInk.size
	for range 100 { // neighbours move until none is too near
		for i := 1; i < len(list); i++ {
			if near := gap - (list[i-1].y - list[i].y); near > 0 {
				list[i-1].y += near / 2
				list[i].y -= near / 2
			}
		}
	}
	for i := range list {
		below := vg.Length(len(list) - 1 - i)
		list[i].y = max(p.Min.Y+gap*below, min(p.Max.Y-gap*vg.Length(i), list[i].y))
	}
	return list
}
