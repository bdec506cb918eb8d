package reports

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// mostDots is how many trials the clouds show in all, and cloudDots of each plan: the first ones.
const mostDots, cloudDots = 1200, 300

// cloud is a plan by its cost a year and what it keeps.
type cloud struct {
	plan
	cost, kept         []float64 // by trial
	meanCost, meanKept float64
}

// costs shows what the plans cost a year against what they keep: a cloud of trials each, and its mean.
func (c *Comparison) costs(name string) (figure, string) {
	period, ok := c.Base.last("nrr")
	if !ok {
		return figure{}, "no twelve months end with a fiscal year or a quarter of the run"
	}
	var clouds []cloud
	var costs, kepts []float64
	for _, p := range c.plans() {
		k, ok := p.cloud(period)
		if !ok {
			continue
		}
		n := min(len(k.cost), cloudDots, mostDots/(1+len(c.shown())))
		k.cost, k.kept = k.cost[:n], k.kept[:n]
		clouds = append(clouds, k)
		costs, kepts = append(append(costs, k.cost...), k.meanCost), append(append(kepts, k.kept...), k.meanKept)
	}
	if len(clouds) == 0 {
		return figure{}, "no cost is known"
	}
	xs := spanning(1, costs...)
	xs = spanning(max(1000, 0.02*xs.max), costs...)
	ys := ofShares(kepts...)
	fig := figure{
		name:  name,
		title: "What the plans cost a year, and what NRR " + period + " they lead to",
		subtitle: fmt.Sprintf("Small: single futures, the same %d of each plan. Large: the means of %s. Cost: services, support and success, "+
			"a year on average. Better is up and to the left.", len(clouds[0].cost), c.Base.trials()),
	}
	if !c.Base.many() {
		fig.subtitle = "A single future of each plan. Cost: services, support and success, a year on average. Better is up and to the left."
	}
	fig.draw = func(canvas draw.Canvas) {
		p := panel{draw.Crop(canvas, room(ys, shareTick), -24, 30, -20), xs, ys}
		strongInk.write(canvas, p.Min.X, p.Max.Y+8, after, "NRR "+period)
		p.rows(shareTick)
		p.columns(xs.money(6), 6)
		tickInk.write(canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-29, centre, "cost after the sale, a year")
		p.StrokeLine2(stroke(grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
		p.clouds(clouds)
	}
	return fig, ""
}

// cloud returns a plan's cost a year and NRR in a period by trial, and whether there are any.
func (p plan) cloud(period string) (cloud, bool) {
	cost, kept := p.Table.Find("cost_total", company, measures.Run), p.Table.Find("nrr", company, period)
	if cost < 0 || kept < 0 || p.distribution(cost).N == 0 || p.distribution(kept).N == 0 {
		return cloud{}, false
	}
	run := p.Table.Columns[cost].Period
	years := float64(run.To-run.From) / 4
	k := cloud{plan: p, kept: p.Table.Values(kept), meanCost: p.distribution(cost).Mean / years, meanKept: p.distribution(kept).Mean}
	for _, v := range p.Table.Values(cost) {
		k.cost = append(k.cost, v/years)
	}
	return k, true
}

// clouds draws the trials, over them the means, and the names beside these.
func (p panel) clouds(clouds []cloud) {
	for _, k := range clouds {
		thin := k.color
		thin.A = 0x60
		for i := range k.cost {
			if exists(k.cost[i]) && exists(k.kept[i]) {
				disc(p.Canvas, thin, p.at(k.cost[i], k.kept[i]), 1.7)
			}
		}
	}
	money := p.x.money(20)
	var taken []vg.Rectangle
	radii := p.radii(clouds)
	for i, k := range clouds {
		taken = append(taken, around(p.at(k.meanCost, k.meanKept), radii[i]+4, radii[i]+4))
	}
	places := make([]vg.Rectangle, len(clouds))
	lines := make([][]string, len(clouds))
	for i, k := range clouds {
		at := p.at(k.meanCost, k.meanKept)
		value := money(k.meanCost) + ", " + shareLabel(k.meanKept)
		lines[i] = append(k.ink(strongInk).lines(k.Name, 150), value)
		wide := max(strongInk.widest([]string{k.Name}, 150), tickInk.width(value)) + 6
		places[i] = p.beside(at, wide, 13.5*vg.Length(len(lines[i])), taken)
		taken = append(taken, places[i])
		p.leader(at, places[i])
	}
	veil := color.NRGBA{0xff, 0xff, 0xff, 0xd8}
	for i, k := range clouds {
		box := places[i]
		p.FillPolygon(veil, corners(box))
		for j, text := range lines[i] {
			style := k.ink(strongInk)
			if j == len(lines[i])-1 {
				style = k.ink(tickInk)
			}
			style.beside(p.Canvas, box.Min.X+3, box.Max.Y-13.5*(vg.Length(j)+0.5), after, text)
		}
	}
	for i, k := range clouds {
		k.mark(p.Canvas, p.at(k.meanCost, k.meanKept), radii[i])
	}
}

// radii returns how large the marks of the means are: one that others would hide is larger than these.
func (p panel) radii(clouds []cloud) []vg.Length {
	list := make([]vg.Length, len(clouds))
	for i, k := range clouds {
		list[i] = 5.5
		here := around(p.at(k.meanCost, k.meanKept), 5, 5)
		for _, above := range clouds[i+1:] {
			if at := p.at(above.meanCost, above.meanKept); !clear(here, []vg.Rectangle{around(at, 0, 0)}) {
				list[i] += 2.5
			}
		}
	}
	return list
}

func around(at vg.Point, halfWide, halfHigh vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: at.X - halfWide, Y: at.Y - halfHigh}, Max: vg.Point{X: at.X + halfWide, Y: at.Y + halfHigh}}
}

