package people_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
)

// change is what the roster told of a team.
type change struct {
	at float64
	people.Staffing
}

// office is a company that has nothing but people.
type office struct {
	sim    *sim.Simulator
	ledger *ledger.Ledger
	roster *people.Roster
	start  float64
	told   [][]change // by team
	hires  bool
	losses []loss
}

// loss is people who leave the first team on a day.
type loss struct {
	at     float64
	people int
}

func newOffice(warmUp int, teams ...people.Member) *office {
	layout := ledger.Layout{Segments: []string{"smb"}, WarmUp: warmUp, Quarters: 40}
	for i := range teams {
		layout.Teams = append(layout.Teams, teams[i].Name)
		teams[i].Scope = layout.Team(i)
	}
	o := &office{sim: sim.New(), ledger: ledger.New(layout), start: -fiscal.Quarter * float64(warmUp), told: make([][]change, len(teams))}
	o.roster = people.New(o.sim, people.Kinds{Changed: 0, Quit: 1, Joined: 2, Learned: 3}, o.ledger, 1, teams)
	o.roster.OnChange = func(team int, s people.Staffing) {
		o.told[team] = append(o.told[team], change{o.sim.Now(), s})
	}
	o.sim.Handle(9, func(i int32) { o.roster.Lose(0, o.losses[i].people) })
	return o
}

// run lets a trial happen until a day and returns what was told of every team.
func (o *office) run(trial uint64, until float64) [][]change {
	clear(o.told)
	o.sim.Reset(o.start)
	o.ledger.Reset()
	o.roster.Begin(trial)
	for i, l := range o.losses {
		o.sim.Schedule(9, int32(i), l.at)
	}
	o.sim.Run(until)
	told := append([][]change{}, o.told...)
	return told
}

// plan is a team without attrition whose people learn as those of the default.
func plan(seats units.Count) people.Team {
	return people.Team{People: seats, ProductiveHours: 20, Ramp: []units.Share{0, .5, .5}, Backfill: 50}
}

func alone(t people.Team) people.Member { return people.Member{Name: "crew", Plan: t} }

func TestHiresRampByMonthAndCutsTakeTheLast(t *testing.T) {
	const month = fiscal.Month
	team := plan(3)
	team.Hires = []people.Change{{At: 10, People: 2}, {At: 100, People: 1}}
	team.Cuts = []people.Change{{At: 110, People: 2}, {At: 200, People: 4}}
	assert.Equal(t, []change{
		{0, people.Staffing{Payroll: 3, Full: 3, Working: 3}},
		{10, people.Staffing{Payroll: 5, Full: 3, Working: 3}},
		{10 + month, people.Staffing{Payroll: 5, Full: 3, Working: 3.5}}, // each is told by itself
		{10 + month, people.Staffing{Payroll: 5, Full: 3, Working: 4}},
		{10 + 2*month, people.Staffing{Payroll: 5, Full: 3, Working: 4}},
		{10 + 2*month, people.Staffing{Payroll: 5, Full: 3, Working: 4}},
		{10 + 3*month, people.Staffing{Payroll: 5, Full: 4, Working: 4.5}},
		{10 + 3*month, people.Staffing{Payroll: 5, Full: 5, Working: 5}},
		{100, people.Staffing{Payroll: 6, Full: 5, Working: 5}},
		{110, people.Staffing{Payroll: 4, Full: 4, Working: 4}}, // the one who was learning, and the one before
		{200, people.Staffing{}},
	}, newOffice(0, alone(team)).run(1, 1000)[0])
}

func TestWhoeverIsThereOnTheFirstDayKnowsTheJob(t *testing.T) {
	for _, warmUp := range []int{0, 2} {
		o := newOffice(warmUp, alone(plan(3)))
		assert.Equal(t, []change{{o.start, people.Staffing{Payroll: 3, Full: 3, Working: 3}}}, o.run(1, 100)[0])
	}
}

func TestThePlanIsDatedFromTheMeasuredRun(t *testing.T) {
	team := plan(1)
	team.Ramp = nil
	team.Hires = []people.Change{{At: 0, People: 1}, {At: 5, People: 1}}
	assert.Equal(t, []change{
		{-130, people.Staffing{Payroll: 1, Full: 1, Working: 1}},
		{0, people.Staffing{Payroll: 2, Full: 2, Working: 2}},
		{5, people.Staffing{Payroll: 3, Full: 3, Working: 3}},
	}, newOffice(2, alone(team)).run(1, 100)[0])
}

