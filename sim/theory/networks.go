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
		h := newHouse(seed, name, 4)
		gaps, firsts, seconds := h.luck("gaps"), h.luck("first"), h.luck("second")
		var came, went []float64 // to the first, and from it
		front := sim.NewServers(1, func(customer int32) { h.Schedule(moved, customer, h.Now()+firsts.exponential(first)) })
		back := sim.NewServers(1, func(customer int32) { h.Schedule(departure, customer, h.Now()+seconds.exponential(second)) })
		h.Handle(arrival, func(customer int32) {
			h.Schedule(arrival, customer+1, h.Now()+gaps.exponential(1/rate))
			came, went = append(came, h.Now()), append(went, 0)
			front.Arrive(customer, 0)
		})
		h.Handle(moved, func(customer int32) {
			went[customer] = h.Now()
			front.Release()
			back.Arrive(customer, 0)
		})
		h.Handle(departure, func(customer int32) {
			back.Release()
			before, after := went[customer]-came[customer], h.Now()-went[customer]
			h.tallies[0].add(before)
			h.tallies[1].add(after)
			h.tallies[2].add(before * after)
			h.tallies[3].addIf(before+after > above)
		})
		return func(replication int) []Tally {
			h.restart(replication)
			came, went = came[:0], went[:0]
			front.Reset(1)
			back.Reset(1)
			h.Schedule(arrival, 0, gaps.exponential(1/rate))
			return h.measure(warmUp(rate*first, first, 1)+warmUp(rate*second, second, 1), 40_000)
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
		h := newHouse(seed, name, 1)
		gaps, calls, digs, fates := h.luck("gaps"), h.luck("calls"), h.luck("digs"), h.luck("fates")
		first, second, product, nobody := h.level(), h.level(), h.level(), h.level()
		var came []float64
		tier1 := sim.NewServers(1, func(ticket int32) { h.Schedule(moved, ticket, h.Now()+calls.exponential(call)) })
		tier2 := sim.NewServers(1, func(ticket int32) { h.Schedule(departure, ticket, h.Now()+digs.exponential(dig)) })
		look := func() {
			n, m := float64(tier1.Busy()+tier1.Waiting()), float64(tier2.Busy()+tier2.Waiting())
			first.Set(h.Now(), n)
			second.Set(h.Now(), m)
			product.Set(h.Now(), n*m)
			nobody.Set(h.Now(), max(0, 1-n-m))
		}
		h.Handle(arrival, func(ticket int32) {
			h.Schedule(arrival, ticket+1, h.Now()+gaps.exponential(1/rate))
			came = append(came, h.Now())
			tier1.Arrive(ticket, 0)
			look()
		})
		done := func(tier *sim.Servers, share float64, other *sim.Servers) func(ticket int32) {
			return func(ticket int32) {
				tier.Release()
				if fates.uniform() < share {
					other.Arrive(ticket, 0)
				} else {
					h.tallies[0].add(h.Now() - came[ticket])
				}
				look()
			}
		}
		h.Handle(moved, done(tier1, escalated, tier2))
		h.Handle(departure, done(tier2, back, tier1))
		return func(replication int) []Tally {
			h.restart(replication)
			came = came[:0]
			tier1.Reset(callers)
			tier2.Reset(diggers)
			look()
			h.Schedule(arrival, 0, gaps.exponential(1/rate))
			warm := warmUp(visits*call/callers, call/callers, 1) + warmUp(visits*escalated*dig/diggers, dig/diggers, 1)
			return h.measure(warm, 15_000)
		}
	})
}
