package delivery

import (
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
}

func newTeam(r recorder, p Team, scope int, lends bool) team {
	t := team{recorder: r, scope: int16(scope), each: float64(p.ConcurrentProjects), hours: float64(p.ProductiveHours) / fiscal.Week,
		usual: float64(p.ProductiveHours) / fiscal.Week, discipline: p.Queue, lends: lends && !p.Beside}
	if p.Beside {
		t.marks = ledger.Research
	}
	return t
}

func (t *team) begin() {
	t.slots.Reset(0)
	t.work.Reset(0)
	t.interrupts.Reset(0)
	t.there, t.beyond, t.lent, t.drawn, t.places = 0, 0, 0, 0, 0
	t.hours = t.usual
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
