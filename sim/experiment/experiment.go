// Package experiment runs the independent trials of simulations on all cores.
//
// An experiment is an array of scenarios, each of which lives through every trial. A trial is a function of its number
// alone: the caller derives its luck from that number, and whatever storage it needs belongs to a worker. Run calls
// newWorker for such a function whenever a worker begins with a scenario, and hands the results of all scenarios to each
// in trial order, so that an experiment tells the same, byte for byte, with 1 worker or 64:
//
//	summary := experiment.Run(ctx, experiment.Options{Scenarios: len(plans), First: 1, Trials: 10_000},
//		func(scenario int) func(trial int) []float64 {
//			model := newModel(plans[scenario]) // storage that is reused from trial to trial
//			return func(trial int) []float64 { return model.Run(seed, trial) }
//		},
//		func(trial int, rows [][]float64) { ... }) // a row a scenario
//
// What is done is a job of a scenario and a trial. A worker stays with its scenario and holds what belongs to that one
// only, until its trials are too far ahead of the others; then it goes to the scenario that is furthest behind. Workers
// share nothing but which jobs come next. Results that wait for the other scenarios, or for an earlier trial, are bounded:
// they are of at most 64 jobs a worker, or of Ahead trials if that is more; of many scenarios they are of fewer at first.
//
// A trial fails if a scenario panics in it: that is reported in the summary, and the others go on. What the results tell is
// left to the caller (see package estimate), and so is the number of trials: Until ends an experiment when its results
// suffice; to add trials, run again with a later First. A job that takes long calls EndWith now and then, so that nobody
// has to wait for its end.
package experiment

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
)

// Options says which trials to run, and how.
type Options struct {
	Scenarios     int                    // numbered from 0; 0 or less: one
	First, Trials int                    // trials First to First+Trials-1; none if Trials is 0 or less
	Workers       int                    // jobs under way at the same time; 0 or less: one a core
	Ahead         int                    // trials whose results may wait for others; 0: 16
	Progress      func(done, failed int) // called on the caller's goroutine after each trial, in trial order; may be nil
	Until         func(trial int) bool   // asked after each trial's results, where they were handed over, whether it is the last; may be nil
}

// Failure is a trial in which a scenario panicked: the first that did, if several did.
type Failure struct {
	Scenario, Trial int
	Cause           string // the panic's value on one line
	Stack           string // where it came from, as Go prints it
}

// Summary tells how an experiment went.
type Summary struct {
	Done        int       // trials that succeeded in every scenario
	Failures    []Failure // trials that did not, in trial order
	Settled     bool      // Until ended it: the trials after that are not missing
	Interrupted bool      // trials are missing, since the context ended before they started in every scenario
}

// Run runs every trial of every scenario and hands the results to each, on the caller's goroutine and in trial order: those
// of a trial together, by scenario.
//
// Workers call newWorker and its function on goroutines of their own, and newWorker again when they go to another scenario.
// The function gives each result away: it must not touch it afterwards. After a panic it is not called again, as its
// storage may be torn; the worker gets a new one. A panic of newWorker fails the trial that was to run. A job that ends
// its goroutine, as FailNow of package testing does, fails its trial too, and costs its worker. A trial that failed is
// handed over in no scenario.
//
// Once Until says so, no later trial is handed over or counted: those that ran ahead are discarded, so that the last
// one is the same with any number of workers.
//
// When ctx ends, no further job starts and those under way finish, unless they call EndWith: what has been handed
// over is then every trial from First to some last one, except for the failures.
func Run[R any](ctx context.Context, o Options, newWorker func(scenario int) func(trial int) R, each func(trial int, results []R)) Summary {
	scenarios, trials := max(1, o.Scenarios), max(0, o.Trials)
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, scenarios*trials)
	j := newJobs(scenarios, trials, workers, o.Ahead)
	finished := make(chan outcome[R], min(j.window, trials)*scenarios) // of so many, workers never wait for the caller

	var working sync.WaitGroup
	ctx, stop := context.WithCancel(ctx)
	defer func() { // no worker outlives Run, even if each panics
		stop()
		working.Wait()
	}()
	for range workers {
		working.Go(func() {
			w := worker[R]{renew: newWorker, scenario: -1}
			for {
				scenario, trial, ok := j.take(ctx, w.scenario)
				if !ok {
					return
				}
				w.try(scenario, o.First+trial, finished)
			}
		})
	}
	go func() {
		working.Wait()
		close(finished)
	}()

	var s Summary
	next := o.First
	waiting := map[int]*together[R]{}
	for arrived := range finished {
		if waiting[arrived.trial] == nil {
			waiting[arrived.trial] = &together[R]{missing: scenarios, results: make([]R, scenarios)}
		}
		waiting[arrived.trial].add(arrived)
		for t := waiting[next]; t != nil && t.missing == 0; t = waiting[next] {
			if t.failure != nil {
				s.Failures = append(s.Failures, *t.failure)
			} else {
				each(next, t.results)
				s.Done++
				s.Settled = o.Until != nil && o.Until(next)
			}
			if o.Progress != nil {
				o.Progress(s.Done, len(s.Failures))
			}
			if s.Settled {
				return s
			}
			delete(waiting, next)
			next++
			j.done()
		}
	}
	s.Interrupted = next-o.First < trials
	return s
}

// EndWith ends the job that calls it, or the making of its worker, if ctx has ended, which must be the one that Run
// was given: its trial then counts as one that never started, not as a failure.
func EndWith(ctx context.Context) {
	if ctx.Err() != nil {
		panic(ended{})
	}
}

// ended is what a job panics with that ends with the experiment.
type ended struct{}

// outcome is what a job came to.
type outcome[R any] struct {
	scenario, trial int
	result          R
	failure         *Failure
}

// together is what a trial has come to so far, in all scenarios.
type together[R any] struct {
	missing int // scenarios
	results []R
	failure *Failure // of the first scenario that has one
}

func (t *together[R]) add(out outcome[R]) {
	t.missing--
	t.results[out.scenario] = out.result
	if out.failure != nil && (t.failure == nil || out.scenario < t.failure.Scenario) {
		t.failure = out.failure
	}
}

type worker[R any] struct {
	renew    func(scenario int) func(trial int) R
	scenario int               // below 0: none yet
	run      func(trial int) R // nil: to be made
}

func (w *worker[R]) try(scenario, trial int, finished chan<- outcome[R]) {
	out := outcome[R]{scenario: scenario, trial: trial}
	returned := false
	defer func() {
		if !returned {
			w.run = nil
			panicked := recover()
			if _, early := panicked.(ended); early {
				return
			}
			out.failure = &Failure{Scenario: scenario, Trial: trial, Cause: cause(panicked), Stack: string(debug.Stack())}
		}
		finished <- out
	}()
	if scenario != w.scenario {
		w.run = nil // what it holds makes room first
		w.scenario = scenario
	}
	if w.run == nil {
		w.run = w.renew(scenario)
	}
	out.result = w.run(trial)
	returned = true
}

func cause(panicked any) string {
	if panicked == nil { // there was no panic, so the job has called runtime.Goexit
		return "trial ended its goroutine"
	}
	return strings.Join(strings.Fields(fmt.Sprint(panicked)), " ")
}
