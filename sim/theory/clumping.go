package theory

import (
	"fmt"

	"postsale/sim"
	"postsale/sim/random"
)

// Clumping is M_t/M/c whose rates repeat from quarter to quarter: projects of exponential length, each for a slot.
type Clumping struct {
	Deals  float64          // a quarter
	Shares [quarter]float64 // of the deals by week
	Weeks  float64          // mean length
	Slots  int
}

// AtQuarterEnd returns the shares by week of deals that are signed late in the quarter, as by default.
func AtQuarterEnd() [quarter]float64 {
	return [quarter]float64{.05, .045, .045, .05, .055, .055, .06, .065, .07, .075, .09, .12, .22}
}

func atAnyTime() (shares [quarter]float64) {
	for week := range shares {
		shares[week] = 1. / quarter
	}
	return shares
}

// projects is 26 deals a quarter for 20 slots of 8 weeks.
func projects(shares [quarter]float64) Clumping {
	return Clumping{Deals: 26, Shares: shares, Weeks: 8, Slots: 20}
}

// Quarterly is what a quarter is like in periodic steady state.
type Quarterly struct {
	Delay    float64          // mean weeks from signature to start
	Queue    float64          // time average
	AtWeek   [quarter]float64 // mean queue at the start of a week
	Overflow float64          // share of deals that find all slots taken and no room to wait
}

// Steady returns what is so when those that find all slots taken wait in a room for so many, by Kolmogorov's equations
// week by week (uniformisation, Jensen 1953), from quarter to quarter until the start is forgotten.
func (c Clumping) Steady(room int) Quarterly {
	const quarters, parts = 60, 64 // of a week
	chances := make([]float64, c.Slots+room+1)
	chances[0] = 1
	waiting := func() float64 { return expected(chances, beyond(float64(c.Slots))) }
	var q Quarterly
	for n := range quarters {
		for week, share := range c.Shares {
			rate := c.Deals * share
			projects := chain{
				func(int) float64 { return rate },
				func(n int) float64 { return float64(min(n, c.Slots)) / c.Weeks },
			}
			if n < quarters-1 {
				chances = projects.after(1, chances)
				continue
			}
			q.AtWeek[week] = waiting()
			for part := range parts + 1 { // by Simpson's rule
				weight := float64(2+part%2*2) / 3 / parts
				if part == 0 || part == parts {
					weight /= 2
				}
				if part > 0 {
					chances = projects.after(1./parts, chances)
				}
				q.Queue += weight * waiting() / quarter
				q.Overflow += weight * share * chances[len(chances)-1]
			}
		}
	}
	q.Delay = q.Queue * quarter / c.Deals // Little (1961)
	return q
}

// clumps is the projects of a quarter whose deals come late, and at any time.
func clumps() []Case {
	const source = "Kolmogorov's equations by uniformisation, Jensen (1953)"
	late, even := projects(AtQuarterEnd()), projects(atAnyTime())
	waiting := late.Steady(180)
	lines := []Line{
		{Name: "average queue", Source: source, Want: waiting.Queue},
		{Name: "mean weeks to start", Source: source, Want: waiting.Delay},
		{},
	}
	for week, queue := range waiting.AtWeek {
		lines = append(lines, Line{Name: fmt.Sprintf("mean queue at the start of week %d", week), Source: source, Want: queue})
	}
	load := even.Deals * even.Weeks / quarter
	return []Case{
		late.run("M_t/M/20, deals at quarter end", false, lines...),
		even.run("M_t/M/20, deals at any time", false, Line{}, Line{
			Name: "mean weeks to start", Source: "Erlang (1917)",
			Want: ErlangWait(even.Slots, load) * even.Weeks,
		}),
		late.run("M_t/M/20/20, deals at quarter end", true, Line{}, Line{}, Line{Name: "share that overflows", Source: source, Want: late.Steady(0).Overflow}),
		even.run("M_t/M/20/20, deals at any time", true, Line{}, Line{}, Line{Name: "share that overflows", Source: "Erlang (1917)", Want: ErlangB(even.Slots, load)}),
	}
}

// run is the case whose lines are the average queue, the mean weeks from signature to start, the share of deals that
// find all slots taken, and the mean queue at the starts of weeks. Who finds all slots taken waits, or overflows.
func (c Clumping) run(name string, overflow bool, lines ...Line) Case {
	return replicated(name, lines, func(seed uint64) func(int) []Tally {
		const deleted, measured = 36, 800 // quarters
		const newQuarter = glance + 1
		m := newModel(seed, name, 2+quarter)
		counts, times, efforts := m.luck("counts"), m.luck("times"), m.luck("efforts")
		queue := m.level()
		var signed []float64
		slots := sim.NewSlots(func(deal int32) {
			m.tallies[0].add(m.Now() - signed[deal])
			m.Schedule(departure, deal, m.Now()+efforts.exponential(c.Weeks))
		})
		m.Handle(newQuarter, func(q int32) {
			m.Schedule(newQuarter, q+1, m.Now()+quarter)
			for range random.PoissonCount(counts.uniform(), c.Deals) {
				week, u := 0, times.uniform()
				for ; week < quarter-1 && u > c.Shares[week]; week++ {
					u -= c.Shares[week]
				}
				signed = append(signed, m.Now()+float64(week)+min(1, u/c.Shares[week]))
				m.Schedule(arrival, int32(len(signed)-1), signed[len(signed)-1])
			}
		})
		m.Handle(arrival, func(deal int32) {
			taken := slots.Busy() >= slots.Capacity()
			m.tallies[1].addIf(taken)
			if taken && overflow {
				return
			}
			slots.Arrive(deal, 1, 0)
			queue.Set(m.Now(), float64(slots.Waiting()))
		})
		m.Handle(departure, func(int32) {
			slots.Free(1)
			queue.Set(m.Now(), float64(slots.Waiting()))
		})
		m.Handle(glance, func(week int32) {
			m.Schedule(glance, (week+1)%quarter, m.Now()+1)
			m.tallies[2+week].add(float64(slots.Waiting()))
		})
		return func(replication int) []Tally {
			m.restart(replication)
			signed = signed[:0]
			slots.Reset(float64(c.Slots))
			m.Schedule(newQuarter, 0, 0)
			m.Schedule(glance, 0, 0)
			return m.measure(quarter*deleted, quarter*measured)
		}
	})
}
