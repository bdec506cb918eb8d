package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// mostDots is how many trials the clouds show in all, and cloudDots of each plan: the first ones.
const mostDots, cloudDots = 1200, 300

// cloud is what a plan costs a year more, and keeps more, than the base.
type cloud struct {
	look
	cost, kept         []float64 // by trial
	meanCost, meanKept float64
	label              string
}

// costs shows what plans cost a year more than the base against what they keep more: trial by trial, as a difference
// of some tenths of a point is lost in how far the futures themselves lie apart.
func (l pageOf) costs(name string) (drawing.Figure, string) {
	clouds, period := l.clouds()
	switch {
	case len(l.Others) == 0:
		return drawing.Figure{}, "there is no plan beside the base"
	case period == "":
		return drawing.Figure{}, "no plan beside the base has a cost and an NRR of the same time"
	}
	xs, ys := l.edges(clouds)
	base := drawing.SubtitleInk.Named(l.Base.Name, 200)
	fig := drawing.Figure{
		Name:  name,
		Title: bargains(l.Comparison),
		Subtitle: l.here() + fmt.Sprintf("Against %s in the same futures. Small: single futures, the first %d of each plan. Large: the means of %s. "+
			"Cost: all post-sale teams, a year on average. Better is up and to the left.", base, cloudSize(l.Comparison), words.Trials(l.Base)) + outside(clouds, xs, ys),
	}
	if !l.Base.Many() {
		fig.Subtitle = l.here() + fmt.Sprintf("Against %s in the same single future. Cost: all post-sale teams, a year on average. Better is up and to the left.", base)
	}
	fig.Draw = func(canvas draw.Canvas) {
		p := drawing.Panel{Canvas: draw.Crop(canvas, drawing.Room(ys, movedTick), -24, 30, -20), Across: xs, Up: ys}
		drawing.StrongInk.Write(canvas, p.Min.X, p.Max.Y+8, drawing.After, "points of NRR "+period+" more")
		p.Rows(movedTick)
		p.Columns(plusMoney(money(xs, 6)), 6)
		drawing.TickInk.Write(canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-29, drawing.Centre, "cost after the sale, a year more")
		zero := p.At(0, 0)
		p.StrokeLine2(drawing.Stroke(drawing.Black, 0.9), p.Min.X, zero.Y, p.Max.X, zero.Y)
		p.StrokeLine2(drawing.Stroke(drawing.Black, 0.9), zero.X, p.Min.Y, zero.X, p.Max.Y)
		drawClouds(p, l.placed(clouds, period))
	}
	return fig, ""
}

// edges returns the scales that hold the clouds of all pages.
func (l pageOf) edges(clouds []cloud) (xs, ys drawing.Scale) {
	var costs, kepts []drawing.Stack
	costOf, keptOf := []float64{0}, []float64{0}
	for _, k := range clouds {
		costs = append(costs, drawing.Stack{Dots: results.Sorted(k.cost)})
		kepts = append(kepts, drawing.Stack{Dots: results.Sorted(k.kept)})
		costOf, keptOf = append(costOf, k.meanCost), append(keptOf, k.meanKept)
	}
	xs = drawing.Spanning(max(1000, 0.02*l.spent()), append(costOf, drawing.Inner(costs)...)...)
	ys = drawing.Spanning(drawing.LeastShares, append(keptOf, drawing.Inner(kepts)...)...)
	return xs, ys
}

// clouds returns those of all plans whose cost and NRR can be compared, on whichever page they are.
func (l pageOf) clouds() (list []cloud, period string) {
	for _, r := range l.Others {
		net, total := r.Standing.NRR, r.Pair("cost_total", measures.WholeCompany, measures.Run)
		if !l.SameRun(r) || net == nil || total == nil || total.Difference.N == 0 {
			continue
		}
		k := cloud{look: look{Run: r.Run}, kept: l.Gaps(r, net), meanCost: total.Difference.Mean / results.YearsOf(*total), meanKept: net.Difference.Mean}
		for _, v := range l.Gaps(r, total) {
			k.cost = append(k.cost, v/results.YearsOf(*total))
		}
		n := min(len(k.cost), cloudSize(l.Comparison))
		k.cost, k.kept = k.cost[:n], k.kept[:n]
		k.label = plusMoney(words.Dollars)(k.meanCost) + ", " + words.Signed(k.meanKept, words.Points2)
		if how := results.OutcomeOf(net); how == results.Undecided {
			k.label += " within its error"
		}
		list, period = append(list, k), net.Period.Name
	}
	return list, period
}

// cloudSize is how many trials of a plan are shown, on every page.
func cloudSize(c *results.Comparison) int {
	return min(c.Base.Done, cloudDots, mostDots/(1+min(len(c.Others), mostBeside)))
}

