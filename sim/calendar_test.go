package sim

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// plan is the calendar's reference: a list, searched whole.
type plan struct {
	fixed   []event
	movable map[uint64]stamp
}

func (p *plan) first() (e event, found bool) {
	all := slices.Clone(p.fixed)
	for id, at := range p.movable {
		all = append(all, event{at, id})
	}
	if len(all) == 0 {
		return event{}, false
	}
	return slices.MinFunc(all, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.at.time(), b.at.time()), cmp.Compare(a.kind(), b.kind()), cmp.Compare(a.entity(), b.entity()))
	}), true
}

func (p *plan) remove(e event) {
	if i := slices.Index(p.fixed, e); i >= 0 {
		p.fixed = slices.Delete(p.fixed, i, i+1)
		return
	}
	delete(p.movable, e.id)
}

// Kind 0 is fixed and kind 1 movable. Times are few, so that there are ties, and
// entities enough for the tree to grow.
func TestCalendarAgreesWithASearchedList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCalendar()
		p := plan{movable: map[uint64]stamp{}}
		move := func(entity int32, at stamp) {
			c.movable.move(1, entity, at)
			p.movable[newEvent(1, entity, at, 0).id] = at
		}
		entity := rapid.Int32Range(0, 9)
		time := rapid.Map(rapid.IntRange(-4, 4), func(i int) stamp { return stampOf(float64(i) / 2) })
		t.Repeat(map[string]func(*rapid.T){
			"push": func(t *rapid.T) {
				e := newEvent(0, entity.Draw(t, "entity"), time.Draw(t, "time"), 0)
				c.fixed.push(e.kind(), e.entity(), e.at)
				p.fixed = append(p.fixed, e)
			},
			"move": func(t *rapid.T) { move(entity.Draw(t, "entity"), time.Draw(t, "time")) },
			"cancel": func(t *rapid.T) {
				e := newEvent(1, entity.Draw(t, "entity"), 0, 0)
				c.movable.cancel(1, e.entity())
				delete(p.movable, e.id)
			},
			"take": func(t *rapid.T) {
				want, found := p.first()
				got, taken := c.next()
				require.Equal(t, found, taken)
				if found {
					require.Equal(t, want, nameless(got))
					p.remove(want)
				}
			},
			"clear": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "whether") == 0 {
					c.clear()
					p = plan{movable: map[uint64]stamp{}}
				}
			},
			"first": func(t *rapid.T) {
				if want, found := p.first(); found {
					got, _ := c.first()
					require.Equal(t, want, nameless(got))
				}
			},
			"": func(t *rapid.T) {
				for i := range int32(10) {
					e := newEvent(1, i, 0, 0)
					require.Equal(t, p.movable[e.id], c.movable.pending(1, i))
				}
				pending := int(c.fixed.used) - len(c.fixed.free)
				if c.fixed.vacant != 0 {
					pending--
				}
				require.Equal(t, len(p.fixed), pending)
			},
		})
	})
}

func TestStampsKeepTheOrderOfTimes(t *testing.T) {
	times := []float64{math.Inf(-1), -math.MaxFloat64, -2.5, -1, -math.SmallestNonzeroFloat64, 0, math.SmallestNonzeroFloat64, 1, 2.5, math.MaxFloat64, math.Inf(1)}
	for i, time := range times {
		assert.Equal(t, time, stampOf(time).time())
		assert.NotZero(t, stampOf(time))
		if i > 0 {
			assert.Greater(t, stampOf(time), stampOf(times[i-1]))
		}
	}
	assert.Equal(t, stampOf(0), stampOf(math.Copysign(0, -1)))
	assert.Equal(t, latest, stampOf(math.Inf(1)))
	assert.Greater(t, nothing(mostLeaves).at, latest)
}

func someCalendar() *calendar {
	return &calendar{fixed{tree: newTree()}, newMovable([][]int32{nil, {}})}
}

// next takes out the first event.
func (c *calendar) next() (e event, found bool) {
	e, of := c.first()
	if e.at <= latest {
		of.take(e)
	}
	return e, e.at <= latest
}

// nameless is an event without its leaf.
func nameless(e event) event { return newEvent(e.kind(), e.entity(), e.at, 0) }

func TestMovingForEverKeepsTheCalendarSmall(t *testing.T) {
	const entities = 100
	c := someCalendar()
	for i := range int32(100_000) {
		if i%3 == 2 {
			c.movable.cancel(1, (i*7)%entities)
		} else {
			c.movable.move(1, i%entities, stampOf(float64(i%2)))
		}
	}
	assert.Len(t, c.movable.nodes, 2*128, "the next power of two, and the nodes above")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		c.clear()
		for i := range int32(entities) {
			c.movable.move(1, i, stampOf(float64(i*7919%1000)))
		}
	}))
}

func TestEventsComeInOrderHoweverTheyWereMoved(t *testing.T) {
	c := someCalendar()
	const fixed, movable = 300, 400
	for i := range int32(fixed) {
		c.fixed.push(0, i, stampOf(float64(1+i*7919%1000)))
	}
	for i := range int32(movable) {
		c.movable.move(1, i, stampOf(float64(i*104729%1000)))
	}
	for i := range int32(movable) {
		c.movable.move(1, i, stampOf(float64(i*7907%1000)))
	}
	e, _ := c.next()
	require.Equal(t, newEvent(1, 0, stampOf(0), 0), nameless(e))
	for i := range int32(movable / 2) {
		c.movable.cancel(1, 2*i) // 0 is taken
	}
	var got []event
	for e, found := c.next(); found; e, found = c.next() {
		got = append(got, e)
	}
	assert.Len(t, got, fixed+movable/2)
	assert.True(t, slices.IsSortedFunc(got, func(a, b event) int { return before(b, a) - before(a, b) }))
}

// The event being handled has left its path as it was, and must not come back.
func TestClearForgetsWhatIsPendingAndWhatWasTaken(t *testing.T) {
	c := someCalendar()
	c.movable.move(1, 1_000_000, stampOf(3))
	c.movable.move(1, 5, stampOf(2))
	c.next()
	c.clear()
	assert.Zero(t, c.movable.pending(1, 1_000_000))
	assert.Zero(t, c.movable.pending(1, 5))
	_, found := c.next()
	assert.False(t, found)
	c.movable.move(1, 5, stampOf(1))
	e, _ := c.next()
	assert.Equal(t, stampOf(1), e.at)
}
