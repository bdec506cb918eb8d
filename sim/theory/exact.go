package theory

import (
	"math"
	"runtime"

	"postsale/sim"
)

// exacts is what holds whatever the luck, or with the luck of a book.
func exacts() []Case { return []Case{lawKelton(), littlesLaw(), pulse(), ties()} }

// lcgrand is the generator of Law and Kelton (Marse and Roberts 1983).
type lcgrand uint64

func (z *lcgrand) exponential(mean float64) float64 {
	*z = *z * 630360016 % (1<<31 - 1)
	return -mean * math.Log(float64(*z>>7|1)/(1<<24))
}

// lawKelton is the book's single-server queue: with its generator and its order of events the kernel gives its
// numbers to the last digit, but for machines with another logarithm.
func lawKelton() Case {
	const name, source, delays = "Law and Kelton's M/M/1, 1,000 delays", "Law (2015) 1.4", 1000
	const end = 1027.9150491303064
	rounding := 0.0
	if runtime.GOARCH != "amd64" {
		// Arrivals and services each: a time by logarithm (to a unit), product and sum, two areas by difference,
		// product and sum, and a half of a wait's difference and sum. No time is later than the end.
		rounding = Rounding(2*delays*(4+6+1), end)
	}
	return Case{
		Level: KernelLevel, Exact: true,
		Lines: []Line{
			{Name: name + ": average delay", Source: source, Want: .42999057734723906, Rounding: rounding},
			{Name: name + ": average number in queue", Source: source, Want: .4183133399117403, Rounding: rounding},
			{Name: name + ": utilisation", Source: source, Want: .46004575646412055, Rounding: rounding},
			{Name: name + ": time at the end", Source: source, Want: end, Rounding: rounding},
		},
		New: func(uint64) func(int) []Tally {
			return func(int) []Tally {
				luck := lcgrand(1973272912)
				var queue, busy sim.Level
				arrived := map[int32]float64{}
				var waits Tally
				s := sim.New()
				desk := sim.NewServers(1, func(customer int32) {
					waits.add(s.Now() - arrived[customer])
					if waits.Count == delays {
						s.Stop()
					}
					s.Schedule(departure, customer, s.Now()+luck.exponential(.5))
				})
				observe := func() { // at every event, as the book sums its areas
					queue.Set(s.Now(), float64(desk.Waiting()))
					busy.Set(s.Now(), float64(desk.Busy()))
				}
				s.Handle(arrival, func(customer int32) {
					s.Schedule(arrival, customer+1, s.Now()+luck.exponential(1))
					arrived[customer] = s.Now()
					desk.Arrive(customer, 0)
					observe()
				})
				s.Handle(departure, func(int32) {
					desk.Release()
					observe()
				})
				desk.Reset(1)
				s.Schedule(arrival, 0, luck.exponential(1))
				s.Run(math.Inf(1))
				inQueue, _ := queue.Close(s.Now())
				inService, _ := busy.Close(s.Now())
				return []Tally{waits, {inQueue, s.Now()}, {inService, s.Now()}, {s.Now(), 1}}
			}
		},
	}
}

