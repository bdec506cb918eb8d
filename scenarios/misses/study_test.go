package misses_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios/misses"
	"postsale/scenarios/studies"
)

// What is told of misses is what a run tells of the same trials: as many miss as do not reach the target there, the parts add up
// to the gap with whatever customers do, and the futures that are told have the values of their trials.
func TestMissesAreThoseOfARun(t *testing.T) {
	for _, settings := range [][]string{nil, {"warm_up=2q"}, {"arr_from=go-live"}} {
		o := studies.Order{Scenario: "../../cmd/postsale/testdata/small.yaml", Seed: 1, Trials: 80, Settings: settings}
		study, err := misses.New(o, "")
		require.NoError(t, err)
		assert.Equal(t, "nrr.FY27 >= 100%", study.Target.Text())
		found, run, err := study.Live(context.Background(), nil)
		require.NoError(t, err)
		require.NotEmpty(t, found.Parts, settings)

		assert.Equal(t, run.Targets[0].Odds.N-run.Targets[0].Odds.Hits, found.Odds.Hits)
		gap, share := 0., 0.
		for _, p := range found.Parts {
			gap, share = gap+p.Difference, share+p.Share
		}
		assert.InDelta(t, found.Gap.Difference, gap, 1e-9)
		assert.InDelta(t, 1, share, 1e-9)

		require.Len(t, found.Futures, 3)
		values := run.Table.Values(run.Table.Find("nrr", "all", "FY27"))
		for _, f := range found.Futures {
			assert.Equal(t, values[f.Trial-1], f.Value, "trial %d", f.Trial)
			assert.Less(t, f.Value, 1.)
			assert.Less(t, math.Abs(f.Value-found.Missing.P50), 0.5)
			churned := 0.
			for _, s := range f.Churned {
				churned += s.Here
			}
			for _, s := range f.Sums {
				if s.Measure.Name == "arr_churn" {
					assert.InDelta(t, s.Here, churned, 1e-6, "churn of the segments is that of the company")
				}
			}
		}
	}
}