// spent is what the base costs a year.
func (l pageOf) spent() float64 {
	column := l.Base.Table.Find("cost_total", measures.WholeCompany, measures.Run)
	run := l.Base.Table.Columns[column].Period
	return l.Base.Distribution(column).Mean / (float64(run.To-run.From) / 4)
}

// placed returns the clouds of the page in their looks, after the base, whose place is where nothing is more.
func (l pageOf) placed(clouds []cloud, period string) []cloud {
	base := cloud{look: looks[0]}
	base.Run = l.Base
	base.label = words.Dollars(l.spent()) + ", " + words.ShareLabel(l.Base.Estimate("nrr", measures.WholeCompany, period).Mean)
	list := []cloud{base}
	for _, p := range l.plans() {
		for _, k := range clouds {
			if k.Run == p.Run {
				k.look = p
				list = append(list, k)
			}
		}
	}
	return list
}

// outside says how many of the futures lie beyond the edges, and how far.
func outside(clouds []cloud, xs, ys drawing.Scale) string {
	n := 0
	var far []float64
	for _, k := range clouds {
		for i := range k.cost {
			if results.Exists(k.cost[i]) && results.Exists(k.kept[i]) && !(scaleHolds(xs, k.cost[i]) && scaleHolds(ys, k.kept[i])) {
				n++
				far = append(far, k.kept[i])
			}
		}
	}
	if n == 0 {
		return ""
	}
	least, most := words.Signed(slices.Min(far), words.Points2), words.Signed(slices.Max(far), words.Points2)
	if n == 1 {
		return " A future lies beyond the edge (triangle), with " + most + " points of NRR."
	}
	return fmt.Sprintf(" %d futures lie beyond the edges (triangles), with %s to %s points of NRR.", n, least, most)
}

func scaleHolds(s drawing.Scale, v float64) bool { return v >= s.Min && v <= s.Max }

// plusMoney writes amounts with their sign.
func plusMoney(show func(float64) string) func(float64) string {
	return func(v float64) string {
		text := show(math.Abs(v))
		switch {
		case v > 0:
			return "+" + text
		case v < 0:
			return "-" + text
		}
		return "$0"
	}
}

// drawClouds draws the trials, over them the means, and the names beside these.
func drawClouds(p drawing.Panel, clouds []cloud) {
	for _, k := range clouds {
		thin := k.color
		thin.A = 0x60
		for i := range k.cost {
			if results.Exists(k.cost[i]) && results.Exists(k.kept[i]) {
				future(p, thin, k.cost[i], k.kept[i])
			}
		}
	}
	var taken []vg.Rectangle
	radii := radii(p, clouds)
	for i, k := range clouds {
		taken = append(taken, around(p.At(k.meanCost, k.meanKept), radii[i]+4, radii[i]+4))
	}
	const key = 12 // room for the mark before a name that is away from it
	places := make([]vg.Rectangle, len(clouds))
	lines := make([][]string, len(clouds))
	indents := make([]vg.Length, len(clouds))
	for i, k := range clouds {
		at := p.At(k.meanCost, k.meanKept)
		lines[i] = append(k.ink(drawing.StrongInk).Lines(k.Name, 150), k.label)
		wide, high := max(drawing.StrongInk.Widest([]string{k.Name}, 150), drawing.TickInk.Width(k.label))+6, 13.5*vg.Length(len(lines[i]))
		if places[i] = freePlace(p, at, wide, high, taken); away(at, places[i]) {
			indents[i] = key
			places[i] = freePlace(p, at, wide+key, high, taken)
			to := edge(at, places[i])
			p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.7), at.X, at.Y, to.X, to.Y)
		}
		taken = append(taken, places[i])
	}
	veil := color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xd8}
	for i, k := range clouds {
		box := places[i]
		p.FillPolygon(veil, drawing.Corners(box))
		for j, text := range lines[i] {
			style := k.ink(drawing.StrongInk)
			if j == len(lines[i])-1 {
				style = k.ink(drawing.TickInk)
			}
			style.Beside(p.Canvas, box.Min.X+3+indents[i], box.Max.Y-13.5*(vg.Length(j)+0.5), drawing.After, text)
		}
		if indents[i] > 0 {
			k.mark(p.Canvas, vg.Point{X: box.Min.X + 7, Y: box.Max.Y - 6.75}, 3.5)
		}
	}
	for i, k := range clouds {
		k.mark(p.Canvas, p.At(k.meanCost, k.meanKept), radii[i])
	}
}

