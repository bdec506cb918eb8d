package theory

import (
	"math"

	"postsale/sim"
	"postsale/sim/random"
)

// What the events of the cases are.
const (
	arrival sim.Kind = iota
	departure
	breakdown
	repair
	moved  // from one station to the next
	glance // to look at the state
)

// model is a simulator with the luck of a case, by purpose, and what the case measures: levels, and tallies that its
// hooks add to. A worker keeps one from replication to replication.
type model struct {
	*sim.Simulator
	seed    uint64
	name    string
	lucks   []*luck
	levels  []*sim.Level
	tallies []Tally
}

func newModel(seed uint64, name string, tallies int) *model {
	return &model{Simulator: sim.New(), seed: seed, name: name, tallies: make([]Tally, tallies)}
}

// luck returns the uniforms of a purpose.
func (m *model) luck(purpose string) *luck {
	l := &luck{stream: random.New(m.seed, "theory "+m.name+" "+purpose)}
	m.lucks = append(m.lucks, l)
	return l
}

// level returns a level whose time average is measured.
func (m *model) level() *sim.Level {
	l := new(sim.Level)
	m.levels = append(m.levels, l)
	return l
}

// restart begins a replication at time 0, with luck of its own and nothing measured.
func (m *model) restart(replication int) {
	m.Reset(0)
	for _, l := range m.lucks {
		l.restart(replication)
	}
	for _, l := range m.levels {
		l.Reset(0, 0)
	}
	clear(m.tallies)
}

// measure forgets what was measured before a time, runs on for a while after it, and returns the averages of the
// levels and then the tallies.
func (m *model) measure(from, length float64) []Tally {
	m.Run(from)
	for _, l := range m.levels {
		l.Close(from)
	}
	clear(m.tallies)
	m.Run(from + length)
	told := make([]Tally, 0, len(m.levels)+len(m.tallies))
	for _, l := range m.levels {
		area, _ := l.Close(m.Now())
		told = append(told, Tally{area, length})
	}
	return append(told, m.tallies...)
}

// add counts one more.
func (t *Tally) add(x float64) {
	t.Sum += x
	t.Count++
}

// addIf counts one more, which is 1 if something holds.
func (t *Tally) addIf(holds bool) {
	if holds {
		t.Sum++
	}
	t.Count++
}

// luck is uniforms, one after another.
type luck struct {
	stream random.Stream
	drawn  uint64
	four   [4]float64
}

// restart begins with the first uniform of a replication.
func (l *luck) restart(replication int) {
	l.stream, l.drawn = l.stream.Trial(uint64(replication)), 0
}

func (l *luck) uniform() float64 {
	i := l.drawn % 4
	if i == 0 {
		l.four[0], l.four[1], l.four[2], l.four[3] = l.stream.Four(0, l.drawn/4)
	}
	l.drawn++
	return l.four[i]
}

func (l *luck) exponential(mean float64) float64 { return -mean * math.Log(l.uniform()) }

func (l *luck) draw(d random.Distribution) float64 { return d.Quantile(l.uniform()) }