func TestHiresGoBeforeCutsOfTheSameDay(t *testing.T) {
	team := plan(0)
	team.Cuts = []people.Change{{At: 5, People: 1}}
	team.Hires = []people.Change{{At: 5, People: 1}}
	assert.Equal(t, []change{
		{0, people.Staffing{}},
		{5, people.Staffing{Payroll: 1}},
		{5, people.Staffing{}},
	}, newOffice(0, alone(team)).run(1, 100)[0])
}

func TestASeatTakenAwayAndGivenAgainIsLearnedAnew(t *testing.T) {
	team := plan(1)
	team.Ramp = []units.Share{.5}
	team.Cuts = []people.Change{{At: 5, People: 1}}
	team.Hires = []people.Change{{At: 6, People: 1}}
	assert.Equal(t, []change{
		{0, people.Staffing{Payroll: 1, Full: 1, Working: 1}},
		{5, people.Staffing{}},
		{6, people.Staffing{Payroll: 1, Working: .5}},
		{6 + fiscal.Month, people.Staffing{Payroll: 1, Full: 1, Working: 1}},
	}, newOffice(0, alone(team)).run(1, 100)[0])
}

// A seat is left, stays empty for the time of the backfill, is taken, learned
// for as long as nobody leaves, and left again.
func TestASeatIsFilledAgainAndLearnedAnew(t *testing.T) {
	team := plan(1)
	team.Attrition = .9
	told := newOffice(0, alone(team)).run(1, 20*fiscal.Year)[0]
	left := 0
	for i, c := range told[1:] {
		before := told[i]
		switch {
		case c.Payroll < before.Payroll:
			left++
			assert.Equal(t, people.Staffing{}, c.Staffing)
		case c.Payroll > before.Payroll:
			assert.InDelta(t, 50, c.at-before.at, 1e-9)
			assert.Equal(t, people.Staffing{Payroll: 1}, c.Staffing)
		default:
			assert.InDelta(t, fiscal.Month, c.at-before.at, 1e-9)
			assert.Contains(t, []float64{.5, 1}, c.Working)
		}
	}
	require.Greater(t, left, 20)
}

func TestACutOfAnEmptySeatLeavesItEmpty(t *testing.T) {
	team := plan(1)
	team.Attrition = .9
	o := newOffice(0, alone(team))
	left := o.run(1, 10*fiscal.Year)[0][1]
	require.Zero(t, left.Payroll)

	team.Cuts = []people.Change{{At: units.Moment(left.at + 1), People: 1}}
	told := newOffice(0, alone(team)).run(1, 10*fiscal.Year)[0]
	assert.Equal(t, []change{{0, people.Staffing{Payroll: 1, Full: 1, Working: 1}}, {left.at, people.Staffing{}}, {left.at + 1, people.Staffing{}}}, told)
}

func TestEveryChangeIsBooked(t *testing.T) {
	team := plan(4)
	team.Attrition = .5
	o := newOffice(0, people.Member{Name: "one", Plan: team}, people.Member{Name: "other", Plan: plan(2)})
	o.ledger.Keep()
	told := o.run(1, fiscal.Year)
	var booked [2][]change
	for _, f := range o.ledger.Facts() {
		require.Equal(t, ledger.Staffed, f.Kind)
		require.Equal(t, ledger.None, f.Customer)
		number := int(f.Scope) - o.ledger.Team(0)
		booked[number] = append(booked[number], change{f.At, people.Staffing{Payroll: int(f.Amount)}})
	}
	for number, changes := range told {
		require.Len(t, booked[number], len(changes))
		for i, c := range changes {
			assert.Equal(t, change{c.at, people.Staffing{Payroll: c.Payroll}}, booked[number][i])
		}
	}
	require.Greater(t, len(booked[0]), 1)
}

func TestSeatsAddedAndTakenAwayAreTold(t *testing.T) {
	team := plan(4)
	team.Attrition = .5
	team.Hires = []people.Change{{At: 10, People: 2}, {At: 30, People: 0}}
	team.Cuts = []people.Change{{At: 20, People: 3}}
	o := newOffice(0, alone(team))
	o.sim.Handle(5, func(int32) { o.roster.Hire(0, 5) })
	o.ledger.Keep()
	o.sim.Reset(0)
	o.ledger.Reset()
	o.roster.Begin(1)
	o.sim.Schedule(5, 0, 40)
	o.sim.Run(fiscal.Year)
	more := map[float64]float64{}
	for _, f := range o.ledger.Facts() {
		if f.Extra != 0 {
			more[f.At] += f.Extra
		}
	}
	assert.Equal(t, map[float64]float64{10: 2, 20: -3, 40: 5}, more, "who leaves or comes back is none")
}

