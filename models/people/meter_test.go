package people_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/people"
	"postsale/sim"
)

const month = float64(fiscal.Month)

// months lets things happen on days and returns what each month came to.
func months(t *testing.T, count int, days map[float64]func(m *people.Meter)) (list []people.Month) {
	t.Helper()
	s := sim.New()
	m := people.NewMeter(s)
	var order []func(*people.Meter)
	s.Handle(0, func(int32) {
		m.Close()
		list = append(list, m.Month())
	})
	s.Handle(1, func(i int32) { order[i](m) })
	s.Reset(0)
	m.Reset()
	for day, do := range days {
		order = append(order, do)
		s.Schedule(1, int32(len(order)-1), day)
	}
	for k := range count {
		s.Schedule(0, 0, month*float64(k+1))
	}
	s.Run(month * float64(count))
	return list
}

func TestAMonthIsWhatHappenedInIt(t *testing.T) {
	got := months(t, 3, map[float64]func(m *people.Meter){
		0: func(m *people.Meter) {
			m.SetThere(2)
			m.SetUsed(1.5)
			m.Arrive(0, -3) // has waited elsewhere
			m.Arrive(1, 0)
			m.Arrive(2, math.NaN())
		},
		5: func(m *people.Meter) {
			m.Start(0) // after 8 days
			m.SetThere(1)
		},
		10:         func(m *people.Meter) { m.Leave(2) },
		month + 4:  func(m *people.Meter) { m.Start(1); m.SetUsed(0) },
		month + 20: func(m *people.Meter) { m.SetThere(0) },
	})
	first, second, third := got[0], got[1], got[2]
	assert.InDelta(t, (5+month+10)/month, first.Waiting, 1e-12)
	assert.InDelta(t, (8+month)/2, first.Delay, 1e-12, "one was begun after 8 days, one still waits; how long the third waits does not count")
	assert.InDelta(t, 1.5*month/(2*5+month-5), first.Used, 1e-12)

	assert.InDelta(t, 4/month, second.Waiting, 1e-12)
	assert.InDelta(t, month+4, second.Delay, 1e-12)
	assert.InDelta(t, 1.5*4/20, second.Used, 1e-12)

	assert.Zero(t, third.Waiting)
	assert.True(t, math.IsNaN(third.Delay), "nothing was begun, and nothing waits")
	assert.True(t, math.IsNaN(third.Used), "nobody is there, and nothing to do")
}

func TestWhereNobodyIsThereWhatWaitsIsMoreThanTheyCanDo(t *testing.T) {
	assert.True(t, math.IsInf(months(t, 1, map[float64]func(m *people.Meter){3: func(m *people.Meter) { m.Arrive(0, 3) }})[0].Used, 1))
	assert.True(t, math.IsInf(months(t, 1, map[float64]func(m *people.Meter){3: func(m *people.Meter) { m.SetUsed(1) }})[0].Used, 1))
	assert.True(t, math.IsNaN(months(t, 1, nil)[0].Used))
}

// A mean over what waits is a difference of sums of days: with nothing left of them it is exact again.
func TestWaitsLeaveNoRoundingBehind(t *testing.T) {
	got := months(t, 2, map[float64]func(m *people.Meter){
		1.1: func(m *people.Meter) { m.Arrive(0, .1); m.Arrive(1, .7) },
		2.3: func(m *people.Meter) { m.Leave(0) },
		3.7: func(m *people.Meter) { m.Leave(1) },
		25:  func(m *people.Meter) { m.Arrive(0, 25); m.Start(0) },
	})
	assert.Zero(t, got[1].Delay)
	assert.True(t, math.IsNaN(got[0].Delay), "who left was not begun")
}

func TestATrialBeginsWithoutWhatWasBefore(t *testing.T) {
	s := sim.New()
	m := people.NewMeter(s)
	for range 2 {
		s.Reset(-130)
		m.Reset()
		assert.True(t, math.IsNaN(m.Month().Delay))
		m.SetThere(1)
		m.SetUsed(.5)
		m.Arrive(0, s.Now())
		s.Run(-130 + month)
		m.Close()
		assert.InDelta(t, 1, m.Month().Waiting, 1e-12)
		assert.InDelta(t, month, m.Month().Delay, 1e-9)
		assert.InDelta(t, .5, m.Month().Used, 1e-12)
	}
}

// A year in which somebody comes and goes every hour is kept without a single allocation, once a trial has happened.
func TestKeepingAMonthAllocatesNothing(t *testing.T) {
	s := sim.New()
	m := people.NewMeter(s)
	trial := func() {
		s.Reset(0)
		m.Reset()
		m.SetThere(3)
		for hour := range int32(8 * fiscal.Year) {
			s.Run(float64(hour) / 8)
			m.Arrive(hour%2, s.Now())
			m.Start(hour % 2)
			m.SetUsed(float64(hour % 4))
			if hour%173 == 172 {
				m.Close()
			}
		}
	}
	trial()
	assert.Zero(t, testing.AllocsPerRun(5, trial))
	assert.InDelta(t, .5, m.Month().Used, .01)
}

func TestWhatNobodyAskedForIsNotHeard(t *testing.T) {
	var m *people.Meter
	assert.NotPanics(t, func() {
		m.Reset()
		m.SetThere(1)
		m.SetUsed(1)
		m.Arrive(0, 0)
		m.Start(0)
		m.Leave(0)
	})
}
