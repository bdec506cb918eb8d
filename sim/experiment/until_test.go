package experiment_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"postsale/sim/experiment"
)

func TestUntilEndsAtTheSameTrialWithAnyNumberOfWorkers(t *testing.T) {
	for _, tc := range []struct {
		name              string
		last, trials      int // the trial after which it is settled, of so many
		failed            []int
		settled           bool
		wantOver, wantBad int // trials that are over, and those of them that failed
	}{
		{name: "in the middle", last: 137, trials: 1000, settled: true, wantOver: 137},
		{name: "at the first", last: 1, trials: 1000, settled: true, wantOver: 1},
		{name: "at the last", last: 300, trials: 300, settled: true, wantOver: 300},
		{name: "never", last: 301, trials: 300, wantOver: 300},
		{name: "failures before and after it", last: 40, trials: 1000, failed: []int{3, 39, 41, 60}, settled: true, wantOver: 40, wantBad: 2},
		{name: "a failure is not asked about", last: 40, trials: 100, failed: []int{40}, wantOver: 100, wantBad: 1},
	} {
		for _, scenarios := range []int{1, 2, 7} {
			for _, workers := range []int{1, 2, 64} {
				t.Run(fmt.Sprint(tc.name, ", ", scenarios, " scenarios, ", workers, " workers"), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						var got []told
						var counted [2]int
						failing := func(trial int) bool { return slices.Contains(tc.failed, trial) }
						summary := experiment.Run(t.Context(), experiment.Options{
							Scenarios: scenarios, First: 1, Trials: tc.trials, Workers: workers,
							Progress: func(done, failed int) { counted = [2]int{done, failed} },
							Until: func(trial int) bool {
								assert.Equal(t, trial, got[len(got)-1].trial, "its results are there")
								return trial == tc.last
							},
						},
							func(scenario int) func(int) int {
								return func(trial int) int {
									pause(scenario, trial)
									if failing(trial) {
										panic("failed")
									}
									return trial*trial + scenario
								}
							},
							func(trial int, results []int) { got = append(got, told{trial, results}) })

						assert.Equal(t, without(squares(1, tc.wantOver, scenarios), failing), got)
						assert.Equal(t, tc.wantOver-tc.wantBad, summary.Done)
						assert.Len(t, summary.Failures, tc.wantBad)
						assert.Equal(t, tc.settled, summary.Settled)
						assert.False(t, summary.Interrupted, "no trial is missing")
						assert.Equal(t, [2]int{summary.Done, tc.wantBad}, counted, "progress ends with what is counted")
					})
				})
			}
		}
	}
}

func TestWhatIsInterruptedIsNotSettled(t *testing.T) {
	for _, scenarios := range []int{1, 5} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			_, summary := run(ctx, experiment.Options{
				Scenarios: scenarios, First: 1, Trials: 1000, Workers: 4,
				Until: func(trial int) bool {
					if trial == 10 {
						cancel()
					}
					return trial == 500
				},
			}, slowSquares)

			assert.True(t, summary.Interrupted)
			assert.False(t, summary.Settled)
			assert.GreaterOrEqual(t, summary.Done, 10)
		})
	}
}
