package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// mostYears is how many years a dotplot has room for.
const mostYears = 12

// years returns the fiscal years that a dotplot of a measure shows, the last among them, and says which it leaves out.
func years(s *results.Run, measure string) (list []measures.Period, note string) {
	for _, p := range s.Layout.Years() {
		if s.Estimate(measure, measures.WholeCompany, p.Name).N > 0 {
			list = append(list, p)
		}
	}
	every := (len(list) + mostYears - 1) / mostYears
	if every < 2 {
		return list, ""
	}
	var some []measures.Period
	for i := (len(list) - 1) % every; i < len(list); i += every {
		some = append(some, list[i])
	}
	return some, fmt.Sprintf(" Shown: one year in %d, %d of %d.", every, len(some), len(list))
}

// retentionDots shows NRR or GRR at the ends of the fiscal years.
func retentionDots(s *results.Run, name, measure, word string) (drawing.Figure, string) {
	if !s.Many() {
		return drawing.Figure{}, "a single trial has no spread"
	}
	years, note := years(s, measure)
	if len(years) == 0 {
		return drawing.Figure{}, "no twelve months end with a fiscal year of the run"
	}
	targets := s.Aims(measure)
	stacks := make([]drawing.Stack, len(years))
	for i, y := range years {
		stacks[i].Dots, stacks[i].Of = s.Dots(s.Table.Find(measure, measures.WholeCompany, y.Name))
		own := s.TargetsOf(measure, measures.WholeCompany, y.Name)
		stacks[i].Fill = func(v float64) color.Color { return shade(v, own, len(targets) > 0) }
	}
	shown := drawing.Inner(stacks)
	bounds := drawing.Nearby(targets, drawing.LeastShares, shown...)
	for i := range stacks {
		stacks[i].Bounds = bounds
	}
	all := drawing.Panel{Across: drawing.OfShares(append(shown, bounds...)...), Up: drawing.Scale{Min: 0, Max: 1}}
	return drawing.Figure{
		Name:     name,
		Title:    reaches(s, measure, word, years[len(years)-1].Name),
		Subtitle: legend(all, stacks, targets) + note,
		Taller:   drawing.Rows(len(years), 18, drawing.Field-45),
		Draw: func(c draw.Canvas) {
			all.Canvas = draw.Crop(c, 44, -besideRows(s, measure, years)-12, 24, 0)
			left, right := all.Min.X, all.Max.X
			show := func(v float64) string { return words.Decimal(100*v, 0) + " %" }
			all.Aside(stacks, show)
			goals := standing(&all, targets, func(t results.Target) string { return words.Asked(s, t) })
			all.Columns(drawing.ShareTick, 6)
			goals()
			for i, row := range all.Stacked(stacks, 0) {
				stacks[i].Far(row, show)
				drawing.StrongInk.Beside(c, left-8, (row.Min.Y+row.Max.Y)/2, drawing.Before, years[i].Name)
				beside(row, right+12, told(s, measure, years[i].Name, len(years)), len(years) > 5)
			}
		},
	}, ""
}

// legend says what the dots are.
func legend(p drawing.Panel, stacks []drawing.Stack, targets []results.Target) string {
	text := drawing.EachDot(stacks...)
	switch len(targets) {
	case 0:
	case 1:
		text += ", dark where it reaches the target"
	default:
		text += ", the darker the more targets it reaches"
	}
	return text + p.Pointed(stacks) + "."
}

// banner is the label of a target over a panel: an arrow tells of one that lies beyond it.
type banner struct {
	results.Target
	text   string
	middle vg.Length
	level  int
	beyond bool
}

// banners returns the labels of targets within the sides of a panel, one above the other where they are close, and how
// many levels they take.
func banners(p drawing.Panel, targets []results.Target, says func(results.Target) string) (list []banner, high int) {
	targets = slices.Clone(targets)
	slices.SortStableFunc(targets, func(a, b results.Target) int { return cmp.Compare(a.Bound, b.Bound) })
	var taken []vg.Length // how far to the right, by level
	for _, t := range targets {
		f := banner{Target: t, text: says(t), beyond: t.Bound < p.Across.Min || t.Bound > p.Across.Max}
		switch {
		case t.Bound > p.Across.Max:
			f.text += " →"
		case f.beyond:
			f.text = "← " + f.text
		}
		half := drawing.AskedInk.Width(f.text) / 2
		f.middle = max(p.Min.X+half, min(p.Max.X-half, p.At(t.Bound, 0).X))
		for f.level < len(taken) && f.middle-half < taken[f.level] {
			f.level++
		}
		if f.level == len(taken) {
			taken = append(taken, 0)
		}
		taken[f.level] = f.middle + half + 6
		list = append(list, f)
	}
	return list, len(taken)
}

