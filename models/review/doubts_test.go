package review_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/partners"
	"postsale/models/review"
	"postsale/models/units"
	"postsale/scenarios"
)

func TestIdlePartnersAreDoubted(t *testing.T) {
	var p company.Params
	assert.Empty(t, review.Doubts(&p))
	p.Delivery.Partners = append(p.Delivery.Partners, units.Entry[partners.Partner]{Name: "idle"})
	assert.Equal(t, []string{"delivery.partners.idle: no route leads to it, so it gets no project"}, review.Doubts(&p))
}

func TestAPartnersQualityThatMovesNothingIsDoubted(t *testing.T) {
	const doubt = "delivery.partners.hungry: its quality moves nothing: outcomes.leaving.partner_quality, outcomes.expanding.partner_quality and support.poor_delivery_multiple are all 1"
	for _, c := range []struct {
		sets    []string
		doubted bool
	}{
		{nil, false},
		{[]string{"delivery.partners.hungry.quality=80%"}, true},
		{[]string{"delivery.partners.hungry.quality=80%", "outcomes.leaving.partner_quality=1.2"}, false},
		{[]string{"delivery.partners.hungry.quality=80%", "support.poor_delivery_multiple=2"}, false},
	} {
		s, err := scenarios.Load("board-partner-overflow", c.sets)
		require.NoError(t, err)
		if c.doubted {
			assert.Contains(t, review.Doubts(&s.Params), doubt)
		} else {
			assert.NotContains(t, review.Doubts(&s.Params), doubt)
		}
	}
}

// doubted returns the doubts about a scenario that tell of something.
func doubted(t *testing.T, scenario string, sets []string, about ...string) (got []string) {
	t.Helper()
	s, err := scenarios.Load(scenario, sets)
	require.NoError(t, err)
	for _, doubt := range review.Doubts(&s.Params) {
		if slices.ContainsFunc(about, func(words string) bool { return strings.Contains(doubt, words) }) {
			got = append(got, doubt)
		}
	}
	return got
}