// littlesLaw is L = λW on a path that starts and ends empty, with classes, people who come back, and a number of
// servers that changes.
func littlesLaw() Case {
	const name, customers = "Little's law from empty to empty", 20_000
	// The area takes a difference, a product and a sum when a customer comes and when he leaves, his time there a
	// difference and a sum; and then they are divided.
	rounding := Rounding(8*customers+1, 1)
	return Case{
		Level: KernelLevel, Exact: true,
		Lines: []Line{{Name: name + ": customers present by customers come and their time there", Source: "Little (1961)", Want: 1, Rounding: rounding}},
		New: func(seed uint64) func(int) []Tally {
			return func(replication int) []Tally {
				m := newModel(seed, name, 1)
				gaps, services, fates := m.luck("gaps"), m.luck("services"), m.luck("fates")
				m.restart(replication)
				arrived := make([]float64, customers)
				present := m.level()
				desk := sim.NewServers(3, func(customer int32) { m.Schedule(departure, customer, m.Now()+services.exponential(2)) })
				m.Handle(arrival, func(customer int32) {
					if customer+1 < customers {
						m.Schedule(arrival, customer+1, m.Now()+gaps.exponential(1))
					}
					arrived[customer] = m.Now()
					present.Add(m.Now(), 1)
					desk.Arrive(customer, int(customer%3))
				})
				m.Handle(departure, func(customer int32) {
					if fates.uniform() < .1 {
						desk.Arrive(customer, 0)
					} else {
						m.tallies[0].add(m.Now() - arrived[customer])
						present.Add(m.Now(), -1)
					}
					desk.Release()
				})
				m.Handle(glance, func(n int32) { // and hire or let go
					desk.SetCapacity(1 + int(n)%5)
					if n < 1_000 {
						m.Schedule(glance, n+1, m.Now()+20)
					}
				})
				desk.Reset(2)
				m.Schedule(arrival, 0, 0)
				m.Schedule(glance, 0, 10)
				m.Run(math.Inf(1))
				area, _ := present.Close(m.Now())
				return []Tally{{area, m.tallies[0].Sum}}
			}
		},
	}
}

// pulse is 30 deals at the end of a quarter, 2.5 of which start a week in the order of their numbers.
func pulse() Case {
	const name, deals, gap = "30 deals at quarter end, 2.5 starts a week", 30, 1 / 2.5
	// Of a deal the gap, the sum that is its start, the difference that is its wait, and the sum of waits, of which the
	// mean is taken, so that an operation is of no more than the last start.
	rounding := Rounding(4*deals+1, quarter+gap*deals)
	return Case{
		Level: KernelLevel, Exact: true,
		Lines: []Line{
			{Name: name + ": mean weeks to start", Source: "arithmetic series", Want: gap * (deals - 1) / 2, Rounding: rounding},
			{Name: name + ": weeks to the start of the last number", Source: "arithmetic series", Want: gap * (deals - 1), Rounding: rounding},
		},
		New: func(uint64) func(int) []Tally {
			return func(int) []Tally {
				var waits Tally
				last := 0.0
				s := sim.New()
				desk := sim.NewServers(1, func(deal int32) {
					waits.add(s.Now() - quarter)
					if deal == deals-1 {
						last = s.Now() - quarter
					}
					s.Schedule(departure, deal, s.Now()+gap)
				})
				s.Handle(departure, func(int32) { desk.Release() })
				s.Handle(arrival, func(deal int32) { desk.Arrive(deal, 0) })
				desk.Reset(1)
				for deal := int32(deals - 1); deal >= 0; deal-- {
					s.Schedule(arrival, deal, quarter)
				}
				s.Run(math.Inf(1))
				return []Tally{waits, Mean(last)}
			}
		},
	}
}

// ties is one slot for services that take as long as two gaps, so that each ends when somebody comes: the order of
// the two decides whether he is lost.
func ties() Case {
	const name, customers = "D/D/1/1, arrivals when services end", 6_000
	lost := func(comes, leaves sim.Kind) Tally {
		var share Tally
		s := sim.New()
		slot := sim.NewSlots(func(customer int32) { s.Schedule(leaves, customer, s.Now()+2) })
		s.Handle(comes, func(customer int32) {
			full := slot.Busy() == 1
			share.addIf(full)
			if !full {
				slot.Arrive(customer, 1, 0)
			}
		})
		s.Handle(leaves, func(int32) { slot.Free(1) })
		slot.Reset(1)
		for customer := range int32(customers) {
			s.Schedule(comes, customer, float64(customer))
		}
		s.Run(math.Inf(1))
		return share
	}
	return Case{
		Level: KernelLevel, Exact: true,
		Lines: []Line{
			{Name: name + ": share lost, services end first", Source: "every second", Want: 1. / 2},
			{Name: name + ": share lost, services end last", Source: "two of three", Want: 2. / 3},
		},
		New: func(uint64) func(int) []Tally {
			return func(int) []Tally { return []Tally{lost(1, 0), lost(0, 1)} }
		},
	}
}
