package people_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

// A cut takes who came by rule first, so that a transfer finds all seats of the plan open: it opens another one.
func TestWhoMovesSitsWhereNobodyDoes(t *testing.T) {
	to := plan(1)
	to.Cuts = []people.Change{{At: 20, People: 1}}
	to.Transfers = []people.Transfer{{At: 30, From: "generalists", People: 1}}
	o := newOffice(0, people.Member{Name: "support", Plan: to}, people.Member{Name: "generalists", Plan: plan(2)})
	o.sim.Handle(5, func(int32) { o.roster.Hire(0, 1) })
	for range 2 {
		clear(o.told)
		o.sim.Reset(0)
		o.ledger.Reset()
		o.roster.Begin(1)
		o.sim.Schedule(5, 0, 10)
		o.sim.Schedule(5, 1, 40)
		o.sim.Run(50)
		var payroll []int
		for _, c := range o.told[0] {
			payroll = append(payroll, c.Payroll)
		}
		assert.Equal(t, []int{1, 2, 1, 2, 3}, payroll)
		assert.Equal(t, 3, o.roster.Seats(0))
	}
}

// A pod that is not whole learns with those who are there, and works as one that has learned when the last one comes.
func TestAPodThatIsNotWholeMovesAndLearns(t *testing.T) {
	from := podding(1, 4, .9)
	to := podding(1, 4, 0)
	to.Hires, to.Cuts = []people.Change{{At: 1, People: 1}}, []people.Change{{At: 5, People: 1}}
	to.Transfers, to.Ramp = []people.Transfer{{At: 30, From: "generalists", People: 1}}, []units.Share{0}
	office := newOffice(0, people.Member{Name: "support", Plan: to}, people.Member{Name: "generalists", Plan: from})
	seen := false
	for trial := range uint64(50) {
		told := office.run(trial, 150)
		if told[1][1].at < 30 && told[1][2].Payroll == 0 {
			seen = true
			require.Len(t, told[0], 5)
			assert.Equal(t, people.Staffing{Payroll: 4 + 3, Full: 1, Working: 1}, told[0][3].Staffing)
			assert.Equal(t, people.Staffing{Payroll: 4 + 4, Full: 2, Working: 2}, told[0][4].Staffing)
		}
	}
	assert.True(t, seen)
}
