package random

import (
	"math"
	"sync"
	"sync/atomic"
)

// tables are those of this process.
var tables shelf

// shelf keeps the tables that were asked for last, each once: the recent ones and those
// before, at most mostTables together. A law holds on to the table that it has found.
type shelf struct {
	lock           sync.Mutex
	recent, before map[law]*table
}

// mostTables are 17 MB, and many times what the plans of a comparison draw from.
const mostTables = 1024

// of returns the table of a shape.
func (s *shelf) of(l law) *table {
	s.lock.Lock()
	defer s.lock.Unlock()
	t := s.recent[l]
	if t != nil {
		return t
	}
	if t = s.before[l]; t == nil {
		t = newTable(l)
	}
	if s.recent == nil || len(s.recent) == mostTables/2 {
		s.recent, s.before = map[law]*table{}, s.recent
	}
	s.recent[l] = t
	return t
}

// table is the quantiles of a shape, of which it computes what is asked for.
type table struct{ lower, upper half }

func newTable(l law) *table {
	t := &table{lower: half{law: l}, upper: half{law: l, upper: true}}
	t.lower.made.Store(cells + 1)
	t.upper.made.Store(cells + 1)
	return t
}

// Cells halve in width with every octave of the tail's chance, so that they are
// fine where quantiles bend and are found from the bits of a floating-point number.
const (
	octaves   = 16
	cellBits  = 4
	perOctave = 1 << cellBits
	cells     = octaves * perOctave
	shift     = 52 - cellBits
	firstCell = (1023 - 1 - octaves) << cellBits
)

// half is the quantiles of one tail, as cubics in the chance of lying beyond
// them, which is at most 0.5. They are made from the median outwards, as far as
// draws have come: few draws of a law need few of them, and all are the same
// whichever draw comes first.
type half struct {
	cubics [cells + 1][4]float64 // the last is the median
	made   atomic.Int32          // the outermost cubic there is
	law    law
	upper  bool

	lock             sync.Mutex
	end, last, slope float64 // y of the outermost node, its quantile and the slope of that
}

// reach makes the cubics as far out as a cell.
func (h *half) reach(cell int) {
	h.lock.Lock()
	defer h.lock.Unlock()
	for i := int(h.made.Load()) - 1; i >= cell; i-- {
		if i == cells {
			h.end = invert(h.law, 0.5, false, h.law.centre())
			h.last, h.slope = h.node(0.5, h.end)
			h.cubics[i] = [4]float64{h.last}
		} else {
			chance, inner, slope := chanceAt(i), h.last, h.slope
			h.end = invert(h.law, chance, h.upper, h.end)
			h.last, h.slope = h.node(chance, h.end)
			h.cubics[i] = hermite(h.last, inner, h.slope, slope, chanceAt(i+1)-chance)
		}
		h.made.Store(int32(i))
	}
}

// node returns the quantile and its slope in the tail's chance.
func (h *half) node(chance, y float64) (x, slope float64) {
	x, dx := h.law.value(y)
	_, dlog := logTail(h.law, y, h.upper)
	return x, dx / (chance * dlog)
}

// chanceAt returns the tail's chance at a node, from 2⁻¹⁷ to 2⁻¹.
func chanceAt(node int) float64 {
	return math.Float64frombits(uint64(firstCell+node) << shift)
}

// hermite returns the cubic on a cell of the given width, in t from 0 to 1, with
// its slopes limited so that it stays monotone (Fritsch and Carlson 1980).
func hermite(x0, x1, slope0, slope1, width float64) [4]float64 {
	rise := x1 - x0
	limit := func(slope float64) float64 {
		if rise < 0 {
			return max(3*rise, min(0, slope*width))
		}
		return min(3*rise, max(0, slope*width))
	}
	s0, s1 := limit(slope0), limit(slope1)
	return [4]float64{x0, s0, 3*rise - 2*s0 - s1, s0 + s1 - 2*rise}
}

// at returns the quantile, by inversion beyond the outermost node.
func (h *half) at(chance float64) float64 {
	bits := math.Float64bits(chance)
	cell := int(bits>>shift) - firstCell
	if cell < int(h.made.Load()) {
		if h.reach(max(cell, 0)); cell < 0 {
			x, _ := h.law.value(invert(h.law, chance, h.upper, h.end))
			return x
		}
	}
	t := float64(bits&(1<<shift-1)) * (1.0 / (1 << shift))
	c := &h.cubics[cell]
	return c[0] + t*(c[1]+t*(c[2]+t*c[3]))
}
