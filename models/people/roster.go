package people

import (
	"math"
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim"
	"postsale/sim/random"
)

// Staffing is how a team is staffed.
type Staffing struct {
	Payroll int     // heads
	Full    int     // people, or pods, who are fully productive
	Working float64 // people, or pods, each by its productivity
}

// Kinds are the event kinds of a Roster, in the order of ties.
type Kinds struct{ Changed, Quit, Joined, Learned sim.Kind }

// Roster keeps the seats of all teams.
type Roster struct {
	OnChange func(team int, s Staffing) // called after every change

	sim     *sim.Simulator
	ledger  *ledger.Ledger
	kinds   Kinds
	teams   []staff
	places  []place // of the seats, by number
	planned int     // places that the plans need
	plan    []change
	moves   []move // after the changes of the same day
	luck    random.Stream
	trial   random.Stream
}

type staff struct {
	Team
	name    random.Entity
	scope   int16
	seats   []seat  // those of the plan, and in a trial those beyond it
	planned int     // seats that the plan needs
	open    int     // seats of the plan that are open, from the first on
	beyond  int     // seats that are open beyond all those of the plan
	heads   int     // of a seat
	hazard  float64 // that one of a seat leaves, a day
}

type seat struct {
	number   int32 // among those of all teams
	occupant uint64
	joined   float64
	months   int // since then; at least the length of the ramp for the first day's people
	taken    bool
	inside   bool // the occupant came from another team
}

// move is a transfer of seats.
type move struct {
	from, to, seats int
	at              float64
}

// place is where a seat stands.
type place struct{ team, seat int32 }

type change struct {
	team, seats int
	at          float64
}

// Member is a team of a roster.
type Member struct {
	Name  string
	Scope int // in the ledger
	Plan  Team
}

// New returns the roster of teams, which it numbers from 0.
func New(s *sim.Simulator, kinds Kinds, l *ledger.Ledger, seed uint64, teams []Member) *Roster {
	r := &Roster{sim: s, kinds: kinds, ledger: l, luck: random.New(seed, "attrition")}
	for i, m := range teams {
		t := m.Plan
		for _, c := range t.changes() {
			c.team = i
			r.plan = append(r.plan, c)
		}
		r.teams = append(r.teams, staff{Team: t, name: random.Name("team", m.Name), scope: int16(m.Scope), planned: t.Most(),
			heads: t.HeadsEach(), hazard: float64(t.HeadsEach()) * -math.Log1p(-float64(t.Attrition)) / fiscal.Year})
		for range t.Most() {
			r.add(i)
		}
	}
	r.planned = len(r.places)
	for i, m := range teams {
		for _, t := range m.Plan.Transfers {
			if t.People == 0 {
				continue
			}
			from := slices.IndexFunc(teams, func(m Member) bool { return m.Name == string(t.From) })
			r.moves = append(r.moves, move{from, i, int(t.People), float64(t.At)})
		}
	}
	s.Handle(kinds.Changed, r.change)
	s.HandleMovable(kinds.Quit, r.quit)
	s.HandleMovable(kinds.Joined, r.join)
	s.HandleMovable(kinds.Learned, r.learn)
	return r
}

// Begin staffs the teams of a trial as of now.
func (r *Roster) Begin(trial uint64) {
	r.trial = r.luck.Trial(trial)
	r.places = r.places[:r.planned]
	for i := range r.teams {
		t := &r.teams[i]
		t.seats, t.open, t.beyond = t.seats[:t.planned], int(t.People), 0
		for k := range t.seats {
			s := &t.seats[k]
			*s = seat{number: s.number, taken: k < t.open, months: len(t.Ramp)}
			if s.taken {
				r.career(t, k)
			}
		}
		r.tell(i, 0)
	}
	for i, c := range r.plan {
		r.sim.Schedule(r.kinds.Changed, int32(i), max(c.at, r.sim.Now()))
	}
	for i, m := range r.moves {
		r.sim.Schedule(r.kinds.Changed, int32(len(r.plan)+i), max(m.at, r.sim.Now()))
	}
}

// add gives a team one more seat.
func (r *Roster) add(team int) {
	t := &r.teams[team]
	r.places = append(r.places, place{int32(team), int32(len(t.seats))})
	t.seats = append(t.seats, seat{number: int32(len(r.places) - 1)})
}

// Seats returns how many seats of a team are open, whether or not somebody is in them.
func (r *Roster) Seats(team int) int { return r.teams[team].open + r.teams[team].beyond }

// Hire opens seats of a team beyond all that its plan needs, whose numbers and luck stay as they are, and puts new people into
// them, as a hire of the plan does.
func (r *Roster) Hire(team, people int) {
	for range people {
		r.extend(team)
	}
	r.tell(team, people)
}

// extend opens the next seat of a team beyond its plan for a new person.
func (r *Roster) extend(team int) { r.occupy(&r.teams[team], r.beyond(team)) }

// open opens the next seat of a team's plan for a new person.
func (r *Roster) open(team int) { r.occupy(&r.teams[team], r.next(team)) }

// beyond opens the next seat of a team beyond its plan and returns which it is.
func (r *Roster) beyond(team int) int {
	t := &r.teams[team]
	if t.planned+t.beyond == len(t.seats) {
		r.add(team)
	}
	t.beyond++
	return t.planned + t.beyond - 1
}

