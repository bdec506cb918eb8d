package sim_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/sim"
)

const (
	early sim.Kind = iota // before the ends of jobs
	done
	late // after them
)

// lane is a Shared that logs who is done, and when.
type lane struct {
	*sim.Shared
	sim  *sim.Simulator
	log  []happening
	then func(entity int32) // what else happens when a job is done
}

func newLane(capacity float64) *lane {
	l := &lane{sim: sim.New(), then: func(int32) {}}
	l.Shared = sim.NewShared(l.sim, done, 4, func(entity int32) {
		l.log = append(l.log, happening{at: l.sim.Now(), entity: entity})
		l.then(entity)
	})
	l.sim.HandleMovable(done, func(id int32) {
		if id == 4 {
			l.Complete()
		}
	})
	l.Shared.Reset(capacity)
	return l
}

// at does something as an event.
func (l *lane) at(time float64, k sim.Kind, do func()) {
	l.sim.Handle(k, func(int32) { do() })
	l.sim.Schedule(k, 0, time)
}

func ended(entity int32, at float64) happening { return happening{at: at, entity: entity} }

func TestJobsGoAtTheirOwnPaceWhileTheCapacityLasts(t *testing.T) {
	l := newLane(3)
	l.Begin(0, 4, 2) // 2 days
	l.Begin(1, 3, 1) // 3 days
	assert.Equal(t, 1.0, l.Fraction())
	assert.Equal(t, 3.0, l.Drawn())
	l.sim.Run(1)
	assert.Equal(t, 2.0, l.Left(0))
	assert.Equal(t, 2.0, l.Left(1))
	l.sim.Run(10)
	assert.Equal(t, []happening{ended(0, 2), ended(1, 3)}, l.log)
	assert.Zero(t, l.Jobs())
	assert.Zero(t, l.Drawn())
}

func TestJobsShareTheCapacityInProportionToTheirPace(t *testing.T) {
	l := newLane(1)
	l.Begin(0, 6, 1)
	l.Begin(1, 2, 3) // f = 1/4: done when V = 2/3, at 8/3
	assert.Equal(t, .25, l.Fraction())
	assert.Equal(t, 1.0, l.Drawn())
	l.sim.Run(2)
	assert.InDelta(t, 5.5, l.Left(0), 1e-12)
	assert.InDelta(t, .5, l.Left(1), 1e-12)
	l.sim.Run(20)
	assert.Equal(t, []int32{1, 0}, []int32{l.log[0].entity, l.log[1].entity})
	assert.InDelta(t, 8./3, l.log[0].at, 1e-12)
	assert.InDelta(t, 6+2, l.log[1].at, 1e-12, "no work is lost: 8 hours at 1 an hour")
}

func TestCapacityAndBackgroundChangeTheSpeed(t *testing.T) {
	l := newLane(2)
	l.Begin(0, 10, 1)
	l.sim.Run(2) // 8 left
	l.AddBackground(3)
	assert.Equal(t, .5, l.Fraction())
	assert.Equal(t, 2.0, l.Drawn())
	l.sim.Run(4) // 7 left
	l.SetCapacity(0)
	assert.Zero(t, l.Fraction())
	assert.Zero(t, l.Drawn())
	l.sim.Run(100)
	assert.Equal(t, 7.0, l.Left(0), "without capacity everything stands still")
	l.SetCapacity(8)
	assert.Equal(t, 4.0, l.Drawn())
	l.AddBackground(-3)
	assert.Equal(t, 1.0, l.Drawn())
	l.sim.Run(200)
	assert.Equal(t, []happening{ended(0, 107)}, l.log)
}

func TestBackgroundTakenBackInTenthsLeavesNothing(t *testing.T) {
	l := newLane(1)
	for range 10 {
		l.AddBackground(.1)
	}
	for range 10 {
		l.AddBackground(-.1)
	}
	assert.Equal(t, 0.0, l.Drawn())
}

func TestPacesThatSumToTheCapacityButForRoundingAreNotSlowed(t *testing.T) {
	l := newLane(.6)
	sum := 0.0
	for job, pace := range []float64{.1, .2, .3} {
		l.Begin(int32(job), 1, pace)
		sum += pace
	}
	assert.Greater(t, sum, .6)
	assert.Equal(t, 1.0, l.Fraction())
}

func TestDropSaysTheWorkLeft(t *testing.T) {
	l := newLane(1)
	l.Begin(0, 3, 1)
	l.Begin(1, 3, 1)
	l.sim.Run(2)
	assert.Equal(t, 2.0, l.Drop(0))
	assert.Equal(t, 1, l.Jobs())
	l.sim.Run(10)
	assert.Equal(t, []happening{ended(1, 4)}, l.log, "it has the capacity to itself")
}

func TestJobsThatEndTogetherGoInEntityOrder(t *testing.T) {
	l := newLane(1)
	for _, entity := range []int32{7, 2, 9, 4, 0} {
		l.Begin(entity, 3, 1)
	}
	l.sim.Run(20)
	assert.Equal(t, []happening{ended(0, 15), ended(2, 15), ended(4, 15), ended(7, 15), ended(9, 15)}, l.log)
	assert.Equal(t, uint64(1), l.sim.Events())
}

