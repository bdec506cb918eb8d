package sim_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/sim"
)

// happening is one executed event.
type happening struct {
	at     float64
	kind   sim.Kind
	entity int32
}

// recorder returns a simulator with a log of what happens: kinds 0 to 4 are
// fixed, kinds 5 to 9 movable.
func recorder() (*sim.Simulator, *[]happening) {
	s, log := sim.New(), new([]happening)
	for k := sim.Kind(0); k < 10; k++ {
		note := func(entity int32) { *log = append(*log, happening{s.Now(), k, entity}) }
		if k < 5 {
			s.Handle(k, note)
		} else {
			s.HandleMovable(k, note)
		}
	}
	return s, log
}

func TestTiesGoByKindThenEntityWhateverTheOrderOfInsertion(t *testing.T) {
	var want []happening
	for _, at := range []float64{-3, 0, 2.5} {
		for k := sim.Kind(0); k < 10; k++ {
			for entity := range int32(4) {
				if k < 5 || at == 0 {
					want = append(want, happening{at, k, entity})
				}
			}
		}
	}
	s, log := recorder()
	for seed := range uint64(50) {
		s.Reset(-5)
		*log = nil
		for _, i := range rand.New(rand.NewPCG(seed, 0)).Perm(len(want)) {
			s.Schedule(want[i].kind, want[i].entity, want[i].at)
		}
		s.Run(10)
		require.Equal(t, want, *log, "seed %d", seed)
		require.Equal(t, uint64(len(want)), s.Events())
	}
}

func TestEventsOfNowScheduledByAnEventKeepTheOrder(t *testing.T) {
	s := sim.New()
	var order []sim.Kind
	s.Handle(3, func(int32) { order = append(order, 3) })
	s.Handle(1, func(int32) {
		order = append(order, 1)
		s.Schedule(3, 0, s.Now())
		s.Schedule(0, 0, s.Now()) // late, but before the others of now
	})
	s.Handle(0, func(int32) { order = append(order, 0) })
	s.Handle(2, func(int32) { order = append(order, 2) })
	s.Schedule(2, 0, 1)
	s.Schedule(1, 0, 1)
	s.Run(1)
	assert.Equal(t, []sim.Kind{1, 0, 2, 3}, order)
}

func TestFixedEventsMayBePendingSeveralTimes(t *testing.T) {
	s, log := recorder()
	s.Schedule(0, 7, 1)
	s.Schedule(0, 7, 1)
	s.Schedule(0, 7, 2)
	s.Run(3)
	assert.Equal(t, []happening{{1, 0, 7}, {1, 0, 7}, {2, 0, 7}}, *log)
}

func TestMovableEvents(t *testing.T) {
	const k = sim.Kind(5)
	cases := []struct {
		name string
		do   func(s *sim.Simulator)
		want []float64 // times at which entity 1 happens until 10
	}{
		{"moved later", func(s *sim.Simulator) { s.Schedule(k, 1, 2); s.Schedule(k, 1, 4) }, []float64{4}},
		{"moved earlier", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Schedule(k, 1, 2) }, []float64{2}},
		{"moved to where it is", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Schedule(k, 1, 4) }, []float64{4}},
		{"moved away and back", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Schedule(k, 1, 2); s.Schedule(k, 1, 4) }, []float64{4}},
		{"cancelled", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Cancel(k, 1) }, nil},
		{"cancelled twice", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Cancel(k, 1); s.Cancel(k, 1) }, nil},
		{"cancelled with nothing pending", func(s *sim.Simulator) { s.Cancel(k, 1) }, nil},
		{"cancelled and scheduled at the same time", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Cancel(k, 1); s.Schedule(k, 1, 4) }, []float64{4}},
		{"scheduled at never", func(s *sim.Simulator) { s.Schedule(k, 1, math.Inf(1)) }, nil},
		{"moved to never", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Schedule(k, 1, math.Inf(1)) }, nil},
		{"another entity cancelled", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Cancel(k, 2) }, []float64{4}},
		{"another kind cancelled", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Cancel(k+1, 1) }, []float64{4}},
		{"happened and scheduled again", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Run(4); s.Schedule(k, 1, 4) }, []float64{4, 4}},
		{"moved away and back, happened, scheduled again", func(s *sim.Simulator) {
			s.Schedule(k, 1, 4)
			s.Schedule(k, 1, 5)
			s.Schedule(k, 1, 4)
			s.Run(4)
			s.Schedule(k, 1, 4)
		}, []float64{4, 4}},
		{"reset while pending", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Reset(0); s.Schedule(k, 2, 4); s.Cancel(k, 2) }, nil},
		{"reset, then scheduled at the same time", func(s *sim.Simulator) { s.Schedule(k, 1, 4); s.Reset(0); s.Schedule(k, 1, 4) }, []float64{4}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, log := recorder()
			c.do(s)
			s.Run(10)
			var got []float64
			for _, h := range *log {
				assert.Equal(t, int32(1), h.entity)
				got = append(got, h.at)
			}
			assert.Equal(t, c.want, got)
			_, pending := s.Due(k, 1)
			assert.False(t, pending)
		})
	}
}

