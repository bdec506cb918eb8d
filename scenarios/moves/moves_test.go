package moves_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports"
	"postsale/scenarios"
	"postsale/scenarios/moves"
	"postsale/scenarios/studies"
)

const people = "delivery.teams.implementation.people"

func plans(t *testing.T, names ...string) []*scenarios.Scenario {
	t.Helper()
	var list []*scenarios.Scenario
	for _, name := range names {
		plan, err := scenarios.Load(name, nil)
		require.NoError(t, err)
		list = append(list, plan)
	}
	return list
}

// compared is a comparison of plans of some trials, and its subject.
func compared(t *testing.T, trials int, base string, others ...string) (*results.Comparison, []byte) {
	t.Helper()
	study, err := studies.NewComparison(studies.Order{Scenario: base, Others: others, Trials: trials, Seed: 5, Workers: 1}, false)
	require.NoError(t, err)
	c := study.Live(context.Background(), nil).(*results.Comparison)
	subject, err := moves.SubjectOf(study, c.Base)
	require.NoError(t, err)
	return c, subject
}

// lived lets a desk live through trials of moves and take them, in parts, the later ones first.
func lived(t *testing.T, d *moves.Desk, trials int, list ...moves.Move) {
	t.Helper()
	for _, m := range list {
		for _, part := range [][2]int{{trials/2 + 1, trials}, {1, trials / 2}} {
			rows, failures, err := d.Live(m, part[0], part[1])
			require.NoError(t, err)
			require.NoError(t, d.Take(m, part[0], rows, failures))
		}
	}
}

func told(t *testing.T, c *results.Comparison) string {
	t.Helper()
	panel, status, err := reports.Panel(c, c.Base.Asked)
	require.NoError(t, err)
	return panel + status
}

func TestAPlanAsItIsComesToThePagesFigures(t *testing.T) {
	const trials = 8
	c, subject := compared(t, trials, "board-lean", "board", "board-hire")
	d, err := moves.Open(subject)
	require.NoError(t, err)
	lived(t, d, trials, moves.Move{}, moves.Move{Plan: 2})
	moved, err := d.Tell(moves.Move{Plan: 2}, trials)
	require.NoError(t, err)
	assert.False(t, d.Rounded)

	require.Greater(t, len(moved.Others[0].Pairs), 100)
	for _, pair := range moved.Others[0].Pairs {
		full := c.Others[1].Pair(pair.Measure.Name, pair.Segment, pair.Period.Name)
		require.NotNil(t, full, pair.Measure.Name)
		assert.Equal(t, fmt.Sprint(full.Difference), fmt.Sprint(pair.Difference), pair.Measure.Name)
	}
	assert.Equal(t, c.Others[1].Targets, moved.Others[0].Targets)
	assert.Equal(t, fmt.Sprint(c.Others[1].Price), fmt.Sprint(moved.Others[0].Price))
	assert.Equal(t, c.Others[1].Standing.Odds, moved.Others[0].Standing.Odds)
	require.NotEmpty(t, c.Others[1].Earnings.Payback.Last)
	assert.Equal(t, c.Others[1].Earnings.Payback, moved.Others[0].Earnings.Payback)

	taken, err := moves.Taken(subject, c.Runs())
	require.NoError(t, err)
	rows, known, err := taken.Rows(moves.Move{}, trials-1)
	require.NoError(t, err)
	assert.Equal(t, trials-1, known)
	simulated, _, err := d.Live(moves.Move{}, 1, known)
	require.NoError(t, err)
	assert.Equal(t, simulated, rows, "what goes into the page is what was lived through")
	again, err := taken.Tell(moves.Move{Plan: 2}, trials)
	require.NoError(t, err)
	assert.Equal(t, told(t, moved), told(t, again), "simulated again, and from the tables of the record")
}

