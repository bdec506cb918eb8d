package experiment_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"postsale/sim/experiment"
)

// The tests run on the fake clock of testing/synctest: sleeping costs nothing, the order of the wake-ups is that of
// the durations, and a goroutine that outlives its test fails it.

// told is what was handed over of a trial.
type told struct {
	trial   int
	results []int // by scenario
}

// squares are the results expected of trials in which every scenario squares their number and adds its own.
func squares(first, trials, scenarios int) []told {
	var all []told
	for trial := first; trial < first+trials; trial++ {
		t := told{trial: trial}
		for scenario := range scenarios {
			t.results = append(t.results, trial*trial+scenario)
		}
		all = append(all, t)
	}
	return all
}

// without leaves out the trials that are chosen.
func without(all []told, chosen func(trial int) bool) []told {
	var rest []told
	for _, t := range all {
		if !chosen(t.trial) {
			rest = append(rest, t)
		}
	}
	return rest
}

// pause sleeps for up to a second, as long for the same trial of the same scenario every time.
func pause(scenario, trial int) {
	time.Sleep(time.Duration(rand.New(rand.NewPCG(uint64(scenario), uint64(trial))).Int64N(int64(time.Second))))
}

func slowSquares(scenario int) func(int) int {
	return func(trial int) int {
		pause(scenario, trial)
		return trial*trial + scenario
	}
}

// run runs an experiment and returns what was handed over.
func run(ctx context.Context, o experiment.Options, newWorker func(scenario int) func(trial int) int) ([]told, experiment.Summary) {
	var got []told
	summary := experiment.Run(ctx, o, newWorker, func(trial int, results []int) { got = append(got, told{trial, results}) })
	return got, summary
}

func TestResultsComeCompleteAndInTrialOrder(t *testing.T) {
	for _, tc := range []struct{ scenarios, first, trials, workers int }{
		{first: 1, trials: 500, workers: 1},
		{first: 1, trials: 500, workers: 2},
		{first: 1, trials: 500, workers: 7},
		{first: 1, trials: 5000, workers: 64},
		{first: 1, trials: 500, workers: 0},
		{first: 4711, trials: 1, workers: 64},
		{first: 0, trials: 3, workers: 2},
		{first: -2, trials: 5, workers: 2},
		{scenarios: -1, first: 1, trials: 5, workers: 2},
		{scenarios: 2, first: 1, trials: 500, workers: 1},
		{scenarios: 2, first: 1, trials: 500, workers: 2},
		{scenarios: 2, first: 1, trials: 500, workers: 64},
		{scenarios: 3, first: 1, trials: 500, workers: 2},
		{scenarios: 64, first: 1, trials: 200, workers: 1},
		{scenarios: 64, first: -7, trials: 200, workers: 2},
		{scenarios: 200, first: 1, trials: 40, workers: 7},
		{scenarios: 200, first: 1, trials: 1, workers: 64},
		{scenarios: 3, first: 1, trials: 2, workers: 64},
	} {
		t.Run(fmt.Sprintf("%d trials from %d of %d scenarios with %d workers", tc.trials, tc.first, tc.scenarios, tc.workers), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, summary := run(t.Context(),
					experiment.Options{Scenarios: tc.scenarios, First: tc.first, Trials: tc.trials, Workers: tc.workers}, slowSquares)

				assert.Equal(t, squares(tc.first, tc.trials, max(1, tc.scenarios)), got)
				assert.Equal(t, experiment.Summary{Done: tc.trials}, summary)
			})
		})
	}
}

func TestNoTrialsAreDoneAtOnce(t *testing.T) {
	for _, trials := range []int{0, -1} {
		for _, scenarios := range []int{1, 3} {
			synctest.Test(t, func(t *testing.T) {
				got, summary := run(t.Context(), experiment.Options{Scenarios: scenarios, First: 1, Trials: trials},
					func(int) func(int) int { panic("no worker is needed") })

				assert.Empty(t, got)
				assert.Equal(t, experiment.Summary{}, summary)
			})
		}
	}
}

