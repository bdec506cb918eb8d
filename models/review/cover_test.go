package review_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/review"
	"postsale/scenarios"
)

func TestMovesOfNobodyAndOfPodsAreDoubted(t *testing.T) {
	const to = "support.tier1.transfers="
	for _, c := range []struct {
		name string
		sets []string
		want []string
	}{
		{"people", []string{to + "[{at: 1q, from: implementation, people: 1}]"}, nil},
		{"nobody", []string{to + "[{at: 1q, from: implementation, people: 0}]"}, []string{"support.tier1.transfers[0]: nobody moves at 1q"}},
		{"a pod", []string{"delivery.teams.implementation.heads=3", to + "[{at: 1q, from: implementation, people: 1}]"},
			[]string{"support.tier1.transfers[0]: seats move, not heads: each was 3 of implementation and is 1 here (heads)"}},
		{"pods alike", []string{"delivery.teams.implementation.heads=3", "support.tier1.heads=3", to + "[{at: 1q, from: implementation, people: 1}]"}, nil},
	} {
		got := doubted(t, "board", c.sets, "transfers")
		assert.Equal(t, c.want, got, c.name)
	}
}

func TestEngineersWhoScopeAreNoTeamOfDelivery(t *testing.T) {
	s, err := scenarios.Load("board", []string{"delivery.projects.smb-package.scoping={team: engineering}",
		"delivery.partners={helper: {concurrent_projects: 3, managed: {team: tier1}}}"})
	require.NoError(t, err)
	assert.NotPanics(t, func() { review.Doubts(&s.Params) })
}

func TestWhatACohortSharesIsCountedOnce(t *testing.T) {
	standsIn := func(sets ...string) []string { return doubted(t, "self-serve", sets, "standing in for") }
	assert.Empty(t, standsIn())
	// 12 deals a week of 4 hours each take 48; in a cohort of 52 all but 5 % of that is one lesson's, which leaves less than 4
	assert.Len(t, standsIn("segments.smb.starts=null"), 1)
	assert.Empty(t, standsIn("segments.smb.starts.every=2w"))
	assert.Len(t, standsIn("segments.smb.starts.every=1d"), 1)
}
