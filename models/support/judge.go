package support

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
)

// target is what was promised of the tickets of a class, in days.
type target struct{ first, resolution, fix float64 }

// fixes reports whether anybody minds how long a fix takes.
func (t target) fixes() bool { return t.fix < math.Inf(1) }

// byClass returns the targets of each class of tickets.
func (t Targets) byClass() [classes]target {
	all := target{float64(t.FirstResponse), float64(t.Resolution), math.Inf(1)}
	all.state(Promise{Fix: t.Fix})
	list := [classes]target{urgent: all, premium: all, standard: all}
	if t.Premium != nil {
		list[premium].state(*t.Premium)
	}
	if t.Urgent != nil {
		list[urgent].state(*t.Urgent)
	}
	return list
}

// state sets what is stated.
func (t *target) state(p Promise) {
	for _, of := range []struct {
		days   *float64
		stated *units.Duration
	}{{&t.first, p.FirstResponse}, {&t.resolution, p.Resolution}, {&t.fix, p.Fix}} {
		if of.stated != nil {
			*of.days = float64(*of.stated)
		}
	}
}

// delay is what is known of a ticket besides, where somebody minds.
type delay struct {
	referred float64 // day of its latest referral to engineering
	worst    float64 // days by which it went over the targets that it is done with
}

// keep notes days over a target.
func (d *delay) keep(days float64) {
	if days > d.worst { // max asks besides which zero and whether there is a number
		d.worst = days
	}
}

// mostWeeks is how many weeks over a target a ticket is at most.
const mostWeeks = 26

// over returns by how many weeks a ticket is over the target that it misses most, so far.
func (d *Desk) over(i int32, t *ticket) float64 {
	now, target := d.sim.Now(), d.targets[t.class]
	most, clock := delay{worst: d.delays[i].worst}, t.clock
	if !t.answered {
		most.keep(now - t.opened - target.first)
	}
	if t.running {
		clock += now - t.since
	} else {
		most.keep(now - d.delays[i].referred - target.fix)
	}
	most.keep(clock - target.resolution)
	return min(mostWeeks, most.worst/fiscal.Week)
}

// Over returns by how many weeks the open tickets of a customer are over a target in all, so far. It is for a desk whose
// OnOverran is set.
func (d *Desk) Over(customer int32) (weeks float64) {
	if int(customer) < len(d.clients) {
		for i := d.clients[customer].open; i != none; i = d.tickets[i].older {
			weeks += d.over(i, &d.tickets[i])
		}
	}
	return weeks
}

// overdue notes when a fix that engineering has, or has just shipped, passed its target.
func (d *Desk) overdue(i int32, t *ticket) {
	if !d.minds || t.running {
		return
	}
	fix := d.targets[t.class].fix
	if days := d.sim.Now() - d.delays[i].referred - fix; days > 0 {
		t.missed = min(t.missed, d.delays[i].referred+fix)
		d.delays[i].keep(days)
	}
}

// tick lets the clock of a ticket run until now, and notes when it passed the
// resolution target.
func (d *Desk) tick(t *ticket) {
	now := d.sim.Now()
	if t.running {
		if target := d.targets[t.class].resolution; t.clock+now-t.since > target {
			t.missed = min(t.missed, t.since+target-t.clock)
		}
		t.clock += now - t.since
	}
	t.since = now
}

// miss notes when a ticket passed the first-response target.
func (d *Desk) miss(t *ticket) {
	if due := t.opened + d.targets[t.class].first; !t.answered && d.sim.Now() > due {
		t.missed = min(t.missed, due)
	}
}

// settle judges a ticket that has missed a target by now.
func (d *Desk) settle(i int32, t *ticket) {
	d.overdue(i, t)
	d.tick(t)
	d.miss(t)
	if !t.judged && t.missed <= d.sim.Now() {
		t.judged = true
		d.ledger.Record(ledger.Fact{At: t.missed, Kind: ledger.Breached, Customer: t.customer, Subject: t.subject, Scope: t.segment})
		d.OnJudged(t.customer, true, t.missed)
	}
}

// Review judges the open tickets of a customer that have missed a target by now.
func (d *Desk) Review(customer int32) {
	if int(customer) < len(d.clients) {
		for i := d.clients[customer].open; i != none; i = d.tickets[i].older {
			d.settle(i, &d.tickets[i])
		}
	}
}

// Settle judges all open tickets that have missed a target by now, and records
// how long people were on tickets since it was last called in the trial.
func (d *Desk) Settle() {
	for i := range d.desks {
		desk := &d.desks[i]
		if days, _ := desk.busy.Close(d.sim.Now()); days > 0 {
			d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Served, Scope: desk.scope, Customer: ledger.None, Amount: days})
		}
	}
	for customer := range d.clients {
		d.Review(int32(customer))
	}
}
