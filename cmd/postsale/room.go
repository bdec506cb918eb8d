package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"runtime"

	"postsale/scenarios"
	"postsale/sim/experiment"
)

// room is what trials take of the memory.
type room struct {
	trials  int
	results float64 // bytes, of all trials
	each    float64 // bytes, of what a worker holds
}

// freeMemory returns how many bytes this process may take, as far as the system
// says; a test makes it less.
var freeMemory = systemMemory

// maxMemory is how much memory a run may take, in bytes: its results, and for every worker a company of each plan. The
// largest trials and results that a scenario may have leave room for one worker.
const maxMemory = 8e9

// mostMemory is how many bytes a run may take: what any run may, and no more than
// there is, of which some is left to others.
func mostMemory() float64 {
	const share = 0.75
	return math.Min(maxMemory, share*freeMemory())
}

// fitted returns the order with as many workers as have room, and tells errs if
// those are fewer than wanted. Whatever runs trials asks here how many there may be.
func (o order) fitted(errs io.Writer, r room) (order, error) {
	wanted := min(cmp.Or(o.workers, runtime.GOMAXPROCS(0)), r.trials)
	most := mostMemory()
	o.workers = experiment.Room(wanted, most, r.results, r.each)
	takes := fmt.Sprintf("the results take up to %s of memory and each worker %s, and there may be %s",
		gigabytes(r.results), gigabytes(r.each), gigabytes(most))
	switch {
	case o.workers == 0:
		return o, usage("%s: too large: %s; take fewer customers, trials or plans", clean(o.scenario), takes)
	case o.workers < wanted:
		fmt.Fprintf(errs, "postsale: %d of %d workers, since %s\n", o.workers, wanted, takes)
	}
	return o, nil
}

// roomOf is the room of runs of plans, of as many trials as the first.
func roomOf(plans ...*scenarios.Scenario) room {
	r := room{trials: int(plans[0].Params.Trials)}
	for _, plan := range plans {
		r.results += plan.WithTrials(r.trials).Params.ResultBytes()
		r.each += plan.Params.CompanyBytes()
	}
	return r
}

// roomToTrace is the room of trials of plans all of whose facts are kept.
func roomToTrace(trials int, plans ...*scenarios.Scenario) room {
	r := room{trials: trials}
	for _, plan := range plans {
		r.each += plan.Params.TracedBytes()
	}
	return r
}

func gigabytes(bytes float64) string {
	if bytes < 1e6 {
		return "0.001 GB"
	}
	return fmt.Sprintf("%.3g GB", bytes/1e9)
}
