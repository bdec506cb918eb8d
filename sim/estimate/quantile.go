package estimate

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Quantile returns the p-quantile, p from 0 to 1, of finite values in ascending order, or NaN if there are none.
//
// It lies at position 1 + (n-1)p, on the line between the two values around it: type 7 of Hyndman & Fan 1996,
// the default of R and NumPy.
func Quantile(sorted []float64, p float64) float64 {
	mustBeShare(p)
	if len(sorted) == 0 {
		return math.NaN()
	}
	at, part := position(len(sorted), p)
	if part == 0 {
		return sorted[at]
	}
	return between(sorted[at], sorted[at+1], part)
}

// position returns where the p-quantile of n values lies: at one of them, counted from 0, and which part of the way to the next.
func position(n int, p float64) (at int, part float64) {
	whole, part := math.Modf(float64(n-1) * p)
	return int(whole), part
}

func between(below, above, part float64) float64 { return min(below+part*(above-below), above) }

// QuantileError returns the standard error of Quantile(sorted, p), or NaN if there are fewer than two values.
//
// It is the one a bootstrap of infinitely many resamples would give, without drawing any (Maritz & Jarrett 1978): the
// value at position k of a resample of n is the i-th smallest with the probability that a Beta(k, n-k+1) variable
// lies between (i-1)/n and i/n. Here k is the quantile's own position, whole or not.
//
// It is a standard error: Quantile ± 1.96 QuantileError holds the true quantile of normal, log-normal, exponential and
// uniform values in 93 to 95 % of experiments with 1,000 or 200 trials and in 90 to 95 % of those with 50; in the long
// tails of the log-normal and the exponential in 92 % of those with 200 and in 89 % of those with 50. Of values on few
// levels, such as counts, it holds one that is close to the step between two levels in as few as 2 of 3 experiments: from the wrong level the error
// does not reach the other. Half the distance between two order statistics (Woodruff 1952) is cheaper and as good from
// 200 trials on, but worse in the tails with few.
func QuantileError(sorted []float64, p float64) float64 {
	mustBeShare(p)
	return newWeights(len(sorted), p).err(sorted)
}

// weights are the probabilities with which the values of a sorted sample of n are the p-quantile of a resample.
type weights struct {
	n     int
	p     float64
	first int // the value that the first probability is of
	of    []float64
}

func newWeights(n int, p float64) *weights {
	w := &weights{n: n, p: p}
	if n < 2 {
		return w
	}
	size := float64(n)
	position := 1 + (size-1)*p
	below := func(i int) float64 { return mathext.RegIncBeta(position, size-position+1, float64(i)/size) }

	// From the quantile outwards, until what is left weighs nothing.
	const nothing = 1e-9
	middle := int(size * p)
	edge := below(middle)
	for i, high := middle-1, edge; i >= 0 && high > nothing; i-- {
		low := below(i)
		w.of = append(w.of, high-low)
		high = low
	}
	w.first = middle - len(w.of)
	slices.Reverse(w.of)
	for i, low := middle, edge; i < n && low < 1-nothing; i++ {
		high := below(i + 1)
		w.of = append(w.of, high-low)
		low = high
	}
	return w
}

// err returns the standard error of the p-quantile of n sorted values.
func (w *weights) err(sorted []float64) float64 {
	if w.n < 2 {
		return math.NaN()
	}
	// Deviations from the quantile, not the values, so that constants have an error of exactly 0.
	quantile := Quantile(sorted, w.p)
	var weight, mean, square float64
	for i, x := range sorted[w.first : w.first+len(w.of)] {
		d := x - quantile
		weight += w.of[i]
		mean += w.of[i] * d
		square += w.of[i] * d * d
	}
	mean /= weight
	return math.Sqrt(max(0, square/weight-mean*mean))
}

// Dots returns n of finite values in ascending order, evenly spread over their ranks: the dots of a quantile dotplot,
// each standing for one future in n (Kay et al. 2016). Each is a value that is there, since what lies between two values
// may be where none can be; when there are not more than n, they are all of the values.
func Dots(sorted []float64, n int) []float64 {
	if len(sorted) <= n {
		return slices.Clone(sorted)
	}
	dots := make([]float64, n)
	for i := range dots {
		dots[i] = sorted[(2*i+1)*len(sorted)/(2*n)]
	}
	return dots
}

func mustBeShare(p float64) {
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("estimate: p: must be from 0 to 1, got %v", p))
	}
}
