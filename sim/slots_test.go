package sim_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/sim"
)

// beds returns slots that log who starts, in order.
func beds(capacity float64) (*sim.Slots, *[]int32) {
	started := new([]int32)
	p := sim.NewSlots(func(entity int32) { *started = append(*started, entity) })
	p.Reset(capacity)
	return p, started
}

func TestTheHeadOfTheQueueHoldsUpThoseBehindIt(t *testing.T) {
	p, started := beds(3)
	p.Arrive(0, 2, 0)
	p.Arrive(1, 2, 0)
	p.Arrive(2, 1, 0) // would fit
	assert.Equal(t, []int32{0}, *started)
	assert.Equal(t, 2, p.Waiting())
	p.Free(2)
	assert.Equal(t, []int32{0, 1, 2}, *started)
	assert.Equal(t, 3.0, p.Busy())
}

func TestSlotsGoByRankThenArrival(t *testing.T) {
	cases := []struct {
		name  string
		ranks []float64
		want  []int32
	}{
		{"first come first served", []float64{0, 0, 0, 0}, []int32{0, 1, 2, 3}},
		{"smallest first", []float64{3, 1, 2, 1}, []int32{1, 3, 2, 0}},
		{"weightiest first", []float64{-3, -1, -7, -3}, []int32{2, 0, 3, 1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, started := beds(0)
			for entity, rank := range c.ranks {
				p.Arrive(int32(entity), 1, rank)
			}
			for n := range c.want {
				p.SetCapacity(float64(n + 1))
			}
			assert.Equal(t, c.want, *started)
		})
	}
}

func TestAnArrivalOfBetterRankPassesAHeadThatDoesNotFit(t *testing.T) {
	p, started := beds(2)
	p.Arrive(0, 1, 1)
	p.Arrive(1, 2, 2)
	p.Arrive(2, 1, 1)
	assert.Equal(t, []int32{0, 2}, *started)
}

func TestTenTenthsFitIntoOne(t *testing.T) {
	for _, n := range []int{3, 7, 10, 49, 1000} {
		p, started := beds(1)
		for entity := range n + 1 {
			p.Arrive(int32(entity), 1/float64(n), 0)
		}
		assert.Len(t, *started, n)
		assert.Equal(t, 1, p.Waiting())
		p.Withdraw(int32(n))
		for range n {
			p.Free(1 / float64(n))
		}
		assert.Equal(t, 0.0, p.Busy(), "%d of 1/%d", n, n)
	}
}

func TestWithdrawLetsThoseBehindStart(t *testing.T) {
	p, started := beds(3)
	p.Take(1)
	for entity, size := range []float64{3, 3, 1, 1, 1} {
		p.Arrive(int32(entity), size, 0)
	}
	assert.True(t, p.Withdraw(1))
	assert.False(t, p.Withdraw(1))
	assert.Empty(t, *started)
	assert.True(t, p.Withdraw(0))
	assert.Equal(t, []int32{2, 3}, *started)
	assert.False(t, p.Withdraw(2), "who has started does not wait")
	assert.Equal(t, 1, p.Waiting())
}

func TestTakenPlacesMayExceedTheCapacity(t *testing.T) {
	p, started := beds(2)
	p.Take(3)
	p.Arrive(0, 1, 0)
	p.Free(1)
	assert.Empty(t, *started)
	p.Free(1)
	assert.Equal(t, []int32{0}, *started)
	assert.Equal(t, 2.0, p.Busy())
}

func TestFewerPlacesInterruptNobody(t *testing.T) {
	p, started := beds(4)
	p.Arrive(0, 4, 0)
	p.SetCapacity(2)
	p.Arrive(1, 1, 0)
	assert.Equal(t, 4.0, p.Busy())
	p.Free(2)
	assert.Len(t, *started, 1)
	p.Free(1)
	assert.Len(t, *started, 2)
}

func TestUnlimitedPlacesNeverMakeWait(t *testing.T) {
	p, started := beds(math.Inf(1))
	for entity := range int32(1000) {
		p.Arrive(entity, 1e6, 0)
	}
	assert.Len(t, *started, 1000)
	assert.Zero(t, p.Waiting())
}

func TestSlotsStayInOrderWhenTheHookActs(t *testing.T) {
	var p *sim.Slots
	var started []int32
	p = sim.NewSlots(func(entity int32) {
		started = append(started, entity)
		switch entity {
		case 0:
			p.Arrive(10, 1, 0) // behind 1 to 4
			p.Withdraw(1)
			p.Free(1) // served in no time
		case 3:
			p.SetCapacity(0)
		}
	})
	p.Reset(0)
	for entity := range int32(5) {
		p.Arrive(entity, 1, 0)
	}
	p.SetCapacity(2)
	assert.Equal(t, []int32{0, 2, 3}, started)
	p.SetCapacity(100)
	assert.Equal(t, []int32{0, 2, 3, 4, 10}, started)
	assert.Equal(t, 4.0, p.Busy())
}

