package experiment_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/sim/experiment"
)

// The tests run on the fake clock of testing/synctest: sleeping costs nothing, the order of the wake-ups is that of
// the durations, and a goroutine that outlives its test fails it.

type pair struct{ trial, result int }

// squares returns the results expected of trials that square their number.
func squares(first, trials int) []pair {
	var all []pair
	for trial := first; trial < first+trials; trial++ {
		all = append(all, pair{trial, trial * trial})
	}
	return all
}

// pause sleeps for up to a second, as long for the same trial every time.
func pause(trial int) {
	time.Sleep(time.Duration(rand.New(rand.NewPCG(1, uint64(trial))).Int64N(int64(time.Second))))
}

func slowSquares() func(int) int {
	return func(trial int) int {
		pause(trial)
		return trial * trial
	}
}

func TestResultsComeCompleteAndInTrialOrder(t *testing.T) {
	for _, tc := range []struct{ first, trials, workers int }{
		{first: 1, trials: 500, workers: 1},
		{first: 1, trials: 500, workers: 2},
		{first: 1, trials: 500, workers: 7},
		{first: 1, trials: 5000, workers: 64},
		{first: 1, trials: 500, workers: 0},
		{first: 4711, trials: 1, workers: 64},
		{first: 0, trials: 3, workers: 2},
		{first: -2, trials: 5, workers: 2},
	} {
		t.Run(fmt.Sprintf("%d trials from %d with %d workers", tc.trials, tc.first, tc.workers), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var got []pair
				summary := experiment.Run(t.Context(),
					experiment.Options{First: tc.first, Trials: tc.trials, Workers: tc.workers},
					slowSquares,
					func(trial, result int) { got = append(got, pair{trial, result}) })

				assert.Equal(t, squares(tc.first, tc.trials), got)
				assert.Equal(t, experiment.Summary{Done: tc.trials}, summary)
			})
		})
	}
}

func TestNoTrialsAreDoneAtOnce(t *testing.T) {
	for _, trials := range []int{0, -1} {
		synctest.Test(t, func(t *testing.T) {
			summary := experiment.Run(t.Context(), experiment.Options{First: 1, Trials: trials},
				func() func(int) int { panic("no worker is needed") },
				func(int, int) { t.Error("there is no result") })

			assert.Equal(t, experiment.Summary{}, summary)
		})
	}
}

func TestEachWorkerHasItsOwnStorage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 7
		var made atomic.Int32
		newWorker := func() func(int) int {
			made.Add(1)
			busy := false
			return func(trial int) int {
				if busy {
					panic("two trials share a worker's storage")
				}
				busy = true
				pause(trial)
				busy = false
				return trial
			}
		}
		summary := experiment.Run(t.Context(), experiment.Options{Trials: 500, Workers: workers}, newWorker, func(int, int) {})

		assert.Equal(t, experiment.Summary{Done: 500}, summary)
		assert.EqualValues(t, workers, made.Load())
	})
}

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
	for _, workers := range []int{1, 2, 64} {
		t.Run(fmt.Sprint(workers, " workers"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var want, got []pair
				for _, p := range squares(1, 40) {
					if _, failing := faults[p.trial]; !failing {
						want = append(want, p)
					}
				}
				summary := experiment.Run(t.Context(), experiment.Options{First: 1, Trials: 40, Workers: workers},
					func() func(int) int {
						return func(trial int) int {
							pause(trial)
							if f, failing := faults[trial]; failing {
								f.fail()
							}
							return trial * trial
						}
					},
					func(trial, result int) { got = append(got, pair{trial, result}) })

				assert.Equal(t, want, got)
				assert.Equal(t, 40-len(faults), summary.Done)
				assert.False(t, summary.Interrupted)
				last := 0
				for _, f := range summary.Failures {
					assert.Greater(t, f.Trial, last, "failures come in trial order")
					assert.Equal(t, faults[f.Trial].cause, f.Cause)
					assert.Contains(t, f.Stack, "TestFailedTrialsAreReported", "the stack leads to the fault")
					last = f.Trial
				}
				assert.Len(t, summary.Failures, len(faults))
			})
		})
	}
}

func TestTornStorageIsNotUsedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		made := 0
		summary := experiment.Run(t.Context(), experiment.Options{First: 1, Trials: 10, Workers: 1},
			func() func(int) int {
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
			},
			func(int, int) {})

		assert.Equal(t, 8, summary.Done)
		assert.Equal(t, 2, made, "trials 1–5 and 6–10")
	})
}

