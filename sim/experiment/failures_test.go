package experiment_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/sim/experiment"
)

func TestFailedTrialsAreReportedAndTheOthersGoOn(t *testing.T) {
	var missing map[int]int
	var absent []int
	faults := map[int]struct {
		fail  func()
		cause string
	}{
		3:  {func() { panic("release of an idle server") }, "release of an idle server"},
		4:  {func() { missing[1] = 1 }, "assignment to entry in nil map"},
		5:  {func() { _ = absent[len(missing)] }, "runtime error: index out of range [0] with length 0"},
		20: {func() { panic(errors.New("delay must be 0 or more,\n  got -1")) }, "delay must be 0 or more, got -1"},
		21: {func() { panic(42) }, "42"},
		22: {func() { panic(time.Second) }, "1s"},
		40: {func() { panic(nil) }, "panic called with nil argument"},
	}
	for _, scenarios := range []int{1, 5} {
		for _, workers := range []int{1, 2, 64} {
			t.Run(fmt.Sprint(scenarios, " scenarios, ", workers, " workers"), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					failing := scenarios / 2
					want := without(squares(1, 40, scenarios), func(trial int) bool { return faults[trial].fail != nil })
					got, summary := run(t.Context(), experiment.Options{Scenarios: scenarios, First: 1, Trials: 40, Workers: workers},
						func(scenario int) func(int) int {
							return func(trial int) int {
								pause(scenario, trial)
								if f := faults[trial]; f.fail != nil && scenario == failing {
									f.fail()
								}
								return trial*trial + scenario
							}
						})

					assert.Equal(t, want, got)
					assert.Equal(t, 40-len(faults), summary.Done)
					assert.False(t, summary.Interrupted)
					last := 0
					for _, f := range summary.Failures {
						assert.Greater(t, f.Trial, last, "failures come in trial order")
						assert.Equal(t, failing, f.Scenario)
						assert.Equal(t, faults[f.Trial].cause, f.Cause)
						assert.Contains(t, f.Stack, "TestFailedTrialsAreReported", "the stack leads to the fault")
						last = f.Trial
					}
					assert.Len(t, summary.Failures, len(faults))
				})
			})
		}
	}
}

func TestATrialFailsByTheFirstScenarioThatDoes(t *testing.T) {
	for _, workers := range []int{1, 2, 7, 64} {
		synctest.Test(t, func(t *testing.T) {
			const scenarios, trials = 7, 100
			fails := func(scenario, trial int) bool { return (trial+scenario*scenario)%5 == 0 } // several in most trials
			got, summary := run(t.Context(), experiment.Options{Scenarios: scenarios, First: 1, Trials: trials, Workers: workers},
				func(scenario int) func(int) int {
					return func(trial int) int {
						pause(scenario, trial)
						if fails(scenario, trial) {
							panic(fmt.Sprint("scenario ", scenario))
						}
						return trial*trial + scenario
					}
				})

			failed := map[int]bool{}
			for _, f := range summary.Failures {
				failed[f.Trial] = true
				assert.True(t, fails(f.Scenario, f.Trial))
				assert.Equal(t, fmt.Sprint("scenario ", f.Scenario), f.Cause)
				for earlier := range f.Scenario {
					assert.False(t, fails(earlier, f.Trial))
				}
			}
			assert.Equal(t, without(squares(1, trials, scenarios), func(trial int) bool { return failed[trial] }), got)
			assert.Equal(t, experiment.Summary{Done: len(got), Failures: summary.Failures}, summary)
			assert.Equal(t, trials, len(got)+len(summary.Failures))
		})
	}
}

func TestTornStorageIsNotUsedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		made := 0
		_, summary := run(t.Context(), experiment.Options{First: 1, Trials: 10, Workers: 1},
			func(int) func(int) int {
				made++
				torn := false
				return func(trial int) int {
					if torn {
						t.Errorf("trial %d runs on torn storage", trial)
					}
					torn = true
					if trial%5 == 0 {
						panic("half way")
					}
					torn = false
					return trial
				}
			})

		assert.Equal(t, 8, summary.Done)
		assert.Equal(t, 2, made, "trials 1–5 and 6–10")
	})
}

func TestWorkerThatCannotBeMadeFailsTheTrialThatWasToRun(t *testing.T) {
	for _, scenarios := range []int{1, 3} {
		synctest.Test(t, func(t *testing.T) {
			made := 0
			got, summary := run(t.Context(), experiment.Options{Scenarios: scenarios, First: 1, Trials: 3, Workers: 1},
				func(scenario int) func(int) int {
					made++
					if made == 1 {
						panic("no storage")
					}
					return func(trial int) int { return trial*trial + scenario }
				})

			assert.Equal(t, squares(2, 2, scenarios), got)
			require.Len(t, summary.Failures, 1)
			assert.Equal(t, 1, summary.Failures[0].Trial)
			assert.Equal(t, "no storage", summary.Failures[0].Cause)
		})
	}
}

func TestAScenarioThatCannotBeMadeFailsEveryTrial(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lived atomic.Int32
		got, summary := run(t.Context(), experiment.Options{Scenarios: 3, First: 1, Trials: 50, Workers: 2},
			func(scenario int) func(int) int {
				if scenario == 1 {
					panic("no such plan")
				}
				return func(trial int) int {
					lived.Add(1)
					return trial
				}
			})

		assert.Empty(t, got)
		require.Len(t, summary.Failures, 50)
		for i, f := range summary.Failures {
			assert.Equal(t, [2]int{1, i + 1}, [2]int{f.Scenario, f.Trial})
		}
		assert.EqualValues(t, 100, lived.Load())
	})
}

func TestTrialThatEndsItsGoroutineIsReported(t *testing.T) {
	for _, scenarios := range []int{1, 5} {
		synctest.Test(t, func(t *testing.T) {
			got, summary := run(t.Context(), experiment.Options{Scenarios: scenarios, First: 1, Trials: 10, Workers: 2},
				func(scenario int) func(int) int {
					return func(trial int) int {
						pause(scenario, trial)
						if trial == 2 && scenario == scenarios-1 {
							runtime.Goexit()
						}
						return trial*trial + scenario
					}
				})

			assert.Equal(t, without(squares(1, 10, scenarios), func(trial int) bool { return trial == 2 }), got)
			require.Len(t, summary.Failures, 1)
			assert.Equal(t, 2, summary.Failures[0].Trial)
			assert.Equal(t, scenarios-1, summary.Failures[0].Scenario)
			assert.False(t, summary.Interrupted)
		})
	}
}
