package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// mostDots is how many trials the clouds show in all, and cloudDots of each plan: the first ones.
const mostDots, cloudDots = 1200, 300

// cloud is what a plan costs a year more, and keeps more, than the base.
type cloud struct {
	*results.Plan
	*results.Quadrants
}

// costs shows what plans cost a year more than the base against what they keep more, trial by trial, in a panel a plan: a
// difference of some tenths of a point is lost in how far the futures themselves lie apart.
func (l pageOf) costs(name string) (drawing.Figure, string) {
	if len(l.Others) == 0 {
		return drawing.Figure{}, "there is no plan beside the base"
	}
	var all []cloud
	for _, r := range l.Others {
		if q := l.Quadrants(r); q != nil {
			all = append(all, cloud{r, q})
		}
	}
	if len(all) == 0 {
		return drawing.Figure{}, "no plan beside the base has a cost and an NRR of the same time"
	}
	xs, ys := edges(all)
	return drawing.Figure{
		Name:     name,
		Title:    bargains(l.Comparison),
		Subtitle: l.here() + l.told(all) + outside(all, l.cloudSize(), xs, ys),
		Taller:   drawing.Rows((l.to-l.from+1)/2, 225, drawing.Field),
		Draw: func(canvas draw.Canvas) {
			for i, cell := range cells(canvas, l.to-l.from, 2, 14) {
				short := func(name string) string { return drawing.StrongInk.Named(name, cell.Max.X-cell.Min.X-4) }
				name := LabelsOf(l.Comparison, short)[1+l.from+i]
				at := slices.IndexFunc(all, func(k cloud) bool { return k.Plan == l.Others[l.from+i] })
				if at < 0 {
					drawing.StrongInk.Write(cell, cell.Min.X, cell.Max.Y-14, drawing.After, name)
					drawing.TickInk.Write(cell, cell.Min.X, cell.Max.Y-30, drawing.After, "cannot be compared")
					continue
				}
				l.drawCloud(cell, name, all[at], xs, ys)
			}
		},
	}, ""
}

// told says what is to be seen.
func (l pageOf) told(all []cloud) string {
	k := all[0]
	text := fmt.Sprintf("Against %s, future by future. Across: cost, $k a year more; up: points of NRR more. Cross: the mean and twice its error.",
		drawing.SubtitleInk.Named(l.Base.Name, 160))
	if !l.Base.Many() {
		text = fmt.Sprintf("Against %s, in a single future. Across: cost, $k a year more; up: points of NRR more.", drawing.SubtitleInk.Named(l.Base.Name, 160))
	}
	if len(k.Lines) == 0 {
		return text
	}
	var years []string
	valued := ""
	for _, line := range k.Lines {
		if line.Valued {
			valued = fmt.Sprintf(", or at %s a dollar of it", worth(line))
			continue
		}
		years = append(years, words.Short(line.Years, 1))
	}
	last := len(years) - 1
	return text + fmt.Sprintf(" Dashed: the ARR kept repays the cost in %s or %s years%s; above, sooner (a point is %s of ARR).",
		strings.Join(years[:last], ", "), years[last], valued, words.Dollars(k.Point))
}

// worth writes the line of what a dollar of ARR is worth.
func worth(line results.PaybackLine) string { return "$" + words.Short(line.Years, 1) }

// edges returns the scales that hold the clouds of all pages, with all four quadrants to be seen.
func edges(all []cloud) (xs, ys drawing.Scale) {
	var costs, kepts []drawing.Stack
	costOf, keptOf := []float64{0}, []float64{0}
	for _, k := range all {
		costs = append(costs, drawing.Stack{Dots: results.Sorted(k.Cost)})
		kepts = append(kepts, drawing.Stack{Dots: results.Sorted(k.Kept)})
		costOf, keptOf = append(costOf, k.MeanCost), append(keptOf, k.MeanKept)
	}
	xs = drawing.Spanning(2000, append(costOf, drawing.Inner(costs)...)...)
	ys = drawing.Spanning(drawing.LeastShares, append(keptOf, drawing.Inner(kepts)...)...)
	inner := 0.14 // for how often the plan is in a quadrant
	if len(all) == 1 {
		inner = 0.24
	}
	ys = bothSides(ys)
	inner *= ys.Max - ys.Min
	return bothSides(xs), drawing.Scale{Min: ys.Min - inner, Max: ys.Max + inner}
}

