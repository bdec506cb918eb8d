package sim_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/sim"
)

func TestBatchesAtASingleServer(t *testing.T) {
	const rate, size, mean = .1, 4, 2.0
	deleted, horizon := 2_000.0, float64(longer(10_000, 100_000))
	var tb table
	tb.add([]oracle{{"present", 10}, {"sojourn", 25}}, longer(50, 100), func(r uint64) []float64 {
		arrivals, services := newLuck("batch arrivals", r), newLuck("batch services", r)
		var arrived []float64
		var present sim.Level
		sojourn, left := 0.0, 0.0
		s := sim.New()
		desk := sim.NewServers(1, func(customer int32) { s.Schedule(departure, customer, s.Now()+services.exponential(mean)) })
		s.Handle(arrival, func(batch int32) {
			s.Schedule(arrival, batch+1, s.Now()+arrivals.exponential(1/rate))
			present.Add(s.Now(), size)
			for range size {
				arrived = append(arrived, s.Now())
				desk.Arrive(int32(len(arrived)-1), 0)
			}
		})
		s.Handle(departure, func(customer int32) {
			present.Add(s.Now(), -1)
			if s.Now() > deleted {
				sojourn += s.Now() - arrived[customer]
				left++
			}
			desk.Release()
		})
		desk.Reset(1)
		s.Schedule(arrival, 0, arrivals.exponential(1/rate))
		s.Run(deleted)
		present.Close(deleted)
		s.Run(deleted + horizon)
		area, _ := present.Close(s.Now())
		return []float64{area / horizon, sojourn / left}
	})
	tb.check(t)
}

func TestAPulseIsDrainedAtAConstantRate(t *testing.T) {
	const deals, gap = 30, 1 / 2.5 // weeks from start to start
	s := sim.New()
	var waits []float64
	desk := sim.NewServers(1, func(deal int32) {
		waits = append(waits, s.Now()-13)
		s.Schedule(departure, deal, s.Now()+gap)
	})
	s.Handle(departure, func(int32) { desk.Release() })
	s.Handle(arrival, func(deal int32) { desk.Arrive(deal, 0) })
	desk.Reset(1)
	for deal := range int32(deals) {
		s.Schedule(arrival, deal, 13)
	}
	s.Run(math.Inf(1))
	sum := 0.0
	for _, wait := range waits {
		sum += wait
	}
	assert.InDelta(t, 5.8, sum/deals, 1e-12)
	assert.InDelta(t, 11.6, waits[deals-1], 1e-12)
}

func TestReopenedWorkArrivesAgain(t *testing.T) {
	const rate, reopened = .4, .5 // so that the load is .4/(1-.5) = .8
	deleted, horizon := 2_000.0, float64(longer(10_000, 100_000))
	var tb table
	tb.add([]oracle{{"visits per unit of time", .8}, {"present", 4}}, longer(50, 100), func(r uint64) []float64 {
		arrivals, services, verdicts := newLuck("reopened arrivals", r), newLuck("reopened services", r), newLuck("reopened verdicts", r)
		var present sim.Level
		visits := 0.0
		s := sim.New()
		desk := sim.NewServers(1, func(customer int32) {
			visits++
			s.Schedule(departure, customer, s.Now()+services.exponential(1))
		})
		s.Handle(arrival, func(customer int32) {
			s.Schedule(arrival, customer+1, s.Now()+arrivals.exponential(1/rate))
			present.Add(s.Now(), 1)
			desk.Arrive(customer, 0)
		})
		s.Handle(departure, func(customer int32) {
			if verdicts.uniform() < reopened {
				desk.Arrive(customer, 0)
			} else {
				present.Add(s.Now(), -1)
			}
			desk.Release()
		})
		desk.Reset(1)
		s.Schedule(arrival, 0, arrivals.exponential(1/rate))
		s.Run(deleted)
		present.Close(deleted)
		visits = 0
		s.Run(deleted + horizon)
		area, _ := present.Close(s.Now())
		return []float64{visits / horizon, area / horizon}
	})
	tb.check(t)
}

// L = lambda W holds on every path that starts and ends empty, so here with
// classes, people who come back, and a number of servers that changes.
func TestLittlesLawIsExactFromEmptyToEmpty(t *testing.T) {
	const customers = 20_000
	arrivals, services := newLuck("Little's arrivals", 0), newLuck("Little's services", 0)
	arrived := make([]float64, customers)
	var present sim.Level
	sojourn := 0.0

	const hire = glance
	s := sim.New()
	desk := sim.NewServers(3, func(customer int32) { s.Schedule(departure, customer, s.Now()+services.exponential(2)) })
	s.Handle(arrival, func(customer int32) {
		if customer+1 < customers {
			s.Schedule(arrival, customer+1, s.Now()+arrivals.exponential(1))
		}
		arrived[customer] = s.Now()
		present.Add(s.Now(), 1)
		desk.Arrive(customer, int(customer%3))
	})
	s.Handle(departure, func(customer int32) {
		if services.uniform() < .1 {
			desk.Arrive(customer, 0)
		} else {
			sojourn += s.Now() - arrived[customer]
			present.Add(s.Now(), -1)
		}
		desk.Release()
	})
	s.Handle(hire, func(n int32) {
		desk.SetCapacity(1 + int(n)%5)
		if n < 1_000 {
			s.Schedule(hire, n+1, s.Now()+20)
		}
	})
	desk.Reset(2)
	s.Schedule(arrival, 0, 0)
	s.Schedule(hire, 0, 10)
	s.Run(math.Inf(1))

	require.Zero(t, present.Value())
	area, peak := present.Close(s.Now())
	assert.Greater(t, peak, 5.0, "some have waited")
	const roundings = 4 * customers // of half a unit in the last place at most
	assert.InEpsilon(t, sojourn, area, roundings*0x1p-53)
}
