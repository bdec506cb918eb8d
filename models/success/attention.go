package success

import (
	"math"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
)

// team is a team that looks after customers.
type team struct {
	name     units.Name
	scope    int16
	delivers bool // it is one of delivery, whose people take jobs as interrupts
	number   int  // there
	serves   []int
	usual    float64 // hours of a person, a day, as the plan has them
	hours    float64 // as they are
	servers  *sim.Servers
	onJobs   int // people of a delivery team

	working float64 // people, each by its productivity
	spare   float64 // hours a day that a delivery team has left
	left    float64 // hours a day for accounts, as last recorded
	needed  float64
	jobbing float64
}

// segment is who looks after a segment's customers.
type segment struct {
	team int     // -1 is nobody
	need float64 // hours a day of a live account
	half float64
	jobs [jobKinds]work

	live     int
	feels    float64 // x: what an account misses, 0 at the design load
	integral float64 // of x, remembered
	since    float64 // day of it
}

func (t *team) begin() {
	t.servers.Reset(0)
	t.hours = t.usual
	t.working, t.onJobs, t.spare, t.left, t.needed, t.jobbing = 0, 0, 0, 0, 0, 0
}

// Staff says how a team of success is staffed from now on.
func (f *Portfolio) Staff(team int, s people.Staffing) {
	if f == nil {
		return
	}
	t := &f.teams[team]
	t.working = s.Working
	t.servers.SetCapacity(s.Full)
	f.share(team)
}

// Employ says by which factor what else is done for a team's people changes the hours that they have from now on. What an
// account needs stays what the plan has.
func (f *Portfolio) Employ(team int, factor float64) {
	t := &f.teams[team]
	t.hours = t.usual * factor
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
	needed, accounts := 0.0, 0
	for _, i := range t.serves {
		s := &f.segments[i]
		needed += float64(s.live) * s.need
		accounts += s.live
	}
	for _, i := range t.serves {
		s := &f.segments[i]
		f.settle(s)
		s.feels = 0
		if needed > 0 {
			s.feels = s.misses(left / needed)
		}
	}
	if left != t.left || needed != t.needed {
		t.left, t.needed = left, needed
		f.ledger.Record(ledger.Fact{At: f.sim.Now(), Kind: ledger.Attended, Scope: t.scope, Customer: ledger.None, Subject: int32(accounts),
			Amount: left, Extra: needed})
	}
	if jobbing != t.jobbing {
		t.jobbing = jobbing
		f.ledger.Record(ledger.Fact{At: f.sim.Now(), Kind: ledger.Jobbed, Scope: t.scope, Customer: ledger.None, Amount: jobbing})
	}
}

// misses returns what an account misses at an attention: half as much with every half more of it, 0 at the design load.
func (s *segment) misses(attention float64) float64 {
	return math.Exp2(-attention/s.half) - math.Exp2(-1/s.half)
}

// settle brings the integral of what is missed up to now, forgotten as it goes.
func (f *Portfolio) settle(s *segment) {
	now := f.sim.Now()
	if now == s.since {
		return
	}
	keep := math.Exp((s.since - now) / f.remember)
	s.integral = s.integral*keep + s.feels*f.remember*(1-keep)
	s.since = now
}

// remembersFrom makes a customer remember from a day on what it misses.
func (f *Portfolio) remembersFrom(a *account, day float64) {
	a.began, a.early = day, math.Exp((a.lives-day)/f.remember)
}

// felt returns the integral of what a customer missed since it remembers, and what is left now of a memory of that day.
func (f *Portfolio) felt(a *account) (missed, kept float64) {
	s := &f.segments[a.segment]
	f.settle(s)
	kept = math.Exp((a.began - f.sim.Now()) / f.remember)
	return s.integral - kept*a.missed, kept
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
	missed, kept := f.felt(a)
	whole := 1 - a.early*kept // 1 - e^-t/τ of the time since go-live
	if whole < soon {
		whole = -math.Expm1((a.lives - now) / f.remember)
	}
	return missed / (f.remember * whole)
}

// relieve makes a customer mind a share less of what it missed, if it missed anything.
func (f *Portfolio) relieve(a *account, share float64) {
	if felt, _ := f.felt(a); felt > 0 {
		a.missed = f.segments[a.segment].integral - felt*(1-share)
		f.remembersFrom(a, f.sim.Now())
	}
}
