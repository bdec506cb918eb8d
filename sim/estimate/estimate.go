// Package estimate tells what many independent trials say about a number.
//
// Three kinds of answer are kept apart. A Distribution tells how the number differs from trial to trial: that is
// luck, and more trials do not make it smaller. Its standard errors (MCError, P5Error, ...) tell how far the estimates
// themselves may be off because the trials are finite: they shrink with the root of N. Odds tell how often an event
// came, with an interval for its probability.
//
//	d := estimate.Of(values)
//	odds := estimate.Wilson(hits, d.N, .95)
//
// NaN stands for a trial in which the number does not exist: it is left out, and N counts the others. An infinite
// value has no mean and is a fault of whoever computed it, best caught in its trial; Of and Sorted panic.
// For many columns of one size there is an Estimator, which reuses what they have in common.
//
// Luck whose mean is known is taken out of means, quantiles and odds by Controls (control variates), which makes them as
// sure as more trials would. Trials that are too many to keep come one by one: a Running has their moments, a Regression
// frees them as Controls do, and a Sketch has their quantiles.
//
// Two plans that lived through the same luck are compared trial by trial (Pair), what several causes do together is
// divided among them (Orders: means, trial by trial; Game: medians), and whoever adds trials until an answer is good enough
// looks at numbers of trials that are planned beforehand (Looks).
//
// The functions share no state, so columns may be spread over cores. Of gives the same whatever the order of the values;
// what goes trial by trial (Pair, Orders, Controls and their Odds) takes them in the order of the trials, and in a Running
// the order decides how it rounds. Which numbers are worth asking about, and how answers are shown, is left to the caller.
//
// Sources: moments by the corrected two-pass algorithm, Chan, Golub & LeVeque 1983; quantiles, Hyndman & Fan 1996,
// type 7; their errors, Maritz & Jarrett 1978, of a sketch Woodruff 1952; odds, Wilson 1927; controls, Lavenberg & Welch
// 1981, of quantiles Hesterberg & Nelson 1998; dots, Kay et al. 2016; shares, Shapley 1953; from drawn orders, Castro, Gómez
// & Tejada 2009; looks, Pocock 1977; ratios of means, Cochran 1977; sketches, Epicoco et al. 2020.
package estimate

import (
	"fmt"
	"math"
	"slices"
)

// Distribution is what trials tell about a number; all fields but N are in the number's unit, and NaN if N is too small for them.
type Distribution struct {
	N                                int     // trials in which the number exists
	Mean, SD                         float64 // SD over trials, with N-1
	MCError                          float64 // standard error of Mean: SD/√N, or less with Controls
	P5, P10, P25, P50, P75, P90, P95 float64
	P5Error, P50Error, P95Error      float64 // standard errors of these quantiles
	Fewer                            float64 // how many times as many trials the plain mean takes for the same error; 1 if this one is plain
	Within                           float64 // how far quantiles may be from those of the values, as a share; 0 unless they are of a Sketch
}

// Of returns the distribution of the values, which it leaves as they are.
func Of(values []float64) Distribution {
	return NewEstimator(len(values)).Of(values)
}

// Estimator makes distributions of many samples, most of them of one size: what their standard errors have in common
// is computed once. It belongs to one goroutine.
type Estimator struct {
	buffer                   []float64
	base, other, differences []float64 // of a pair
	p5, p50, p95             *weights
}

// NewEstimator returns an estimator for samples of, mostly, a size.
func NewEstimator(size int) *Estimator {
	return &Estimator{p5: newWeights(size, .05), p50: newWeights(size, .50), p95: newWeights(size, .95)}
}

// Of returns the distribution of the values, which it leaves as they are.
func (e *Estimator) Of(values []float64) Distribution {
	e.buffer = Sorted(e.buffer, values)
	sorted := e.buffer
	mean, sd := moments(sorted)
	return Distribution{
		N:        len(sorted),
		Mean:     mean,
		SD:       sd,
		MCError:  sd / math.Sqrt(float64(len(sorted))),
		P5:       Quantile(sorted, .05),
		P10:      Quantile(sorted, .10),
		P25:      Quantile(sorted, .25),
		P50:      Quantile(sorted, .50),
		P75:      Quantile(sorted, .75),
		P90:      Quantile(sorted, .90),
		P95:      Quantile(sorted, .95),
		P5Error:  e.p5.sized(len(sorted)).err(sorted),
		P50Error: e.p50.sized(len(sorted)).err(sorted),
		P95Error: e.p95.sized(len(sorted)).err(sorted),
		Fewer:    1,
	}
}

// sized returns the weights, or those of another size.
func (w *weights) sized(n int) *weights {
	if n == w.n {
		return w
	}
	return newWeights(n, w.p)
}

// Sorted returns the values that exist in ascending order, in buffer's storage if they fit, and panics if one is infinite.
func Sorted(buffer, values []float64) []float64 {
	sorted := slices.Grow(buffer[:0], 2*len(values)) // the rest is to sort with
	for i, v := range values {
		if math.IsInf(v, 0) {
			panic(fmt.Sprintf("estimate: value %d: must be finite, or NaN where there is none, got %v", i, v))
		}
		if !math.IsNaN(v) {
			sorted = append(sorted, v)
		}
	}
	ascend(sorted, sorted[len(sorted):2*len(sorted)])
	return sorted
}

func moments(values []float64) (mean, sd float64) {
	n := float64(len(values))
	if n == 0 {
		return math.NaN(), math.NaN()
	}
	// Deviations from one of the values are exactly 0 for constants, and keep the digits that a large common part would cost.
	level := values[len(values)/2]
	sum := 0.0
	for _, v := range values {
		sum += v - level
	}
	mean = level + sum/n
	if n == 1 {
		return mean, math.NaN()
	}
	sum, squares := 0.0, 0.0
	for _, v := range values {
		d := v - mean
		sum += d
		squares += d * d
	}
	return mean + sum/n, math.Sqrt((squares - sum*sum/n) / (n - 1))
}
