package success

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
)

// jobKind is what a job is about; the smaller kind goes first.
type jobKind uint8

const (
	rescuing jobKind = iota
	renewing
	expanding
	jobKinds
)

var jobSubjects = [...]int32{rescuing: ledger.RescueJob, renewing: ledger.RenewalJob, expanding: ledger.ExpansionJob}

// work is what a kind of jobs of a segment takes.
type work struct {
	team int     // -1 where there are none
	days float64 // of one person, before productive hours stretch them
}

func (s *segment) work(team int, hours *units.Duration, there bool) work {
	if hours == nil || !there {
		return work{team: -1}
	}
	return work{team, float64(*hours)}
}

// state says where a job is.
type state uint8

const (
	over state = iota
	waiting
	withdrawn // and still in the queue
	running
)

type job struct {
	kind     jobKind
	state    state
	team     int16 // whose it is
	at       int16 // where it waits or is done
	customer int32
	chance   uint64  // the customer's opportunity
	opened   float64 // day
	days     float64
	hours    float64 // a day, of who does it in place of its team
	next     int32   // of its customer's expansions
}

// none is no job.
const none int32 = -1

// open gives a job to the team that owns its kind, if there is one, and returns its number or none.
func (f *Portfolio) open(customer int32, kind jobKind, chance uint64) int32 {
	w := f.segments[f.accounts[customer].segment].jobs[kind]
	if w.team < 0 {
		return none
	}
	last := len(f.vacant) - 1
	if last < 0 {
		f.jobs = append(f.jobs, job{})
		f.vacant = append(f.vacant, int32(len(f.jobs)-1))
		last = 0
	}
	number := f.vacant[last]
	f.vacant = f.vacant[:last]
	f.jobs[number] = job{kind: kind, state: waiting, team: int16(w.team), customer: customer, chance: chance, opened: f.sim.Now(), days: w.days}
	if kind == expanding {
		a := &f.accounts[customer]
		f.jobs[number].next, a.expansions = a.expansions, number
	}
	f.record(customer, ledger.JobOpened, jobSubjects[kind], 0, 0)
	return number
}

// offer puts an open job into the queue of its team.
func (f *Portfolio) offer(number int32) {
	j := &f.jobs[number]
	j.at = int16(f.teams[j.team].by)
	switch t := &f.teams[j.at]; {
	case j.at != j.team:
		f.OnHelp(t.number, number)
	case t.delivers:
		f.OnInterrupt(t.number, number)
	default:
		t.meter.Arrive(number, f.sim.Now())
		t.servers.Arrive(number, int(j.kind))
	}
}

// start lets a person of a success team take a job up.
func (f *Portfolio) start(team int, number int32) {
	const fullWeek = 40 / fiscal.Week
	t := &f.teams[team]
	t.meter.Leave(number)
	if t.vacating {
		f.moved = append(f.moved, number)
		return
	}
	days := f.Take(number)
	if days < 0 {
		t.servers.Release()
		return
	}
	f.sim.Schedule(f.kinds.JobDone, number, f.sim.Now()+days*fullWeek/t.hours)
	f.share(team)
}

func (f *Portfolio) finish(number int32) {
	team := int(f.jobs[number].at)
	f.teams[team].servers.Release()
	f.share(team)
	f.Done(number)
}

// Take says that a person takes a job up, and returns the days that it takes, or less than 0 if it has been withdrawn.
func (f *Portfolio) Take(number int32) float64 {
	j := &f.jobs[number]
	if j.state == withdrawn {
		f.free(number)
		return -1
	}
	j.state = running
	f.busy(j, 1)
	f.record(j.customer, ledger.JobTaken, jobSubjects[j.kind], f.sim.Now()-j.opened, 0)
	if j.kind == expanding {
		f.sim.Cancel(f.kinds.PatienceEnded, number)
	}
	return j.days
}

