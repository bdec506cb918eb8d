package delivery

import (
	"postsale/models/ledger"
	"postsale/sim/random"
)

// state says what a project waits for.
type state uint8

const (
	away             state = iota // handed over to nobody: none yet, finished or withdrawn
	handingOff                    // the hand-off
	queueing                      // a slot
	awaitingPartner               // a partner's slot for a phase
	leading                       // the partner's lead time
	awaitingCustomer              // the customer
	working                       // the own team's hours
	partnerWorking                // the partner's hours
)

type project struct {
	entity     random.Entity
	offer      *offer
	arr        float64 // at signature
	signed     float64
	multiplier float64
	left       float64 // hours of the phase, as last recorded
	rate       float64 // hours of it a day, at the partner
	since      float64 // day of the last record, at the partner
	own        float64 // hours done by the own teams
	partner    float64 // and by the partner
	factor     float64 // effort at the partner
	quality    float64
	segment    int16
	phase      int16
	state      state
	queued     bool // as recorded
	slot       bool // holds own slots
	seat       bool // holds a partner's slot
	led        bool // the lead time is spent
	live       bool
}

// Sign takes on the project of a customer who signed now.
func (d *Practice) Sign(customer int32, entity random.Entity, segment int, arr float64) {
	p := d.enter(customer, entity, segment, arr, d.sim.Now())
	p.state = handingOff
	d.sim.Schedule(d.kinds.HandedOff, customer, d.sim.Now()+d.handOff)
}

func (d *Practice) enter(customer int32, entity random.Entity, segment int, arr, signed float64) *project {
	for int(customer) >= len(d.projects) {
		d.projects = append(d.projects, project{})
	}
	p := &d.projects[customer]
	*p = project{entity: entity, segment: int16(segment), arr: arr, signed: signed, offer: d.pick(segment, d.trial.kind.Uniform(entity, 0))}
	kind := d.kind(p)
	p.multiplier = kind.multiplier.Quantile(d.trial.effort.Uniform(entity, 0))
	d.OnPromised(customer, signed+kind.promised)
	return p
}

func (d *Practice) pick(segment int, u float64) *offer {
	offers := d.offers[segment]
	for i := range offers {
		if u -= offers[i].share; u < 0 {
			return &offers[i]
		}
	}
	return &offers[len(offers)-1]
}

// Resume takes on a project found in flight, a share of its unthrottled time to
// go-live behind it.
func (d *Practice) Resume(customer int32, entity random.Entity, segment int, arr, signed, behind float64) {
	p := d.enter(customer, entity, segment, arr, signed)
	kind := d.kind(p)
	d.record(customer, ledger.Resumed, 0, 0, 0)
	if p.offer.mode == Whole {
		d.findSeat(customer)
	} else {
		d.teams[kind.team].slots.Take(kind.slots)
		d.takeSlot(customer)
	}

	passed := 0.0
	for i, ph := range kind.phases {
		if !ph.afterGoLive {
			passed += behind * (d.wait(p, i) + ph.days(d.hours(p, i)))
		}
	}
	for ; int(p.phase) < len(kind.phases) && !kind.phases[p.phase].afterGoLive; p.phase++ {
		wait, hours := d.wait(p, int(p.phase)), d.hours(p, int(p.phase))
		days := kind.phases[p.phase].days(hours)
		if passed >= wait+days {
			passed -= wait + days
			continue
		}
		if d.byPartner(p) && !p.seat {
			d.findSeat(customer)
		}
		if passed < wait {
			p.state = awaitingCustomer
			d.sim.Schedule(d.kinds.CustomerReady, customer, d.sim.Now()+wait-passed)
		} else {
			d.begin(customer, hours*(1-(passed-wait)/days))
		}
		return
	}
	d.next(customer)
}

// findSeat takes a partner's slot that a project held at the start.
func (d *Practice) findSeat(customer int32) {
	p := &d.projects[customer]
	p.led = true
	d.benches[p.offer.bench].slots.Take(1)
	d.takeSeat(customer)
}

// handedOff puts a project into the queue for a slot.
func (d *Practice) handedOff(customer int32) {
	p := &d.projects[customer]
	p.state = queueing
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
	if p.offer.mode == Overflow {
		d.benches[p.offer.bench].slots.Withdraw(customer)
	}
	d.record(customer, ledger.Started, d.sim.Now()-p.signed, 0, 0)
	d.takeSlot(customer)
	d.next(customer)
}

