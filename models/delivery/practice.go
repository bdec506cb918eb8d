package delivery

import (
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/sim"
	"postsale/sim/random"
)

// Kinds are the event kinds of a Practice, in the order of ties: what may free an
// own slot goes before what may free a partner's.
type Kinds struct {
	GatePassed, CustomerReady sim.Kind
	Scoped                    sim.Kind
	Returned                  [Sources]sim.Kind
	WorkDone, Promised        sim.Kind
	Overdue                   sim.Kind
	PartnerReady, PartnerDone sim.Kind
	RouteOpens                sim.Kind // before all of them
	CohortStarts              sim.Kind
}

// Practice delivers projects; what it tells of one it tells of its customer.
type Practice struct {
	OnPromised    func(customer int32, day float64)           // the day by which it is to be live
	OnLive        func(customer int32, partner, flaw float64) // live: share that a partner did, and its lack of quality times that
	OnInterrupted [Sources]func(number int32) (touch float64) // a person takes an interrupt up, for so many working days; below 0 it was called off
	OnReturned    [Sources]func(number int32)                 // and is back
	Tells         bool                                        // of every project that is sold how many hours delivery has with it
	OnOffered     [Sources]func(number int32)                 // an interrupt that waited at another team is offered anew; nil where all are of the teams here
	OnSpare       func(team int, hours float64)               // of a team that is watched: the hours a day that interrupts and projects leave

	sim        *sim.Simulator
	returns    [Sources]sim.Kind
	ideal      Ideal
	deters     bool // the price of some project type does
	teams      []team
	benches    []bench
	types      []projectType // at today's prices
	routes     []passage
	routeOpens sim.Kind
	scopes     scopes
	scoped     sim.Kind
	errands    [Sources][]errand // by the number of the interrupt
	moved      []int32           // what is offered anew: interrupts, or projects
	projects   projects
	gates      gates
	cohort     cohortGate
	queue      queue
	phases     phases
	promises   promises
	hours      timesheet
}

// New returns the practice of a scenario. Mixes are the segments' project types and further those that expansions bring,
// segments their names, scopes the ledger's of teams and then partners. The parameters must be valid.
func New(s *sim.Simulator, kinds Kinds, l *ledger.Ledger, seed uint64, p Params, mixes []Mix, further []Further, segments []string, scopes []int) *Practice {
	r := recorder{s, l}
	d := &Practice{sim: s, returns: kinds.Returned, scoped: kinds.Scoped, routeOpens: kinds.RouteOpens, ideal: p.Ideal, deters: p.Deters(),
		projects: newProjects(r, seed)}
	d.hire(r, kinds, p, scopes)
	d.open(p)
	d.types = d.define(p)
	d.sell(p, d.types, mixes, further, segments)
	for _, later := range p.Later {
		p.Projects = later.Projects
		d.sell(p, d.define(p), later.Mixes, further, segments)
	}

	d.projects.built = p.Ideal.Features
	d.cohort = cohortGate{projects: &d.projects, queue: &d.queue, cohorts: make([]Cohorts, len(segments)), starts: kinds.CohortStarts,
		atOnce: p.Ideal.Start || p.Ideal.Cohorts}
	d.gates = gates{projects: &d.projects, queue: &d.queue, cohort: &d.cohort, passed: kinds.GatePassed, gates: []gate{
		newHandOff(p),
	}}
	d.queue = queue{projects: &d.projects, phases: &d.phases, promises: &d.promises, ideal: p.Ideal, late: kinds.Overdue}
	d.phases = phases{projects: &d.projects, hours: &d.hours, ideal: p.Ideal, customerReady: kinds.CustomerReady, partnerReady: kinds.PartnerReady, partnerDone: kinds.PartnerDone,
		live: func(customer int32, partner, flaw float64) { d.OnLive(customer, partner, flaw) }}
	d.promises = promises{projects: &d.projects, phases: &d.phases, hours: &d.hours, due: kinds.Promised}
	d.hours = timesheet{&d.projects}

	s.Handle(kinds.RouteOpens, d.openRoute)
	d.OnInterrupted[Scopings], d.OnReturned[Scopings] = d.takeScoping, d.endScoping
	s.Handle(kinds.Scoped, d.beginScoping)
	s.HandleMovable(kinds.GatePassed, d.gates.pass)
	s.HandleMovable(kinds.CohortStarts, d.cohort.start)
	s.HandleMovable(kinds.CustomerReady, d.phases.work)
	s.HandleMovable(kinds.WorkDone, func(team int32) { d.teams[team].endWork() })
	s.HandleMovable(kinds.Promised, d.promises.keep)
	s.HandleMovable(kinds.Overdue, d.queue.overdue)
	s.HandleMovable(kinds.PartnerReady, d.phases.readyAtPartner)
	s.HandleMovable(kinds.PartnerDone, d.phases.endAtPartner)
	for from, kind := range kinds.Returned {
		s.Handle(kind, func(number int32) { d.returned(Source(from), number) })
	}
	return d
}

