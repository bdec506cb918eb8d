package estimate

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// Share is a part of a whole, in the whole's unit.
type Share struct {
	Value float64 // NaN without a trial
	Error float64 // standard error over trials, and over orders if these were drawn; NaN with fewer than two trials
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
	d := division{parts: causes + 1, worth: Complete(worth), by: []split{allOrders(causes)}}
	list := d.shares(of)
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

// split divides what all causes change, given one number a set, and returns the share of each and the whole.
type split func(worth []float64) []float64

// allOrders divides by all orders in which causes can come, given the worth of all sets.
func allOrders(causes int) split {
	return func(worth []float64) []float64 {
		shares := make([]float64, causes+1)
		for cause := range causes {
			for without := range worth {
				with := without | 1<<cause
				if with == without {
					continue
				}
				orders := float64(causes) * choose(causes-1, bits.OnesCount(uint(without)))
				shares[cause] += (worth[with] - worth[without]) / orders
			}
		}
		shares[causes] = worth[len(worth)-1] - worth[0]
		return shares
	}
}

// choose returns the number of sets of k out of n.
func choose(n, k int) float64 {
	sets := 1.0
	for i := range k {
		sets = sets * float64(n-i) / float64(i+1)
	}
	return sets
}
