package ledger

import (
	"math"
	"slices"
)

// quantile returns the p-quantile of values, which it reorders.
func quantile(values []float64, p float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	at := p * float64(len(values)-1)
	i := int(at)
	low := selected(values, i)
	if i+1 == len(values) {
		return low
	}
	return low + (at-float64(i))*(slices.Min(values[i+1:])-low)
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
