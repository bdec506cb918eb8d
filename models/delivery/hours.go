package delivery

import "postsale/models/ledger"

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
	case onPromise:
		d.come(customer)
	}
}

// worked records hours of a project and what they earn and cost.
func (d *Practice) worked(customer int32, hours float64) {
	if !(hours > 0) {
		return
	}
	p := &d.projects[customer]
	drawn := hours
	if p.seat {
		drawn = hours * d.kind(p).phases[p.phase].pace / p.rate
	}
	d.log(customer, hours, drawn, p.seat)
}

// log records hours of a project, which the own team or the partner drew.
func (d *Practice) log(customer int32, hours, drawn float64, byPartner bool) {
	p := &d.projects[customer]
	kind := d.kind(p)
	if byPartner {
		b := &d.benches[p.offer.bench]
		d.record(customer, ledger.Worked, hours, drawn, ledger.Partner)
		d.book.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Paid, Customer: customer, Scope: b.scope, Amount: drawn * float64(b.PricePerHour)})
	} else {
		d.record(customer, ledger.Worked, hours, drawn, 0)
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
