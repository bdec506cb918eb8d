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
func (f *phases) next(number int32) {
	p := &f.list[number]
	kind := p.offer.kind
	last := int(p.phase) == len(kind.phases)
	if !p.live && (last || kind.phases[p.phase].afterGoLive) {
		f.goLive(number)
	}
	switch {
	case last:
		f.finish(number)
	case p.offer.byPartner[p.phase] && !p.seat:
		p.state = awaitingPartner
		p.offer.bench.slots.Arrive(number, 1, 0)
	default:
		f.await(number, f.wait(p, int(p.phase)))
	}
}

// lead begins the lead time of a partner that has a project for the first time.
func (f *phases) lead(number int32) {
	p := &f.list[number]
	p.state = leading
	f.sim.Schedule(f.partnerReady, number, f.sim.Now()+p.offer.bench.lead())
}

// await begins the first part of a phase, the wait for the customer, or some days of it.
func (f *phases) await(number int32, days float64) {
	if days == 0 {
		f.work(number)
		return
	}
	p := &f.list[number]
	p.state = awaitingCustomer
	f.sim.Schedule(f.ready(p), number, f.sim.Now()+days)
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
func (f *phases) readyAtPartner(number int32) {
	if f.list[number].state == leading {
		f.next(number)
		return
	}
	f.work(number)
}

// work begins the second part of a phase.
func (f *phases) work(number int32) {
	p := &f.list[number]
	f.begin(number, p.hours(int(p.phase)))
}

// begin begins some hours of the phase.
func (f *phases) begin(number int32, hours float64) {
	p := &f.list[number]
	ph := &p.offer.kind.phases[p.phase]
	switch {
	case hours == 0:
		f.end(number)
	case p.seat:
		p.state, p.left, p.since, p.rate = partnerWorking, hours, f.sim.Now(), p.pace(int(p.phase))
		f.oversee(p, 1)
		f.sim.Schedule(f.partnerDone, number, f.sim.Now()+hours/p.rate)
	default:
		p.state, p.left = working, hours
		ph.team.beginWork(number, hours, ph.pace)
	}
}

// endWork is told by a team that a project's hours are done.
func (f *phases) endWork(number int32) {
	f.hours.worked(number, f.list[number].left)
	f.end(number)
}

func (f *phases) endAtPartner(number int32) {
	p := &f.list[number]
	f.hours.worked(number, p.left)
	f.oversee(p, -1)
	f.end(number)
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
func (f *phases) end(number int32) {
	p := &f.list[number]
	p.state = away
	p.phase++
	if p.offer.mode == CoDeliver && int(p.phase) < len(p.offer.kind.phases) {
		p.leaveSeat()
	}
	f.next(number)
}

func (f *phases) goLive(number int32) {
	p := &f.list[number]
	p.live = true
	share := 0.0
	switch {
	case p.offer.mode == CoDeliver:
		share = p.offer.part
	case p.seat:
		share = 1
	}
	if share > 0 {
		f.record(ledger.Delivered, p.customer, p.offer.bench.scope, 0, 0, 0)
	}
	f.live(p.customer, share, share*(1-p.quality))
}

func (f *phases) finish(number int32) {
	p := &f.list[number]
	p.state = away
	if p.led {
		p.offer.bench.delivered++
	}
	f.tell(ledger.Finished, number, 0, 0, 0)
	p.leaveSlot() // first, so that who waits for either goes in-house
	p.leaveSeat()
}

// leave stops a project where it is.
func (f *phases) leave(number int32) {
	p := &f.list[number]
	switch p.state {
	case leading, awaitingCustomer:
		f.sim.Cancel(f.ready(p), number)
	case working:
		f.hours.settle(number)
		p.offer.kind.phases[p.phase].team.dropWork(number)
	case partnerWorking:
		f.hours.settle(number)
		f.sim.Cancel(f.partnerDone, number)
		f.oversee(p, -1)
	}
}
