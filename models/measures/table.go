package measures

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"postsale/sim/estimate"
)

// Table holds one number per column and trial, or tells of trials that it did not keep.
type Table struct {
	Columns []Column
	Trials  []int     // their numbers, in order; none of them if they are not kept
	Luck    *Controls // of the same trials; nil where estimates are plain
	values  [][]float64
	frees   freeing
	passed  *passed // nil if trials are kept
}

// freeing is what frees columns of luck, for so many trials.
type freeing struct {
	sync.Mutex
	trials int
	by     *estimate.Controls
}

// Freed returns what frees a column of luck, made once for all; nil if nothing does.
func (t *Table) Freed(column int) *estimate.Controls {
	if t.Luck == nil || !t.Columns[column].Measure.decided() {
		return nil
	}
	t.frees.Lock()
	defer t.frees.Unlock()
	if t.frees.trials != len(t.Trials) {
		t.frees.trials, t.frees.by = len(t.Trials), t.Luck.Free()
	}
	return t.frees.by
}

// Distribution returns that of a column over the trials.
func (t *Table) Distribution(column int) estimate.Distribution {
	if t.passed != nil {
		return t.passed.distribution(column)
	}
	return t.Freed(column).Of(estimate.Of(t.values[column]), t.values[column])
}

// numberBytes is what a number takes, in bytes.
const numberBytes = 8

// TableBytes returns how much memory a table of so many columns and trials takes, in bytes: a number for each of both, and
// that of the trial.
func TableBytes(columns, trials int) float64 {
	return numberBytes * float64(trials) * float64(columns+1)
}

// NewTable returns an empty table with room for some trials.
func NewTable(columns []Column, trials int) *Table {
	t := &Table{Columns: columns, Trials: make([]int, 0, trials), values: make([][]float64, len(columns))}
	for i := range t.values {
		t.values[i] = make([]float64, 0, trials)
	}
	return t
}

// TableOf returns a table of numbers that are known by column, in order of trials; of a column they may be nil, where only
// its distribution is known.
func TableOf(columns []Column, trials []int, values [][]float64) *Table {
	return &Table{Columns: columns, Trials: trials, values: values}
}

// Without returns a table that keeps its trials, but for some, by their numbers.
func (t *Table) Without(some map[int]bool) *Table {
	var trials, places []int
	for i, trial := range t.Trials {
		if !some[trial] {
			trials, places = append(trials, trial), append(places, i)
		}
	}
	taken := func(columns [][]float64) [][]float64 {
		list := make([][]float64, len(columns))
		for i, column := range columns {
			if column == nil {
				continue
			}
			list[i] = make([]float64, len(places))
			for k, at := range places {
				list[i][k] = column[at]
			}
		}
		return list
	}
	rest := TableOf(t.Columns, trials, taken(t.values))
	if t.Luck != nil {
		rest.Luck = ControlsOf(t.Luck.List, taken(t.Luck.values))
	}
	return rest
}

// Append adds a trial with a number for every column, and for every control if there are any.
func (t *Table) Append(trial int, row []float64, luck ...float64) {
	if t.passed != nil {
		t.passed.add(row, luck)
		return
	}
	t.Luck.Append(luck)
	t.Trials = append(t.Trials, trial)
	for i, v := range row {
		t.values[i] = append(t.values[i], v)
	}
}

// Rows are trials that wait to be appended to a table: one at a time they would go to as many places of the memory as there
// are columns.
type Rows struct {
	table  *Table
	trials []int
	rows   [][]float64
}

// NewRows returns none, for a table.
func NewRows(t *Table) *Rows { return &Rows{table: t} }

// Append adds a trial as that of a table does, which the table has at the next Flush.
func (r *Rows) Append(trial int, row []float64, luck ...float64) {
	const most = 64
	if r.table.passed != nil {
		r.table.passed.add(row, luck)
		return
	}
	r.table.Luck.Append(luck)
	r.trials, r.rows = append(r.trials, trial), append(r.rows, row)
	if len(r.rows) == most {
		r.Flush()
	}
}

