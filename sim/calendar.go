package sim

import (
	"math"
	"math/bits"
)

// A calendar holds events ordered by (time, kind, entity): those that happen once they are scheduled in a heap, and
// those that may be moved in a tree in which each has its leaf.
type calendar struct {
	fixed   heap
	movable tree
}

// first returns the first event, or never.
func (c *calendar) first() event {
	e := c.fixed.first()
	if m := c.movable.first(); before(m, e) == 1 {
		return m
	}
	return e
}

// take takes out what first returned.
func (c *calendar) take(e event) {
	if c.movable.knows(e.kind()) {
		c.movable.take(e)
		return
	}
	c.fixed.vacant = true
}

// clear forgets all events.
func (c *calendar) clear() {
	c.fixed.events, c.fixed.vacant = c.fixed.events[:0], false
	c.movable.clear()
}

type event struct {
	at stamp
	id uint64 // kind<<32 | entity
}

// A stamp is a time as an integer of the same order, so that two events are
// compared without a branch. No time has the stamp 0.
type stamp uint64

func stampOf(time float64) stamp {
	b := math.Float64bits(time + 0) // which makes -0 the same time as 0
	return stamp(b ^ (uint64(int64(b)>>63) | 1<<63))
}

func (s stamp) time() float64 {
	return math.Float64frombits(uint64(s) ^ (uint64(^int64(s)>>63) | 1<<63))
}

func newEvent(k Kind, entity int32, at stamp) event {
	return event{at, uint64(k)<<32 | uint64(uint32(entity))}
}

func (e event) kind() Kind    { return Kind(e.id >> 32) }
func (e event) entity() int32 { return int32(e.id) }

// never is later than every event.
var never = event{math.MaxUint64, math.MaxUint64}

// before is 1 if e goes before f and 0 if not: the borrow of e - f.
func before(e, f event) int {
	_, borrow := bits.Sub64(e.id, f.id, 0)
	_, borrow = bits.Sub64(uint64(e.at), uint64(f.at), borrow)
	return int(borrow)
}
