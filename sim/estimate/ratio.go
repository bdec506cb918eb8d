package estimate

import "math"

// Ratio is a quotient of means and its standard error.
type Ratio struct{ Value, Error float64 }

// RatioOf returns mean(above) / mean(below) over trials in which both exist, with the standard error of the delta
// method: the root of var(above - ratio·below) / n over the mean below (Cochran, Sampling Techniques, 1977, chapter 6). It tells something
// only where the mean below is several of its own standard errors away from 0.
func RatioOf(above, below []float64) Ratio {
	var a, b []float64
	for i := range min(len(above), len(below)) {
		if !math.IsNaN(above[i] + below[i]) {
			a, b = append(a, above[i]), append(b, below[i])
		}
	}
	top, bottom := Of(a), Of(b)
	r := Ratio{Value: top.Mean / bottom.Mean}
	for i := range a {
		a[i] -= r.Value * b[i]
	}
	r.Error = Of(a).MCError / math.Abs(bottom.Mean)
	return r
}
