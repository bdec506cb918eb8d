package delivery_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
)

func TestAProjectGoesThroughItsPhases(t *testing.T) {
	p := plan(project("job", phase("kick-off", 3, 2), phase("build", 0, 5), afterGoLive(phase("transition", 1, 1))))
	p.HandOff = 2
	w := open(t, p)
	w.sign(0, "job")
	w.sign(0, "job")
	assert.Equal(t, []string{
		"2 A starts",
		"2 B queues",
		"12 A is live", // 3 + 2 + 5 after the start
		"14 A is done", // and holds its slot until then
		"14 B starts",
		"24 B is live",
		"26 B is done",
	}, w.story(100, life...))
	assert.Equal(t, []string{
		"2 A takes 1 of own", "14 A frees 1 of own", "14 B takes 1 of own", "26 B frees 1 of own",
	}, w.tell(ledger.Took, ledger.Freed))
	assert.Equal(t, []string{
		"5 own draws 8 hours", "12 own draws 0 hours", "13 own draws 8 hours", "14 own draws 0 hours", // not while a customer is waited for
		"17 own draws 8 hours", "24 own draws 0 hours", "25 own draws 8 hours", "26 own draws 0 hours",
	}, compact(w.tell(ledger.Drew)))
	assert.Equal(t, []float64{20, 20}, w.promised)
	assert.Equal(t, []string{"A 0 0", "B 0 0"}, w.shares)
}

// compact leaves out levels that last no time.
func compact(lines []string) []string {
	var list []string
	at := func(line string) string {
		for i := range line {
			if line[i] == ' ' {
				return line[:i]
			}
		}
		return line
	}
	for _, line := range lines {
		if n := len(list); n > 0 && at(list[n-1]) == at(line) {
			list = list[:n-1]
		}
		list = append(list, line)
	}
	level := ""
	var changes []string
	for _, line := range list {
		if line[len(at(line)):] != level {
			changes = append(changes, line)
		}
		level = line[len(at(line)):]
	}
	return changes
}

func TestAProjectOfWaitsAloneAndOneOfNothing(t *testing.T) {
	w := open(t, plan(project("files", phase("files", 4, 0)), project("nothing", phase("nothing", 0, 0))))
	w.sign(0, "files")
	w.sign(1, "nothing")
	w.sign(1, "nothing")
	assert.Equal(t, []string{
		"0 A starts", "1 B queues", "1 C queues",
		"4 A is live", "4 A is done",
		"4 B starts", "4 B is live", "4 B is done",
		"4 C starts", "4 C is live", "4 C is done",
	}, w.story(100, life...))
}

func TestAProjectMayBeLiveFromItsStart(t *testing.T) {
	w := open(t, plan(project("job", afterGoLive(phase("hand-holding", 0, 3)))))
	w.sign(0, "job")
	assert.Equal(t, []string{"0 A starts", "0 A is live", "3 A is done"}, w.story(100, life...))
}

func TestOneMultiplierScalesAllPhases(t *testing.T) {
	job := project("job", phase("build", 1, 2), phase("launch", 1, 4))
	job.Value.EffortMultiplier = units.Fixed(units.Number(1.5))
	w := open(t, plan(job))
	w.sign(0, "job")
	assert.Equal(t, []string{"0 A starts", "11 A is live", "11 A is done"}, w.story(100, life...)) // 1 + 3 + 1 + 6
}

func TestTwoProjectsSlowEachOther(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)))
	p.Teams[0].Value.ConcurrentProjects = 2
	w := open(t, p)
	w.sign(0, "job")
	w.sign(2, "job")
	assert.Equal(t, []string{
		"0 A starts", "2 B starts",
		"8 A is live", "8 A is done", // 16 of 40 hours alone, 24 at half speed
		"10 B is live", "10 B is done", // 24 hours at half speed, 16 alone
	}, w.story(100, life...))
}

func TestAllGoAtOneFractionOfTheirPace(t *testing.T) {
	half := project("half", phase("build", 0, 5))
	half.Value.Phases[0].Pace = 20
	p := plan(project("whole", phase("build", 0, 5)), half)
	p.Teams[0].Value.ConcurrentProjects = 10
	w := open(t, p)
	w.sign(0, "whole")
	w.sign(0, "half")
	w.sign(0, "half")
	assert.Equal(t, []string{ // 8 hours for paces of 8 + 4 + 4: f is a half
		"0 A starts", "0 B starts", "0 C starts",
		"10 A is live", "10 A is done",
		"15 B is live", "15 B is done", // 20 of 40 hours by day 10, then f is 1
		"15 C is live", "15 C is done",
	}, w.story(100, life...))
}

