package reports

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// futures is how many dots stand for all trials.
const futures = 50

// stack is a quantile dotplot: dots heaped over a line.
type stack struct {
	dots   []float64 // in ascending order
	bounds []float64 // that no heap may straddle
	whole  bool      // the dots are counts
	signed bool      // the dots are differences: those of exactly 0 have a heap of their own
	fill   func(v float64) color.Color
}

func (s *Study) dots(column int) []float64 {
	return estimate.Dots(estimate.Sorted(nil, s.Table.Values(column)), futures)
}

// heaps returns the dots in heaps of a width, and the middle of each.
func (k stack) heaps(wide float64) (middles []float64, heaps [][]float64) {
	origin := 0.0
	if k.whole {
		origin, wide = -0.5, math.Ceil(wide)
	}
	if len(k.bounds) > 0 {
		origin = k.bounds[0]
	}
	if len(k.bounds) > 1 {
		between := math.Abs(k.bounds[1] - k.bounds[0])
		wide = between / max(1, math.Floor(between/wide))
	}
	for _, v := range k.dots {
		middle := origin + wide*(math.Floor((v-origin)/wide)+0.5)
		if k.signed {
			middle = k.signedMiddle(v, wide)
		}
		if n := len(middles); n == 0 || middles[n-1] != middle {
			middles, heaps = append(middles, middle), append(heaps, nil)
		}
		heaps[len(heaps)-1] = append(heaps[len(heaps)-1], v)
	}
	return middles, heaps
}

// signedMiddle returns the middle of the heap of a difference.
func (k stack) signedMiddle(v, wide float64) float64 {
	switch {
	case v == 0:
		return 0
	case slices.Contains(k.dots, 0):
		return math.Copysign(wide*max(1, math.Round(math.Abs(v)/wide)), v)
	default:
		return math.Copysign(wide*(math.Floor(math.Abs(v)/wide)+0.5), v)
	}
}

// alike reports whether all dots are of one value: they make a block, and have room at any size.
func (k stack) alike() bool { return len(k.dots) > 0 && k.dots[0] == k.dots[len(k.dots)-1] }

// smallest is how small dots may be, in points: in heaps that are too tall for it they overlap.
const smallest = 4.5

// size returns how large the dots may be to fit into a panel, in points.
func (k stack) size(p panel) vg.Length {
	height := p.Max.Y - p.Min.Y
	size := min(20, max(smallest, height/5))
	for ; size > smallest && !k.alike(); size *= 0.96 {
		_, heaps := k.heaps(p.perPoint(size))
		if tallest(heaps)*size <= height {
			break
		}
	}
	return max(size, smallest)
}

func tallest(heaps [][]float64) vg.Length {
	most := 0
	for _, heap := range heaps {
		most = max(most, len(heap))
	}
	return vg.Length(most)
}

