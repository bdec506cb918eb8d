package delivery

import "postsale/models/ledger"

// timesheet records the hours done on projects, and what they earn and cost.
type timesheet struct{ *projects }

// settle records the hours done so far on a project that is being worked on.
func (h *timesheet) settle(number int32) {
	p := &h.list[number]
	switch p.state {
	case working:
		left := p.at.work.Left(number) / p.skill
		h.worked(number, p.left-left)
		p.left = left
	case partnerWorking:
		hours := min(p.left, p.rate*(h.sim.Now()-p.since))
		h.worked(number, hours)
		p.left, p.since = p.left-hours, h.sim.Now()
	}
}

// worked records hours of a project's phase.
func (h *timesheet) worked(number int32, hours float64) {
	if !(hours > 0) {
		return
	}
	p := &h.list[number]
	ph := &p.offer.kind.phases[p.phase]
	if p.seat {
		h.log(number, hours, hours*ph.pace/p.rate, p.marks(int(p.phase), p.seat))
		return
	}
	h.log(number, hours, hours*p.skill, p.marks(int(p.phase), p.seat))
	if p.at != ph.team {
		h.record(ledger.Helped, p.customer, p.at.scope, hours*p.skill, 0, 0)
	}
}

// marks tell who does a phase.
func (p *project) marks(phase int, byPartner bool) ledger.Marks {
	if byPartner {
		return ledger.Partner
	}
	return p.offer.kind.phases[phase].team.marks
}

// log records hours of a project, which those drew whom the marks tell.
func (h *timesheet) log(number int32, hours, drawn float64, marks ledger.Marks) {
	p := &h.list[number]
	kind := p.offer.kind
	h.tell(ledger.Worked, number, hours, drawn, marks)
	if marks&ledger.Partner != 0 {
		b := p.offer.bench
		h.recordOf(p, ledger.Paid, b.scope, drawn*float64(b.PricePerHour), 0, 0)
	}
	if dollars := kind.price.of(p.arr, hours, p.effort(), p.foreseen); dollars > 0 {
		h.tell(ledger.Billed, number, dollars, 0, 0)
	}
}

// of returns what some hours of a project earn, in dollars, of which a fixed price is by a factor that is foreseen.
func (p Price) of(arr, hours, all, foreseen float64) float64 {
	switch {
	case p.Fixed != nil:
		return float64(*p.Fixed) * foreseen * hours / all
	case p.FirstYearShare != nil:
		return float64(*p.FirstYearShare) * arr * hours / all
	case p.PerHour != nil:
		return float64(*p.PerHour) * hours
	}
	return 0
}