// Done says that a job is done. One for a customer who has left meanwhile was for nothing.
func (f *Portfolio) Done(number int32) {
	j := f.jobs[number]
	f.busy(&j, -1)
	f.unlink(number)
	f.free(number)
	a, marks := &f.accounts[j.customer], ledger.Marks(0)
	if a.gone {
		marks = ledger.Late
	}
	f.record(j.customer, ledger.JobDone, jobSubjects[j.kind], 0, marks)
	if a.renewal == number {
		a.renewal = none
	}
	if a.gone {
		return
	}
	switch j.kind {
	case rescuing:
		f.rescue(j.customer)
	case expanding:
		f.OnDecided(j.customer, j.chance, 1)
	}
}

// busy puts a person of a delivery team onto a job, or takes the one there off.
func (f *Portfolio) busy(j *job, sign int) {
	t := &f.teams[j.team]
	switch {
	case j.at != j.team:
		if sign > 0 {
			j.hours = f.teams[j.at].hours
		}
		t.lenders += sign
		if t.lent += float64(sign) * j.hours; t.lenders == 0 {
			t.lent = 0
		}
	case t.delivers:
		t.onJobs += sign
	default:
		return
	}
	f.share(int(j.team))
}

func (f *Portfolio) free(number int32) {
	f.jobs[number].state = over
	f.vacant = append(f.vacant, number)
}

// unlink takes a job off the list of its customer's expansions, if it is one.
func (f *Portfolio) unlink(number int32) {
	if j := &f.jobs[number]; j.kind == expanding {
		at := &f.accounts[j.customer].expansions
		for *at != number {
			at = &f.jobs[*at].next
		}
		*at = j.next
	}
}

// withdraw takes back a job that nobody has taken up, if there is one; marks say whether that was for too long.
func (f *Portfolio) withdraw(number int32, marks ledger.Marks) {
	if number == none || f.jobs[number].state != waiting {
		return
	}
	j := &f.jobs[number]
	j.state = withdrawn
	if j.kind == expanding {
		f.unlink(number)
		f.sim.Cancel(f.kinds.PatienceEnded, number)
	}
	f.record(j.customer, ledger.JobWithdrawn, jobSubjects[j.kind], 0, marks)
}

// Term says that a customer's term of some days begins, or runs at the start, and ends by a renewal on a day.
func (f *Portfolio) Term(customer int32, renews, term float64) {
	a := &f.accounts[customer]
	f.withdraw(a.renewal, ledger.Late)
	a.renewal, a.renews = none, renews
	r := f.params.Renewals
	if r == nil || f.segments[a.segment].jobs[renewing].team < 0 || term < 2*float64(r.Lead) {
		return
	}
	f.sim.Schedule(f.kinds.RenewalNears, customer, math.Max(f.sim.Now(), renews-float64(r.Lead)))
}

// near opens the job of a renewal that comes.
func (f *Portfolio) near(customer int32) {
	number := f.open(customer, renewing, 0)
	f.accounts[customer].renewal = number
	f.offer(number)
}

// Unworked returns 1 if a renewal that is decided now has a job that nobody has taken up, else 0.
func (f *Portfolio) Unworked(customer int32) float64 {
	if number := f.accounts[customer].renewal; number != none && f.jobs[number].state == waiting {
		return 1
	}
	return 0
}

// Chance says that a customer's n-th opportunity to expand came, and reports whether a job decides it.
func (f *Portfolio) Chance(customer int32, n uint64) bool {
	number := f.open(customer, expanding, n)
	if number == none {
		return false
	}
	f.sim.Schedule(f.kinds.PatienceEnded, number, f.sim.Now()+float64(f.params.Expansions.Patience))
	f.offer(number)
	return true
}

// lose decides an opportunity that nobody took up for too long.
func (f *Portfolio) lose(number int32) {
	j := f.jobs[number]
	f.withdraw(number, ledger.Late)
	f.OnDecided(j.customer, j.chance, float64(f.params.Expansions.Alone))
}

// Sold returns what Sells says of a customer: 0 where nobody looks after it.
func (f *Portfolio) Sold(customer int32) float64 {
	if f.segments[f.accounts[customer].segment].team < 0 {
		return 0
	}
	return f.params.Sells()
}

// Sells returns 1 where the teams that look after customers own renewals or expansions and did not today, -1 the other way
// round, else 0.
func (p Params) Sells() float64 {
	now, today := p.sells()
	switch {
	case now == today:
		return 0
	case now:
		return 1
	}
	return -1
}
