package company

import (
	"postsale/models/people"
	"postsale/models/units"
)

// What the tests hold or let a trial take.
const (
	CustomerBytes = customerBytes
	CaredBytes    = caredBytes
	TicketBytes   = ticketBytes
)

// Limit sets how many bytes trials may take from now on.
func (c *Company) Limit(bytes float64) { c.watch.most = bytes }

// Left returns how many tickets are expected to be open at the end, at the least.
func (p *Params) Left() float64 { return p.size().left }

// ExpectedFacts returns how many facts a trace is expected to have, rather too many.
func (p *Params) ExpectedFacts() float64 { return p.size().facts() }

// Events returns how many events the last trial executed.
func (c *Company) Events() uint64 { return c.sim.Events() }

// HireOn lets people that no plan knows join a team on a day of every trial from now on.
func (c *Company) HireOn(day float64, name string, n int) {
	const hired = eventKinds
	number := named(c.employed, units.Name(name))
	c.sim.Handle(hired, func(int32) { c.roster.Hire(number, n) })
	tell := c.roster.OnChange
	c.roster.OnChange = func(team int, s people.Staffing) {
		if team == 0 && c.sim.Events() == 0 {
			c.sim.Schedule(hired, 0, day)
		}
		tell(team, s)
	}
}
