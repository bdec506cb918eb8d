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

// podding returns a team of pods of so many heads.
func podding(pods, heads units.Count, attrition units.Share) people.Team {
	team := leaving(pods, attrition)
	team.Heads = &heads
	return team
}

func TestAPodOfOneIsAPerson(t *testing.T) {
	until := 10 * fiscal.Year
	one := podding(5, 1, .4)
	one.Hires = []people.Change{{At: 30, People: 2}}
	plain := one
	plain.Heads = nil
	assert.Equal(t, newOffice(0, alone(plain)).run(1, until), newOffice(0, alone(one)).run(1, until))
}

func TestAPodWaitsForTheOneWhoLeft(t *testing.T) {
	told := newOffice(0, alone(podding(1, 4, .3))).run(1, 20*fiscal.Year)[0]
	require.Greater(t, len(told), 10)
	assert.Equal(t, people.Staffing{Payroll: 4, Full: 1, Working: 1}, told[0].Staffing)
	for i, c := range told[1:] {
		if i%2 == 0 {
			assert.Equal(t, people.Staffing{Payroll: 3}, c.Staffing, "the other three are paid and wait")
		} else {
			assert.Equal(t, people.Staffing{Payroll: 4, Full: 1, Working: 1}, c.Staffing, "in full at once")
			assert.InDelta(t, 50, c.at-told[i].at, 1e-9, "after the backfill")
		}
	}
}

// Up for 1 / h on average and then down for the backfill b: a share of h b / (1 + h b) of the time. Over a long time T its variance
// is that of a renewal reward, (b / m)² v / (m T), of cycles of m = 1/h + b and up times of variance v = 1/h².
func TestTheShareOfTimeThatAPodIsDown(t *testing.T) {
	const pods, years, falseAlarm = 2000, 40, .001
	for _, c := range []struct {
		heads     units.Count
		attrition units.Share
	}{{4, .15}, {2, .15}, {8, .3}} {
		hazard := float64(c.heads) * -math.Log(1-float64(c.attrition)) / fiscal.Year
		told := newOffice(0, alone(podding(pods, c.heads, c.attrition))).run(1, (years+10)*fiscal.Year)[0]
		up, heads, at := 0., 0., 10*fiscal.Year
		hold := func(until float64, s people.Staffing) {
			if days := until - max(at, 10*fiscal.Year); days > 0 {
				up += s.Working * days
				heads += float64(s.Payroll) * days
				at = until
			}
		}
		for i, c := range told[1:] {
			hold(c.at, told[i].Staffing)
		}
		all := pods * years * fiscal.Year
		hold((years+10)*fiscal.Year, told[len(told)-1].Staffing)
		const backfill = 50
		want, cycle := hazard*backfill/(1+hazard*backfill), 1/hazard+backfill
		deviation := backfill / cycle / hazard / math.Sqrt(cycle*all)
		critical := distuv.UnitNormal.Quantile(1 - falseAlarm/2/3)
		assert.InDelta(t, want, 1-up/all, critical*deviation, "%v heads at %v", c.heads, c.attrition)
		assert.InDelta(t, float64(c.heads)-want, heads/all, critical*deviation, "heads on the payroll")
	}
}

// A pod that is hired learns as anybody who joins does, by the month since then, whoever of it leaves meanwhile.
func TestANewPodGoesOnLearningWhileItWaits(t *testing.T) {
	const month = fiscal.Month
	team := podding(0, 10, .5)
	team.Backfill = 5
	team.Hires = []people.Change{{At: 10, People: 1}}
	worked := func(told []change) (list []change) {
		for _, c := range told {
			if c.Payroll == 10 {
				list = append(list, c)
			}
		}
		return list
	}
	leave := false
	for trial := range uint64(20) {
		told := newOffice(0, alone(team)).run(trial+1, fiscal.Year)[0]
		for i, c := range told {
			leave = leave || c.Payroll == 9 && c.at < 10+2*month && i > 0
		}
		for _, c := range worked(told) {
			share := 1.
			switch {
			case c.at < 10+month:
				share = 0
			case c.at < 10+3*month:
				share = .5
			}
			assert.Equal(t, share, c.Working, "on day %v", c.at)
		}
	}
	assert.True(t, leave, "somebody leaves a pod that is new")
}

func TestACutTakesAPodThatWaits(t *testing.T) {
	team := podding(2, 4, .9)
	team.Backfill = 1000
	team.Cuts = []people.Change{{At: 900, People: 1}, {At: 950, People: 1}}
	told := newOffice(0, alone(team)).run(1, 2*fiscal.Year*2)[0]
	var payroll []int
	for _, c := range told {
		payroll = append(payroll, c.Payroll)
	}
	assert.Equal(t, []int{8, 7, 6, 3, 0}, payroll)
}

func TestHeadsLeaveOtherTeamsAlone(t *testing.T) {
	until := 5 * fiscal.Year
	run := func(heads units.Count) [][]change {
		return newOffice(0, people.Member{Name: "pods", Plan: podding(3, heads, .3)}, people.Member{Name: "other", Plan: leaving(5, .4)}).run(1, until)
	}
	few, many := run(2), run(4)
	assert.Equal(t, few[1], many[1])
	assert.InDelta(t, few[0][1].at/2, many[0][1].at, 1e-9, "the same luck, at twice the hazard")
}
