package success_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/units"
)

func TestWhatIsWrongWithATeamIsToldByItsName(t *testing.T) {
	p := success.Params{Teams: units.Map[people.Team]{
		{Name: "onboarding", Value: people.Team{People: 3, ProductiveHours: 30}},
		{Name: "renewals", Value: people.Team{People: -1, ProductiveHours: 30}},
	}}
	var f units.Faults
	p.Validate(&f, nil)
	assert.Equal(t, []units.Fault{{Path: "teams.renewals.people", Message: "must be between 0 and 10000, got -1"}}, f.All())
}

func TestWhatIsWrongWithTheCareOfCustomersIsTold(t *testing.T) {
	nan := units.Number(math.NaN())
	plain := func() (success.Params, *success.Segment) {
		return success.Params{
			Teams:      units.Map[people.Team]{{Name: "success", Value: people.Team{People: 3, ProductiveHours: 30}}},
			Renewals:   &success.Renewals{Owner: success.Own, Lead: 65},
			Expansions: &success.Expansions{Owner: "crew", Patience: 65, Alone: .6},
			Health:     &success.Health{Every: 20, Yellow: 1.15, Red: 1.4},
			Rescue:     &success.Rescue{Saves: .4, Relief: .7, Again: 130},
		}, &success.Segment{Team: "success", AccountsPerPerson: 40, HalfAt: .5, Renewal: days(1), Expansion: days(1), Rescue: days(0)}
	}
	for _, c := range []struct {
		name string
		edit func(p *success.Params, s *success.Segment)
		want []units.Fault
	}{
		{"nothing", func(*success.Params, *success.Segment) {}, nil},
		{"an unknown owner", func(p *success.Params, _ *success.Segment) { p.Renewals.Owner = "sucess" },
			[]units.Fault{{Path: "renewals.owner", Message: `must be own, or a team of success or delivery, got "sucess", did you mean "success"?`}}},
		{"no lead", func(p *success.Params, _ *success.Segment) { p.Renewals.Lead = 0 },
			[]units.Fault{{Path: "renewals.lead", Message: "must be 1d or more, got 0"}}},
		{"patience that is no number", func(p *success.Params, _ *success.Segment) { p.Expansions.Patience = units.Duration(nan) },
			[]units.Fault{{Path: "expansions.patience", Message: "must be 1d or more, got NaNd"}}},
		{"more than all", func(p *success.Params, _ *success.Segment) { p.Expansions.Alone = 1.1 },
			[]units.Fault{{Path: "expansions.alone", Message: "must be between 0% and 100%, got 110%"}}},
		{"red before yellow", func(p *success.Params, _ *success.Segment) { p.Health.Red = 1.1 },
			[]units.Fault{{Path: "health.red", Message: "must be at least yellow, 1.15, got 1.1"}}},
		{"yellow that is no number", func(p *success.Params, _ *success.Segment) { p.Health.Yellow = nan },
			[]units.Fault{{Path: "health.yellow", Message: "must be above 0 and at most 1000, got NaN"}}},
		{"rescues without health", func(p *success.Params, _ *success.Segment) { p.Health = nil },
			[]units.Fault{{Path: "rescue", Message: "must have success.health beside it, which finds who is to be rescued"}}},
		{"relief", func(p *success.Params, _ *success.Segment) {
			p.Rescue.Saves, p.Rescue.Relief, p.Rescue.Again = -.1, 2, -1
		},
			[]units.Fault{{Path: "rescue.saves", Message: "must be between 0% and 100%, got -10%"}, {Path: "rescue.relief", Message: "must be between 0% and 100%, got 200%"},
				{Path: "rescue.again", Message: "must be 0 or more, got -1d"}}},
		{"an unknown team", func(_ *success.Params, s *success.Segment) { s.Team = "" },
			[]units.Fault{{Path: "team", Message: `must be a team of success or delivery, got ""`}}},
		{"nobody's accounts", func(_ *success.Params, s *success.Segment) { s.AccountsPerPerson, s.HalfAt = 0, units.Share(nan) },
			[]units.Fault{{Path: "accounts_per_person", Message: "must be above 0 and at most 100000, got 0"}, {Path: "half_at", Message: "must be between 5% and 1000%, got NaN%"}}},
		{"hours below 0", func(_ *success.Params, s *success.Segment) {
			s.Renewal, s.Expansion, s.Rescue = days(-1), days(-1), days(-1)
		},
			[]units.Fault{{Path: "renewal", Message: "must be 0 or more, got -1d"}, {Path: "expansion", Message: "must be 0 or more, got -1d"}, {Path: "rescue", Message: "must be 0 or more, got -1d"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, s := plain()
			c.edit(&p, s)
			var f units.Faults
			p.Validate(&f, []string{"crew"})
			s.Validate(&f, p, []string{"crew"})
			assert.Equal(t, c.want, f.All())
		})
	}
}