func TestAMoveComesToTheFiguresOfThePlanThatItMakes(t *testing.T) {
	const trials = 6
	_, subject := compared(t, trials, "board-lean", "board")
	d, err := moves.Open(subject)
	require.NoError(t, err)
	m := moves.Move{Plan: 1, Settings: []string{people + "=9"}}
	lived(t, d, trials, moves.Move{}, m)
	moved, err := d.Tell(m, trials)
	require.NoError(t, err)
	assert.Equal(t, moves.Own, moved.Others[0].Name)
	assert.Equal(t, []results.Change{{Path: people, From: "8", To: "9"}}, moved.Others[0].Changes)

	base, err := studies.NewRun(studies.Order{Scenario: "board-lean", Trials: trials, Seed: 5, Workers: 1})
	require.NoError(t, err)
	nine, err := studies.NewRun(studies.Order{Scenario: "board", Settings: []string{people + "=9"}, Trials: trials, Seed: 5, Workers: 1})
	require.NoError(t, err)
	one, two := base.Live(context.Background(), nil).Went().Table, nine.Live(context.Background(), nil).Went().Table
	some := 0
	for _, pair := range one.Pair(two) {
		if mine := moved.Others[0].Pair(pair.Measure.Name, pair.Segment, pair.Period.Name); mine != nil {
			assert.Equal(t, fmt.Sprint(pair.Difference), fmt.Sprint(mine.Difference), pair.Measure.Name)
			some++
		}
	}
	assert.Greater(t, some, 100)
	nrr := moved.Others[0].Pair("nrr", measures.WholeCompany, "FY29")
	require.NotNil(t, nrr)
	assert.NotZero(t, nrr.Difference.Mean, "somebody more makes a difference")

	fewer, err := d.Tell(m, trials/2)
	require.NoError(t, err)
	assert.Equal(t, trials/2, fewer.Base.Done, "it grows")
	_, err = d.Tell(moves.Move{Plan: 1, Settings: []string{people + "=7"}}, 1)
	assert.EqualError(t, err, "nobody lived through trial 1 yet")
}

func TestASimulatorOfOtherSourceIsFoundOut(t *testing.T) {
	_, text := compared(t, 2, "board-lean", "board")
	change := func(by func(first []byte)) *moves.Desk {
		var s moves.Subject
		require.NoError(t, json.Unmarshal(text, &s))
		by(s.Plans[0].First)
		changed, err := json.Marshal(s)
		require.NoError(t, err)
		d, err := moves.Open(changed)
		require.NoError(t, err)
		return d
	}
	live := func(d *moves.Desk) error {
		_, _, err := d.Live(moves.Move{Settings: []string{people + "=9"}}, 1, 1)
		return err
	}
	d := change(func([]byte) {})
	require.NoError(t, live(d))
	assert.False(t, d.Rounded)
	d = change(func(first []byte) { first[0] ^= 1 }) // the last bit of the first number
	require.NoError(t, live(d))
	assert.True(t, d.Rounded)
	d = change(func(first []byte) { first[6] ^= 1 }) // of its leading digits
	assert.ErrorContains(t, live(d), "its first future is not the page's")
}

func TestWhatDoesNotGoTogetherIsTold(t *testing.T) {
	_, text := compared(t, 2, "board-lean", "board")
	d, err := moves.Open(text)
	require.NoError(t, err)
	_, _, err = d.Live(moves.Move{Settings: []string{"deals.slip=200%"}}, 1, 1)
	assert.ErrorContains(t, err, "these values do not go together: must be")
	_, _, err = d.Live(moves.Move{Settings: []string{"horizon=1y"}}, 1, 1)
	assert.EqualError(t, err, "these values change what is measured")
	_, _, err = d.Live(moves.Move{Plan: 2}, 1, 1)
	assert.EqualError(t, err, "there is no plan 2")
	_, _, err = d.Live(moves.Move{}, 2, 3)
	assert.EqualError(t, err, "there are no trials 2 to 3")
	assert.EqualError(t, d.Take(moves.Move{}, 1, make([]byte, 12), nil), "rows of another width")
}

func TestWhatCannotBeMovedIsTold(t *testing.T) {
	for offer, want := range map[string]string{
		"people":                  "must be PATH=LOW..HIGH",
		people + "=6":             "must be PATH=LOW..HIGH",
		people + "=6..":           "must be PATH=LOW..HIGH",
		people + "=8..8":          "the low end must be below the high end",
		people + "=9..8":          "the low end must be below the high end",
		people + "=few..8":        "the low end: want a whole number",
		people + "=1..many":       "the high end: want a whole number",
		people + "=-3..8":         "the low end: want a whole number",
		"deals.slip=0%..200%":     `board cannot be "200%": must be`,
		"trials=10..20":           "says nothing of the company",
		"name=a..b":               "says nothing of the company",
		"delivery.teams=1..2":     "is no number",
		"segments.smb.uplif=1..2": "did you mean",
		"horizon=1y..2y":          "changes what is measured of board",
		"delivery.partners.hungry.concurrent_projects=1..9": "stands in no plan: state it there first",
		"delivery.teams.implementaton.people=6..8":          `stands in no plan: state it there first, and then it can be moved, did you mean "delivery.teams.implementation.people"?`,
	} {
		_, _, err := moves.Inputs(plans(t, "board"), []string{offer})
		if assert.Error(t, err, offer) {
			assert.Contains(t, err.Error(), "--offer "+offer+": ")
			assert.Contains(t, err.Error(), want, offer)
		}
	}
	_, _, err := moves.Inputs(plans(t, "board"), []string{people + "=1..2", "trials=1..2", people + "=3..4"})
	require.Error(t, err)
	assert.Equal(t, 2, len(strings.Split(err.Error(), "\n")), "all faults at once")
	assert.Contains(t, err.Error(), "offered twice")
}

