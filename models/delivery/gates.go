package delivery

import (
	"postsale/models/ledger"
	"postsale/sim"
)

// gate is what a project has to get through between signature and queue.
type gate interface {
	// hold returns for how many days the gate holds a project that comes to it in a
	// trial; +Inf is for good. It rests on these two alone.
	hold(trial uint64, p *project) (days float64)
}

// handOff is the gate at which sales hands a project over, in so many days.
type handOff float64

func newHandOff(p Params) handOff {
	if p.Ideal.Start {
		return 0
	}
	return handOff(p.HandOff)
}

func (days handOff) hold(uint64, *project) float64 { return float64(days) }

// gates lead projects through all of them to the queue.
type gates struct {
	*projects
	queue  *queue
	cohort *cohortGate
	gates  []gate
	passed sim.Kind
	trial  uint64
}

// come brings a project to the first gate.
func (g *gates) come(number int32) {
	g.list[number].state = atGate
	g.hold(number)
}

func (g *gates) hold(number int32) {
	p := &g.list[number]
	g.sim.Schedule(g.passed, number, g.sim.Now()+g.gates[p.gate].hold(g.trial, p))
}

// pass lets a project through the gate that it is at.
func (g *gates) pass(number int32) {
	p := &g.list[number]
	if p.gate++; int(p.gate) < len(g.gates) {
		g.hold(number)
		return
	}
	if g.cohort.gathers(p) {
		g.cohort.come(number)
		return
	}
	g.queue.join(number)
}

// leave takes a project away from its gate.
func (g *gates) leave(number int32) { g.sim.Cancel(g.passed, number) }

// Cohorts know which projects start together, by their segment and their type.
type Cohorts interface {
	// Join puts a project that signed on a day and is handed over now into its cohort, and returns the cohort, its day, and
	// how many of the type are in it by now.
	Join(segment, kind int, signed, now float64) (cohort int32, day float64, so int)
	// Leave takes one out again, before that day.
	Leave(segment, kind int, cohort int32)
	// Size returns how many of the type start with it.
	Size(segment, kind int, cohort int32) int
}

// cohortGate is the last gate, at which the projects of some segments wait for the day on which they start together. They
// get through in an event of their own, after all who come to it on that day: only then it is known how many they are.
type cohortGate struct {
	*projects
	queue   *queue
	cohorts []Cohorts // by segment; nil where projects start as they come
	starts  sim.Kind
	atOnce  bool // ideally
}

func (g *cohortGate) gathers(p *project) bool { return g.cohorts[p.segment] != nil }

// come brings a project to the gate. Where nobody has to wait, the first of a cohort bears what its projects share, so
// that together they take the same hours.
func (g *cohortGate) come(number int32) {
	p := &g.list[number]
	cohort, day, so := g.cohorts[p.segment].Join(int(p.segment), p.offer.number, p.signed, g.sim.Now())
	if g.atOnce {
		if so > 1 {
			p.together = 1
		}
		g.enter(number, so)
		return
	}
	p.state, p.cohort = inCohort, cohort
	if day > g.sim.Now() {
		g.tell(ledger.Gathered, number, day, 0, 0)
	}
	g.sim.Schedule(g.starts, number, day)
}

// start lets a project through whose cohort starts.
func (g *cohortGate) start(number int32) {
	p := &g.list[number]
	n := g.cohorts[p.segment].Size(int(p.segment), p.offer.number, p.cohort)
	p.together = float64(n-1) / float64(n)
	g.enter(number, n)
}

func (g *cohortGate) enter(number int32, together int) {
	g.tell(ledger.Entered, number, g.sim.Now()-g.list[number].signed, float64(together), 0)
	g.queue.join(number)
}

// leave takes a project out of its cohort.
func (g *cohortGate) leave(number int32) {
	p := &g.list[number]
	g.cohorts[p.segment].Leave(int(p.segment), p.offer.number, p.cohort)
	g.sim.Cancel(g.starts, number)
}