// Flush appends all that wait.
func (r *Rows) Flush() {
	t := r.table
	t.Trials = append(t.Trials, r.trials...)
	const line = 8 // numbers of a row that lie together in the memory
	for at := 0; at < len(t.values); at += line {
		columns := t.values[at:min(at+line, len(t.values))]
		for _, row := range r.rows {
			for i, v := range row[at : at+len(columns)] {
				columns[i] = append(columns[i], v)
			}
		}
	}
	r.trials, r.rows = r.trials[:0], r.rows[:0]
}

// Values returns the numbers of a column, in order of trials; nil if they are not kept.
func (t *Table) Values(column int) []float64 { return t.values[column] }

// Dots returns so many futures as stand for those in which a column exists, in order, and how many these are.
func (t *Table) Dots(column, n int) (dots []float64, of int) {
	if t.passed != nil {
		t.passed.begin()
		sketch := t.passed.columns[column].sketched()
		return sketch.Dots(n), sketch.N()
	}
	sorted := estimate.Sorted(nil, t.values[column])
	return estimate.Dots(sorted, n), len(sorted)
}

// Find returns the column of a measure, scope name and period name, or -1.
func (t *Table) Find(measure, segment, period string) int {
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Measure.Name == measure && c.Segment == segment && c.Period.Name == period {
			return i
		}
	}
	return -1
}

// Estimate returns the distribution of every column over the trials, on all
// cores.
func (t *Table) Estimate() []estimate.Distribution {
	list := make([]estimate.Distribution, len(t.Columns))
	if t.passed != nil {
		t.passed.begin()
		inParallel(len(list), func() func(i int) { return func(i int) { list[i] = t.passed.distribution(i) } })
		return list
	}
	inParallel(len(list), func() func(i int) {
		estimator := estimate.NewEstimator(len(t.Trials))
		return func(i int) { list[i] = t.Freed(i).Of(estimator.Of(t.values[i]), t.values[i]) }
	})
	return list
}

// Odds returns how often a column reached a bound, with a score interval of 95 %:
// at least the bound, or with atMost at most it. Column -1, which Find returns of what is not there, exists in no trial. Of
// trials that are not kept, it knows what it was to Count.
func (t *Table) Odds(column int, bound float64, atMost bool) estimate.Odds {
	if column < 0 {
		return estimate.Wilson(0, 0, 0.95)
	}
	if t.passed != nil {
		return t.passed.odds(column, bound, atMost)
	}
	return t.Chance(column, func(v float64) bool { return reaches(v, bound, atMost) }, estimate.Z95)
}

// reaches reports whether a value is at least a bound, or with atMost at most it.
func reaches(v, bound float64, atMost bool) bool {
	return atMost && v <= bound || !atMost && v >= bound
}

// Chance returns how often a column hit what is asked of it, with an interval of z standard errors to each side.
func (t *Table) Chance(column int, hit func(v float64) bool, z float64) estimate.Odds {
	return t.Freed(column).Odds(estimate.Hits(t.values[column], hit), z)
}

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
			p.Difference = estimator.Pair(t.values[p.Base], other.values[p.Other], int(p.Measure.Better), t.Freed(p.Base), other.Freed(p.Other))
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

// Nearest is the trial that stands for a quantile of a column.
type Nearest struct {
	Trial    int     // its number
	Value    float64 // there, in the column's unit
	Quantile float64 // of all trials, in the same
	N        int     // trials in which the column exists
}

// Nearest returns the trial whose value of a column is the nearest to its p-quantile, p from 0 to 1; of several the one
// of the smallest number. N is 0 if the column exists in no trial.
func (t *Table) Nearest(column int, p float64) Nearest {
	values := t.values[column]
	sorted := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	slices.Sort(sorted)
	best := Nearest{Quantile: estimate.Quantile(sorted, p), N: len(sorted)}
	far := math.Inf(1)
	for i, v := range values {
		if d := math.Abs(v - best.Quantile); d < far {
			far, best.Trial, best.Value = d, t.Trials[i], v
		}
	}
	return best
}
