package estimate

import (
	"math"
	"math/bits"
)

// Share is a part of a whole, in the whole's unit.
type Share struct {
	Value float64 // NaN without a trial
	Error float64 // standard error over trials, and over orders if these were drawn; NaN with fewer than two trials
}

// ShareOf returns the mean of what a cause adds in each trial, with its error, freed of controls where it exists in every
// trial; trials in which it is NaN are left out.
func ShareOf(column []float64, c *Controls) Share {
	if c.frees(column) {
		mean, err := c.mean(column)
		return Share{mean, err}
	}
	values := make([]float64, 0, len(column))
	for _, v := range column {
		if !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	mean, sd := moments(values)
	return Share{mean, sd / math.Sqrt(float64(len(values)))}
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

// of returns the statistic of the values that exist, NaN if there are none.
func (s Statistic) of(values []float64) float64 {
	sorted := Sorted(nil, values)
	if s == Median {
		return Quantile(sorted, .5)
	}
	mean, _ := moments(sorted)
	return mean
}

// shapley returns what each cause adds to those before it, on average over all orders in which causes can come, given what
// every set of them is worth, by its bits (Shapley, A Value for n-Person Games, 1953).
func shapley(causes int, worth []float64) []float64 {
	shares := make([]float64, causes)
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
