package plots

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// LabelsOf shortens the names of all plans, the base first; those that look the same when they are short have the number of
// the plan in front, as its folder has.
func LabelsOf(c *results.Comparison, short func(name string) string) []string {
	names := []string{c.Base.Name}
	for _, r := range c.Others {
		names = append(names, r.Name)
	}
	times := map[string]int{}
	for _, name := range names {
		times[short(name)]++
	}
	for i, name := range names {
		if times[short(name)] > 1 {
			name = fmt.Sprintf("%d %s", i, name)
		}
		names[i] = short(name)
	}
	return names
}

// look is how a plan looks in all plots of a comparison: differences of lightness and form outlast a grey print.
type look struct {
	*results.Run
	color   color.NRGBA
	corners int // of its mark; 0 is a disc
	turn    float64
}

// looks are those of the base and the plans beside it, in order.
var looks = [1 + mostBeside]look{
	{color: drawing.Black},
	{color: drawing.Strong},
	{color: drawing.Loss, corners: 4, turn: math.Pi / 4},
	{color: color.NRGBA{R: 0x0E, G: 0x6B, B: 0x5B, A: 0xff}, corners: 3, turn: math.Pi / 2},
	{color: color.NRGBA{R: 0xA2, G: 0x6F, B: 0xB8, A: 0xff}, corners: 4},
	{color: color.NRGBA{R: 0xB9, G: 0x96, B: 0x2B, A: 0xff}, corners: 3, turn: -math.Pi / 2},
	{color: color.NRGBA{R: 0x7A, G: 0x1F, B: 0x3D, A: 0xff}, corners: 6},
}

// footnames tells the names of studies for the foot of a plot, as many as there is room for.
func footnames(studies []*results.Run) string {
	list := ""
	for i, s := range studies {
		name := drawing.FooterInk.Named(s.Name, 150)
		if more := len(studies) - i; i > 0 && drawing.FooterInk.Width(list+name) > 360 {
			return fmt.Sprintf("%s and %d more", list, more)
		}
		if i > 0 {
			list += ", "
		}
		list += name
	}
	return list
}

// ink is the style of a plan's name: its colour, dark enough to read.
func (p look) ink(i drawing.Ink) drawing.Ink {
	i.Color = blend(p.color, drawing.Black, 0.3)
	return i
}

// mark draws the plan's mark, with a white edge.
func (p look) mark(c draw.Canvas, at vg.Point, radius vg.Length) {
	if p.corners == 0 {
		drawing.Disc(c, drawing.White, at, 1.25*radius)
		drawing.Disc(c, p.color, at, radius)
		return
	}
	radius *= 1.2 // a polygon is smaller than its circle
	c.FillPolygon(drawing.White, p.polygon(at, 1.35*radius))
	c.FillPolygon(p.color, p.polygon(at, radius))
}

func (p look) polygon(at vg.Point, radius vg.Length) []vg.Point {
	var points []vg.Point
	for i := range p.corners {
		angle := p.turn + 2*math.Pi*float64(i)/float64(p.corners)
		points = append(points, vg.Point{X: at.X + radius*vg.Length(math.Cos(angle)), Y: at.Y + radius*vg.Length(math.Sin(angle))})
	}
	return points
}

// movedTick returns a difference of shares as a number of the grid, in points.
func movedTick(v float64) string {
	if v > 0 {
		return "+" + words.Short(100*v, 2)
	}
	return words.Short(100*v, 2)
}
