package estimate

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// Share is a part of a whole, in the whole's unit.
type Share struct {
	Value float64 // NaN without a trial
	Error float64 // standard error over trials; NaN with fewer than two
}

// Statistic is what is told of the trials.
type Statistic int

// The statistics of which there are shares.
const (
	Mean Statistic = iota
	Median
)

// String returns the statistic's name.
func (s Statistic) String() string { return [...]string{"mean", "median"}[s] }

// Of returns the statistic of the values that exist, NaN if there are none.
func (s Statistic) Of(values []float64) float64 {
	sorted := Sorted(nil, values)
	if s == Median {
		return Quantile(sorted, .5)
	}
	mean, _ := moments(sorted)
	return mean
}

// Shares returns what each cause contributes to the whole: what all of them together change in a statistic of the trials.
// worth[set][trial] is what comes of a set of causes, as a bit mask from 0, none of them, to 1<<causes - 1. All sets are of
// the same trials, and one in which any is NaN is left out.
//
// The share of a cause is what it adds to those before it, on average over all orders in which the causes can come
// (Shapley, A Value for n-Person Games, 1953). The shares add up to the whole but for rounding, since they divide it: what
// causes do only together goes to them in equal parts, and a cause that changes nothing in any trial has a share and an
// error of exactly 0.
//
// The errors of the mean are those of the shares within each trial; those of the median are the spread over resamples of
// the trials, the same in every call (bootstrap: Efron 1979): a share of it ± 1.96 of its error holds the true one in 93 to
// 97 % of experiments with 200 trials.
func Shares(causes int, worth [][]float64, of Statistic) (shares []Share, whole Share) {
	if causes < 0 || len(worth) != 1<<causes {
		panic(fmt.Sprintf("estimate: worth: must be of all sets of %d causes, got %d sets", causes, len(worth)))
	}
	g := game{causes: causes, worth: Complete(worth)}
	var list []Share
	switch of {
	case Mean:
		list = g.mean()
	case Median:
		list = g.median()
	default:
		panic(fmt.Sprintf("estimate: statistic: must be Mean or Median, got %d", of))
	}
	return list[:causes], list[causes]
}

// Complete returns the trials in which every set has a worth.
func Complete(worth [][]float64) [][]float64 {
	full := make([][]float64, len(worth))
	for trial := range worth[0] {
		if slices.ContainsFunc(worth, func(set []float64) bool { return math.IsNaN(set[trial]) }) {
			continue
		}
		for set := range worth {
			full[set] = append(full[set], worth[set][trial])
		}
	}
	return full
}

// game is what sets of causes are worth.
type game struct {
	causes int
	worth  [][]float64 // by set and trial
}

func (g game) trials() int { return len(g.worth[0]) }

// split divides what all causes change, given one number a set, and returns the share of each and the whole.
func (g game) split(worth []float64) []float64 {
	shares := make([]float64, g.causes+1)
	for cause := range g.causes {
		for without := range worth {
			with := without | 1<<cause
			if with == without {
				continue
			}
			orders := float64(g.causes) * choose(g.causes-1, bits.OnesCount(uint(without)))
			shares[cause] += (worth[with] - worth[without]) / orders
		}
	}
	shares[g.causes] = worth[len(worth)-1] - worth[0]
	return shares
}

// choose returns the number of sets of k out of n.
func choose(n, k int) float64 {
	sets := 1.0
	for i := range k {
		sets = sets * float64(n-i) / float64(i+1)
	}
	return sets
}

func (g game) mean() []Share {
	parts := g.drawn(g.trials(), func(trial int, worth []float64) {
		for set := range worth {
			worth[set] = g.worth[set][trial]
		}
	})
	list := make([]Share, g.causes+1)
	for i, part := range parts {
		mean, sd := moments(part)
		list[i] = Share{mean, sd / math.Sqrt(float64(g.trials()))}
	}
	return list
}

func (g game) median() []Share {
	const resamples = 200
	n := g.trials()
	luck := rand.New(rand.NewPCG(1979, 1))
	ranked := make([]ranking, len(g.worth))
	for set, values := range g.worth {
		ranked[set] = rank(values)
	}
	times := slices.Repeat([]int32{1}, n)
	medians := func(_ int, worth []float64) {
		for set := range worth {
			worth[set] = ranked[set].median(times)
		}
	}
	value := g.drawn(1, medians)
	parts := g.drawn(resamples, func(resample int, worth []float64) {
		clear(times)
		for range n {
			times[luck.IntN(n)]++
		}
		medians(resample, worth)
	})
	list := make([]Share, g.causes+1)
	for i, part := range parts {
		_, sd := moments(part)
		if n < 2 {
			sd = math.NaN()
		}
		list[i] = Share{value[i][0], sd}
	}
	return list
}

// drawn splits what draw says that the sets are worth, so many times, and returns the draws of every share and of the whole.
func (g game) drawn(draws int, draw func(i int, worth []float64)) [][]float64 {
	parts := make([][]float64, g.causes+1)
	worth := make([]float64, len(g.worth))
	for i := range draws {
		draw(i, worth)
		for k, share := range g.split(worth) {
			parts[k] = append(parts[k], share)
		}
	}
	return parts
}

// ranking are values in ascending order, each with the trial that it is of.
type ranking struct {
	values []float64
	trials []int32
}

func rank(values []float64) ranking {
	r := ranking{values: make([]float64, len(values)), trials: make([]int32, len(values))}
	for i := range r.trials {
		r.trials[i] = int32(i)
	}
	slices.SortFunc(r.trials, func(a, b int32) int { return cmp.Compare(values[a], values[b]) })
	for i, trial := range r.trials {
		r.values[i] = values[trial]
	}
	return r
}

// median returns the median of a resample, in which each trial comes so many times.
func (r ranking) median(times []int32) float64 {
	n := int32(len(r.values))
	if n == 0 {
		return math.NaN()
	}
	i, passed := 0, times[r.trials[0]]
	value := func(position int32) float64 {
		for passed <= position {
			i++
			passed += times[r.trials[i]]
		}
		return r.values[i]
	}
	below := value((n - 1) / 2)
	above := value(n / 2)
	return below + .5*(above-below)
}
