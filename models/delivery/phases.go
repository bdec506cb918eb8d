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
	ideal                                    Ideal
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
	case p.wantsPlace():
		f.turn(number)
	default:
		f.await(number, f.block(number)+f.wait(p, int(p.phase)))
	}
}

// turn lets a project wait for its turn at the slots of another own team that its phase takes.
func (f *phases) turn(number int32) {
	p := &f.list[number]
	ph := &p.offer.kind.phases[p.phase]
	p.state, p.since = awaitingPlace, f.sim.Now()
	if f.ideal.Phases {
		p.besides = ph.team.takeBeyond(number, ph.slots, p.since)
		f.enter(number)
		return
	}
	ph.team.arrive(number, p, ph.slots, p.since)
	if p.state == awaitingPlace {
		p.queued = true
		f.recordOf(p, ledger.PhaseQueued, ph.team.scope, ph.slots, 0, 0)
	}
}

// enter is told that a project has the slots of another own team that its phase takes.
func (f *phases) enter(number int32) {
	p := &f.list[number]
	var marks ledger.Marks
	if p.queued {
		p.queued, marks = false, ledger.Late
	}
	p.offer.kind.phases[p.phase].team.meter.Start(number)
	p.takePlace()
	f.tell(ledger.PhaseStarted, number, f.sim.Now()-p.since, 0, marks)
	f.await(number, f.wait(p, int(p.phase)))
}

// lead begins the lead time of a partner that has a project for the first time.
func (f *phases) lead(number int32) {
	p := &f.list[number]
	p.state = leading
	f.sim.Schedule(f.partnerReady, number, f.sim.Now()+p.offer.bench.Lead(p.offer.bench.slow, p.managed))
}

// block returns the days that a phase waits for a feature before it waits for the customer.
func (f *phases) block(number int32) float64 {
	p := &f.list[number]
	days := f.lacks(p, int(p.phase))
	f.tellBlocked(number, days, 0)
	return days
}

// await begins the first part of a phase, its waits, or some days of them.
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
		p.at, p.skill = p.worker(ph)
		p.at.beginWork(number, hours*p.skill, ph.pace)
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
	if pace := float64(p.offer.bench.Oversight) * p.offer.kind.phases[p.phase].pace; pace > 0 {
		p.team.oversee(sign * pace)
	}
}

// end ends a phase.
func (f *phases) end(number int32) {
	p := &f.list[number]
	p.state = away
	p.leavePlace()
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
		share = p.part()
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
		p.offer.bench.delivered += p.managed
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
		p.at.dropWork(number)
	case partnerWorking:
		f.hours.settle(number)
		f.sim.Cancel(f.partnerDone, number)
		f.oversee(p, -1)
	}
}

// timesheet records the hours done on projects, and what they earn and cost.
type timesheet struct{ *projects }

// settle records the hours done so far on a project that is being worked on.
func (h *timesheet) settle(number int32) {
	p := &h.list[number]
	switch p.state {
	case working:
		left := p.at.work.Left(number) / p.skill
		h.worked(number, p.left-left)
		p.left = left
	case partnerWorking:
		hours := min(p.left, p.rate*(h.sim.Now()-p.since))
		h.worked(number, hours)
		p.left, p.since = p.left-hours, h.sim.Now()
	}
}

// worked records hours of a project's phase.
func (h *timesheet) worked(number int32, hours float64) {
	if !(hours > 0) {
		return
	}
	p := &h.list[number]
	ph := &p.offer.kind.phases[p.phase]
	if p.seat {
		h.log(number, hours, hours*ph.pace/p.rate, p.marks(int(p.phase), p.seat))
		return
	}
	h.log(number, hours, hours*p.skill, p.marks(int(p.phase), p.seat))
	if p.at != ph.team {
		h.record(ledger.Helped, p.customer, p.at.scope, hours*p.skill, 0, 0)
	}
}

// marks tell who does a phase.
func (p *project) marks(phase int, byPartner bool) ledger.Marks {
	if byPartner {
		return ledger.Partner
	}
	return p.offer.kind.phases[phase].team.marks
}

// log records hours of a project, which those drew whom the marks tell.
func (h *timesheet) log(number int32, hours, drawn float64, marks ledger.Marks) {
	p := &h.list[number]
	kind := p.offer.kind
	h.tell(ledger.Worked, number, hours, drawn, marks)
	if marks&ledger.Partner != 0 {
		b := p.offer.bench
		h.recordOf(p, ledger.Paid, b.scope, drawn*float64(b.PricePerHour), 0, 0)
	}
	if dollars := kind.price.of(p.arr, hours, p.effort(), p.foreseen); dollars > 0 {
		h.tell(ledger.Billed, number, dollars, 0, 0)
	}
}

// of returns what some hours of a project earn, in dollars, of which a fixed price is by a factor that is foreseen.
func (p Price) of(arr, hours, all, foreseen float64) float64 {
	switch {
	case p.Fixed != nil:
		return float64(*p.Fixed) * foreseen * hours / all
	case p.FirstYearShare != nil:
		return float64(*p.FirstYearShare) * arr * hours / all
	case p.PerHour != nil:
		return float64(*p.PerHour) * hours
	}
	return 0
}
