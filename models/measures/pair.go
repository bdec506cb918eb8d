package measures

import (
	"runtime"
	"sync"

	"postsale/sim/estimate"
)

// Pair is one column of two plans that lived through the same trials.
type Pair struct {
	Column                      // as the base has it
	Base, Other int             // its numbers in the two tables
	Difference  estimate.Paired // of the other less the base, trial by trial
}

// Pair compares the columns that two tables share, by measure, segment and period, on all cores. The tables must be of
// the same trials.
func (t *Table) Pair(other *Table) []Pair {
	type name struct{ measure, segment, period string }
	numbers := make(map[name]int, len(other.Columns))
	for i, c := range other.Columns {
		numbers[name{c.Measure.Name, c.Segment, c.Period.Name}] = i
	}
	var list []Pair
	for i, c := range t.Columns {
		if j, both := numbers[name{c.Measure.Name, c.Segment, c.Period.Name}]; both {
			list = append(list, Pair{Column: c, Base: i, Other: j})
		}
	}
	inParallel(len(list), func() func(i int) {
		estimator := estimate.NewEstimator(len(t.Trials))
		return func(i int) {
			p := &list[i]
			p.Difference = estimator.Pair(t.values[p.Base], other.values[p.Other], int(p.Measure.Better))
		}
	})
	return list
}

// inParallel does n jobs on all cores; each core gets a worker of its own.
func inParallel(n int, newWorker func() func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			work := newWorker()
			for i := w; i < n; i += workers {
				work(i)
			}
		})
	}
	wait.Wait()
}
