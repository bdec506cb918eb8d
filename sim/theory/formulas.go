package theory

import "math"

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
