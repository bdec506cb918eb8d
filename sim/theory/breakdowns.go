package theory

import (
	"postsale/sim"
	"postsale/sim/random"
)

// unreliable is a single server, first come, first served, that breaks down after an exponential time and is
// repaired; then the service goes on where it stopped.
type unreliable struct {
	name     string
	rate, up float64 // arrivals per unit of time, mean time to a breakdown
	work     random.Distribution
	down     random.Distribution
	always   bool // it breaks down when nobody is there, too
}

// run is the case whose lines are the mean number present, the mean wait, and the mean and the mean square of the
// time from start to completion.
func (u unreliable) run(lines [4]Line) Case {
	const customers = 20_000
	stretch := (u.up + u.down.Mean()) / u.up // of a service by breakdowns
	warm := warmUp(u.rate*stretch, stretch, squaredCV(u.work)+2*u.down.Mean()*u.down.Mean()/u.up)
	return replicated(u.name, lines[:], func(seed uint64) func(int) []Tally {
		m := newModel(seed, u.name, 3)
		gaps, works, ups, downs := m.luck("gaps"), m.luck("works"), m.luck("ups"), m.luck("downs")
		present := m.level()
		var arrived, started []float64
		var desk *sim.Servers
		machine := sim.NewShared(m.Simulator, departure, 0, func(customer int32) {
			present.Add(m.Now(), -1)
			completion := m.Now() - started[customer]
			m.tallies[1].add(completion)
			m.tallies[2].add(completion * completion)
			if !u.always {
				m.Cancel(breakdown, 0)
			}
			desk.Release()
		})
		fails := func() { m.Schedule(breakdown, 0, m.Now()+ups.exponential(u.up)) }
		desk = sim.NewServers(1, func(customer int32) {
			started[customer] = m.Now()
			m.tallies[0].add(m.Now() - arrived[customer])
			machine.Begin(customer, works.draw(u.work), 1)
			if !u.always {
				fails()
			}
		})
		m.HandleMovable(departure, func(int32) { machine.Complete() })
		m.Handle(arrival, func(customer int32) {
			m.Schedule(arrival, customer+1, m.Now()+gaps.exponential(1/u.rate))
			arrived, started = append(arrived, m.Now()), append(started, 0)
			present.Add(m.Now(), 1)
			desk.Arrive(customer, 0)
		})
		m.HandleMovable(breakdown, func(int32) {
			machine.SetCapacity(0)
			m.Schedule(repair, 0, m.Now()+downs.draw(u.down))
		})
		m.Handle(repair, func(int32) {
			machine.SetCapacity(1)
			fails()
		})
		return func(replication int) []Tally {
			m.restart(replication)
			arrived, started = arrived[:0], started[:0]
			machine.Reset(1)
			desk.Reset(1)
			m.Schedule(arrival, 0, gaps.exponential(1/u.rate))
			if u.always {
				fails()
			}
			return m.measure(warm, customers/u.rate)
		}
	})
}

func breakdowns() []Case {
	const rate, up, down = .65, 10., 2.
	ever := unreliable{
		name: "M/M/1 with breakdowns at any time", always: true,
		rate: rate, up: up, work: exponential, down: random.Must(random.Exponential(down)),
	}
	busy := unreliable{
		name: "M/G/1 with breakdowns in service",
		rate: rate, up: up, work: random.Must(random.Gamma(1, .5)), down: random.Must(random.Constant(down)),
	}
	mean, square := completion(busy.work, up, busy.down)
	wait := rate * square / 2 / (1 - rate*mean)
	return []Case{
		ever.run([4]Line{{Name: "mean number present", Source: "White and Christie (1958)", Want: presentAtUnreliable(rate, up, down)}}),
		busy.run([4]Line{
			{Name: "mean number present", Source: "Avi-Itzhak and Naor (1963)", Want: rate * (wait + mean)},
			{Name: "mean wait", Source: "Avi-Itzhak and Naor (1963)", Want: wait},
			{Name: "mean completion time", Source: "Gaver (1962)", Want: mean},
			{Name: "mean square of completion times", Source: "Gaver (1962)", Want: square},
		}),
	}
}

// completion returns the mean and the mean square of the time from start to end of a service that breakdowns
// interrupt: as many as a Poisson process of mean interval up brings in the service's own time.
func completion(work random.Distribution, up float64, down random.Distribution) (mean, square float64) {
	stretch := 1 + down.Mean()/up
	mean = work.Mean() * stretch
	workSquare := work.Variance() + work.Mean()*work.Mean()
	downSquare := down.Variance() + down.Mean()*down.Mean()
	return mean, workSquare*stretch*stretch + work.Mean()*downSquare/up
}

// presentAtUnreliable returns the mean number present at a server of rate 1 that is up and down for exponential
// times, from the generating function of those present while it is up, μp/(μ − λz − ξλz/(λ(1−z) + η)).
func presentAtUnreliable(rate, up, down float64) float64 {
	fails, mended := 1/up, 1/down
	available := mended / (fails + mended)
	slope := rate + fails*rate*(mended+rate)/(mended*mended)
	return slope/(1-rate/available) + rate*available*fails/(mended*mended)
}
