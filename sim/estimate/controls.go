package estimate

import (
	"math"
	"slices"
)

// Controls are numbers by trial of which each is known to have mean 0 whatever the trials show: luck that can be seen.
// What a value of a trial owes to them is taken out of its mean, by least squares, so that the mean of few trials is as
// sure as the plain one of many (control variates: Lavenberg & Welch, Management Science 27, 1981).
//
// A mean so freed is a weighted mean of the values, with weights that are the same for all values of these trials; so what
// adds up in each trial adds up in these means too. Its error is that of the intercept of the regression. It is exact
// where values and controls are normal together, and nearly so from TrialsPerControl trials for each control on; the price
// of estimating q coefficients from n trials is a variance (n-2)/(n-q-2) times as large.
type Controls struct {
	weights []float64 // by trial; they sum to 1
	length  float64   // of the weights
	basis   basisOf   // of a constant and the controls, by trial
}

// TrialsPerControl is how many trials it takes for each control.
const TrialsPerControl = 20

// NewControls returns controls given by trial; nil, which controls nothing, where there are none that vary or too few trials.
func NewControls(columns [][]float64) *Controls {
	if len(columns) == 0 || len(columns[0]) < TrialsPerControl*len(columns) {
		return nil
	}
	n := len(columns[0])
	one := slices.Repeat([]float64{1}, n)
	basis, varying := extended(nil, one)
	c := &Controls{weights: one}
	var span basisOf // of the controls alone
	for _, column := range columns {
		if basis, varying = extended(basis, column); varying {
			span, _ = extended(span, column)
		}
	}
	if len(span) == 0 {
		return nil
	}
	// Of all weights that give each control a mean of 0, the least that sum to 1: the constant without what the controls
	// explain of it.
	c.basis = basis
	span.leave(c.weights)
	sum := 0.0
	for _, w := range c.weights {
		sum += w
	}
	for i := range c.weights {
		c.weights[i] /= sum
	}
	c.length = norm(c.weights)
	return c
}

// basisOf are columns of length 1, each at right angles to the others.
type basisOf [][]float64

// extended returns the basis with what is new in a column; more is false if nothing is, as it follows from the others.
func extended(basis basisOf, column []float64) (_ basisOf, more bool) {
	const same = 1e-7 // what rounding leaves of a column that others make up, of its length
	rest := slices.Clone(column)
	basis.leave(rest)
	basis.leave(rest) // what rounding left the first time
	length := norm(rest)
	if !(length > same*norm(column)) {
		return basis, false
	}
	for i := range rest {
		rest[i] /= length
	}
	return append(basis, rest), true
}

// leave takes what the basis explains of a column out of it.
func (b basisOf) leave(column []float64) {
	for _, one := range b {
		much := dot(one, column)
		for i, v := range one {
			column[i] -= much * v
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

func norm(column []float64) float64 { return math.Sqrt(dot(column, column)) }

// Of returns a distribution of the values of all trials, in their order, with a mean freed of the controls and its error;
// values that do not exist in every trial keep the plain one.
func (c *Controls) Of(d Distribution, values []float64) Distribution {
	if c == nil || d.N != len(c.weights) || !(d.SD > 0) {
		return d
	}
	mean, err := c.mean(values)
	d.Mean, d.Fewer, d.MCError = mean, d.MCError*d.MCError/(err*err), err
	return d
}

// mean returns the freed mean of values and its standard error.
func (c *Controls) mean(values []float64) (mean, err float64) {
	level, _ := moments(values)
	rest := make([]float64, len(values))
	for i, v := range values {
		rest[i] = v - level
	}
	mean = level + dot(c.weights, rest)
	c.basis.leave(rest)
	return mean, c.length * norm(rest) / math.Sqrt(float64(len(values)-len(c.basis)))
}

// Hits returns 1 for each value that hits and 0 for each that does not; those that do not exist are left out.
func Hits(values []float64, hit func(v float64) bool) []float64 {
	list := make([]float64, 0, len(values))
	for _, v := range values {
		switch {
		case math.IsNaN(v):
		case hit(v):
			list = append(list, 1)
		default:
			list = append(list, 0)
		}
	}
	return list
}

// Odds returns how often trials, in their order, hit, freed of the controls: with the score interval of z standard
// errors of as many trials as give a share the same error. Events that are rare or nearly certain, with fewer than ten trials on one side, keep the
// plain odds.
func (c *Controls) Odds(hit []float64, z float64) Odds {
	const few = 10
	hits := 0
	for _, h := range hit {
		hits += int(h)
	}
	plain := Score(hits, len(hit), z)
	if c == nil || len(hit) != len(c.weights) || min(hits, len(hit)-hits) < few {
		return plain
	}
	p, err := c.mean(hit)
	n := float64(len(hit))
	p = math.Max(1/n, math.Min(1-1/n, p))
	freed := score(p, p*(1-p)/(err*err), z)
	freed.N, freed.Hits, freed.Fewer = len(hit), int(math.Round(p*n)), plain.P*(1-plain.P)/(n*err*err)
	return freed
}
