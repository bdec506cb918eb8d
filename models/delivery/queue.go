package delivery

import "postsale/models/ledger"

// handedOff puts a project into the queue for a slot.
func (d *Practice) handedOff(customer int32) {
	p := &d.projects[customer]
	p.state = queueing
	if d.ideal.Start {
		d.startAtOnce(customer)
		return
	}
	if p.offer.mode == Whole {
		d.benches[p.offer.bench].slots.Arrive(customer, 1, 0)
	} else {
		kind := d.kind(p)
		team := &d.teams[kind.team]
		rank := 0.0
		switch team.discipline {
		case SmallestFirst:
			rank = kind.slots
		case LargestARR:
			rank = -p.arr
		case SegmentOrder:
			rank = float64(p.segment)
		}
		team.slots.Arrive(customer, kind.slots, rank)
		if p.state == queueing && p.offer.mode == Overflow {
			if p.offer.after == 0 {
				d.overdue(customer)
			} else {
				d.sim.Schedule(d.kinds.Overdue, customer, d.sim.Now()+p.offer.after)
			}
		}
	}
	if p.state == queueing {
		p.queued = true
		d.record(customer, ledger.Queued, 0, 0, 0)
	}
}

// overdue lets a project that has waited long enough go to the partner too.
func (d *Practice) overdue(customer int32) {
	d.benches[d.projects[customer].offer.bench].slots.Arrive(customer, 1, 0)
}

// startOwn is told by a team's slots that a project has its own.
func (d *Practice) startOwn(customer int32) {
	p := &d.projects[customer]
	d.dequeue(customer)
	d.record(customer, ledger.Started, d.sim.Now()-p.signed, 0, 0)
	d.takeSlot(customer)
	if p.offer.mode == Overflow {
		d.benches[p.offer.bench].slots.Withdraw(customer)
	}
	if d.ideal.Delivery {
		d.promiseFromStart(customer)
		return
	}
	d.next(customer)
}

// startPartner is told by a bench that a project has a slot there.
func (d *Practice) startPartner(customer int32) {
	p := &d.projects[customer]
	b := &d.benches[p.offer.bench]
	starts := p.state == queueing
	if starts {
		d.dequeue(customer)
		d.record(customer, ledger.Started, d.sim.Now()-p.signed, 0, ledger.Partner)
	}
	d.takeSeat(customer)
	if starts && p.offer.mode == Overflow {
		d.teams[d.kind(p).team].slots.Withdraw(customer)
	}
	if p.led {
		d.next(customer)
		return
	}
	p.led = true
	b.started++
	if starts && d.ideal.Delivery {
		d.promiseFromStart(customer)
		return
	}
	p.state = leading
	d.sim.Schedule(d.kinds.PartnerReady, customer, d.sim.Now()+b.lead())
}

// dequeue ends a project's time in the queue.
func (d *Practice) dequeue(customer int32) {
	p := &d.projects[customer]
	p.state = away
	d.sim.Cancel(d.kinds.Overdue, customer)
	if p.queued {
		p.queued = false
		d.record(customer, ledger.Unqueued, 0, 0, 0)
	}
}

func (d *Practice) takeSlot(customer int32) {
	p := &d.projects[customer]
	p.slot = true
	kind := d.kind(p)
	d.retellSlots(&d.teams[kind.team])
	d.held(ledger.Took, d.teams[kind.team].scope, customer, kind.slots, 0)
	d.widen(kind.team)
}

func (d *Practice) leaveSlot(customer int32) {
	p := &d.projects[customer]
	if !p.slot {
		return
	}
	p.slot = false
	kind := d.kind(p)
	team := &d.teams[kind.team]
	d.held(ledger.Freed, team.scope, customer, kind.slots, 0)
	team.slots.Free(kind.slots)
	d.retellSlots(team)
	team.beyond = max(0, team.beyond-p.beyond)
	d.widen(kind.team)
}

// takeSeat puts a project onto a partner's slot, as good as the partner is now.
func (d *Practice) takeSeat(customer int32) {
	p := &d.projects[customer]
	p.seat = true
	b := &d.benches[p.offer.bench]
	p.factor, p.quality = b.skill()
	d.retellBench(b)
	d.held(ledger.Took, b.scope, customer, 1, ledger.Partner)
}

func (d *Practice) leaveSeat(customer int32) {
	p := &d.projects[customer]
	if !p.seat {
		return
	}
	p.seat = false
	b := &d.benches[p.offer.bench]
	d.held(ledger.Freed, b.scope, customer, 1, ledger.Partner)
	b.slots.Free(1)
	d.retellBench(b)
}

func (d *Practice) held(kind ledger.Kind, scope int16, customer int32, slots float64, marks ledger.Marks) {
	d.book.Record(ledger.Fact{At: d.sim.Now(), Kind: kind, Customer: customer, Scope: scope, Amount: slots, Marks: marks})
}
