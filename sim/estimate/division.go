package estimate

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// split divides what all causes change, given one number a set, and returns the share of each.
type split func(worth []float64) []float64

// division divides the medians of what sets are worth, by set and trial, into parts: the shares and, last, the whole. Each
// split does so on its own, by orders of its own; what counts is their average.
type division struct {
	parts int
	worth [][]float64
	by    []split
}

func (d division) shares() []Share {
	const resamples = 200
	n := len(d.worth[0])
	luck := rand.New(rand.NewPCG(1979, 1))
	ranked := make([]ranking, len(d.worth))
	for set, values := range d.worth {
		ranked[set] = rank(values)
	}
	times := slices.Repeat([]int32{1}, n)
	medians := func(_ int, now []float64) {
		for set := range now {
			now[set] = ranked[set].median(times)
		}
	}
	found := d.drawn(1, medians)
	parts := d.drawn(resamples, func(resample int, now []float64) {
		clear(times)
		for range n {
			times[luck.IntN(n)]++
		}
		medians(resample, now)
	})
	list := make([]Share, d.parts)
	for i, draws := range parts {
		values := make([]float64, len(d.by))
		for k := range values {
			values[k] = found[i][k][0]
		}
		list[i] = average(values, draws)
		if n < 2 {
			list[i].Error = math.NaN()
		}
	}
	return list
}

// drawn splits what draw says that the sets are worth, so many times, and returns what every part is by each split in
// each draw.
func (d division) drawn(draws int, draw func(i int, now []float64)) [][][]float64 {
	parts := make([][][]float64, d.parts)
	for i := range parts {
		parts[i] = make([][]float64, len(d.by))
	}
	now := make([]float64, len(d.worth))
	for i := range draws {
		draw(i, now)
		for k, split := range d.by {
			for part, share := range append(split(now), now[len(now)-1]-now[0]) {
				parts[part][k] = append(parts[part][k], share)
			}
		}
	}
	return parts
}

// average returns the average of values by several splits, which were drawn independently, with its error: what it
// differs by between the draws of the trials, and what the splits differ by among themselves beyond what these draws
// explain. Splits are few, so that theirs is widened to what 1.96 of it must reach (Student 1908).
func average(values []float64, draws [][]float64) Share {
	m := float64(len(values))
	value, between := moments(values)
	common := make([]float64, len(draws[0])) // of a draw, on average over the splits
	for i := range common {
		for _, own := range draws {
			common[i] += own[i] / m
		}
	}
	_, sd := moments(common)
	if m == 1 {
		return Share{value, sd}
	}
	own := 0.0 // what luck that is not common to all splits makes them differ by
	for _, list := range draws {
		apart := make([]float64, len(list))
		for i, x := range list {
			apart[i] = x - common[i]
		}
		_, sd := moments(apart)
		own += sd * sd / (m - 1)
	}
	const z = 1.96
	wide := distuv.StudentsT{Sigma: 1, Nu: m - 1}.Quantile(distuv.UnitNormal.CDF(z)) / z
	orders := math.Max(0, between*between-own) / m
	return Share{value, math.Sqrt(sd*sd + wide*wide*orders)}
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
