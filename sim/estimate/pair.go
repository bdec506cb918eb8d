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
// With the controls of each plan, of all trials, the means are freed of them; the difference is still that of the two means.
func (e *Estimator) Pair(base, other []float64, better int, c, others *Controls) Paired {
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
	p.free(e.base, e.other, c, others)
	return p
}

// free takes what each plan owes to its own controls out of its mean, if both have values in every trial, so that a plan has
// one mean wherever it is told; the difference is that of the two, and its error that of what is left of it by trial. How much
// a plan owes is known from all trials. Plans that come to the same in half of them or more are told as they are: what they
// differ by is surer than how much each owes.
func (p *Paired) free(base, other []float64, c, others *Controls) {
	if !c.frees(base) || !others.frees(other) || p.N != len(base) || 2*p.Same >= p.N {
		return
	}
	from, to := c.Adjusted(base), others.Adjusted(other)
	left := Differences(from, to)
	_, sd := moments(left)
	p.From, _ = moments(from)
	p.To, _ = moments(to)
	p.Distribution.free(p.To-p.From, sd/math.Sqrt(float64(p.N))*math.Max(c.price(), others.price()))
}

// price is how many times as large errors are as those of values that were adjusted by known coefficients.
func (c *Controls) price() float64 {
	n := float64(len(c.weights))
	return c.length * math.Sqrt(n*(n-1)/(n-float64(len(c.basis))))
}
