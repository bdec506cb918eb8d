package delivery

import (
	"postsale/models/ledger"
	"postsale/sim"
)

// phases lead projects that have started from phase to phase: each is a wait for the
// customer, and then work.
type phases struct {
	*projects
	hours                                    *timesheet
	live                                     func(customer int32, partner, flaw float64)
	customerReady, partnerReady, partnerDone sim.Kind
}

// next begins the phase that a project has come to.
func (f *phases) next(customer int32) {
	p := &f.list[customer]
	kind := p.offer.kind
	last := int(p.phase) == len(kind.phases)
	if !p.live && (last || kind.phases[p.phase].afterGoLive) {
		f.goLive(customer)
	}
	switch {
	case last:
		f.finish(customer)
	case p.offer.byPartner[p.phase] && !p.seat:
		p.state = awaitingPartner
		p.offer.bench.slots.Arrive(customer, 1, 0)
	default:
		f.await(customer, f.wait(p, int(p.phase)))
	}
}

// lead begins the lead time of a partner that has a project for the first time.
func (f *phases) lead(customer int32) {
	p := &f.list[customer]
	p.state = leading
	f.sim.Schedule(f.partnerReady, customer, f.sim.Now()+p.offer.bench.lead())
}

// await begins the first part of a phase, the wait for the customer, or some days of it.
func (f *phases) await(customer int32, days float64) {
	if days == 0 {
		f.work(customer)
		return
	}
	p := &f.list[customer]
	p.state = awaitingCustomer
	f.sim.Schedule(f.ready(p), customer, f.sim.Now()+days)
}

// ready returns the kind of event that ends a wait.
func (f *phases) ready(p *project) sim.Kind {
	if p.seat {
		return f.partnerReady
	}
	return f.customerReady
}

// readyAtPartner ends the lead time, or a wait for the customer of a phase at the
// partner.
func (f *phases) readyAtPartner(customer int32) {
	if f.list[customer].state == leading {
		f.next(customer)
		return
	}
	f.work(customer)
}

// work begins the second part of a phase.
func (f *phases) work(customer int32) {
	p := &f.list[customer]
	f.begin(customer, p.hours(int(p.phase)))
}

// begin begins some hours of the phase.
func (f *phases) begin(customer int32, hours float64) {
	p := &f.list[customer]
	ph := &p.offer.kind.phases[p.phase]
	switch {
	case hours == 0:
		f.end(customer)
	case p.seat:
		p.state, p.left, p.since, p.rate = partnerWorking, hours, f.sim.Now(), p.pace(int(p.phase))
		f.oversee(p, 1)
		f.sim.Schedule(f.partnerDone, customer, f.sim.Now()+hours/p.rate)
	default:
		p.state, p.left = working, hours
		ph.team.beginWork(customer, hours, ph.pace)
	}
}

// endWork is told by a team that a project's hours are done.
func (f *phases) endWork(customer int32) {
	f.hours.worked(customer, f.list[customer].left)
	f.end(customer)
}

func (f *phases) endAtPartner(customer int32) {
	p := &f.list[customer]
	f.hours.worked(customer, p.left)
	f.oversee(p, -1)
	f.end(customer)
}

// oversee puts the partner's work on a project onto the own team, or takes it
// off.
func (f *phases) oversee(p *project, sign float64) {
	kind := p.offer.kind
	if pace := float64(p.offer.bench.Oversight) * kind.phases[p.phase].pace; pace > 0 {
		kind.team.oversee(sign * pace)
	}
}

// end ends a phase.
func (f *phases) end(customer int32) {
	p := &f.list[customer]
	p.state = away
	p.phase++
	if p.offer.mode == CoDeliver && int(p.phase) < len(p.offer.kind.phases) {
		p.leaveSeat(customer)
	}
	f.next(customer)
}

func (f *phases) goLive(customer int32) {
	p := &f.list[customer]
	p.live = true
	share := 0.0
	switch {
	case p.offer.mode == CoDeliver:
		share = p.offer.part
	case p.seat:
		share = 1
	}
	f.live(customer, share, share*(1-p.quality))
}

func (f *phases) finish(customer int32) {
	p := &f.list[customer]
	p.state = away
	if p.led {
		p.offer.bench.delivered++
	}
	f.tell(ledger.Finished, customer, 0, 0, 0)
	p.leaveSlot(customer) // first, so that who waits for either goes in-house
	p.leaveSeat(customer)
}

// leave stops a project where it is.
func (f *phases) leave(customer int32) {
	p := &f.list[customer]
	switch p.state {
	case leading, awaitingCustomer:
		f.sim.Cancel(f.ready(p), customer)
	case working:
		f.hours.settle(customer)
		p.offer.kind.phases[p.phase].team.dropWork(customer)
	case partnerWorking:
		f.hours.settle(customer)
		f.sim.Cancel(f.partnerDone, customer)
		f.oversee(p, -1)
	}
}
