package people_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/fiscal"
	"postsale/models/people"
	"postsale/models/units"
)

// leavings returns the days on which a person left.
func leavings(told []change) []float64 {
	var days []float64
	for i, c := range told[1:] {
		if c.Payroll < told[i].Payroll {
			days = append(days, c.at)
		}
	}
	return days
}

func leaving(seats units.Count, attrition units.Share) people.Team {
	team := plan(seats)
	team.Attrition = attrition
	return team
}

func TestAttritionIsTheShareOfPeopleWhoLeaveWithinAYear(t *testing.T) {
	const seats, falseAlarm = 5000, .001
	team := leaving(seats, .3)
	team.Backfill = 1e6 // nobody comes
	days := leavings(newOffice(0, alone(team)).run(1, 20*fiscal.Year)[0])

	years := []float64{.25, 1, 2, 5}
	critical := distuv.UnitNormal.Quantile(1 - falseAlarm/2/float64(len(years)+1))
	for _, year := range years {
		left := 0.
		for _, day := range days {
			if day <= year*fiscal.Year {
				left++
			}
		}
		want := 1 - math.Pow(1-.3, year)
		assert.InDelta(t, want, left/seats, critical*math.Sqrt(want*(1-want)/seats), "within %v years", year)
	}

	// The stay is exponential: its mean, up to those who outstay the 20 years.
	mean := -fiscal.Year / math.Log(1-.3)
	sum := 20 * fiscal.Year * float64(seats-len(days))
	for _, day := range days {
		sum += day
	}
	share := 1 - math.Exp(-20*fiscal.Year/mean)
	assert.InDelta(t, mean, sum/float64(len(days)), critical*mean/math.Sqrt(seats*share), "days in all over leavings")
}

func TestSeatsAreLeftAtAConstantRate(t *testing.T) {
	team := leaving(50, .3)
	team.Backfill = 0
	o := newOffice(0, alone(team))
	const trials, years = 20, 10
	n := 0.
	for trial := range uint64(trials) {
		n += float64(len(leavings(o.run(trial+1, years*fiscal.Year)[0])))
	}
	// Filled at once, a seat is left as a Poisson process.
	want := 50. * trials * years * -math.Log(1-.3)
	assert.InDelta(t, want, n, distuv.UnitNormal.Quantile(1-.001/2)*math.Sqrt(want))
}

func TestNobodyLeavesWithoutAttrition(t *testing.T) {
	assert.Len(t, newOffice(0, alone(plan(100))).run(1, 100*fiscal.Year)[0], 1)
}

func TestAHireChangesNoOtherTeamAndNoEarlierSeat(t *testing.T) {
	one, other := leaving(3, .4), leaving(5, .4)
	until := 5 * fiscal.Year
	base := newOffice(0, people.Member{Name: "one", Plan: one}, people.Member{Name: "other", Plan: other}).run(1, until)

	hiring := one
	hiring.Hires = []people.Change{{At: 30, People: 2}}
	more := newOffice(0, people.Member{Name: "one", Plan: hiring}, people.Member{Name: "other", Plan: other}).run(1, until)
	assert.Equal(t, base[1], more[1], "the other team")
	require.NotEmpty(t, leavings(base[0]))
	assert.Subset(t, leavings(more[0]), leavings(base[0]), "the seats that were there")
	assert.Greater(t, len(leavings(more[0])), len(leavings(base[0])))

	swapped := newOffice(0, people.Member{Name: "other", Plan: other}, people.Member{Name: "one", Plan: one}).run(1, until)
	assert.Equal(t, base, [][]change{swapped[1], swapped[0]}, "a team is known by its name")
	assert.NotEqual(t, leavings(base[0]), leavings(newOffice(0, people.Member{Name: "third", Plan: one}).run(1, until)[0]))
}

// stays returns how long every occupant of a team's one seat stayed.
func stays(told []change) []float64 {
	var list []float64
	joined := told[0].at
	for i, c := range told[1:] {
		switch {
		case c.Payroll > told[i].Payroll:
			joined = c.at
		case c.Payroll < told[i].Payroll:
			list = append(list, c.at-joined)
		}
	}
	return list
}

func TestACareerBelongsToTheOccupantOfASeat(t *testing.T) {
	team := leaving(1, .5)
	base := stays(newOffice(0, alone(team)).run(1, 30*fiscal.Year)[0])
	require.Greater(t, len(base), 5)

	slower := team
	slower.Backfill = 100
	for i, stay := range stays(newOffice(0, alone(slower)).run(1, 30*fiscal.Year)[0]) {
		assert.InDelta(t, base[i], stay, 1e-6, "whenever the seat was filled")
	}
	restless := team
	restless.Attrition = .75 // twice the hazard
	for i, stay := range stays(newOffice(0, alone(restless)).run(1, 30*fiscal.Year)[0][:len(base)]) {
		assert.InDelta(t, base[i]/2, stay, 1e-6, "the same luck, at twice the hazard")
	}
}

func TestATrialIsTheSameWhateverRanBefore(t *testing.T) {
	team := leaving(6, .5)
	team.Hires = []people.Change{{At: 30, People: 2}}
	team.Cuts = []people.Change{{At: 300, People: 4}}
	o := newOffice(1, alone(team))
	first := o.run(1, 5*fiscal.Year)
	second := o.run(2, 5*fiscal.Year)
	assert.NotEqual(t, first, second)
	assert.Equal(t, first, o.run(1, 5*fiscal.Year))
	assert.Equal(t, second, newOffice(1, alone(team)).run(2, 5*fiscal.Year))
}
