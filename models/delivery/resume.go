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
	p.begun(signed)
	d.projects.tell(ledger.Resumed, number, 0, 0, 0)
	d.projects.sendFound(p)
	if p.offer.mode != "" {
		p.meet(p.offer.bench.slots.Busy())
	}
	if p.offer.mode == Whole {
		p.findSeat()
	} else {
		p.team = p.offer.kind.team.now()
		p.team.slots.Take(p.offer.kind.slots)
		p.takeSlot()
	}
	blocked, blocks, wait, hours := d.projects.resume(p, behind)
	if !d.ideal.Delivery {
		d.projects.tellBlocked(number, blocked, ledger.Found)
		d.projects.tellBlocked(number, blocks, 0)
	}
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
	if blocks+wait > 0 {
		d.phases.await(number, blocks+wait)
	} else {
		d.phases.begin(number, hours)
	}
}

// resume puts a project into the phase that it has come to, and returns for how many days it has been blocked, and what
// is left there of that, of the wait for the customer, in days, and of the hours.
func (j *projects) resume(p *project, behind float64) (blocked, blocks, wait, hours float64) {
	passed := 0.0
	for i, ph := range p.offer.kind.phases {
		if !ph.afterGoLive {
			lacks, wait, work := j.span(p, i)
			passed += behind * (lacks + wait + work)
		}
	}
	for range p.ahead() {
		lacks, wait, work := j.span(p, int(p.phase))
		blocked += min(lacks, passed)
		blocks, passed = max(0, lacks-passed), passed-lacks
		if passed < wait+work {
			hours := p.hours(int(p.phase))
			if passed >= wait {
				hours *= 1 - (passed-wait)/work
			}
			return blocked, blocks, wait - max(0, passed), hours
		}
		passed -= wait + work
		p.led = p.led || p.offer.byPartner[p.phase]
		p.phase++
	}
	return blocked, 0, 0, 0
}

// findSeat takes a partner's slot that a project held at the start.
func (p *project) findSeat() {
	p.led = true
	p.offer.bench.slots.Take(1)
	p.takeSeat()
}
