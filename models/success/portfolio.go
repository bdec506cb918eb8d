package success

import (
	"math"
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/exponential"
	"postsale/sim/random"
)

// Kinds are the event kinds of a Portfolio, in the order of ties.
type Kinds struct{ JobDone, PatienceEnded, Reviewed, RenewalNears sim.Kind }

// Portfolio is who looks after which customers. A nil one looks after nobody.
type Portfolio struct {
	OnInterrupt func(team int, job int32)                         // a delivery team is to Take the job up
	OnHelp      func(team int, job int32)                         // and so is one that stands in for the team whose it is
	OnLook      func(customer int32) (risk float64)               // log of what the hazard of leaving is multiplied by now, as health shows it
	OnDecided   func(customer int32, chance uint64, part float64) // an opportunity is decided now, with a part of its chance
	OnRelieved  func(customer int32, relief float64)              // a rescue worked

	sim      *sim.Simulator
	ledger   *ledger.Ledger
	kinds    Kinds
	params   Params
	remember float64          // e-folding time of memory, days
	begins   float64          // first day of the trial
	unit     float64          // day of which the weight is 1
	weighed  float64          // the last day of which the weight was asked
	weighs   float64          // its weight
	limits   [red + 1]float64 // log of the risk from which on a customer is of a colour
	teams    []team
	segments []segment
	accounts []account
	jobs     []job
	vacant   []int32 // jobs that are over, whose place is free
	moved    []int32 // jobs that are offered anew
	luck     random.Stream
	trial    random.Stream
}

// Member is a team of a portfolio: one of success, or of delivery by its number there.
type Member struct {
	Name     units.Name
	Scope    int // in the ledger
	Plan     people.Team
	Delivers bool
	Number   int     // of a delivery team
	Aside    bool    // it only stands in for others
	Skill    float64 // hours that it takes for what is another team's, as a share of that team's
}

// account is a customer as success knows it.
type account struct {
	entity     random.Entity
	segment    int16
	live       bool
	gone       bool
	colour     colour
	signed     float64
	lives      float64 // day on which it went live
	born       float64 // weight of that day
	missed     float64 // what of its segment's sum it has not felt, or does not mind
	reviews    int     // so far, since signature
	renews     float64 // day
	renewal    int32   // its jobs of now, or none
	rescue     int32
	expansions int32   // the last of its jobs of that kind
	rescued    float64 // day on which the last rescue ended
	rescues    uint64
}

// New returns the portfolio of a scenario; segments are who looks after each, nil where nobody does, and forgets is the
// half-life of what customers remember. The parameters must be valid.
func New(s *sim.Simulator, kinds Kinds, l *ledger.Ledger, seed uint64, p Params, members []Member, segments []*Segment, forgets units.Duration) *Portfolio {
	f := &Portfolio{sim: s, ledger: l, kinds: kinds, params: p, remember: float64(forgets) / math.Ln2, luck: random.New(seed, "rescue")}
	if h := p.Health; h != nil {
		f.limits = [...]float64{green: math.Inf(-1), yellow: math.Log(float64(h.Yellow)), red: math.Log(float64(h.Red))}
	}
	for i, m := range members {
		t := team{name: m.Name, scope: int16(m.Scope), delivers: m.Delivers, number: m.Number, usual: float64(m.Plan.ProductiveHours) / fiscal.Week, skill: m.Skill, aside: m.Aside}
		t.servers = sim.NewServers(int(jobKinds), func(number int32) { f.start(i, number) })
		f.teams = append(f.teams, t)
	}
	for _, of := range segments {
		f.segments = append(f.segments, f.newSegment(of))
	}
	s.Handle(kinds.JobDone, func(number int32) { f.finish(number) })
	s.HandleMovable(kinds.PatienceEnded, f.lose)
	s.HandleMovable(kinds.Reviewed, f.review)
	s.HandleMovable(kinds.RenewalNears, f.near)
	return f
}

// Find returns the number of a team, or -1.
func (f *Portfolio) Find(name units.Name) int {
	if f == nil {
		return -1
	}
	return slices.IndexFunc(f.teams, func(t team) bool { return t.name == name })
}

