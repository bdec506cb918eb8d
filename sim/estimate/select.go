package estimate

import (
	"math"
	"slices"
)

// QuantileOf returns the Quantile of so many zeros and of finite values above 0, without sorting them: it leaves them in
// another order.
func QuantileOf(values []float64, zeros int, p float64) float64 {
	mustBeShare(p)
	n := zeros + len(values)
	if n == 0 {
		return math.NaN()
	}
	at, part := position(n, p)
	below, above := 0.0, 0.0
	switch k := at - zeros; {
	case k >= 0:
		below = selected(values, k)
		if part == 0 {
			return below
		}
		above = slices.Min(values[k+1:])
	case k == -1 && len(values) > 0:
		above = slices.Min(values)
	}
	return between(below, above, part)
}

// selected returns the i-th smallest value and leaves no smaller one behind it
// (Hoare's quickselect, 1961).
func selected(values []float64, i int) float64 {
	low, high := 0, len(values)-1
	for low < high {
		pivot := values[low+(high-low)/2]
		l, h := low, high
		for l <= h {
			for values[l] < pivot {
				l++
			}
			for values[h] > pivot {
				h--
			}
			if l <= h {
				values[l], values[h] = values[h], values[l]
				l++
				h--
			}
		}
		switch {
		case i <= h:
			high = h
		case i >= l:
			low = l
		default:
			return values[i]
		}
	}
	return values[i]
}
