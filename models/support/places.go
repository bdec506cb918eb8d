package support

import (
	"math"

	"postsale/sim/random"
)

// client is a customer as the desk knows it.
type client struct {
	origins [origins + 1]random.Entity // what its tickets are named by, those found too
	open    int32                      // its latest open ticket, or none
	class   uint8                      // premium or standard
}

// none is no ticket.
const none int32 = -1

type ticket struct {
	entity   random.Entity
	opened   float64
	clock    float64 // days counted against the resolution target until since
	since    float64
	missed   float64 // day of the first missed target; +Inf while there is none
	touch    float64 // at this visit's first station, working days
	lag      float64 // at engineering in this visit, days; below 0 when it does not go there
	customer int32
	subject  int32 // as facts call it
	older    int32 // open ticket of the same customer
	newer    int32
	visit    uint32
	segment  int16
	stage    Station // where it is in this visit
	issue    issue
	class    uint8
	running  bool // the clock
	escalate bool // at the end of this visit's first station
	reopen   bool // at the end of this visit
	answered bool
	judged   bool
}

// begin opens a ticket, whatever stood in its place before.
func (t *ticket) begin(now float64) {
	t.opened, t.since, t.clock, t.missed, t.visit = now, now, 0, math.Inf(1), 0
	t.running, t.answered, t.judged = true, false, false
}

// place returns where a new ticket goes.
func (d *Desk) place() (int32, *ticket) {
	last := len(d.vacant) - 1
	if last < 0 {
		d.tickets = append(d.tickets, ticket{})
		if d.minds {
			d.delays = append(d.delays, delay{})
		}
		d.OnCrowd(len(d.tickets) + d.Sessions.crowd())
		last = len(d.tickets) - 1
		return int32(last), &d.tickets[last]
	}
	i := d.vacant[last]
	d.vacant = d.vacant[:last]
	if d.minds {
		d.delays[i] = delay{}
	}
	return i, &d.tickets[i]
}

// client returns the desk's card of a customer, new or old.
func (d *Desk) client(customer int32, entity random.Entity, segment int) *client {
	const unknown = 255
	for int(customer) >= len(d.clients) {
		d.clients = append(d.clients, client{open: none, class: unknown})
	}
	c := &d.clients[customer]
	if c.class == unknown {
		for from := range c.origins {
			c.origins[from] = entity.Child(uint64(from))
		}
		c.class = standard
		if d.trial.premium.Uniform(entity, 0) < d.premium[segment] {
			c.class = premium
		}
	}
	return c
}

// draw draws how a visit goes at its first station.
func (d *Desk) draw(t *ticket, f fate) {
	handled := &d.handled[t.issue]
	t.touch = handled.touch.Quantile(f.touch)
	t.escalate = f.escalated < handled.escalated
	t.reopen = f.reopened < float64(d.params.Reopened)
}

// visit sends a ticket to its first station.
func (d *Desk) visit(i int32, t *ticket) {
	switch {
	case t.issue != misconfigured:
		d.arrive(Tier1, i, t)
	case d.owner == Elsewhere:
		d.waits(Elsewhere, i, t)
		t.stage = Elsewhere
		d.OnInterrupt(i)
	default:
		d.arrive(d.owner, i, t)
	}
}
