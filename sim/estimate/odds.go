package estimate

import (
	"fmt"
	"math"
)

// Odds is how often an event came, in shares of 0 to 1, with an interval for its probability.
type Odds struct {
	Hits, N      int
	P, Low, High float64
}

// Wilson returns the odds of hits in n independent trials with the score interval of the level, 0 to 1 exclusive (Wilson 1927); NaN if n is 0.
func Wilson(hits, n int, level float64) Odds {
	if !(hits >= 0 && hits <= n) {
		panic(fmt.Sprintf("estimate: hits must be from 0 to n = %d, got %d", n, hits))
	}
	if !(level > 0 && level < 1) {
		panic(fmt.Sprintf("estimate: level must be above 0 and below 1, got %v", level))
	}
	size := float64(n)
	p := float64(hits) / size
	z := math.Sqrt2 * math.Erfinv(level)
	zz := z * z / size
	centre := (p + zz/2) / (1 + zz)
	half := math.Sqrt(zz*(p*(1-p)+zz/4)) / (1 + zz)
	o := Odds{Hits: hits, N: n, P: p, Low: centre - half, High: centre + half}
	if hits == 0 && n > 0 {
		o.Low = 0
	}
	if hits == n && n > 0 {
		o.High = 1
	}
	return o
}
