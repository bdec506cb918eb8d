package estimate

import "math"

// Paired is what two plans under the same luck differ by, over trials in which both have a value.
type Paired struct {
	Distribution         // of other less base
	From, To     float64 // means of base and of other
	Better       Odds    // that other is strictly better, with a Wilson interval of 95 %; P is NaN without a direction
	Same         int     // trials in which both are exactly equal
	Gain         float64 // how much pairing helped: (var base + var other) / var of the difference; +Inf if only that is 0, NaN if all are
}

// Differences returns other less base, trial by trial; NaN where one of them is.
func Differences(base, other []float64) []float64 {
	list := make([]float64, len(base))
	for i, from := range base {
		list[i] = other[i] - from
	}
	return list
}

// Pair compares two plans trial by trial: base[i] and other[i] are of the same trial, and better is 1 if more is
// better, -1 if less is and 0 if neither. Trials in which one of them is NaN are left out.
//
// Gain is how many times as many trials independent luck would take for the same error of the mean difference
// (common random numbers: Law, Simulation Modeling and Analysis, 2015, section 11.2).
//
// With controls, of all trials and both plans, the means are freed of them; the difference is still that of the two means.
func (e *Estimator) Pair(base, other []float64, better int, c *Controls) Paired {
	e.base, e.other, e.differences = e.base[:0], e.other[:0], e.differences[:0]
	same, hits := 0, 0
	for i, from := range base {
		to := other[i]
		if math.IsNaN(from) || math.IsNaN(to) {
			continue
		}
		d := to - from
		e.base, e.other, e.differences = append(e.base, from), append(e.other, to), append(e.differences, d)
		if d == 0 {
			same++
		}
		if d*float64(better) > 0 {
			hits++
		}
	}
	p := Paired{Distribution: e.Of(e.differences), Same: same, Better: Odds{P: math.NaN(), Low: math.NaN(), High: math.NaN()}}
	if better != 0 {
		p.Better = Wilson(hits, p.N, 0.95)
	}
	var fromSD, toSD float64
	p.From, fromSD = moments(e.base)
	p.To, toSD = moments(e.other)
	p.Gain = (fromSD*fromSD + toSD*toSD) / (p.SD * p.SD)
	p.free(e, c)
	return p
}

// free takes the controls out of the means, if the plans have values in every trial.
func (p *Paired) free(e *Estimator, c *Controls) {
	if c == nil || p.N != len(c.weights) || !(p.SD > 0) {
		return
	}
	p.Distribution = c.Of(p.Distribution, e.differences)
	p.From, _ = c.mean(e.base)
	p.To, _ = c.mean(e.other)
}
