package delivery

import "postsale/models/ledger"

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
	case p.offer.byPartner[p.phase] && !p.seat:
		p.state = awaitingPartner
		d.benches[p.offer.bench].slots.Arrive(customer, 1, 0)
	default:
		d.waitForCustomer(customer, d.wait(p, int(p.phase)))
	}
}

// waitForCustomer begins the first part of a phase, or some days of it.
func (d *Practice) waitForCustomer(customer int32, days float64) {
	if days == 0 {
		d.work(customer)
		return
	}
	p := &d.projects[customer]
	p.state = awaitingCustomer
	d.sim.Schedule(d.ready(p), customer, d.sim.Now()+days)
}

// partnerReady ends the lead time, or a wait for the customer of a phase at the
// partner.
func (d *Practice) partnerReady(customer int32) {
	if d.projects[customer].state == leading {
		d.next(customer)
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
		p.state, p.left, p.since, p.rate = partnerWorking, hours, d.sim.Now(), d.pace(p, int(p.phase))
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
	p.phase++
	if p.offer.mode == CoDeliver && int(p.phase) < len(d.kind(p).phases) {
		d.leaveSeat(customer)
	}
	d.next(customer)
}

func (d *Practice) goLive(customer int32) {
	p := &d.projects[customer]
	p.live = true
	share := 0.0
	switch {
	case p.offer.mode == CoDeliver:
		share = p.offer.part
	case p.seat:
		share = 1
	}
	d.OnLive(customer, share, share*(1-p.quality))
}

func (d *Practice) finish(customer int32) {
	p := &d.projects[customer]
	p.state = away
	if p.led {
		d.benches[p.offer.bench].delivered++
	}
	d.record(customer, ledger.Finished, 0, 0, 0)
	d.leaveSlot(customer) // first, so that who waits for either goes in-house
	d.leaveSeat(customer)
}
