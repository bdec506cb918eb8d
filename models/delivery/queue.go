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
func (q *queue) join(customer int32) {
	p := &q.list[customer]
	p.state = queueing
	if q.ideal.Start {
		q.startAtOnce(customer)
		return
	}
	if p.offer.mode == Whole {
		p.offer.bench.slots.Arrive(customer, 1, 0)
	} else {
		p.offer.kind.team.arrive(customer, p)
		if p.state == queueing && p.offer.mode == Overflow {
			if p.offer.after == 0 {
				q.overdue(customer)
			} else {
				q.sim.Schedule(q.late, customer, q.sim.Now()+p.offer.after)
			}
		}
	}
	if p.state == queueing {
		p.queued = true
		q.tell(ledger.Queued, customer, 0, 0, 0)
	}
}

// overdue lets a project that has waited long enough go to the partner too.
func (q *queue) overdue(customer int32) { q.list[customer].offer.bench.slots.Arrive(customer, 1, 0) }

// startAtOnce gives a project a slot: of its own team if one is free, otherwise
// one of an overflow's partner if one is free; otherwise one beyond those that are
// there.
func (q *queue) startAtOnce(customer int32) {
	p := &q.list[customer]
	kind := p.offer.kind
	switch mode := p.offer.mode; {
	case mode == Whole, mode == Overflow && !kind.team.slots.Fits(kind.slots) && p.offer.bench.slots.Fits(1):
		p.offer.bench.slots.Take(1)
		q.startPartner(customer)
	default:
		p.beyond = kind.team.takeBeyond(customer, p)
		q.startOwn(customer)
	}
}

// startOwn is told by a team's slots that a project has its own.
func (q *queue) startOwn(customer int32) {
	p := &q.list[customer]
	q.leave(customer)
	q.tell(ledger.Started, customer, q.sim.Now()-p.signed, 0, 0)
	p.offer.kind.team.tellStart(customer)
	p.takeSlot(customer)
	if p.offer.mode == Overflow {
		p.offer.bench.slots.Withdraw(customer)
	}
	if q.ideal.Delivery {
		q.promises.start(customer)
		return
	}
	q.phases.next(customer)
}

// startPartner is told by a bench that a project has a slot there, from the queue or
// in the middle of the project.
func (q *queue) startPartner(customer int32) {
	p := &q.list[customer]
	starts := p.state == queueing
	if starts {
		q.leave(customer)
		q.tell(ledger.Started, customer, q.sim.Now()-p.signed, 0, ledger.Partner)
	}
	p.takeSeat(customer)
	if starts && p.offer.mode == Overflow {
		p.offer.kind.team.withdraw(customer)
	}
	if p.led {
		q.phases.next(customer)
		return
	}
	p.led = true
	p.offer.bench.started++
	if starts && q.ideal.Delivery {
		q.promises.start(customer)
		return
	}
	q.phases.lead(customer)
}

// leave ends a project's time in the queue.
func (q *queue) leave(customer int32) {
	p := &q.list[customer]
	p.state = away
	q.sim.Cancel(q.late, customer)
	if p.queued {
		p.queued = false
		q.tell(ledger.Unqueued, customer, 0, 0, 0)
	}
}

// giveUp takes a project that has left out of the lines that it stood in, so that
// those behind it may start.
func (q *queue) giveUp(customer int32) {
	o := q.list[customer].offer
	if o.mode != Whole {
		o.kind.team.withdraw(customer)
	}
	if o.mode != "" {
		o.bench.slots.Withdraw(customer)
	}
}
