package sim_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/sim"
)

// ward returns servers that log who starts, in order.
func ward(classes, capacity int) (*sim.Servers, *[]int32) {
	started := new([]int32)
	v := sim.NewServers(classes, func(entity int32) { *started = append(*started, entity) })
	v.Reset(capacity)
	return v, started
}

func TestServersGoByClassThenArrival(t *testing.T) {
	v, started := ward(3, 1)
	v.Arrive(9, 2)
	for entity, class := range []int{2, 1, 0, 1, 0, 2} {
		v.Arrive(int32(entity), class)
	}
	assert.Equal(t, []int32{9}, *started)
	assert.Equal(t, 6, v.Waiting())
	for range 7 {
		assert.Equal(t, 1, v.Busy())
		v.Release()
	}
	assert.Equal(t, []int32{9, 2, 4, 1, 3, 0, 5}, *started)
	assert.Zero(t, v.Busy())
	assert.Zero(t, v.Waiting())
}

func TestMoreServersStartTheWaitingInOrder(t *testing.T) {
	v, started := ward(2, 0)
	v.Arrive(0, 1)
	v.Arrive(1, 0)
	v.Arrive(2, 1)
	assert.Empty(t, *started)
	v.SetCapacity(2)
	assert.Equal(t, []int32{1, 0}, *started)
	assert.Equal(t, 2, v.Capacity())
}

func TestFewerServersInterruptNobody(t *testing.T) {
	v, started := ward(1, 3)
	for entity := range int32(5) {
		v.Arrive(entity, 0)
	}
	v.SetCapacity(1)
	assert.Equal(t, 3, v.Busy())
	v.Release()
	v.Release()
	assert.Equal(t, []int32{0, 1, 2}, *started, "the places go with the work")
	v.Release()
	assert.Equal(t, []int32{0, 1, 2, 3}, *started)
}

func TestServersStayInOrderWhenTheHookActs(t *testing.T) {
	var v *sim.Servers
	var started []int32
	v = sim.NewServers(2, func(entity int32) {
		started = append(started, entity)
		switch entity {
		case 0:
			v.Arrive(10, 1) // a server is free, but others were first
			v.Arrive(11, 0)
			v.Release() // served in no time
		case 2:
			v.SetCapacity(0)
		}
	})
	v.Reset(0)
	for entity := range int32(4) {
		v.Arrive(entity, 1)
	}
	v.SetCapacity(3)
	assert.Equal(t, []int32{0, 11, 1, 2}, started)
	assert.Equal(t, 3, v.Busy())
	assert.Equal(t, 2, v.Waiting())
	v.SetCapacity(5)
	assert.Equal(t, []int32{0, 11, 1, 2, 3, 10}, started)
}

func TestResetServersForgetEveryone(t *testing.T) {
	v, started := ward(2, 1)
	for entity := range int32(20) {
		v.Arrive(entity, 1)
	}
	v.Reset(2)
	assert.Zero(t, v.Busy())
	assert.Zero(t, v.Waiting())
	v.Arrive(30, 1)
	v.Arrive(31, 1)
	v.Arrive(32, 1)
	v.Release()
	assert.Equal(t, []int32{0, 30, 31, 32}, *started)
}

func TestServersWhoseHookFailedAreAsNewAfterReset(t *testing.T) {
	fail := true
	v := sim.NewServers(1, func(int32) {
		if fail {
			panic("fault of the model")
		}
	})
	v.Reset(1)
	assert.Equal(t, "fault of the model", panicText(func() { v.Arrive(0, 0) }))
	fail = false
	v.Reset(1)
	v.Arrive(0, 0)
	assert.Equal(t, 1, v.Busy())
}

func TestWrongUseOfServersPanics(t *testing.T) {
	v, _ := ward(1, 1)
	assert.Equal(t, "servers: a released server must be busy, got all idle", panicText(v.Release))
	assert.Equal(t, "servers: capacity must be at least 0, got -1", panicText(func() { v.SetCapacity(-1) }))
}

func TestServersAgreeWithASortedList(t *testing.T) {
	type patient struct {
		entity int32
		class  int
	}
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.IntRange(0, 4).Draw(t, "capacity")
		v, got := ward(3, capacity)
		var want []int32
		var queue []patient
		busy, next := 0, int32(0)
		start := func() {
			for len(queue) > 0 && busy < capacity {
				busy++
				want = append(want, queue[0].entity)
				queue = queue[1:]
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"arrive": func(t *rapid.T) {
				class := rapid.IntRange(0, 2).Draw(t, "class")
				v.Arrive(next, class)
				queue = append(queue, patient{next, class})
				slices.SortStableFunc(queue, func(a, b patient) int { return a.class - b.class })
				next++
				start()
			},
			"release": func(t *rapid.T) {
				if busy == 0 {
					t.Skip()
				}
				v.Release()
				busy--
				start()
			},
			"capacity": func(t *rapid.T) {
				capacity = rapid.IntRange(0, 4).Draw(t, "capacity")
				v.SetCapacity(capacity)
				start()
			},
			"": func(t *rapid.T) {
				require.Equal(t, want, *got)
				require.Equal(t, busy, v.Busy())
				require.Equal(t, len(queue), v.Waiting())
			},
		})
	})
}
