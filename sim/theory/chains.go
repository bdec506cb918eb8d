package theory

import (
	"math"
	"slices"
)

// LimitedSharing returns the mean numbers present and waiting, where jobs of exponential work of mean 1 come at a rate
// and share a capacity, each at a pace of 1 at most, behind so many places (Avi-Itzhak and Halfin 1988).
func LimitedSharing(places, capacity, rate float64) (present, waiting float64) {
	chances := serversOf(rate, min(places, capacity)).steady(2_000)
	return expected(chances, number), expected(chances, beyond(places))
}

// chain is a birth-death process: the number present, with its rates up and down.
type chain struct {
	birth, death func(n int) float64
}

// steady returns the stationary chances of 0 to states−1 present.
func (c chain) steady(states int) []float64 {
	p := make([]float64, states)
	p[0] = 1
	sum := 1.0
	for n := 1; n < states; n++ {
		p[n] = p[n-1] * c.birth(n-1) / c.death(n)
		sum += p[n]
	}
	for n := range p {
		p[n] /= sum
	}
	return p
}

// after returns the chances at a time after those of p, by uniformisation. Births out of the last state are lost.
func (c chain) after(t float64, p []float64) []float64 {
	last := len(p) - 1
	up, down, fastest := make([]float64, last+1), make([]float64, last+1), 0.0
	for n := range p {
		if n < last {
			up[n] = c.birth(n)
		}
		if n > 0 {
			down[n] = c.death(n)
		}
		fastest = max(fastest, up[n]+down[n])
	}
	chances, step, next := make([]float64, last+1), slices.Clone(p), make([]float64, last+1)
	mean := fastest * t
	if mean > 500 { // more would make the first weight vanish
		return c.after(t/2, c.after(t/2, p))
	}
	weight := math.Exp(-mean) // of so many jumps
	for jump := 1.0; jump <= mean || weight > 1e-17; jump++ {
		for n, x := range step {
			chances[n] += weight * x
		}
		weight *= mean / jump
		for n := range next {
			next[n] = step[n] * (1 - (up[n]+down[n])/fastest)
			if n > 0 {
				next[n] += step[n-1] * up[n-1] / fastest
			}
			if n < last {
				next[n] += step[n+1] * down[n+1] / fastest
			}
		}
		step, next = next, step
	}
	return chances
}

// expected returns the mean of a function of the number present.
func expected(chances []float64, of func(n float64) float64) float64 {
	sum := 0.0
	for n, p := range chances {
		sum += p * of(float64(n))
	}
	return sum
}

func number(n float64) float64 { return n }

// beyond returns the function that tells how many are more than a number.
func beyond(places float64) func(n float64) float64 {
	return func(n float64) float64 { return max(0, n-places) }
}

// serversOf returns the number present at servers whose service takes 1 on average, when customers come at a rate. A
// last fraction of a server is one that works so much slower.
func serversOf(rate, servers float64) chain {
	return chain{func(int) float64 { return rate }, func(n int) float64 { return min(float64(n), servers) }}
}
