package delivery

import (
	"cmp"
	"slices"

	"postsale/models/dictionary"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
)

// team is an own team: slots that projects hold, hours that their work shares, and
// people whom tickets take off it.
type team struct {
	recorder
	number     int // among those of the practice
	scope      int16
	marks      ledger.Marks // of what is written down of its hours
	each       float64      // slots of a person
	hours      float64      // of a person, a day
	discipline units.Name
	lends      bool // see Ideal

	slots      *sim.Slots
	work       *sim.Shared // hours a day
	interrupts *sim.Servers
	there      float64       // hours a day of all of them
	beyond     float64       // slots on which projects started beyond those there
	lent       float64       // hours a day that come with them
	drawn      float64       // hours a day, as last recorded
	places     float64       // slots there, as last recorded
	meter      *people.Meter // of its projects and hours; nil if nobody asks
	errands    *people.Meter // of the interrupts that engineers wait for; nil if nobody asks
	staffed    people.Staffing
	usual      float64             // hours of a person, a day, as the plan has them
	watched    func(spare float64) // nil if nobody asks
	by         *team               // who does what comes to it; nil: itself
	vacating   bool                // what waits is being taken out
	skill      [Sources]float64    // hours of another team's work, as a share of those of that team
	practised  float64             // the same of projects
	small      float64             // but not of those planned at no more hours
	switching  float64             // days of one person that every interrupt takes besides
}

func newTeam(r recorder, p Team, number, scope int, lends bool) team {
	t := team{recorder: r, number: number, scope: int16(scope), each: float64(p.ConcurrentProjects), hours: float64(p.ProductiveHours) / fiscal.Week,
		usual: float64(p.ProductiveHours) / fiscal.Week, discipline: p.Queue, lends: lends && !p.Beside}
	if p.Beside {
		t.marks = ledger.Research
	}
	t.learn(p)
	return t
}

func (t *team) begin() {
	t.slots.Reset(0)
	t.work.Reset(0)
	t.interrupts.Reset(0)
	t.there, t.beyond, t.lent, t.drawn, t.places = 0, 0, 0, 0, 0
	t.hours, t.by = t.usual, nil
	t.meter.Reset()
	t.errands.Reset()
}

// staff says how the team is staffed from now on.
func (t *team) staff(s people.Staffing) {
	t.staffed = s
	t.there = s.Working * t.hours
	t.gauge(ledger.Timed, t.there+t.lent)
	slots := float64(s.Full) * t.each
	t.tellSlots(slots)
	t.interrupts.SetCapacity(s.Full)
	t.supply()
	t.slots.SetCapacity(slots)
	t.widen()
}

// employ changes the hours that each of its people has, by a factor on those of the plan.
func (t *team) employ(factor float64) {
	t.hours = t.usual * factor
	t.there = t.staffed.Working * t.hours
	t.gauge(ledger.Timed, t.there+t.lent)
	t.supply()
}

// arrive lets a project queue for slots, by the discipline of the team: it waits for them since a day.
func (t *team) arrive(number int32, p *project, slots, since float64) {
	rank := 0.0
	switch t.discipline {
	case SmallestFirst:
		rank = slots
	case LargestARR:
		rank = -p.arr
	case SegmentOrder:
		rank = float64(p.segment)
	}
	t.meter.Arrive(number, since)
	t.slots.Arrive(number, slots, rank)
}

// withdraw takes a project out of the queue for slots.
func (t *team) withdraw(number int32) {
	if t.slots.Withdraw(number) {
		t.meter.Leave(number)
	}
}

// refused takes back the slots of a project that has not the use of them any more.
func (t *team) refused(number int32, slots float64) {
	t.slots.Free(slots)
	t.meter.Leave(number)
}

// takeBeyond gives slots to a project that cannot wait, and returns how many of them
// are not there.
func (t *team) takeBeyond(number int32, slots, since float64) (beyond float64) {
	t.meter.Arrive(number, since)
	room := max(0, t.slots.Capacity()-t.slots.Busy())
	beyond = max(0, slots-room)
	t.beyond += beyond
	t.slots.Take(slots)
	return beyond
}

// took records slots that a project has been given.
func (t *team) took(p *project, slots float64) {
	t.retellSlots()
	t.recordOf(p, ledger.Took, t.scope, slots, 0, 0)
	t.widen()
}

// free takes slots back from a project, some of which may have been beyond those there.
func (t *team) free(p *project, slots, beyond float64) {
	t.recordOf(p, ledger.Freed, t.scope, slots, 0, 0)
	t.slots.Free(slots)
	t.retellSlots()
	t.beyond = max(0, t.beyond-beyond)
	t.widen()
}

// beginWork puts hours of a project onto the team.
func (t *team) beginWork(number int32, hours, pace float64) {
	t.work.Begin(number, hours, pace)
	t.draw()
}

// dropWork takes them off again.
func (t *team) dropWork(number int32) {
	t.work.Drop(number)
	t.draw()
}

// endWork lets the work end that is done now.
func (t *team) endWork() {
	t.work.Complete()
	t.draw()
}

// oversee puts hours a day of looking after partners onto the team, or takes them off.
func (t *team) oversee(pace float64) {
	t.work.AddBackground(pace)
	t.draw()
}

// supply sets the hours that interrupts leave to the team's projects.
func (t *team) supply() {
	t.work.SetCapacity(max(0, t.there+t.lent-t.taken()))
	t.draw()
}

// taken returns the hours a day that interrupts take.
func (t *team) taken() float64 { return min(t.there, float64(t.interrupts.Busy())*t.hours) }

