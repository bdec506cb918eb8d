package strain_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/scenarios/start"
	"postsale/scenarios/start/strain"
)

// lived is a run of two fiscal years in which the medians of measures are what is said, by "measure scope", in each year.
func lived(t *testing.T, figures map[string][2]float64) *results.Run {
	t.Helper()
	s := sample.Shape{Quarters: 8, Trials: 2, WarmUp: 4, Start: sample.NewYear}.Run(t)
	usual := map[string][2]float64{"hours_used team/implementation": {.5, .5}, "team_utilisation team/implementation": {.5, .5},
		"tier1_utilisation all": {.5, .5}, "tier2_utilisation all": {.5, .5}, "start_delay_mean all": {3, 3}}
	for name := range figures {
		require.Contains(t, usual, name)
	}
	for name, values := range usual {
		if told, stated := figures[name]; stated {
			values = told
		}
		measure, scope, _ := strings.Cut(name, " ")
		for i, p := range s.Periods() {
			at := s.Table.Find(measure, scope, p.Name)
			require.GreaterOrEqual(t, at, 0, name)
			s.Estimates[at].P50 = values[i]
		}
	}
	return s
}

func TestWhatPeopleCannotDoIsSaid(t *testing.T) {
	for _, c := range []struct {
		name    string
		figures map[string][2]float64
		says    []string // the beginning of each text
	}{
		{"all have time", nil, nil},
		{"a team is full in the first year", map[string][2]float64{"hours_used team/implementation": {.98, .6}},
			[]string{"implementation has 98 % of its hours taken in FY27. Working days from signature to the start of a project: 3 in FY27 and 3 in FY28. Tell more people"}},
		{"in the last, by what is fullest", map[string][2]float64{"hours_used team/implementation": {.5, .975}, "team_utilisation team/implementation": {.5, .99}},
			[]string{"implementation has 99 % of its slots taken in FY28."}},
		{"support too", map[string][2]float64{"team_utilisation team/implementation": {1, 1}, "tier1_utilisation all": {.98, 1}},
			[]string{"implementation has 100 % of its slots taken in FY27.", "tier 1 has 98 % of its time taken in FY27. Tell more people (--people), or fewer tickets"}},
		{"nearly full", map[string][2]float64{"hours_used team/implementation": {.97, .97}}, nil},
		{"projects wait longer and longer", map[string][2]float64{"start_delay_mean all": {6, 12}},
			[]string{"Projects wait longer from year to year. Working days from signature to the start of a project: 6 in FY27 and 12 in FY28. Tell more people"}},
		{"they wait long, and no longer", map[string][2]float64{"start_delay_mean all": {20, 25}}, nil},
		{"longer, and not long", map[string][2]float64{"start_delay_mean all": {3, 9}}, nil},
	} {
		asked := false
		list := strain.Of(lived(t, c.figures), new(start.Plan), func() *results.Run { asked = true; return nil })
		require.Len(t, list, len(c.says), "%s: %v", c.name, list)
		for i, text := range list {
			assert.True(t, strings.HasPrefix(text, c.says[i]), "%s: %s", c.name, text)
		}
		assert.Equal(t, asked, len(list) > 0, "%s: who is nearest is simulated only where there is something to say", c.name)
	}
}
