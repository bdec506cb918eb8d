package success

import (
	"math"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/exponential"
)

// team is a team that looks after customers.
type team struct {
	name     units.Name
	scope    int16
	delivers bool    // it is one of delivery, whose people take jobs as interrupts
	number   int     // there
	by       int     // who does its work: itself, or who stands in
	homes    []int   // whose work it does: its own, unless another does that
	serves   []int   // segments
	skill    float64 // hours that it takes for what is another's, as a share of that team's
	aside    bool    // it has no accounts and no jobs of its own
	vacating bool    // what waits is being taken out
	usual    float64 // hours of a person, a day, as the plan has them
	hours    float64 // as they are
	servers  *sim.Servers
	onJobs   int // people of a delivery team

	working float64       // people, each by its productivity
	spare   float64       // hours a day that a delivery team has left
	meter   *people.Meter // of its jobs, and hours on them of those there; nil if nobody asks
	care    *people.Meter // of the hours that its accounts need of those left for them; nil if nobody asks
	left    float64       // hours a day for accounts, as last recorded
	needed  float64
	jobbing float64 // hours a day on its jobs, as last recorded
	lent    float64 // hours a day of those who stand in on its jobs
	lenders int
}

// segment is who looks after a segment's customers.
type segment struct {
	team  int     // -1 is nobody
	at    int     // who does that team's work
	need  float64 // hours a day of a live account
	half  float64
	usual float64 // 2^(-A/half) at the design load
	jobs  [jobKinds]work

	live   int
	feels  float64 // x: what an account misses, 0 at the design load
	sum    float64 // of x by its weights
	weight float64 // up to which that is
}

func (t *team) begin() {
	t.servers.Reset(0)
	t.hours = t.usual
	t.working, t.onJobs, t.spare, t.left, t.needed, t.jobbing, t.lent, t.lenders = 0, 0, 0, 0, 0, 0, 0, 0
	t.meter.Reset()
	t.care.Reset()
}

// Meter returns what tells how a team of success does its jobs, to be asked for before the first trial: those that wait, and the
// hours on jobs of those there.
func (f *Portfolio) Meter(team int) *people.Meter {
	t := &f.teams[team]
	if t.meter == nil {
		t.meter = people.NewMeter(f.sim)
	}
	return t.meter
}

// Care returns what tells the load of a team, to be asked for before the first trial: the hours that its accounts need by the
// design load of those left for them.
func (f *Portfolio) Care(team int) *people.Meter {
	t := &f.teams[team]
	if t.care == nil {
		t.care = people.NewMeter(f.sim)
	}
	return t.care
}

// Staff says how a team of success is staffed from now on.
func (f *Portfolio) Staff(team int, s people.Staffing) {
	if f == nil {
		return
	}
	t := &f.teams[team]
	t.working = s.Working
	t.meter.SetThere(t.working * t.hours)
	t.servers.SetCapacity(s.Full)
	f.share(team)
}

// Employ says by which factor what else is done for a team's people changes the hours that they have from now on. What an
// account needs stays what the plan has.
func (f *Portfolio) Employ(team int, factor float64) {
	t := &f.teams[team]
	t.hours = t.usual * factor
	t.meter.SetThere(t.working * t.hours)
	f.share(team)
}

// Spare says how many hours a day interrupts and projects leave of a delivery team that looks after customers.
func (f *Portfolio) Spare(team int, hours float64) {
	f.teams[team].spare = hours
	f.share(team)
}

// share shares what a team has left among its accounts from now on.
func (f *Portfolio) share(number int) {
	t := &f.teams[number]
	left, jobbing := t.spare, float64(t.servers.Busy()+t.onJobs)*t.hours
	if !t.delivers {
		left = max(0, t.working*t.hours-jobbing)
	}
	jobbing += t.lent
	needed := 0.0
	for _, i := range t.serves {
		needed += f.needs(i, number)
	}
	if left != t.left || needed != t.needed {
		for _, i := range t.serves {
			s := &f.segments[i]
			f.settle(s)
			s.feels = 0
			if needed > 0 {
				s.feels = s.misses(left / needed)
			}
		}
		t.left, t.needed = left, needed
		t.care.SetThere(left)
		t.care.SetUsed(needed)
		for _, home := range t.homes {
			f.attend(home, number)
		}
	}
	if jobbing != t.jobbing {
		t.jobbing = jobbing
		t.meter.SetUsed(jobbing)
		f.ledger.Record(ledger.Fact{At: f.sim.Now(), Kind: ledger.Jobbed, Scope: t.scope, Customer: ledger.None, Amount: jobbing})
	}
}

