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
		h := newHouse(seed, b.name, 1)
		gaps, services, benches := h.luck("gaps"), h.luck("services"), h.luck("benches")
		queue, bench, square := h.level(), h.level(), h.level()
		move := func(delta float64) {
			bench.Add(h.Now(), delta)
			apart := bench.Value() - b.bench
			square.Set(h.Now(), apart*apart)
		}
		desk := sim.NewServers(1, func(customer int32) {
			h.Schedule(departure, customer, h.Now()+services.draw(b.service))
		})
		h.Handle(arrival, func(customer int32) {
			h.Schedule(arrival, customer+1, h.Now()+gaps.exponential(1/b.load))
			full := desk.Busy() == b.servers && desk.Waiting() == b.room
			h.tallies[0].addIf(full)
			if full {
				move(1)
				h.Schedule(moved, customer, h.Now()+benches.exponential(1))
				return
			}
			desk.Arrive(customer, 0)
			queue.Set(h.Now(), float64(desk.Waiting()))
		})
		h.Handle(departure, func(int32) {
			desk.Release()
			queue.Set(h.Now(), float64(desk.Waiting()))
		})
		h.Handle(moved, func(int32) { move(-1) })
		return func(replication int) []Tally {
			h.restart(replication)
			desk.Reset(b.servers)
			move(0)
			h.Schedule(arrival, 0, gaps.exponential(1/b.load))
			return h.measure(30, customers/b.load) // services, of which a bank remembers few
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