func TestAPhaseMayDrawTheHoursOfAnotherTeam(t *testing.T) {
	design := phase("design", 0, 2)
	design.Team = "architects"
	p := plan(project("job", design, phase("build", 0, 3)))
	p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "architects", Value: team(1)})
	p.Teams[0].Value.ConcurrentProjects = 2
	w := open(t, p)
	w.sign(0, "job")
	w.sign(1, "job")
	assert.Equal(t, []string{
		"0 A starts", "1 B starts", // both hold slots of the own team
		"8 A is live", "8 A is done", // designed by 3, then 8 hours alone and 16 at half speed
		"9 B is live", "9 B is done", // designed by 4, then 16 hours at half speed and 8 alone
	}, w.story(100, life...))
	assert.Equal(t, []string{
		"0 architects draws 8 hours", "3 own draws 8 hours", "4 architects draws 0 hours", "9 own draws 0 hours",
	}, w.tell(ledger.Drew))
	assert.Equal(t, []string{
		"0 A takes 1 of own", "1 B takes 1 of own", "8 A frees 1 of own", "9 B frees 1 of own",
	}, w.tell(ledger.Took, ledger.Freed))
}

func TestAPersonInRampBringsHoursAndNoSlots(t *testing.T) {
	fast := phase("build", 0, 5)
	fast.Pace = 60
	w := open(t, plan(project("job", fast)))
	w.Staff(0, people.Staffing{Payroll: 2, Full: 1, Working: 1.5})
	w.sign(0, "job")
	w.sign(0, "job")
	w.at(5, func() { w.staff(0, 2) })
	assert.Equal(t, []string{
		"0 A starts", "0 B queues",
		"3.33333 A is live", "3.33333 A is done", // 40 hours at 12 a day
		"3.33333 B starts",
		"6.66667 B is live", "6.66667 B is done",
	}, w.story(100, life...))
	assert.Equal(t, []string{"0 own has 8 hours", "0 own has 1 slots", "0 own has 12 hours", "0 own has 1 slots", "5 own has 16 hours", "5 own has 2 slots"},
		w.tell(ledger.Timed, ledger.Slotted))
}

func TestFewerPeopleInterruptNobody(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)))
	p.Teams[0].Value.People = 2
	w := open(t, p)
	for range 3 {
		w.sign(0, "job")
	}
	w.at(1, func() { w.staff(0, 1) })
	w.at(20, func() { w.staff(0, 0) })
	w.at(30, func() { w.staff(0, 1) })
	w.sign(20, "job")
	assert.Equal(t, []string{
		"0 A starts", "0 B starts", "0 C queues",
		"9 A is live", "9 A is done", // 8 of 40 hours each, then half speed
		"9 B is live", "9 B is done",
		"9 C starts", "14 C is live", "14 C is done", // one slot is left
		"20 D queues", "30 D starts", "35 D is live", "35 D is done",
	}, w.story(100, life...))
	assert.Equal(t, []string{"0 own has 2 slots", "1 own has 2 slots", "9 own has 1 slots", "20 own has 0 slots", "30 own has 1 slots"},
		w.tell(ledger.Slotted), "what a project holds is there until it ends")
}

func TestWithoutPeopleWorkStandsStill(t *testing.T) {
	w := open(t, plan(project("job", phase("build", 0, 5))))
	w.sign(0, "job")
	w.at(2, func() { w.staff(0, 0) })
	w.at(12, func() { w.staff(0, 1) })
	assert.Equal(t, []string{"0 A starts", "15 A is live", "15 A is done"}, w.story(100, life...))
}

func TestAMixIsSoldByItsShares(t *testing.T) {
	const customers = 10_000
	shares := []units.Share{.5, .3, 0, .2}
	var p delivery.Params
	var mix delivery.Mix
	for i, share := range shares {
		e := project(units.Name(rune('a'+i)), phase("files", 1, 0))
		e.Value.Promised = units.Duration(i + 1)
		p = plan(append(p.Projects, e)...)
		mix = append(mix, units.Entry[units.Share]{Name: e.Name, Value: share})
	}
	w := openMixed(t, p, []delivery.Mix{mix, mix, mix, mix})
	for range customers {
		w.sign(0, "a")
	}
	w.sim.Run(0)
	counts := make([]float64, len(shares))
	for _, day := range w.promised {
		counts[int(day)-1]++
	}
	critical := distuv.UnitNormal.Quantile(1 - 1e-3/2/float64(len(shares)))
	for i, share := range shares {
		assert.InDelta(t, float64(share)*customers, counts[i], critical*math.Sqrt(float64(share)*float64(1-share)*customers))
	}
}