func TestEachWorkerHasItsOwnStorage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 7
		var made atomic.Int32
		newWorker := func(int) func(int) int {
			made.Add(1)
			busy := false
			return func(trial int) int {
				if busy {
					panic("two trials share a worker's storage")
				}
				busy = true
				pause(0, trial)
				busy = false
				return trial
			}
		}
		_, summary := run(t.Context(), experiment.Options{Trials: 500, Workers: workers}, newWorker)

		assert.Equal(t, experiment.Summary{Done: 500}, summary)
		assert.EqualValues(t, workers, made.Load())
	})
}

func TestWorkersRunOnlySoFarAhead(t *testing.T) {
	for _, tc := range []struct{ scenarios, workers, asked, ahead int }{
		{scenarios: 1, workers: 4, ahead: 64 * 4},
		{scenarios: 2, workers: 4, ahead: 64 * 4},   // 128 of each
		{scenarios: 64, workers: 4, ahead: 16 * 64}, // 16 of each
		{scenarios: 64, workers: 4, asked: 50, ahead: 50 * 64},
		{scenarios: 2, workers: 4, asked: 50, ahead: 64 * 4}, // which are more
		{scenarios: 64, workers: 64, ahead: 64 * 64},
	} {
		synctest.Test(t, func(t *testing.T) {
			const trials, over = 1000, 200 // before it is looked: at first they run ahead by less
			var started atomic.Int32
			startedInTheFirstHour := int32(0)
			run(t.Context(), experiment.Options{Scenarios: tc.scenarios, First: 1, Trials: trials, Workers: tc.workers, Ahead: tc.asked},
				func(scenario int) func(int) int {
					return func(trial int) int {
						started.Add(1)
						time.Sleep(time.Millisecond)
						if trial == 1+over && scenario == 0 {
							time.Sleep(time.Hour)
							startedInTheFirstHour = started.Load()
						}
						return trial
					}
				})

			assert.EqualValues(t, tc.scenarios*over+tc.ahead, startedInTheFirstHour)
			assert.EqualValues(t, tc.scenarios*trials, started.Load())
		})
	}
}

func TestProgressFollowsEveryTrialInOrder(t *testing.T) {
	for _, scenarios := range []int{1, 5} {
		synctest.Test(t, func(t *testing.T) {
			type progress struct{ done, failed, handedOver int }
			var got []progress
			handedOver := 0
			experiment.Run(t.Context(), experiment.Options{
				Scenarios: scenarios, First: 1, Trials: 4, Workers: 2,
				Progress: func(done, failed int) { got = append(got, progress{done, failed, handedOver}) },
			},
				func(scenario int) func(int) int {
					return func(trial int) int {
						pause(scenario, trial)
						if trial == 2 {
							panic("two")
						}
						return trial
					}
				},
				func(int, []int) { handedOver++ })

			assert.Equal(t, []progress{
				{done: 1, failed: 0, handedOver: 1},
				{done: 1, failed: 1, handedOver: 1},
				{done: 2, failed: 1, handedOver: 2},
				{done: 3, failed: 1, handedOver: 3},
			}, got)
		})
	}
}

func TestResultsAndProgressComeOnTheCallersGoroutine(t *testing.T) {
	caller := goroutine()
	experiment.Run(t.Context(), experiment.Options{
		Scenarios: 2, Trials: 100, Workers: 4,
		Progress: func(int, int) { assert.Equal(t, caller, goroutine()) },
		Until: func(int) bool {
			assert.Equal(t, caller, goroutine())
			return false
		},
	},
		func(int) func(int) string { return func(int) string { return goroutine() } },
		func(_ int, workers []string) {
			assert.Equal(t, caller, goroutine())
			assert.NotContains(t, workers, caller)
		})
}

// goroutine returns the name of the running goroutine, such as "goroutine 7".
func goroutine() string {
	stack := make([]byte, 64)
	name, _, _ := bytes.Cut(stack[:runtime.Stack(stack, false)], []byte(" ["))
	return string(name)
}

func TestPanicOfTheReceiverEndsTheWorkers(t *testing.T) {
	for _, scenarios := range []int{1, 5} {
		synctest.Test(t, func(t *testing.T) {
			assert.PanicsWithValue(t, "disk full", func() {
				experiment.Run(t.Context(), experiment.Options{Scenarios: scenarios, Trials: 1_000_000, Workers: 4}, slowSquares,
					func(trial int, _ []int) {
						if trial == 10 {
							panic("disk full")
						}
					})
			})
		})
	}
}
