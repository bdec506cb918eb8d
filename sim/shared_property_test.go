package sim_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// flood is the reference of Shared: at every change it works out everybody's
// speed, finds the first end among all and takes everybody there.
type flood struct {
	now, capacity, background float64
	left, pace                map[int32]float64
	log                       []happening
}

func (f *flood) fraction() float64 {
	sum := f.background
	for _, pace := range f.pace {
		sum += pace
	}
	if sum > f.capacity {
		return f.capacity / sum
	}
	return 1
}

func (f *flood) run(until float64) {
	for {
		fraction, step := f.fraction(), until-f.now
		for entity := range f.left {
			if f.left[entity] == 0 {
				step = 0
			}
			if fraction > 0 {
				step = min(step, f.left[entity]/(f.pace[entity]*fraction))
			}
		}
		f.now += step
		var ends []int32
		for entity := range f.left {
			f.left[entity] -= f.pace[entity] * fraction * step
			if f.left[entity] < 1e-9 {
				ends = append(ends, entity)
			}
		}
		if len(ends) == 0 {
			f.now = until
			return
		}
		slices.Sort(ends)
		for _, entity := range ends {
			f.drop(entity)
			f.log = append(f.log, ended(entity, f.now))
		}
	}
}

func (f *flood) drop(entity int32) {
	delete(f.left, entity)
	delete(f.pace, entity)
}

// Things are done at multiples of pi and sizes are rational, so that no end
// falls on the time of a deed, where rounding would decide which comes first.
func TestSharedAgreesWithStepByStepIntegration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SampledFrom([]float64{0, .5, 1, 1.5, 2, 3, 8, 20})
		capacity := sizes.Draw(t, "capacity")
		l := newLane(capacity)
		f := flood{capacity: capacity, left: map[int32]float64{}, pace: map[int32]float64{}}
		tenths := 0
		entity := rapid.Int32Range(0, 9)
		t.Repeat(map[string]func(*rapid.T){
			"run": func(t *rapid.T) {
				tenths += rapid.IntRange(0, 40).Draw(t, "time")
				until := float64(tenths) * math.Pi / 10
				l.sim.Run(until)
				f.run(until)
			},
			"begin": func(t *rapid.T) {
				e := entity.Draw(t, "entity")
				if _, there := f.left[e]; there {
					t.Skip()
				}
				work := sizes.Draw(t, "work")
				pace := rapid.SampledFrom([]float64{.25, .5, 1, 3}).Draw(t, "pace")
				l.Begin(e, work, pace)
				f.left[e], f.pace[e] = work, pace
			},
			"drop": func(t *rapid.T) {
				e := entity.Draw(t, "entity")
				if _, there := f.left[e]; !there {
					t.Skip()
				}
				require.InDelta(t, f.left[e], l.Drop(e), 1e-9)
				f.drop(e)
			},
			"capacity": func(t *rapid.T) {
				f.capacity = sizes.Draw(t, "capacity")
				l.SetCapacity(f.capacity)
			},
			"background": func(t *rapid.T) {
				pace := rapid.SampledFrom([]float64{-.5, .25, .75, 1, 2}).Draw(t, "pace")
				if f.background+pace < 0 {
					pace = -f.background
				}
				f.background += pace
				l.AddBackground(pace)
			},
			"": func(t *rapid.T) {
				require.Equal(t, len(f.log), len(l.log))
				for i, want := range f.log {
					require.InDelta(t, want.at, l.log[i].at, 1e-9) // who it was is left to the end: rounding may part a tie
				}
				var there []int32
				l.Each(func(entity int32) {
					there = append(there, entity)
					require.InDelta(t, f.left[entity], l.Left(entity), 1e-9)
				})
				require.Len(t, there, len(f.left))
				require.True(t, slices.IsSorted(there))
				require.InDelta(t, f.fraction(), l.Fraction(), 1e-12)
			},
		})
		f.capacity = 1
		l.SetCapacity(1)
		l.sim.Run(math.Inf(1))
		f.run(1e6)
		require.Equal(t, entities(f.log), entities(l.log))
		require.Zero(t, l.Jobs())
	})
}

// entities says how often each is in a log.
func entities(log []happening) map[int32]int {
	n := map[int32]int{}
	for _, h := range log {
		n[h.entity]++
	}
	return n
}
