package people_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/people"
	"postsale/models/units"
)

func TestWhatIsWrongWithATeam(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		edit func(*people.Team)
		want []units.Fault
	}{
		{name: "nothing", edit: func(*people.Team) {}},
		{name: "nobody", edit: func(t *people.Team) { t.People = 0 }},
		{name: "fewer than nobody", edit: func(t *people.Team) { t.People = -1 },
			want: []units.Fault{{Path: "people", Message: "must be between 0 and 10000, got -1"}}},
		{name: "too many", edit: func(t *people.Team) { t.People = 10_001 },
			want: []units.Fault{{Path: "people", Message: "must be between 0 and 10000, got 10001"}}},
		{name: "too many in the end", edit: func(t *people.Team) { t.Hires = []people.Change{{At: 5, People: 10_000}} },
			want: []units.Fault{{Path: "hires", Message: "must come to at most 10000 people, got 10003 at 1w"}}},
		{name: "a hire before the start", edit: func(t *people.Team) { t.Hires = []people.Change{{At: 5, People: 1}, {At: -1, People: 1}} },
			want: []units.Fault{{Path: "hires[1].at", Message: "must be 0 or more, got -1d"}}},
		{name: "a cut of fewer than nobody", edit: func(t *people.Team) { t.Cuts = []people.Change{{At: 5, People: -1}} },
			want: []units.Fault{{Path: "cuts[0].people", Message: "must be between 0 and 10000, got -1"}}},
		{name: "cut to nobody", edit: func(t *people.Team) { t.Cuts = []people.Change{{At: 5, People: 3}} }},
		{name: "cut to fewer", edit: func(t *people.Team) { t.Cuts = []people.Change{{At: 65, People: 4}} },
			want: []units.Fault{{Path: "cuts", Message: "must leave 0 people or more, got -1 at 1q"}}},
		{name: "hired in time for a cut", edit: func(t *people.Team) {
			t.Cuts, t.Hires = []people.Change{{At: 65, People: 4}}, []people.Change{{At: 65, People: 1}}
		}},
		{name: "hired too late for a cut", edit: func(t *people.Team) {
			t.Cuts, t.Hires = []people.Change{{At: 65, People: 4}}, []people.Change{{At: 66, People: 1}}
		}, want: []units.Fault{{Path: "cuts", Message: "must leave 0 people or more, got -1 at 1q"}}},
		{name: "no hours", edit: func(t *people.Team) { t.ProductiveHours = 0 },
			want: []units.Fault{{Path: "productive_hours", Message: "must be above 0h/w and at most 168h/w, got 0h/w"}}},
		{name: "all hours of the week", edit: func(t *people.Team) { t.ProductiveHours = 168 }},
		{name: "more hours than a week has", edit: func(t *people.Team) { t.ProductiveHours = 169 },
			want: []units.Fault{{Path: "productive_hours", Message: "must be above 0h/w and at most 168h/w, got 169h/w"}}},
		{name: "cost", edit: func(t *people.Team) { t.Cost = -5 },
			want: []units.Fault{{Path: "cost", Message: "must be 0 or more, got -5"}}},
		{name: "ramp", edit: func(t *people.Team) { t.Ramp = []units.Share{0, 1.5} },
			want: []units.Fault{{Path: "ramp[1]", Message: "must be between 0% and 100%, got 150%"}}},
		{name: "everybody leaves", edit: func(t *people.Team) { t.Attrition = 1 },
			want: []units.Fault{{Path: "attrition", Message: "must be 0 or more and below 100%, got 100%"}}},
		{name: "backfill", edit: func(t *people.Team) { t.Backfill = -5 },
			want: []units.Fault{{Path: "backfill", Message: "must be 0 or more, got -5d"}}},
		{name: "no numbers", edit: func(t *people.Team) {
			*t = people.Team{ProductiveHours: units.Pace(nan), Cost: units.Money(nan), Ramp: []units.Share{units.Share(nan)},
				Attrition: units.Share(nan), Backfill: units.Duration(nan), Hires: []people.Change{{At: units.Moment(nan)}}}
		}, want: []units.Fault{
			{Path: "hires[0].at", Message: "must be 0 or more, got NaNd"},
			{Path: "productive_hours", Message: "must be above 0h/w and at most 168h/w, got NaNh/w"},
			{Path: "cost", Message: "must be 0 or more, got NaN"},
			{Path: "ramp[0]", Message: "must be between 0% and 100%, got NaN%"},
			{Path: "attrition", Message: "must be 0 or more and below 100%, got NaN%"},
			{Path: "backfill", Message: "must be 0 or more, got NaNd"},
		}},
		{name: "a team of which nothing was read", edit: func(t *people.Team) { *t = people.Team{} },
			want: []units.Fault{{Path: "productive_hours", Message: "must be above 0h/w and at most 168h/w, got 0h/w"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			team := plan(3)
			c.edit(&team)
			var f units.Faults
			team.Validate(&f)
			assert.Equal(t, c.want, f.All())
		})
	}
}

func TestTheMostSeatsOfAPlan(t *testing.T) {
	team := plan(3)
	assert.Equal(t, 3, team.Most())
	team.Hires = []people.Change{{At: 10, People: 2}, {At: 30, People: 1}}
	team.Cuts = []people.Change{{At: 20, People: 4}}
	assert.Equal(t, 5, team.Most(), "3 + 2, before the cut")
}

func TestDaysOfPeopleOfAPlan(t *testing.T) {
	team := plan(3)
	team.Hires = []people.Change{{At: 10, People: 2}, {At: 300, People: 100}}
	team.Cuts = []people.Change{{At: 20, People: 4}}
	assert.InDelta(t, 3*(5+100)+2*90-4*80, team.Days(5, 100), 1e-9, "those of the first day, two more from day 10, four less from day 20, and nobody after the end")
}