// beside returns a place of a size near a point of the panel that is clear of what is taken: the nearest that is found,
// on the right rather than on the left.
func (p panel) beside(at vg.Point, wide, high vg.Length, taken []vg.Rectangle) (place vg.Rectangle) {
	for distance := vg.Length(9); distance < 700; distance += 5 {
		for _, turn := range []float64{0, 4, 2, 6, 1, 7, 3, 5} {
			sin, cos := math.Sincos(turn * math.Pi / 4)
			middle := vg.Point{X: at.X + vg.Length(cos)*(distance+wide/2), Y: at.Y + vg.Length(sin)*(distance+high/2)}
			place = around(middle, wide/2, high/2)
			if p.holds(place) && clear(place, taken) {
				return place
			}
		}
	}
	return place
}

func (p panel) holds(r vg.Rectangle) bool {
	return r.Min.X >= p.Min.X && r.Max.X <= p.Max.X+20 && r.Min.Y >= p.Min.Y && r.Max.Y <= p.Max.Y
}

func clear(r vg.Rectangle, taken []vg.Rectangle) bool {
	for _, other := range taken {
		if r.Min.X < other.Max.X && other.Min.X < r.Max.X && r.Min.Y < other.Max.Y && other.Min.Y < r.Max.Y {
			return false
		}
	}
	return true
}

// leader draws a thin line from a point to a place that is not right beside it.
func (p panel) leader(from vg.Point, place vg.Rectangle) {
	to := vg.Point{X: min(max(from.X, place.Min.X), place.Max.X), Y: min(max(from.Y, place.Min.Y), place.Max.Y)}
	if math.Hypot(float64(to.X-from.X), float64(to.Y-from.Y)) > 16 {
		p.StrokeLine2(stroke(grey, 0.7), from.X, from.Y, to.X, to.Y)
	}
}

// money returns how to write dollars so that so many ticks on the scale differ: in a smaller unit rather than with more
// than two decimals.
func (s scale) money(most int) func(float64) string {
	step := (s.max - s.min) / float64(most)
	unit, letter := 1.0, ""
	switch size := max(math.Abs(s.min), math.Abs(s.max)); {
	case size >= 1e6 && step >= 0.01e6:
		unit, letter = 1e6, "M"
	case size >= 1e4 && step >= 0.01e3:
		unit, letter = 1e3, "k"
	}
	places := int(min(2, max(0, math.Ceil(-math.Log10(step/unit)))))
	return func(v float64) string {
		text := "$" + decimal(math.Abs(v)/unit, places) + letter
		if v < 0 {
			return "-" + text
		}
		return text
	}
}
