package sim_test

import (
	"fmt"
	"math"
	"testing"

	"postsale/sim"
	"postsale/sim/random"
)

const quarter = 13 // weeks

// weights is the share of a quarter's deals by week that is shipped as the
// default: most sign at the end.
var weights = []float64{.05, .045, .045, .05, .055, .055, .06, .065, .07, .075, .09, .12, .22}

// clumped draws 26 deals a quarter at the times of a profile and lets each hold
// one slot for 8 weeks, exponentially distributed.
type clumped struct {
	name              string
	profile           []float64
	slots             int
	overflow          bool // who finds no slot goes elsewhere
	deleted, measured int  // quarters
}

// periodic is what a replication has seen in the measured quarters.
type periodic struct {
	delay    float64          // mean from signature to start
	overflow float64          // share
	queue    float64          // time average
	atWeek   [quarter]float64 // mean queue at the start of a week
}

func (c clumped) run(replication uint64) (got periodic) {
	const newQuarter = departure + 10
	counts, times, efforts := newLuck(c.name+" counts", replication), newLuck(c.name+" times", replication), newLuck(c.name+" efforts", replication)
	var signed []float64
	var queue sim.Level
	deals, started, overflowed := 0.0, 0.0, 0.0
	from, until := float64(quarter*c.deleted), float64(quarter*(c.deleted+c.measured))
	counted := func(deal int32) bool { return signed[deal] >= from && signed[deal] < until }

	s := sim.New()
	slots := sim.NewSlots(func(deal int32) {
		if counted(deal) {
			got.delay += s.Now() - signed[deal]
			started++
		}
		s.Schedule(departure, deal, s.Now()+efforts.exponential(8))
	})
	s.Handle(newQuarter, func(q int32) {
		s.Schedule(newQuarter, q+1, s.Now()+quarter)
		for range random.PoissonCount(counts.uniform(), 26) {
			week, u := 0, times.uniform()
			for ; week < quarter-1 && u > c.profile[week]; week++ {
				u -= c.profile[week]
			}
			signed = append(signed, s.Now()+float64(week)+min(1, u/c.profile[week]))
			s.Schedule(arrival, int32(len(signed)-1), signed[len(signed)-1])
		}
	})
	s.Handle(arrival, func(deal int32) {
		if counted(deal) {
			deals++
		}
		if c.overflow && slots.Busy() >= slots.Capacity() {
			if counted(deal) {
				overflowed++
			}
			return
		}
		slots.Arrive(deal, 1, 0)
		queue.Set(s.Now(), float64(slots.Waiting()))
	})
	s.Handle(departure, func(int32) {
		slots.Free(1)
		queue.Set(s.Now(), float64(slots.Waiting()))
	})
	s.Handle(glance, func(week int32) {
		s.Schedule(glance, (week+1)%quarter, s.Now()+1)
		got.atWeek[week] += float64(slots.Waiting()) / float64(c.measured)
	})
	slots.Reset(float64(c.slots))
	s.Schedule(newQuarter, 0, 0)
	s.Run(from)
	queue.Close(from)
	s.Schedule(glance, 0, from)
	s.Run(math.Nextafter(until, from))
	area, _ := queue.Close(s.Now())
	for started+overflowed < deals {
		s.Run(s.Now() + 1)
	}
	got.delay /= started
	got.overflow = overflowed / deals
	got.queue = area / (until - from)
	return got
}

func TestClumpedDealsInPeriodicSteadyState(t *testing.T) {
	flat := make([]float64, quarter)
	for week := range flat {
		flat[week] = 1. / quarter
	}
	deleted, measured, replications := 30, longer(200, 2_000), longer(50, 100)
	var tb table

	atWeek := []float64{2.5421, 2.1226, 1.7247, 1.4025, 1.1760, 1.0180, .8826, .7907, .7326, .7027, .6985, .7699, 1.0416}
	oracles := []oracle{{"clumped: start delay", .595708}, {"clumped: queue", 1.191417}}
	for week, want := range atWeek {
		oracles = append(oracles, oracle{fmt.Sprintf("clumped: queue at week %d", week), want})
	}
	waiting := clumped{name: "clumped", profile: weights, slots: 20, deleted: deleted, measured: measured}
	tb.add(oracles, replications, func(r uint64) []float64 {
		got := waiting.run(r)
		return append([]float64{got.delay, got.queue}, got.atWeek[:]...)
	})

	even := clumped{name: "flat", profile: flat, slots: 20, deleted: deleted, measured: measured}
	tb.add([]oracle{{"flat: start delay", .512156}}, replications, func(r uint64) []float64 { return []float64{even.run(r).delay} })

	for _, c := range []struct {
		name     string
		profile  []float64
		overflow float64
	}{
		{"clumped overflow", weights, .0862667}, {"flat overflow", flat, .064411},
	} {
		lost := clumped{name: c.name, profile: c.profile, slots: 20, overflow: true, deleted: deleted, measured: measured}
		tb.add([]oracle{{c.name, c.overflow}}, replications, func(r uint64) []float64 { return []float64{lost.run(r).overflow} })
	}
	tb.check(t)
}

// Arrivals at rate 2 + 1.5 sin(2 pi t / 13) are thinned from a rate of 3.5.
func TestUnlimitedSlotsUnderASinusoidalRate(t *testing.T) {
	deleted, measured := 20, longer(100, 1_000) // cycles
	phases := []float64{0, 3.25, 6.5, 9.75}
	sine := func(name string, service func(u float64) float64, replication uint64) (busy [4]float64) {
		times, kept, services := newLuck(name+" times", replication), newLuck(name+" kept", replication), newLuck(name+" services", replication)
		s := sim.New()
		slots := sim.NewSlots(func(deal int32) { s.Schedule(departure, deal, s.Now()+service(services.uniform())) })
		s.Handle(arrival, func(deal int32) {
			s.Schedule(arrival, deal+1, s.Now()+times.exponential(1/3.5))
			if kept.uniform()*3.5 < 2+1.5*math.Sin(2*math.Pi*s.Now()/quarter) {
				slots.Arrive(deal, 1, 0)
			}
		})
		s.Handle(departure, func(int32) { slots.Free(1) })
		s.Handle(glance, func(phase int32) {
			s.Schedule(glance, phase, s.Now()+quarter)
			busy[phase] += slots.Busy() / float64(measured)
		})
		slots.Reset(math.Inf(1))
		s.Schedule(arrival, 0, 0)
		for phase, at := range phases {
			s.Schedule(glance, int32(phase), float64(quarter*deleted)+at)
		}
		s.Run(math.Nextafter(float64(quarter*(deleted+measured)), 0))
		return busy
	}
	var tb table
	tb.add([]oracle{
		{"exponential, week 0", 13.091052}, {"exponential, week 3.25", 16.752332}, {"exponential, week 6.5", 18.908948}, {"exponential, week 9.75", 15.247668},
	}, longer(50, 100), func(r uint64) []float64 {
		busy := sine("exponential", func(u float64) float64 { return -8 * math.Log1p(-u) }, r)
		return busy[:]
	})
	tb.add([]oracle{{"deterministic, week 0", 10.573459}, {"deterministic, week 6.5", 21.426541}}, longer(50, 100), func(r uint64) []float64 {
		busy := sine("deterministic", func(float64) float64 { return 8 }, r)
		return []float64{busy[0], busy[2]}
	})
	tb.check(t)
}
