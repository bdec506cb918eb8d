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

// house is a simulator with the luck of a case, by purpose, and what the case measures: levels, and tallies that its
// hooks add to. A worker keeps one from replication to replication.
type house struct {
	*sim.Simulator
	seed    uint64
	name    string
	lucks   []*luck
	levels  []*sim.Level
	tallies []Tally
}

func newHouse(seed uint64, name string, tallies int) *house {
	return &house{Simulator: sim.New(), seed: seed, name: name, tallies: make([]Tally, tallies)}
}

// luck returns the uniforms of a purpose.
func (h *house) luck(purpose string) *luck {
	l := &luck{stream: random.New(h.seed, "theory "+h.name+" "+purpose)}
	h.lucks = append(h.lucks, l)
	return l
}

// level returns a level whose time average is measured.
func (h *house) level() *sim.Level {
	l := new(sim.Level)
	h.levels = append(h.levels, l)
	return l
}

// restart begins a replication at time 0, with luck of its own and nothing measured.
func (h *house) restart(replication int) {
	h.Reset(0)
	for _, l := range h.lucks {
		l.restart(replication)
	}
	for _, l := range h.levels {
		l.Reset(0, 0)
	}
	clear(h.tallies)
}

// measure forgets what was measured before a time, runs on for a while after it, and returns the averages of the
// levels and then the tallies.
func (h *house) measure(from, length float64) []Tally {
	h.Run(from)
	for _, l := range h.levels {
		l.Close(from)
	}
	clear(h.tallies)
	h.Run(from + length)
	told := make([]Tally, 0, len(h.levels)+len(h.tallies))
	for _, l := range h.levels {
		area, _ := l.Close(h.Now())
		told = append(told, Tally{area, length})
	}
	return append(told, h.tallies...)
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
		l.four = l.stream.Four(0, l.drawn/4)
	}
	l.drawn++
	return l.four[i]
}

func (l *luck) exponential(mean float64) float64 { return -mean * math.Log(l.uniform()) }

func (l *luck) draw(d random.Distribution) float64 { return d.Quantile(l.uniform()) }
