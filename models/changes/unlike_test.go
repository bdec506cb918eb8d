package changes_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/changes"
)

func TestUnlikeNamesWhatTrialsMustShare(t *testing.T) {
	for _, c := range []struct {
		name         string
		sets         []string
		unlike       []string
		meets        bool
		run, luckToo bool
	}{
		{name: "another plan", sets: []string{"delivery.teams.implementation.people=3", "trials=7"}, meets: true, run: true, luckToo: true},
		{name: "a later start", sets: []string{"start=2027-04-01"}, unlike: []string{"start: 2027-01-01 and 2027-04-01"}, meets: true},
		{name: "after the other's end", sets: []string{"start=2031-01-01"}, unlike: []string{"start: 2027-01-01 and 2031-01-01"}},
		{name: "other fiscal years", sets: []string{"fiscal_year_starts=april"}, unlike: []string{"fiscal_year_starts: january and april"}, run: true, luckToo: true},
		{name: "a longer run", sets: []string{"horizon=4y"}, unlike: []string{"horizon: 3y and 4y"}, meets: true, luckToo: true},
		{name: "a warm-up", sets: []string{"warm_up=2q"}, unlike: []string{"warm_up: 0 and 2q"}, meets: true, run: true},
		{name: "other targets", sets: []string{"targets=[{measure: nrr, at_least: 101%}]"}, meets: true, run: true, luckToo: true,
			unlike: []string{"targets: grr of all at least 90%, nrr of all at least 100%, nrr of all at least 105%, platform_margin of all at least 70%, " +
				"success_cost_share of all at most 10% and nrr of all at least 101%"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := load(t, "board"), load(t, "board", c.sets...)
			var unlike []string
			for _, u := range changes.Unlike(a, b) {
				unlike = append(unlike, u.String())
			}
			assert.Equal(t, c.unlike, unlike)
			assert.Equal(t, c.meets, changes.Meets(a, b))
			assert.Equal(t, c.run, changes.SameRun(a, b))
			assert.Equal(t, c.luckToo, changes.SameLuck(a, b))
		})
	}
}
