package success

import (
	"math"

	"postsale/models/ledger"
	"postsale/sim"
	"postsale/sim/random"
)

// Sponsors are the people at customers who wanted the product. Each leaves at a constant rate while its customer is live,
//
//	rate = -ln(1 - leave) a year,
//
// and after an exponential time another is won, so that on average the share P = rate / (rate + 1/mean) of customers has
// none: with it the opening customers begin. Whoever goes live has a sponsor. That losing one endangers the account is the
// practitioners' rule (Mehta, Steinman and Murphy, Customer Success, 2016); how much is what a scenario says.
//
// A change of a customer is its n-th, with an exponential of its own, whatever happens meanwhile: where a sponsor is regained
// otherwise, the change that was to come is void, and the next one is drawn anew. In steady state it allocates nothing.
// Nil ones are nobody's.
type Sponsors struct {
	sim           *sim.Simulator
	kind          sim.Kind
	ledger        *ledger.Ledger
	leave, regain float64 // rates, a day
	away          float64 // share without one, on average
	stay          bool
	sponsors      []sponsor // by customer
	luck, trial   random.Stream
}

type sponsor struct {
	entity  random.Entity // of the customer
	changes uint32
	segment int16
	live    bool
	lost    bool
}

// NewSponsors returns the sponsors of a scenario and a seed; events of the kind make them come and go. The parameters must
// be valid.
func NewSponsors(s *sim.Simulator, kind sim.Kind, l *ledger.Ledger, seed uint64, p Sponsorship) *Sponsors {
	leave, regain := p.rates()
	f := &Sponsors{sim: s, kind: kind, ledger: l, leave: leave, regain: regain, away: p.Away(), stay: p.Stay, luck: random.New(seed, "sponsor")}
	s.HandleMovable(kind, f.change)
	return f
}

// Begin starts a trial without customers.
func (f *Sponsors) Begin(trial uint64) {
	if f == nil {
		return
	}
	f.sponsors = f.sponsors[:0]
	f.trial = f.luck.Trial(trial)
}

// GoLive says that a customer is live: now, and so with a sponsor, or already as the trial begins.
func (f *Sponsors) GoLive(customer int32, entity random.Entity, segment int, already bool) {
	if f == nil {
		return
	}
	for int(customer) >= len(f.sponsors) {
		f.sponsors = append(f.sponsors, sponsor{})
	}
	s := &f.sponsors[customer]
	*s = sponsor{entity: entity, segment: int16(segment), live: true}
	f.record(customer, ledger.Sponsored, 0)
	if f.stay {
		return
	}
	if already && f.trial.Uniform(entity, 0) < f.away {
		s.lost = true
		f.record(customer, ledger.SponsorLost, ledger.Found)
	}
	f.await(customer)
}

// Lost returns 1 for a customer without a sponsor, 0 for one with, and NaN for one who is not live.
func (f *Sponsors) Lost(customer int32) float64 {
	switch {
	case int(customer) >= len(f.sponsors) || !f.sponsors[customer].live:
		return math.NaN()
	case f.sponsors[customer].lost:
		return 1
	}
	return 0
}

// Regain wins a sponsor at a customer who has none; another customer it leaves as it is.
func (f *Sponsors) Regain(customer int32) {
	if f != nil && f.Lost(customer) == 1 {
		f.change(customer)
	}
}

// Leave says that a customer is gone.
func (f *Sponsors) Leave(customer int32) {
	if f != nil && int(customer) < len(f.sponsors) {
		f.sponsors[customer].live = false
		f.sim.Cancel(f.kind, customer)
	}
}

func (f *Sponsors) change(customer int32) {
	s := &f.sponsors[customer]
	s.lost = !s.lost
	if s.lost {
		f.record(customer, ledger.SponsorLost, 0)
	} else {
		f.record(customer, ledger.SponsorRegained, 0)
	}
	f.await(customer)
}

// await makes the next change of a customer come.
func (f *Sponsors) await(customer int32) {
	s := &f.sponsors[customer]
	s.changes++
	rate := f.leave
	if s.lost {
		rate = f.regain
	}
	stays := -math.Log(f.trial.Uniform(s.entity, uint64(s.changes))) / rate
	f.sim.Schedule(f.kind, customer, f.sim.Now()+stays)
}

func (f *Sponsors) record(customer int32, kind ledger.Kind, marks ledger.Marks) {
	f.ledger.Record(ledger.Fact{At: f.sim.Now(), Kind: kind, Customer: customer, Scope: f.sponsors[customer].segment, Marks: marks})
}
