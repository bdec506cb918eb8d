package delivery

import (
	"postsale/models/ledger"
	"postsale/sim/random"
)

// Resume takes on a project found in flight, a share of its unthrottled time to
// go-live behind it.
func (d *Practice) Resume(customer int32, entity random.Entity, segment int, arr, signed, behind float64) {
	number := d.enter(customer, entity, segment, arr, signed)
	p := &d.projects.list[number]
	d.projects.tell(ledger.Resumed, number, 0, 0, 0)
	d.projects.sendFound(p)
	if p.offer.mode != "" {
		p.meet(p.offer.bench.slots.Busy())
	}
	if p.offer.mode == Whole {
		p.findSeat()
	} else {
		p.offer.kind.team.slots.Take(p.offer.kind.slots)
		p.takeSlot()
	}
	wait, hours := d.projects.resume(p, behind)
	switch {
	case d.ideal.Delivery:
		d.promises.promise(number, hours, signed+p.promised())
		return
	case len(p.ahead()) == 0:
		d.phases.next(number)
		return
	case p.offer.byPartner[p.phase]:
		p.findSeat()
	case p.wantsPlace():
		p.offer.kind.phases[p.phase].team.slots.Take(p.offer.kind.phases[p.phase].slots)
		p.takePlace()
	}
	if wait > 0 {
		d.phases.await(number, wait)
	} else {
		d.phases.begin(number, hours)
	}
}

// resume puts a project into the phase that it has come to, and returns what is left
// there of the wait, in days, and of the hours.
func (j *projects) resume(p *project, behind float64) (wait, hours float64) {
	passed := 0.0
	for i, ph := range p.offer.kind.phases {
		if !ph.afterGoLive {
			wait, work := j.span(p, i)
			passed += behind * (wait + work)
		}
	}
	for range p.ahead() {
		wait, work := j.span(p, int(p.phase))
		if passed < wait+work {
			hours := p.hours(int(p.phase))
			if passed >= wait {
				hours *= 1 - (passed-wait)/work
			}
			return wait - passed, hours
		}
		passed -= wait + work
		p.led = p.led || p.offer.byPartner[p.phase]
		p.phase++
	}
	return 0, 0
}

// findSeat takes a partner's slot that a project held at the start.
func (p *project) findSeat() {
	p.led = true
	p.offer.bench.slots.Take(1)
	p.takeSeat()
}