// draw heaps the dots up from the bottom of the panel.
func (k stack) draw(p panel, size vg.Length) {
	middles, heaps := k.heaps(p.perPoint(size))
	height := p.Max.Y - p.Min.Y
	lift, abreast := min(size, (height-size)/max(1, tallest(heaps)-1)), 1
	if k.alike() {
		lift, abreast = size, int(math.Ceil(float64(len(k.dots))/math.Floor(float64(height/size))))
	}
	for i, heap := range heaps {
		for j, v := range heap {
			layer := j / abreast
			others := min(abreast, len(heap)-layer*abreast) - 1 // beside it
			at := vg.Point{X: p.at(middles[i], 0).X, Y: p.Min.Y + 0.5*size + lift*vg.Length(layer)}
			at.X += size * (vg.Length(j%abreast) - 0.5*vg.Length(others))
			if lift < 0.9*size {
				disc(p.Canvas, white, at, 0.54*size)
			}
			disc(p.Canvas, k.fill(v), at, 0.45*size)
		}
	}
	p.StrokeLine2(stroke(grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
}

// stacked draws dotplots in rows, all with dots of one size, and returns the panel of each.
func (p panel) stacked(stacks []stack) []panel {
	height := (p.Max.Y - p.Min.Y) / vg.Length(len(stacks))
	rows, size := make([]panel, len(stacks)), height
	for i, k := range stacks {
		rows[i] = p
		rows[i].Max.Y -= vg.Length(i)*height + 4
		rows[i].Min.Y = rows[i].Max.Y - height + 4
		size = min(size, k.size(rows[i]))
	}
	for i, k := range stacks {
		k.draw(rows[i], size)
	}
	return rows
}

// perPoint returns a width in the unit of the horizontal scale.
func (p panel) perPoint(wide vg.Length) float64 {
	return float64(wide) * (p.x.max - p.x.min) / float64(p.Max.X-p.Min.X)
}

// columns draws the vertical grid's numbers, and thin lines for the eye.
func (p panel) columns(show func(float64) string, most int) {
	for _, v := range p.x.ticks(most) {
		x := p.at(v, 0).X
		p.StrokeLine2(stroke(rule, 0.7), x, p.Min.Y, x, p.Max.Y)
		tickInk.write(p.Canvas, x, p.Min.Y-14, centre, show(v))
	}
}

// most years that a dotplot shows: the last ones.
const mostYears = 5

// retentionDots shows NRR or GRR at the ends of the fiscal years.
func (s *Study) retentionDots(name, measure, words string) (figure, string) {
	if !s.many() {
		return figure{}, "a single trial has no spread"
	}
	var years []measures.Period
	for _, p := range s.Layout.Years() {
		if s.estimate(measure, company, p.Name).N > 0 {
			years = append(years, p)
		}
	}
	if len(years) == 0 {
		return figure{}, "no twelve months end with a fiscal year of the run"
	}
	years = years[max(0, len(years)-mostYears):]
	targets := s.asked(measure)
	var bounds, values []float64
	for _, t := range targets {
		bounds = append(bounds, t.Bound)
	}
	stacks := make([]stack, len(years))
	for i, y := range years {
		dots := s.dots(s.Table.Find(measure, company, y.Name))
		stacks[i] = stack{dots: dots, bounds: bounds, fill: func(v float64) color.Color { return shade(v, targets) }}
		values = append(values, dots...)
	}
	xs := ofShares(append(values, bounds...)...)

	last := years[len(years)-1].Name
	seen := []string{fmt.Sprintf("Each dot is 1 future in %d", futures)}
	switch len(targets) {
	case 0:
	case 1:
		seen[0] += ", dark where it reaches the target"
	default:
		seen[0] += ", the darker the more targets it reaches"
	}
	if chances := s.chances(measure, last); len(chances) > 0 {
		seen = append(seen, fmt.Sprintf("%s: %s", last, strings.Join(chances, ", ")))
	}
	return figure{
		name:     name,
		title:    fmt.Sprintf("%s at the end of the fiscal year: %d futures", words, futures),
		subtitle: strings.Join(seen, ". ") + ".",
		draw: func(c draw.Canvas) {
			all := panel{draw.Crop(c, 48, -150, 22, 0), xs, scale{0, 1}}
			goals := all.standing(targets)
			all.columns(shareTick, 8)
			goals()
			rows := all.stacked(stacks)
			for i, y := range years {
				row := rows[i]
				strongInk.beside(c, row.Min.X-10, (row.Min.Y+row.Max.Y)/2, before, y.Name)
				s.beside(row, measure, y.Name)
			}
		},
	}, ""
}

// standing draws targets as dashed lines, and their labels over the panel: one above
// the other where they are close. It takes their room off the panel and returns
// what draws them, for after the grid.
func (p *panel) standing(targets []Target) (draw func()) {
	targets = slices.Clone(targets)
	slices.SortStableFunc(targets, func(a, b Target) int { return cmp.Compare(a.Bound, b.Bound) })
	const step = 13
	var taken []vg.Length // how far to the right, by level
	levels := make([]int, len(targets))
	for i, t := range targets {
		x, half := p.at(t.Bound, 0).X, askedInk.width(bound(t))/2
		for levels[i] < len(taken) && x-half < taken[levels[i]] {
			levels[i]++
		}
		if levels[i] == len(taken) {
			taken = append(taken, 0)
		}
		taken[levels[i]] = x + half + 6
	}
	p.Max.Y -= step * vg.Length(len(taken))
	area := *p
	return func() {
		for i, t := range targets {
			x := area.at(t.Bound, 0).X
			area.StrokeLine2(stroke(asked, 1.1, 5, 3), x, area.Min.Y, x, area.Max.Y+step*vg.Length(levels[i]))
		}
		for i, t := range targets {
			x, y := area.at(t.Bound, 0).X, area.Max.Y+4+step*vg.Length(levels[i])
			half := askedInk.width(bound(t))/2 + 2
			area.FillPolygon(white, corners(vg.Rectangle{Min: vg.Point{X: x - half, Y: y - 3}, Max: vg.Point{X: x + half, Y: y + 9}}))
			askedInk.write(area.Canvas, x, y, centre, bound(t))
		}
	}
}

// beside writes what a row of dots says on its right.
func (s *Study) beside(row panel, measure, period string) {
	lines := []string{shareLabel(s.estimate(measure, company, period).P50) + " median"}
	for _, t := range s.targets(measure, company, period) {
		lines = append(lines, bound(t)+": "+chance(t.Odds))
	}
	lines = lines[:min(len(lines), int((row.Max.Y-row.Min.Y)/(1.4*labelInk.size)))]
	y := (row.Min.Y+row.Max.Y)/2 + 0.7*labelInk.size*vg.Length(len(lines)-1)
	for i, text := range lines {
		style := tickInk
		if i == 0 {
			style = strongInk
		}
		style.beside(row.Canvas, row.Max.X+12, y, after, text)
		y -= 1.4 * labelInk.size
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