func TestAnEventMayMoveItselfAndCancelOthersOfNow(t *testing.T) {
	s := sim.New()
	var order []int32
	s.HandleMovable(0, func(entity int32) {
		order = append(order, entity)
		if entity == 0 && len(order) < 3 {
			s.Schedule(0, 0, s.Now()) // at once again
		}
		s.Cancel(0, 2)
	})
	for entity := range int32(4) {
		s.Schedule(0, entity, 1)
	}
	s.Run(5)
	assert.Equal(t, []int32{0, 0, 0, 1, 3}, order)
}

func TestDueTellsTheTimeOfThePendingEvent(t *testing.T) {
	s, _ := recorder()
	_, pending := s.Due(5, 1000)
	assert.False(t, pending)
	s.Reset(-10)
	s.Schedule(5, 1000, -2.5)
	at, pending := s.Due(5, 1000)
	assert.True(t, pending)
	assert.Equal(t, -2.5, at)
	_, pending = s.Due(5, 999)
	assert.False(t, pending)
	s.Reset(0)
	_, pending = s.Due(5, 1000)
	assert.False(t, pending)
}

func TestRunTakesTheClockToItsEnd(t *testing.T) {
	s, log := recorder()
	s.Reset(-1)
	s.Schedule(0, 0, 2)
	s.Schedule(0, 1, 2.5)
	s.Schedule(0, 2, math.Inf(1))
	s.Run(2)
	assert.Equal(t, 2.0, s.Now())
	assert.Len(t, *log, 1, "the event at the end belongs to the run")
	s.Run(2.25)
	assert.Equal(t, 2.25, s.Now())
	s.Run(math.Inf(1))
	assert.Equal(t, 2.5, s.Now(), "without an end the clock stays at the last event")
	assert.Len(t, *log, 2, "an event at +Inf never happens")
}

func TestNegativeZeroIsTheSameTimeAsZero(t *testing.T) {
	s, log := recorder()
	s.Reset(-1)
	s.Schedule(1, 0, math.Copysign(0, -1))
	s.Schedule(0, 0, 0)
	s.Run(1)
	assert.Equal(t, []happening{{0, 0, 0}, {0, 1, 0}}, *log)
}

func TestStopMakesTheEventTheLast(t *testing.T) {
	s := sim.New()
	n := 0
	s.Handle(0, func(entity int32) {
		if n++; entity == 1 {
			s.Stop()
		}
	})
	for entity := range int32(3) {
		s.Schedule(0, entity, float64(entity))
	}
	s.Run(10)
	assert.Equal(t, 2, n)
	assert.Equal(t, 1.0, s.Now())
	s.Run(10)
	assert.Equal(t, 3, n, "the next run goes on")
	assert.Equal(t, 10.0, s.Now())
}

func TestAPanicSaysWhereItWas(t *testing.T) {
	cause := errors.New("negative delay")
	s := sim.New()
	s.Handle(3, func(int32) { panic(cause) })
	s.Schedule(3, 7, 12.5)
	fault := faultOf(t, func() { s.Run(20) })
	assert.Equal(t, "at time 12.5, event kind 3, entity 7: negative delay", fault.Error())
	assert.ErrorIs(t, fault, cause)
	assert.Contains(t, string(fault.Stack), "TestAPanicSaysWhereItWas")

	s.Reset(0)
	s.Run(20)
	assert.Equal(t, 20.0, s.Now(), "after Reset the simulator is as new")
}

