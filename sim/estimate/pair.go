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

// Pair compares two plans trial by trial: base[i] and other[i] are of the same trial, and better is 1 if more is
// better, -1 if less is and 0 if neither. Trials in which one of them is NaN are left out.
func (e *Estimator) Pair(base, other []float64, better int) Paired {
	var differences []float64
	hits := 0
	p := Paired{}
	var moments [2]struct{ mean, square float64 }
	for i, b := range base {
		d := other[i] - b
		if math.IsNaN(d) {
			continue
		}
		differences = append(differences, d)
		if d == 0 {
			p.Same++
		}
		if d*float64(better) > 0 {
			hits++
		}
		n := float64(len(differences))
		for k, v := range [2]float64{b, other[i]} { // Welford (1962)
			m := &moments[k]
			step := v - m.mean
			m.mean += step / n
			m.square += step * (v - m.mean)
		}
	}
	p.Distribution = e.Of(differences)
	p.From, p.To = moments[0].mean, moments[1].mean
	p.Better = Odds{P: math.NaN(), Low: math.NaN(), High: math.NaN()}
	if better != 0 {
		p.Better = Wilson(hits, len(differences), 0.95)
	}
	unpaired := (moments[0].square + moments[1].square) / float64(len(differences)-1)
	p.Gain = unpaired / (p.SD * p.SD)
	return p
}
