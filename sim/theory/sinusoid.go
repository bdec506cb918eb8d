package theory

import (
	"fmt"
	"math"

	"postsale/sim"
	"postsale/sim/random"
)

const quarter = 13 // weeks

// sinusoids is unlimited slots for projects of 8 weeks that are signed at a rate of 2 + 1.5 sin(2πt/13) a week, which
// is thinned from 3.5.
func sinusoids() []Case {
	const (
		mean, swing = 2, 1.5
		weeks       = 8.0
		frequency   = 2 * math.Pi / quarter
		source      = "Eick, Massey and Whitt (1993)"
		looks       = 4 * quarter // a quarter
	)
	// The mean number at t is mean·weeks + amplitude·sin(frequency·(t − lag)).
	lagging := swing * weeks / (1 + frequency*weeks*frequency*weeks)
	smooth := func(t float64) float64 {
		return mean*weeks + lagging*(math.Sin(frequency*t)-frequency*weeks*math.Cos(frequency*t))
	}
	amplitude, lag := swing*weeks/math.Hypot(1, frequency*weeks), math.Atan(frequency*weeks)/frequency
	window := func(t float64) float64 {
		return mean*weeks + swing/frequency*(math.Cos(frequency*(t-weeks))-math.Cos(frequency*t))
	}
	var cases []Case
	for _, c := range []struct {
		name    string
		service random.Distribution
		at      func(t float64) float64
		phases  []int
	}{
		{"exponential", random.Must(random.Exponential(weeks)), smooth, []int{0, 1, 2, 3}},
		{"deterministic", random.Must(random.Constant(weeks)), window, []int{0, 2}},
	} {
		name := "M_t/G/infinity, sinusoidal rate, " + c.name
		var lines []Line
		for _, phase := range c.phases {
			t := float64(phase) * quarter / 4
			lines = append(lines, Line{Name: fmt.Sprintf("mean number at week %v", t), Source: source, Want: c.at(t)})
		}
		if len(c.phases) == 4 {
			lines = append(lines,
				Line{Name: "average over time", Source: source, Want: mean * weeks},
				Line{Name: "amplitude", Source: source, Want: amplitude},
				Line{Name: "lag in weeks", Source: source, Want: lag})
		}
		cases = append(cases, replicated(name, lines, func(seed uint64) func(int) []Tally {
			const deleted, measured = 10, 300 // quarters
			m := newModel(seed, name, looks)
			gaps, kept, services := m.luck("gaps"), m.luck("kept"), m.luck("services")
			slots := sim.NewSlots(func(project int32) { m.Schedule(departure, project, m.Now()+services.draw(c.service)) })
			m.Handle(arrival, func(project int32) {
				m.Schedule(arrival, project+1, m.Now()+gaps.exponential(1/(mean+swing)))
				if kept.uniform()*(mean+swing) < mean+swing*math.Sin(frequency*m.Now()) {
					slots.Arrive(project, 1, 0)
				}
			})
			m.Handle(departure, func(int32) { slots.Free(1) })
			m.Handle(glance, func(look int32) {
				m.Schedule(glance, (look+1)%looks, m.Now()+float64(quarter)/looks)
				m.tallies[look].add(slots.Busy())
			})
			return func(replication int) []Tally {
				m.restart(replication)
				slots.Reset(math.Inf(1))
				m.Schedule(arrival, 0, gaps.exponential(1/(mean+swing)))
				m.Schedule(glance, 0, 0)
				busy := m.measure(quarter*deleted, quarter*measured)
				var told []Tally
				for _, phase := range c.phases {
					told = append(told, busy[phase*looks/4])
				}
				if len(c.phases) < 4 {
					return told
				}
				level, with, across := 0.0, 0.0, 0.0 // by the phase that theory says
				for look, n := range busy {
					sin, cos := math.Sincos(frequency * (float64(look)*quarter/looks - lag))
					level += n.Sum / looks
					with += 2 * n.Sum * sin / looks
					across += 2 * n.Sum * cos / looks
				}
				return append(told, Tally{level, measured}, Tally{with, measured}, Tally{lag*with - across/frequency, with})
			}
		}))
	}
	return cases
}