// needs returns the hours a day that the live accounts of a segment need of a team.
func (f *Portfolio) needs(segment, team int) float64 {
	s := &f.segments[segment]
	needs := float64(s.live) * s.need
	if s.team != team {
		needs *= f.teams[team].skill
	}
	return needs
}

// attend records what the accounts of a team get of who does its work, and need.
func (f *Portfolio) attend(home, at int) {
	t := &f.teams[at]
	if t.aside && home == at {
		return
	}
	left, needed, accounts := t.left, 0.0, 0
	for _, i := range t.serves {
		if s := &f.segments[i]; s.team == home {
			needed += f.needs(i, at)
			accounts += s.live
		}
	}
	switch {
	case t.needed > 0 && needed != t.needed:
		left *= needed / t.needed
	case t.needed == 0 && home != at:
		left = 0
	}
	f.ledger.Record(ledger.Fact{At: f.sim.Now(), Kind: ledger.Attended, Scope: f.teams[home].scope, Customer: ledger.None, Subject: int32(accounts),
		Amount: left, Extra: needed})
}

// misses returns what an account misses at an attention: half as much with every half more of it, 0 at the design load.
func (s *segment) misses(attention float64) float64 {
	return math.Exp2(-attention/s.half) - s.usual
}

// weight returns what a day counts now in what is remembered: e-fold after every memory. What is remembered is thus a sum that
// nothing has to be taken off as time goes by, over the sum of its weights.
func (f *Portfolio) weight() float64 {
	now := f.sim.Now()
	if now == f.weighed {
		return f.weighs
	}
	const most = 300 // memories, before what exp can take is used up
	ago := (now - f.unit) / f.remember
	if ago > most {
		f.renew(exponential.Of(-ago))
		f.unit, ago = now, 0
	}
	f.weighed, f.weighs = now, exponential.Of(ago)
	return f.weighs
}

// renew changes the unit of all weights: those of now are 1.
func (f *Portfolio) renew(was float64) {
	for i := range f.segments {
		f.segments[i].sum *= was
		f.segments[i].weight *= was
	}
	for i := range f.accounts {
		f.accounts[i].born *= was
		f.accounts[i].missed *= was
	}
}

// settle brings the weighted sum of what is missed up to now, and returns the weight of now.
func (f *Portfolio) settle(s *segment) float64 {
	weight := f.weight()
	s.sum += s.feels * (weight - s.weight)
	s.weight = weight
	return weight
}

// Unattended returns the remembered mean of what a customer missed since go-live, 0 before; 0 is the design load, or today.
func (f *Portfolio) Unattended(customer int32) float64 {
	a := &f.accounts[customer]
	s := &f.segments[a.segment]
	if !a.live || s.team < 0 {
		return 0
	}
	now := f.sim.Now()
	if now == a.lives {
		if a.lives == f.begins {
			return 0
		}
		f.settle(s)
		return s.feels
	}
	const soon = 1e-3 // when the difference would be inexact
	weight := f.settle(s)
	whole := weight - a.born
	if whole < soon*weight {
		whole = -weight * math.Expm1((a.lives-now)/f.remember)
	}
	return (s.sum - a.missed) / whole
}

// relieve makes a customer mind a share less of what it missed, if it missed anything.
func (f *Portfolio) relieve(a *account, share float64) {
	s := &f.segments[a.segment]
	f.settle(s)
	if felt := s.sum - a.missed; felt > 0 {
		a.missed += felt * share
	}
}
