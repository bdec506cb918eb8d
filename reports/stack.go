package reports

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"postsale/sim/estimate"
)

// futures is how many dots stand for all trials, when there are more.
const futures = 50

// stack is a quantile dotplot: dots heaped over a line.
type stack struct {
	dots   []float64 // in ascending order
	of     int       // trials that they stand for
	bounds []float64 // that no heap may straddle
	whole  bool      // the dots are counts
	signed bool      // the dots are differences: those of exactly 0 have a heap of their own
	fill   func(v float64) color.Color
}

// heaped returns the dots of values, as far as these exist.
func heaped(values []float64) stack {
	sorted := estimate.Sorted(nil, values)
	return stack{dots: estimate.Dots(sorted, futures), of: len(sorted)}
}

// eachDot says what a dot of some stacks is.
func eachDot(stacks ...stack) string {
	least, most := math.MaxInt, 0
	for _, k := range stacks {
		if k.of > 0 {
			least, most = min(least, k.of), max(most, k.of)
		}
	}
	switch {
	case least > futures:
		return fmt.Sprintf("Each dot is 1 future in %d", futures)
	case least == most:
		return fmt.Sprintf("Each dot is 1 of %d futures", most)
	case most <= futures:
		return "Each dot is 1 future"
	default:
		return fmt.Sprintf("Each dot is 1 future, or 1 in %d where there are more", futures)
	}
}

// inner returns the lowest and the highest of the dots that a scale has to hold. It leaves out those that lie beyond the
// outer fences of their row (Tukey 1977, section 2D), when they are at most one in ten on their side and would take half
// of the scale or more.
func (k stack) inner() (low, high float64) {
	n := len(k.dots)
	first, last := 0, n-1
	quarter, threeQuarters := k.dots[n/4], k.dots[last-n/4]
	fence := 3 * (threeQuarters - quarter)
	for k.dots[first] < quarter-fence {
		first++
	}
	for k.dots[last] > threeQuarters+fence {
		last--
	}
	if first > n/10 {
		first = 0
	}
	if n-1-last > n/10 {
		last = n - 1
	}
	low, high = k.dots[first], k.dots[last]
	if all := k.dots[n-1] - k.dots[0]; high == low || all < 2*(high-low) {
		return k.dots[0], k.dots[n-1]
	}
	return low, high
}

// inner returns the ends of what a scale of rows of dots has to hold.
func inner(stacks []stack) []float64 {
	var list []float64
	for _, k := range stacks {
		if len(k.dots) > 0 {
			low, high := k.inner()
			list = append(list, low, high)
		}
	}
	return list
}

// split returns the dots below a scale, on it and above it.
func (k stack) split(s scale) (below, within, above []float64) {
	from, _ := slices.BinarySearch(k.dots, s.min)
	to, _ := slices.BinarySearch(k.dots, math.Nextafter(s.max, math.Inf(1)))
	return k.dots[:from], k.dots[from:to], k.dots[to:]
}

