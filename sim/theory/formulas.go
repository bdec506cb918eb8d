package theory

import (
	"math"
	"slices"
)

// ErlangB returns the share of Poisson arrivals of a load in erlangs that find all servers busy and are lost, by
// its recursion in the number of servers (Erlang 1917).
func ErlangB(servers int, load float64) float64 {
	b := 1.0
	for n := 1.0; n <= float64(servers); n++ {
		b = load * b / (n + load*b)
	}
	return b
}

// erlangC returns the share that waits when all wait (Erlang 1917).
func erlangC(servers int, load float64) float64 {
	b := ErlangB(servers, load)
	return b / (1 - load/float64(servers)*(1-b))
}

// ErlangWait returns the mean wait of M/M/c, in mean services, by its load in erlangs (Erlang 1917).
func ErlangWait(servers int, load float64) float64 {
	return erlangC(servers, load) / (float64(servers) - load)
}

// ErlangTail returns the share of M/M/c that waits for more than so many mean services (Erlang 1917).
func ErlangTail(servers int, load, above float64) float64 {
	return erlangC(servers, load) * math.Exp(-(float64(servers)-load)*above)
}

// Pollaczek returns the mean wait for a single server at a utilisation, in mean services, by the squared coefficient
// of variation of the service time (Pollaczek 1930).
func Pollaczek(utilisation, squaredCV float64) float64 {
	return utilisation / (1 - utilisation) * (1 + squaredCV) / 2
}

// Cobham returns the mean wait of each class before servers whose service takes 1 on average, where class 0 goes
// first and nobody is interrupted (Cobham 1954).
func Cobham(servers int, rates ...float64) []float64 {
	c, load := float64(servers), 0.0
	for _, rate := range rates {
		load += rate
	}
	residual := erlangC(servers, load) / c
	waits, before := make([]float64, len(rates)), 1.0
	for class, rate := range rates {
		after := before - rate/c
		waits[class] = residual / (before * after)
		before = after
	}
	return waits
}

// Kosten returns the mean and the variance of those on an unlimited bench to which a load in erlangs overflows from
// servers (Kosten 1937; Riordan in Wilkinson 1956).
func Kosten(servers int, load float64) (mean, variance float64) {
	mean = load * ErlangB(servers, load)
	return mean, mean * (1 - mean + load/(float64(servers)+1+mean-load))
}

// Delays returns the mean delay of the first customers of M/M/1, empty at first, with services of mean 1: of customer
// i, counted from 1, at i−1, by the number that a customer finds there (Kelton and Law 1985).
func Delays(customers int, rate float64) []float64 {
	served := 1 / (1 + rate) // the chance that a service ends before the next arrival
	found, means := []float64{1}, make([]float64, customers)
	for i := range means {
		means[i] = expected(found, number)
		next := make([]float64, len(found)+1)
		for n, p := range found {
			for left := n + 1; left > 0; left-- {
				next[left] += p * (1 - served)
				p *= served
			}
			next[0] += p
		}
		found = next
	}
	return means
}

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
