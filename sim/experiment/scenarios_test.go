package experiment_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"postsale/sim/experiment"
)

// makings counts how often workers begin with a scenario, in an experiment whose trials take about the same time.
func makings(t *testing.T, scenarios, trials, workers int) int32 {
	var made atomic.Int32
	synctest.Test(t, func(t *testing.T) {
		_, summary := run(t.Context(), experiment.Options{Scenarios: scenarios, Trials: trials, Workers: workers},
			func(scenario int) func(int) int {
				made.Add(1)
				return func(trial int) int {
					time.Sleep(10 * time.Second)
					pause(scenario, trial)
					return trial
				}
			})
		assert.Equal(t, experiment.Summary{Done: trials}, summary)
	})
	return made.Load()
}

func TestAWorkerStaysWithItsScenario(t *testing.T) {
	for _, tc := range []struct{ scenarios, trials, workers, least, most int }{
		{scenarios: 2, trials: 1000, workers: 2, least: 2, most: 4},
		{scenarios: 2, trials: 1000, workers: 64, least: 64, most: 96},
		{scenarios: 64, trials: 200, workers: 64, least: 64, most: 64 * 6}, // the first rounds are of 1, 1, 2, 4 and 8 trials
		{scenarios: 2, trials: 1000, workers: 1, least: 31, most: 63},      // 32 trials each time, or 64 when it stays at the turn
		{scenarios: 64, trials: 200, workers: 1, least: 64 * 12, most: 64 * 18},
		{scenarios: 64, trials: 200, workers: 2, least: 64 * 12, most: 64 * 18}, // at the end of a round the other helps
		{scenarios: 200, trials: 200, workers: 2, least: 200 * 12, most: 200 * 18},
	} {
		made := makings(t, tc.scenarios, tc.trials, tc.workers)
		assert.LessOrEqual(t, int(made), tc.most, "%+v", tc)
		assert.GreaterOrEqual(t, int(made), tc.least, "%+v", tc)
	}
}

func TestAWorkerHoldsOneScenario(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const scenarios, workers = 20, 3
		var lock sync.Mutex
		busy := 0
		held := map[int]int{} // scenarios by how many work at them
		run(t.Context(), experiment.Options{Scenarios: scenarios, Trials: 100, Workers: workers},
			func(made int) func(int) int {
				return func(trial int) int {
					lock.Lock()
					busy++
					held[made]++
					assert.LessOrEqual(t, busy, workers)
					lock.Unlock()
					pause(made, trial)
					lock.Lock()
					busy--
					held[made]--
					lock.Unlock()
					return trial
				}
			})
		assert.Len(t, held, scenarios)
	})
}

// Work for all is there until the last trials: the time is that of all jobs, spread over the workers, and no more than a
// few jobs longer, as a worker may wait at the end of each of the first rounds.
func TestAllWorkersHaveWork(t *testing.T) {
	for _, tc := range []struct{ scenarios, trials, workers int }{
		{scenarios: 1, trials: 2000, workers: 64},
		{scenarios: 2, trials: 1000, workers: 64},
		{scenarios: 3, trials: 1000, workers: 2},
		{scenarios: 64, trials: 200, workers: 7},
		{scenarios: 64, trials: 200, workers: 64},
		{scenarios: 200, trials: 200, workers: 2},
		{scenarios: 200, trials: 200, workers: 64},
	} {
		for name, takes := range map[string]func(scenario, trial int) time.Duration{
			"as long":             func(int, int) time.Duration { return time.Second },
			"one scenario longer": func(scenario, _ int) time.Duration { return time.Duration(1+scenario%2) * time.Second },
			"one trial longer":    func(_, trial int) time.Duration { return time.Duration(1+trial%2) * time.Second },
		} {
			synctest.Test(t, func(t *testing.T) {
				work := time.Duration(0)
				for scenario := range tc.scenarios {
					for trial := range tc.trials {
						work += takes(scenario, trial)
					}
				}
				began := time.Now()
				run(t.Context(), experiment.Options{Scenarios: tc.scenarios, Trials: tc.trials, Workers: tc.workers},
					func(scenario int) func(int) int {
						return func(trial int) int {
							time.Sleep(takes(scenario, trial))
							return trial
						}
					})
				assert.LessOrEqual(t, time.Since(began), work/time.Duration(tc.workers)+8*time.Second, "%s: %+v", name, tc)
			})
		}
	}
}
