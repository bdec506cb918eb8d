package delivery

import (
	"postsale/models/ledger"
	"postsale/sim"
)

// queue gives projects a slot: of their team, of a partner, or of whichever is free
// first.
type queue struct {
	*projects
	phases   *phases
	promises *promises
	ideal    Ideal
	late     sim.Kind // for the own team alone
}

// join puts a project into the queue.
func (q *queue) join(number int32) {
	p := &q.list[number]
	p.state, p.joined = queueing, q.sim.Now()
	q.send(p)
	p.team = p.offer.kind.team.now()
	if p.needsNone() {
		p.team.meter.Arrive(number, p.signed)
		q.startOwn(number)
		return
	}
	if q.ideal.Start {
		q.startAtOnce(number)
		return
	}
	if p.offer.mode == Whole {
		p.offer.bench.slots.Arrive(number, 1, 0)
	} else {
		p.team.arrive(number, p, p.offer.kind.slots, p.signed)
		if p.state == queueing && p.offer.mode == Overflow {
			if p.offer.after == 0 {
				q.overdue(number)
			} else {
				q.sim.Schedule(q.late, number, q.sim.Now()+p.offer.after)
			}
		}
	}
	if p.state == queueing {
		p.queued = true
		q.tell(ledger.Queued, number, 0, 0, 0)
	}
}

// overdue lets a project that has waited long enough go to the partner too.
func (q *queue) overdue(number int32) { q.list[number].offer.bench.slots.Arrive(number, 1, 0) }

// startAtOnce gives a project a slot: of its own team if one is free, otherwise
// one of an overflow's partner if one is free; otherwise one beyond those that are
// there.
func (q *queue) startAtOnce(number int32) {
	p := &q.list[number]
	kind := p.offer.kind
	switch mode := p.offer.mode; {
	case mode == Whole, mode == Overflow && !p.team.slots.Fits(kind.slots) && p.offer.bench.slots.Fits(1):
		p.offer.bench.slots.Take(1)
		q.startPartner(number)
	default:
		p.beyond = p.team.takeBeyond(number, kind.slots, p.signed)
		q.startOwn(number)
	}
}

// startOwn is told by a team's slots that a project has its own.
func (q *queue) startOwn(number int32) {
	p := &q.list[number]
	if p.state == leavingLine {
		p.team.refused(number, p.offer.kind.slots)
		return
	}
	q.leave(number)
	p.begun(q.sim.Now())
	q.tell(ledger.Started, number, q.sim.Now()-p.signed, 0, 0)
	p.team.meter.Start(number)
	p.takeSlot()
	if p.offer.mode == Overflow {
		p.offer.bench.slots.Withdraw(number)
	}
	if q.ideal.Delivery {
		q.promises.start(number)
		return
	}
	q.phases.next(number)
}

// startPartner is told by a bench that a project has a slot there, from the queue or
// in the middle of the project.
func (q *queue) startPartner(number int32) {
	p := &q.list[number]
	if p.state == leavingLine {
		p.offer.bench.slots.Free(1)
		return
	}
	starts := p.state == queueing
	if starts {
		q.leave(number)
		p.begun(q.sim.Now())
		q.tell(ledger.Started, number, q.sim.Now()-p.signed, 0, ledger.Partner)
	}
	p.takeSeat()
	if starts && p.offer.mode == Overflow {
		p.team.withdraw(number)
	}
	if p.led {
		q.phases.next(number)
		return
	}
	p.led = true
	p.offer.bench.begun(p.customer, p.managed)
	if starts && q.ideal.Delivery {
		q.promises.start(number)
		return
	}
	q.phases.lead(number)
}

// leave ends a project's time in the queue.
func (q *queue) leave(number int32) {
	p := &q.list[number]
	p.state = away
	q.sim.Cancel(q.late, number)
	if p.queued {
		p.queued = false
		q.tell(ledger.Unqueued, number, 0, 0, 0)
	}
}

// giveUp takes a project whose customer has left out of the lines that it stood in, so that
// those behind it may start.
func (q *queue) giveUp(number int32) {
	p := &q.list[number]
	o := p.offer
	if o.mode != Whole {
		p.team.withdraw(number)
	}
	if o.mode != "" {
		o.bench.slots.Withdraw(number)
	}
}