func TestAJobWithoutWorkEndsByAnEventOfNow(t *testing.T) {
	l := newLane(1)
	l.Begin(0, 5, 1)
	l.sim.Run(1)
	l.Begin(1, 0, 1)
	assert.Empty(t, l.log)
	l.at(1, early, func() { assert.Empty(t, l.log) })
	l.at(1, late, func() { assert.Len(t, l.log, 1) })
	l.sim.Run(1)
	assert.Equal(t, []happening{ended(1, 1)}, l.log)
	l.sim.Run(10)
	assert.Equal(t, ended(0, 5), l.log[1])
	l.SetCapacity(0)
	l.Begin(2, 0, 1)
	l.sim.Run(10)
	assert.Equal(t, ended(2, 10), l.log[2], "no work needs no capacity")
}

// Here V is 0.88 of the time since the beginning and no round number, so that
// to go from V back to the time would end a little behind Now.
func TestAJobWithoutWorkEndsAtNowThoughVirtualTimeIsRounded(t *testing.T) {
	l := newLane(3)
	l.Begin(0, 2, 3)
	l.Begin(1, .5, .25)
	for i := 1; i < 1000; i++ {
		now := float64(i) * math.Pi / 1000
		l.sim.Run(now)
		n := len(l.log)
		l.Begin(2, 0, .25)
		l.sim.Run(now)
		require.Equal(t, ended(2, now), l.log[n])
	}
}

func TestAJobWithoutWorkBegunWhenOneEndsWaitsForItsOwnEvent(t *testing.T) {
	l := newLane(1)
	l.then = func(entity int32) {
		if entity == 0 {
			l.Begin(2, 0, 1)
			l.sim.Schedule(early, 0, l.sim.Now())
		}
	}
	var seen int
	l.sim.Handle(early, func(int32) { seen = len(l.log) })
	l.Begin(0, 1, 1)
	l.Begin(1, 1, 1)
	l.sim.Run(5)
	assert.Equal(t, []happening{ended(0, 2), ended(1, 2), ended(2, 2)}, l.log)
	assert.Equal(t, 2, seen, "an event of a smaller kind goes between")
}

func TestHooksMayBeginAndDropJobsOfTheSameShared(t *testing.T) {
	l := newLane(4)
	l.then = func(entity int32) {
		switch {
		case len(l.log) == 1:
			assert.Equal(t, 3, l.Jobs())
			assert.Zero(t, l.Left(1))
			assert.Zero(t, l.Drop(1), "it would have been next")
			assert.Zero(t, l.Drop(2))
			l.Begin(2, 3, 1)
			l.Begin(0, 2, 1)
			assert.Equal(t, 3.0, l.Drop(3))
		case entity == 2:
			l.Begin(5, 1, 1)
		}
	}
	for entity := range int32(3) {
		l.Begin(entity, 1, 1)
	}
	l.Begin(3, 4, 1)
	l.sim.Run(10)
	assert.Equal(t, []happening{ended(0, 1), ended(0, 3), ended(2, 4), ended(5, 5)}, l.log[:4])
}

func TestAHookSeesWhatTheEndHasFreed(t *testing.T) {
	l := newLane(2)
	var fractions []float64
	l.then = func(int32) { fractions = append(fractions, l.Fraction()) }
	for entity := range int32(4) {
		l.Begin(entity, 1, 1)
	}
	l.sim.Run(10)
	assert.Equal(t, []float64{2. / 3, 1, 1, 1}, fractions)
}

func TestRoundingDoesNotGrowWithTime(t *testing.T) {
	l := newLane(1)
	for i := range int32(300) {
		at, work := 20*float64(i)+math.Sqrt(float64(i)), 1+math.Sqrt(float64(i%7))
		l.sim.Run(at)
		l.Begin(i, work, .3)
		l.Begin(i+1000, 0, .1)
		l.sim.Run(at + 15)
		assert.Equal(t, 0.0, l.Drawn())
		l.Begin(i+2000, 1, 2) // at half its pace
		l.Drop(i + 2000)
		l.Begin(i+2000, 1, 2)
		l.sim.Run(at + 18)
		assert.Contains(t, l.log, ended(i, at+work/.3), "a job that is alone ends to the last digit")
	}
}

func TestTheWorkLeftIsNeverNegative(t *testing.T) {
	l := newLane(1)
	l.sim.Reset(1e6) // where the clock is coarse
	l.sim.Handle(early, func(int32) {
		l.Each(func(job int32) { assert.GreaterOrEqual(t, l.Left(job), 0.0) })
	})
	for job := range int32(1000) {
		l.SetCapacity(math.Sqrt(float64(2 + job%5)))
		l.Begin(job, math.Cbrt(float64(1+job%11)), math.Sqrt(float64(1+job%3)))
		if job%7 != 0 { // leave some to the next
			end, _ := l.sim.Due(done, 4)
			l.sim.Schedule(early, 0, end)
			l.sim.Run(end)
		}
	}
}

