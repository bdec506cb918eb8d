// Package experiment runs the independent trials of a simulation on all cores.
//
// A trial is a function of its number alone: the caller derives its luck from that number, and whatever storage
// it needs belongs to a worker. Run calls newWorker once per worker for such a function, and hands the results
// to each in trial order, so that an experiment tells the same, byte for byte, with 1 worker or 64:
//
//	summary := experiment.Run(ctx, experiment.Options{First: 1, Trials: 10_000},
//		func() func(trial int) []float64 {
//			model := newModel() // storage that is reused from trial to trial
//			return func(trial int) []float64 { return model.Run(seed, trial) }
//		},
//		func(trial int, row []float64) { rows = append(rows, row) })
//
// A trial that panics is reported in the summary and the others go on. Workers share nothing but the number of
// the next trial. How far they run ahead of the oldest unfinished trial is bounded, and so is the memory that
// results wait in. What the results tell is left to the caller (see package estimate), and so is the number of
// trials: Until ends an experiment when its results suffice; to add trials, run again with a later First. A trial
// that takes long calls EndWith now and then, so that nobody has to wait for its end.
package experiment

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
)

// Options says which trials to run, and how.
type Options struct {
	First, Trials int                    // trials First to First+Trials-1; none if Trials is 0 or less
	Workers       int                    // trials under way at the same time; 0 or less: one a core
	Progress      func(done, failed int) // called on the caller's goroutine after each trial, in trial order; may be nil
	Until         func(trial int) bool   // asked after each result, where it was handed over, whether it is the last; may be nil
}

// Failure is a trial that panicked.
type Failure struct {
	Trial int
	Cause string // the panic's value on one line
	Stack string // where it came from, as Go prints it
}

// Summary tells how an experiment went.
type Summary struct {
	Done        int       // trials that succeeded
	Failures    []Failure // trials that did not, in trial order
	Settled     bool      // Until ended it: the trials after that are not missing
	Interrupted bool      // trials are missing, since the context ended before they started
}

// ahead is how many trials per worker may have started since the oldest unfinished one.
const ahead = 64

// Run runs the trials and hands their results to each, on the caller's goroutine and in trial order.
//
// Workers call newWorker and its function on goroutines of their own. The function gives each result away: it
// must not touch it afterwards. After a panic it is not called again, as its storage may be torn; the worker
// gets a new one. A panic of newWorker fails the trial that was to run. A trial that ends its goroutine, as
// FailNow of package testing does, fails too, and costs its worker.
//
// Once Until says so, no later trial is handed over or counted: those that ran ahead are discarded, so that the last
// one is the same with any number of workers.
//
// When ctx ends, no further trial starts and those under way finish, unless they call EndWith: what has been handed
// over is then every trial from First to some last one, except for the failures.
func Run[R any](ctx context.Context, o Options, newWorker func() func(trial int) R, each func(trial int, result R)) Summary {
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = max(0, min(workers, o.Trials))
	window := workers * ahead

	var started atomic.Int64
	room := make(chan struct{}, window)       // a place is taken before a trial starts, and freed when it is handed over
	finished := make(chan outcome[R], window) // as large, so that workers never wait for the caller

	var working sync.WaitGroup
	ctx, stop := context.WithCancel(ctx)
	defer func() { // no worker outlives Run, even if each panics
		stop()
		working.Wait()
	}()
	for range workers {
		working.Go(func() {
			w := worker[R]{renew: newWorker}
			for {
				select {
				case room <- struct{}{}:
				case <-ctx.Done():
				}
				if ctx.Err() != nil {
					return
				}
				n := int(started.Add(1)) - 1
				if n >= o.Trials {
					return
				}
				w.try(o.First+n, finished)
			}
		})
	}
	go func() {
		working.Wait()
		close(finished)
	}()

	var s Summary
	next := o.First
	waiting := map[int]outcome[R]{}
	for arrived := range finished {
		waiting[arrived.trial] = arrived
		for out, ok := waiting[next]; ok && !s.Settled; out, ok = waiting[next] {
			delete(waiting, next)
			next++
			if out.failure != nil {
				s.Failures = append(s.Failures, *out.failure)
			} else {
				each(out.trial, out.result)
				s.Done++
				s.Settled = o.Until != nil && o.Until(out.trial)
			}
			if o.Progress != nil {
				o.Progress(s.Done, len(s.Failures))
			}
			<-room
		}
		if s.Settled {
			return s
		}
	}
	s.Interrupted = next-o.First < o.Trials
	return s
}

// EndWith ends the trial that calls it, or the making of its worker, if ctx has ended, which must be the one that Run
// was given: the trial then counts as one that never started, not as a failure.
func EndWith(ctx context.Context) {
	if ctx.Err() != nil {
		panic(ended{})
	}
}

// ended is what a trial panics with that ends with the experiment.
type ended struct{}

type outcome[R any] struct {
	trial   int
	result  R
	failure *Failure
}

type worker[R any] struct {
	renew func() func(trial int) R
	run   func(trial int) R
}

func (w *worker[R]) try(trial int, finished chan<- outcome[R]) {
	out := outcome[R]{trial: trial}
	returned := false
	defer func() {
		if !returned {
			w.run = nil
			panicked := recover()
			if _, early := panicked.(ended); early {
				return
			}
			out.failure = &Failure{Trial: trial, Cause: cause(panicked), Stack: string(debug.Stack())}
		}
		finished <- out
	}()
	if w.run == nil {
		w.run = w.renew()
	}
	out.result = w.run(trial)
	returned = true
}

func cause(panicked any) string {
	if panicked == nil { // there was no panic, so the trial has called runtime.Goexit
		return "trial ended its goroutine"
	}
	return strings.Join(strings.Fields(fmt.Sprint(panicked)), " ")
}
