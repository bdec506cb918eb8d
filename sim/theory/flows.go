package theory

import "postsale/sim"

// flows is batches of customers at a single server, and customers who come back.
func flows() []Case { return []Case{batches(), reopened()} }

func batches() Case {
	const (
		name             = "batches of 4, M^X/M/1, rho 0.8"
		source           = "Gross et al. (2008) 3.1"
		rate, size, mean = .1, 4, 2.0 // batches per unit of time, customers, their service
		rho              = rate * size * mean
		present          = rho * (1 + size) / 2 / (1 - rho)
	)
	return replicated(name, []Line{
		{Name: "mean number present", Source: source, Want: present},
		{Name: "mean time there", Source: source, Want: present / (rate * size)},
	}, func(seed uint64) func(int) []Tally {
		m := newModel(seed, name, 1)
		gaps, services, inside := m.luck("gaps"), m.luck("services"), m.level()
		var arrived []float64
		desk := sim.NewServers(1, func(customer int32) { m.Schedule(departure, customer, m.Now()+services.exponential(mean)) })
		m.Handle(arrival, func(batch int32) {
			m.Schedule(arrival, batch+1, m.Now()+gaps.exponential(1/rate))
			inside.Add(m.Now(), size)
			for range size {
				arrived = append(arrived, m.Now())
				desk.Arrive(int32(len(arrived)-1), 0)
			}
		})
		m.Handle(departure, func(customer int32) {
			inside.Add(m.Now(), -1)
			m.tallies[0].add(m.Now() - arrived[customer])
			desk.Release()
		})
		return func(replication int) []Tally {
			m.restart(replication)
			arrived = arrived[:0]
			desk.Reset(1)
			m.Schedule(arrival, 0, gaps.exponential(1/rate))
			return m.measure(warmUp(rho, size*mean, 1./size), 60_000)
		}
	})
}

func reopened() Case {
	const (
		name   = "tickets reopened with chance 0.5, M/M/1"
		source = "Takács (1963)"
		rate   = .4
		again  = .5
		visits = rate / (1 - again)
	)
	return replicated(name, []Line{
		{Name: "mean number present", Source: source, Want: visits / (1 - visits)},
		{Name: "visits per unit of time", Source: source, Want: visits},
	}, func(seed uint64) func(int) []Tally {
		m := newModel(seed, name, 1)
		gaps, services, fates, inside := m.luck("gaps"), m.luck("services"), m.luck("fates"), m.level()
		desk := sim.NewServers(1, func(ticket int32) {
			m.tallies[0].Sum++
			m.Schedule(departure, ticket, m.Now()+services.exponential(1))
		})
		m.Handle(arrival, func(ticket int32) {
			m.Schedule(arrival, ticket+1, m.Now()+gaps.exponential(1/rate))
			inside.Add(m.Now(), 1)
			desk.Arrive(ticket, 0)
		})
		m.Handle(departure, func(ticket int32) {
			if fates.uniform() < again {
				desk.Arrive(ticket, 0)
			} else {
				inside.Add(m.Now(), -1)
			}
			desk.Release()
		})
		return func(replication int) []Tally {
			const length = 40_000
			m.restart(replication)
			desk.Reset(1)
			m.Schedule(arrival, 0, gaps.exponential(1/rate))
			told := m.measure(warmUp(visits, 1/(1-again), 1), length)
			told[1].Count = length
			return told
		}
	})
}