// future draws a single future: a dot, or at the edge a triangle when it lies beyond.
func future(p drawing.Panel, fill color.Color, x, y float64) {
	at := p.At(min(max(x, p.Across.Min), p.Across.Max), min(max(y, p.Up.Min), p.Up.Max))
	if scaleHolds(p.Across, x) && scaleHolds(p.Up, y) {
		drawing.Disc(p.Canvas, fill, at, 1.7)
		return
	}
	out := look{corners: 3, turn: math.Atan2(sideways(p.Up, y), sideways(p.Across, x))}
	p.FillPolygon(fill, out.polygon(at, 4))
}

// sideways is -1 below a scale, 1 above it and 0 on it.
func sideways(s drawing.Scale, v float64) float64 {
	switch {
	case v < s.Min:
		return -1
	case v > s.Max:
		return 1
	}
	return 0
}

// radii returns how large the marks of the means are: one that others would hide is larger than these.
func radii(p drawing.Panel, clouds []cloud) []vg.Length {
	list := make([]vg.Length, len(clouds))
	for i, k := range clouds {
		list[i] = 5.5
		here := around(p.At(k.meanCost, k.meanKept), 5, 5)
		for _, above := range clouds[i+1:] {
			if at := p.At(above.meanCost, above.meanKept); apart(at, here) == 0 {
				list[i] += 2.5
			}
		}
	}
	return list
}

func around(at vg.Point, halfWide, halfHigh vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: at.X - halfWide, Y: at.Y - halfHigh}, Max: vg.Point{X: at.X + halfWide, Y: at.Y + halfHigh}}
}

// freePlace returns a place of a size in a panel that is clear of what is taken: around a point, on the right rather than on
// the left, or where that is far, the nearest there is. Where there is none, it is the one that covers least.
func freePlace(p drawing.Panel, at vg.Point, wide, high vg.Length, taken []vg.Rectangle) vg.Rectangle {
	const near, far = 9, 30
	for distance := vg.Length(near); distance < far; distance += 5 {
		for _, turn := range []float64{0, 4, 2, 6, 1, 7, 3, 5} {
			sin, cos := math.Sincos(turn * math.Pi / 4)
			middle := vg.Point{X: at.X + vg.Length(cos)*(distance+wide/2), Y: at.Y + vg.Length(sin)*(distance+high/2)}
			if place := around(middle, wide/2, high/2); panelHolds(p, place) && covered(place, taken) == 0 {
				return place
			}
		}
	}
	var best vg.Rectangle
	least, nearest := math.Inf(1), math.Inf(1)
	for y := max(p.Max.Y-high, p.Min.Y); y >= p.Min.Y; y -= 3 {
		for x := p.Min.X; x == p.Min.X || x+wide <= p.Max.X+beyondPanel; x += 3 {
			place := vg.Rectangle{Min: vg.Point{X: x, Y: y}, Max: vg.Point{X: x + wide, Y: y + high}}
			covers, distance := covered(place, taken), apart(at, place)
			if covers < least || covers == least && distance < nearest {
				best, least, nearest = place, covers, distance
			}
		}
	}
	return best
}

// beyondPanel is how far words may reach beyond the right of a panel.
const beyondPanel = 20

func panelHolds(p drawing.Panel, r vg.Rectangle) bool {
	return r.Min.X >= p.Min.X && r.Max.X <= p.Max.X+beyondPanel && r.Min.Y >= p.Min.Y && r.Max.Y <= p.Max.Y
}

// covered returns how much of what is taken a place covers.
func covered(r vg.Rectangle, taken []vg.Rectangle) float64 {
	area := 0.0
	for _, other := range taken {
		wide, high := min(r.Max.X, other.Max.X)-max(r.Min.X, other.Min.X), min(r.Max.Y, other.Max.Y)-max(r.Min.Y, other.Min.Y)
		if wide > 0 && high > 0 {
			area += float64(wide * high)
		}
	}
	return area
}

// edge returns where in a place is nearest to a point, and apart how far that is.
func edge(from vg.Point, place vg.Rectangle) vg.Point {
	return vg.Point{X: min(max(from.X, place.Min.X), place.Max.X), Y: min(max(from.Y, place.Min.Y), place.Max.Y)}
}

func apart(from vg.Point, place vg.Rectangle) float64 {
	to := edge(from, place)
	return math.Hypot(float64(to.X-from.X), float64(to.Y-from.Y))
}

// away reports whether a place is not right beside a point.
func away(from vg.Point, place vg.Rectangle) bool { return apart(from, place) > 16 }

// money returns how to write dollars so that so many ticks on the scale differ: in a smaller unit rather than with more
// than two decimals.
func money(s drawing.Scale, most int) func(float64) string {
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
