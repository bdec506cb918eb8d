package theory

import (
	"fmt"

	"postsale/sim"
	"postsale/sim/random"
)

// bank is servers with room for some to wait; who finds no room overflows to an unlimited bench, where service is
// exponential of mean 1.
type bank struct {
	name    string
	load    float64 // arrivals per unit of time
	servers int
	room    int
	service random.Distribution // of mean 1
	bench   float64             // the mean number there, around which its variance is measured
}

// run is the case whose lines are the mean queue, the mean number on the bench and its variance, and the share that
// overflows.
func (b bank) run(lines [4]Line) Case {
	const customers = 25_000
	return replicated(b.name, lines[:], func(seed uint64) func(int) []Tally {
		m := newModel(seed, b.name, 1)
		gaps, services, benches := m.luck("gaps"), m.luck("services"), m.luck("benches")
		queue, bench, square := m.level(), m.level(), m.level()
		move := func(delta float64) {
			bench.Add(m.Now(), delta)
			apart := bench.Value() - b.bench
			square.Set(m.Now(), apart*apart)
		}
		desk := sim.NewServers(1, func(customer int32) {
			m.Schedule(departure, customer, m.Now()+services.draw(b.service))
		})
		m.Handle(arrival, func(customer int32) {
			m.Schedule(arrival, customer+1, m.Now()+gaps.exponential(1/b.load))
			full := desk.Busy() == b.servers && desk.Waiting() == b.room
			m.tallies[0].addIf(full)
			if full {
				move(1)
				m.Schedule(moved, customer, m.Now()+benches.exponential(1))
				return
			}
			desk.Arrive(customer, 0)
			queue.Set(m.Now(), float64(desk.Waiting()))
		})
		m.Handle(departure, func(int32) {
			desk.Release()
			queue.Set(m.Now(), float64(desk.Waiting()))
		})
		m.Handle(moved, func(int32) { move(-1) })
		return func(replication int) []Tally {
			m.restart(replication)
			desk.Reset(b.servers)
			move(0)
			m.Schedule(arrival, 0, gaps.exponential(1/b.load))
			return m.measure(30, customers/b.load) // services, of which a bank remembers few
		}
	})
}

// losses is servers without room to wait: how service varies does not matter.
func losses() []Case {
	var cases []Case
	for _, c := range []struct {
		servers int
		load    float64
	}{{5, 3}, {10, 5}, {15, 10}, {20, 15}} {
		for _, service := range []struct {
			name, source string
			law          random.Distribution
		}{
			{"exponential", "Erlang (1917)", exponential},
			{"deterministic", "Erlang (1917)", deterministic},
			{"log-normal", "Sevastyanov (1957)", skewed},
		} {
			b := bank{name: fmt.Sprintf("Erlang B, %d servers, load %v, %s", c.servers, c.load, service.name), load: c.load, servers: c.servers, service: service.law}
			cases = append(cases, b.run([4]Line{3: {Name: "share lost", Source: service.source, Want: ErlangB(c.servers, c.load)}}))
		}
	}
	return cases
}

func overflows() []Case {
	var cases []Case
	for _, c := range []struct {
		servers int
		load    float64
	}{{5, 10}, {15, 10}, {5, 5}} {
		mean, variance := Kosten(c.servers, c.load)
		b := bank{name: fmt.Sprintf("overflow of load %v from %d slots", c.load, c.servers), load: c.load, servers: c.servers, service: exponential, bench: mean}
		cases = append(cases, b.run([4]Line{
			1: {Name: "mean number at the partner", Source: "Kosten (1937)", Want: mean},
			2: {Name: "its variance", Source: "Kosten (1937); Riordan in Wilkinson (1956)", Want: variance},
		}))
	}
	const rate, servers, places = 9, 10, 12
	chances := serversOf(rate, servers).steady(places + 1)
	finite := bank{name: "M/M/10/12, load 9", load: rate, servers: servers, room: places - servers, service: exponential}
	return append(cases, finite.run([4]Line{
		0: {Name: "mean queue", Source: "birth-death equations", Want: expected(chances, beyond(servers))},
		3: {Name: "share that overflows", Source: "birth-death equations", Want: chances[places]},
	}))
}

// bundle is a class of customers who each take some places for a service of mean 1, or are lost.
type bundle struct {
	load    float64 // customers per unit of time
	places  int
	service random.Distribution
}

// kaufmanRoberts returns the share of each class that finds too few of the places free.
func kaufmanRoberts(places int, classes []bundle) []float64 {
	taken := make([]float64, places+1)
	taken[0] = 1
	sum := 1.0
	for n := 1; n <= places; n++ {
		for _, c := range classes {
			if c.places <= n {
				taken[n] += c.load * float64(c.places) * taken[n-c.places] / float64(n)
			}
		}
		sum += taken[n]
	}
	lost := make([]float64, len(classes))
	for i, c := range classes {
		for n := places - c.places + 1; n <= places; n++ {
			lost[i] += taken[n] / sum
		}
	}
	return lost
}

// bundles is places that are taken several at a time.
func bundles() []Case {
	const name, places, customers = "12 places taken by 1 and by 3", 12, 25_000
	classes := []bundle{{4, 1, exponential}, {1.5, 3, deterministic}}
	lost := kaufmanRoberts(places, classes)
	total := 0.0
	for _, c := range classes {
		total += c.load
	}
	return []Case{replicated(name, []Line{
		{Name: "share lost of those who want 1", Source: "Kaufman (1981); Roberts (1981)", Want: lost[0]},
		{Name: "share lost of those who want 3", Source: "Kaufman (1981); Roberts (1981)", Want: lost[1]},
	}, func(seed uint64) func(int) []Tally {
		m := newModel(seed, name, len(classes))
		var gaps []*luck
		services := m.luck("services")
		slots := sim.NewSlots(func(class int32) {
			m.Schedule(departure, class, m.Now()+services.draw(classes[class].service))
		})
		comes := func(class int32) { m.Schedule(arrival, class, m.Now()+gaps[class].exponential(1/classes[class].load)) }
		gaps = append(gaps, m.luck("gaps of 1"), m.luck("gaps of 3"))
		m.Handle(arrival, func(class int32) {
			comes(class)
			size := float64(classes[class].places)
			full := slots.Busy()+size > places
			m.tallies[class].addIf(full)
			if !full {
				slots.Arrive(class, size, 0)
			}
		})
		m.Handle(departure, func(class int32) { slots.Free(float64(classes[class].places)) })
		return func(replication int) []Tally {
			m.restart(replication)
			slots.Reset(places)
			for class := range classes {
				comes(int32(class))
			}
			return m.measure(30, customers/total)
		}
	})}
}
