package people_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/people"
	"postsale/models/units"
)

// rule hires one person, twelve weeks after starts were late by more than three.
func rule() people.Rule {
	return people.Rule{Measure: people.StartDelay, Above: units.Bound{Value: 15, As: units.AsDuration}, People: 1, Lead: 60}
}

func most(n units.Count) *units.Count { return &n }

func TestWhatIsWrongWithARule(t *testing.T) {
	nan := math.NaN()
	plain := func(measure units.Name, v float64) func(*people.Rule) {
		return func(r *people.Rule) { r.Measure, r.Above = measure, units.Bound{Value: v} }
	}
	as := func(measure units.Name, v float64, kind units.Kind) func(*people.Rule) {
		return func(r *people.Rule) { r.Measure, r.Above = measure, units.Bound{Value: v, As: kind} }
	}
	for _, c := range []struct {
		name, path, want string
		edit             func(*people.Rule)
	}{
		{name: "nothing", edit: func(*people.Rule) {}},
		{name: "always", edit: plain(people.StartDelay, 0)},
		{name: "a share as a number", edit: plain(people.Used, .9)},
		{name: "a load above that of the plan", edit: as(people.Carried, 1.2, units.AsShare)},
		{name: "at once", edit: func(r *people.Rule) { r.Lead = 0 }},
		{name: "another measure", path: "measure", edit: func(r *people.Rule) { r.Measure = "start_delays" },
			want: `must be start_delay, queue, backlog, first_response, used or load, got "start_delays", did you mean "start_delay"?`},
		{name: "no measure", path: "measure", edit: func(r *people.Rule) { r.Measure = "" },
			want: `must be start_delay, queue, backlog, first_response, used or load, got ""`},
		{name: "a delay without a unit", path: "above", edit: plain(people.StartDelay, 3), want: "must be a duration such as 3w for start_delay, got 3"},
		{name: "a delay as a share", path: "above", edit: as(people.FirstResponse, .3, units.AsShare), want: "must be a duration such as 3w for first_response, got 30%"},
		{name: "a queue as a duration", path: "above", edit: as(people.Queue, 5, units.AsDuration), want: "must be a number such as 4 for queue, got 1w"},
		{name: "a backlog as a share", path: "above", edit: as(people.Backlog, .5, units.AsShare), want: "must be a number such as 4 for backlog, got 50%"},
		{name: "use as a duration", path: "above", edit: as(people.Used, 5, units.AsDuration), want: "must be a share such as 90% for used, got 1w"},
		{name: "a load in per cent without the sign", path: "above", edit: plain(people.Carried, 120), want: "must be a share such as 90% for load, got 120"},
		{name: "below nothing", path: "above", edit: plain(people.Queue, -1), want: "must be 0 or more, got -1"},
		{name: "no number", path: "above", edit: plain(people.Queue, nan), want: "must be 0 or more, got NaN"},
		{name: "beyond all numbers", path: "above", edit: plain(people.Queue, math.Inf(1)), want: "must be 0 or more, got +Inf"},
		{name: "nobody", path: "people", edit: func(r *people.Rule) { r.People = 0 }, want: "must be between 1 and 10000, got 0"},
		{name: "before the decision", path: "lead", edit: func(r *people.Rule) { r.Lead = -1 }, want: "must be 0 or more, got -1d"},
		{name: "no lead", path: "lead", edit: func(r *people.Rule) { r.Lead = units.Duration(nan) }, want: "must be 0 or more, got NaNd"},
		{name: "a team of nobody", path: "most", edit: func(r *people.Rule) { r.Most = most(0) }, want: "must be between 1 and 10000, got 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			team, r := plan(3), rule()
			c.edit(&r)
			team.HireWhen = []people.Rule{rule(), r}
			var want []units.Fault
			if c.want != "" {
				want = []units.Fault{{Path: "hire_when[1]." + c.path, Message: c.want}}
			}
			var f units.Faults
			team.Validate(&f)
			assert.Equal(t, want, f.All())
		})
	}
	team := plan(3)
	team.HireWhen = make([]people.Rule, 21)
	var f units.Faults
	team.Validate(&f)
	assert.Equal(t, []units.Fault{{Path: "hire_when", Message: "must be at most 20, got 21"}}, f.All())
}

func TestARuleSaysWhatItLooksAt(t *testing.T) {
	assert.Equal(t, "start_delay above 3w", rule().String())
}

func TestATeamMayGrowAsFarAsItsRulesGo(t *testing.T) {
	team := plan(3)
	team.Hires = []people.Change{{At: 30, People: 2}}
	assert.Equal(t, 5, team.Ever())
	r := rule()
	r.Most = most(4)
	team.HireWhen = []people.Rule{r}
	assert.Equal(t, 5, team.Ever())
	r.Most = most(8)
	team.HireWhen = append(team.HireWhen, r)
	assert.Equal(t, 8, team.Ever())
	r.Most = nil
	team.HireWhen = append(team.HireWhen, r)
	assert.Equal(t, 10_000, team.Ever())
	assert.Equal(t, 5, team.Most(), "of the plan")
}

func TestTheFewestThatAPlanHasBeforeADay(t *testing.T) {
	team := plan(5)
	team.Cuts = []people.Change{{At: 20, People: 3}, {At: 90, People: 2}}
	team.Hires = []people.Change{{At: 20, People: 1}}
	for day, want := range map[units.Duration]int{0: 5, 20: 5, 21: 3, 90: 3, 91: 1} {
		assert.Equal(t, want, team.Fewest(day), day)
	}
}

// No rule ever adds more than this bound: one whose lead is within a month hires every month, others every so many months as
// their lead is long.
func TestRulesAddNoMoreDaysThanTheirLeadAllows(t *testing.T) {
	const run = 12 * fiscal.Month
	days := func(lead units.Duration, people_ units.Count, limit *units.Count) float64 {
		r := rule()
		r.Lead, r.People, r.Most = lead, people_, limit
		team := plan(3)
		team.HireWhen = []people.Rule{r}
		return team.MostDays(0, run) - team.Days(0, run)
	}
	sum := func(months ...float64) (days float64) {
		for _, m := range months {
			days += run - m*fiscal.Month
		}
		return days
	}
	assert.InDelta(t, sum(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), days(0, 1, nil), 1e-9)
	assert.InDelta(t, 2*sum(4, 7, 10), days(3*fiscal.Month, 2, nil), 1e-9)
	assert.InDelta(t, sum(1)*2+sum(2), days(0, 2, most(3)), 1e-9)
	assert.Zero(t, days(run, 1, nil))
}

func TestPromptRulesHavePeopleAtOnce(t *testing.T) {
	team := plan(3)
	assert.True(t, team.IsPrompt())
	team.HireWhen = []people.Rule{rule()}
	assert.False(t, team.IsPrompt())
	assert.True(t, team.Prompt().IsPrompt())
	assert.EqualValues(t, 60, team.HireWhen[0].Lead, "of a copy")
	assert.False(t, team.IsSettled(), "who joins by rule learns")
	assert.True(t, team.Settled().IsSettled())
}
