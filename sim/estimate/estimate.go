// Package estimate tells what many independent trials say: the distribution of a number, how far chance in the
// trials may have moved each estimate, and the odds of an event.
package estimate

import (
	"fmt"
	"math"
	"slices"
)

// Distribution is what trials tell of a number; all but N are in the number's own unit.
type Distribution struct {
	N                                int     // trials in which the number exists
	Mean, SD                         float64 // SD is the sample's, with N-1
	MCError                          float64 // standard error of Mean
	P5, P10, P25, P50, P75, P90, P95 float64
	P5Error, P50Error, P95Error      float64 // standard errors of those quantiles
}

// Of estimates a distribution from values in any order; NaN is a trial without the number and is left out.
func Of(values []float64) Distribution {
	return OfSorted(Sorted(nil, values))
}

// Sorted returns the values that exist (not NaN) in ascending order, in buffer if it is large enough; it panics if one is infinite.
func Sorted(buffer, values []float64) []float64 {
	sorted := buffer[:0]
	for i, v := range values {
		if math.IsInf(v, 0) {
			panic(fmt.Sprintf("estimate: values must be finite or NaN, got %v at index %d", v, i))
		}
		if !math.IsNaN(v) {
			sorted = append(sorted, v)
		}
	}
	slices.Sort(sorted)
	return sorted
}

// OfSorted estimates a distribution from finite values in ascending order.
func OfSorted(sorted []float64) Distribution {
	mean, sd := moments(sorted)
	return Distribution{
		N:        len(sorted),
		Mean:     mean,
		SD:       sd,
		MCError:  sd / math.Sqrt(float64(len(sorted))),
		P5:       Quantile(sorted, .05),
		P10:      Quantile(sorted, .10),
		P25:      Quantile(sorted, .25),
		P50:      Quantile(sorted, .50),
		P75:      Quantile(sorted, .75),
		P90:      Quantile(sorted, .90),
		P95:      Quantile(sorted, .95),
		P5Error:  QuantileError(sorted, .05),
		P50Error: QuantileError(sorted, .50),
		P95Error: QuantileError(sorted, .95),
	}
}

// moments works on deviations, first from the median and then from the mean, so that constants have an SD of exactly 0
// and a large common level costs no digits.
func moments(sorted []float64) (mean, sd float64) {
	n := float64(len(sorted))
	if n == 0 {
		return math.NaN(), math.NaN()
	}
	middle := sorted[len(sorted)/2]
	sum := 0.0
	for _, v := range sorted {
		sum += v - middle
	}
	mean = middle + sum/n
	if n == 1 {
		return mean, math.NaN()
	}
	sum, squares := 0.0, 0.0
	for _, v := range sorted {
		d := v - mean
		sum += d
		squares += d * d
	}
	return mean + sum/n, math.Sqrt((squares - sum*sum/n) / (n - 1))
}
