package reports

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results/sample"
	"postsale/reports/words"
)

func TestTheBottleneckIsToldInASentence(t *testing.T) {
	for _, c := range []struct {
		figures       map[string]float64
		told, inShort string
	}{
		{map[string]float64{"hours_used team/implementation": .999, "team_utilisation team/implementation": .9, "start_delay_mean all": 33.5, "late_share all": .944},
			"Tightest in FY27 is implementation, with 99.9 % of its hours and 90.0 % of its slots taken; projects start 33.5 working days after signature, and 94.4 % go live late.",
			"Tightest in FY27: implementation, 99.9 % of its hours taken"},
		{map[string]float64{"hours_used team/implementation": .5, "team_utilisation team/implementation": .86, "start_delay_mean all": 3},
			"Tightest in FY27 is implementation, with 50.0 % of its hours and 86.0 % of its slots taken; projects start 3.0 working days after signature, and 0.0 % go live late.",
			"Tightest in FY27: implementation, 86.0 % of its slots taken"},
		{map[string]float64{"hours_used team/implementation": .9, "tier1_utilisation all": .4, "tier2_utilisation all": .95, "first_response_mean all": .5, "breach_share all": .2},
			"Tightest in FY27 is tier 2, with 95.0 % of its time taken; the first response takes 4.0 working hours, and 20.0 % of tickets miss a target.",
			"Tightest in FY27: tier 2, 95.0 % of its time taken"},
		{map[string]float64{"hours_used team/implementation": .8, "tier1_utilisation all": .849},
			"Nothing is tight in FY27: most is taken of tier 1, with 84.9 % of its time taken.",
			"Most used in FY27: tier 1, 84.9 % of its time taken; not tight"},
		{map[string]float64{"hours_used team/implementation": .96, "attention team/csm": .8, "renewals_unworked all": 12},
			"Tightest in FY27 is csm, whose accounts need 125.0 % of the hours that it has left for them; renewals that nobody worked: 12.",
			"Tightest in FY27: csm, 125.0 % of its hours needed"},
		{map[string]float64{"hours_used team/implementation": .8, "attention team/csm": 1.02},
			"Nothing is tight in FY27: most is taken of implementation, with 80.0 % of its hours taken.",
			"Most used in FY27: implementation, 80.0 % of its hours taken; not tight"},
		{map[string]float64{"attention team/csm": 0, "renewals_unworked all": 440},
			"Tightest in FY27 is csm, which has no hours left for its accounts; renewals that nobody worked: 440.",
			"Tightest in FY27: csm, no hours for its accounts"},
	} {
		s := sample.Figured(t, c.figures)
		assert.Equal(t, c.told, bottleneck(s))
		assert.Equal(t, c.inShort, tightest(s))
	}
}

func TestTheSummaryBeginsAndEndsWithTheAnswer(t *testing.T) {
	for _, c := range []struct {
		quarters    int
		first, last string
	}{{4, "FY27", "FY27"}, {8, "FY27", "FY28"}, {40, "FY27", "FY36"}, {9, "FY27", "FY28"}} {
		var b strings.Builder
		require.NoError(t, inText(&b, Summary(sample.Shape{Quarters: c.quarters, Trials: 200, WarmUp: 4, Start: sample.NewYear}.Run(t))))
		_, told, _ := strings.Cut(b.String(), "\n\n") // behind the warnings
		lines := strings.Split(strings.TrimSuffix(told, "\n"), "\n")
		for _, line := range lines {
			assert.LessOrEqual(t, words.Width(line), words.Columns)
		}
		require.Greater(t, len(lines), 30)
		assert.True(t, strings.HasPrefix(lines[0], "NRR "+c.first+": "), lines[0])
		assert.Contains(t, strings.Join(lines[:8], "\n"), "GRR "+c.last+": ")
		end := lines[len(lines)-4:]
		assert.Equal(t, "In short", end[0])
		assert.Regexp(t, `^  NRR `+c.first+` .* % chance of >= 100 %$`, end[1])
		assert.Contains(t, end[1], " "+c.last+" ")
		assert.Regexp(t, `^  GRR `+c.first+` .* % chance of >= 90 %$`, end[2])
		assert.Regexp(t, `^  (Tightest|Most used) in `+c.last+`: `, end[3])
	}
}
