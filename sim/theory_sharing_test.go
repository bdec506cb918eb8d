package sim_test

import (
	"math"
	"testing"

	"postsale/sim"
)

// sharing is a Shared with Poisson arrivals of jobs of pace 1.
type sharing struct {
	name           string
	capacity, rate float64
	work           func(u float64) float64
}

// run tells work and sojourn of the jobs after the deleted ones, and returns the
// time average of jobs present from then on.
func (sh sharing) run(replication uint64, deleted, measured int, ended func(work, sojourn float64)) (present float64) {
	var begun, work []float64
	arrivals, sizes := newLuck(sh.name+" arrivals", replication), newLuck(sh.name+" sizes", replication)
	var level sim.Level
	from, left := 0.0, measured

	s := sim.New()
	lane := sim.NewShared(s, departure, 0, func(job int32) {
		level.Add(s.Now(), -1)
		if int(job) < deleted || int(job) >= deleted+measured {
			return
		}
		ended(work[job], s.Now()-begun[job])
		if left--; left == 0 {
			s.Stop()
		}
	})
	s.HandleMovable(departure, func(int32) { lane.Complete() })
	s.Handle(arrival, func(job int32) {
		if int(job) == deleted {
			from = s.Now()
			level.Reset(from, level.Value())
		}
		begun, work = append(begun, s.Now()), append(work, sh.work(sizes.uniform()))
		lane.Begin(job, work[job], 1)
		level.Add(s.Now(), 1)
		s.Schedule(arrival, job+1, s.Now()+arrivals.exponential(1/sh.rate))
	})
	lane.Reset(sh.capacity)
	s.Schedule(arrival, 0, 0)
	s.Run(math.Inf(1))
	area, _ := level.Close(s.Now())
	return area / (s.Now() - from)
}

func TestProcessorSharing(t *testing.T) {
	exponential := func(u float64) float64 { return -math.Log1p(-u) }
	small, large := .5, 2.0
	twoSizes := func(u float64) float64 { // of mean 1
		if u < 2./3 {
			return small
		}
		return large
	}
	deleted, measured := 3_000, longer(5_000, 30_000)
	replications := longer(50, 100)

	var tb table
	tb.add([]oracle{{"exponential: jobs present", 4}, {"exponential: sojourn by work", 5}}, replications, func(r uint64) []float64 {
		slowdown := 0.0
		present := sharing{"exponential", 1, .8, exponential}.run(r, deleted, measured, func(work, sojourn float64) { slowdown += sojourn / work })
		return []float64{present, slowdown / float64(measured)}
	})
	tb.add([]oracle{{"two sizes: jobs present", 4}, {"two sizes: sojourn of .5", 2.5}, {"two sizes: sojourn of 2", 10}}, replications, func(r uint64) []float64 {
		sum, n := map[float64]float64{}, map[float64]float64{}
		present := sharing{"two sizes", 1, .8, twoSizes}.run(r, deleted, measured, func(work, sojourn float64) {
			sum[work] += sojourn
			n[work]++
		})
		return []float64{present, sum[small] / n[small], sum[large] / n[large]}
	})
	// With capacity 3 and pace 1 the number present is that of M/M/3: 2 + 2 · 4/9.
	tb.add([]oracle{{"capacity 3: jobs present", 2 + 2*4./9}}, replications, func(r uint64) []float64 {
		return []float64{sharing{"capacity 3", 3, 2, exponential}.run(r, deleted, measured, func(_, _ float64) {})}
	})
	tb.check(t)
}
