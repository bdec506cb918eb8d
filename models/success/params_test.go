package success_test

import (
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
