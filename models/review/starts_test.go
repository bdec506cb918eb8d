package review_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/review"
	"postsale/scenarios"
)

func TestCohortsFeaturesAndMaturityThatMoveNothingAreDoubted(t *testing.T) {
	const phase = "delivery.projects.smb-package.phases[0]."
	for _, c := range []struct {
		name string
		sets []string
		want []string
	}{
		{"what is meant", []string{"segments.smb.starts={every: 1mo, cut_off: 2d, pulled: 30%}", phase + "shared=80%", phase + "blocked={share: 20%, wait: 6w}",
			"delivery.projects.smb-package.matures={half: 1y, effort: 60%, blocked: 0%}", "delivery.hand_off=2d"}, nil},
		{"nobody signs", []string{"segments.smb.starts={every: 1mo}", "segments.smb.deals_per_quarter=0"},
			[]string{"segments.smb.starts: nobody waits for a start day: no deal of the segment closes"}},
		{"too late", []string{"segments.smb.starts={every: 1y}", "horizon=4q"},
			[]string{"segments.smb.starts.every: the next start day comes after 1y, and the run ends at 1y: who signs in it never starts"}},
		{"no window", []string{"segments.smb.starts={every: 1mo, pulled: 30%, window: 0d}"}, []string{"segments.smb.starts.pulled: nobody is pulled: window is 0"}},
		{"all pulled", []string{"segments.smb.starts={every: 1w, pulled: 30%}", "delivery.hand_off=0d"},
			[]string{"segments.smb.starts.window: any deal may be pulled: it is as long as the time from one start day to the next, 1w"}},
		{"pulled for nothing", []string{"segments.smb.starts={every: 1mo, cut_off: 2d, pulled: 30%}", "delivery.hand_off=3d"},
			[]string{"segments.smb.starts.pulled: who is pulled to a cut-off waits for the next start day all the same: delivery.hand_off, 3d, is longer than cut_off, 2d"}},
		{"alone", []string{phase + "shared=80%"},
			[]string{"delivery.projects.smb-package.phases[0].shared: projects of smb share nothing: without segments.*.starts they start as they come"}},
		{"as old as ever", []string{"delivery.projects.smb-package.matures={half: 1y, age: 2y, effort: 100%}"},
			[]string{"delivery.projects.smb-package.matures: it moves nothing: effort stays as stated, and so does blocked"}},
		{"never blocked", []string{"delivery.projects.smb-package.matures={half: 1y, effort: 60%, blocked: 10%}"},
			[]string{"delivery.projects.smb-package.matures.blocked: it moves nothing: no phase has blocked"}},
	} {
		got := doubted(t, "board", c.sets, ".starts", "delivery.projects.")
		assert.Equal(t, c.want, got, c.name)
	}
}

func TestWhoIsPulledIsAnAssumption(t *testing.T) {
	s, err := scenarios.Load("board", []string{"segments.smb.starts={every: 1mo, cut_off: 2d, pulled: 30%}"})
	require.NoError(t, err)
	assert.Contains(t, review.Assumptions(&s.Params), review.Assumption{Name: "segments.smb.starts.pulled",
		Value: "30% of the deals that would close within 1w after a cut-off close at it", Source: "assumption"})
}
