package measures

import (
	"math"

	"postsale/sim/estimate"
)

// Table holds one number per column and trial.
type Table struct {
	Columns []Column
	Trials  []int // their numbers, in order
	values  [][]float64
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

// Append adds a trial with a number for every column.
func (t *Table) Append(trial int, row []float64) {
	t.Trials = append(t.Trials, trial)
	for i, v := range row {
		t.values[i] = append(t.values[i], v)
	}
}

// Values returns the numbers of a column, in order of trials.
func (t *Table) Values(column int) []float64 { return t.values[column] }

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
	inParallel(len(list), func() func(i int) {
		estimator := estimate.NewEstimator(len(t.Trials))
		return func(i int) { list[i] = estimator.Of(t.values[i]) }
	})
	return list
}

// Odds returns how often a column reached a bound, with a Wilson interval of 95 %:
// at least the bound, or with atMost at most it. Column -1, which Find returns of what is not there, exists in no trial.
func (t *Table) Odds(column int, bound float64, atMost bool) estimate.Odds {
	var values []float64
	if column >= 0 {
		values = t.values[column]
	}
	hits, n := 0, 0
	for _, v := range values {
		if math.IsNaN(v) {
			continue
		}
		n++
		if atMost && v <= bound || !atMost && v >= bound {
			hits++
		}
	}
	return estimate.Wilson(hits, n, 0.95)
}
