package sim

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"
)

// A splitmix generator, fast enough to leave the kernel visible.
type mixer uint64

func (m *mixer) exponential() float64 {
	*m += 0x9e3779b97f4a7c15
	z := uint64(*m)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return -math.Log((float64(z>>11) + 0.5) / (1 << 53))
}

const (
	arrival Kind = iota
	departure
)

// station is M/M/c through the public kernel; every customer's wait is summed.
type station struct {
	sim     *Simulator
	desk    *Servers
	luck    mixer
	lambda  float64
	arrived []float64 // by customer, modulo its length
	waits   float64
}

func newStation(servers int, lambda float64) *station {
	st := &station{sim: New(), luck: 1, lambda: lambda, arrived: make([]float64, 1<<12)}
	st.desk = NewServers(1, func(customer int32) {
		st.waits += st.sim.Now() - st.arrived[customer&(1<<12-1)]
		st.sim.Schedule(departure, customer, st.sim.Now()+st.luck.exponential())
	})
	st.sim.Handle(arrival, func(customer int32) {
		st.sim.Schedule(arrival, (customer+1)&math.MaxInt32, st.sim.Now()+st.luck.exponential()/st.lambda)
		st.arrived[customer&(1<<12-1)] = st.sim.Now()
		st.desk.Arrive(customer, 0)
	})
	st.sim.Handle(departure, func(int32) { st.desk.Release() })
	st.desk.Reset(servers)
	st.sim.Schedule(arrival, 0, 0)
	return st
}

// perEvent reports the median over the calls of some, which let so many events
// happen: what a call loses when the machine turns to others does not count.
func perEvent(b *testing.B, some func() (events int)) {
	times := make([]float64, 0, 1<<20)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		events := some()
		times = append(times, float64(time.Since(start).Nanoseconds())/float64(events))
	}
	slices.Sort(times)
	b.ReportMetric(times[len(times)/2], "ns/event")
}

func BenchmarkQueue(b *testing.B) {
	for _, c := range []int{1, 10} {
		b.Run(fmt.Sprintf("kernel/servers=%d", c), func(b *testing.B) {
			st := newStation(c, .8*float64(c))
			perEvent(b, func() int {
				before := st.sim.Events()
				st.sim.Run(st.sim.Now() + 1000/(1.6*float64(c)))
				return int(st.sim.Events() - before)
			})
		})
		b.Run(fmt.Sprintf("by-heap/servers=%d", c), func(b *testing.B) {
			luck, until := mixer(1), 0.
			q := newManyServers(&luck, c, .8*float64(c))
			perEvent(b, func() int {
				before := q.events
				until += 1000 / (1.6 * float64(c))
				q.run(until)
				return q.events - before
			})
		})
	}
	b.Run("by-hand/servers=1", func(b *testing.B) {
		luck, until := mixer(1), 0.
		q := newOneServer(&luck, .8)
		perEvent(b, func() int {
			before := q.events
			until += 1000 / 1.6
			q.run(until)
			return q.events - before
		})
	})
}

// BenchmarkShared is a closed shop: whoever is done begins anew. With less
// capacity than jobs everything that happens changes the fraction.
func BenchmarkShared(b *testing.B) {
	for _, jobs := range []int{10, 1_000} {
		for _, capacity := range []float64{.8, 1} {
			b.Run(fmt.Sprintf("jobs=%d/capacity=%v", jobs, capacity), func(b *testing.B) {
				var lane *Shared
				s, luck := New(), mixer(1)
				lane = NewShared(s, 0, 0, func(job int32) { lane.Begin(job, luck.exponential(), 1+float64(job%2)) })
				s.HandleMovable(0, func(int32) { lane.Complete() })
				lane.Reset(capacity * float64(jobs) * 1.5)
				for job := range jobs {
					lane.Begin(int32(job), luck.exponential(), 1+float64(job%2))
				}
				perEvent(b, func() int {
					before := s.Events()
					s.Run(s.Now() + 1000/lane.Drawn())
					return int(s.Events() - before)
				})
			})
		}
	}
}

func BenchmarkHold(b *testing.B) {
	for _, pending := range []int{2, 1_000, 100_000} {
		b.Run(fmt.Sprintf("kernel/pending=%d", pending), func(b *testing.B) {
			s, luck := New(), mixer(1)
			s.Handle(0, func(entity int32) { s.Schedule(0, entity, s.Now()+luck.exponential()) })
			for i := range pending {
				s.Schedule(0, int32(i), luck.exponential())
			}
			perEvent(b, func() int {
				before := s.Events()
				s.Run(s.Now() + 1000/float64(pending))
				return int(s.Events() - before)
			})
		})
		b.Run(fmt.Sprintf("movable/pending=%d", pending), func(b *testing.B) {
			s, luck := New(), mixer(1)
			s.HandleMovable(0, func(entity int32) { s.Schedule(0, entity, s.Now()+luck.exponential()) })
			for i := range pending {
				s.Schedule(0, int32(i), luck.exponential())
			}
			perEvent(b, func() int {
				before := s.Events()
				s.Run(s.Now() + 1000/float64(pending))
				return int(s.Events() - before)
			})
		})
		b.Run(fmt.Sprintf("bare/pending=%d", pending), func(b *testing.B) {
			var heap bareHeap
			luck := mixer(1)
			for i := range pending {
				heap.push(entry{luck.exponential(), uint64(i)})
			}
			perEvent(b, func() int {
				for range 1000 {
					first := heap[0]
					first.time += luck.exponential()
					heap.replace(first)
				}
				return 1000
			})
		})
	}
}
