package misses

import (
	"cmp"
	"math"
	"slices"

	"postsale/models/results"
	"postsale/sim/estimate"
)

// Choice is a trial that is to be told, and why.
type Choice struct {
	Trial int
	Why   Chosen
}

// Choose returns the trials of a run that stand for those that miss: the two whose values are nearest to the median of them, and
// the one nearest to what one in ten is beyond; of several the one of the smallest number. There are fewer if fewer miss.
func (m *Missed) Choose(r *results.Run) (list []Choice) {
	g := split(r.Table, m.Target)
	sorted := slices.Sorted(slices.Values(g.of(g.values, true)))
	if len(sorted) == 0 {
		return nil
	}
	worse := 0.1
	if m.AtMost {
		worse = 0.9
	}
	for _, to := range []struct {
		p    float64
		many int
		why  Chosen
	}{{0.5, 2, Middle}, {worse, 1, Bad}} {
		aim := estimate.Quantile(sorted, to.p)
		near := slices.DeleteFunc(slices.Clone(g.missing), func(i int) bool {
			return slices.ContainsFunc(list, func(c Choice) bool { return c.Trial == r.Table.Trials[i] })
		})
		slices.SortStableFunc(near, func(a, b int) int {
			return cmp.Compare(math.Abs(g.values[a]-aim), math.Abs(g.values[b]-aim))
		})
		for _, i := range near[:min(to.many, len(near))] {
			list = append(list, Choice{r.Table.Trials[i], to.why})
		}
	}
	return list
}