// Files write month_late: 1.1 for its ratio.
func TestANumberMayBeCalledAsFilesWriteIt(t *testing.T) {
	const section = "outcomes.leaving.month_late"
	list, _, err := moves.Inputs(plans(t, "board"), []string{section + "=1..1.2"})
	require.NoError(t, err)
	assert.Equal(t, section+".ratio", list[0].Path)
	assert.Equal(t, "1.1", list[0].Values[list[0].At[0]])
	_, _, err = moves.Inputs(plans(t, "board"), []string{section + "=1..1.2", section + ".ratio=1..1.3"})
	assert.ErrorContains(t, err, "offered twice")

	other, err := scenarios.Load("board", []string{section + "=1.3"})
	require.NoError(t, err)
	list, fixed, err := moves.Inputs(append(plans(t, "board"), other), nil)
	require.NoError(t, err)
	assert.Empty(t, fixed)
	require.Len(t, list, 1)
	assert.Equal(t, []string{"1.1", "1.3"}, []string{list[0].Values[list[0].At[0]], list[0].Values[list[0].At[1]]})
	assert.Nil(t, list[0].Labels, "a number and no choice")
}

func TestADayMayBeOfferedAsFilesWriteIt(t *testing.T) {
	known, err := scenarios.Load("board", []string{"events=[{at: 2027-07-01, prices_rise: 4%}]"})
	require.NoError(t, err)
	list, _, err := moves.Inputs([]*scenarios.Scenario{known}, []string{"events[0].at=FY27 Q2..2028-01-01"})
	require.NoError(t, err)
	base, err := known.Base()
	require.NoError(t, err)
	at := func(i int) float64 {
		moved, err := base.Load(scenarios.Lines([]string{"events[0].at=" + list[0].Values[i]}))
		require.NoError(t, err)
		return float64(moved.Params.Events[0].At)
	}
	day := known.Params.Calendar().QuarterOf
	assert.Equal(t, day(27, 2), at(0))
	assert.Equal(t, day(27, 3), at(list[0].At[0]), "where the plan has it")
	assert.Equal(t, day(28, 1), at(len(list[0].Values)-1))
	_, _, err = moves.Inputs([]*scenarios.Scenario{known}, []string{"events[0].at=2026-01-01..2028-01-01"})
	assert.ErrorContains(t, err, "the low end: must be on the first day of the run, 2027-01-01, or after it")
	_, _, err = moves.Inputs([]*scenarios.Scenario{known}, []string{"events[0].at=2027-07-01..2040-01-01"})
	assert.ErrorContains(t, err, "must come before the run ends")
}

func TestAnInputHasEveryWholeNumberOrRoundSteps(t *testing.T) {
	list, _, err := moves.Inputs(plans(t, "board-lean", "board"), []string{people + "=6..12", "deals.slip=2%..8%"})
	require.NoError(t, err)
	require.Len(t, list, 2)
	assert.Equal(t, []string{"6", "7", "8", "9", "10", "11", "12"}, list[0].Values)
	assert.Equal(t, []int{2, 4}, list[0].At, "8 in board-lean, 10 in board")
	assert.NotEmpty(t, list[0].Meaning)
	assert.Equal(t, []string{"2%", "2.5%", "3%"}, list[1].Values[:3])
	assert.Equal(t, "8%", list[1].Values[len(list[1].Values)-1])
	for _, input := range list {
		for plan, at := range input.At {
			require.GreaterOrEqual(t, at, 0)
			key, _ := scenarios.Find(input.Path)
			is, err := key.Read(input.Values[at])
			require.NoError(t, err)
			want, err := key.Read(plans(t, []string{"board-lean", "board"}[plan])[0].Values([]string{input.Path})[0])
			require.NoError(t, err)
			assert.Equal(t, want, is, "where it is in each plan")
		}
	}
}

