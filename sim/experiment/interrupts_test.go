package experiment_test

import (
	"context"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"postsale/sim/experiment"
)

func TestCancellingLeavesNoGap(t *testing.T) {
	luck := rand.New(rand.NewPCG(3, 4))
	some, all := 0, 0 // experiments that ended in the middle, and at the end
	for number := range 400 {
		scenarios := 1
		if number%2 == 1 {
			scenarios = 1 + luck.IntN(10)
		}
		workers := 1 + luck.IntN(16)
		trials := luck.IntN(200)
		after := time.Duration(luck.Int64N(int64(20*scenarios) * int64(time.Second)))
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), after)
			defer cancel()
			var lateStarts, underWay atomic.Int32
			eleventh := func(trial int) bool { return trial%11 == 0 }
			got, summary := run(ctx, experiment.Options{Scenarios: scenarios, First: 1, Trials: trials, Workers: workers},
				func(scenario int) func(int) int {
					return func(trial int) int {
						if ctx.Err() != nil {
							lateStarts.Add(1)
						}
						underWay.Add(1)
						defer underWay.Add(-1)
						pause(scenario, trial)
						if eleventh(trial) {
							panic("eleven")
						}
						return trial*trial + scenario
					}
				})

			over := summary.Done + len(summary.Failures)
			assert.Equal(t, without(squares(1, over, scenarios), eleventh), got)
			assert.Len(t, summary.Failures, over/11)
			assert.Equal(t, over < trials, summary.Interrupted)
			assert.Zero(t, underWay.Load(), "jobs under way finish")
			assert.Zero(t, lateStarts.Load(), "no job starts after the end")
			if over == trials {
				all++
			} else if over > 0 {
				some++
			}
		})
	}
	assert.Greater(t, some, 100)
	assert.Greater(t, all, 50)
}

func TestTrialsThatEndWithTheContextHaveNeverStarted(t *testing.T) {
	luck := rand.New(rand.NewPCG(5, 6))
	for number := range 200 {
		scenarios := 1 + number%2*luck.IntN(10)
		workers := 1 + luck.IntN(16)
		after := time.Duration(luck.Int64N(int64(20*scenarios) * int64(time.Second)))
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), after)
			defer cancel()
			got, summary := run(ctx, experiment.Options{Scenarios: scenarios, First: 1, Trials: 1000, Workers: workers},
				func(scenario int) func(int) int {
					pause(scenario, workers)
					experiment.EndWith(ctx) // it takes long to make a worker too
					return func(trial int) int {
						for range 5 {
							experiment.EndWith(ctx)
							pause(scenario, trial)
						}
						return trial*trial + scenario
					}
				})

			assert.Equal(t, squares(1, summary.Done, scenarios), got)
			assert.Empty(t, summary.Failures)
			assert.True(t, summary.Interrupted)
		})
	}
}

func TestATrialOfManyStepsStopsAtTheNext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	steps := 0
	_, summary := run(ctx, experiment.Options{First: 1, Trials: 10, Workers: 1},
		func(int) func(int) int {
			return func(trial int) int {
				for range 64 {
					experiment.EndWith(ctx)
					if steps++; steps == 70 {
						cancel()
					}
				}
				return trial
			}
		})
	assert.Equal(t, experiment.Summary{Done: 1, Interrupted: true}, summary)
	assert.Equal(t, 70, steps)
}

func TestAnExperimentOfManyScenariosStopsAtTheNextJob(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	jobs, made := 0, 0
	_, summary := run(ctx, experiment.Options{Scenarios: 64, First: 1, Trials: 100, Workers: 1},
		func(int) func(int) int {
			made++
			return func(trial int) int {
				if jobs++; jobs == 70 {
					cancel()
				}
				return trial
			}
		})
	assert.Equal(t, experiment.Summary{Done: 1, Interrupted: true}, summary, "the first trial is over in all scenarios")
	assert.Equal(t, 70, jobs)
	assert.Equal(t, 64+5, made, "of the first trials one a scenario; the last of a trial begins the next")
}

func TestEndedContextStartsNothing(t *testing.T) {
	for _, scenarios := range []int{1, 5} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			got, summary := run(ctx, experiment.Options{Scenarios: scenarios, Trials: 100, Workers: 4},
				func(int) func(int) int { panic("no worker is needed") })

			assert.Empty(t, got)
			assert.Equal(t, experiment.Summary{Interrupted: true}, summary)
		})
	}
}
