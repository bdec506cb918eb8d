package theory

import (
	"math"

	"postsale/sim"
)

// networks is stations that pass their customers on, where each is as if it stood alone.
func networks() []Case { return []Case{tandem(), tiers()} }

// tandem is two single servers in a row: a customer's times at the two are independent, and exponential.
func tandem() Case {
	const (
		name   = "tandem of two M/M/1"
		rate   = .8
		first  = 1.0 // mean services
		second = .9
		above  = 15.0
	)
	a, b := 1/first-rate, 1/second-rate
	return replicated(name, []Line{
		{Name: "mean time at the first", Source: "Gross et al. (2008) 2.2", Want: 1 / a},
		{Name: "mean time at the second", Source: "Burke (1956)", Want: 1 / b},
		{Name: "mean product of the two", Source: "Reich (1957)", Want: 1 / a / b},
		{Name: "share above 15 in all", Source: "Reich (1957)", Want: (b*math.Exp(-a*above) - a*math.Exp(-b*above)) / (b - a)},
	}, func(seed uint64) func(int) []Tally {
		m := newModel(seed, name, 4)
		gaps, firsts, seconds := m.luck("gaps"), m.luck("first"), m.luck("second")
		var came, went []float64 // to the first, and from it
		front := sim.NewServers(1, func(customer int32) { m.Schedule(moved, customer, m.Now()+firsts.exponential(first)) })
		back := sim.NewServers(1, func(customer int32) { m.Schedule(departure, customer, m.Now()+seconds.exponential(second)) })
		m.Handle(arrival, func(customer int32) {
			m.Schedule(arrival, customer+1, m.Now()+gaps.exponential(1/rate))
			came, went = append(came, m.Now()), append(went, 0)
			front.Arrive(customer, 0)
		})
		m.Handle(moved, func(customer int32) {
			went[customer] = m.Now()
			front.Release()
			back.Arrive(customer, 0)
		})
		m.Handle(departure, func(customer int32) {
			back.Release()
			before, after := went[customer]-came[customer], m.Now()-went[customer]
			m.tallies[0].add(before)
			m.tallies[1].add(after)
			m.tallies[2].add(before * after)
			m.tallies[3].addIf(before+after > above)
		})
		return func(replication int) []Tally {
			m.restart(replication)
			came, went = came[:0], went[:0]
			front.Reset(1)
			back.Reset(1)
			m.Schedule(arrival, 0, gaps.exponential(1/rate))
			return m.measure(warmUp(rate*first, first, 1)+warmUp(rate*second, second, 1), 40_000)
		}
	})
}

// tiers is support in two tiers: the first escalates a share of its tickets to the second, which sends a share back.
func tiers() Case {
	const (
		name             = "two tiers, 30 % escalated, 20 % of them sent back"
		rate             = 1.8
		escalated, back  = .3, .2
		visits           = rate / (1 - escalated*back) // per unit of time at the first tier
		callers, diggers = 3, 2
		call, dig        = 1.0, 2.5 // mean services
		digs             = visits * escalated * dig
	)
	crowd := func(servers, load float64) (mean, nobody float64) {
		p := serversOf(load, servers).steady(2_000)
		return expected(p, number), p[0]
	}
	ahead, quiet := crowd(callers, visits*call)
	behind, still := crowd(diggers, digs)
	return replicated(name, []Line{
		{Name: "mean number at the first", Source: "Jackson (1957)", Want: ahead},
		{Name: "mean number at the second", Source: "Jackson (1957)", Want: behind},
		{Name: "mean product of the two", Source: "Jackson (1957), product form", Want: ahead * behind},
		{Name: "share of time with nobody there", Source: "Jackson (1957), product form", Want: quiet * still},
		{Name: "mean time from first to last", Source: "Jackson (1957); Little (1961)", Want: (ahead + behind) / rate},
	}, func(seed uint64) func(int) []Tally {
		m := newModel(seed, name, 1)
		gaps, calls, digs, fates := m.luck("gaps"), m.luck("calls"), m.luck("digs"), m.luck("fates")
		first, second, product, nobody := m.level(), m.level(), m.level(), m.level()
		var came []float64
		tier1 := sim.NewServers(1, func(ticket int32) { m.Schedule(moved, ticket, m.Now()+calls.exponential(call)) })
		tier2 := sim.NewServers(1, func(ticket int32) { m.Schedule(departure, ticket, m.Now()+digs.exponential(dig)) })
		look := func() {
			a, b := float64(tier1.Busy()+tier1.Waiting()), float64(tier2.Busy()+tier2.Waiting())
			first.Set(m.Now(), a)
			second.Set(m.Now(), b)
			product.Set(m.Now(), a*b)
			nobody.Set(m.Now(), max(0, 1-a-b))
		}
		m.Handle(arrival, func(ticket int32) {
			m.Schedule(arrival, ticket+1, m.Now()+gaps.exponential(1/rate))
			came = append(came, m.Now())
			tier1.Arrive(ticket, 0)
			look()
		})
		done := func(tier *sim.Servers, share float64, other *sim.Servers) func(ticket int32) {
			return func(ticket int32) {
				tier.Release()
				if fates.uniform() < share {
					other.Arrive(ticket, 0)
				} else {
					m.tallies[0].add(m.Now() - came[ticket])
				}
				look()
			}
		}
		m.Handle(moved, done(tier1, escalated, tier2))
		m.Handle(departure, done(tier2, back, tier1))
		return func(replication int) []Tally {
			m.restart(replication)
			came = came[:0]
			tier1.Reset(callers)
			tier2.Reset(diggers)
			look()
			m.Schedule(arrival, 0, gaps.exponential(1/rate))
			warm := warmUp(visits*call/callers, call/callers, 1) + warmUp(visits*escalated*dig/diggers, dig/diggers, 1)
			return m.measure(warm, 15_000)
		}
	})
}
