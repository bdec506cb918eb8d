package random

import (
	"fmt"
	"math"
	"sync/atomic"

	"postsale/sim/exponential"
)

// tabulated is offset + scale·x, where the quantiles of x are dear to compute and
// are read from a table that all laws of the shape share. It has none until it is drawn from.
type tabulated struct {
	moments
	offset, scale float64
	shape         law
	read          atomic.Pointer[table]
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
	return newTabulated(lognormalLaw{math.Sqrt(logVariance)}, moments{mean, mean * cv * mean * cv}, 0, mean*exponential.Of(-logVariance/2)), nil
}

// LognormalAround is Lognormal by the median instead of the mean, which is larger by a factor of √(1+cv²).
func LognormalAround(median, cv float64) (Distribution, error) {
	if err := checkPositive("median", median); err != nil {
		return nil, err
	}
	if err := checkRange("cv", cv, 0, 1e6); err != nil {
		return nil, err
	}
	return Lognormal(median*math.Sqrt(1+cv*cv), cv)
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
	return newTabulated(newGammaLaw(shape), moments{mean, mean * cv * mean * cv}, 0, mean/shape), nil
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
	return newTabulated(newBetaLaw(a, b), betaMoments(a, b), 0, 1), nil
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
	return newTabulated(newBetaLaw(a, b), moments{low + width*m.mean, width * width * m.variance}, low, width), nil
}

func betaMoments(a, b float64) moments {
	sum := a + b
	return moments{a / sum, a * b / (sum * sum * (sum + 1))}
}

func newTabulated(shape law, m moments, offset, scale float64) *tabulated {
	return &tabulated{moments: m, offset: offset, scale: scale, shape: shape}
}

func (d *tabulated) Least() float64 { return d.offset }

func (d *tabulated) Quantile(u float64) float64 {
	t := d.read.Load()
	if t == nil {
		t = d.find()
	}
	if u < 0.5 {
		return d.offset + d.scale*t.lower.at(u)
	}
	return d.offset + d.scale*t.upper.at(1-u)
}

// find keeps the table, which the shelf may forget.
func (d *tabulated) find() *table {
	t := tables.of(d.shape)
	d.read.Store(t)
	return t
}
