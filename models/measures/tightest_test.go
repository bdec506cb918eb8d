package measures_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/ledger"
	"postsale/models/measures"
)

func TestTheTightestStageIsTheOneOfWhichMostIsTaken(t *testing.T) {
	two := measures.Layout{Ledger: ledger.Layout{Segments: []string{"smb"}, Teams: []string{"builders", "trainers", "tier1", "tier2", "csm", "agency"}},
		Roles: measures.Roles{Delivery: []int{2, 3}, Tier1: 4, Tier2: 5, Care: []int{6}, CareOf: []int{6}, Partners: []int{7}, Slots: [][]float64{{12}}}, Has: []string{"support.tier2", "segments.*.success"}}
	one := two
	one.Roles.Tier2, one.Has = measures.NoTeam, nil
	for _, c := range []struct {
		name    string
		layout  measures.Layout
		figures map[string]float64 // others do not exist
		want    string             // empty: nothing
		most    float64
	}{
		{"nobody works", two, nil, "", 0},
		{"hours of a team", two, map[string]float64{"hours_used team/builders": .9, "team_utilisation team/builders": .5, "tier1_utilisation all": .8}, "builders", .9},
		{"slots of another", two, map[string]float64{"hours_used team/builders": .9, "team_utilisation team/trainers": .95, "tier2_utilisation all": .94}, "trainers", .95},
		{"a tier", two, map[string]float64{"hours_used team/builders": .2, "tier1_utilisation all": .3, "tier2_utilisation all": .4}, "tier 2", .4},
		{"a tier that is not there", one, map[string]float64{"hours_used team/builders": .2, "tier1_utilisation all": .3, "tier2_utilisation all": .4}, "tier 1", .3},
		{"equals", two, map[string]float64{"hours_used team/trainers": .5, "tier1_utilisation all": .5}, "trainers", .5},
		{"customers who need more than there is", two, map[string]float64{"hours_used team/builders": .96, "attention team/csm": .8}, "csm", 1.25},
		{"a queue for which nothing is left", two, map[string]float64{"hours_used team/builders": .99, "team_utilisation team/trainers": .98, "attention team/csm": .8}, "builders", .99},
		{"customers who need twice as much as there is", two, map[string]float64{"hours_used team/builders": .99, "attention team/csm": .5}, "csm", 2},
		{"customers who have all that they need", two, map[string]float64{"hours_used team/builders": .2, "attention team/csm": 1.01}, "builders", .2},
		{"nobody looks after customers", two, map[string]float64{"hours_used team/builders": .99, "attention team/csm": 0}, "csm", math.Inf(1)},
		{"a success team that is not there", one, map[string]float64{"hours_used team/builders": .2, "attention team/csm": .5}, "builders", .2},
		{"a partner", two, map[string]float64{"hours_used team/builders": .2, "partner_busy team/agency": 12}, "builders", .2},
		{"idle", two, map[string]float64{"tier1_utilisation all": 0}, "tier 1", 0},
	} {
		s, ok := c.layout.Tightest(func(measure, scope string) float64 {
			if v, there := c.figures[measure+" "+scope]; there {
				return v
			}
			return math.NaN()
		})
		assert.Equal(t, c.want, s.Team, c.name)
		if assert.Equal(t, c.want != "", ok, c.name); ok {
			assert.Equal(t, c.most, s.Most(), c.name)
		}
	}
}