// bothSides returns a scale of which a part that has room for words lies on either side of 0.
func bothSides(s drawing.Scale) drawing.Scale {
	const least = 0.5 // of the other side
	return drawing.Scale{Min: min(s.Min, -least*s.Max), Max: max(s.Max, -least*s.Min)}
}

// cloudSize is how many trials of a plan are shown, on every page.
func (l pageOf) cloudSize() int {
	return min(l.Base.Done, cloudDots, mostDots/(1+min(len(l.Others), mostBeside)))
}

// outside says how many of the futures lie beyond the edges, and how far.
func outside(all []cloud, most int, xs, ys drawing.Scale) string {
	var far []float64
	for _, k := range all {
		for i := range min(k.N, most) {
			if !(scaleHolds(xs, k.Cost[i]) && scaleHolds(ys, k.Kept[i])) {
				far = append(far, k.Kept[i])
			}
		}
	}
	if len(far) == 0 {
		return ""
	}
	least, largest := words.Signed(slices.Min(far), words.Points2), words.Signed(slices.Max(far), words.Points2)
	if len(far) == 1 {
		return " A future lies beyond the edge (triangle), with " + largest + " points of NRR."
	}
	return fmt.Sprintf(" %d futures lie beyond the edges (triangles), with %s to %s points of NRR.", len(far), least, largest)
}

func scaleHolds(s drawing.Scale, v float64) bool { return v >= s.Min && v <= s.Max }

// plus writes a number with its sign.
func plus(text string) string {
	if text == "0" || strings.HasPrefix(text, "-") {
		return text
	}
	return "+" + text
}

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

// drawCloud draws the futures of a plan, the lines on which it is worth its cost, how often it lies in which quadrant, and the
// mean.
func (l pageOf) drawCloud(cell draw.Canvas, name string, k cloud, xs, ys drawing.Scale) {
	alone := len(l.Others) == 1
	top := vg.Length(-46)
	if alone { // the title names it
		top = -16
	}
	p := drawing.Panel{Canvas: draw.Crop(cell, drawing.Room(ys, movedTick), 0, 18, top), Across: xs, Up: ys}
	p.Max.X -= drawing.Gutter(k.lines(p, alone).beside) + 2
	lines := k.lines(p, alone)
	if !alone {
		mean := plusMoney(words.Dollars)(k.MeanCost) + ", " + words.Signed(k.MeanKept, words.Points2) + " points"
		drawing.StrongInk.Write(cell, cell.Min.X, cell.Max.Y-10, drawing.After, name)
		drawing.TickInk.Write(cell, cell.Min.X, cell.Max.Y-25, drawing.After, drawing.TickInk.Named(mean, cell.Max.X-cell.Min.X))
	}
	p.Rows(movedTick)
	thousands := drawing.Scale{Min: xs.Min / 1000, Max: xs.Max / 1000}.Numbers(5)
	p.Columns(func(v float64) string { return plus(thousands(v / 1000)) }, 5)
	zero := p.At(0, 0)
	p.StrokeLine2(drawing.Stroke(drawing.Black, 0.9), p.Min.X, zero.Y, p.Max.X, zero.Y)
	p.StrokeLine2(drawing.Stroke(drawing.Black, 0.9), zero.X, p.Min.Y, zero.X, p.Max.Y)
	thin := drawing.Strong
	thin.A = 0x80
	for i := range min(k.N, l.cloudSize()) {
		future(p, thin, k.Cost[i], k.Kept[i])
	}
	lines.draw(p)
	k.corners(p, alone, l.Base.Many())
	k.cross(p)
}

// paybacks are lines through a panel, and their labels above and beside it.
type paybacks struct {
	ends   [][2]vg.Point
	above  []drawing.Note // at an x
	beside []drawing.Note
}