func TestResetSlotsForgetEveryone(t *testing.T) {
	p, started := beds(1)
	p.Arrive(0, 1, 0)
	p.Arrive(1, 1, 0)
	p.Reset(1)
	assert.Zero(t, p.Busy())
	assert.False(t, p.Withdraw(1))
	p.Arrive(2, 1, 0)
	assert.Equal(t, []int32{0, 2}, *started)
}

func TestSlotsWhoseHookFailedAreAsNewAfterReset(t *testing.T) {
	fail := true
	p := sim.NewSlots(func(int32) {
		if fail {
			panic("fault of the model")
		}
	})
	p.Reset(1)
	assert.Equal(t, "fault of the model", panicText(func() { p.Arrive(0, 1, 0) }))
	fail = false
	p.Reset(1)
	p.Arrive(0, 1, 0)
	assert.Equal(t, 1.0, p.Busy())
}

func TestWrongUseOfSlotsPanics(t *testing.T) {
	p, _ := beds(2)
	p.Take(1)
	assert.Equal(t, "slots: freed must be at most 1 (taken), got 1.5", panicText(func() { p.Free(1.5) }))
	assert.Equal(t, "slots: size must be at least 0 and finite, got NaN", panicText(func() { p.Free(math.NaN()) }))
	assert.Equal(t, "slots: size must be at least 0 and finite, got -1", panicText(func() { p.Arrive(0, -1, 0) }))
	assert.Equal(t, "slots: size must be at least 0 and finite, got +Inf", panicText(func() { p.Take(math.Inf(1)) }))
	assert.Equal(t, "slots: rank must be a number, got NaN", panicText(func() { p.Arrive(0, 1, math.NaN()) }))
	assert.Equal(t, "slots: capacity must be at least 0, got NaN", panicText(func() { p.SetCapacity(math.NaN()) }))
}

// Sizes are tenths, so that a model in whole tenths is exact.
func TestSlotsAgreeWithASortedListOfTenths(t *testing.T) {
	type claim struct {
		entity int32
		tenths int
		rank   int
	}
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.IntRange(0, 30).Draw(t, "capacity")
		p, got := beds(float64(capacity) / 10)
		var want []int32
		var queue, held []claim
		busy, next := 0, int32(0)
		start := func() {
			for len(queue) > 0 && busy+queue[0].tenths <= capacity {
				busy += queue[0].tenths
				want = append(want, queue[0].entity)
				held = append(held, queue[0])
				queue = queue[1:]
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"arrive": func(t *rapid.T) {
				c := claim{next, rapid.IntRange(0, 12).Draw(t, "tenths"), rapid.IntRange(0, 3).Draw(t, "rank")}
				p.Arrive(c.entity, float64(c.tenths)/10, float64(c.rank))
				queue = append(queue, c)
				slices.SortStableFunc(queue, func(a, b claim) int { return a.rank - b.rank })
				next++
				start()
			},
			"free": func(t *rapid.T) {
				if len(held) == 0 {
					t.Skip()
				}
				i := rapid.IntRange(0, len(held)-1).Draw(t, "which")
				busy -= held[i].tenths
				tenths := held[i].tenths
				held = slices.Delete(held, i, i+1)
				p.Free(float64(tenths) / 10)
				start()
			},
			"take": func(t *rapid.T) {
				c := claim{-1, rapid.IntRange(0, 12).Draw(t, "tenths"), 0}
				p.Take(float64(c.tenths) / 10)
				busy += c.tenths
				held = append(held, c)
			},
			"withdraw": func(t *rapid.T) {
				entity := rapid.Int32Range(0, next).Draw(t, "entity")
				i := slices.IndexFunc(queue, func(c claim) bool { return c.entity == entity })
				if i >= 0 {
					queue = slices.Delete(queue, i, i+1)
				}
				require.Equal(t, i >= 0, p.Withdraw(entity))
				start()
			},
			"capacity": func(t *rapid.T) {
				capacity = rapid.IntRange(0, 30).Draw(t, "capacity")
				p.SetCapacity(float64(capacity) / 10)
				start()
			},
			"": func(t *rapid.T) {
				require.Equal(t, want, *got)
				require.InDelta(t, float64(busy)/10, p.Busy(), 1e-12)
				require.Equal(t, len(queue), p.Waiting())
				if busy == 0 {
					require.Zero(t, p.Busy())
				}
			},
		})
	})
}
