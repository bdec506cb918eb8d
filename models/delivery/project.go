package delivery

import (
	"postsale/models/ledger"
	"postsale/sim"
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
	onPromise                     // the promised day
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
	span       float64 // days of the wait for the promised day
	beyond     float64 // of its own slots, those beyond what was there when it started
	factor     float64 // effort at the partner
	quality    float64 // of the partner
	segment    int16
	phase      int16
	state      state
	queued     bool // as recorded
	slot       bool // holds own slots
	seat       bool // holds a partner's slot
	led        bool // the partner's lead time is spent
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
	if p.offer.mode != "" {
		p.factor, p.quality = d.benches[p.offer.bench].skill()
	}
	if p.offer.mode == Whole {
		d.findSeat(customer)
	} else {
		d.teams[kind.team].slots.Take(kind.slots)
		d.takeSlot(customer)
	}

	passed := 0.0
	for i, ph := range kind.phases {
		if !ph.afterGoLive {
			wait, work := d.span(p, i)
			passed += behind * (wait + work)
		}
	}
	for ; int(p.phase) < len(kind.phases) && !kind.phases[p.phase].afterGoLive; p.phase++ {
		byPartner := p.offer.byPartner[p.phase]
		wait, work := d.span(p, int(p.phase))
		if passed >= wait+work {
			passed -= wait + work
			p.led = p.led || byPartner
			continue
		}
		hours := d.hours(p, int(p.phase))
		if passed >= wait {
			hours *= 1 - (passed-wait)/work
		}
		switch {
		case d.ideal.Delivery:
			d.promise(customer, hours, signed+kind.promised)
			return
		case byPartner:
			d.findSeat(customer)
		}
		if passed < wait {
			d.waitForCustomer(customer, wait-passed)
		} else {
			d.begin(customer, hours)
		}
		return
	}
	if d.ideal.Delivery {
		d.promise(customer, 0, signed+kind.promised)
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

// Cancel withdraws the project of a customer who left.
func (d *Practice) Cancel(customer int32) {
	if int(customer) >= len(d.projects) {
		return
	}
	p := &d.projects[customer]
	was := p.state
	switch was {
	case away:
		return
	case handingOff:
		d.sim.Cancel(d.kinds.HandedOff, customer)
	case queueing:
		d.dequeue(customer)
	case leading, awaitingCustomer:
		d.sim.Cancel(d.ready(p), customer)
	case working:
		d.settle(customer)
		number := d.kind(p).phases[p.phase].team
		d.teams[number].work.Drop(customer)
		d.draw(number)
	case partnerWorking:
		d.settle(customer)
		d.sim.Cancel(d.kinds.PartnerDone, customer)
		d.oversee(p, -1)
	case onPromise:
		d.settle(customer)
		d.sim.Cancel(d.kinds.Promised, customer)
	}
	p.state = away
	d.record(customer, ledger.Withdrawn, 0, 0, 0)
	if was == queueing && p.offer.mode != Whole {
		d.teams[d.kind(p).team].slots.Withdraw(customer)
	}
	if was == queueing && p.offer.mode != "" || was == awaitingPartner {
		d.benches[p.offer.bench].slots.Withdraw(customer)
	}
	d.leaveSlot(customer)
	d.leaveSeat(customer)
}

func (d *Practice) kind(p *project) *projectType { return &d.types[p.offer.kind] }

// Project returns the type of a customer's project, by its number in the parameters,
// and the multiplier of its effort; ok is false when the customer had none in the trial.
func (d *Practice) Project(customer int32) (kind int, multiplier float64, ok bool) {
	if int(customer) >= len(d.projects) || d.projects[customer].offer == nil {
		return 0, 0, false
	}
	p := &d.projects[customer]
	return p.offer.kind, p.multiplier, true
}

// wait returns the days that the customer of a project needs for a phase.
func (d *Practice) wait(p *project, phase int) float64 {
	return d.kind(p).phases[phase].wait.Quantile(d.trial.wait.Uniform(p.entity, uint64(phase)))
}

// hours returns the hours of a phase.
func (d *Practice) hours(p *project, phase int) float64 {
	return d.kind(p).phases[phase].hours * p.multiplier
}

// pace returns the hours of a phase that get done in a day at full attention.
func (d *Practice) pace(p *project, phase int) float64 {
	pace := d.kind(p).phases[phase].pace
	switch {
	case p.offer.byPartner[phase]:
		return pace / (p.factor * (1 + p.offer.coordination))
	case p.seat:
		return pace / p.factor
	}
	return pace
}

// span returns the days that a phase waits for the customer, and those of its
// work when nothing is in the way.
func (d *Practice) span(p *project, phase int) (wait, work float64) {
	if hours := d.hours(p, phase); hours > 0 {
		work = hours / d.pace(p, phase)
	}
	return d.wait(p, phase), work
}

// ready returns the kind of event that ends a wait.
func (d *Practice) ready(p *project) sim.Kind {
	if p.seat {
		return d.kinds.PartnerReady
	}
	return d.kinds.CustomerReady
}

func (d *Practice) record(customer int32, kind ledger.Kind, amount, extra float64, marks ledger.Marks) {
	d.book.Record(ledger.Fact{At: d.sim.Now(), Kind: kind, Customer: customer, Scope: d.projects[customer].segment,
		Amount: amount, Extra: extra, Marks: marks})
}
