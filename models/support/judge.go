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
func (d *Desk) settle(i int32) {
	t := &d.tickets[i]
	d.tick(t)
	d.miss(t)
	if !t.judged && t.missed <= d.sim.Now() {
		d.judge(i, true, t.missed)
	}
}

func (d *Desk) judge(i int32, breached bool, at float64) {
	t := &d.tickets[i]
	t.judged = true
	var marks ledger.Marks
	if breached {
		marks = ledger.Breached
	}
	d.book.Record(ledger.Fact{At: at, Kind: ledger.Judged, Customer: t.customer, Subject: i, Scope: t.segment, Marks: marks})
	d.OnJudged(t.customer, breached, at)
}

// Review judges the open tickets of a customer that have missed a target by now.
func (d *Desk) Review(customer int32) {
	if int(customer) < len(d.clients) {
		for i := d.clients[customer].open; i != none; i = d.tickets[i].older {
			d.settle(i)
		}
	}
}

// Settle judges all open tickets that have missed a target by now.
func (d *Desk) Settle() {
	for customer := range d.clients {
		d.Review(int32(customer))
	}
}
