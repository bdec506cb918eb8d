package delivery

import (
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// Kinds are the event kinds of a Practice, in the order of ties: what may free an
// own slot goes before what may free a partner's.
type Kinds struct {
	HandedOff, CustomerReady, Returned, WorkDone, Promised, Overdue, PartnerReady, PartnerDone sim.Kind
}

// Practice delivers projects; a project has the number of its customer.
type Practice struct {
	OnPromised    func(customer int32, day float64)           // the day by which it is to be live
	OnLive        func(customer int32, partner, flaw float64) // live: share that a partner did, and its lack of quality times that
	OnInterrupted func(ticket int32) (touch float64)          // a person takes a ticket up; working days
	OnReturned    func(ticket int32)                          // and is back

	sim      *sim.Simulator
	kinds    Kinds
	book     *ledger.Ledger
	ideal    Ideal
	handOff  float64
	teams    []team
	benches  []bench
	types    []projectType
	offers   [][]offer // by segment
	projects []project
	owner    int // team that owns tickets
	luck     streams
	trial    streams
}

type streams struct{ kind, effort, wait random.Stream }

// offer is a project type that a segment's customers buy, and how it is
// delivered to them.
type offer struct {
	kind         int // number of the project type
	share        float64
	mode         units.Name // "" is by the own team
	bench        int
	after        float64
	coordination float64
	byPartner    []bool  // phases, in co-delivery
	part         float64 // of the hours until go-live that are in those
}

// team is an own team.
type team struct {
	slots      *sim.Slots
	work       *sim.Shared // hours a day
	interrupts *sim.Servers
	each       float64 // slots of a person
	hours      float64 // of a person, a day
	there      float64 // hours a day of all of them
	beyond     float64 // slots on which projects started beyond those there: see Ideal
	lent       float64 // hours a day that come with them
	drawn      float64 // hours a day, as last recorded
	places     float64 // slots there, as last recorded
	discipline units.Name
	scope      int16
}

// projectType is a type of project.
type projectType struct {
	team       int
	slots      float64
	promised   float64 // days
	multiplier random.Distribution
	price      Price
	phases     []phase
	effort     float64 // hours of all phases
}

type phase struct {
	wait        random.Distribution // days
	hours       float64
	pace        float64 // hours a day
	team        int
	afterGoLive bool
}

// New returns the practice of a scenario. Mixes are the segments' project types,
// segments their names, scopes the ledger's of teams and then partners; owner is
// the team that owns tickets, or none. The parameters must be valid.
func New(s *sim.Simulator, kinds Kinds, l *ledger.Ledger, seed uint64, p Params, mixes []Mix, segments []string, scopes []int, owner units.Name) *Practice {
	d := &Practice{sim: s, kinds: kinds, book: l, ideal: p.Ideal, handOff: float64(p.HandOff), owner: p.Teams.Find(owner)}
	if p.Ideal.Start {
		d.handOff = 0
	}
	d.luck = streams{random.New(seed, "project type"), random.New(seed, "project effort"), random.New(seed, "customer wait")}
	for i, e := range p.Teams {
		t := team{each: float64(e.Value.ConcurrentProjects), hours: float64(e.Value.ProductiveHours) / fiscal.Week,
			discipline: e.Value.Queue, scope: int16(scopes[i])}
		t.slots = sim.NewSlots(d.startOwn)
		t.work = sim.NewShared(s, kinds.WorkDone, int32(i), d.endWork)
		t.interrupts = sim.NewServers(1, d.interrupted)
		d.teams = append(d.teams, t)
	}
	for i, e := range p.Partners {
		d.benches = append(d.benches, bench{Partner: e.Value, slots: sim.NewSlots(d.startPartner), scope: int16(scopes[len(p.Teams)+i])})
	}
	for _, e := range p.Projects {
		d.types = append(d.types, newProjectType(e.Value, p))
	}
	for i, mix := range mixes {
		var offers []offer
		for _, e := range mix {
			offers = append(offers, newOffer(p, units.Name(segments[i]), e.Name, float64(e.Value)))
		}
		d.offers = append(d.offers, offers)
	}
	s.HandleMovable(kinds.HandedOff, d.handedOff)
	s.HandleMovable(kinds.CustomerReady, d.work)
	s.HandleMovable(kinds.WorkDone, func(team int32) { d.teams[team].work.Complete(); d.draw(int(team)) })
	s.HandleMovable(kinds.Promised, d.keepPromise)
	s.HandleMovable(kinds.Overdue, d.overdue)
	s.HandleMovable(kinds.PartnerReady, d.partnerReady)
	s.HandleMovable(kinds.PartnerDone, d.partnerDone)
	s.Handle(kinds.Returned, d.returned)
	return d
}

func newProjectType(p Project, all Params) projectType {
	kind := projectType{team: all.Teams.Find(p.Team), slots: float64(p.Slots), promised: float64(p.Promised),
		multiplier: random.Must(p.EffortMultiplier.Distribution()), price: p.Price}
	for _, ph := range p.Phases {
		next := phase{wait: random.Must(ph.CustomerWait.Distribution()), hours: 8 * float64(ph.Effort),
			pace: float64(ph.Pace) / fiscal.Week, team: kind.team, afterGoLive: ph.AfterGoLive}
		if ph.Team != "" {
			next.team = all.Teams.Find(ph.Team)
		}
		kind.phases = append(kind.phases, next)
		kind.effort += next.hours
	}
	return kind
}

func newOffer(p Params, segment, project units.Name, share float64) offer {
	o := offer{kind: p.Projects.Find(project), share: share}
	phases := p.Projects[o.kind].Value.Phases
	o.byPartner = make([]bool, len(phases))
	r := p.route(segment, project)
	if r == nil {
		return o
	}
	o.mode, o.bench, o.after, o.coordination = r.Mode, p.Partners.Find(r.Partner), float64(r.After), float64(r.Coordination)
	theirs, all := 0.0, 0.0
	for i, ph := range phases {
		o.byPartner[i] = slices.Contains(r.Phases, ph.Name)
		if ph.AfterGoLive {
			continue
		}
		all += float64(ph.Effort)
		if o.byPartner[i] {
			theirs += float64(ph.Effort)
		}
	}
	if theirs > 0 {
		o.part = theirs / all
	}
	return o
}

// Planned returns the mean days from slot to go-live of a mix of project types
// when nothing is in the way.
func Planned(p Params, mix Mix) float64 {
	days := 0.0
	for _, e := range mix {
		kind := newProjectType(p.Projects[p.Projects.Find(e.Name)].Value, p)
		for _, ph := range kind.phases {
			if !ph.afterGoLive {
				days += float64(e.Value) * (ph.wait.Mean() + ph.days(ph.hours*kind.multiplier.Mean()))
			}
		}
	}
	return days
}

// Promised returns the mean promised days from signature to go-live of a mix.
func Promised(p Params, mix Mix) float64 {
	days := 0.0
	for _, e := range mix {
		days += float64(e.Value) * float64(p.Projects[p.Projects.Find(e.Name)].Value.Promised)
	}
	return days
}

// days returns how long some hours of a phase take at full attention.
func (p phase) days(hours float64) float64 {
	if hours == 0 {
		return 0
	}
	return hours / p.pace
}

// Begin starts a trial without projects or people.
func (d *Practice) Begin(trial uint64) {
	d.trial = streams{d.luck.kind.Trial(trial), d.luck.effort.Trial(trial), d.luck.wait.Trial(trial)}
	d.projects = d.projects[:0]
	for i := range d.teams {
		t := &d.teams[i]
		t.slots.Reset(0)
		t.work.Reset(0)
		t.interrupts.Reset(0)
		t.there, t.beyond, t.lent, t.drawn, t.places = 0, 0, 0, 0, 0
	}
	for i := range d.benches {
		d.benches[i].begin()
	}
}

// Staff says how a team is staffed from now on.
func (d *Practice) Staff(number int, s people.Staffing) {
	t := &d.teams[number]
	t.there = s.Working * t.hours
	d.gauge(ledger.Timed, t.scope, t.there+t.lent)
	slots := float64(s.Full) * t.each
	d.tellSlots(t, slots)
	t.interrupts.SetCapacity(s.Full)
	d.supply(number)
	t.slots.SetCapacity(slots)
	d.widen(number)
}

// tellSlots records the slots of a team that are there: those beyond the capacity that projects hold are.
func (d *Practice) tellSlots(t *team, capacity float64) {
	t.places = max(capacity, t.slots.Busy())
	d.gauge(ledger.Slotted, t.scope, t.places)
}

// retellSlots records them again where projects hold others beyond the capacity than before.
func (d *Practice) retellSlots(t *team) {
	if there := max(t.slots.Capacity(), t.slots.Busy()); there != t.places {
		d.tellSlots(t, t.slots.Capacity())
	}
}

// Interrupt gives a ticket to the team that owns tickets.
func (d *Practice) Interrupt(ticket int32) { d.teams[d.owner].interrupts.Arrive(ticket, 0) }

// interrupted takes a person of the owning team off their projects.
func (d *Practice) interrupted(ticket int32) {
	const fullWeek = 40 / fiscal.Week // hours a day
	touch := d.OnInterrupted(ticket) * fullWeek / d.teams[d.owner].hours
	d.sim.Schedule(d.kinds.Returned, ticket, d.sim.Now()+touch)
	d.supply(d.owner)
}

func (d *Practice) returned(ticket int32) {
	d.teams[d.owner].interrupts.Release()
	d.supply(d.owner)
	d.OnReturned(ticket)
}

// supply sets the hours that interrupts leave to a team's projects.
func (d *Practice) supply(number int) {
	t := &d.teams[number]
	t.work.SetCapacity(max(0, t.there+t.lent-t.taken()))
	d.draw(number)
}

// taken returns the hours a day that interrupts take.
func (t *team) taken() float64 { return min(t.there, float64(t.interrupts.Busy())*t.hours) }

// draw records the hours that a team draws.
func (d *Practice) draw(number int) {
	t := &d.teams[number]
	if drawn := t.work.Drawn() + t.taken(); drawn != t.drawn {
		t.drawn = drawn
		d.gauge(ledger.Drew, t.scope, drawn)
	}
}

func (d *Practice) gauge(kind ledger.Kind, scope int16, amount float64) {
	d.book.Record(ledger.Fact{At: d.sim.Now(), Kind: kind, Scope: scope, Customer: ledger.None, Amount: amount})
}
