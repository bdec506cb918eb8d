package customers

import (
	"postsale/models/fiscal"
	"postsale/models/ledger"
)

// Largest returns the customer of a segment, or below 0 of all, who has the most ARR that counts now, the first of equal ones;
// below 0 if nobody has any.
func (b *Book) Largest(segment int) int32 {
	largest, most := int32(-1), 0.0
	for i := range b.customers {
		c := &b.customers[i]
		if c.gone || segment >= 0 && int(c.segment) != segment {
			continue
		}
		if counted := b.counts(c, c.arr); counted > most {
			largest, most = int32(i), counted
		}
	}
	return largest
}

// IsThere reports whether a customer has not left.
func (b *Book) IsThere(customer int32) bool { return !b.customers[customer].gone }

// Contract returns of which segment a customer is, what it pays, in dollars a year, and its term in working days.
func (b *Book) Contract(customer int32) (segment int, arr, term float64) {
	c := &b.customers[customer]
	return int(c.segment), c.arr, c.term
}

// Lose makes a customer who is there leave now, whatever its luck.
func (b *Book) Lose(customer int32) {
	b.review(customer)
	b.sim.Cancel(b.kinds.Renews, customer)
	b.leave(customer, 1, ledger.ByEvent)
}

// Secure makes a customer's next renewal certain, with nothing given back.
func (b *Book) Secure(customer int32) { b.customers[customer].certain = true }

// Raise raises the prices of a segment by a share: those of who signs from now on, and of who is there from its next renewal on.
func (b *Book) Raise(segment int, by float64) {
	level := 1 + by
	if rises := b.raises[segment]; len(rises) > 0 {
		level *= rises[len(rises)-1]
	}
	b.raises[segment] = append(b.raises[segment], level)
}

// renewForCertain renews as it was known to happen. Nothing is left to luck, so that the controls stay as they are.
func (b *Book) renewForCertain(number int32) {
	c := &b.customers[number]
	c.certain = false
	c.survived++
	b.record(number, ledger.Renewed, b.counts(c, c.arr), 0, ledger.ByEvent)
	if fiscal.FullYears(c.term, c.survived) > fiscal.FullYears(c.term, c.survived-1) {
		b.uplift(number)
	}
	b.raise(number)
	b.renewAt(number, b.due(number, c.survived+1))
}

// raise makes a customer who renews pay the prices of the day.
func (b *Book) raise(number int32) {
	c := &b.customers[number]
	rises := b.raises[c.segment]
	if int(c.raised) == len(rises) {
		return
	}
	pays := 1.0
	if c.raised > 0 {
		pays = rises[c.raised-1]
	}
	c.raised = int16(len(rises))
	b.resize(number, ledger.Uplifted, c.arr*(rises[len(rises)-1]/pays-1), ledger.ByEvent)
}
