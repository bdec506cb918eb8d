package drawing

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/results"
)

// Stack is a quantile dotplot: dots heaped over a line.
type Stack struct {
	Dots   []float64 // in ascending order
	Of     int       // trials that they stand for
	Bounds []float64 // that no heap may straddle
	Whole  bool      // the dots are counts
	Signed bool      // the dots are differences: those of exactly 0 have a heap of their own
	Fill   func(v float64) color.Color
}

// Heaped returns the dots of values, as far as these exist.
func Heaped(values []float64) Stack {
	dots, of := results.Dots(values)
	return Stack{Dots: dots, Of: of}
}

// EachDot says what a dot of some stacks is.
func EachDot(stacks ...Stack) string {
	least, most := math.MaxInt, 0
	for _, k := range stacks {
		if k.Of > 0 {
			least, most = min(least, k.Of), max(most, k.Of)
		}
	}
	switch {
	case least > results.Futures:
		return fmt.Sprintf("Each dot is 1 future in %d", results.Futures)
	case least == most:
		return fmt.Sprintf("Each dot is 1 of %d futures", most)
	case most <= results.Futures:
		return "Each dot is 1 future"
	default:
		return fmt.Sprintf("Each dot is 1 future, or 1 in %d where there are more", results.Futures)
	}
}

// Inner returns the lowest and the highest of the dots that a scale has to hold. It leaves out those that lie beyond the
// outer fences of their row (Tukey 1977, section 2D), when they are at most one in ten on their side and would take half
// of the scale or more.
func (k Stack) Inner() (low, high float64) {
	n := len(k.Dots)
	first, last := 0, n-1
	quarter, threeQuarters := k.Dots[n/4], k.Dots[last-n/4]
	fence := 3 * (threeQuarters - quarter)
	for k.Dots[first] < quarter-fence {
		first++
	}
	for k.Dots[last] > threeQuarters+fence {
		last--
	}
	if first > n/10 {
		first = 0
	}
	if n-1-last > n/10 {
		last = n - 1
	}
	low, high = k.Dots[first], k.Dots[last]
	if all := k.Dots[n-1] - k.Dots[0]; high == low || all < 2*(high-low) {
		return k.Dots[0], k.Dots[n-1]
	}
	return low, high
}

// Inner returns the ends of what a scale of rows of dots has to hold.
func Inner(stacks []Stack) []float64 {
	var list []float64
	for _, k := range stacks {
		if len(k.Dots) > 0 {
			low, high := k.Inner()
			list = append(list, low, high)
		}
	}
	return list
}

// Split returns the dots below a scale, on it and above it.
func (k Stack) Split(s Scale) (below, within, above []float64) {
	from, _ := slices.BinarySearch(k.Dots, s.Min)
	to, _ := slices.BinarySearch(k.Dots, math.Nextafter(s.Max, math.Inf(1)))
	return k.Dots[:from], k.Dots[from:to], k.Dots[to:]
}