// hire makes the teams and the benches of partners.
func (d *Practice) hire(r recorder, kinds Kinds, p Params, scopes []int) {
	for i, e := range p.Teams {
		t := newTeam(r, e.Value, i, scopes[i], p.Ideal.Start || p.Ideal.Phases)
		t.slots = sim.NewSlots(d.seated)
		t.work = sim.NewShared(d.sim, kinds.WorkDone, int32(i), d.phases.endWork)
		t.interrupts = sim.NewServers(1+classes, func(errand int32) { d.interrupted(i, errand) })
		d.teams = append(d.teams, t)
	}
	for i, e := range p.Partners {
		d.benches = append(d.benches, bench{recorder: r, Partner: e.Value, counts: p.IsGradual(), enough: p.Ideal.Managers, slots: sim.NewSlots(d.queue.startPartner), scope: int16(scopes[len(p.Teams)+i])})
	}
}

// seated is told by a team's slots that a project has some of them: its own, or those of its phase.
func (d *Practice) seated(number int32) {
	switch p := &d.projects.list[number]; p.state {
	case awaitingPlace:
		d.phases.enter(number)
	case leavingTurn:
		ph := &p.offer.kind.phases[p.phase]
		ph.team.refused(number, ph.slots)
	default:
		d.queue.startOwn(number)
	}
}

// open makes the routes to partners.
func (d *Practice) open(p Params) {
	for _, r := range p.Routes {
		d.routes = append(d.routes, passage{Route: r, scope: d.benches[p.Partners.Find(r.Partner)].scope})
	}
	d.projects.routes = d.routes
}

// Sell sells from now on what is sold after so many changes.
func (d *Practice) Sell(changes int) { d.projects.changes = changes }

// Meter returns what tells how an own team fares, to be asked for before the first trial: the projects that wait for its slots and
// how long since signature, and the hours that projects, oversight and interrupts use of those there.
func (d *Practice) Meter(team int) *people.Meter {
	t := &d.teams[team]
	if t.meter == nil {
		t.meter = people.NewMeter(d.sim)
	}
	return t.meter
}

// Fixes returns what tells how many tickets wait for one of the engineers, who are a team, to be asked for before the first trial.
func (d *Practice) Fixes(team int) *people.Meter {
	t := &d.teams[team]
	if t.errands == nil {
		t.errands = people.NewMeter(d.sim)
	}
	return t.errands
}

// Gather makes the projects of a segment start in cohorts; to be called before the first trial.
func (d *Practice) Gather(segment int, cohorts Cohorts) { d.cohort.cohorts[segment] = cohorts }

// Begin starts a trial without projects or people.
func (d *Practice) Begin(trial uint64) {
	d.projects.begin(trial)
	d.gates.trial, d.scopes = trial, d.scopes[:0]
	for i := range d.teams {
		d.teams[i].begin()
	}
	for i := range d.benches {
		d.benches[i].begin()
	}
	d.Sell(0)
	d.beginRoutes()
}

// Look says how many fully productive people look after a partner from now on.
func (d *Practice) Look(partner, people int) { d.benches[partner].managers = float64(people) }

// Staff says how a team is staffed from now on.
func (d *Practice) Staff(team int, s people.Staffing) { d.teams[team].staff(s) }

// OpenQuarter says that a quarter of the run begins; those of a warm-up are below
// 0. First tells that nothing went before it.
func (d *Practice) OpenQuarter(quarter int, first bool) {
	for i := range d.benches {
		d.benches[i].openQuarter(quarter, first)
	}
}

