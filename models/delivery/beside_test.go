package delivery_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
)

// lent returns a plan whose one project has a phase of the own team and one of engineers, of whom there is one.
func lent() delivery.Params {
	build, port := phase("build", 0, 3), phase("port", 0, 2)
	port.Team = "engineers"
	p := plan(project("package", build, port))
	p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "engineers", Value: delivery.Team{Team: team(1).Team, Queue: delivery.FirstCome, Beside: true}})
	return p
}

func TestTheHoursOfEngineersAreWrittenDownApart(t *testing.T) {
	w := open(t, lent())
	w.sign(0, "package")
	w.sim.Run(10)
	var facts []string
	for _, f := range w.ledger.Facts() {
		of := "own"
		if f.Marks&ledger.Research != 0 {
			of = "research"
		}
		switch f.Kind {
		case ledger.Worked, ledger.Timed, ledger.Drew, ledger.Slotted:
			facts = append(facts, fmt.Sprintf("%.6g %s %s %.6g", f.At, ledger.Kinds[f.Kind].Name, of, f.Amount))
		}
	}
	assert.Equal(t, []string{
		"0 timed own 8", "0 slotted own 1", "0 timed research 8", // who hold no project have no slots
		"0 drew own 8", "3 worked own 24",
		"3 drew research 8", "3 drew own 0", "5 worked research 16", "5 drew research 0",
	}, facts)
}

func TestTheUrgentFixGoesFirst(t *testing.T) {
	w := open(t, lent())
	var taken []int32
	w.OnInterrupted[delivery.Fixes] = func(ticket int32) float64 { taken = append(taken, ticket); return 1 }
	w.OnReturned[delivery.Fixes] = func(int32) {}
	w.at(0, func() {
		for ticket, class := range []int{2, 2, 1, 0} {
			w.Interrupt(1, delivery.Fixes, int32(ticket), class)
		}
	})
	w.sim.Run(10)
	assert.Equal(t, []int32{0, 3, 2, 1}, taken, "after the one in hand")
}

func TestWhatFixesAndPhasesLeaveOfEngineersIsTold(t *testing.T) {
	w := open(t, lent())
	var spare []string
	w.Watch(1)
	w.OnSpare = func(_ int, hours float64) {
		text := fmt.Sprintf("%.6g %.6g h", w.sim.Now(), hours)
		if len(spare) == 0 || spare[len(spare)-1] != text {
			spare = append(spare, text)
		}
	}
	w.OnInterrupted[delivery.Fixes] = func(int32) float64 { return 1 }
	w.OnReturned[delivery.Fixes] = func(int32) {}
	w.begin(0)
	spare = nil
	w.at(1, func() { w.Interrupt(1, delivery.Fixes, 0, 2) })
	w.sign(4, "package")
	w.sim.Run(20)
	assert.Equal(t, []string{"1 0 h", "2 8 h", "7 0 h", "9 8 h"}, spare)
}

func TestEngineersHoldNoProject(t *testing.T) {
	p := lent()
	p.Projects[0].Value.Team = "engineers"
	assert.Equal(t, []string{"projects.package.team: must be a team of delivery, got engineers, who hold no project: name them in phases[].team"},
		units.Found(func(f *units.Faults) { p.Validate(f, []string{"package"}) }))
	require.Empty(t, units.Found(func(f *units.Faults) { lent().Validate(f, []string{"package"}) }))
}
