package sim_test

import (
	"fmt"
	"math"
	"testing"

	"postsale/sim"
)

// bank is servers with room for some to wait; who finds no room overflows to
// an unlimited bench, where service is exponential of mean 1 as well.
type bank struct {
	name             string
	rate             float64
	servers, room    int
	service          func(u float64) float64
	deleted, horizon float64
}

// tally is what a bank has seen after the deleted time.
type tally struct {
	arrived, overflowed   float64
	queue                 float64 // time average of those waiting
	bench, squaredOnBench float64 // time averages
}

func (b bank) run(replication uint64) (got tally) {
	arrivals, services := newLuck(b.name+" arrivals", replication), newLuck(b.name+" services", replication)
	var queue, bench, squared sim.Level
	atBench := func(s *sim.Simulator, delta float64) {
		bench.Add(s.Now(), delta)
		squared.Set(s.Now(), bench.Value()*bench.Value())
	}

	s := sim.New()
	desk := sim.NewServers(1, func(customer int32) {
		s.Schedule(departure, customer, s.Now()+b.service(services.uniform()))
	})
	const home = glance
	s.Handle(arrival, func(customer int32) {
		s.Schedule(arrival, customer+1, s.Now()+arrivals.exponential(1/b.rate))
		got.arrived++
		if desk.Busy() == b.servers && desk.Waiting() == b.room {
			got.overflowed++
			atBench(s, 1)
			s.Schedule(home, customer, s.Now()+services.exponential(1))
			return
		}
		desk.Arrive(customer, 0)
		queue.Set(s.Now(), float64(desk.Waiting()))
	})
	s.Handle(departure, func(int32) {
		desk.Release()
		queue.Set(s.Now(), float64(desk.Waiting()))
	})
	s.Handle(home, func(int32) { atBench(s, -1) })
	desk.Reset(b.servers)
	s.Schedule(arrival, 0, arrivals.exponential(1/b.rate))

	s.Run(b.deleted)
	got = tally{}
	for _, l := range []*sim.Level{&queue, &bench, &squared} {
		l.Close(b.deleted)
	}
	s.Run(b.deleted + b.horizon)
	average := func(l *sim.Level) float64 {
		area, _ := l.Close(s.Now())
		return area / b.horizon
	}
	got.queue, got.bench, got.squaredOnBench = average(&queue), average(&bench), average(&squared)
	return got
}

func exponentialOne(u float64) float64 { return -math.Log1p(-u) }

func TestLoss(t *testing.T) {
	var tb table
	for _, c := range []struct {
		servers    int
		load, loss float64
	}{
		{5, 3, .1100543478}, {10, 5, .0183845703}, {15, 10, .0364969455}, {20, 15, .0455932156},
	} {
		for _, law := range []struct {
			name    string
			service func(u float64) float64
		}{
			{"exponential", exponentialOne},
			{"deterministic", func(float64) float64 { return 1 }},
		} {
			b := bank{
				name: fmt.Sprintf("%d servers, load %v, %s", c.servers, c.load, law.name),
				rate: c.load, servers: c.servers, service: law.service,
				deleted: 20, horizon: float64(longer(1_000, 4_000)),
			}
			tb.add([]oracle{{b.name, c.loss}}, longer(50, 100), func(r uint64) []float64 {
				got := b.run(r)
				return []float64{got.overflowed / got.arrived}
			})
		}
	}
	tb.check(t)
}

// The variance is tested by the second moment, which time averages estimate
// without bias.
func TestOverflowToAnUnlimitedBench(t *testing.T) {
	var tb table
	for _, c := range []struct {
		load           float64
		servers        int
		mean, variance float64
	}{
		{10, 5, 5.63952177, 8.23267427}, {10, 15, .36496945, .80517006}, {5, 5, 1.42433911, 2.33317947},
	} {
		b := bank{
			name: fmt.Sprintf("%v to %d servers", c.load, c.servers),
			rate: c.load, servers: c.servers, service: exponentialOne,
			deleted: 30, horizon: float64(longer(1_000, 6_000)),
		}
		tb.add([]oracle{
			{b.name + ": on the bench", c.mean},
			{b.name + ": squared", c.variance + c.mean*c.mean},
		}, longer(50, 100), func(r uint64) []float64 {
			got := b.run(r)
			return []float64{got.bench, got.squaredOnBench}
		})
	}
	tb.check(t)
}

func TestOverflowOfAFiniteQueue(t *testing.T) {
	b := bank{
		name: "M/M/10/12", rate: 9, servers: 10, room: 2, service: exponentialOne,
		deleted: 30, horizon: float64(longer(1_000, 10_000)),
	}
	var tb table
	tb.add([]oracle{{"overflow", .1056932911}, {"queue", .3288235720}}, longer(50, 100), func(r uint64) []float64 {
		got := b.run(r)
		return []float64{got.overflowed / got.arrived, got.queue}
	})
	tb.check(t)
}
