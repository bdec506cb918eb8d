package estimate

import (
	"fmt"
	"math"
	"slices"
)

// Sketch tells quantiles of any number of values in little memory, without keeping them: it counts how many fell into
// each of many narrow cells, whose edges are numbers of few binary digits (as Tene's HdrHistogram has them; Masson, Rim & Lee
// 2019 give the same promise with powers). A quantile lies in the cell of the value that it stands for, so that it is off by no
// more than Within of that value; in the cell it lies by its rank, which for values that are spread smoothly is far nearer.
//
// A cell is 2^-16 of its values wide as long as they fit into mostPages pages of cells; where they do not, cells are joined
// two by two until they do (Epicoco et al. 2020), and Within doubles each time. The result depends neither on the order of
// values nor on the machine.
type Sketch struct {
	n         int
	low, high float64
	broken    bool // some value is no whole number
	joined    int  // how often cells were joined
	at        []int64
	pages     []*page // by at, in order
}

// page is a row of cells that lie side by side.
type page struct {
	n     int
	cells [1 << pageDigits]uint32
}

const (
	pageDigits = 6
	cellDigits = 16 // binary, after the first
	mostPages  = 1024
)

// SketchBytes returns how much memory a sketch of so many values takes at most, in bytes.
func SketchBytes(values int) float64 {
	const pageBytes = 8 + 4<<pageDigits + 2*16 // its number, and places that growing lists leave empty
	return pageBytes * float64(min(values, mostPages))
}

// Add adds a value, unless it does not exist; it panics if it is infinite.
func (s *Sketch) Add(v float64) {
	switch {
	case math.IsNaN(v):
		return
	case math.IsInf(v, 0):
		panic(fmt.Sprintf("estimate: value: must be finite, or NaN where there is none, got %v", v))
	case s.n == 0:
		s.low, s.high = v, v
	}
	for !s.count(s.cell(v)) {
		s.join()
	}
	s.n++
	s.low, s.high, s.broken = min(s.low, v), max(s.high, v), s.broken || v != math.Trunc(v)
}

// count counts a value of a cell, unless there is no room for its page.
func (s *Sketch) count(cell int64) bool {
	i, there := slices.BinarySearch(s.at, cell>>pageDigits)
	if !there && len(s.at) == mostPages {
		return false
	}
	if !there {
		s.at, s.pages = slices.Insert(s.at, i, cell>>pageDigits), slices.Insert(s.pages, i, new(page))
	}
	s.pages[i].n++
	s.pages[i].cells[cell&(1<<pageDigits-1)]++
	return true
}

// digits is how many binary digits are left out of a value to tell its cell.
func (s *Sketch) digits() int { return 52 - cellDigits + s.joined }

// cell returns the number of the cell of a value; they are in the order of the values.
func (s *Sketch) cell(v float64) int64 {
	number := int64(math.Float64bits(math.Abs(v)) >> s.digits())
	if v < 0 {
		return -1 - number
	}
	return number
}

// edges returns the ends of a cell.
func (s *Sketch) edges(cell int64) (from, to float64) {
	if cell < 0 {
		from, to = s.edges(-1 - cell)
		return -to, -from
	}
	return math.Float64frombits(uint64(cell) << s.digits()), math.Float64frombits(uint64(cell+1) << s.digits())
}

// join makes one cell of each two.
func (s *Sketch) join() {
	var at []int64
	var pages []*page
	for i, p := range s.pages {
		into := s.at[i] >> 1
		if n := len(at); n == 0 || at[n-1] != into {
			at, pages = append(at, into), append(pages, new(page))
		}
		of := pages[len(pages)-1]
		of.n += p.n
		first := int(s.at[i]&1) << (pageDigits - 1)
		for cell, n := range p.cells {
			of.cells[first+cell/2] += n
		}
	}
	s.joined++
	s.at, s.pages = at, pages
}

// Within returns how far a quantile may be from that of the values themselves, as a share of it.
func (s *Sketch) Within() float64 { return math.Ldexp(1, s.joined-cellDigits) }

// Quantile returns the p-quantile, p from 0 to 1, as Quantile does of values, or NaN if there are none.
func (s *Sketch) Quantile(p float64) float64 {
	mustBeShare(p)
	if s.n == 0 {
		return math.NaN()
	}
	at, part := position(s.n, p)
	if part == 0 {
		return s.ranked(at)
	}
	return between(s.ranked(at), s.ranked(at+1), part)
}

// ranked returns the value that so many are below, as far as its cell tells.
func (s *Sketch) ranked(rank int) float64 {
	if rank == 0 {
		return s.low
	}
	if rank == s.n-1 {
		return s.high
	}
	for i, p := range s.pages {
		if rank >= p.n {
			rank -= p.n
			continue
		}
		for cell, n := range p.cells {
			if rank < int(n) {
				return s.inside(s.at[i]<<pageDigits+int64(cell), (float64(rank)+0.5)/float64(n))
			}
			rank -= int(n)
		}
	}
	panic("estimate: rank: must be below the number of values")
}

// inside returns the value that lies a part of the way through a cell: of whole numbers the one that is there.
func (s *Sketch) inside(cell int64, part float64) float64 {
	from, to := s.edges(cell)
	v := from + part*(to-from)
	switch {
	case cell == 0: // nothing but 0, and what is as good as that
		v = 0
	case s.broken:
	case to-from > 1:
		v = math.Round(v)
	case cell > 0:
		v = math.Ceil(from)
	default:
		v = math.Floor(to)
	}
	return min(max(v, s.low), s.high)
}

// QuantileError returns the standard error of the p-quantile, p between 0 and 1, or NaN if there are fewer than two values: what
// lies between the quantiles that are two standard errors of a share below and above p, or as far as shares go, for each
// standard error between (Woodruff 1952). Of values that differ by no more than some cells it tells little: what they are
// within is then the larger error.
func (s *Sketch) QuantileError(p float64) float64 {
	if s.n < 2 {
		return math.NaN()
	}
	const far = 2
	err := math.Sqrt(p * (1 - p) / float64(s.n))
	low, high := max(0, p-far*err), min(1, p+far*err)
	return (s.Quantile(high) - s.Quantile(low)) / (high - low) * err
}

// Dots returns what Dots does of values.
func (s *Sketch) Dots(n int) []float64 {
	n = min(n, s.n)
	dots := make([]float64, n)
	for i := range dots {
		dots[i] = s.ranked((2*i + 1) * s.n / (2 * n))
	}
	return dots
}

// N returns how many values there are.
func (s *Sketch) N() int { return s.n }