// Deters reports whether the price of its project keeps the customer of a deal from signing.
func (d *Practice) Deters(entity random.Entity, segment int) bool {
	return d.deters && d.projects.deters(entity, segment)
}

// Sign takes on the project of a customer who signed now.
func (d *Practice) Sign(customer int32, entity random.Entity, segment int, arr float64) {
	number := d.enter(customer, entity, segment, arr, d.sim.Now())
	p := &d.projects.list[number]
	if d.Tells {
		d.projects.tell(ledger.Sized, number, p.offer.kind.ours*p.multiplier, 0, 0)
	}
	if p.offer.kind.scoping.foresees > 0 {
		d.projects.tell(ledger.Foreseen, number, p.promised(), 0, 0)
	}
	d.gates.come(number)
}

func (d *Practice) enter(customer int32, entity random.Entity, segment int, arr, signed float64) (number int32) {
	number = d.projects.enter(project{customer: customer, entity: entity, segment: int16(segment), arr: arr, signed: signed, changes: d.projects.changes,
		offer: d.projects.buys(entity, segment)})
	d.OnPromised(customer, signed+d.projects.list[number].promised())
	return number
}

// Expand takes on the project that an expansion brings, if it brings one: by which opportunity of the customer, counted
// from 0, and how much ARR it adds. No go-live waits for it.
func (d *Practice) Expand(customer int32, entity random.Entity, segment int, n uint64, arr float64) {
	offer := d.projects.brings(customer, entity, segment, n)
	if offer == nil {
		return
	}
	number := d.projects.enter(project{customer: customer, brought: int32(n) + 1, entity: entity.Child(n), segment: int16(segment), arr: arr,
		signed: d.sim.Now(), offer: offer, live: true})
	d.projects.tell(ledger.Brought, number, 0, 0, 0)
	if p := &d.projects.list[number]; d.Tells {
		d.projects.tell(ledger.Sized, number, p.offer.kind.ours*p.multiplier, 0, 0)
	}
	d.scope(offer.number, d.sim.Now())
	d.gates.come(number)
}

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

// Cancel withdraws the projects of a customer who left. All stop before any gives back what it holds, so that none takes the
// place of another.
func (d *Practice) Cancel(customer int32) {
	list := d.projects.list
	for number := d.projects.of(customer); number != none; number = list[number].next {
		d.stop(number)
	}
	for number := d.projects.of(customer); number != none; number = list[number].next {
		d.release(number)
	}
}

// stop stops a project where it is, if it is under way.
func (d *Practice) stop(number int32) {
	p := &d.projects.list[number]
	was := p.state
	switch was {
	case away:
		return
	case atGate:
		d.gates.leave(number)
	case inCohort:
		d.cohort.leave(number)
	case queueing:
		d.queue.leave(number)
	case onPromise:
		d.promises.leave(number)
	default:
		d.phases.leave(number)
	}
	p.state = leaving
	switch was {
	case queueing, awaitingPartner:
		p.state = leavingLine
	case awaitingPlace:
		p.state = leavingTurn
	}
	d.projects.tell(ledger.Withdrawn, number, 0, 0, 0)
}

// release takes a project that has been stopped out of the lines that it stands in, and gives back what it holds.
func (d *Practice) release(number int32) {
	p := &d.projects.list[number]
	was := p.state
	if was < leaving {
		return
	}
	p.state = away
	switch was {
	case leavingLine:
		d.queue.giveUp(number)
	case leavingTurn:
		p.offer.kind.phases[p.phase].team.withdraw(number)
	}
	p.leavePlace()
	p.leaveSlot()
	p.leaveSeat()
}

// Settle records the hours done so far on all projects.
func (d *Practice) Settle() {
	for i := range d.projects.list {
		if d.projects.list[i].state == onPromise {
			d.promises.settle(int32(i))
		} else {
			d.hours.settle(int32(i))
		}
	}
}

// Project returns the type of the project that a customer signed, by its number in the parameters,
// and the multiplier of its effort; ok is false when the customer had none in the trial.
func (d *Practice) Project(customer int32) (kind int, multiplier float64, ok bool) {
	number := d.projects.of(customer)
	if number == none || d.projects.list[number].brought != 0 {
		return 0, 0, false
	}
	p := &d.projects.list[number]
	return p.offer.number, p.multiplier, true
}
