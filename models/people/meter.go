package people

import (
	"math"

	"postsale/sim"
)

// Month is how a team fared in a month, or since the start of the trial if that is less.
type Month struct {
	Waiting float64 // pieces of work that waited for it, on average
	Delay   float64 // days that those waited which it began, and so far those that wait as the month ends; NaN if there were none
	Used    float64 // hours used of those there; infinite if there were none and something waited or was needed, NaN if nothing was
}

// Meter keeps what the Month of a team is worked out from. Whoever runs the team tells it, if anybody has asked for it, and in
// steady state it allocates nothing. What a nil one is told it does not hear.
type Meter struct {
	sim         *sim.Simulator
	began       float64   // day on which the month did
	since       []float64 // by number: the day from which on work waits; NaN if how long does not count
	waiting     sim.Level
	timed       int     // pieces that wait, and how long counts
	sum         float64 // of their days
	started     int     // of such pieces, this month
	waited      float64 // days, of them
	there, used sim.Level
	month       Month
}

// NewMeter returns the meter of a team that has to be told of everything from Reset on.
func NewMeter(s *sim.Simulator) *Meter { return &Meter{sim: s} }

// Reset begins a trial with nobody there and nothing to do.
func (m *Meter) Reset() {
	if m == nil {
		return
	}
	now := m.sim.Now()
	m.began, m.timed, m.sum, m.started, m.waited = now, 0, 0, 0, 0
	for _, level := range []*sim.Level{&m.waiting, &m.there, &m.used} {
		level.Reset(now, 0)
	}
	m.month = Month{Delay: math.NaN(), Used: math.NaN()}
}

// SetThere says how much of the team is there from now on: hours or people, as it counts itself.
func (m *Meter) SetThere(there float64) {
	if m != nil {
		m.there.Set(m.sim.Now(), there)
	}
}

// SetUsed says how much of it is used from now on.
func (m *Meter) SetUsed(used float64) {
	if m != nil {
		m.used.Set(m.sim.Now(), used)
	}
}

// Arrive says that a piece of work waits for the team from now on, and from which day on that counts; NaN is never.
func (m *Meter) Arrive(work int32, since float64) {
	if m == nil {
		return
	}
	for int(work) >= len(m.since) {
		m.since = append(m.since, 0)
	}
	m.since[work] = since
	m.waiting.Add(m.sim.Now(), 1)
	if !math.IsNaN(since) {
		m.timed++
		m.sum += since
	}
}

// Start says that one that waited is begun.
func (m *Meter) Start(work int32) {
	if m == nil {
		return
	}
	if since := m.since[work]; !math.IsNaN(since) {
		m.started++
		m.waited += m.sim.Now() - since
	}
	m.Leave(work)
}

// Leave says that one that waited goes elsewhere.
func (m *Meter) Leave(work int32) {
	if m == nil {
		return
	}
	m.waiting.Add(m.sim.Now(), -1)
	if since := m.since[work]; !math.IsNaN(since) {
		m.timed--
		m.sum -= since
	}
	if m.timed == 0 {
		m.sum = 0 // with the last goes what rounding has left
	}
}

// Close ends a month.
func (m *Meter) Close() {
	now := m.sim.Now()
	area, _ := m.waiting.Close(now)
	there, _ := m.there.Close(now)
	used, _ := m.used.Close(now)
	m.month = Month{Waiting: area / (now - m.began), Delay: math.NaN(), Used: math.NaN()}
	if n := m.started + m.timed; n > 0 {
		m.month.Delay = max(0, m.waited+float64(m.timed)*now-m.sum) / float64(n)
	}
	switch {
	case there > 0:
		m.month.Used = used / there
	case used > 0, area > 0:
		m.month.Used = math.Inf(1)
	}
	m.began, m.started, m.waited = now, 0, 0
}

// Month returns how the team fared in the month that was closed last.
func (m *Meter) Month() Month { return m.month }
