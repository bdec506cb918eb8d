package people_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/people"
	"postsale/sim"
)

func TestTheLoadOfATeamIsThatOfTheLastMonth(t *testing.T) {
	const month = fiscal.Month
	s := sim.New()
	m := people.NewMeter(s)
	m.Reset()
	assert.Equal(t, people.Load{}, m.Load(), "nobody, and nothing to do")
	m.SetCapacity(2)
	m.SetBusy(1.5)
	m.Arrive(0, s.Now())
	m.Start(0)
	m.Arrive(1, s.Now())
	m.Start(1)
	m.Arrive(2, s.Now())
	m.Arrive(3, s.Now())
	s.Run(5)
	assert.Equal(t, people.Load{Busy: 1.5 / 2, Started: 2, Waiting: 2}, m.Load())
	m.Start(2)
	m.Leave()
	s.Run(10)
	m.SetCapacity(1)
	m.SetBusy(1)
	m.Arrive(7, s.Now())
	assert.Equal(t, people.Load{Busy: 1.5 / 2, Started: 3, Delay: 5. / 3, Waiting: 1}, m.Load())
	s.Run(14)
	m.SetBusy(0)
	s.Run(month)
	assert.InDelta(t, (1.5*10+1*4)/(2*10+1*(month-10)), m.Load().Busy, 1e-12)
	s.Run(month + 2)
	assert.InDelta(t, (1.5*8+1*4)/(2*8+1*(month-8)), m.Load().Busy, 1e-12)
	assert.Equal(t, 1, m.Load().Started, "who began on the first day did so more than a month ago")
	assert.InDelta(t, 5, m.Load().Delay, 1e-12)
	s.Run(3 * month)
	assert.Equal(t, people.Load{Waiting: 1}, m.Load())
}

// A year in which somebody comes and goes every hour is kept without a single allocation, once a trial has happened.
func TestKeepingALoadAllocatesNothing(t *testing.T) {
	s := sim.New()
	m := people.NewMeter(s)
	busy := 0.0
	trial := func() {
		s.Reset(0)
		m.Reset()
		m.SetCapacity(3)
		for hour := range int32(8 * fiscal.Year) {
			s.Run(float64(hour) / 8)
			m.Arrive(hour%2, s.Now())
			m.Start(hour % 2)
			m.SetBusy(float64(hour % 4))
			busy = m.Load().Busy
		}
	}
	assert.Zero(t, testing.AllocsPerRun(5, trial))
	assert.InDelta(t, .5, busy, .01)
}
