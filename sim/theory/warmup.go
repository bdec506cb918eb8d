package theory

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"postsale/sim"
)

// startsFromEmpty is what a start from empty does, many times a replication: to unlimited slots, which forget it within a
// few services, and to a single server.
func startsFromEmpty() []Case { return []Case{slotsFromEmpty(), serverFromEmpty()} }

func slotsFromEmpty() Case {
	const (
		name   = "M/M/infinity from empty, load 5"
		source = "Eick, Massey and Whitt (1993)"
		load   = 5.0
		starts = 60
		many   = 8
	)
	at := func(t float64) float64 { return -load * math.Expm1(-t) }
	var lines []Line
	times := []float64{.5, 1, 2, 4}
	for _, t := range times {
		lines = append(lines, Line{Name: fmt.Sprintf("mean number at time %v", t), Source: source, Want: at(t)})
	}
	n := len(times)
	lines = append(lines,
		Line{Name: "its variance at time 1", Source: source, Want: at(1)},
		Line{Name: "average over times 0 to 10", Source: source, Want: load - at(10)/10},
		Line{Name: "average over times 20 to 30, warm-up deleted", Source: "Gross et al. (2008) 2.7", Want: load - (at(30)-at(20))/10},
		Line{Name: "its variance then", Source: "Gross et al. (2008) 2.7", Want: load},
		Line{Name: fmt.Sprintf("share of that time with more than %d", many), Source: "Gross et al. (2008) 2.7", Want: mathext.GammaIncReg(many+1, load)},
	)
	return replicated(name, lines, func(seed uint64) func(int) []Tally {
		m := newModel(seed, name, len(lines))
		gaps, services := m.luck("gaps"), m.luck("services")
		busy, square, crowded := m.level(), m.level(), m.level()
		slots := sim.NewSlots(func(customer int32) { m.Schedule(departure, customer, m.Now()+services.exponential(1)) })
		look := func() {
			busy.Set(m.Now(), slots.Busy())
			square.Set(m.Now(), (slots.Busy()-load)*(slots.Busy()-load))
			over := 0.0
			if slots.Busy() > many {
				over = 1
			}
			crowded.Set(m.Now(), over)
		}
		m.Handle(arrival, func(customer int32) {
			m.Schedule(arrival, customer+1, m.Now()+gaps.exponential(1/load))
			slots.Arrive(customer, 1, 0)
			look()
		})
		m.Handle(departure, func(int32) {
			slots.Free(1)
			look()
		})
		average := func(tally int, l *sim.Level) {
			area, _ := l.Close(m.Now())
			m.tallies[tally].add(area / 10)
		}
		return func(replication int) []Tally {
			m.restart(replication)
			for range starts {
				m.Reset(0)
				slots.Reset(math.Inf(1))
				for _, l := range m.levels {
					l.Reset(0, 0)
				}
				look()
				m.Schedule(arrival, 0, gaps.exponential(1/load))
				for i, t := range times {
					m.Run(t)
					m.tallies[i].add(slots.Busy())
					if t == 1 {
						m.tallies[n].add((slots.Busy() - at(1)) * (slots.Busy() - at(1)))
					}
				}
				m.Run(10)
				average(n+1, busy)
				m.Run(20)
				for _, l := range m.levels {
					l.Close(20)
				}
				m.Run(30)
				for i, l := range m.levels {
					average(n+2+i, l)
				}
			}
			return slices.Clone(m.tallies)
		}
	})
}

func serverFromEmpty() Case {
	const (
		name   = "M/M/1 from empty, number present, rho 0.8"
		source = "Kolmogorov's equations by uniformisation, Jensen (1953)"
		rho    = .8
		starts = 200
	)
	var lines []Line
	times := []float64{2, 10, 50}
	chances := []float64{1}
	chances = append(chances, make([]float64, 200)...)
	now := 0.0
	for _, t := range times {
		chances = serversOf(rho, 1).after(t-now, chances)
		now = t
		lines = append(lines,
			Line{Name: fmt.Sprintf("mean at time %v", t), Source: source, Want: expected(chances, number)},
			Line{Name: fmt.Sprintf("chance of none at time %v", t), Source: source, Want: chances[0]})
	}
	return replicated(name, lines, func(seed uint64) func(int) []Tally {
		m := newModel(seed, name, len(lines))
		gaps, services := m.luck("gaps"), m.luck("services")
		desk := sim.NewServers(1, func(customer int32) { m.Schedule(departure, customer, m.Now()+services.exponential(1)) })
		m.Handle(arrival, func(customer int32) {
			m.Schedule(arrival, customer+1, m.Now()+gaps.exponential(1/rho))
			desk.Arrive(customer, 0)
		})
		m.Handle(departure, func(int32) { desk.Release() })
		return func(replication int) []Tally {
			m.restart(replication)
			for range starts {
				m.Reset(0)
				desk.Reset(1)
				m.Schedule(arrival, 0, gaps.exponential(1/rho))
				for i, t := range times {
					m.Run(t)
					present := desk.Busy() + desk.Waiting()
					m.tallies[2*i].add(float64(present))
					m.tallies[2*i+1].addIf(present == 0)
				}
			}
			return slices.Clone(m.tallies)
		}
	})
}
