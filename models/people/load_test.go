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
	m.Staff(2)
	m.Arrive(0)
	m.Start(0, 1)
	m.Arrive(1)
	m.Start(1, .5)
	m.Arrive(2)
	s.Run(5)
	assert.Equal(t, people.Load{Busy: 1.5 / 2, Started: 2, Waiting: 1}, m.Load())
	m.Finish(1)
	m.Start(2, 1)
	s.Run(10)
	m.Staff(1) // a place too many is in use: it counts until it is given back
	m.Arrive(7)
	assert.Equal(t, people.Load{Busy: 1.5 / 2, Started: 3, Delay: 5. / 3, Waiting: 1}, m.Load())
	s.Run(14)
	m.Finish(1.5)
	s.Run(month)
	assert.InDelta(t, (1.5*14)/(2*10+1.5*4+1*(month-14)), m.Load().Busy, 1e-12)
	s.Run(month + 2)
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
		m.Staff(3)
		for hour := range int32(8 * fiscal.Year) {
			s.Run(float64(hour) / 8)
			m.Arrive(hour % 2)
			m.Start(hour%2, 1)
			m.Finish(1)
			busy = m.Load().Busy
		}
	}
	assert.Zero(t, testing.AllocsPerRun(5, trial))
	assert.Zero(t, busy)
}
