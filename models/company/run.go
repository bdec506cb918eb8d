package company

import (
	"math"

	"postsale/models/accounts"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/support"
	"postsale/sim/random"
)

// tell records what happened to nobody in particular.
func (c *Company) tell(kind ledger.Kind, scope int, amount float64) {
	c.ledger.Record(ledger.Fact{At: c.sim.Now(), Kind: kind, Customer: ledger.None, Scope: int16(scope), Amount: amount})
}

// sign lets a customer in.
func (c *Company) sign(segment int, entity random.Entity) (customer int32) {
	c.watch.enter()
	c.pipeline.Enter()
	customer, arr := c.book.Sign(segment, entity)
	c.practice.Sign(customer, entity, segment, arr)
	return customer
}

// hold puts an opening customer where it stands: live, or in flight.
func (c *Company) hold(customer int32, a *accounts.Account) {
	c.watch.enter()
	c.pipeline.Enter()
	signed := c.sim.Now() + a.Signed
	if !a.Live {
		c.practice.Resume(customer, a.Entity, a.Segment, a.ARR, signed, a.Behind)
		return
	}
	s := &c.segments[a.Segment]
	s.live = append(s.live, customer)
	live := math.Min(c.sim.Now(), signed+s.promised)
	c.book.GoLive(customer, 0, 0)
	c.goLive(customer, live, 0, true)
}

// goLive lets a customer whom the book knows to be live use and be served: since a day, with a flaw of what a partner
// delivered, and already as the run begins or now.
func (c *Company) goLive(customer int32, since, flaw float64, already bool) {
	entity, segment, arr := c.book.Who(customer)
	c.demand.GoLive(customer, entity, segment, arr, since, flaw)
	c.orders.GoLive(customer, entity, segment, arr)
	c.portfolio.GoLive(customer, since)
	c.users.GoLive(customer, segment, already)
	c.sponsors.GoLive(customer, entity, segment, already)
	c.executives.GoLive(customer, segment, arr)
}

// Run lets a trial happen and returns its ledger, which the next Run empties.
// Trials are numbered from 1.
func (c *Company) Run(trial int) *ledger.Ledger {
	number := uint64(trial)
	first := -c.params.WarmUpQuarters()
	c.sim.Reset(fiscal.Quarter * float64(first))
	c.ledger.Reset()
	c.watch = watch{most: c.watch.most, each: c.watch.each}
	c.signed = c.signed[:0]
	c.practice.Begin(number)
	c.demand.Begin(number)
	c.desk.Begin(number)
	c.works.Begin()
	c.users.Begin()
	c.sponsors.Begin(number)
	c.executives.Begin()
	c.pipeline.Begin(number)
	c.cohorts.Begin(number)
	c.orders.Begin(number)
	c.engineers.Begin(number)
	c.debt.Begin()
	c.portfolio.Begin(number)
	for i := range c.segments {
		c.segments[i].live = c.segments[i].live[:0]
	}

	c.recruiter.Begin()
	c.cover.Begin()
	c.roster.Begin(number)
	c.cover.Open()
	c.practice.OpenQuarter(first, true)
	c.book.Begin(number)
	c.sellLater()
	c.diary.Begin()
	if c.params.Delivery.AwaitsARR() {
		c.practice.Earn(c.book.ARR())
	}
	c.executives.Open()
	c.findTickets(number)
	c.portfolio.Look()
	c.luck.Begin()
	if first == 0 {
		c.luck.End(c.book.Luck)
	}
	c.pipeline.Open(first)
	c.sim.Schedule(quarterEnded, 0, fiscal.Quarter*float64(first+1))
	c.beginMonths()
	c.sim.Run(fiscal.Quarter * float64(c.params.Quarters()))
	return c.ledger
}

// findTickets opens the tickets of the opening book, each of a live customer.
func (c *Company) findTickets(trial uint64) {
	luck := c.askers.Trial(trial)
	for i := range c.segments {
		s := &c.segments[i]
		for k := range s.found {
			customer := s.live[int(luck.Uniform(s.name, uint64(k))*float64(len(s.live)))]
			entity, segment, _ := c.book.Who(customer)
			c.desk.Open(customer, entity, segment, support.Opening{From: support.Found, Number: uint64(k)})
		}
	}
}

// endQuarter closes a quarter, counted from the beginning of the warm-up, and
// opens the next.
func (c *Company) endQuarter(quarter int32) {
	c.desk.Settle()
	c.practice.Settle()
	c.works.Settle()
	c.users.Settle()
	c.debt.Settle()
	c.tell(ledger.QuarterClosed, c.layout.Ledger.All(), 0)
	next := int(quarter) + 1 - c.params.WarmUpQuarters()
	if c.luck.Ends(next) {
		c.luck.End(c.book.Luck)
	}
	if next == c.params.Quarters() {
		c.sim.Stop()
		return
	}
	c.sim.Schedule(benchesOpened, quarter+1, c.sim.Now())
	c.pipeline.Open(next)
	c.sim.Schedule(quarterEnded, quarter+1, fiscal.Quarter*float64(next+1))
}

// Luck returns the controls of the last trial, as Layout.Controls lists them; the next Run overwrites them.
func (c *Company) Luck() []float64 { return c.luck.Row }
