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
	first float64 // day of the trial
	luck  random.Stream
	trial random.Stream
}

// NewEngineers returns the engineers of a scenario. The parameters must be valid.
func NewEngineers(s *sim.Simulator, seed uint64, p Params) *Engineers {
	return &Engineers{sim: s, fix: random.Must(p.Fix.Distribution()), ships: float64(p.Ships), luck: random.New(seed, "fix")}
}

// Begin starts a trial, on its first day.
func (e *Engineers) Begin(trial uint64) {
	if e == nil {
		return
	}
	e.trial, e.first = e.luck.Trial(trial), e.sim.Now()
}

// Takes returns how long an engineer works on the fix that a ticket waits for in one of its visits, in working days.
func (e *Engineers) Takes(ticket random.Entity, visit uint32) float64 {
	return e.fix.Quantile(e.trial.Uniform(ticket, uint64(visit)))
}

// Release returns the day of the first release from now on.
func (e *Engineers) Release() float64 {
	now := e.sim.Now()
	n := max(0, int(math.Floor((now-e.first)/e.ships)))
	day := fiscal.After(e.first, e.ships, n)
	for day < now {
		n++
		day = fiscal.After(e.first, e.ships, n)
	}
	return day
}
