package random

import (
	"fmt"
	"math"
)

// tabulated is offset + scale·x, where the quantiles of x are dear to compute and
// are read from a table for each tail.
type tabulated struct {
	moments
	offset, scale float64
	lower, upper  half
}

// Lognormal returns the law of a product of many chances, by the mean and the
// coefficient of variation (0 to 1e6) of the variable itself.
func Lognormal(mean, cv float64) (Distribution, error) {
	if err := checkPositive("mean", mean); err != nil {
		return nil, err
	}
	if err := checkRange("cv", cv, 0, 1e6); err != nil {
		return nil, err
	}
	if cv == 0 {
		return Constant(mean)
	}
	logVariance := math.Log1p(cv * cv)
	return tabulate(lognormalLaw{math.Sqrt(logVariance)}, moments{mean, mean * cv * mean * cv}, 0, mean*math.Exp(-logVariance/2)), nil
}

// Gamma returns the gamma law by its mean and coefficient of variation, which is
// 0 (a constant) or from 0.01 to 10.
func Gamma(mean, cv float64) (Distribution, error) {
	if err := checkPositive("mean", mean); err != nil {
		return nil, err
	}
	if cv == 0 {
		return Constant(mean)
	}
	if !(cv >= 0.01 && cv <= 10) {
		return nil, fmt.Errorf("cv must be 0 or from 0.01 to 10, got %g", cv)
	}
	shape := 1 / (cv * cv)
	return tabulate(newGammaLaw(shape), moments{mean, mean * cv * mean * cv}, 0, mean/shape), nil
}

// Beta returns the beta law on [0, 1], for a and b from 0.01 to 1e5; its mean is
// a/(a+b). Values next to 0 and 1 may round to them.
func Beta(a, b float64) (Distribution, error) {
	if err := checkRange("a", a, 0.01, 1e5); err != nil {
		return nil, err
	}
	if err := checkRange("b", b, 0.01, 1e5); err != nil {
		return nil, err
	}
	return tabulate(newBetaLaw(a, b), betaMoments(a, b), 0, 1), nil
}

// Pert returns the beta law on low to high with mean (low + 4·mode + high)/6
// (Malcolm, Roseboom, Clark and Fazar 1959).
func Pert(low, mode, high float64) (Distribution, error) {
	if err := checkAscending(low, mode, high); err != nil {
		return nil, err
	}
	width := high - low
	a, b := 1+4*(mode-low)/width, 1+4*(high-mode)/width
	m := betaMoments(a, b)
	return tabulate(newBetaLaw(a, b), moments{low + width*m.mean, width * width * m.variance}, low, width), nil
}

func betaMoments(a, b float64) moments {
	sum := a + b
	return moments{a / sum, a * b / (sum * sum * (sum + 1))}
}

func tabulate(l law, m moments, offset, scale float64) *tabulated {
	median := invert(l, 0.5, false, l.centre())
	return &tabulated{m, offset, scale, newHalf(l, false, median), newHalf(l, true, median)}
}

func (d *tabulated) Quantile(u float64) float64 {
	if u < 0.5 {
		return d.offset + d.scale*d.lower.at(u)
	}
	return d.offset + d.scale*d.upper.at(1-u)
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
// them, which is at most 0.5.
type half struct {
	cubics [cells + 1][4]float64 // the last is the median
	law    law
	upper  bool
	end    float64 // y of the outermost node
}

func newHalf(l law, upper bool, median float64) half {
	h := half{law: l, upper: upper, end: median}
	x1, slope1 := h.node(0.5, median)
	h.cubics[cells] = [4]float64{x1}
	for i := cells - 1; i >= 0; i-- {
		chance := chanceAt(i)
		h.end = invert(l, chance, upper, h.end)
		x0, slope0 := h.node(chance, h.end)
		h.cubics[i] = hermite(x0, x1, slope0, slope1, chanceAt(i+1)-chance)
		x1, slope1 = x0, slope0
	}
	return h
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
	if cell < 0 {
		x, _ := h.law.value(invert(h.law, chance, h.upper, h.end))
		return x
	}
	t := float64(bits&(1<<shift-1)) * (1.0 / (1 << shift))
	c := &h.cubics[cell]
	return c[0] + t*(c[1]+t*(c[2]+t*c[3]))
}
