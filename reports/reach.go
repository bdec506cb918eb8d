package reports

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"postsale/sim/estimate"
)

// few is how many of a row's numbers may lie beyond the picture on a side: one in 25.
const few = 25

// squashed is the share of an axis that a side's few must take before they are left beyond it.
const squashed = 0.3

// reach returns a scale for rows of numbers that holds them and what must be on it; but where the few outermost of a
// side would take much of it from all the others, they lie beyond.
func reach(least float64, on []float64, rows ...[]float64) scale {
	low, high := slices.Clone(on), slices.Clone(on)
	all := slices.Clone(on)
	for _, row := range rows {
		row = estimate.Sorted(nil, row)
		all = append(all, row...)
		cut := 0
		if len(row) >= 10 {
			cut = max(1, len(row)/few)
		}
		low, high = append(low, row[cut:]...), append(high, row[:len(row)-cut]...)
	}
	whole := scale{slices.Min(all), slices.Max(all)}
	kept := whole
	if v := slices.Min(low); v-whole.min > squashed*(whole.max-whole.min) {
		kept.min = v
	}
	if v := slices.Max(high); whole.max-v > squashed*(whole.max-whole.min) {
		kept.max = v
	}
	if kept.max == kept.min { // a few that differ are all that there is to see
		kept = whole
	}
	return spanning(least, kept.min, kept.max)
}

// beyond is how many numbers of a row lie beyond a side of the picture, and how far.
type beyond struct {
	n   int
	far float64
}

// split returns the numbers that are on a scale, and what lies beyond it.
func (s scale) split(values []float64) (on []float64, below, above beyond) {
	below.far, above.far = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		switch {
		case v < s.min:
			below.n, below.far = below.n+1, min(below.far, v)
		case v > s.max:
			above.n, above.far = above.n+1, max(above.far, v)
		default:
			on = append(on, v)
		}
	}
	return on, below, above
}

// strip is how much room a panel leaves for what lies beyond a side of it.
const strip vg.Length = 66

// tell writes beside a row how many of its dots lie beyond a side, and how far; side is before or after.
func (b beyond) tell(row panel, side float64, fill color.Color, show func(v float64) string) {
	if b.n == 0 {
		return
	}
	x, out := row.Max.X, vg.Length(1)
	if side == before {
		x, out = row.Min.X, -1
	}
	y := row.Min.Y + 9
	row.FillPolygon(fill, []vg.Point{{X: x + out*4, Y: y - 4}, {X: x + out*4, Y: y + 4}, {X: x + out*11, Y: y}})
	dots := fmt.Sprintf("%d %s", b.n, plural(b.n, "dot", "dots"))
	tickInk.beside(row.Canvas, x+out*14, y+6, side, dots)
	tickInk.beside(row.Canvas, x+out*14, y-5, side, "to "+minus(show(b.far)))
}
