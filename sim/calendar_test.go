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

// Kind 0 is fixed and kind 1 movable. Times are few, so that there are ties,
// and the calendar starts full of the dead, so that it is compacted.
func TestCalendarAgreesWithASearchedList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := calendar{due: [][]stamp{nil, {}}}
		p := plan{movable: map[uint64]stamp{}}
		move := func(entity int32, at stamp) {
			c.move(1, entity, at)
			e := newEvent(1, entity, at)
			p.movable[e.id] = at
		}
		for i := range int32(rapid.SampledFrom([]int{0, 64, 300}).Draw(t, "dead")) {
			move(i%3, stampOf(float64(i)))
		}
		entity := rapid.Int32Range(0, 5)
		time := rapid.Map(rapid.IntRange(-4, 4), func(i int) stamp { return stampOf(float64(i) / 2) })
		t.Repeat(map[string]func(*rapid.T){
			"push": func(t *rapid.T) {
				e := newEvent(0, entity.Draw(t, "entity"), time.Draw(t, "time"))
				c.push(e)
				p.fixed = append(p.fixed, e)
			},
			"move": func(t *rapid.T) { move(entity.Draw(t, "entity"), time.Draw(t, "time")) },
			"cancel": func(t *rapid.T) {
				e := newEvent(1, entity.Draw(t, "entity"), 0)
				c.cancel(1, e.entity())
				delete(p.movable, e.id)
			},
			"take": func(t *rapid.T) {
				until := time.Draw(t, "until")
				for c.ready(until) {
					got, alive := c.take()
					if !alive {
						continue
					}
					want, found := p.first()
					require.True(t, found)
					require.Equal(t, want, got)
					p.remove(got)
					return
				}
				if want, found := p.first(); found {
					require.Greater(t, want.at, until)
				}
			},
			"clear": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "whether") == 0 {
					c.clear()
					p = plan{movable: map[uint64]stamp{}}
				}
			},
			"first": func(t *rapid.T) {
				want, _ := p.first()
				require.Equal(t, want.at, c.first())
			},
			"": func(t *rapid.T) {
				for i := range int32(6) {
					e := newEvent(1, i, 0)
					require.Equal(t, p.movable[e.id], c.pending(1, i))
				}
				taken := 0
				if c.vacant {
					taken = 1
				}
				require.Equal(t, len(p.fixed)+len(p.movable)+c.dead+taken, len(c.heap))
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
}

func TestMovingForEverKeepsTheCalendarSmall(t *testing.T) {
	const entities = 100
	c := calendar{due: [][]stamp{nil, {}}}
	for i := range int32(entities) {
		c.push(newEvent(0, i, stampOf(1)))
	}
	for i := range int32(100_000) {
		switch i % 3 {
		case 0, 1: // to and fro between two times, so that equal entries pile up
			c.move(1, i%entities, stampOf(float64(i%2)))
		case 2:
			c.cancel(1, (i*7)%entities)
		}
		require.LessOrEqual(t, c.dead, max(64, len(c.heap)/2))
		require.LessOrEqual(t, len(c.heap), 2*2*entities+65)
	}
}

func TestMovingToWhereItIsCostsNothing(t *testing.T) {
	c := calendar{due: [][]stamp{nil, {}}}
	for range 3 {
		c.move(1, 0, stampOf(1))
	}
	assert.Len(t, c.heap, 1)
}

// The event being handled has left its place vacant, and must not come back.
func TestCompactionKeepsTheOrderAndForgetsTheEventTaken(t *testing.T) {
	c := calendar{due: [][]stamp{nil, {}}}
	const fixed, movable = 300, 400
	for i := range int32(fixed) {
		c.push(newEvent(0, i, stampOf(float64(1+i*7919%1000))))
	}
	for i := range int32(movable) {
		c.move(1, i, stampOf(float64(i*104729%1000)))
	}
	for i := range int32(movable) {
		c.move(1, i, stampOf(float64(i*7907%1000)))
	}
	require.True(t, c.ready(stampOf(0)))
	e, _ := c.take()
	require.Equal(t, newEvent(1, 0, stampOf(0)), e)
	for i := range int32(movable / 2) {
		c.cancel(1, 2*i) // 0 is taken
	}
	require.Less(t, len(c.heap), fixed+movable)
	var got []event
	for c.ready(stampOf(1000)) {
		if e, alive := c.take(); alive {
			got = append(got, e)
		}
	}
	assert.Len(t, got, fixed+movable/2)
	assert.True(t, slices.IsSortedFunc(got, func(a, b event) int { return before(b, a) - before(a, b) }))
}

func TestClearForgetsOnlyWhatIsPending(t *testing.T) {
	c := calendar{due: [][]stamp{nil, {}}}
	c.move(1, 1_000_000, stampOf(3))
	c.move(1, 5, stampOf(2))
	require.True(t, c.ready(stampOf(2)))
	c.take() // leaves its place vacant
	c.clear()
	assert.Zero(t, c.pending(1, 1_000_000))
	assert.Zero(t, c.pending(1, 5))
	assert.Zero(t, c.first())
	c.move(1, 5, stampOf(1))
	assert.Equal(t, stampOf(1), c.first())
}