func TestWorkerThatCannotBeMadeFailsTheTrialThatWasToRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		made := 0
		var got []pair
		summary := experiment.Run(t.Context(), experiment.Options{First: 1, Trials: 3, Workers: 1},
			func() func(int) int {
				made++
				if made == 1 {
					panic("no storage")
				}
				return func(trial int) int { return trial * trial }
			},
			func(trial, result int) { got = append(got, pair{trial, result}) })

		assert.Equal(t, squares(2, 2), got)
		require.Len(t, summary.Failures, 1)
		assert.Equal(t, 1, summary.Failures[0].Trial)
		assert.Equal(t, "no storage", summary.Failures[0].Cause)
	})
}

func TestTrialThatEndsItsGoroutineIsReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got []pair
		summary := experiment.Run(t.Context(), experiment.Options{First: 1, Trials: 10, Workers: 2},
			func() func(int) int {
				return func(trial int) int {
					pause(trial)
					if trial == 2 {
						runtime.Goexit()
					}
					return trial * trial
				}
			},
			func(trial, result int) { got = append(got, pair{trial, result}) })

		assert.Equal(t, append(squares(1, 1), squares(3, 8)...), got)
		require.Len(t, summary.Failures, 1)
		assert.Equal(t, 2, summary.Failures[0].Trial)
		assert.False(t, summary.Interrupted)
	})
}

func TestCancellingLeavesNoGap(t *testing.T) {
	luck := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		workers := 1 + luck.IntN(16)
		trials := luck.IntN(200)
		after := time.Duration(luck.Int64N(int64(20 * time.Second)))
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), after)
			defer cancel()
			var got []pair
			var lateStarts, underWay atomic.Int32
			summary := experiment.Run(ctx, experiment.Options{First: 1, Trials: trials, Workers: workers},
				func() func(int) int {
					return func(trial int) int {
						if ctx.Err() != nil {
							lateStarts.Add(1)
						}
						underWay.Add(1)
						defer underWay.Add(-1)
						pause(trial)
						if trial%11 == 0 {
							panic("eleven")
						}
						return trial * trial
					}
				},
				func(trial, result int) { got = append(got, pair{trial, result}) })

			over := summary.Done + len(summary.Failures)
			var want []pair
			for _, p := range squares(1, over) {
				if p.trial%11 != 0 {
					want = append(want, p)
				}
			}
			assert.Equal(t, want, got)
			assert.Len(t, summary.Failures, over/11)
			assert.Equal(t, over < trials, summary.Interrupted)
			assert.Zero(t, underWay.Load(), "trials under way finish")
			assert.Zero(t, lateStarts.Load(), "no trial starts after the end")
		})
	}
}

func TestTrialsThatEndWithTheContextHaveNeverStarted(t *testing.T) {
	luck := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		workers := 1 + luck.IntN(16)
		after := time.Duration(luck.Int64N(int64(20 * time.Second)))
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), after)
			defer cancel()
			var got []pair
			summary := experiment.Run(ctx, experiment.Options{First: 1, Trials: 1000, Workers: workers},
				func() func(int) int {
					pause(workers)
					experiment.EndWith(ctx) // it takes long to make a worker too
					return func(trial int) int {
						for range 5 {
							experiment.EndWith(ctx)
							pause(trial)
						}
						return trial * trial
					}
				},
				func(trial, result int) { got = append(got, pair{trial, result}) })

			assert.Equal(t, squares(1, summary.Done), got)
			assert.Empty(t, summary.Failures)
			assert.True(t, summary.Interrupted)
		})
	}
}

func TestATrialOfManyStepsStopsAtTheNext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	steps := 0
	summary := experiment.Run(ctx, experiment.Options{First: 1, Trials: 10, Workers: 1},
		func() func(int) int {
			return func(trial int) int {
				for range 64 {
					experiment.EndWith(ctx)
					if steps++; steps == 70 {
						cancel()
					}
				}
				return trial
			}
		},
		func(int, int) {})
	assert.Equal(t, experiment.Summary{Done: 1, Interrupted: true}, summary)
	assert.Equal(t, 70, steps)
}

func TestEndedContextStartsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		summary := experiment.Run(ctx, experiment.Options{Trials: 100, Workers: 4}, slowSquares,
			func(int, int) { t.Error("there is no result") })

		assert.Equal(t, experiment.Summary{Interrupted: true}, summary)
	})
}

func TestWorkersRunOnlySoFarAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 4
		var started atomic.Int32
		startedInTheFirstHour := int32(0)
		experiment.Run(t.Context(), experiment.Options{First: 1, Trials: 10_000, Workers: workers},
			func() func(int) int {
				return func(trial int) int {
					started.Add(1)
					time.Sleep(time.Millisecond)
					if trial == 1 {
						time.Sleep(time.Hour)
						startedInTheFirstHour = started.Load()
					}
					return trial
				}
			},
			func(int, int) {})

		assert.EqualValues(t, 64*workers, startedInTheFirstHour)
		assert.EqualValues(t, 10_000, started.Load())
	})
}

func TestProgressFollowsEveryTrialInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type progress struct{ done, failed, handedOver int }
		var got []progress
		handedOver := 0
		experiment.Run(t.Context(), experiment.Options{
			First: 1, Trials: 4, Workers: 2,
			Progress: func(done, failed int) { got = append(got, progress{done, failed, handedOver}) },
		},
			func() func(int) int {
				return func(trial int) int {
					pause(trial)
					if trial == 2 {
						panic("two")
					}
					return trial
				}
			},
			func(int, int) { handedOver++ })

		assert.Equal(t, []progress{
			{done: 1, failed: 0, handedOver: 1},
			{done: 1, failed: 1, handedOver: 1},
			{done: 2, failed: 1, handedOver: 2},
			{done: 3, failed: 1, handedOver: 3},
		}, got)
	})
}

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
		for _, workers := range []int{1, 2, 64} {
			t.Run(fmt.Sprint(tc.name, ", ", workers, " workers"), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var got []pair
					var told [2]int
					summary := experiment.Run(t.Context(), experiment.Options{
						First: 1, Trials: tc.trials, Workers: workers,
						Progress: func(done, failed int) { told = [2]int{done, failed} },
						Until: func(trial int) bool {
							assert.Equal(t, trial, got[len(got)-1].trial, "its result is there")
							return trial == tc.last
						},
					},
						func() func(int) int {
							return func(trial int) int {
								pause(trial)
								if slices.Contains(tc.failed, trial) {
									panic("failed")
								}
								return trial * trial
							}
						},
						func(trial, result int) { got = append(got, pair{trial, result}) })

					var want []pair
					for _, p := range squares(1, tc.wantOver) {
						if !slices.Contains(tc.failed, p.trial) {
							want = append(want, p)
						}
					}
					assert.Equal(t, want, got)
					assert.Equal(t, tc.wantOver-tc.wantBad, summary.Done)
					assert.Len(t, summary.Failures, tc.wantBad)
					assert.Equal(t, tc.settled, summary.Settled)
					assert.False(t, summary.Interrupted, "no trial is missing")
					assert.Equal(t, [2]int{summary.Done, tc.wantBad}, told, "progress ends with what is counted")
				})
			})
		}
	}
}

func TestWhatIsInterruptedIsNotSettled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		summary := experiment.Run(ctx, experiment.Options{
			First: 1, Trials: 1000, Workers: 4,
			Until: func(trial int) bool {
				if trial == 10 {
					cancel()
				}
				return trial == 500
			},
		}, slowSquares, func(int, int) {})

		assert.True(t, summary.Interrupted)
		assert.False(t, summary.Settled)
		assert.GreaterOrEqual(t, summary.Done, 10)
	})
}

func TestResultsAndProgressComeOnTheCallersGoroutine(t *testing.T) {
	caller := goroutine()
	experiment.Run(t.Context(), experiment.Options{
		Trials: 100, Workers: 4,
		Progress: func(int, int) { assert.Equal(t, caller, goroutine()) },
		Until: func(int) bool {
			assert.Equal(t, caller, goroutine())
			return false
		},
	},
		func() func(int) string { return func(int) string { return goroutine() } },
		func(_ int, worker string) {
			assert.Equal(t, caller, goroutine())
			assert.NotEqual(t, caller, worker)
		})
}

// goroutine returns the name of the running goroutine, such as "goroutine 7".
func goroutine() string {
	stack := make([]byte, 64)
	name, _, _ := bytes.Cut(stack[:runtime.Stack(stack, false)], []byte(" ["))
	return string(name)
}

func TestPanicOfTheReceiverEndsTheWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		assert.PanicsWithValue(t, "disk full", func() {
			experiment.Run(t.Context(), experiment.Options{Trials: 1_000_000, Workers: 4}, slowSquares,
				func(trial, _ int) {
					if trial == 10 {
						panic("disk full")
					}
				})
		})
	})
}
