package review_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/review"
	"postsale/scenarios"
)

func TestSponsorsAndExecutivesThatMoveNothingAreDoubted(t *testing.T) {
	const (
		link   = "success.sponsors: whether a customer has one moves nothing: outcomes.leaving.sponsor_lost, outcomes.expanding.sponsor_lost and outcomes.contracting.sponsor_lost are all 1 or left out"
		none   = "success.executives: they cushion nothing: success.sponsors is left out"
		lonely = "outcomes.*.sponsor_lost: moves nobody: success.sponsors is left out"
		few    = "success.executives.accounts_per_person: 5 people hold no whole account at 0.1 a person"
		gone   = "success.executives.team: of executives nobody is there from 1q on, so no account is held"
		never  = "success.executives.team: of executives nobody is there, so no account is held"
	)
	for _, c := range []struct {
		name string
		sets []string
		want []string
	}{
		{"all there", nil, nil},
		{"no link", []string{"outcomes.leaving.sponsor_lost=1"}, []string{link}},
		{"a link on contraction", []string{"outcomes.leaving.sponsor_lost=1", "outcomes.contracting.sponsor_lost=1.2"}, nil},
		{"no sponsors", []string{"success.sponsors=null"}, []string{none, lonely}},
		{"neither", []string{"success.sponsors=null", "success.executives=null"}, []string{lonely}},
		{"too few", []string{"success.executives.accounts_per_person=0.1"}, []string{few}},
		{"gone", []string{"success.teams.executives.cuts=[{at: 1q, people: 5}]"}, []string{gone}},
		{"never there", []string{"success.teams.executives.people=0"}, []string{never}},
		{"a delivery team that does nothing else", []string{"success.executives.team=crew", "delivery.teams.crew.cost=100k"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := scenarios.Load("theory-sponsors", c.sets)
			require.NoError(t, err)
			var got []string
			for _, doubt := range review.Doubts(&s.Params) {
				for _, known := range []string{link, none, lonely, few, gone, never} {
					if doubt == known {
						got = append(got, doubt)
					}
				}
			}
			assert.ElementsMatch(t, c.want, got, "%v", review.Doubts(&s.Params))
		})
	}
}
