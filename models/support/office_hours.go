package support

import (
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// OfficeHours are sessions in which a delivery team answers questions of use, instead of tier 1 and as many at a time as there
// are seats.
type OfficeHours struct {
	Team   units.Name     `yaml:"team"`
	Every  units.Duration `yaml:"every"`
	Length units.Duration `yaml:"length"` // of a person's work
	Seats  units.Count    `yaml:"seats"`
	Share  units.Share    `yaml:"share"` // of how-do-I questions that self-service does not answer
}

func (o *OfficeHours) validate(f *units.Faults, teams []string) {
	if o == nil {
		return
	}
	f.Known("team", "name a delivery team", o.Team, teams)
	in := Keys.Section(f, "support.office_hours")
	in.Check("every", o.Every)
	in.Check("length", o.Length)
	in.Check("seats", o.Seats)
	in.Check("share", o.Share)
}

// Holds reports whether a delivery team holds office hours.
func (p Params) Holds(team units.Name) bool {
	return p.OfficeHours != nil && p.OfficeHours.Team == team
}

// Sessions are office hours as a trial goes. Nil ones are never held.
type Sessions struct {
	OnSession func(number int32) // a person of the team is to Hold the session, before what else interrupts the team
	onTicket  func(q *question)  // it found no seat
	onCrowd   func(waiting int)  // so many questions wait, more than ever in the trial
	sim       *sim.Simulator
	came      sim.Kind
	ledger    *ledger.Ledger
	params    OfficeHours
	scope     int16   // of the team
	first     float64 // day of the trial
	announced bool    // a session that nobody has been free to hold yet
	waiting   []question
	most      int
	luck      random.Stream
	trial     random.Stream
}

// question is a question of use that waits for a session.
type question struct {
	entity   random.Entity
	opening  Opening
	asked    float64
	customer int32
	segment  int16
}

func newSessions(s *sim.Simulator, came sim.Kind, l *ledger.Ledger, seed uint64, p OfficeHours, scope int) *Sessions {
	h := &Sessions{sim: s, came: came, ledger: l, params: p, scope: int16(scope), luck: random.New(seed, "office hours")}
	s.Handle(came, h.announce)
	return h
}

// begin starts a trial in which nobody waits.
func (h *Sessions) begin(trial uint64) {
	if h == nil {
		return
	}
	h.trial, h.first = h.luck.Trial(trial), h.sim.Now()
	h.waiting, h.most, h.announced = h.waiting[:0], 0, false
	h.await(1)
}

func (h *Sessions) await(number int32) {
	h.sim.Schedule(h.came, number, fiscal.After(h.first, float64(h.params.Every), int(number)))
}

// announce calls for somebody to hold a session, unless one before it is still to be held.
func (h *Sessions) announce(number int32) {
	if !h.announced {
		h.announced = true
		h.OnSession(number)
	}
	h.await(number + 1)
}

// takes reports whether who asks a question waits for a session with it.
func (h *Sessions) takes(ticket random.Entity) bool {
	return h != nil && h.trial.Uniform(ticket, 0) < float64(h.params.Share)
}

// wait makes a question wait for the next session.
func (h *Sessions) wait(q question) {
	h.waiting = append(h.waiting, q)
	if n := len(h.waiting); n > h.most {
		h.most = n
		h.onCrowd(n)
	}
	h.record(&q, ledger.SessionAwaited, 0)
}

// Leave says that a customer has left, who does not come to the session that it waits for.
func (h *Sessions) Leave(customer int32) {
	if h != nil {
		h.waiting = slices.DeleteFunc(h.waiting, func(q question) bool { return q.customer == customer })
	}
}

// crowd returns how many questions have ever waited at once in the trial.
func (h *Sessions) crowd() int {
	if h == nil {
		return 0
	}
	return h.most
}

// Hold says that a person of the team begins a session, and returns for how many working days of work. The questions that
// came first are answered; those that find no seat become tickets.
func (h *Sessions) Hold() (length float64) {
	h.announced = false
	h.ledger.Record(ledger.Fact{At: h.sim.Now(), Kind: ledger.SessionHeld, Customer: ledger.None, Scope: h.scope, Amount: float64(h.params.Seats)})
	for i := range h.waiting {
		q := &h.waiting[i]
		if i < int(h.params.Seats) {
			h.record(q, ledger.AnsweredInSession, h.sim.Now()-q.asked)
		} else {
			h.onTicket(q)
		}
	}
	h.waiting = h.waiting[:0]
	return float64(h.params.Length)
}

func (h *Sessions) record(q *question, kind ledger.Kind, amount float64) {
	h.ledger.Record(ledger.Fact{At: h.sim.Now(), Kind: kind, Customer: q.customer, Subject: q.opening.Subject(), Scope: q.segment, Amount: amount})
}