// widen lends the team the hours that come with slots beyond those that are there, as
// far as projects started on such slots: not those that people left behind who quit.
func (t *team) widen() {
	if !t.lends {
		return
	}
	lent := min(t.beyond, max(0, t.slots.Busy()-t.slots.Capacity())) / t.each * t.hours
	if lent == t.lent {
		return
	}
	t.lent = lent
	t.gauge(ledger.Timed, t.there+lent)
	t.supply()
}

// draw records the hours that the team draws.
func (t *team) draw() {
	drawn := t.work.Drawn() + t.taken()
	if drawn != t.drawn {
		t.drawn = drawn
		t.gauge(ledger.Drew, drawn)
	}
	if t.watched != nil {
		t.watched(max(0, t.there+t.lent-drawn))
	}
}

// tellSlots records the slots that are there: those beyond the capacity that projects hold are.
func (t *team) tellSlots(capacity float64) {
	t.places = max(capacity, t.slots.Busy())
	if t.each > 0 {
		t.record(ledger.Slotted, ledger.None, t.scope, t.places, 0, 0)
	}
}

// retellSlots records them again where projects hold others beyond the capacity than before.
func (t *team) retellSlots() {
	if there := max(t.slots.Capacity(), t.slots.Busy()); there != t.places {
		t.tellSlots(t.slots.Capacity())
	}
}

// gauge records hours of the team: those there, or those drawn.
func (t *team) gauge(kind ledger.Kind, amount float64) {
	if kind == ledger.Timed {
		t.meter.SetThere(amount)
	} else {
		t.meter.SetUsed(amount)
	}
	t.record(kind, ledger.None, t.scope, amount, 0, t.marks)
}

// Skill is how many hours a team takes for another team's work, as a share of what that team would.
type Skill struct {
	Tickets  units.Share    `yaml:"tickets"`
	Projects units.Share    `yaml:"projects"`
	Success  units.Share    `yaml:"success"` // jobs and accounts
	Small    units.Duration `yaml:"small"`   // projects planned at no more take as long as with that team
}

func (t Team) validateCover(in dictionary.Section) {
	if s := t.Skill; s != nil {
		in.Check("skill.tickets", s.Tickets)
		in.Check("skill.projects", s.Projects)
		in.Check("skill.success", s.Success)
		in.Check("skill.small", s.Small)
	}
	if t.Switching != nil {
		in.Check("switching", *t.Switching)
	}
}

// learn sets how a team does what it does for others.
func (t *team) learn(p Team) {
	t.practised = 1
	for from := range t.skill {
		t.skill[from] = 1
	}
	if s := p.Skill; s != nil {
		t.skill[Tickets], t.skill[Jobs] = float64(s.Tickets), float64(s.Success)
		t.practised, t.small = float64(s.Projects), 8*float64(s.Small)
	}
	if p.Switching != nil {
		t.switching = float64(*p.Switching)
	}
}

// holders returns which teams may hold the projects of a team: itself, if it ever has people or nobody stands in for it, who
// stands in, and so on.
func holders(teams units.Map[Team], of int) (list []int) {
	for ; of >= 0 && !slices.Contains(list, of) && len(list) < len(teams); of = teams.Find(teams[of].Value.StandIn) {
		list = append(list, of)
	}
	return slices.DeleteFunc(list, func(i int) bool { return teams[i].Value.Ever() == 0 && teams.Find(teams[i].Value.StandIn) >= 0 })
}

// now returns who does what comes to the team.
func (t *team) now() *team {
	if t.by != nil {
		return t.by
	}
	return t
}

// worker returns whose hours a phase draws that begins, and how many of them for one of its own: those of who holds the project
// in place of its team to the end, else those of who stands in for the phase's team.
func (p *project) worker(ph *phase) (at *team, skill float64) {
	at = ph.team.now()
	if ph.team == p.offer.kind.team && p.team != ph.team {
		at = p.team
	}
	if at == ph.team || p.offer.kind.planned <= at.small {
		return at, 1
	}
	return at, at.practised
}

// Cover says that from now on a team does what comes to another, or again to itself. What waits stays until it is offered anew.
func (d *Practice) Cover(team, by int) {
	d.teams[team].by = &d.teams[by]
}

// OfferAnew offers what waits at a team to who does the work of whose it is now.
func (d *Practice) OfferAnew(team int) {
	d.offerInterrupts(&d.teams[team])
	d.offerProjects(&d.teams[team])
}

func (d *Practice) offerInterrupts(t *team) {
	t.vacating, d.moved = true, d.moved[:0]
	people.Empty(t.interrupts)
	t.vacating = false
	for _, errand := range d.moved {
		number, from := errand/int32(Sources), Source(errand%int32(Sources))
		if d.OnOffered[from] != nil {
			d.OnOffered[from](number)
			continue
		}
		e := d.errands[from][number]
		d.Interrupt(int(e.home), from, number, int(e.class))
	}
}

func (d *Practice) offerProjects(t *team) {
	d.moved = d.moved[:0]
	for number := range d.projects.list {
		p := &d.projects.list[number]
		if p.state == queueing && p.offer.mode != Whole && p.team == t && p.offer.kind.team.now() != t {
			d.moved = append(d.moved, int32(number))
		}
	}
	slices.SortStableFunc(d.moved, func(a, b int32) int {
		return cmp.Compare(d.projects.list[a].joined, d.projects.list[b].joined)
	})
	for _, number := range slices.Backward(d.moved) { // so that few of them start here
		t.withdraw(number)
	}
	for _, number := range d.moved {
		p := &d.projects.list[number]
		if p.state != queueing {
			continue // it fits in here, as those before it are gone
		}
		p.team = p.offer.kind.team.now()
		p.team.arrive(number, p, p.offer.kind.slots, p.signed)
	}
}