// startPartner is told by a bench that a project has a slot there.
func (d *Practice) startPartner(customer int32) {
	p := &d.projects[customer]
	b := &d.benches[p.offer.bench]
	if p.state == queueing {
		d.dequeue(customer)
		if p.offer.mode == Overflow {
			d.teams[d.kind(p).team].slots.Withdraw(customer)
		}
		d.record(customer, ledger.Started, d.sim.Now()-p.signed, 0, ledger.Partner)
	}
	d.takeSeat(customer)
	if p.led {
		d.next(customer)
		return
	}
	p.state, p.led = leading, true
	b.started++
	d.sim.Schedule(d.kinds.LeadOver, customer, d.sim.Now()+b.lead())
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

// next begins the phase that a project has come to.
func (d *Practice) next(customer int32) {
	p := &d.projects[customer]
	kind := d.kind(p)
	last := int(p.phase) == len(kind.phases)
	if !p.live && (last || kind.phases[p.phase].afterGoLive) {
		d.goLive(customer)
	}
	switch {
	case last:
		d.finish(customer)
	case d.byPartner(p) && !p.seat:
		p.state = awaitingPartner
		d.benches[p.offer.bench].slots.Arrive(customer, 1, 0)
	default:
		d.waitForCustomer(customer)
	}
}

// waitForCustomer begins the first part of a phase.
func (d *Practice) waitForCustomer(customer int32) {
	p := &d.projects[customer]
	if wait := d.wait(p, int(p.phase)); wait > 0 {
		p.state = awaitingCustomer
		d.sim.Schedule(d.kinds.CustomerReady, customer, d.sim.Now()+wait)
		return
	}
	d.work(customer)
}

// work begins the second part of a phase.
func (d *Practice) work(customer int32) {
	p := &d.projects[customer]
	d.begin(customer, d.hours(p, int(p.phase)))
}

// begin begins some hours of the phase.
func (d *Practice) begin(customer int32, hours float64) {
	p := &d.projects[customer]
	ph := &d.kind(p).phases[p.phase]
	switch {
	case hours == 0:
		d.endPhase(customer)
	case p.seat:
		p.state, p.left, p.since = partnerWorking, hours, d.sim.Now()
		p.rate = ph.pace / p.factor
		if d.byPartner(p) {
			p.rate /= 1 + p.offer.coordination
		}
		d.oversee(p, 1)
		d.sim.Schedule(d.kinds.PartnerDone, customer, d.sim.Now()+hours/p.rate)
	default:
		p.state, p.left = working, hours
		d.teams[ph.team].work.Begin(customer, hours, ph.pace)
		d.draw(ph.team)
	}
}

// endWork is told by a team that a project's hours are done.
func (d *Practice) endWork(customer int32) {
	p := &d.projects[customer]
	d.worked(customer, p.left)
	d.endPhase(customer)
}

func (d *Practice) partnerDone(customer int32) {
	p := &d.projects[customer]
	d.worked(customer, p.left)
	d.oversee(p, -1)
	d.endPhase(customer)
}

// oversee puts the partner's work on a project onto the own team, or takes it
// off.
func (d *Practice) oversee(p *project, sign float64) {
	kind := d.kind(p)
	if pace := float64(d.benches[p.offer.bench].Oversight) * kind.phases[p.phase].pace; pace > 0 {
		d.teams[kind.team].work.AddBackground(sign * pace)
		d.draw(kind.team)
	}
}

func (d *Practice) endPhase(customer int32) {
	p := &d.projects[customer]
	p.state = away
	if d.byPartner(p) {
		d.leaveSeat(customer)
	}
	p.phase++
	d.next(customer)
}

func (d *Practice) goLive(customer int32) {
	p := &d.projects[customer]
	p.live = true
	share := 0.0
	if p.partner > 0 {
		share = p.partner / (p.partner + p.own)
	}
	d.OnLive(customer, share, share*(1-p.quality))
}

func (d *Practice) finish(customer int32) {
	p := &d.projects[customer]
	p.state = away
	if p.partner > 0 {
		d.benches[p.offer.bench].delivered++
	}
	d.record(customer, ledger.Finished, 0, 0, 0)
	d.leaveSeat(customer)
	d.leaveSlot(customer)
}

// Cancel withdraws the project of a customer who left.
func (d *Practice) Cancel(customer int32) {
	if int(customer) >= len(d.projects) {
		return
	}
	p := &d.projects[customer]
	switch p.state {
	case away:
		return
	case handingOff:
		d.sim.Cancel(d.kinds.HandedOff, customer)
	case queueing:
		d.dequeue(customer)
		d.teams[d.kind(p).team].slots.Withdraw(customer)
		if p.offer.mode != "" {
			d.benches[p.offer.bench].slots.Withdraw(customer)
		}
	case awaitingPartner:
		d.benches[p.offer.bench].slots.Withdraw(customer)
	case leading:
		d.sim.Cancel(d.kinds.LeadOver, customer)
	case awaitingCustomer:
		d.sim.Cancel(d.kinds.CustomerReady, customer)
	case working:
		d.settle(customer)
		number := d.kind(p).phases[p.phase].team
		d.teams[number].work.Drop(customer)
		d.draw(number)
	case partnerWorking:
		d.settle(customer)
		d.sim.Cancel(d.kinds.PartnerDone, customer)
		d.oversee(p, -1)
	}
	p.state = away
	d.record(customer, ledger.Withdrawn, 0, 0, 0)
	d.leaveSeat(customer)
	d.leaveSlot(customer)
}

// Settle records the hours done so far on all projects.
func (d *Practice) Settle() {
	for i := range d.projects {
		d.settle(int32(i))
	}
}

func (d *Practice) settle(customer int32) {
	p := &d.projects[customer]
	switch p.state {
	case working:
		left := d.teams[d.kind(p).phases[p.phase].team].work.Left(customer)
		d.worked(customer, p.left-left)
		p.left = left
	case partnerWorking:
		hours := min(p.left, p.rate*(d.sim.Now()-p.since))
		d.worked(customer, hours)
		p.left, p.since = p.left-hours, d.sim.Now()
	}
}

// worked records hours of a project and what they earn and cost.
func (d *Practice) worked(customer int32, hours float64) {
	if !(hours > 0) {
		return
	}
	p := &d.projects[customer]
	kind := d.kind(p)
	if p.seat {
		p.partner += hours
		drawn := hours * kind.phases[p.phase].pace / p.rate
		b := &d.benches[p.offer.bench]
		d.record(customer, ledger.Worked, hours, drawn, ledger.Partner)
		d.book.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Paid, Customer: customer, Scope: b.scope, Amount: drawn * float64(b.PricePerHour)})
	} else {
		p.own += hours
		d.record(customer, ledger.Worked, hours, hours, 0)
	}
	if dollars := kind.price.of(p.arr, hours, kind.effort*p.multiplier); dollars > 0 {
		d.record(customer, ledger.Billed, dollars, 0, 0)
	}
}

