package people

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim"
	"postsale/sim/random"
)

// Staffing is how a team is staffed.
type Staffing struct {
	Payroll int     // people
	Full    int     // of them, fully productive
	Working float64 // people, each by its productivity
}

// Kinds are the event kinds of a Roster, in the order of ties.
type Kinds struct{ Changed, Quit, Joined, Learned sim.Kind }

// Roster keeps the seats of all teams.
type Roster struct {
	OnChange func(team int, s Staffing) // called after every change

	sim   *sim.Simulator
	book  *ledger.Ledger
	kinds Kinds
	teams []staff
	seats []seat
	plan  []change
	luck  random.Stream
	trial random.Stream
}

type staff struct {
	Team
	scope       int16
	first, next int     // seats
	open        int     // seats of them that the plan has opened, from the first on
	hazard      float64 // of leaving, a day
}

type seat struct {
	team     int
	entity   random.Entity
	occupant uint64
	joined   float64
	months   int // since then; at least the length of the ramp for the first day's people
	taken    bool
}

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
func New(s *sim.Simulator, kinds Kinds, book *ledger.Ledger, seed uint64, teams []Member) *Roster {
	r := &Roster{sim: s, kinds: kinds, book: book, luck: random.New(seed, "attrition")}
	for i, m := range teams {
		t := m.Plan
		team := staff{Team: t, scope: int16(m.Scope), first: len(r.seats),
			hazard: -math.Log1p(-float64(t.Attrition)) / fiscal.Year}
		for _, c := range t.changes() {
			c.team = i
			r.plan = append(r.plan, c)
		}
		for k := range t.Most() {
			r.seats = append(r.seats, seat{team: i, entity: random.Name("team", m.Name).Child(uint64(k))})
		}
		team.next = len(r.seats)
		r.teams = append(r.teams, team)
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
	for i := range r.seats {
		r.seats[i].taken, r.seats[i].occupant = false, 0
	}
	for i := range r.teams {
		t := &r.teams[i]
		t.open = int(t.People)
		for k := range t.open {
			s := &r.seats[t.first+k]
			s.taken, s.months = true, len(t.Ramp)
			r.career(int32(t.first + k))
		}
		r.tell(i)
	}
	for i, c := range r.plan {
		r.sim.Schedule(r.kinds.Changed, int32(i), max(c.at, r.sim.Now()))
	}
}

func (r *Roster) change(number int32) {
	c := r.plan[number]
	t := &r.teams[c.team]
	for ; c.seats > 0; c.seats-- {
		r.occupy(int32(t.first + t.open))
		t.open++
	}
	for ; c.seats < 0; c.seats++ {
		t.open--
		i := int32(t.first + t.open)
		r.seats[i].taken = false
		r.seats[i].occupant++
		r.sim.Cancel(r.kinds.Quit, i)
		r.sim.Cancel(r.kinds.Joined, i)
		r.sim.Cancel(r.kinds.Learned, i)
	}
	r.tell(c.team)
}

func (r *Roster) quit(i int32) {
	s := &r.seats[i]
	s.taken = false
	s.occupant++
	r.sim.Cancel(r.kinds.Learned, i)
	r.sim.Schedule(r.kinds.Joined, i, r.sim.Now()+float64(r.teams[s.team].Backfill))
	r.tell(s.team)
}

func (r *Roster) join(i int32) {
	r.occupy(i)
	r.tell(r.seats[i].team)
}

func (r *Roster) learn(i int32) {
	s := &r.seats[i]
	s.months++
	r.study(i)
	r.tell(s.team)
}

// occupy puts a new person into a seat.
func (r *Roster) occupy(i int32) {
	s := &r.seats[i]
	s.taken, s.joined, s.months = true, r.sim.Now(), 0
	r.career(i)
	r.study(i)
}

// career draws when the occupant of a seat leaves.
func (r *Roster) career(i int32) {
	s := &r.seats[i]
	if hazard := r.teams[s.team].hazard; hazard > 0 {
		stay := -math.Log1p(-r.trial.Uniform(s.entity, s.occupant)) / hazard
		r.sim.Schedule(r.kinds.Quit, i, r.sim.Now()+stay)
	}
}

// study makes the next month of the ramp come.
func (r *Roster) study(i int32) {
	if s := &r.seats[i]; s.months < len(r.teams[s.team].Ramp) {
		r.sim.Schedule(r.kinds.Learned, i, fiscal.After(s.joined, fiscal.Month, s.months+1))
	}
}

func (r *Roster) tell(team int) {
	t := &r.teams[team]
	var s Staffing
	for _, seat := range r.seats[t.first:t.next] {
		if !seat.taken {
			continue
		}
		productivity := 1.0
		if seat.months < len(t.Ramp) {
			productivity = float64(t.Ramp[seat.months])
		}
		s.Payroll++
		s.Working += productivity
		if productivity == 1 {
			s.Full++
		}
	}
	r.book.Record(ledger.Fact{At: r.sim.Now(), Kind: ledger.Staffed, Scope: t.scope, Customer: ledger.None, Amount: float64(s.Payroll)})
	r.OnChange(team, s)
}
