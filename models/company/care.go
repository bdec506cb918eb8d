package company

import (
	"slices"

	"postsale/models/customers"
	"postsale/models/delivery"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/units"
	"postsale/sim/random"
)

// care returns who looks after the customers of each segment, nil where nobody does.
func (p *Params) care() []*success.Segment {
	var list []*success.Segment
	for _, e := range p.Segments {
		list = append(list, e.Value.Success)
	}
	return list
}

// works reports whether some segment's care has something.
func (p *Params) works(some func(s *success.Segment) bool) bool {
	return slices.ContainsFunc(p.care(), func(s *success.Segment) bool { return s != nil && some(s) })
}

// Cares reports whether anything moves by who looks after customers.
func (p *Params) Cares() bool { return success.Acts(p.care()) || p.Success.Health != nil }

// LooksAfter reports whether a team looks after customers, or owns their renewals or expansions.
func (p *Params) LooksAfter(team units.Name) bool {
	return p.Success.Renewals != nil && p.Success.Renewals.Owner == team || p.Success.Expansions != nil && p.Success.Expansions.Owner == team ||
		p.works(func(s *success.Segment) bool { return s.Team == team })
}

// caring returns the teams of the portfolio: those of success, and those of delivery that look after customers or own their
// renewals or expansions.
func (p *Params) caring() (members []success.Member) {
	for _, t := range p.staff() {
		if t.does == caring || t.does == delivering && p.LooksAfter(units.Name(t.name)) {
			members = append(members, success.Member{Name: units.Name(t.name), Scope: t.scope, Plan: t.plan, Delivers: t.does == delivering, Number: t.number})
		}
	}
	return members
}

// buildSuccess builds the portfolio, if anything moves by it.
func (c *Company) buildSuccess(seed uint64) {
	p := c.params
	if !p.Cares() {
		return
	}
	c.portfolio = success.New(c.sim, success.Kinds{JobDone: jobDone, PatienceEnded: patienceEnded, Reviewed: healthReviewed, RenewalNears: renewalNears},
		c.ledger, seed, p.Success, p.caring(), p.care(), p.Outcomes.Forgets)
}

// wireSuccess says who tells the portfolio, and whom it tells.
func (c *Company) wireSuccess() {
	f := c.portfolio
	if f == nil {
		return
	}
	for i, m := range c.params.caring() {
		if m.Delivers {
			c.watchSpare(m.Number, func(hours float64) { f.Spare(i, hours) })
		}
	}
	f.OnInterrupt = func(team int, job int32) { c.practice.Interrupt(team, delivery.Jobs, job, 0) }
	c.practice.OnInterrupted[delivery.Jobs] = f.Take
	c.practice.OnReturned[delivery.Jobs] = f.Done

	c.book.OnEntered = func(customer int32, entity random.Entity, segment int, signed float64) {
		f.Enter(customer, entity, segment, signed)
	}
	c.book.OnTerm = f.Term
	c.book.OnChance = f.Chance
	f.OnDecided = c.book.Decide
	f.OnLook = c.book.Risk
	f.OnRelieved = c.book.Relieve
	c.book.Sense(customers.Unattended, f.Unattended)
	c.book.Sense(customers.Unworked, f.Unworked)
	if c.params.Success.Sells() != 0 {
		c.book.Sense(customers.SoldBySuccess, f.Sold)
	}
}

// watchSpare makes the practice tell what a delivery team has left, in hours a day.
func (c *Company) watchSpare(team int, tell func(hours float64)) {
	for team >= len(c.spare) {
		c.spare = append(c.spare, nil)
	}
	c.spare[team] = append(c.spare[team], tell)
	c.practice.Watch(team)
	c.practice.OnSpare = func(team int, hours float64) {
		for _, tell := range c.spare[team] {
			tell(hours)
		}
	}
}

// staffCare tells the portfolio how a team of success is staffed.
func (c *Company) staffCare(name string, s people.Staffing) {
	if c.portfolio != nil {
		c.portfolio.Staff(c.portfolio.Find(units.Name(name)), s)
	}
}

// employCare tells the portfolio which hours a team has by a factor on those of the file, if the team looks after customers.
func (c *Company) employCare(name units.Name, factor float64) {
	if c.portfolio == nil {
		return
	}
	if team := c.portfolio.Find(name); team >= 0 {
		c.portfolio.Employ(team, factor)
	}
}
