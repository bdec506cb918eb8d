package support

import (
	"postsale/models/ledger"
	"postsale/sim/random"
)

// refer gives a ticket to engineering.
func (d *Desk) refer(i int32, t *ticket) {
	d.record(t, ledger.Referred, 0, 0)
	d.tick(t)
	t.running = false
	if d.minds {
		d.delays[i].referred = d.sim.Now()
	}
	if d.OnReferred != nil {
		d.OnReferred(i, int(t.class))
		return
	}
	d.sim.Schedule(d.kinds.Fixed, i, d.sim.Now()+t.lag)
}

// Visit returns what the luck of a ticket goes by, and how often it was reopened.
func (d *Desk) Visit(i int32) (ticket random.Entity, visit uint32) {
	return d.tickets[i].entity, d.tickets[i].visit
}

// Ship says on which day the fix of a ticket ships, not before now.
func (d *Desk) Ship(i int32, day float64) { d.sim.Schedule(d.kinds.Fixed, i, day) }

// fixed takes a ticket back from engineering.
func (d *Desk) fixed(i int32) {
	t := &d.tickets[i]
	d.overdue(i, t)
	d.tick(t)
	t.running = true
	if d.OnReferred != nil {
		d.record(t, ledger.Shipped, d.sim.Now()-d.delays[i].referred, 0)
	}
	d.close(i, t)
}
