package theory

import (
	"fmt"
	"math"

	"postsale/sim"
	"postsale/sim/random"
)

// lane is a capacity that its jobs share, each at a pace of 1 at most, behind places for so many of them; the others
// wait. A job is of work 1 on average.
type lane struct {
	name             string
	places, capacity float64
	rate             float64
	work             random.Distribution
	split            float64 // of work: the sojourns of smaller jobs and of the others are told apart
	shortest         bool    // the smallest job that waits goes first
}

// run is the case whose lines are the mean number present, the mean number that waits, and the sojourn per unit of
// work of jobs below and above the split. Lines without a name are left out.
func (l lane) run(lines [4]Line) Case {
	const jobs = 20_000
	warm := warmUp(l.rate/l.capacity, 1/l.capacity, squaredCV(l.work))
	return replicated(l.name, lines[:], func(seed uint64) func(int) []Tally {
		m := newModel(seed, l.name, 2)
		gaps, works, present, waiting := m.luck("gaps"), m.luck("works"), m.level(), m.level()
		type job struct{ arrived, work float64 }
		var all []job
		var places *sim.Slots
		shared := sim.NewShared(m.Simulator, departure, 0, func(number int32) {
			present.Add(m.Now(), -1)
			places.Free(1)
			waiting.Set(m.Now(), float64(places.Waiting()))
			j, size := all[number], 0
			if j.work >= l.split {
				size = 1
			}
			m.tallies[size].Sum += m.Now() - j.arrived
			m.tallies[size].Count += j.work
		})
		places = sim.NewSlots(func(number int32) { shared.Begin(number, all[number].work, 1) })
		m.HandleMovable(departure, func(int32) { shared.Complete() })
		m.Handle(arrival, func(number int32) {
			m.Schedule(arrival, number+1, m.Now()+gaps.exponential(1/l.rate))
			all = append(all, job{m.Now(), works.draw(l.work)})
			present.Add(m.Now(), 1)
			rank := 0.0
			if l.shortest {
				rank = all[number].work
			}
			places.Arrive(number, 1, rank)
			waiting.Set(m.Now(), float64(places.Waiting()))
		})
		return func(replication int) []Tally {
			m.restart(replication)
			all = all[:0]
			shared.Reset(l.capacity)
			places.Reset(l.places)
			m.Schedule(arrival, 0, gaps.exponential(1/l.rate))
			return m.measure(warm, jobs/l.rate)
		}
	})
}

// sharing is M/G/1 with processor sharing: how work varies does not matter.
func sharing() []Case {
	const rho = .8
	var cases []Case
	for _, c := range []struct {
		name  string
		work  random.Distribution
		split float64
	}{
		{"deterministic", deterministic, 0},
		{"two sizes", twoSizes{}, 1},
		{"exponential", exponential, 1},
		{"log-normal", skewed, 1},
	} {
		l := lane{
			name:   fmt.Sprintf("M/G/1-PS, rho %v, %s", rho, c.name),
			places: math.Inf(1), capacity: 1, rate: rho, work: c.work, split: c.split,
		}
		lines := [4]Line{
			{Name: "mean number present", Source: "Sakata, Noguchi and Oizumi (1971)", Want: rho / (1 - rho)},
			{},
			{Name: "sojourn by work, small jobs", Source: "Kleinrock (1967)", Want: 1 / (1 - rho)},
			{Name: "sojourn by work, large jobs", Source: "Kleinrock (1967)", Want: 1 / (1 - rho)},
		}
		if c.split == 0 {
			lines[2], lines[3].Name = Line{}, "sojourn by work"
		}
		cases = append(cases, l.run(lines))
	}
	return cases
}

// limited is limited processor sharing, from first come, first served to sharing by all. With exponential work the
// number present is a birth-death process.
func limited() []Case {
	var cases []Case
	for _, c := range []struct {
		places, capacity, rate float64
	}{
		{3, 1, .8}, // M/M/1's number, whatever the places
		{3, 3, 2},  // M/M/3
		{2, 2.5, 1.6},
		{4, 2.5, 2},
		{math.Inf(1), 2.5, 2},
	} {
		name := fmt.Sprintf("M/M/1-LPS, %v places, capacity %v, rate %v", c.places, c.capacity, c.rate)
		if c.places > 1e9 {
			name = fmt.Sprintf("M/M/1-PS, capacity %v, pace 1, rate %v", c.capacity, c.rate)
		}
		present, waits := LimitedSharing(c.places, c.capacity, c.rate)
		lines := [4]Line{{Name: "mean number present", Source: "birth-death equations", Want: present}}
		if c.places < 1e9 {
			lines[1] = Line{Name: "mean number waiting", Source: "birth-death equations", Want: waits}
		}
		l := lane{name: name, places: c.places, capacity: c.capacity, rate: c.rate, work: exponential}
		cases = append(cases, l.run(lines))
	}
	for _, c := range []struct {
		name string
		work random.Distribution
	}{{"deterministic", deterministic}, {"log-normal", skewed}} {
		const capacity, rate = 3, 2.
		l := lane{
			name:   fmt.Sprintf("M/G/1-PS, capacity 3, pace 1, rate %v, %s", rate, c.name),
			places: math.Inf(1), capacity: capacity, rate: rate, work: c.work,
		}
		cases = append(cases, l.run([4]Line{{
			Name: "mean number present", Source: "Cohen (1979), generalised processor sharing",
			Want: rate + rate*ErlangWait(capacity, rate),
		}}))
	}
	return append(cases, shortestFirst())
}

// shortestFirst is a single server that takes small jobs before large ones.
func shortestFirst() Case {
	const rho, source = .8, "Cobham (1954); Phipps (1956)"
	small, large, chance := .5, 2., 2./3
	residual := rho * (1 + twoSizes{}.Variance()) / 2
	first := residual / (1 - rho*chance*small)
	second := first / (1 - rho)
	l := lane{
		name:   "M/G/1, shortest first, rho 0.8, two sizes",
		places: 1, capacity: 1, rate: rho, work: twoSizes{}, split: 1, shortest: true,
	}
	return l.run([4]Line{
		{Name: "mean number present", Source: source, Want: rho * (1 + chance*first + (1-chance)*second)},
		{},
		{Name: "sojourn by work, small jobs", Source: source, Want: (first + small) / small},
		{Name: "sojourn by work, large jobs", Source: source, Want: (second + large) / large},
	})
}
