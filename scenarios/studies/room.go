package studies

import (
	"cmp"
	"fmt"
	"math"
	"runtime"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// room is what a study takes of the memory.
type room struct {
	jobs    int     // as many workers have something to do
	results float64 // bytes, of all trials
	each    float64 // bytes, of what a worker holds at most
}

// maxMemory is how much memory a study may take, in bytes: its results, and for every worker a company. The
// largest trials and results that a scenario may have leave room for one worker.
const maxMemory = 8e9

// Memory returns how many bytes a study may take: what any may, and no more than the system says that there is, of which
// some is left to others.
func Memory() float64 { return memoryOf(experiment.FreeMemory()) }

func memoryOf(free float64) float64 {
	const share = 0.75
	return math.Min(maxMemory, share*free)
}

// Fit gives a study as many workers as have room in so many bytes, and returns a warning if those are fewer than wanted;
// an *OrderError if there is room for none.
func (s *Study) Fit(memory float64) (warning string, err error) {
	s.memory = memory
	return s.Order.fit(s.room, memory)
}

// Fit gives an order as many workers as have room in so many bytes of memory, beside its results and with so many bytes each,
// for so many jobs; otherwise as that of a Study does.
func (o *Order) Fit(jobs int, results, each, memory float64) (warning string, err error) {
	return o.fit(room{jobs, results, each}, memory)
}

func (o *Order) fit(r room, memory float64) (warning string, err error) {
	wanted := min(cmp.Or(o.Workers, runtime.GOMAXPROCS(0)), r.jobs)
	o.Workers = experiment.Room(wanted, memory, r.results, r.each)
	takes := fmt.Sprintf("the results take up to %s of memory and each worker %s, and there may be %s",
		gigabytes(r.results), gigabytes(r.each), gigabytes(memory))
	switch {
	case o.Workers == 0:
		return "", wrongOrder("%s: too large: %s; take fewer customers, trials or plans", units.Shown(o.Scenario), takes)
	case o.Workers < wanted:
		return fmt.Sprintf("%d of %d workers, since %s", o.Workers, wanted, takes), nil
	}
	return "", nil
}

// roomOf is the room of trials of plans that are kept, as many as the first has.
func roomOf(plans ...*scenarios.Scenario) room {
	trials := int(plans[0].Params.Trials)
	r := room{jobs: trials * len(plans)}
	for _, plan := range plans {
		alike := plan.Params
		alike.Trials = units.Count(trials)
		r.results += alike.KeptBytes()
		r.each = max(r.each, plan.Params.CompanyBytes())
	}
	return r
}

// roomToTrace is the room of trials of plans all of whose facts are kept, those of all plans at once.
func roomToTrace(trials int, plans ...*scenarios.Scenario) room {
	r := room{jobs: trials}
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
