package sim_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"postsale/sim"
	"postsale/sim/random"
)

const (
	arrival sim.Kind = iota
	departure
	glance // to look at the state from time to time
)

// station is servers with Poisson arrivals by class, empty at time 0.
type station struct {
	name    string // so that no two share their luck
	servers int
	rates   []float64               // arrivals per unit of time, by class
	service func(u float64) float64 // quantile of the service time; nil is exponential of mean 1
}

// run tells the wait of the first customers, in the order of their starts.
func (st station) run(replication uint64, customers int, waited func(customer, class int, wait float64)) {
	type person struct {
		arrived, service float64
		class            int
	}
	var people []person
	arrivals, services, classes := newLuck(st.name+" arrivals", replication), newLuck(st.name+" services", replication), newLuck(st.name+" classes", replication)
	rate := 0.0
	for _, r := range st.rates {
		rate += r
	}
	left := customers

	s := sim.New()
	desk := sim.NewServers(len(st.rates), func(customer int32) {
		p := people[customer]
		if int(customer) < customers {
			waited(int(customer), p.class, s.Now()-p.arrived)
			if left--; left == 0 {
				s.Stop()
			}
		}
		s.Schedule(departure, customer, s.Now()+p.service)
	})
	s.Handle(arrival, func(customer int32) {
		p := person{arrived: s.Now()}
		for u := classes.uniform() * rate; u > st.rates[p.class] && p.class < len(st.rates)-1; p.class++ {
			u -= st.rates[p.class]
		}
		if st.service == nil {
			p.service = services.exponential(1)
		} else {
			p.service = st.service(services.uniform())
		}
		people = append(people, p)
		s.Schedule(arrival, customer+1, s.Now()+arrivals.exponential(1/rate))
		desk.Arrive(customer, p.class)
	})
	s.Handle(departure, func(int32) { desk.Release() })
	desk.Reset(st.servers)
	s.Schedule(arrival, 0, arrivals.exponential(1/rate))
	s.Run(math.Inf(1))
}

// steady adds the mean wait by class, and the share of waits above a time
// (with one class), of a station in steady state.
func (st station) steady(tb *table, waits []float64, above, tail float64) {
	const deleted = 5_000 // at least 14 relaxation times
	var oracles []oracle
	for class, want := range waits {
		oracles = append(oracles, oracle{fmt.Sprintf("%s: wait of class %d", st.name, class), want})
	}
	if above > 0 {
		oracles = append(oracles, oracle{fmt.Sprintf("%s: share above %v", st.name, above), tail})
	}
	tb.add(oracles, longer(50, 100), func(r uint64) []float64 {
		sums, counts, over := make([]float64, len(waits)), make([]float64, len(waits)), 0.0
		st.run(r, deleted+longer(6_000, 50_000), func(customer, class int, wait float64) {
			if customer < deleted {
				return
			}
			sums[class] += wait
			counts[class]++
			if wait > above {
				over++
			}
		})
		got := sums
		for class := range got {
			got[class] /= counts[class]
		}
		if above > 0 {
			got = append(got, over/counts[0])
		}
		return got
	})
}

func TestSingleServer(t *testing.T) {
	var tb table
	for _, c := range []struct{ rho, wait, above float64 }{{.5, 1, 2}, {.8, 4, 5}, {.9, 9, 20}} {
		st := station{name: fmt.Sprintf("M/M/1 rho %v", c.rho), servers: 1, rates: []float64{c.rho}}
		st.steady(&tb, []float64{c.wait}, c.above, c.rho*math.Exp(-(1-c.rho)*c.above))
	}
	tb.check(t)
}

func TestManyServers(t *testing.T) {
	var tb table
	for _, c := range []struct {
		servers    int
		load, wait float64
	}{
		{2, 1.5, 1.2857142857}, {3, 2, 4. / 9}, {5, 4, .5541125541}, {10, 9, .6687315241}, {20, 18, .2753845024},
	} {
		spare := float64(c.servers) - c.load
		delayed := c.wait * spare // Erlang's C
		st := station{name: fmt.Sprintf("M/M/%d load %v", c.servers, c.load), servers: c.servers, rates: []float64{c.load}}
		st.steady(&tb, []float64{c.wait}, .5, delayed*math.Exp(-spare*.5))
	}
	tb.check(t)
}

func TestSingleServerOfAnyServiceLaw(t *testing.T) {
	gamma := func(cv float64) func(float64) float64 {
		d, err := random.Gamma(1, cv)
		require.NoError(t, err)
		return d.Quantile
	}
	var tb table
	for _, c := range []struct {
		name    string
		service func(float64) float64
		wait    float64
	}{
		{"deterministic", func(float64) float64 { return 1 }, 2},
		{"Erlang-4", gamma(.5), 2.5},
		{"exponential", func(u float64) float64 { return -math.Log1p(-u) }, 4},
		{"squared cv 4", gamma(2), 10},
	} {
		st := station{name: "M/G/1 " + c.name, servers: 1, rates: []float64{.8}, service: c.service}
		st.steady(&tb, []float64{c.wait}, 0, 0)
	}
	tb.check(t)
}

func TestPriorities(t *testing.T) {
	var tb table
	single := station{name: "priority M/M/1", servers: 1, rates: []float64{.3, .5}}
	single.steady(&tb, []float64{1.1428571429, 5.7142857143}, 0, 0)
	three := station{name: "priority M/M/3", servers: 3, rates: []float64{1, 1.4}}
	three.steady(&tb, []float64{.3235955056, 1.6179775281}, 0, 0)
	tb.check(t)
}

func TestDelayOfTheFirstCustomersOfAnEmptyServer(t *testing.T) {
	oracles := []oracle{
		{"2", .444444}, {"3", .751715}, {"5", 1.188959}, {"10", 1.859832}, {"20", 2.573283}, {"50", 3.410509}, {"100", 3.810376},
	}
	place := map[int]int{2: 0, 3: 1, 5: 2, 10: 3, 20: 4, 50: 5, 100: 6}
	st := station{name: "transient", servers: 1, rates: []float64{.8}}
	var tb table
	tb.add(oracles, longer(8_000, 100_000), func(r uint64) []float64 {
		got := make([]float64, len(oracles))
		st.run(r, 100, func(customer, _ int, wait float64) {
			if i, asked := place[customer+1]; asked {
				got[i] = wait
			}
		})
		return got
	})
	tb.check(t)
}
