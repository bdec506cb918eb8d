package theory

import (
	"fmt"
	"math"
	"slices"

	"postsale/sim"
	"postsale/sim/random"
)

// station is servers with Poisson arrivals by class; a service takes 1 on average.
type station struct {
	name    string
	servers int
	rates   []float64 // arrivals per unit of time, by class
	service random.Distribution
}

type customer struct {
	arrived float64
	class   int
}

// open returns a model with the station, and the function that lets the first customer come. It tells what each
// waits when the service starts.
func (st station) open(seed uint64, tallies int, waited func(m *model, number int32, class int, wait float64)) (m *model, begin func()) {
	m = newModel(seed, st.name, tallies)
	gaps, services, classes := m.luck("gaps"), m.luck("services"), m.luck("classes")
	rate := st.rate()
	var customers []customer
	desk := sim.NewServers(len(st.rates), func(number int32) {
		c := customers[number]
		waited(m, number, c.class, m.Now()-c.arrived)
		m.Schedule(departure, number, m.Now()+services.draw(st.service))
	})
	m.Handle(arrival, func(number int32) {
		m.Schedule(arrival, number+1, m.Now()+gaps.exponential(1/rate))
		c := customer{arrived: m.Now()}
		if len(st.rates) > 1 {
			for u := classes.uniform() * rate; u > st.rates[c.class] && c.class < len(st.rates)-1; c.class++ {
				u -= st.rates[c.class]
			}
		}
		customers = append(customers, c)
		desk.Arrive(number, c.class)
	})
	m.Handle(departure, func(int32) { desk.Release() })
	return m, func() {
		customers = customers[:0]
		desk.Reset(st.servers)
		m.Schedule(arrival, 0, m.Now()+gaps.exponential(1/rate))
	}
}

func (st station) rate() float64 {
	sum := 0.0
	for _, rate := range st.rates {
		sum += rate
	}
	return sum
}

// waits is the case of a station's mean waits by class in steady state and then, if there is one more line, of the
// share of all waits above a time.
func (st station) waits(above float64, lines ...Line) Case {
	rate, servers, customers := st.rate(), float64(st.servers), 25_000.
	if rate/servers > .85 {
		customers *= 2
	}
	warm := max(12, warmUp(rate/servers, 1/servers, squaredCV(st.service)))
	return replicated(st.name, lines, func(seed uint64) func(int) []Tally {
		m, begin := st.open(seed, len(lines), func(m *model, _ int32, class int, wait float64) {
			m.tallies[class].add(wait)
			if len(lines) > len(st.rates) {
				m.tallies[len(st.rates)].addIf(wait > above)
			}
		})
		return func(replication int) []Tally {
			m.restart(replication)
			begin()
			return m.measure(warm, customers/rate)
		}
	})
}

func queues() []Case {
	var cases []Case
	for _, q := range []struct{ rho, above float64 }{{.5, 2}, {.8, 5}, {.9, 20}} {
		st := station{fmt.Sprintf("M/M/1, rho %v", q.rho), 1, []float64{q.rho}, exponential}
		cases = append(cases, st.waits(q.above,
			Line{Name: "mean wait", Source: "Gross et al. (2008) 2.2", Want: q.rho / (1 - q.rho)},
			Line{Name: fmt.Sprintf("share waiting above %v", q.above), Source: "Gross et al. (2008) 2.2", Want: q.rho * math.Exp((q.rho-1)*q.above)},
		))
	}
	for _, q := range []struct {
		servers int
		load    float64
	}{{2, 1.5}, {3, 2}, {5, 4}, {10, 9}, {20, 18}} {
		const above = .5
		st := station{fmt.Sprintf("M/M/%d, load %v", q.servers, q.load), q.servers, []float64{q.load}, exponential}
		cases = append(cases, st.waits(above,
			Line{Name: "mean wait", Source: "Erlang (1917); Gross et al. (2008) 2.3", Want: ErlangWait(q.servers, q.load)},
			Line{Name: fmt.Sprintf("share waiting above %v", above), Source: "Erlang (1917); Gross et al. (2008) 2.3", Want: ErlangTail(q.servers, q.load, above)},
		))
	}
	for _, q := range []struct {
		name    string
		service random.Distribution
	}{
		{"deterministic", deterministic},
		{"Erlang-4", random.Must(random.Gamma(1, .5))},
		{"exponential", random.Must(random.Gamma(1, 1))}, // from its table of quantiles
		{"gamma of squared cv 4", random.Must(random.Gamma(1, 2))},
	} {
		st := station{"M/G/1, rho 0.8, " + q.name, 1, []float64{.8}, q.service}
		cases = append(cases, st.waits(0, Line{Name: "mean wait", Source: "Pollaczek (1930); Gross et al. (2008) 5.1", Want: Pollaczek(.8, squaredCV(q.service))}))
	}
	return cases
}

func priorities() []Case {
	var cases []Case
	for _, q := range []struct {
		servers int
		rates   []float64
	}{{1, []float64{.3, .5}}, {3, []float64{1, 1.4}}} {
		waits := Cobham(q.servers, q.rates...)
		st := station{fmt.Sprintf("M/M/%d with priorities, rates %v", q.servers, q.rates), q.servers, q.rates, exponential}
		cases = append(cases, st.waits(0,
			Line{Name: "mean wait, first class", Source: "Cobham (1954); Gross et al. (2008) 3.4", Want: waits[0]},
			Line{Name: "mean wait, second class", Source: "Cobham (1954); Gross et al. (2008) 3.4", Want: waits[1]},
		))
	}
	return cases
}

// transients is M/M/1 from an empty start, many times a replication.
func transients() []Case {
	const starts, customers, rate = 200, 100, .8
	st := station{"M/M/1 from empty, rho 0.8", 1, []float64{rate}, exponential}
	means := Delays(customers, rate)
	var lines []Line
	line := map[int32]int{} // by customer
	for _, i := range []int{2, 3, 5, 10, 20, 50, 100} {
		line[int32(i-1)] = len(lines)
		lines = append(lines, Line{Name: fmt.Sprintf("mean wait of customer %d", i), Source: "Kelton and Law (1985)", Want: means[i-1]})
	}
	return []Case{replicated(st.name, lines, func(seed uint64) func(int) []Tally {
		m, begin := st.open(seed, len(lines), func(m *model, number int32, _ int, wait float64) {
			if i, asked := line[number]; asked {
				m.tallies[i].add(wait)
			}
			if number == customers-1 {
				m.Stop()
			}
		})
		return func(replication int) []Tally {
			m.restart(replication)
			for range starts {
				m.Reset(0)
				begin()
				m.Run(math.Inf(1))
			}
			return slices.Clone(m.tallies)
		}
	})}
}
