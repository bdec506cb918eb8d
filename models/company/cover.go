package company

import (
	"slices"

	"postsale/models/customers"
	"postsale/models/ledger"
	"postsale/models/success"
	"postsale/sim"
	"postsale/sim/random"
)

// cover are those who keep customers beside the product: sponsors there, and executives here. A company may have neither.
type cover struct {
	sponsors   *success.Sponsors
	executives *success.Executives
	holders    int // which of staff the executives are, or below 0
}

func (p *Params) newCover(s *sim.Simulator, l *ledger.Ledger, seed uint64) cover {
	c := cover{holders: -1}
	if p.Success.Sponsors != nil {
		c.sponsors = success.NewSponsors(s, sponsorChanged, l, seed, *p.Success.Sponsors)
	}
	if e := p.Success.Executives; e != nil {
		c.executives = success.NewExecutives(s, l, *e, p.Segments.Names())
		c.holders = slices.IndexFunc(p.staff(), func(t team) bool { return t.name == string(e.Team) && t.does != answering })
	}
	return c
}

// wireCover says who tells sponsors and executives, and whom they tell.
func (c *Company) wireCover() {
	if c.sponsors != nil {
		c.book.Sense(customers.SponsorLost, c.lost)
		c.book.SponsorsAway(c.params.Success.Sponsors.Away())
		if c.portfolio != nil {
			relieved := c.portfolio.OnRelieved
			c.portfolio.OnRelieved = func(customer int32, relief float64) {
				relieved(customer, relief)
				c.sponsors.Regain(customer)
			}
		}
	}
	if c.executives != nil {
		resized := c.book.OnResized
		c.book.OnResized = func(customer int32, arr float64) {
			resized(customer, arr)
			c.executives.Resize(customer, arr)
		}
	}
}

func (c *cover) begin(trial uint64) {
	if c.sponsors != nil {
		c.sponsors.Begin(trial)
	}
	if c.executives != nil {
		c.executives.Reset()
	}
}

// open says that the opening customers are there.
func (c *cover) open() {
	if c.executives != nil {
		c.executives.Begin()
	}
}

func (c *cover) goLive(customer int32, entity random.Entity, segment int, arr float64, already bool) {
	if c.sponsors != nil {
		c.sponsors.GoLive(customer, entity, segment, already)
	}
	if c.executives != nil {
		c.executives.GoLive(customer, segment, arr)
	}
}

func (c *cover) leave(customer int32) {
	if c.sponsors != nil {
		c.sponsors.Leave(customer)
	}
	if c.executives != nil {
		c.executives.Leave(customer)
	}
}

// lost is how much a customer feels that its sponsor is gone.
func (c *cover) lost(customer int32) float64 {
	lost := c.sponsors.Lost(customer)
	if c.executives != nil {
		lost *= c.executives.Cushion(customer)
	}
	return lost
}
