package textbook

import (
	"fmt"
	"math"
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
)

const weeks = 13 // of a quarter

// byDefault are the shares of a quarter's deals by week.
var byDefault = [weeks]float64{.05, .045, .045, .05, .055, .055, .06, .065, .07, .075, .09, .12, .22}

// clumping are queues whose deals come late in the quarter: 26 of them, for projects of eight weeks.
func clumping() []study {
	const deals, duration, servers = 26, 8.0, 20
	flat := deals / float64(weeks) * duration // erlangs
	var rates [weeks]float64                  // a week
	for i, share := range byDefault {
		rates[i] = deals * share
	}
	even := []string{"deals.profile=flat"}
	lost := []string{"delivery.partners={bench: {concurrent_projects: 1000000}}", "delivery.routes=[{partner: bench, mode: overflow}]"}

	queue := clumped(rates, servers, 200, duration)
	waits := study{file: "theory-clumping", source: kolmogorov, traced: true, quick: 240, full: 1500, lines: []line{
		{"mean wait, days", fiscal.Week * queue.mean * weeks / deals, startDelay},
		{"mean queue", queue.mean, average(ledger.Queue)},
	}}
	for week, want := range queue.starts {
		waits.lines = append(waits.lines, line{fmt.Sprintf("queue as week %d begins", week), want, atWeek(week, queued)})
	}
	list := []study{
		waits,
		{file: "theory-clumping", source: erlang, sets: even, full: 1500, lines: []line{
			{"flat: mean wait, days", fiscal.Week * duration * erlangC(servers, flat).wait(), startDelay}}},
		{file: "theory-clumping", source: kolmogorov, sets: lost, quick: 60, full: 150, lines: []line{
			{"20 slots: overflow", clumped(rates, servers, servers, duration).lost, partnerShare}}},
		{file: "theory-clumping", source: erlang, sets: slices.Concat(even, lost), full: 150, lines: []line{
			{"flat, 20 slots: overflow", erlangB(servers, flat), partnerShare}}},
	}
	for _, c := range []struct {
		name, law string
		stays     func(t float64) float64 // ∫₀ᵗ P(duration > u) du, in weeks
	}{
		{"exponential", "{exponential: {mean: 1}}", func(t float64) float64 { return -duration * math.Expm1(-t/duration) }},
		{"deterministic", "1", func(t float64) float64 { return min(t, duration) }},
	} {
		s := study{file: "theory-infinite-servers", source: manyServers, sets: []string{effort(c.law)}, traced: true, quick: 60, full: 150}
		for _, week := range []int{0, 4, 8, 12} {
			s.lines = append(s.lines, line{fmt.Sprintf("%s: number in week %d", c.name, week), underWay(rates, week, c.stays), atWeek(week, occupied)})
		}
		list = append(list, s)
	}
	return list
}

// underWay returns the mean number in service as a week begins, with servers without limit, of rates that repeat
// every quarter.
func underWay(rates [weeks]float64, week int, stays func(t float64) float64) float64 {
	mean := 0.0
	for back := 1; back < 100*weeks; back++ {
		rate := rates[((week-back)%weeks+weeks)%weeks]
		mean += rate * (stays(float64(back)) - stays(float64(back-1)))
	}
	return mean
}

// clumpedQueue is the periodic steady state of M_t/M/c.
type clumpedQueue struct {
	starts [weeks]float64 // queue as the weeks begin
	mean   float64        // queue over the quarter
	lost   float64        // share of arrivals that find no place
}

// clumped integrates Kolmogorov's forward equations of arrivals at weekly rates, servers and places (of which the
// servers are some) until the quarters repeat, by Runge and Kutta's fourth order.
func clumped(rates [weeks]float64, servers, places int, duration float64) clumpedQueue {
	const steps, quarters = 64, 90
	p := make([]float64, places+1)
	p[0] = 1
	var k [4][]float64
	for i := range k {
		k[i] = make([]float64, len(p))
	}
	at := make([]float64, len(p))
	change := func(rate float64, p, d []float64) {
		for n := range p {
			d[n] = 0
			if n > 0 {
				d[n] += rate*p[n-1] - p[n]*float64(min(n, servers))/duration
			}
			if n < places {
				d[n] += p[n+1]*float64(min(n+1, servers))/duration - p[n]*rate
			}
		}
	}
	queue := func() (mean float64) {
		for n := servers + 1; n < len(p); n++ {
			mean += p[n] * float64(n-servers)
		}
		return mean
	}
	var q clumpedQueue
	const h = 1.0 / steps
	for range quarters {
		q = clumpedQueue{}
		offered := 0.0
		for week, rate := range rates {
			q.starts[week] = queue()
			for range steps {
				before, full := queue(), p[places]
				change(rate, p, k[0])
				for i, part := range [3]float64{h / 2, h / 2, h} {
					for n := range p {
						at[n] = p[n] + part*k[i][n]
					}
					change(rate, at, k[i+1])
				}
				for n := range p {
					p[n] += h / 6 * (k[0][n] + 2*k[1][n] + 2*k[2][n] + k[3][n])
				}
				q.mean += h / weeks * (before + queue()) / 2
				q.lost += h * rate * (full + p[places]) / 2
				offered += h * rate
			}
		}
		q.lost /= offered
	}
	return q
}