func TestWithoutOffersTheNumbersInWhichPlansDifferAreMoved(t *testing.T) {
	list, fixed, err := moves.Inputs(plans(t, "board-lean", "board"), nil)
	require.NoError(t, err)
	require.Len(t, list, 1)
	assert.Empty(t, fixed)
	assert.Equal(t, people, list[0].Path)
	assert.Equal(t, []string{"8", "9", "10"}, list[0].Values)

	list, fixed, err = moves.Inputs(plans(t, "board-lean", "board-partner-overflow"), nil)
	require.NoError(t, err)
	assert.Empty(t, list)
	require.Len(t, fixed, 2)
	assert.Equal(t, "delivery.partners", fixed[0].Path)
	assert.Equal(t, "board-lean cannot have it as board-partner-overflow: that changes what is measured: teams, partners, segments, periods and targets stay as they are", fixed[0].Why)
	assert.Equal(t, "delivery.routes", fixed[1].Path)
	assert.Contains(t, fixed[1].Why, "board-lean cannot have it as board-partner-overflow: ")
	list, _, err = moves.Inputs(plans(t, "board", "board-partner-overflow"), []string{"delivery.partners.hungry.concurrent_projects=6..18"})
	require.NoError(t, err)
	assert.Equal(t, -1, list[0].At[0], "board has no such partner")
	assert.Equal(t, "12", list[0].Values[list[0].At[1]])
}

// Lists, and what one plan has alone, are taken from one of the plans.
func TestWhatIsNoNumberIsTakenFromAPlan(t *testing.T) {
	const hires = "delivery.teams.implementation.hires"
	list, fixed, err := moves.Inputs(plans(t, "board-lean", "board-hire"), nil)
	require.NoError(t, err)
	assert.Empty(t, fixed)
	require.Len(t, list, 1)
	assert.Equal(t, hires, list[0].Path)
	assert.Equal(t, []int{0, 1}, list[0].At)
	assert.Equal(t, []string{"as in board-lean", "as in board-hire"}, list[0].Labels)
	assert.Equal(t, "[{at: 0, people: 2}, {at: 1y, people: 1}, {at: 2y, people: 1}]", list[0].Values[1])

	const trials = 4
	_, subject := compared(t, trials, "board-lean", "board-hire")
	d, err := moves.Open(subject)
	require.NoError(t, err)
	m := moves.Move{Plan: 0, Settings: []string{hires + "=" + list[0].Values[1]}}
	lived(t, d, trials, m, moves.Move{Plan: 1})
	taken, _, err := d.Rows(m, trials)
	require.NoError(t, err)
	own, _, err := d.Rows(moves.Move{Plan: 1}, trials)
	require.NoError(t, err)
	assert.Equal(t, own, taken, "with its hires, the base is the other plan")

	list, _, err = moves.Inputs(plans(t, "board-lean", "board-hire"), []string{hires})
	require.NoError(t, err)
	assert.Len(t, list, 1)
	for offer, want := range map[string]string{people: "is the same in all plans", "name": "says nothing of the company", "delivery.parters": "must be PATH=LOW..HIGH"} {
		_, _, err = moves.Inputs(plans(t, "board-lean", "board-hire"), []string{offer})
		assert.ErrorContains(t, err, want, offer)
	}
}

func TestASettingOfOnePlanAloneCanBeTakenAway(t *testing.T) {
	list := plans(t, "board", "board")
	base, err := list[0].Base()
	require.NoError(t, err)
	list[1], err = base.Load(scenarios.Lines([]string{"delivery.teams.implementation.hires=null", "segments.smb.terms={1y: 100%}"}))
	require.NoError(t, err)
	inputs, fixed, err := moves.Inputs(list, nil)
	require.NoError(t, err)
	assert.Empty(t, fixed)
	for _, i := range inputs {
		if i.Path == "segments.smb.terms" {
			assert.Equal(t, []string{"{1y: 65%, 2y: 15%, 3y: 20%}", "{1y: 100%}"}, i.Values, "shares that add up are moved together")
			continue
		}
		assert.Equal(t, "delivery.teams.implementation.hires", i.Path)
		assert.Equal(t, []string{"[{at: 1y, people: 1}, {at: 2y, people: 1}]", "null"}, i.Values)
		assert.Equal(t, []string{"as in board", "not there, as in board"}, i.Labels)
	}
	assert.Len(t, inputs, 2)
}
