package estimate

import (
	"fmt"
	"math"
)

// Quantile returns the p-quantile of finite values in ascending order, interpolated linearly between neighbours
// (type 7 of Hyndman & Fan 1996, R's default); NaN if there are none.
func Quantile(sorted []float64, p float64) float64 {
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("estimate: p must be from 0 to 1, got %v", p))
	}
	if len(sorted) == 0 {
		return math.NaN()
	}
	whole, fraction := math.Modf(float64(len(sorted)-1) * p)
	i := int(whole)
	if fraction == 0 {
		return sorted[i]
	}
	return min(sorted[i]+fraction*(sorted[i+1]-sorted[i]), sorted[i+1])
}

// QuantileError returns the standard error of Quantile(sorted, p); NaN if there are fewer than two values.
func QuantileError(sorted []float64, p float64) float64 {
	if len(sorted) < 2 {
		return math.NaN()
	}
	d := math.Sqrt(p * (1 - p) / float64(len(sorted)))
	return (Quantile(sorted, min(p+d, 1)) - Quantile(sorted, max(p-d, 0))) / 2
}

// Dots returns the quantiles at (i+0.5)/n of finite values in ascending order, for a quantile dotplot of n dots
// (Kay et al. 2016); NaN if there are no values.
func Dots(sorted []float64, n int) []float64 {
	dots := make([]float64, n)
	for i := range dots {
		dots[i] = Quantile(sorted, (float64(i)+.5)/float64(n))
	}
	return dots
}
