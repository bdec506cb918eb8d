package hiring

import (
	"math"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/sim"
)

// Team is a team on the payroll, in the order of the roster.
type Team struct {
	Scope int     // in the ledger
	Line  int32   // ledger.ServicesLine, SupportLine, SuccessLine or ResearchLine
	Cost  float64 // of a person, dollars a year
	Rules []people.Rule
}

// Recruiter hires by rule. A nil one hires nobody.
type Recruiter struct {
	OnHire func(team, people int)                 // people join now
	Seats  func(team int) int                     // that are open now
	ARR    func() float64                         // of now
	Value  func(team int, r *people.Rule) float64 // what a rule looks at, of the month that has just ended; NaN if there is no such thing

	sim    *sim.Simulator
	ledger *ledger.Ledger
	joined sim.Kind
	teams  []Team
	rules  []rule
	limits [lines]float64 // of each line, in shares of ARR; infinite where there is none
}

const lines = ledger.ResearchLine + 1

// rule is one of a team, and whom it has hired who is on the way.
type rule struct {
	people.Rule
	team   int
	number int32 // among those of its team
	coming int
	joins  float64 // day on which they do
}

// New returns the recruiter of teams; limits are by line, in shares of ARR, infinite where there is none. The parameters must
// be valid.
func New(s *sim.Simulator, joined sim.Kind, l *ledger.Ledger, teams []Team, limits map[int32]float64) *Recruiter {
	r := &Recruiter{sim: s, ledger: l, joined: joined, teams: teams}
	for line := range r.limits {
		r.limits[line] = math.Inf(1)
		if limit, ok := limits[int32(line)]; ok {
			r.limits[line] = limit
		}
	}
	for i, t := range teams {
		for number, of := range t.Rules {
			r.rules = append(r.rules, rule{Rule: of, team: i, number: int32(number)})
		}
	}
	s.HandleMovable(joined, r.join)
	return r
}

// Begin starts a trial in which nobody is on the way.
func (r *Recruiter) Begin() {
	if r == nil {
		return
	}
	for i := range r.rules {
		r.rules[i].coming = 0
	}
}

// Review lets every rule hire of which nobody is on the way, as a month begins.
func (r *Recruiter) Review() {
	for i := range r.rules {
		if r.isDue(&r.rules[i]) {
			r.join(int32(i))
		}
	}
	for i := range r.rules {
		of := &r.rules[i]
		if of.coming > 0 {
			continue
		}
		if value := r.Value(of.team, &of.Rule); value > of.Above.Value {
			r.hire(int32(i), value)
		}
	}
}

// isDue reports whether whom a rule has hired joins now, but for rounding.
func (r *Recruiter) isDue(of *rule) bool {
	const rounding = 1e-6 // days
	return of.coming > 0 && of.joins <= r.sim.Now()+rounding
}

// hire hires for a rule as many people as there is room for.
func (r *Recruiter) hire(number int32, value float64) {
	of := &r.rules[number]
	wanted := min(int(of.People), of.Limit()-r.seats(of.team))
	if wanted <= 0 {
		return
	}
	people := r.affordable(&r.teams[of.team], wanted)
	if people == 0 {
		r.tell(of, ledger.Forbidden, value, 0)
		return
	}
	of.coming, of.joins = people, r.sim.Now()+float64(of.Lead)
	r.sim.Schedule(r.joined, number, of.joins)
	r.tell(of, ledger.Recruited, value, float64(people))
}

// join lets whom a rule has hired join.
func (r *Recruiter) join(number int32) {
	of := &r.rules[number]
	people := of.coming
	of.coming = 0
	r.sim.Cancel(r.joined, number)
	r.tell(of, ledger.Hired, float64(people), 0)
	r.OnHire(of.team, people)
}

// seats returns the seats of a team, with those of people on the way.
func (r *Recruiter) seats(team int) int {
	seats := r.Seats(team)
	for i := range r.rules {
		if r.rules[i].team == team {
			seats += r.rules[i].coming
		}
	}
	return seats
}

// affordable returns how many of so many people the line of a team may pay.
func (r *Recruiter) affordable(t *Team, people int) int {
	const rounding = 1e-9 // people
	limit := r.limits[t.Line]
	if math.IsInf(limit, 1) || t.Cost == 0 {
		return people
	}
	left := limit * r.ARR()
	for i := range r.teams {
		if other := &r.teams[i]; other.Line == t.Line {
			left -= float64(r.seats(i)) * other.Cost
		}
	}
	return int(max(0, min(float64(people), math.Floor(left/t.Cost+rounding))))
}

func (r *Recruiter) tell(of *rule, kind ledger.Kind, amount, extra float64) {
	r.ledger.Record(ledger.Fact{At: r.sim.Now(), Kind: kind, Scope: int16(r.teams[of.team].Scope), Customer: ledger.None,
		Subject: of.number, Amount: amount, Extra: extra})
}
