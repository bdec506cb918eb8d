package sim

import "math"

// A calendar holds events ordered by (time, kind, entity). Two events with an
// equal key are interchangeable, so it needs no sequence number.
//
// Movable events are deleted lazily: due says when the one event of an entity
// is to happen, and an entry of the heap that says otherwise is dead.
type calendar struct {
	heap   []event     // 4-ary: the children of i are 4i+1 to 4i+4
	vacant bool        // heap[0] was taken out and its place is not filled yet
	due    [][]float64 // by kind and entity, NaN when none is pending; nil for fixed kinds
	dead   int         // entries of the heap that were moved or cancelled
}

type event struct {
	time float64
	id   uint64 // kind<<32 | entity
}

func newEvent(k Kind, entity int32, time float64) event {
	return event{time, uint64(k)<<32 | uint64(uint32(entity))}
}

func (e event) kind() Kind    { return Kind(e.id >> 32) }
func (e event) entity() int32 { return int32(e.id) }

func (e event) before(f event) bool {
	return e.time < f.time || e.time == f.time && e.id < f.id
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

// next takes out the first event if it is not later than until.
func (c *calendar) next(until float64) (e event, ok bool) {
	e, ok = c.first()
	if !ok || e.time > until {
		return event{}, false
	}
	c.vacant = true
	if due := c.due[e.kind()]; due != nil {
		due[e.entity()] = math.NaN()
	}
	return e, true
}

// first returns the first event, having thrown out the dead before it.
func (c *calendar) first() (e event, ok bool) {
	for {
		c.fill()
		if len(c.heap) == 0 {
			return event{}, false
		}
		e = c.heap[0]
		due := c.due[e.kind()]
		if due == nil || due[e.entity()] == e.time {
			return e, true
		}
		c.dead--
		c.vacant = true
	}
}

// fill closes the place of the event taken last.
func (c *calendar) fill() {
	if !c.vacant {
		return
	}
	c.vacant = false
	n := len(c.heap) - 1
	last := c.heap[n]
	c.heap = c.heap[:n]
	if n > 0 {
		c.down(0, last)
	}
}

// move sets the time of the one event of a movable kind and entity.
func (c *calendar) move(k Kind, entity int32, at float64) {
	due := c.due[k]
	for int(entity) >= len(due) {
		due = append(due, math.NaN())
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
	if _, pending := c.pending(k, entity); !pending {
		return
	}
	c.due[k][entity] = math.NaN()
	c.dead++
	if c.dead > 64 && c.dead > len(c.heap)/2 {
		c.compact()
	}
}

// pending returns the time of the event of a movable kind and entity.
func (c *calendar) pending(k Kind, entity int32) (at float64, ok bool) {
	if due := c.due[k]; int(entity) < len(due) && due[entity] == due[entity] {
		return due[entity], true
	}
	return 0, false
}

// compact throws out the dead. Of several entries that agree with due it keeps
// one: due is consumed at the first, and restored when all are sifted.
func (c *calendar) compact() {
	c.fill()
	live := c.heap[:0]
	for _, e := range c.heap {
		if due := c.due[e.kind()]; due != nil {
			if due[e.entity()] != e.time {
				continue
			}
			due[e.entity()] = math.NaN()
		}
		live = append(live, e)
	}
	c.heap, c.dead = live, 0
	for _, e := range live {
		if due := c.due[e.kind()]; due != nil {
			due[e.entity()] = e.time
		}
	}
	for i := (len(live) - 2) / 4; i >= 0 && len(live) > 1; i-- {
		c.down(i, live[i])
	}
}

// clear forgets all events, in time proportional to their number.
func (c *calendar) clear() {
	for _, e := range c.heap {
		if due := c.due[e.kind()]; due != nil {
			due[e.entity()] = math.NaN()
		}
	}
	c.heap, c.dead, c.vacant = c.heap[:0], 0, false
}

// up puts e into place i or nearer to the root.
func (c *calendar) up(i int, e event) {
	h := c.heap
	for i > 0 {
		parent := (i - 1) / 4
		if !e.before(h[parent]) {
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
		least := 4*i + 1
		if least >= len(h) {
			break
		}
		for j, end := least+1, min(least+4, len(h)); j < end; j++ {
			if h[j].before(h[least]) {
				least = j
			}
		}
		if !h[least].before(e) {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = e
}
