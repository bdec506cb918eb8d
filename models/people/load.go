package people

import (
	"postsale/models/fiscal"
	"postsale/sim"
)

// Load is how a team fares: over the last month, or since the start of the trial if that is less.
type Load struct {
	Busy    float64 // share of its capacity that was at work
	Started int     // pieces of work that were begun
	Delay   float64 // from when these began to wait, on average, in working days; 0 if there were none
	Waiting int     // pieces of work that wait now
}

// Meter keeps what the Load of a team is worked out from. Whoever runs the team tells it, if anybody has asked for it, and in
// steady state it allocates nothing.
type Meter struct {
	sim     *sim.Simulator
	since   []float64 // when the work that waits began to, by its number
	waiting int
	past    []moment // from head on: the last one a month ago or before, and all since
	head    int
}

// moment is when a team changed.
type moment struct {
	at                  float64
	capacity, busy      float64 // from then on
	thereDays, busyDays float64 // until then, since the start of the trial
	started             int
	waited              float64 // days, of all that started
}

// NewMeter returns the meter of a team that has to be told of everything from Reset on.
func NewMeter(s *sim.Simulator) *Meter { return &Meter{sim: s} }

// Reset begins a trial with nobody there and nothing to do.
func (m *Meter) Reset() {
	m.waiting, m.head = 0, 0
	m.past = append(m.past[:0], moment{at: m.sim.Now() - fiscal.Month})
}

// SetCapacity says how much of the team is there from now on: people or slots, as it counts itself.
func (m *Meter) SetCapacity(there float64) { m.now().capacity = there }

// SetBusy says how much of it is at work from now on.
func (m *Meter) SetBusy(busy float64) { m.now().busy = busy }

// Arrive says that a piece of work waits for the team from now on, and since when it has waited at all.
func (m *Meter) Arrive(work int32, since float64) {
	for int(work) >= len(m.since) {
		m.since = append(m.since, 0)
	}
	m.since[work] = since
	m.waiting++
}

// Start says that one that waited is begun.
func (m *Meter) Start(work int32) {
	now := m.now()
	now.started++
	now.waited += now.at - m.since[work]
	m.waiting--
}

// Leave says that one that waited goes elsewhere.
func (m *Meter) Leave() { m.waiting-- }

// now returns the moment of now, to be changed, and forgets what is over for more than a month.
func (m *Meter) now() *moment {
	now := m.sim.Now()
	if last := &m.past[len(m.past)-1]; last.at == now {
		return last
	}
	m.past = append(m.past, m.past[len(m.past)-1].until(now))
	if m.forget(now); m.head > len(m.past)/2 {
		m.past = m.past[:copy(m.past, m.past[m.head:])]
		m.head = 0
	}
	return &m.past[len(m.past)-1]
}

// forget leaves one moment that is a month ago or more.
func (m *Meter) forget(now float64) {
	for m.head+1 < len(m.past) && m.past[m.head+1].at <= now-fiscal.Month {
		m.head++
	}
}

// until returns what is known later if nothing changes.
func (m moment) until(at float64) moment {
	m.thereDays += m.capacity * (at - m.at)
	m.busyDays += m.busy * (at - m.at)
	m.at = at
	return m
}

// Load returns how the team fares.
func (m *Meter) Load() Load {
	at := m.sim.Now()
	m.forget(at)
	first, now := m.past[m.head], m.past[len(m.past)-1].until(at)
	first = first.until(at - fiscal.Month)
	l := Load{Started: now.started - first.started, Waiting: m.waiting}
	if there := now.thereDays - first.thereDays; there > 0 {
		l.Busy = (now.busyDays - first.busyDays) / there
	}
	if l.Started > 0 {
		l.Delay = (now.waited - first.waited) / float64(l.Started)
	}
	return l
}