// heaps returns dots in heaps of a width, and the middle of each. Dots that are nearer to each other than a heap is wide
// make one heap in their middle: the edge of two would show a spread that is none.
func (k stack) heaps(dots []float64, wide float64) (middles []float64, heaps [][]float64) {
	if len(dots) == 0 {
		return nil, nil
	}
	if low, high := dots[0], dots[len(dots)-1]; high-low < wide && !k.parted(low, high) {
		return []float64{(low + high) / 2}, [][]float64{dots}
	}
	origin := 0.0
	if k.whole {
		wide = math.Ceil(wide)
		origin = -wide / 2 // 0 is a middle
	}
	if len(k.bounds) > 0 {
		origin = k.bounds[0]
	}
	if len(k.bounds) > 1 {
		between := math.Abs(k.bounds[1] - k.bounds[0])
		wide = between / max(1, math.Floor(between/wide))
	}
	for _, v := range dots {
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

// parted reports whether a bound lies between two values, or a difference of 0 is one of them. What rounding alone may
// part is not.
func (k stack) parted(low, high float64) bool {
	const rounding = 1e-9
	if high-low <= rounding {
		return false
	}
	for _, b := range k.bounds {
		if low < b && b <= high {
			return true
		}
	}
	return k.signed && low <= 0 && high >= 0
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

// smallest is how small dots may be, in points, and smallestTower where all of them make one heap: in heaps that are
// too tall for it they overlap.
const smallest, smallestTower = 4.5, 8

// size returns how large the dots may be to fit into a panel, in points.
func (k stack) size(p panel) vg.Length {
	height := p.Max.Y - p.Min.Y
	size := min(20, max(smallest, height/3))
	_, within, _ := k.split(p.x)
	for ; size > smallest; size *= 0.96 {
		_, heaps := k.heaps(within, p.perPoint(size))
		if tallest(heaps)*size <= height {
			break
		}
		if len(heaps) == 1 && size < smallestTower {
			return smallestTower
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
	_, within, _ := k.split(p.x)
	middles, heaps := k.heaps(within, p.perPoint(size))
	height := p.Max.Y - p.Min.Y
	lift := min(size, (height-size)/max(1, tallest(heaps)-1))
	for i, heap := range heaps {
		for j, v := range heap {
			at := vg.Point{X: p.at(middles[i], 0).X, Y: p.Min.Y + 0.5*size + lift*vg.Length(j)}
			if lift < 0.9*size && lift > 0.4*size { // nearer to each other they are one bar
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

// aside takes the places that tell of dots beyond the scale off the sides of a panel.
func (p *panel) aside(stacks []stack, show func(float64) string) {
	var left, right vg.Length
	for _, k := range stacks {
		below, _, above := k.split(p.x)
		left, right = max(left, farRoom(below, show)), max(right, farRoom(above, show))
	}
	p.Min.X += left
	p.Max.X -= right
}

// farRoom is how wide the place beside a panel is that tells of dots beyond it.
func farRoom(dots []float64, show func(float64) string) vg.Length {
	if len(dots) == 0 {
		return 0
	}
	many, where := farDots(dots, show)
	return 23 + max(tickInk.width(many), tickInk.width(briefly(many, where)))
}

// farDots says how many dots there are, and where.
func farDots(dots []float64, show func(float64) string) (many, where string) {
	low, high := show(dots[0]), show(dots[len(dots)-1])
	switch {
	case len(dots) == 1:
		return "1 dot", high
	case low == high:
		return fmt.Sprintf("%d dots", len(dots)), high
	default:
		return fmt.Sprintf("%d dots", len(dots)), strings.TrimSuffix(low, " %") + " to " + high
	}
}

func briefly(many, where string) string { return strings.Fields(many)[0] + ": " + where }

// pointed says what the arrows beside dots mean, if there are any.
func (p panel) pointed(stacks []stack) string {
	for _, k := range stacks {
		if _, within, _ := k.split(p.x); len(within) < len(k.dots) {
			return "; arrows tell of dots beyond the picture"
		}
	}
	return ""
}

// far tells beside a row how many of its dots lie beyond the scale, and where.
func (k stack) far(row panel, show func(float64) string) {
	below, _, above := k.split(row.x)
	k.arrow(row, below, row.Min.X-7, -1, show)
	k.arrow(row, above, row.Max.X+7, 1, show)
}

// arrow draws an arrow to one side for dots that lie there, and says where.
func (k stack) arrow(row panel, dots []float64, x, side vg.Length, show func(float64) string) {
	if len(dots) == 0 {
		return
	}
	many, where := farDots(dots, show)
	lines, place := []string{many, where}, after
	if row.Max.Y-row.Min.Y < 2.4*tickInk.size {
		lines = []string{briefly(many, where)}
	}
	if side < 0 {
		place = before
	}
	y := row.Min.Y + 0.6*tickInk.size
	row.FillPolygon(k.fill(dots[0]), []vg.Point{{X: x, Y: y + 5}, {X: x + side*8, Y: y}, {X: x, Y: y - 5}})
	for i, line := range lines {
		tickInk.beside(row.Canvas, x+side*12, y+1.15*tickInk.size*vg.Length(len(lines)-1-i), place, line)
	}
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
