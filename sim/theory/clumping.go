package theory

import (
	"fmt"

	"postsale/sim"
	"postsale/sim/random"
)

// profile is the share of a quarter's deals by week: most sign at the end.
type profile [quarter]float64

func clumped() profile {
	return profile{.05, .045, .045, .05, .055, .055, .06, .065, .07, .075, .09, .12, .22}
}

func flat() profile {
	var p profile
	for week := range p {
		p[week] = 1. / quarter
	}
	return p
}

const (
	dealsAQuarter = 26
	projectWeeks  = 8
	projectSlots  = 20
)

// quarterly is what a quarter is like in periodic steady state.
type quarterly struct {
	delay    float64          // mean weeks from signature to start
	queue    float64          // time average
	atWeek   [quarter]float64 // mean queue at the start of a week
	overflow float64          // share of deals that find all slots taken
}

// steady returns what is so when those that find all slots taken wait in a room, by Kolmogorov's equations week by
// week, from quarter to quarter until the start is forgotten.
func (p profile) steady(room int) quarterly {
	const quarters, parts = 60, 64 // of a week
	chances := make([]float64, projectSlots+room+1)
	chances[0] = 1
	waiting := func() float64 { return expected(chances, beyond(projectSlots)) }
	var q quarterly
	for n := range quarters {
		for week, share := range p {
			rate := dealsAQuarter * share
			projects := chain{
				func(int) float64 { return rate },
				func(n int) float64 { return float64(min(n, projectSlots)) / projectWeeks },
			}
			if n < quarters-1 {
				chances = projects.after(1, chances)
				continue
			}
			q.atWeek[week] = waiting()
			for part := range parts + 1 { // by Simpson's rule
				weight := float64(2+part%2*2) / 3 / parts
				if part == 0 || part == parts {
					weight /= 2
				}
				if part > 0 {
					chances = projects.after(1./parts, chances)
				}
				q.queue += weight * waiting() / quarter
				q.overflow += weight * share * chances[len(chances)-1]
			}
		}
	}
	q.delay = q.queue * quarter / dealsAQuarter // Little (1961)
	return q
}

// clumps is projects of 8 weeks in 20 slots, 26 of which are signed a quarter.
func clumps() []Case {
	const source = "Kolmogorov's equations by uniformisation, Jensen (1953)"
	waiting := clumped().steady(180)
	lines := []Line{
		{Name: "average queue", Source: source, Want: waiting.queue},
		{Name: "mean weeks to start", Source: source, Want: waiting.delay},
		{},
	}
	for week, queue := range waiting.atWeek {
		lines = append(lines, Line{Name: fmt.Sprintf("mean queue at the start of week %d", week), Source: source, Want: queue})
	}
	load, slots := float64(dealsAQuarter*projectWeeks)/quarter, float64(projectSlots)
	return []Case{
		clumped().run("M_t/M/20, deals at quarter end", false, lines...),
		flat().run("M_t/M/20, deals at any time", false, Line{}, Line{
			Name: "mean weeks to start", Source: "Erlang (1917)",
			Want: erlangC(projectSlots, load) * projectWeeks / (slots - load),
		}),
		clumped().run("M_t/M/20/20, deals at quarter end", true, Line{}, Line{}, Line{Name: "share that overflows", Source: source, Want: clumped().steady(0).overflow}),
		flat().run("M_t/M/20/20, deals at any time", true, Line{}, Line{}, Line{Name: "share that overflows", Source: "Erlang (1917)", Want: erlangB(projectSlots, load)}),
	}
}

// run is the case whose lines are the average queue, the mean weeks from signature to start, the share of deals that
// find all slots taken, and the mean queue at the starts of weeks. Who finds all slots taken waits, or overflows.
func (p profile) run(name string, overflow bool, lines ...Line) Case {
	return replicated(name, lines, func(seed uint64) func(int) []Tally {
		const deleted, measured = 36, 800 // quarters
		const newQuarter = glance + 1
		h := newHouse(seed, name, 2+quarter)
		counts, times, efforts := h.luck("counts"), h.luck("times"), h.luck("efforts")
		queue := h.level()
		var signed []float64
		slots := sim.NewSlots(func(deal int32) {
			h.tallies[0].add(h.Now() - signed[deal])
			h.Schedule(departure, deal, h.Now()+efforts.exponential(projectWeeks))
		})
		h.Handle(newQuarter, func(q int32) {
			h.Schedule(newQuarter, q+1, h.Now()+quarter)
			for range random.PoissonCount(counts.uniform(), dealsAQuarter) {
				week, u := 0, times.uniform()
				for ; week < quarter-1 && u > p[week]; week++ {
					u -= p[week]
				}
				signed = append(signed, h.Now()+float64(week)+min(1, u/p[week]))
				h.Schedule(arrival, int32(len(signed)-1), signed[len(signed)-1])
			}
		})
		h.Handle(arrival, func(deal int32) {
			taken := slots.Busy() >= slots.Capacity()
			h.tallies[1].addIf(taken)
			if taken && overflow {
				return
			}
			slots.Arrive(deal, 1, 0)
			queue.Set(h.Now(), float64(slots.Waiting()))
		})
		h.Handle(departure, func(int32) {
			slots.Free(1)
			queue.Set(h.Now(), float64(slots.Waiting()))
		})
		h.Handle(glance, func(week int32) {
			h.Schedule(glance, (week+1)%quarter, h.Now()+1)
			h.tallies[2+week].add(float64(slots.Waiting()))
		})
		return func(replication int) []Tally {
			h.restart(replication)
			signed = signed[:0]
			slots.Reset(projectSlots)
			h.Schedule(newQuarter, 0, 0)
			h.Schedule(glance, 0, 0)
			return h.measure(quarter*deleted, quarter*measured)
		}
	})
}
