package engineering

import (
	"math"

	"postsale/models/fiscal"
	"postsale/sim"
	"postsale/sim/random"
)

// Engineers fix what support refers to them. Nil ones have nothing to fix.
type Engineers struct {
	sim   *sim.Simulator
	fix   random.Distribution
	ships float64 // days
	slips []Slip
	late  []window // of the trial, by its slips
	first float64  // day of the trial
	luck  random.Stream
	trial random.Stream
}

// Slip is the first release from a day on that comes so many days later.
type Slip struct{ At, By float64 }

// window is from when to when nothing ships.
type window struct{ from, to float64 }

// NewEngineers returns the engineers of a scenario, whose releases slip, in order of time. The parameters must be valid.
func NewEngineers(s *sim.Simulator, seed uint64, p Params, slips []Slip) *Engineers {
	return &Engineers{sim: s, fix: random.Must(p.Fix.Distribution()), ships: float64(p.Ships), slips: slips, luck: random.New(seed, "fix")}
}

// Begin starts a trial, on its first day.
func (e *Engineers) Begin(trial uint64) {
	if e == nil {
		return
	}
	e.trial, e.first = e.luck.Trial(trial), e.sim.Now()
	e.late = e.late[:0]
	for _, slip := range e.slips {
		due := e.releaseFrom(slip.At)
		e.late = append(e.late, window{due, due + slip.By})
	}
}

// Takes returns how long an engineer works on the fix that a ticket waits for in one of its visits, in working days.
func (e *Engineers) Takes(ticket random.Entity, visit uint32) float64 {
	return e.fix.Quantile(e.trial.Uniform(ticket, uint64(visit)))
}

// Release returns the day of the first release from now on.
func (e *Engineers) Release() float64 { return e.releaseFrom(e.sim.Now()) }

// releaseFrom returns the first release from a day on: what was due while nothing ships does as that ends.
func (e *Engineers) releaseFrom(now float64) float64 {
	day := e.planned(now)
	for _, w := range e.late {
		if now > w.from && now <= w.to || day >= w.from && day < w.to {
			day = w.to
		}
	}
	return day
}

// planned returns the day of the first release of the plan from a day on.
func (e *Engineers) planned(now float64) float64 {
	n := max(0, int(math.Floor((now-e.first)/e.ships)))
	day := fiscal.After(e.first, e.ships, n)
	for day < now {
		n++
		day = fiscal.After(e.first, e.ships, n)
	}
	return day
}