func TestEachVisitsInEntityOrderAndLeavesOutTheDropped(t *testing.T) {
	l := newLane(1)
	for _, entity := range []int32{7, 2, 9, 4, 0} {
		l.Begin(entity, 3, 1)
	}
	l.Drop(4)
	l.Each(func(int32) {})
	var seen, inner []int32
	l.Each(func(entity int32) {
		seen = append(seen, entity)
		if entity == 2 {
			l.Drop(7)
			l.Each(func(entity int32) { inner = append(inner, entity) })
		}
	})
	assert.Equal(t, []int32{0, 2, 9}, seen)
	assert.Equal(t, []int32{0, 2, 9}, inner)
}

func TestReadingChangesNothing(t *testing.T) {
	run := func(read bool) []happening {
		l := newLane(1)
		for entity := range int32(20) {
			l.Begin(entity, math.Sqrt(float64(entity+2)), math.Sqrt(float64(3+entity%5)))
		}
		for i := range 200 {
			l.sim.Run(float64(i) / 2)
			if read {
				l.Each(func(entity int32) { l.Left(entity) })
			}
		}
		return l.log
	}
	assert.Equal(t, run(false), run(true), "to the last digit")
}

func TestAnUnsaturatedLaneLetsEveryEndBe(t *testing.T) {
	run := func(background float64) []happening {
		l := newLane(1000)
		for i := range int32(200) {
			l.sim.Run(math.Sqrt(float64(i)))
			l.Begin(i, math.Cbrt(float64(i+1)), 1)
			l.AddBackground(background)
		}
		l.sim.Run(100)
		return l.log
	}
	assert.Equal(t, run(0), run(1), "to the last digit")
}

func TestASharedThatFailedIsAsNewAfterReset(t *testing.T) {
	l := newLane(1)
	l.then = func(int32) { panic("fault of the model") }
	for entity := range int32(3) {
		l.Begin(entity, 1, 1)
	}
	l.Begin(3, 4, 1)
	l.AddBackground(5)
	faultOf(t, func() { l.sim.Run(math.Inf(1)) })

	l.then = func(int32) {}
	l.log = nil
	l.sim.Reset(-5)
	l.Shared.Reset(2)
	assert.Zero(t, l.Jobs())
	for entity := range int32(3) {
		l.Begin(entity, 2, 1)
	}
	l.sim.Run(0)
	assert.Equal(t, []happening{ended(0, -2), ended(1, -2), ended(2, -2)}, l.log)
	assert.Equal(t, uint64(1), l.sim.Events())
}

func TestWrongUseOfSharedPanics(t *testing.T) {
	l := newLane(1)
	l.Begin(0, 1, 1)
	wrongJob := "shared: work must be at least 0 and pace above 0, both finite, got "
	assert.Equal(t, wrongJob+"-1 and 1", panicText(func() { l.Begin(1, -1, 1) }))
	assert.Equal(t, wrongJob+"NaN and 1", panicText(func() { l.Begin(1, math.NaN(), 1) }))
	assert.Equal(t, wrongJob+"1 and 0", panicText(func() { l.Begin(1, 1, 0) }))
	assert.Equal(t, wrongJob+"1 and +Inf", panicText(func() { l.Begin(1, 1, math.Inf(1)) }))
	assert.Equal(t, "shared: entity must have no other job, got 0", panicText(func() { l.Begin(0, 1, 1) }))
	assert.Equal(t, "shared: entity must have a job, got 1", panicText(func() { l.Drop(1) }))
	assert.Equal(t, "shared: entity must have a job, got 99", panicText(func() { l.Left(99) }))
	assert.Equal(t, "shared: capacity must be at least 0, got -1", panicText(func() { l.SetCapacity(-1) }))
	assert.Equal(t, "shared: background must be at least 0 and finite, got -1", panicText(func() { l.AddBackground(-1) }))
	assert.Equal(t, "shared: background must be at least 0 and finite, got NaN", panicText(func() { l.AddBackground(math.NaN()) }))
	l.Drop(0)
	assert.Equal(t, "shared: a job must be due to complete, got none", panicText(l.Complete))
}

func TestASharedLaneDoesNotAllocate(t *testing.T) {
	l := newLane(10)
	trial := func() {
		l.sim.Reset(0)
		l.Shared.Reset(10)
		l.log = l.log[:0]
		for entity := range int32(50) {
			l.Begin(entity, float64(1+entity%9), 1)
		}
		l.sim.Run(200)
	}
	l.then = func(entity int32) {
		l.Begin(entity, float64(1+entity%7), 1)
		l.Begin(entity+100, 1, .5)
		l.Drop(entity + 100)
		l.Each(func(int32) {})
	}
	trial()
	assert.Zero(t, testing.AllocsPerRun(5, trial))
	assert.True(t, slices.IsSortedFunc(l.log, func(a, b happening) int { return int(math.Copysign(1, a.at-b.at)) }))
}
