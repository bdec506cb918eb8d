package reports

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// mostYears is how many years a dotplot has room for.
const mostYears = 12

// years returns the fiscal years that a dotplot of a measure shows, the last among them, and says which it leaves out.
func (s *Study) years(measure string) (list []measures.Period, note string) {
	for _, p := range s.Layout.Years() {
		if s.estimate(measure, company, p.Name).N > 0 {
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
func (s *Study) retentionDots(name, measure, word string) (figure, string) {
	if !s.many() {
		return figure{}, "a single trial has no spread"
	}
	years, note := s.years(measure)
	if len(years) == 0 {
		return figure{}, "no twelve months end with a fiscal year of the run"
	}
	targets := s.asked(measure)
	stacks := make([]stack, len(years))
	for i, y := range years {
		stacks[i] = heaped(s.Table.Values(s.Table.Find(measure, company, y.Name)))
		stacks[i].fill = func(v float64) color.Color { return shade(v, targets) }
	}
	shown := inner(stacks)
	bounds := nearby(targets, leastShares, shown...)
	for i := range stacks {
		stacks[i].bounds = bounds
	}
	all := panel{x: ofShares(append(shown, bounds...)...), y: scale{0, 1}}
	return figure{
		name:     name,
		title:    s.reaches(measure, word, years[len(years)-1].Name),
		subtitle: legend(all, stacks, targets) + note,
		draw: func(c draw.Canvas) {
			all.Canvas = draw.Crop(c, 52, -s.besideRows(measure, years)-14, 24, 0)
			left, right := all.Min.X, all.Max.X
			show := func(v float64) string { return decimal(100*v, 0) + " %" }
			all.aside(stacks, show)
			goals := all.standing(targets)
			all.columns(shareTick, 7)
			goals()
			for i, row := range all.stacked(stacks) {
				stacks[i].far(row, show)
				strongInk.beside(c, left-10, (row.Min.Y+row.Max.Y)/2, before, years[i].Name)
				beside(row, right+12, s.told(measure, years[i].Name, len(years)), len(years) > 5)
			}
		},
	}, ""
}

// legend says what the dots are.
func legend(p panel, stacks []stack, targets []Target) string {
	text := eachDot(stacks...)
	switch len(targets) {
	case 0:
	case 1:
		text += ", dark where it reaches the target"
	default:
		text += ", the darker the more targets it reaches"
	}
	return text + p.pointed(stacks) + "."
}

// banner is the label of a target over a panel: an arrow tells of one that lies beyond it.
type banner struct {
	Target
	text   string
	middle vg.Length
	level  int
	beyond bool
}

// banners returns the labels of targets within the sides of a panel, one above the other where they are close, and how
// many levels they take.
func (p panel) banners(targets []Target) (list []banner, high int) {
	targets = slices.Clone(targets)
	slices.SortStableFunc(targets, func(a, b Target) int { return cmp.Compare(a.Bound, b.Bound) })
	var taken []vg.Length // how far to the right, by level
	for _, t := range targets {
		f := banner{Target: t, text: bound(t), beyond: t.Bound < p.x.min || t.Bound > p.x.max}
		switch {
		case t.Bound > p.x.max:
			f.text += " →"
		case f.beyond:
			f.text = "← " + f.text
		}
		half := askedInk.width(f.text) / 2
		f.middle = max(p.Min.X+half, min(p.Max.X-half, p.at(t.Bound, 0).X))
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
func (p *panel) standing(targets []Target) (draw func()) {
	step := 1.2 * askedInk.size
	list, high := p.banners(targets)
	p.Max.Y -= step * vg.Length(high)
	area := *p
	return func() {
		for _, f := range list {
			if x := area.at(f.Bound, 0).X; !f.beyond {
				area.StrokeLine2(stroke(asked, 1.4, 6, 3), x, area.Min.Y, x, area.Max.Y+step*vg.Length(f.level))
			}
		}
		for _, f := range list {
			y, half := area.Max.Y+4+step*vg.Length(f.level), askedInk.width(f.text)/2+2
			area.FillPolygon(white, corners(vg.Rectangle{Min: vg.Point{X: f.middle - half, Y: y - 3}, Max: vg.Point{X: f.middle + half, Y: y + 10}}))
			askedInk.write(area.Canvas, f.middle, y, centre, f.text)
		}
	}
}

// told returns what is written beside a row of dots: in one line where rows are many.
func (s *Study) told(measure, period string, rows int) []string {
	d := s.estimate(measure, company, period)
	lines := []string{shareLabel(d.P50) + " median"}
	if alike(d) {
		lines[0] = shareLabel(d.P50) + " in all"
	}
	for _, t := range s.targets(measure, company, period) {
		lines = append(lines, bound(t)+": "+chance(t.Odds))
	}
	if rows > 5 && len(lines) > 1 {
		return []string{shareLabel(d.P50), lines[1]}
	}
	return lines
}

// besideRows returns how wide what is written beside rows of dots is.
func (s *Study) besideRows(measure string, years []measures.Period) vg.Length {
	widest := vg.Length(0)
	for _, y := range years {
		lines := s.told(measure, y.Name, len(years))
		wide := strongInk.width(lines[0])
		for _, text := range lines[1:] {
			if len(years) > 5 {
				wide += 8 + tickInk.width(text)
			}
			wide = max(wide, tickInk.width(text))
		}
		widest = max(widest, wide)
	}
	return widest
}

// beside writes what a row of dots says on its right.
func beside(row panel, x vg.Length, lines []string, abreast bool) {
	middle := (row.Min.Y + row.Max.Y) / 2
	if abreast {
		strongInk.beside(row.Canvas, x, middle, after, lines[0])
		for _, text := range lines[1:] {
			tickInk.beside(row.Canvas, x+strongInk.width(lines[0])+8, middle, after, text)
		}
		return
	}
	lines = lines[:max(1, min(len(lines), int((row.Max.Y-row.Min.Y)/(1.3*labelInk.size))))]
	y := middle + 0.65*labelInk.size*vg.Length(len(lines)-1)
	for i, text := range lines {
		style := tickInk
		if i == 0 {
			style = strongInk
		}
		style.beside(row.Canvas, x, y, after, text)
		y -= 1.3 * labelInk.size
	}
}

// shade is the darker the more targets a value reaches.
func shade(v float64, targets []Target) color.Color {
	reached := 0
	for _, t := range targets {
		if t.AtMost && v <= t.Bound || !t.AtMost && v >= t.Bound {
			reached++
		}
	}
	switch {
	case len(targets) == 0:
		return strong
	case reached == 0:
		return middle
	default:
		return blend(strong, deep, float64(reached-1)/float64(max(1, len(targets)-1)))
	}
}
