package delivery

import "postsale/sim"

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
	g.queue.join(number)
}

// leave takes a project away from its gate.
func (g *gates) leave(number int32) { g.sim.Cancel(g.passed, number) }
