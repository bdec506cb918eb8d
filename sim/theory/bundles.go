package theory

import (
	"postsale/sim"
	"postsale/sim/random"
)

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
		h := newHouse(seed, name, len(classes))
		var gaps []*luck
		services := h.luck("services")
		slots := sim.NewSlots(func(class int32) {
			h.Schedule(departure, class, h.Now()+services.draw(classes[class].service))
		})
		comes := func(class int32) { h.Schedule(arrival, class, h.Now()+gaps[class].exponential(1/classes[class].load)) }
		gaps = append(gaps, h.luck("gaps of 1"), h.luck("gaps of 3"))
		h.Handle(arrival, func(class int32) {
			comes(class)
			size := float64(classes[class].places)
			full := slots.Busy()+size > places
			h.tallies[class].addIf(full)
			if !full {
				slots.Arrive(class, size, 0)
			}
		})
		h.Handle(departure, func(class int32) { slots.Free(float64(classes[class].places)) })
		return func(replication int) []Tally {
			h.restart(replication)
			slots.Reset(places)
			for class := range classes {
				comes(int32(class))
			}
			return h.measure(30, customers/total)
		}
	})}
}