// lines returns those of a cloud that there is room to tell.
func (k cloud) lines(p drawing.Panel, alone bool) (list paybacks) {
	const point = 0.01
	taken := p.Min.X - 100
	for _, line := range slices.Backward(k.Lines) { // the flattest, the dearest, last
		label := words.Short(line.Years, 1) + " y"
		switch {
		case line.Valued:
			label = worth(line)
		case alone && line.Years == 1:
			label = "1 year"
		case alone:
			label = words.Short(line.Years, 1) + " years"
		}
		rises := point / line.PerPoint // by dollar
		right := min(p.Across.Max, p.Up.Max/rises)
		left := max(p.Across.Min, p.Up.Min/rises)
		from, to := p.At(left, left*rises), p.At(right, right*rises)
		list.ends = append(list.ends, [2]vg.Point{from, to})
		if right == p.Across.Max {
			list.beside = append(list.beside, drawing.Note{Y: to.Y, Ink: drawing.AskedInk, Text: label})
			continue
		}
		list.above = append(list.above, drawing.Note{Y: to.X, Ink: drawing.AskedInk, Text: label})
	}
	slices.SortFunc(list.above, func(a, b drawing.Note) int { return int(math.Copysign(1, float64(a.Y-b.Y))) })
	for i, n := range list.above { // none over another
		half := n.Ink.Width(n.Text) / 2
		list.above[i].Y = max(n.Y, taken+half+5)
		taken = list.above[i].Y + half
	}
	return list
}

func (l paybacks) draw(p drawing.Panel) {
	for _, end := range l.ends {
		p.StrokeLine2(drawing.Stroke(drawing.Asked, 1.1, 5, 3), end[0].X, end[0].Y, end[1].X, end[1].Y)
	}
	for _, n := range l.above {
		n.Ink.Write(p.Canvas, n.Y, p.Max.Y+4, drawing.Centre, n.Text)
	}
	p.Notes(l.beside)
}

// corners writes into each quadrant how often the plan is there.
func (k cloud) corners(p drawing.Panel, alone, many bool) {
	if !many {
		return
	}
	const line = 14.5
	veil := color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xb0}
	for _, of := range []struct {
		odds       results.Odds
		keep, cost string
		up, right  bool
	}{
		{k.MoreForLess, "keeps more,", "costs less", true, false}, {k.MoreForMore, "keeps more,", "costs more", true, true},
		{k.LessForLess, "keeps less,", "costs less", false, false}, {k.LessForMore, "keeps less,", "costs more", false, true},
	} {
		texts := []string{words.Chance(of.odds)}
		if alone {
			texts = []string{of.keep, of.cost + ": " + texts[0]}
		}
		wide := vg.Length(0)
		for _, text := range texts {
			wide = max(wide, drawing.StrongInk.Width(text))
		}
		x, place, left := p.Min.X+3, drawing.After, p.Min.X+1
		if of.right {
			x, place, left = p.Max.X-3, drawing.Before, p.Max.X-wide-5
		}
		top := p.Min.Y + line*vg.Length(len(texts)) + 2
		if of.up {
			top = p.Max.Y - 2
		}
		box := vg.Rectangle{Min: vg.Point{X: left, Y: top - line*vg.Length(len(texts))}, Max: vg.Point{X: left + wide + 4, Y: top}}
		p.FillPolygon(veil, drawing.Corners(box))
		for i, text := range texts {
			drawing.StrongInk.Write(p.Canvas, x, top-line*vg.Length(i)-11, place, text)
		}
	}
}

// cross draws the mean, with twice its error either way.
func (k cloud) cross(p drawing.Panel) {
	at := p.At(k.MeanCost, k.MeanKept)
	low := p.At(k.MeanCost-results.Clearly*k.CostError, k.MeanKept-results.Clearly*k.KeptError)
	high := p.At(k.MeanCost+results.Clearly*k.CostError, k.MeanKept+results.Clearly*k.KeptError)
	for _, stroke := range []draw.LineStyle{drawing.Stroke(drawing.White, 3.6), drawing.Stroke(drawing.Black, 1.8)} {
		if results.Exists(k.CostError) && results.Exists(k.KeptError) {
			p.StrokeLine2(stroke, low.X, at.Y, high.X, at.Y)
			p.StrokeLine2(stroke, at.X, low.Y, at.X, high.Y)
		}
		drawing.Disc(p.Canvas, stroke.Color, at, 2+0.5*stroke.Width)
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
