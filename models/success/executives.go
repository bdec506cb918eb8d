package success

import (
	"slices"

	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim"
)

// Executives are people who know the customers' own executives, so that losing a sponsor matters less there. They hold the
// largest live accounts of some segments:
//
//	places = ⌊fully productive people × accounts_per_person⌋.
//
// On the first day, and whenever a place is free, the largest that is not held is taken, one that goes live while a place is
// free at once; nobody gives up an account for a larger one. When places shrink the smallest go first. Of two of the same ARR
// the one that came first counts as the larger.
//
// Who is held and who is not stand in two heaps, so that a change takes the logarithm of their number; in steady state
// nothing is allocated. Nil ones hold no account.
type Executives struct {
	sim     *sim.Simulator
	ledger  *ledger.Ledger
	cover   ExecutiveCover
	named   []bool  // by segment
	segment []int16 // by customer
	waiting ranking
	held    ranking
	places  int
	begun   bool // the opening customers are all there
}

// NewExecutives returns the executives of a scenario with those segments. The parameters must be valid.
func NewExecutives(s *sim.Simulator, l *ledger.Ledger, cover ExecutiveCover, segments []string) *Executives {
	e := &Executives{sim: s, ledger: l, cover: cover, held: ranking{smallest: true}}
	for _, name := range segments {
		e.named = append(e.named, slices.Contains(cover.Segments, units.Name(name)))
	}
	return e
}

// Begin starts a trial without customers and people.
func (e *Executives) Begin() {
	if e == nil {
		return
	}
	e.segment, e.places, e.begun = e.segment[:0], 0, false
	e.waiting.reset()
	e.held.reset()
}

// Open says that the opening customers are there: the largest are taken.
func (e *Executives) Open() {
	if e == nil {
		return
	}
	e.begun = true
	e.fill()
}

// Staff says how many fully productive people there are.
func (e *Executives) Staff(people int) {
	e.places = e.cover.Places(people)
	for len(e.held.list) > e.places {
		smallest := e.held.list[0]
		e.held.take(smallest.customer)
		e.waiting.put(smallest.customer, smallest.arr)
		e.record(smallest.customer, ledger.Released)
	}
	e.fill()
}

// GoLive says that a customer is live, with so much ARR.
func (e *Executives) GoLive(customer int32, segment int, arr float64) {
	if e == nil || !e.named[segment] {
		return
	}
	for int(customer) >= len(e.segment) {
		e.segment = append(e.segment, 0)
	}
	e.segment[customer] = int16(segment)
	e.waiting.put(customer, arr)
	e.fill()
}

// Resize says that a customer's contract is worth that much now.
func (e *Executives) Resize(customer int32, arr float64) {
	if e == nil {
		return
	}
	switch {
	case e.held.has(customer):
		e.held.put(customer, arr)
	case e.waiting.has(customer):
		e.waiting.put(customer, arr)
	}
}

// Leave says that a customer is gone.
func (e *Executives) Leave(customer int32) {
	if e == nil {
		return
	}
	switch {
	case e.held.has(customer):
		e.held.take(customer)
		e.record(customer, ledger.Released)
		e.fill()
	case e.waiting.has(customer):
		e.waiting.take(customer)
	}
}

// Cushion returns what is left of the loss of a customer's sponsor.
func (e *Executives) Cushion(customer int32) float64 {
	if e != nil && e.held.has(customer) {
		return 1 - float64(e.cover.Cushions)
	}
	return 1
}

// fill takes the largest accounts as long as places are free.
func (e *Executives) fill() {
	for e.begun && len(e.held.list) < e.places && len(e.waiting.list) > 0 {
		largest := e.waiting.list[0]
		e.waiting.take(largest.customer)
		e.held.put(largest.customer, largest.arr)
		e.record(largest.customer, ledger.Covered)
	}
}

func (e *Executives) record(customer int32, kind ledger.Kind) {
	e.ledger.Record(ledger.Fact{At: e.sim.Now(), Kind: kind, Customer: customer, Scope: e.segment[customer]})
}

// ranking is a heap of accounts (Williams 1964), the largest first, or the smallest.
type ranking struct {
	smallest bool
	list     []ranked
	at       []int32 // by customer: its place in the list, from 1 on; 0 where it is not there
}

type ranked struct {
	arr      float64
	customer int32
}

func (r *ranking) reset() { r.list, r.at = r.list[:0], r.at[:0] }

func (r *ranking) has(customer int32) bool { return int(customer) < len(r.at) && r.at[customer] > 0 }

// put lets an account in, or changes what it is worth.
func (r *ranking) put(customer int32, arr float64) {
	for int(customer) >= len(r.at) {
		r.at = append(r.at, 0)
	}
	if r.at[customer] == 0 {
		r.list = append(r.list, ranked{})
		r.at[customer] = int32(len(r.list))
	}
	r.settle(int(r.at[customer])-1, ranked{arr, customer})
}

// take takes an account out.
func (r *ranking) take(customer int32) {
	i, last := int(r.at[customer])-1, len(r.list)-1
	moved := r.list[last]
	r.list = r.list[:last]
	r.at[customer] = 0
	if i < last {
		r.settle(i, moved)
	}
}

// settle puts an account at a place that is its to give away, and moves it up or down from there.
func (r *ranking) settle(i int, a ranked) {
	for ; i > 0 && r.before(a, r.list[(i-1)/2]); i = (i - 1) / 2 {
		r.seat(i, r.list[(i-1)/2])
	}
	for {
		below := 2*i + 1
		if below+1 < len(r.list) && r.before(r.list[below+1], r.list[below]) {
			below++
		}
		if below >= len(r.list) || !r.before(r.list[below], a) {
			break
		}
		r.seat(i, r.list[below])
		i = below
	}
	r.seat(i, a)
}

func (r *ranking) seat(i int, a ranked) {
	r.list[i] = a
	r.at[a.customer] = int32(i + 1)
}

// before reports whether one account comes before another.
func (r *ranking) before(a, b ranked) bool {
	larger := a.arr > b.arr || a.arr == b.arr && a.customer < b.customer
	return larger != r.smallest
}
