package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/review"
	"postsale/scenarios"
)

func TestACompanyWithoutASecondTierIsOneThatEscalatesNothing(t *testing.T) {
	for number := range few() {
		sets := append(drawn.Example(number), "events=[]") // none loses people of the second tier
		with := mustSettle(t, append(sets, "support.tier2={people: 2, cost: 0}", "support.how_do_i.escalated=0%", "support.break_fix.escalated=0%",
			"support.configuration.escalated=0%")...)
		without := mustSettle(t, append(sets, "support.tier2=null", "support.how_do_i.escalated=50%", "support.break_fix.escalated=100%")...)
		want, got := numbers(with, 1), numbers(without, 1)
		for at, v := range got {
			if at.measure != "headcount" && at.measure != "cases_per_person" { // of people
				require.Equal(t, want[at], v, "company %d: %v", number, at)
			}
		}
		for at := range want {
			_, there := got[at]
			second := at.measure == "tier2_utilisation" || at.segment == "team/tier2"
			require.Equal(t, !second, there, "company %d: %v", number, at)
		}
	}
}

func TestASecondTierMayBeLeftOut(t *testing.T) {
	s, err := scenarios.Load("board", []string{"support.tier2=null"})
	require.NoError(t, err)
	assert.Contains(t, review.Assumptions(&s.Params), review.Assumption{Name: "support.tier2", Value: "left out: nothing is escalated, whatever the shares", Source: "assumption"})
	assert.NotContains(t, string(s.Resolved()), "tier2:")
	_, err = s.Params.Layout().Column("tier2_utilisation.run")
	assert.EqualError(t, err, "tier2_utilisation is not measured in this run")

	s, err = scenarios.Load("board", []string{"support.tier2=null", "support.how_do_i.escalated=0", "support.break_fix.escalated=0"})
	require.NoError(t, err)
	for _, a := range review.Assumptions(&s.Params) {
		assert.NotEqual(t, "support.tier2", a.Name, "nothing would be escalated anyway")
	}

	_, err = scenarios.Load("board", []string{"support.tier2=null", "targets=[{measure: tier2_utilisation, at_most: 80%}]"})
	assert.EqualError(t, err, "--set targets=[{measure: tier2_utilisation, at_most: 80%}]: targets[0].measure: must be of this company: tier2_utilisation wants support.tier2, which is left out")
	_, err = scenarios.Load("board", []string{"support.tier2={}"})
	assert.EqualError(t, err, "--set support.tier2={}: support.tier2.people: missing, want a whole number such as 12")
}
