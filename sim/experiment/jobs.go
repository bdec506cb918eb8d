package experiment

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// jobs are the pairs of a scenario and a trial, and which of them come next.
type jobs struct {
	trials int // numbered from 0
	window int // how many may have started in some scenario since the oldest that is not over

	lock  sync.Mutex
	next  []int         // by scenario, the first trial that has not started
	over  int           // trials that were handed over, all before the oldest that was not
	moved chan struct{} // closed when another is over
}

// How far trials may run ahead, if nobody says: each worker by so many jobs, or the whole by so many trials if that is more, so
// that a scenario is worth the making of what lives through it.
const (
	aheadJobs   = 64
	aheadTrials = 16
)

// manyScenarios are so many that few trials run ahead at first.
const manyScenarios = 16

func newJobs(scenarios, trials, workers, ahead int) *jobs {
	return &jobs{
		trials: trials,
		window: max(workers*aheadJobs/scenarios, cmp.Or(ahead, aheadTrials)),
		next:   make([]int, scenarios),
		moved:  make(chan struct{}),
	}
}

// take returns the next job of a worker that is at a scenario, or at none yet if that is below 0. It leaves it only if no
// trial of it may start, for the one that is furthest behind. It waits for a job, and returns false if there is none left
// or ctx has ended.
func (j *jobs) take(ctx context.Context, at int) (scenario, trial int, ok bool) {
	for ctx.Err() == nil {
		j.lock.Lock()
		end := min(j.over+j.ahead(), j.trials)
		scenario = at
		if at < 0 || j.next[at] >= end {
			scenario = slices.Index(j.next, slices.Min(j.next))
		}
		trial, moved := j.next[scenario], j.moved
		if trial < end {
			j.next[scenario]++
		}
		j.lock.Unlock()
		switch {
		case trial < end:
			return scenario, trial, true
		case trial == j.trials:
			return 0, 0, false
		}
		select {
		case <-moved:
		case <-ctx.Done():
		}
	}
	return 0, 0, false
}

// ahead returns how many trials may have started since the oldest that is not over. Of many scenarios they are few at first,
// so that who ends an experiment early has some.
func (j *jobs) ahead() int {
	if len(j.next) <= manyScenarios {
		return j.window
	}
	return min(j.window, max(1, j.over))
}

// done tells that the oldest trial was handed over.
func (j *jobs) done() {
	j.lock.Lock()
	j.over++
	close(j.moved)
	j.moved = make(chan struct{})
	j.lock.Unlock()
}