// hiring lets a trial happen in which one more person joins the first team on each of some days.
func (o *office) hiring(trial uint64, until float64, days ...float64) [][]change {
	if !o.hires {
		o.sim.Handle(4, func(int32) { o.roster.Hire(0, 1) })
		o.hires = true
	}
	clear(o.told)
	o.sim.Reset(o.start)
	o.ledger.Reset()
	o.roster.Begin(trial)
	for _, day := range days {
		o.sim.Schedule(4, 0, day)
	}
	o.sim.Run(until)
	return append([][]change{}, o.told...)
}

// A seat that the plan does not know is one like those that it does: it is learned, left and filled again by the same luck.
func TestAPersonBeyondThePlanIsAsOneOfIt(t *testing.T) {
	days := []float64{12.5, 30.25, 30.75, 700.5}
	crew := plan(2)
	crew.Attrition = .5
	crew.Hires = []people.Change{{At: 5, People: 1}}
	other := people.Member{Name: "other", Plan: leaving(3, .5)}
	all := crew
	for _, day := range days {
		all.Hires = append(all.Hires, people.Change{At: units.Moment(day), People: 1})
	}
	planned, grown := newOffice(1, alone(all), other), newOffice(1, alone(crew), other)
	for _, trial := range []uint64{1, 2, 1, 3} {
		want := planned.run(trial, 10*fiscal.Year)
		assert.Equal(t, want, grown.hiring(trial, 10*fiscal.Year, days...), "trial %d", trial)
		require.Greater(t, len(leavings(want[0])), 10)
	}
	assert.Equal(t, newOffice(1, alone(crew), other).run(4, fiscal.Year), grown.run(4, fiscal.Year), "the next trial is as planned again")
}

// The plan's own seats, whenever it opens them, are what they are without anybody beyond it.
func TestWhoeverComesBeyondThePlanLeavesItsSeatsAsTheyAre(t *testing.T) {
	crew := leaving(3, .5)
	crew.Hires = []people.Change{{At: 100, People: 2}}
	planned := leavings(newOffice(0, alone(crew)).run(1, 5*fiscal.Year)[0])
	more := leavings(newOffice(0, alone(crew)).hiring(1, 5*fiscal.Year, 12.5, 300)[0])
	require.Greater(t, len(planned), 5)
	assert.Subset(t, more, planned)
	assert.Greater(t, len(more), len(planned))
}

func TestSeatsAreCountedWhetherOrNotSomebodyIsInThem(t *testing.T) {
	crew := plan(2)
	crew.Attrition, crew.Backfill = .999999, 1e6 // gone, and never filled again
	crew.Hires = []people.Change{{At: 30, People: 1}}
	crew.Cuts = []people.Change{{At: 1000, People: 2}}
	o := newOffice(0, alone(crew))
	for _, c := range []struct{ day, want float64 }{{0, 2}, {20, 3}, {500, 4}, {1500, 2}} {
		o.hiring(1, c.day, 10)
		assert.EqualValues(t, c.want, o.roster.Seats(0), "day %v", c.day)
	}
	o.run(1, 20)
	assert.Equal(t, 2, o.roster.Seats(0), "another trial")
}

// A cut that takes a seat beyond the plan leaves one of the plan, and a later hire of the plan finds its own taken.
func TestPlansGoOnAfterACutOfWhoCameBeyondThem(t *testing.T) {
	crew := plan(2)
	crew.Ramp = nil
	crew.Cuts = []people.Change{{At: 20, People: 1}, {At: 50, People: 2}}
	crew.Hires = []people.Change{{At: 30, People: 1}}
	var payroll []int
	for _, c := range newOffice(0, alone(crew)).hiring(1, 1000, 10, 40)[0] {
		payroll = append(payroll, c.Payroll)
	}
	assert.Equal(t, []int{2, 3, 2, 3, 4, 2}, payroll)
}

func TestACutTakesWhoCameBeyondThePlanFirst(t *testing.T) {
	crew := plan(2)
	crew.Cuts = []people.Change{{At: 20, People: 1}}
	assert.Equal(t, []change{
		{0, people.Staffing{Payroll: 2, Full: 2, Working: 2}},
		{10, people.Staffing{Payroll: 3, Full: 2, Working: 2}},
		{20, people.Staffing{Payroll: 2, Full: 2, Working: 2}},
	}, newOffice(0, alone(crew)).hiring(1, 1000, 10)[0])
}
