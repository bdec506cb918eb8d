package people_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
)

func TestTheWorkOfATeamIsThatOfTheFirstInLineWhereSomebodyIsProductive(t *testing.T) {
	teams := []people.Member{{Name: "crew", Plan: people.Team{StandIn: "tier"}}, {Name: "tier", Plan: people.Team{StandIn: "last"}}, {Name: "last"}}
	c := people.NewCover(teams)
	var told []string
	c.OnCovered = func(team, was, by int) {
		told = append(told, fmt.Sprintf("%s: %s, no longer %s", teams[team].Name, teams[by].Name, teams[was].Name))
	}
	c.OnVacated = func(team int) { told = append(told, "what waits at "+teams[team].Name) }
	heard := func() (list []string) {
		list, told = told, nil
		return list
	}
	for range 2 { // trials
		c.Begin()
		c.Staff(2, people.Staffing{Full: 1})
		assert.Empty(t, heard(), "not before all is known")
		c.Open()
		assert.Equal(t, []string{"crew: last, no longer crew", "tier: last, no longer tier", "what waits at crew", "what waits at tier"}, heard())
		c.Staff(1, people.Staffing{Payroll: 1, Working: .5})
		assert.Empty(t, heard(), "who learns does not take over")
		c.Staff(1, people.Staffing{Full: 1})
		assert.Equal(t, []string{"crew: tier, no longer last", "tier: tier, no longer last", "what waits at last"}, heard())
		c.Staff(1, people.Staffing{Full: 2})
		c.Staff(0, people.Staffing{Full: 1})
		assert.Equal(t, []string{"crew: crew, no longer tier", "what waits at tier"}, heard())
		c.Staff(2, people.Staffing{})
		c.Staff(1, people.Staffing{})
		assert.Equal(t, []string{"tier: last, no longer tier", "what waits at tier"}, heard(), "the last does it even without people")
		c.Staff(0, people.Staffing{})
		heard()
	}
	none := people.NewCover([]people.Member{{Name: "crew"}})
	assert.Nil(t, none)
	none.Begin()
	none.Open()
	none.Staff(0, people.Staffing{})
}

func TestServersAreEmptiedInTheOrderInWhichTheyWouldStart(t *testing.T) {
	var started []int32
	v := sim.NewServers(2, func(entity int32) { started = append(started, entity) })
	v.Reset(1)
	for i, class := range []int{1, 1, 0, 1} {
		v.Arrive(int32(i), class)
	}
	started = nil
	people.Empty(v)
	assert.Equal(t, []int32{2, 1, 3}, started)
	assert.Equal(t, [3]int{1, 0, 1}, [3]int{v.Busy(), v.Waiting(), v.Capacity()})
}

func TestTheLastSeatsMoveWithWhoSitsThere(t *testing.T) {
	from := plan(3)
	from.Hires = []people.Change{{At: 30, People: 1}}
	to := plan(1)
	to.Transfers = []people.Transfer{{At: 30, From: "generalists", People: 2}}
	to.RampInside = []units.Share{.5}
	told := newOffice(0, people.Member{Name: "support", Plan: to}, people.Member{Name: "generalists", Plan: from}).run(1, 200)
	assert.Equal(t, []change{
		{0, people.Staffing{Payroll: 1, Full: 1, Working: 1}},
		{30, people.Staffing{Payroll: 3, Full: 1, Working: 2}}, // one of them had come the same day
		{30 + 65./3, people.Staffing{Payroll: 3, Full: 2, Working: 2.5}},
		{30 + 65./3, people.Staffing{Payroll: 3, Full: 3, Working: 3}},
	}, told[0])
	assert.Equal(t, []change{
		{0, people.Staffing{Payroll: 3, Full: 3, Working: 3}},
		{30, people.Staffing{Payroll: 4, Full: 3, Working: 3}},
		{30, people.Staffing{Payroll: 2, Full: 2, Working: 2}},
	}, told[1], "who stays goes on, and nobody learns any more")
}

func TestWhoMovesIsProductiveAtOnceWhereNothingElseIsSaid(t *testing.T) {
	to := plan(0)
	to.Transfers = []people.Transfer{{At: 30, From: "generalists", People: 1}}
	assert.False(t, withRamp(to).IsSettled())
	assert.True(t, to.IsSettled())
	assert.True(t, withRamp(to).Settled().IsSettled())
	o := newOffice(0, people.Member{Name: "support", Plan: to}, people.Member{Name: "generalists", Plan: plan(1)})
	for range 2 {
		told := o.run(1, 200)
		assert.Equal(t, []change{{0, people.Staffing{}}, {30, people.Staffing{Payroll: 1, Full: 1, Working: 1}}}, told[0])
	}
}

func withRamp(t people.Team) people.Team {
	t.RampInside = []units.Share{.5}
	return t
}

// A seat that is empty moves too: who comes after the backfill comes to the other team, from outside.
func TestAnEmptySeatMovesAndIsFilledThere(t *testing.T) {
	from := plan(1)
	from.Attrition, from.Backfill = .9999999, 40
	to := plan(0)
	to.Transfers, to.RampInside = []people.Transfer{{At: 30, From: "generalists", People: 1}}, []units.Share{1}
	office := newOffice(0, people.Member{Name: "support", Plan: to}, people.Member{Name: "generalists", Plan: from})
	seen := false
	for trial := range uint64(50) {
		told := office.run(trial, 150)
		left := told[1][1].at
		if left > 25 {
			continue
		}
		seen = true
		assert.Equal(t, people.Staffing{}, told[0][1].Staffing, "nobody moves")
		assert.InDelta(t, left+40, told[0][2].at, 1e-9)
		assert.Equal(t, people.Staffing{Payroll: 1}, told[0][2].Staffing, "and is new to the job")
		assert.Len(t, told[1], 3, "nobody comes to where the seat was")
	}
	assert.True(t, seen)
}

// Careers of others go by their own seats: moving two people changes nothing for the first of those who stay.
func TestTransfersLeaveTheLuckOfOthersAlone(t *testing.T) {
	from := plan(3)
	from.Attrition = .9
	to := plan(1)
	to.Attrition = .9
	moving := to
	moving.Transfers = []people.Transfer{{At: 1, From: "generalists", People: 2}}
	stays := plan(1)
	stays.Attrition = .9
	for trial := range uint64(20) {
		with := newOffice(0, people.Member{Name: "support", Plan: moving}, people.Member{Name: "generalists", Plan: from}).run(trial, 300)[1]
		alone := newOffice(0, people.Member{Name: "support", Plan: to}, people.Member{Name: "generalists", Plan: stays}).run(trial, 300)[1]
		n := 0
		for _, c := range with {
			if c.at > 1 {
				n++
				assert.Equal(t, alone[n], c, "trial %d", trial)
			}
		}
	}
}