func faultOf(t *testing.T, do func()) (fault sim.Fault) {
	t.Helper()
	defer func() {
		var ok bool
		fault, ok = recover().(sim.Fault)
		require.True(t, ok)
	}()
	do()
	return
}

func TestWrongUsePanics(t *testing.T) {
	nop := func(int32) {}
	cases := []struct {
		name string
		want string
		do   func(s *sim.Simulator)
	}{
		{"past", "schedule: time must be at least 5 (now), got 4", func(s *sim.Simulator) { s.Schedule(0, 0, 4) }},
		{"not a number", "schedule: time must be at least 5 (now), got NaN", func(s *sim.Simulator) { s.Schedule(0, 0, math.NaN()) }},
		{"movable, not a number", "schedule: time must be at least 5 (now), got NaN", func(s *sim.Simulator) { s.Schedule(5, 0, math.NaN()) }},
		{"no handler", "schedule: kind must have a handler, got 10", func(s *sim.Simulator) { s.Schedule(10, 0, 6) }},
		{"negative entity", "schedule: entity must be at least 0, got -1", func(s *sim.Simulator) { s.Schedule(0, -1, 6) }},
		{"cancel a fixed event", "cancel: kind must be movable, got 0", func(s *sim.Simulator) { s.Cancel(0, 0) }},
		{"due of a fixed event", "due: kind must be movable, got 0", func(s *sim.Simulator) { s.Due(0, 0) }},
		{"two handlers", "handle: kind 0 must be given one handler, once", func(s *sim.Simulator) { s.HandleMovable(0, nop) }},
		{"nil handler", "handle: kind 20 must be given one handler, once", func(s *sim.Simulator) { s.Handle(20, nil) }},
		{"run back", "run: until must be at least 5 (now), outside of handlers, got 4", func(s *sim.Simulator) { s.Run(4) }},
		{"run to NaN", "run: until must be at least 5 (now), outside of handlers, got NaN", func(s *sim.Simulator) { s.Run(math.NaN()) }},
		{"reset to NaN", "reset: start must be finite, outside of handlers, got NaN", func(s *sim.Simulator) { s.Reset(math.NaN()) }},
		{"run in a handler", "at time 6, event kind 20, entity 0: run: until must be at least 6 (now), outside of handlers, got 9", func(s *sim.Simulator) {
			s.Handle(20, func(int32) { s.Run(9) })
			s.Schedule(20, 0, 6)
			s.Run(7)
		}},
		{"reset in a handler", "at time 6, event kind 20, entity 0: reset: start must be finite, outside of handlers, got 0", func(s *sim.Simulator) {
			s.Handle(20, func(int32) { s.Reset(0) })
			s.Schedule(20, 0, 6)
			s.Run(7)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, _ := recorder()
			s.Reset(5)
			assert.Equal(t, c.want, panicText(func() { c.do(s) }))
		})
	}
}

// panicText returns what do panics with, "" if it does not.
func panicText(do func()) (text string) {
	defer func() {
		if cause := recover(); cause != nil {
			text = fmt.Sprint(cause)
		}
	}()
	do()
	return
}

func TestSteadyStateDoesNotAllocate(t *testing.T) {
	s := sim.New()
	s.Handle(0, func(entity int32) { s.Schedule(0, entity, s.Now()+float64(entity%7)+.5) })
	s.HandleMovable(1, func(entity int32) {
		s.Schedule(1, entity, s.Now()+2)
		s.Schedule(1, (entity+1)%100, s.Now()+1+float64(entity%3))
		s.Cancel(1, (entity+2)%100)
		s.Schedule(1, (entity+2)%100, s.Now()+3)
	})
	trial := func() {
		s.Reset(0)
		for entity := range int32(100) {
			s.Schedule(0, entity, 0)
			s.Schedule(1, entity, 0)
		}
		s.Run(50)
	}
	trial()
	assert.Zero(t, testing.AllocsPerRun(5, trial))
	assert.Greater(t, s.Events(), uint64(1000))
}
