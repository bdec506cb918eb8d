package measures

import (
	"math"
	"slices"

	"postsale/sim/estimate"
)

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
