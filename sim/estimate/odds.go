package estimate

import (
	"fmt"
	"math"
)

// Odds is how often an event came in independent trials, and an interval for its probability; shares are 0–1.
type Odds struct {
	Hits, N      int     // freed by Controls, Hits are P of N, rounded
	P, Low, High float64 // Hits/N, or that freed, and the interval around it; NaN if N is 0
	Fewer        float64 // how many times as many trials plain odds take for the same error; 1 if these are plain
}

// Wilson returns the odds of hits in n trials with the score interval of the given level, between 0 and 1 (Wilson 1927).
//
// The interval holds the probabilities that hits in n do not refute. Unlike P ± its standard error it stays within
// 0 to 1 and keeps its width when hits is 0 or n: what has not come yet is not impossible.
func Wilson(hits, n int, level float64) Odds {
	if !(level > 0 && level < 1) {
		panic(fmt.Sprintf("estimate: level: must be above 0 and below 1, got %v", level))
	}
	return Score(hits, n, math.Sqrt2*math.Erfinv(level))
}

// Z95 is how many standard errors to each side hold a normal value with 95 %.
var Z95 = math.Sqrt2 * math.Erfinv(.95)

// Score returns the odds of hits in n trials with Wilson's interval of z standard errors to each side.
func Score(hits, n int, z float64) Odds {
	if hits < 0 || hits > n {
		panic(fmt.Sprintf("estimate: hits: must be from 0 to n = %d, got %d", n, hits))
	}
	o := score(float64(hits)/float64(n), float64(n), z)
	o.Hits, o.N = hits, n
	// Rounding must not rule out what was seen.
	switch o.P {
	case 0:
		o.Low = 0
	case 1:
		o.High = 1
	}
	return o
}

// score returns Wilson's interval around a share of n trials, which need not be whole.
func score(p, n, z float64) Odds {
	zz := z * z / n
	centre := (p + zz/2) / (1 + zz)
	half := math.Sqrt(zz*(p*(1-p)+zz/4)) / (1 + zz)
	return Odds{P: p, Low: centre - half, High: centre + half, Fewer: 1}
}
