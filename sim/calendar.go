package sim

import (
	"math"
	"math/bits"
)

// A calendar holds events ordered by (time, kind, entity): those that happen once they are scheduled in one tree, and
// those that may be moved in another.
type calendar struct {
	fixed   fixed
	movable movable
}

// first returns the first event, or one that is later than the latest, and the tree in which it is.
func (c *calendar) first() (e event, of *tree) {
	e, of = c.fixed.first(), &c.fixed.tree
	if m := c.movable.first(); m.at < e.at || m.at == e.at && m.id < e.id {
		e, of = m, &c.movable.tree
	}
	return e, of
}

// clear forgets all events.
func (c *calendar) clear() {
	c.fixed.clear()
	c.movable.clear()
}

// An event knows its leaf, which decides only between two of the same time, kind and entity: those are interchangeable.
type event struct {
	at stamp
	id uint64 // kind<<56 | entity<<25 | leaf
}

const (
	leafBits   = 25
	entityBits = 31
	mostLeaves = 1<<leafBits - 1
)

// A stamp is a time as an integer of the same order, so that two events are
// compared without a branch. No time has the stamp 0.
type stamp uint64

func stampOf(time float64) stamp {
	b := math.Float64bits(time)
	if b == 1<<63 { // -0 is the same time as 0
		b = 0
	}
	return stamp(b ^ (uint64(int64(b)>>63) | 1<<63))
}

func (s stamp) time() float64 {
	return math.Float64frombits(uint64(s) ^ (uint64(^int64(s)>>63) | 1<<63))
}

func newEvent(k Kind, entity int32, at stamp, leaf int32) event {
	return event{at, uint64(k)<<(entityBits+leafBits) | uint64(uint32(entity))<<leafBits | uint64(uint32(leaf))}
}

func (e event) kind() Kind    { return Kind(e.id >> (entityBits + leafBits)) }
func (e event) entity() int32 { return int32(e.id >> leafBits & (1<<entityBits - 1)) }
func (e event) leaf() int32   { return int32(e.id & mostLeaves) }

// latest is +Inf. What is no event is later. Where one was taken out or called off it is also its leaf's own, as a match of
// two at the same time takes longer; leaves that had none yet are alike.
const latest stamp = 0xFFF0 << 48

var never = event{math.MaxUint64, math.MaxUint64}

func nothing(leaf int32) event { return event{math.MaxUint64 - stamp(leaf), math.MaxUint64} }

// before is 1 if e goes before f and 0 if not: the borrow of e - f.
func before(e, f event) int {
	_, borrow := bits.Sub64(e.id, f.id, 0)
	_, borrow = bits.Sub64(uint64(e.at), uint64(f.at), borrow)
	return int(borrow)
}
