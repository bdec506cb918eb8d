package delivery

import (
	"slices"

	"postsale/models/ledger"
)

// Ideal says what of delivery costs customers no time: what would be if it were so
// tells what it costs.
//
// Who waits for no slot takes one beyond those that are there if it must, and with
// it come the hours of a person that go with a slot: as if somebody had been free,
// so that who starts at once slows nobody else down. Who is
// delivered on the promised day waits for nothing else until then: its hours until
// go-live come evenly over that time, at the price of whoever would do them, but
// they take no share of a team's hours, no oversight, and no partner's place in the
// middle of a project. What comes after go-live is done as ever.
type Ideal struct {
	Start    bool // at signature, as if somebody had been free
	Delivery bool // after exactly the promised days from the start; of what is in flight, from signature
}

// startAtOnce gives a project a slot: of its own team if one is free, otherwise
// one of an overflow's partner if one is free; otherwise one beyond those that are
// there.
func (d *Practice) startAtOnce(customer int32) {
	p := &d.projects[customer]
	kind := d.kind(p)
	own := d.teams[kind.team].slots
	switch mode := p.offer.mode; {
	case mode == Whole, mode == Overflow && !own.Fits(kind.slots) && d.benches[p.offer.bench].slots.Fits(1):
		d.benches[p.offer.bench].slots.Take(1)
		d.startPartner(customer)
	default:
		room := max(0, own.Capacity()-own.Busy())
		p.beyond = max(0, kind.slots-room)
		d.teams[kind.team].beyond += p.beyond
		own.Take(kind.slots)
		d.startOwn(customer)
	}
}

// widen lends a team the hours that come with slots beyond those that are there, as
// far as projects started on such slots: not those that people left behind who quit.
func (d *Practice) widen(number int) {
	if !d.ideal.Start {
		return
	}
	t := &d.teams[number]
	lent := min(t.beyond, max(0, t.slots.Busy()-t.slots.Capacity())) / t.each * t.hours
	if lent == t.lent {
		return
	}
	t.lent = lent
	d.gauge(ledger.Timed, t.scope, t.there+lent)
	d.supply(number)
}

// promiseFromStart makes a project that starts now go live after the promised days.
func (d *Practice) promiseFromStart(customer int32) {
	p := &d.projects[customer]
	d.promise(customer, d.hours(p, 0), d.sim.Now()+d.kind(p).promised)
	if !p.seat && p.led {
		d.benches[p.offer.bench].started++
	}
}

// promise makes a project that holds its slot go live on a day, or now if that has
// passed, with some hours left of its phase.
func (d *Practice) promise(customer int32, hours, day float64) {
	p := &d.projects[customer]
	now := d.sim.Now()
	p.state, p.left, p.since, p.span = onPromise, hours, now, max(0, day-now)
	if !p.seat && slices.Contains(d.ahead(p), true) {
		b := &d.benches[p.offer.bench]
		p.factor, p.quality = b.skill()
		p.led = true
	}
	if p.span == 0 {
		d.keepPromise(customer)
		return
	}
	d.sim.Schedule(d.kinds.Promised, customer, day)
}

// keepPromise makes a project go live, whose day has come.
func (d *Practice) keepPromise(customer int32) {
	p := &d.projects[customer]
	d.come(customer)
	p.state = away
	p.phase += int16(len(d.ahead(p)))
	d.next(customer)
}

// come records the hours that have come of a project since it was last recorded.
func (d *Practice) come(customer int32) {
	p := &d.projects[customer]
	share := 1.0
	if p.span > 0 {
		share = (d.sim.Now() - p.since) / p.span
	}
	p.since = d.sim.Now()
	hours := p.left
	for i, byPartner := range d.ahead(p) {
		phase := int(p.phase) + i
		if i > 0 {
			hours = d.hours(p, phase)
		}
		switch done := share * hours; {
		case done == 0:
		case p.seat || byPartner:
			d.log(customer, done, done*d.kind(p).phases[phase].pace/d.pace(p, phase), true)
		default:
			d.log(customer, done, done, false)
		}
	}
}

// ahead returns of the phases from a project's own to go-live which are a partner's
// in co-delivery.
func (d *Practice) ahead(p *project) []bool {
	end := int(p.phase)
	for phases := d.kind(p).phases; end < len(phases) && !phases[end].afterGoLive; {
		end++
	}
	return p.offer.byPartner[p.phase:end]
}
