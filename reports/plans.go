package reports

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// plan is how a plan looks in all plots of a comparison: differences of lightness and form outlast a grey print.
type plan struct {
	*Study
	color   color.NRGBA
	corners int // of its mark; 0 is a disc
	turn    float64
}

// looks are those of the base and the rivals, in order.
var looks = [1 + mostRivals]plan{
	{color: black},
	{color: strong},
	{color: loss, corners: 4, turn: math.Pi / 4},
	{color: color.NRGBA{0x0E, 0x6B, 0x5B, 0xff}, corners: 3, turn: math.Pi / 2},
	{color: color.NRGBA{0xA2, 0x6F, 0xB8, 0xff}, corners: 4},
	{color: color.NRGBA{0xB9, 0x96, 0x2B, 0xff}, corners: 3, turn: -math.Pi / 2},
	{color: color.NRGBA{0x7A, 0x1F, 0x3D, 0xff}, corners: 6},
}

func (c *Comparison) sameRun(r *Rival) bool {
	return slices.Equal(c.Base.Layout.Quarters(), r.Layout.Quarters())
}

// footnames tells the names of studies for the foot of a plot, as many as there is room for.
func footnames(studies []*Study) string {
	list := ""
	for i, s := range studies {
		name := footerInk.named(s.Name, 150)
		if more := len(studies) - i; i > 0 && footerInk.width(list+name) > 360 {
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
func (p plan) ink(i ink) ink {
	i.color = blend(p.color, black, 0.3)
	return i
}

// mark draws the plan's mark, with a white edge.
func (p plan) mark(c draw.Canvas, at vg.Point, radius vg.Length) {
	if p.corners == 0 {
		disc(c, white, at, 1.25*radius)
		disc(c, p.color, at, radius)
		return
	}
	radius *= 1.2 // a polygon is smaller than its circle
	c.FillPolygon(white, p.polygon(at, 1.35*radius))
	c.FillPolygon(p.color, p.polygon(at, radius))
}

func (p plan) polygon(at vg.Point, radius vg.Length) []vg.Point {
	var points []vg.Point
	for i := range p.corners {
		angle := p.turn + 2*math.Pi*float64(i)/float64(p.corners)
		points = append(points, vg.Point{X: at.X + radius*vg.Length(math.Cos(angle)), Y: at.Y + radius*vg.Length(math.Sin(angle))})
	}
	return points
}

// lines returns a name in at most two lines of a width, broken behind a hyphen where there is one.
func (i ink) lines(name string, wide vg.Length) []string {
	name = clean(name)
	if i.width(name) <= wide {
		return []string{name}
	}
	first := head(name, float64(wide), func(s string) float64 { return float64(i.width(s)) })
	if at := strings.LastIndexAny(first, separators); at > len(first)/2 {
		first = first[:at+1]
	}
	return []string{first, i.named(strings.TrimSpace(name[len(first):]), wide)}
}

// column is text that stands beside a point, line under line about its height.
func (i ink) column(c draw.Canvas, x, y vg.Length, place float64, lines []string) {
	y += 0.6 * i.size * vg.Length(len(lines)-1)
	for _, line := range lines {
		i.beside(c, x, y, place, line)
		y -= 1.2 * i.size
	}
}

// widest returns how wide the names of plans are, in lines of a width.
func (i ink) widest(names []string, wide vg.Length) vg.Length {
	widest := vg.Length(0)
	for _, name := range names {
		for _, line := range i.lines(name, wide) {
			widest = max(widest, i.width(line))
		}
	}
	return widest
}

// movedTick returns a difference of shares as a number of the grid, in points.
func movedTick(v float64) string {
	if v > 0 {
		return "+" + short(100*v, 2)
	}
	return short(100*v, 2)
}
