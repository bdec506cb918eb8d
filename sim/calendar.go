package sim

import (
	"math"
	"math/bits"
)

// A calendar holds events ordered by (time, kind, entity). Two events with an
// equal key are interchangeable, so it needs no sequence number.
//
// Movable events are deleted lazily: due says when the one event of an entity
// is to happen, and an entry of the heap that says otherwise is dead.
type calendar struct {
	heap   []event   // 4-ary: the children of i are 4i+1 to 4i+4
	vacant bool      // heap[0] was taken out and its place is not filled yet
	due    [][]stamp // by kind and entity, 0 when none is pending; nil for fixed kinds
	dead   int       // entries of the heap that were moved or cancelled
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

// before is 1 if e goes before f and 0 if not: the borrow of e - f.
func before(e, f event) int {
	_, borrow := bits.Sub64(e.id, f.id, 0)
	_, borrow = bits.Sub64(uint64(e.at), uint64(f.at), borrow)
	return int(borrow)
}

func (c *calendar) movable(k Kind) bool { return c.due[k] != nil }

// push adds an event. It goes into the place of the event taken last when that
// is still vacant: most events schedule their successor.
func (c *calendar) push(e event) {
	if c.vacant {
		c.vacant = false
		c.down(0, e)
		return
	}
	c.heap = append(c.heap, e)
	c.up(len(c.heap)-1, e)
}

// ready tells whether there is an entry not later than until.
func (c *calendar) ready(until stamp) bool {
	if c.vacant {
		c.fill()
	}
	return len(c.heap) > 0 && c.heap[0].at <= until
}

// take takes out the first entry and tells whether it is alive.
func (c *calendar) take() (e event, alive bool) {
	e = c.heap[0]
	c.vacant = true
	if due := c.due[e.kind()]; due != nil {
		if due[e.entity()] != e.at {
			c.dead--
			return e, false
		}
		due[e.entity()] = 0
	}
	return e, true
}

// first returns the time of the first event, or 0 when there is none.
func (c *calendar) first() stamp {
	for {
		if c.vacant {
			c.fill()
		}
		if len(c.heap) == 0 {
			return 0
		}
		e := c.heap[0]
		if due := c.due[e.kind()]; due == nil || due[e.entity()] == e.at {
			return e.at
		}
		c.dead--
		c.vacant = true
	}
}

// fill puts the last event into the place of the one taken out.
func (c *calendar) fill() {
	c.vacant = false
	n := len(c.heap) - 1
	last := c.heap[n]
	c.heap = c.heap[:n]
	if n > 0 {
		c.down(0, last)
	}
}

// move sets the time of the one event of a movable kind and entity.
func (c *calendar) move(k Kind, entity int32, at stamp) {
	due := c.due[k]
	if grow := int(entity) + 1 - len(due); grow > 0 {
		due = append(due, make([]stamp, grow)...)
		c.due[k] = due
	}
	if due[entity] == at {
		return
	}
	c.cancel(k, entity)
	due[entity] = at
	c.push(newEvent(k, entity, at))
}

// cancel deletes the event of a movable kind and entity, if one is pending.
func (c *calendar) cancel(k Kind, entity int32) {
	if c.pending(k, entity) == 0 {
		return
	}
	c.due[k][entity] = 0
	c.dead++
	if c.dead > 64 && c.dead > len(c.heap)/2 {
		c.compact()
	}
}

// pending returns the time of the event of a movable kind and entity, or 0.
func (c *calendar) pending(k Kind, entity int32) stamp {
	if due := c.due[k]; int(entity) < len(due) {
		return due[entity]
	}
	return 0
}

// compact throws out the dead. Of several entries that agree with due it keeps
// one: due is consumed at the first, and restored when all are sifted.
func (c *calendar) compact() {
	if c.vacant {
		c.fill()
	}
	live := c.heap[:0]
	for _, e := range c.heap {
		if due := c.due[e.kind()]; due != nil {
			if due[e.entity()] != e.at {
				continue
			}
			due[e.entity()] = 0
		}
		live = append(live, e)
	}
	c.heap, c.dead = live, 0
	for _, e := range live {
		if due := c.due[e.kind()]; due != nil {
			due[e.entity()] = e.at
		}
	}
	for i := len(live) / 4; i >= 0 && i < len(live); i-- {
		c.down(i, live[i])
	}
}

// clear forgets all events, in time proportional to their number.
func (c *calendar) clear() {
	for _, e := range c.heap {
		if due := c.due[e.kind()]; due != nil {
			due[e.entity()] = 0
		}
	}
	c.heap, c.dead, c.vacant = c.heap[:0], 0, false
}

// up puts e into place i or nearer to the root.
func (c *calendar) up(i int, e event) {
	h := c.heap
	for i > 0 {
		parent := (i - 1) / 4
		if before(e, h[parent]) == 0 {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = e
}

// down puts e into place i or farther from the root.
func (c *calendar) down(i int, e event) {
	h := c.heap
	for {
		child := 4*i + 1
		if child >= len(h) {
			break
		}
		least := child
		if child+4 <= len(h) {
			f := h[child : child+4 : child+4]
			l := before(f[1], f[0])
			r := 2 + before(f[3], f[2])
			l += (r - l) * before(f[r&3], f[l&3])
			least += l
		} else {
			for j := child + 1; j < len(h); j++ {
				least += (j - least) * before(h[j], h[least])
			}
		}
		if before(h[least], e) == 0 {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = e
}
