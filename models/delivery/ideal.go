package delivery

import (
	"slices"

	"postsale/models/ledger"
	"postsale/sim"
)

// Ideal says what of delivery costs customers no time: what would be if it were so
// tells what it costs.
//
// Who waits for no slot takes one beyond those that are there if it must, and with
// it come the hours of a person that go with a slot: as if somebody had been free,
// so that who starts at once slows nobody else down; and so it is with the slots of
// another team that a phase takes. Who is
// delivered on the promised day waits for nothing else until then: its hours until
// go-live come evenly over that time, at the price of whoever would do them, but
// they take no share of a team's hours, no oversight, and no partner's place in the
// middle of a project. What comes after go-live is done as ever.
type Ideal struct {
	Start    bool // at signature, as if somebody had been free
	Phases   bool // a phase that takes slots of another team, as if somebody had been free there
	Managers bool // there always are partner managers enough
	Cohorts  bool // nobody waits for a start day; all share what they would
	Features bool // every one that a phase needs is built
	Delivery bool // after exactly the promised days from the start; of what is in flight, from signature
}

// Settled returns the parameters of own teams that nobody leaves, and in which who joins is productive at once.
func (p Params) Settled() Params {
	p.Teams = slices.Clone(p.Teams)
	for i := range p.Teams {
		p.Teams[i].Value.Team = p.Teams[i].Value.Team.Settled()
	}
	return p
}

// Versed returns the parameters of own teams that do another team's work in its hours, and lose no time by interrupts.
func (p Params) Versed() Params {
	p.Teams = slices.Clone(p.Teams)
	for i := range p.Teams {
		p.Teams[i].Value.Skill, p.Teams[i].Value.Switching = nil, nil
	}
	return p
}

// Perfect returns the parameters of partners who deliver as well as the own teams.
func (p Params) Perfect() Params {
	p.Partners = slices.Clone(p.Partners)
	for i := range p.Partners {
		p.Partners[i].Value = p.Partners[i].Value.Perfect()
	}
	return p
}

// promises get projects live on the promised day, when delivery is ideal.
type promises struct {
	*projects
	phases *phases
	hours  *timesheet
	due    sim.Kind
}

// start makes a project that starts now go live after the promised days.
func (r *promises) start(number int32) {
	p := &r.list[number]
	r.promise(number, p.hours(0), r.sim.Now()+p.promised())
	if !p.seat && p.led {
		p.offer.bench.begun(p.customer, p.managed)
	}
}

// promise makes a project that holds its slot go live on a day, or now if that has
// passed, with some hours left of its phase.
func (r *promises) promise(number int32, hours, day float64) {
	p := &r.list[number]
	now := r.sim.Now()
	p.state, p.left, p.since, p.span = onPromise, hours, now, max(0, day-now)
	if !p.seat && slices.Contains(p.ahead(), true) {
		p.meet(p.offer.bench.slots.Busy())
		p.led = true
	}
	if p.span == 0 {
		r.keep(number)
		return
	}
	r.sim.Schedule(r.due, number, day)
}

// keep makes a project go live, whose day has come.
func (r *promises) keep(number int32) {
	p := &r.list[number]
	r.settle(number)
	p.state = away
	p.phase += int16(len(p.ahead()))
	r.phases.next(number)
}

// settle records the hours that have come of a project since it was last recorded.
func (r *promises) settle(number int32) {
	p := &r.list[number]
	share := 1.0
	if p.span > 0 {
		share = (r.sim.Now() - p.since) / p.span
	}
	p.since = r.sim.Now()
	hours := p.left
	for i, byPartner := range p.ahead() {
		phase := int(p.phase) + i
		if i > 0 {
			hours = p.hours(phase)
		}
		switch done := share * hours; {
		case done == 0:
		case p.seat || byPartner:
			r.hours.log(number, done, done*p.offer.kind.phases[phase].pace/p.pace(phase), ledger.Partner)
		default:
			r.hours.log(number, done, done, p.marks(phase, false))
		}
	}
}

// leave breaks the promise to a project.
func (r *promises) leave(number int32) {
	r.settle(number)
	r.sim.Cancel(r.due, number)
}
