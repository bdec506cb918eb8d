package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/folder"
	"postsale/reports/words"
)

// ComparisonPlots draws what the plans differ by, each plot as an SVG and a PNG file. The notes name what is not shown, and say why.
func ComparisonPlots(c *results.Comparison) (files []folder.File, notes []string, err error) {
	figures, notes := comparisonFigures(c)
	files, err = rendered(figures, comparisonProvenance(c))
	return files, notes, err
}

// comparisonProvenance says at the foot of a plot where it is from.
func comparisonProvenance(c *results.Comparison) string { return from(c.Base, footnames(c.Runs())) }

// comparisonFigures returns the plots of a comparison.
func comparisonFigures(c *results.Comparison) (list []drawing.Figure, notes []string) {
	list, notes = leafed(c, []paged{
		{"difference-nrr", func(l pageOf, name string) (drawing.Figure, string) { return l.differenceDots(name, "nrr", "NRR") }},
		{"difference-grr", func(l pageOf, name string) (drawing.Figure, string) { return l.differenceDots(name, "grr", "GRR") }},
		{"difference-fan", pageOf.differenceFan},
		{"cost-and-nrr", pageOf.costs},
		{"start-delay-by-week", pageOf.startDelays},
		{"peak-backlog", func(l pageOf, name string) (drawing.Figure, string) {
			return l.peaks(name, "ticket_backlog_peak", "the peak of the ticket backlog", "tickets", "tickets not resolved")
		}},
		{"peak-queue", func(l pageOf, name string) (drawing.Figure, string) {
			return l.peaks(name, "projects_queued_peak", "the peak of the queue for a slot", "projects", "projects that wait")
		}},
	})
	for _, r := range c.Others {
		if !c.SameRun(r) {
			notes = append(notes, fmt.Sprintf("plots of the whole run leave out %s: it is of other quarters", words.Clean(r.Name)))
		}
	}
	return list, notes
}

// mostBeside is how many plans beside the base a page shows.
const mostBeside = 6

// pageOf is a page of a picture: some of the plans beside the base, in their order. What its title says is true of all.
type pageOf struct {
	*results.Comparison
	from, to    int // of the plans beside the base
	number, all int // of the pages
}

// leaves divides the plans beside the base among as few pages as they need, about as many on each.
func leaves(c *results.Comparison) []pageOf {
	n := max(1, (len(c.Others)+mostBeside-1)/mostBeside)
	list := make([]pageOf, n)
	for i := range list {
		list[i] = pageOf{c, i * len(c.Others) / n, (i + 1) * len(c.Others) / n, i + 1, n}
	}
	return list
}

// beside returns the plans that the page shows beside the base.
func (l pageOf) beside() []*results.Plan { return l.Others[l.from:l.to] }

// file returns the name of the page's file.
func (l pageOf) file(name string) string {
	if l.number == 1 {
		return name
	}
	return fmt.Sprintf("%s-%d", name, l.number)
}

// here begins a subtitle with which plans the page shows, when there are others.
func (l pageOf) here() string {
	if l.all == 1 {
		return ""
	}
	return fmt.Sprintf("Page %d of %d, plans %d to %d of %d, all on the same scale. ", l.number, l.all, l.from+1, l.to, len(l.Others))
}

// paged makes a picture of as many pages as the plans need.
type paged struct {
	name string
	draw func(l pageOf, name string) (f drawing.Figure, missing string)
}

// leafed returns the pages of the pictures that have something to show, and notes of the others.
func leafed(c *results.Comparison, pictures []paged) (list []drawing.Figure, notes []string) {
	for _, p := range pictures {
		for _, l := range leaves(c) {
			figures, missing := drawn([]plot{{l.file(p.name), func(name string) (drawing.Figure, string) { return p.draw(l, name) }}})
			list, notes = append(list, figures...), append(notes, missing...)
			if len(missing) > 0 {
				break // what is missing is so on every page
			}
		}
	}
	return list, notes
}

// plans returns the base and the plans beside it that the page shows, as far as their runs are of the same quarters.
func (l pageOf) plans() []look {
	list := slices.Clone(looks[:1])
	list[0].Run = l.Base
	for i, r := range l.beside() {
		if look := looks[1+i]; l.SameRun(r) {
			look.Run = r.Run
			list = append(list, look)
		}
	}
	return list
}

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

// footnames tells the names of runs for the foot of a plot, as many as there is room for.
func footnames(runs []*results.Run) string {
	list := ""
	for i, s := range runs {
		name := drawing.FooterInk.Named(s.Name, 150)
		if more := len(runs) - i; i > 0 && drawing.FooterInk.Width(list+name) > 360 {
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
	i.Color = drawing.Blend(p.color, drawing.Black, 0.3)
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
