package sim_test

import (
	"fmt"
	"math"

	"postsale/sim"
	"postsale/sim/random"
)

// A clinic with three doctors: a patient comes every six minutes, one in four
// is urgent, and a visit takes fifteen minutes on average. Urgent patients are
// seen first, but nobody is sent out.
func Example_clinic() {
	const (
		arrives sim.Kind = iota
		leaves
	)
	const urgent, routine, day = 0, 1, 10 * 60
	gaps, visits, urgency := random.New(1, "gaps"), random.New(1, "visits"), random.New(1, "urgency")
	exponential := func(u, mean float64) float64 { return -mean * math.Log(u) }

	type patient struct {
		class   int
		arrived float64
	}
	var patients []patient
	var waited, seen [2]float64
	var present sim.Level

	clock := sim.New()
	doctors := sim.NewServers(2, func(id int32) {
		p := patients[id]
		waited[p.class] += clock.Now() - p.arrived
		seen[p.class]++
		clock.Schedule(leaves, id, clock.Now()+exponential(visits.Uniform(0, uint64(id)), 15))
	})
	clock.Handle(arrives, func(id int32) {
		p := patient{class: routine, arrived: clock.Now()}
		if urgency.Uniform(0, uint64(id)) < .25 {
			p.class = urgent
		}
		patients = append(patients, p)
		present.Add(clock.Now(), 1)
		doctors.Arrive(id, p.class)
		clock.Schedule(arrives, id+1, clock.Now()+exponential(gaps.Uniform(0, uint64(id)), 6))
	})
	clock.Handle(leaves, func(int32) {
		present.Add(clock.Now(), -1)
		doctors.Release()
	})

	doctors.Reset(3)
	clock.Schedule(arrives, 0, 0)
	clock.Run(250 * day)
	area, _ := present.Close(clock.Now())
	fmt.Printf("urgent patients wait %.1f minutes\n", waited[urgent]/seen[urgent])
	fmt.Printf("routine patients wait %.1f minutes\n", waited[routine]/seen[routine])
	fmt.Printf("%.1f patients are in the house\n", area/clock.Now())
	// Output:
	// urgent patients wait 4.5 minutes
	// routine patients wait 27.0 minutes
	// 6.1 patients are in the house
}

// Two projects share a team of 40 hours a week. The first, of 60 hours, goes at
// 30 hours a week at full attention, the second, of 90, at 45.
func ExampleShared() {
	const done sim.Kind = 0
	clock := sim.New()
	team := sim.NewShared(clock, done, 0, func(project int32) {
		fmt.Printf("week %.2f: project %d is done\n", clock.Now(), project)
	})
	clock.HandleMovable(done, func(int32) { team.Complete() })
	team.Reset(40)

	team.Begin(1, 60, 30)
	clock.Run(1)
	team.Begin(2, 90, 45)
	fmt.Printf("week %.2f: both go at %.0f %% of their pace\n", clock.Now(), 100*team.Fraction())
	clock.Run(2)
	fmt.Printf("week %.2f: %.0f and %.0f hours are left\n", clock.Now(), team.Left(1), team.Left(2))
	clock.Run(10)
	// Output:
	// week 1.00: both go at 53 % of their pace
	// week 2.00: 14 and 66 hours are left
	// week 2.88: project 1 is done
	// week 4.00: project 2 is done
}
