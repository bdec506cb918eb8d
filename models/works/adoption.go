package works

import (
	"postsale/models/ledger"
	"postsale/sim"
	"postsale/sim/exponential"
)

// Users keep how much of the product live customers leave unused. Nil ones keep nothing.
type Users struct {
	sim    *sim.Simulator
	ledger *ledger.Ledger
	params Adoption
	gap    float64 // that everybody comes to now
	long   float64 // U: what those leave unused who have long been live, on the day of since
	since  float64
	list   []user
	tally  []tally // by segment
}

// user is a customer; one that is not live is not there.
type user struct {
	live    float64 // day of go-live
	more    float64 // that it left unused on that day than those who had long been live
	segment int16
	there   bool
}

// tally is how many customers are live, and what they leave unused in all.
type tally struct{ live, unused float64 }

// NewUsers returns the users of a scenario with so many segments. The parameters must be valid.
func NewUsers(s *sim.Simulator, l *ledger.Ledger, p Adoption, segments int) *Users {
	return &Users{sim: s, ledger: l, params: p, tally: make([]tally, segments)}
}

// Begin starts a trial without users.
func (u *Users) Begin() {
	if u == nil {
		return
	}
	u.gap = float64(u.params.Gap)
	u.long, u.since, u.list = u.gap, u.sim.Now(), u.list[:0]
}

// SetGap says what everybody comes to from now on.
func (u *Users) SetGap(gap float64) {
	u.long, u.since = u.unused(), u.sim.Now()
	u.gap = gap
}

// unused returns U now.
func (u *Users) unused() float64 { return u.gap + (u.long-u.gap)*u.fade(u.since) }

// fade returns what is left of a difference since a day.
func (u *Users) fade(since float64) float64 {
	return exponential.Of((since - u.sim.Now()) / float64(u.params.Time))
}

// GoLive says that a customer begins to use the product now, or has long been live already.
func (u *Users) GoLive(customer int32, segment int, already bool) {
	if u == nil {
		return
	}
	for int(customer) >= len(u.list) {
		u.list = append(u.list, user{})
	}
	c := &u.list[customer]
	*c = user{live: u.sim.Now(), segment: int16(segment), there: true}
	if !already && !u.params.Ideal {
		c.more = 1 - u.unused()
	}
}

// Leave says that a customer is gone.
func (u *Users) Leave(customer int32) {
	if u != nil && int(customer) < len(u.list) {
		u.list[customer].there = false
	}
}

// Unadopted returns how much more of the product a customer leaves unused now than in the company of today, as a share; 0
// before go-live.
func (u *Users) Unadopted(customer int32) float64 {
	if int(customer) >= len(u.list) || !u.list[customer].there {
		return 0
	}
	return u.of(&u.list[customer]) - float64(u.params.Gap)
}

func (u *Users) of(c *user) float64 { return u.unused() + c.more*u.fade(c.live) }

// Settle records what is unused as a quarter ends.
func (u *Users) Settle() {
	if u == nil {
		return
	}
	clear(u.tally)
	for i := range u.list {
		if c := &u.list[i]; c.there {
			t := &u.tally[c.segment]
			t.live++
			t.unused += u.of(c)
		}
	}
	for segment, t := range u.tally {
		u.ledger.Record(ledger.Fact{At: u.sim.Now(), Kind: ledger.Adopted, Scope: int16(segment), Customer: ledger.None, Amount: t.unused, Extra: t.live})
	}
}
