package delivery

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// bySegment holds projects by the number of their segment, and longer in every trial.
type bySegment []float64

func (g bySegment) hold(trial uint64, p *project) float64 { return g[p.segment] + float64(trial) }

func TestProjectsComeToOneGateAfterTheOtherAndThenQueue(t *testing.T) {
	p := Params{HandOff: 1, Teams: units.Map[Team]{{Name: "own", Value: Team{Team: people.Team{ProductiveHours: 40}, ConcurrentProjects: 1, Queue: FirstCome}}},
		Projects: units.Map[Project]{{Name: "job", Value: Project{Team: "own", Slots: 1, Promised: 20, EffortMultiplier: units.Fixed(units.Number(1)),
			Phases: []Phase{{Name: "files", CustomerWait: units.Fixed(units.Duration(1))}}}}}}
	s, segments := sim.New(), []string{"quick", "slow", "refused", "gone"}
	l := ledger.New(ledger.Layout{Segments: segments, Teams: []string{"own"}, Quarters: 1})
	l.Keep()
	job := Mix{{Name: "job", Value: 1}}
	d := New(s, Kinds{0, 1, 10, [Sources]sim.Kind{2, 3, 4, 5, 12}, 6, 7, 8, 9, 11, 13, 14}, l, 1, p, []Mix{job, job, job, job}, nil, segments, []int{4})
	d.OnPromised = func(int32, float64) {}
	d.gates.gates = append(d.gates.gates, bySegment{0, 5, math.Inf(1), 8}, bySegment{0, 2, 0, 0})

	s.Reset(0)
	l.Reset()
	d.Begin(10)
	for i := range segments {
		d.Sign(int32(i), random.Entity(i), i, 100)
	}
	s.Run(15)
	d.Cancel(3) // at the second gate
	s.Run(1000)
	d.Cancel(2) // whoever is refused stays at the gate
	var lines []string
	for _, f := range l.Facts() {
		switch f.Kind {
		case ledger.Queued:
			lines = append(lines, fmt.Sprintf("%g %s queues", f.At, segments[f.Customer]))
		case ledger.Withdrawn:
			lines = append(lines, fmt.Sprintf("%g %s is withdrawn", f.At, segments[f.Customer]))
		}
	}
	assert.Equal(t, []string{
		"15 gone is withdrawn",
		"21 quick queues", // 1 + 0+10 + 0+10
		"28 slow queues",  // 1 + 5+10 + 2+10
		"1000 refused is withdrawn",
	}, lines)
}