// owner returns the team that owns a kind of jobs of a segment, -1 if none does.
func (f *Portfolio) owner(s *segment, name units.Name) int {
	if name == Own {
		return s.team
	}
	return f.Find(name)
}

func (f *Portfolio) newSegment(of *Segment) segment {
	nobody := work{team: -1}
	s := segment{team: -1, jobs: [jobKinds]work{nobody, nobody, nobody}}
	if of == nil {
		return s
	}
	s.team = f.Find(of.Team)
	s.need = f.teams[s.team].usual / float64(of.AccountsPerPerson)
	s.half = float64(of.HalfAt)
	s.usual = math.Exp2(-1 / s.half)
	s.jobs[rescuing] = s.work(s.team, of.Rescue, f.params.Rescue != nil)
	if r := f.params.Renewals; r != nil {
		s.jobs[renewing] = s.work(f.owner(&s, r.Owner), of.Renewal, true)
	}
	if e := f.params.Expansions; e != nil {
		s.jobs[expanding] = s.work(f.owner(&s, e.Owner), of.Expansion, true)
	}
	return s
}

// Begin starts a trial without accounts or people.
func (f *Portfolio) Begin(trial uint64) {
	if f == nil {
		return
	}
	f.accounts, f.jobs, f.vacant, f.begins = f.accounts[:0], f.jobs[:0], f.vacant[:0], f.sim.Now()
	f.unit, f.weighed, f.weighs = f.begins, f.begins, 1
	f.trial = f.luck.Trial(trial)
	for i := range f.teams {
		f.teams[i].begin()
		f.teams[i].by = i
	}
	f.assign()
	for i := range f.segments {
		s := &f.segments[i]
		s.live, s.sum, s.feels, s.weight = 0, 0, 0, 1
	}
}

// Enter says that a customer is under contract since a day, which may be before the run began.
func (f *Portfolio) Enter(customer int32, entity random.Entity, segment int, signed float64) {
	for int(customer) >= len(f.accounts) {
		f.accounts = append(f.accounts, account{})
	}
	f.accounts[customer] = account{entity: entity, segment: int16(segment), signed: signed, renewal: none, rescue: none, expansions: none, rescued: math.Inf(-1)}
	f.watch(customer)
}

// GoLive says that a customer is live, since a day not after now.
func (f *Portfolio) GoLive(customer int32, since float64) {
	if f == nil {
		return
	}
	a := &f.accounts[customer]
	a.live, a.lives = true, since
	s := &f.segments[a.segment]
	if s.team < 0 {
		return
	}
	a.born = f.settle(s) * exponential.Of((since-f.sim.Now())/f.remember)
	a.missed = s.sum
	s.live++
	f.share(s.at)
}

// Leave says that a customer is gone: what waits for it is withdrawn.
func (f *Portfolio) Leave(customer int32) {
	if f == nil {
		return
	}
	a := &f.accounts[customer]
	a.gone = true
	f.sim.Cancel(f.kinds.Reviewed, customer)
	f.sim.Cancel(f.kinds.RenewalNears, customer)
	if a.rescue != none {
		f.record(customer, ledger.RescueLate, 0, 0, 0)
	}
	var late ledger.Marks // not of one whom an event takes away before it had to be worked
	if a.renews <= f.sim.Now() {
		late = ledger.Late
	}
	f.withdraw(a.renewal, late)
	f.withdraw(a.rescue, 0)
	for number := a.expansions; number != none; {
		next := f.jobs[number].next
		f.withdraw(number, 0)
		number = next
	}
	if s := &f.segments[a.segment]; a.live && s.team >= 0 {
		s.live--
		f.share(s.at)
	}
}

func (f *Portfolio) record(customer int32, kind ledger.Kind, subject int32, amount float64, marks ledger.Marks) {
	f.ledger.Record(ledger.Fact{At: f.sim.Now(), Kind: kind, Customer: customer, Scope: f.accounts[customer].segment,
		Subject: subject, Amount: amount, Marks: marks})
}