// standing draws targets as dashed lines, and their labels over the panel. It takes their room off the panel and
// returns what draws them, for after the grid.
func standing(p *drawing.Panel, targets []results.Target, says func(results.Target) string) (draw func()) {
	step := 1.2 * drawing.AskedInk.Size
	list, high := banners(*p, targets, says)
	p.Max.Y -= step * vg.Length(high)
	area := *p
	return func() {
		for _, f := range list {
			if x := area.At(f.Bound, 0).X; !f.beyond {
				area.StrokeLine2(drawing.Stroke(drawing.Asked, 1.4, 6, 3), x, area.Min.Y, x, area.Max.Y+step*vg.Length(f.level))
			}
		}
		for _, f := range list {
			y, half := area.Max.Y+4+step*vg.Length(f.level), drawing.AskedInk.Width(f.text)/2+2
			area.FillPolygon(drawing.White, drawing.Corners(vg.Rectangle{Min: vg.Point{X: f.middle - half, Y: y - 3}, Max: vg.Point{X: f.middle + half, Y: y + 10}}))
			drawing.AskedInk.Write(area.Canvas, f.middle, y, drawing.Centre, f.text)
		}
	}
}

// told returns what is written beside a row of dots: in one line where rows are many.
func told(s *results.Run, measure, period string, rows int) []string {
	d := s.Estimate(measure, measures.WholeCompany, period)
	lines := []string{words.ShareLabel(d.P50) + " median"}
	if results.Alike(d) {
		lines[0] = words.ShareLabel(d.P50) + " in all"
	}
	for _, t := range s.TargetsOf(measure, measures.WholeCompany, period) {
		lines = append(lines, words.Bound(t)+": "+words.Chance(t.Odds))
	}
	if rows > 5 && len(lines) > 1 {
		return []string{words.ShareLabel(d.P50), lines[1]}
	}
	return lines
}

// besideRows returns how wide what is written beside rows of dots is.
func besideRows(s *results.Run, measure string, years []measures.Period) vg.Length {
	widest := vg.Length(0)
	for _, y := range years {
		lines := told(s, measure, y.Name, len(years))
		wide := drawing.StrongInk.Width(lines[0])
		for _, text := range lines[1:] {
			if len(years) > 5 {
				wide += 8 + drawing.TickInk.Width(text)
			}
			wide = max(wide, drawing.TickInk.Width(text))
		}
		widest = max(widest, wide)
	}
	return widest
}

// beside writes what a row of dots says on its right.
func beside(row drawing.Panel, x vg.Length, lines []string, abreast bool) {
	middle := (row.Min.Y + row.Max.Y) / 2
	if abreast {
		drawing.StrongInk.Beside(row.Canvas, x, middle, drawing.After, lines[0])
		for _, text := range lines[1:] {
			drawing.TickInk.Beside(row.Canvas, x+drawing.StrongInk.Width(lines[0])+8, middle, drawing.After, text)
		}
		return
	}
	lines = lines[:max(1, min(len(lines), int((row.Max.Y-row.Min.Y)/(1.3*drawing.LabelInk.Size))))]
	y := middle + 0.65*drawing.LabelInk.Size*vg.Length(len(lines)-1)
	for i, text := range lines {
		style := drawing.TickInk
		if i == 0 {
			style = drawing.StrongInk
		}
		style.Beside(row.Canvas, x, y, drawing.After, text)
		y -= 1.3 * drawing.LabelInk.Size
	}
}

// shade is the darker the more of its year's targets a value reaches; some says whether any year has one.
func shade(v float64, targets []results.Target, some bool) color.Color {
	reached := 0
	for _, t := range targets {
		if t.AtMost && v <= t.Bound || !t.AtMost && v >= t.Bound {
			reached++
		}
	}
	switch {
	case !some:
		return drawing.Strong
	case reached == 0:
		return drawing.Middle
	default:
		return drawing.Blend(drawing.Strong, drawing.Deep, float64(reached-1)/float64(max(1, len(targets)-1)))
	}
}