// of returns what some hours of a project earn, in dollars.
func (p Price) of(arr, hours, all float64) float64 {
	switch {
	case p.Fixed != nil:
		return float64(*p.Fixed) * hours / all
	case p.FirstYearShare != nil:
		return float64(*p.FirstYearShare) * arr * hours / all
	case p.PerHour != nil:
		return float64(*p.PerHour) * hours
	}
	return 0
}

func (d *Practice) takeSlot(customer int32) {
	p := &d.projects[customer]
	p.slot = true
	kind := d.kind(p)
	d.held(ledger.Took, d.teams[kind.team].scope, customer, kind.slots, 0)
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
}

// takeSeat puts a project onto a partner's slot, as good as the partner is now.
func (d *Practice) takeSeat(customer int32) {
	p := &d.projects[customer]
	p.seat = true
	b := &d.benches[p.offer.bench]
	p.factor, p.quality = b.skill()
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
}

func (d *Practice) kind(p *project) *projectType { return &d.types[p.offer.kind] }

// byPartner reports whether a phase of co-delivery is the partner's.
func (d *Practice) byPartner(p *project) bool {
	return p.offer.mode == CoDeliver && int(p.phase) < len(p.offer.byPartner) && p.offer.byPartner[p.phase]
}

// wait returns the days that the customer of a project needs for a phase.
func (d *Practice) wait(p *project, phase int) float64 {
	return d.kind(p).phases[phase].wait.Quantile(d.trial.wait.Uniform(p.entity, uint64(phase)))
}

// hours returns the hours of a phase.
func (d *Practice) hours(p *project, phase int) float64 {
	return d.kind(p).phases[phase].hours * p.multiplier
}

func (d *Practice) record(customer int32, kind ledger.Kind, amount, extra float64, marks ledger.Marks) {
	d.book.Record(ledger.Fact{At: d.sim.Now(), Kind: kind, Customer: customer, Scope: d.projects[customer].segment,
		Amount: amount, Extra: extra, Marks: marks})
}

func (d *Practice) held(kind ledger.Kind, scope int16, customer int32, slots float64, marks ledger.Marks) {
	d.book.Record(ledger.Fact{At: d.sim.Now(), Kind: kind, Customer: customer, Scope: scope, Amount: slots, Marks: marks})
}