// Heaps returns dots in heaps of a width, and the middle of each. Dots that are nearer to each other than a heap is wide
// make one heap in their middle: the edge of two would show a spread that is none.
func (k Stack) Heaps(dots []float64, wide float64) (middles []float64, heaps [][]float64) {
	if len(dots) == 0 {
		return nil, nil
	}
	if low, high := dots[0], dots[len(dots)-1]; high-low < wide && !k.parted(low, high) {
		return []float64{(low + high) / 2}, [][]float64{dots}
	}
	origin := 0.0
	if k.Whole {
		wide = math.Ceil(wide)
		origin = -wide / 2 // 0 is a middle
	}
	if len(k.Bounds) > 0 {
		origin = k.Bounds[0]
	}
	if len(k.Bounds) > 1 {
		between := math.Abs(k.Bounds[1] - k.Bounds[0])
		wide = between / max(1, math.Floor(between/wide))
	}
	for _, v := range dots {
		middle := origin + wide*(math.Floor((v-origin)/wide)+0.5)
		if k.Signed {
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
func (k Stack) parted(low, high float64) bool {
	const rounding = 1e-9
	if high-low <= rounding {
		return false
	}
	for _, b := range k.Bounds {
		if low < b && b <= high {
			return true
		}
	}
	return k.Signed && low <= 0 && high >= 0
}

// signedMiddle returns the middle of the heap of a difference.
func (k Stack) signedMiddle(v, wide float64) float64 {
	switch {
	case v == 0:
		return 0
	case slices.Contains(k.Dots, 0):
		return math.Copysign(wide*max(1, math.Round(math.Abs(v)/wide)), v)
	default:
		return math.Copysign(wide*(math.Floor(math.Abs(v)/wide)+0.5), v)
	}
}

// smallest is how small dots may be, in points, and smallestTower where all of them make one heap: in heaps that are
// too tall for it they overlap.
const smallest, smallestTower = 4.5, 8

// Size returns how large the dots may be to fit into a panel, in points.
func (k Stack) Size(p Panel) vg.Length {
	height := p.Max.Y - p.Min.Y
	size := min(20, max(smallest, height/3))
	_, within, _ := k.Split(p.Across)
	for ; size > smallest; size *= 0.96 {
		_, heaps := k.Heaps(within, p.perPoint(size))
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

// Draw heaps the dots up from the bottom of the panel.
func (k Stack) Draw(p Panel, size vg.Length) {
	_, within, _ := k.Split(p.Across)
	middles, heaps := k.Heaps(within, p.perPoint(size))
	height := p.Max.Y - p.Min.Y
	lift := min(size, (height-size)/max(1, tallest(heaps)-1))
	for i, heap := range heaps {
		for j, v := range heap {
			at := vg.Point{X: p.At(middles[i], 0).X, Y: p.Min.Y + 0.5*size + lift*vg.Length(j)}
			if lift < 0.9*size && lift > 0.4*size { // nearer to each other they are one bar
				Disc(p.Canvas, White, at, 0.54*size)
			}
			Disc(p.Canvas, k.Fill(v), at, 0.45*size)
		}
	}
	p.StrokeLine2(Stroke(Grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
}

// Stacked draws dotplots in rows, all with dots of one size and with so much room for a head above each, and returns the panel
// of each.
func (p Panel) Stacked(stacks []Stack, head vg.Length) []Panel {
	height := (p.Max.Y - p.Min.Y) / vg.Length(len(stacks))
	rows, size := make([]Panel, len(stacks)), height
	for i, k := range stacks {
		rows[i] = p
		rows[i].Max.Y -= vg.Length(i)*height + 4
		rows[i].Min.Y = rows[i].Max.Y - height + 4
		rows[i].Max.Y -= head
		size = min(size, k.Size(rows[i]))
	}
	for i, k := range stacks {
		k.Draw(rows[i], size)
	}
	return rows
}

// Head writes above a row what it is of, in bold, and what it comes to, behind that or below it. Where lines of the grid go
// through, they are taken away.
func (p Panel) Head(page draw.Canvas, name string, lines ...string) {
	high := 1.25 * LabelInk.Size
	y := p.Max.Y + high*vg.Length(len(lines)) - LabelInk.Size + 2
	page.FillPolygon(White, Corners(vg.Rectangle{Min: vg.Point{X: p.Min.X, Y: p.Max.Y + 2}, Max: vg.Point{X: p.Max.X, Y: p.Max.Y + high*vg.Length(len(lines)) + 4}}))
	StrongInk.Write(page, page.Min.X, y, After, name)
	x := page.Min.X + StrongInk.Width(name) + 10
	for i, line := range lines {
		if i > 0 {
			x = page.Min.X
		}
		TickInk.Write(page, x, y-high*vg.Length(i), After, line)
	}
}

// Aside takes the places that tell of dots beyond the scale off the sides of a panel.
func (p *Panel) Aside(stacks []Stack, show func(float64) string) {
	var left, right vg.Length
	for _, k := range stacks {
		below, _, above := k.Split(p.Across)
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
	return 23 + max(TickInk.Width(many), TickInk.Width(briefly(many, where)))
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

// Pointed says what the arrows beside dots mean, if there are any.
func (p Panel) Pointed(stacks []Stack) string {
	for _, k := range stacks {
		if _, within, _ := k.Split(p.Across); len(within) < len(k.Dots) {
			return "; arrows tell of dots beyond the picture"
		}
	}
	return ""
}

// Far tells beside a row how many of its dots lie beyond the scale, and where.
func (k Stack) Far(row Panel, show func(float64) string) {
	below, _, above := k.Split(row.Across)
	k.arrow(row, below, row.Min.X-7, -1, show)
	k.arrow(row, above, row.Max.X+7, 1, show)
}

// arrow draws an arrow to one side for dots that lie there, and says where.
func (k Stack) arrow(row Panel, dots []float64, x, side vg.Length, show func(float64) string) {
	if len(dots) == 0 {
		return
	}
	many, where := farDots(dots, show)
	lines, place := []string{many, where}, After
	if row.Max.Y-row.Min.Y < 2.4*TickInk.Size {
		lines = []string{briefly(many, where)}
	}
	if side < 0 {
		place = Before
	}
	y := row.Min.Y + 0.6*TickInk.Size
	row.FillPolygon(k.Fill(dots[0]), []vg.Point{{X: x, Y: y + 5}, {X: x + side*8, Y: y}, {X: x, Y: y - 5}})
	for i, line := range lines {
		TickInk.Beside(row.Canvas, x+side*12, y+1.15*TickInk.Size*vg.Length(len(lines)-1-i), place, line)
	}
}

// perPoint returns a width in the unit of the horizontal scale.
func (p Panel) perPoint(wide vg.Length) float64 {
	return float64(wide) * (p.Across.Max - p.Across.Min) / float64(p.Max.X-p.Min.X)
}

// Columns draws the vertical grid's numbers, at most so many and none too near to another, and thin lines for the eye.
func (p Panel) Columns(show func(float64) string, most int) {
	for most > 1 && !p.clearTicks(show, most) {
		most--
	}
	for _, v := range p.Across.Ticks(most) {
		x := p.At(v, 0).X
		p.StrokeLine2(Stroke(rule, 0.7), x, p.Min.Y, x, p.Max.Y)
		TickInk.Write(p.Canvas, x, p.Min.Y-14, Centre, show(v))
	}
}

// clearTicks reports whether the numbers of so many ticks stand apart.
func (p Panel) clearTicks(show func(float64) string, most int) bool {
	const apart = 6 // points
	end := p.Min.X - PageWidth
	for _, v := range p.Across.Ticks(most) {
		x, half := p.At(v, 0).X, TickInk.Width(show(v))/2
		if x-half < end+apart {
			return false
		}
		end = x + half
	}
	return true
}