// next opens the next seat of a team's plan, or one beyond it where a cut has taken such a one instead, and returns which it is.
func (r *Roster) next(team int) int {
	t := &r.teams[team]
	if t.open == t.planned {
		return r.beyond(team)
	}
	t.open++
	return t.open - 1
}

// last closes the last seat of a team and returns which it was: those beyond the plan go first.
func (t *staff) last() *seat {
	if t.beyond > 0 {
		t.beyond--
		return &t.seats[t.planned+t.beyond]
	}
	t.open--
	return &t.seats[t.open]
}

func (r *Roster) change(number int32) {
	if i := int(number) - len(r.plan); i >= 0 {
		r.transfer(r.moves[i])
		return
	}
	c := r.plan[number]
	planned := c.seats
	for ; c.seats > 0; c.seats-- {
		r.open(c.team)
	}
	t := &r.teams[c.team]
	for ; c.seats < 0; c.seats++ {
		r.close(t.last())
	}
	r.tell(c.team, planned)
}

// close empties a seat for good.
func (r *Roster) close(s *seat) {
	s.taken = false
	s.occupant++
	r.sim.Cancel(r.kinds.Quit, s.number)
	r.sim.Cancel(r.kinds.Joined, s.number)
	r.sim.Cancel(r.kinds.Learned, s.number)
}

func (r *Roster) quit(number int32) {
	p := r.places[number]
	t := &r.teams[p.team]
	r.vacate(t, &t.seats[p.seat])
	r.tell(int(p.team), 0)
}

// vacate empties a seat until somebody fills it.
func (r *Roster) vacate(t *staff, s *seat) {
	s.taken = false
	s.occupant++
	if !t.pods() {
		r.sim.Cancel(r.kinds.Learned, s.number)
	}
	r.sim.Schedule(r.kinds.Joined, s.number, r.sim.Now()+float64(t.Backfill))
}

// Lose makes so many of a team's people leave now, those of its first seats, and returns how many there were to leave. Others
// fill the seats as after anybody leaves.
func (r *Roster) Lose(team, people int) (left int) {
	t := &r.teams[team]
	for k := range t.seats {
		if s := &t.seats[k]; s.taken && left < people {
			r.sim.Cancel(r.kinds.Quit, s.number)
			r.vacate(t, s)
			left++
		}
	}
	r.tell(team, 0)
	return left
}

func (r *Roster) join(number int32) {
	p := r.places[number]
	if t := &r.teams[p.team]; t.pods() {
		t.seats[p.seat].taken = true
		r.career(t, int(p.seat))
	} else {
		r.occupy(t, int(p.seat))
	}
	r.tell(int(p.team), 0)
}

func (r *Roster) learn(number int32) {
	p := r.places[number]
	t := &r.teams[p.team]
	s := &t.seats[p.seat]
	s.months++
	r.study(t, s)
	r.tell(int(p.team), 0)
}

// isOpen reports whether a seat is one of the plan or of a rule now.
func (t *staff) isOpen(k int) bool { return k < t.open || k >= t.planned && k < t.planned+t.beyond }

// pods reports whether a seat is a pod: one of whose heads leaves and is replaced, while the others know their job.
func (t *staff) pods() bool { return t.heads > 1 }

// occupy puts a new person into a seat.
func (r *Roster) occupy(t *staff, k int) {
	s := &t.seats[k]
	s.taken, s.joined, s.months, s.inside = true, r.sim.Now(), 0, false
	r.career(t, k)
	r.study(t, s)
}

// career draws when the occupant of a seat leaves.
func (r *Roster) career(t *staff, k int) {
	if t.hazard > 0 {
		s := &t.seats[k]
		stay := -math.Log1p(-r.trial.Uniform(t.name.Child(uint64(k)), s.occupant)) / t.hazard
		r.sim.Schedule(r.kinds.Quit, s.number, r.sim.Now()+stay)
	}
}

// study makes the next month of the ramp come.
func (r *Roster) study(t *staff, s *seat) {
	if s.months < len(t.ramp(s)) {
		r.sim.Schedule(r.kinds.Learned, s.number, fiscal.After(s.joined, fiscal.Month, s.months+1))
	}
}

// tell says how a team is staffed now, and how many seats that is more by plan or rule.
func (r *Roster) tell(team, more int) {
	t := &r.teams[team]
	var s Staffing
	for k := range t.seats {
		seat := &t.seats[k]
		switch {
		case !t.isOpen(k):
			continue
		case !seat.taken:
			s.Payroll += t.heads - 1
			continue
		}
		productivity := 1.0
		if ramp := t.ramp(seat); seat.months < len(ramp) {
			productivity = float64(ramp[seat.months])
		}
		s.Payroll += t.heads
		s.Working += productivity
		if productivity == 1 {
			s.Full++
		}
	}
	r.ledger.Record(ledger.Fact{At: r.sim.Now(), Kind: ledger.Staffed, Scope: t.scope, Customer: ledger.None,
		Amount: float64(s.Payroll), Extra: float64(more * t.heads)})
	r.OnChange(team, s)
}
