package ledger

import (
	"math"
	"slices"
)

// quantile returns the p-quantile of values above 0, which it reorders, and so many
// zeros.
func quantile(values []float64, zeros int, p float64) float64 {
	n := zeros + len(values)
	if n == 0 {
		return math.NaN()
	}
	at := p * float64(n-1)
	i := int(at)
	low, above := 0.0, 0.0
	switch k := i - zeros; {
	case k >= 0:
		low = selected(values, k)
		if i+1 == n {
			return low
		}
		above = slices.Min(values[k+1:])
	case k == -1 && len(values) > 0:
		above = slices.Min(values)
	}
	return low + (at-float64(i))*(above-low)
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
