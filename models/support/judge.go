package support

import "postsale/models/ledger"

// tick lets the clock of a ticket run until now, and notes when it passed the
// resolution target.
func (d *Desk) tick(t *ticket) {
	now := d.sim.Now()
	if t.running {
		if target := float64(d.params.Targets.Resolution); t.clock+now-t.since > target {
			t.missed = min(t.missed, t.since+target-t.clock)
		}
		t.clock += now - t.since
	}
	t.since = now
}

// miss notes when a ticket passed the first-response target.
func (d *Desk) miss(t *ticket) {
	if due := t.opened + float64(d.params.Targets.FirstResponse); !t.answered && d.sim.Now() > due {
		t.missed = min(t.missed, due)
	}
}

// settle judges a ticket that has missed a target by now.
func (d *Desk) settle(t *ticket) {
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
			d.settle(&d.tickets[i])
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
