package estimate

import (
	"math"
	"slices"
	"sort"
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
	columns = slices.DeleteFunc(slices.Clone(columns), func(column []float64) bool {
		return !slices.ContainsFunc(column, func(v float64) bool { return v != column[0] })
	})
	if len(columns) == 0 || len(columns[0]) < TrialsPerControl*len(columns) {
		return nil
	}
	n := len(columns[0])
	one := slices.Repeat([]float64{1}, n)
	basis, _ := extended(nil, one)
	c := &Controls{weights: one}
	var span basisOf // of the controls alone
	for _, column := range columns {
		wider, more := extended(basis, column)
		if more {
			basis = wider
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

// Of returns a distribution of the values of all trials, in their order, with mean and quantiles freed of the controls and
// their errors; values that do not exist in every trial keep the plain ones, and SD is theirs.
func (c *Controls) Of(d Distribution, values []float64) Distribution {
	if c == nil || d.N != len(c.weights) || !(d.SD > 0) {
		return d
	}
	d.free(c.mean(values))
	c.quantiles(&d, values)
	return d
}

// free gives the distribution another mean and its error.
func (d *Distribution) free(mean, err float64) {
	const rounding = 1e-9 // what is left of the plain error where controls explain all, but for the rounding of sums
	err = math.Max(err, rounding*d.MCError)
	d.Mean, d.Fewer, d.MCError = mean, d.MCError*d.MCError/(err*err), err
}

// ascend puts quantiles that were moved on their own in order again (Chernozhukov, Fernández-Val & Galichon 2010).
func (d *Distribution) ascend() {
	values := d.Ascending()
	slices.Sort(values)
	for i, q := range d.quantiles() {
		*q.value = values[i]
	}
}

// quantiles are those that a distribution has, in order.
func (d *Distribution) quantiles() []quantile {
	return []quantile{{.05, &d.P5, &d.P5Error}, {.10, &d.P10, nil}, {.25, &d.P25, nil}, {.50, &d.P50, &d.P50Error},
		{.75, &d.P75, nil}, {.90, &d.P90, nil}, {.95, &d.P95, &d.P95Error}}
}

// quantile is one of them, with its error if that is told.
type quantile struct {
	p          float64
	value, err *float64
}

// free moves the quantile by what the share of values up to about it, freed, is from the share that was seen.
func (q quantile) free(seen float64, freed Odds, of func(p float64) float64) {
	if freed.Fewer == 1 {
		return
	}
	*q.value = of(math.Max(0, math.Min(1, q.p+seen-freed.P)))
	if q.err != nil {
		*q.err /= math.Sqrt(freed.Fewer)
	}
}

// frees reports whether there are controls for a column that exists in every trial.
func (c *Controls) frees(column []float64) bool {
	return c != nil && len(column) == len(c.weights) && !slices.ContainsFunc(column, math.IsNaN)
}

// quantiles moves each quantile by what the share of values up to it, freed of the controls, is from what it should be, and
// shrinks its error as that of the share (Hesterberg & Nelson, Management Science 44, 1998).
func (c *Controls) quantiles(d *Distribution, values []float64) {
	list := d.quantiles()
	at := make([]float64, len(list))
	for i, q := range list {
		at[i] = *q.value
	}
	sorted := Sorted(nil, values)
	for i, o := range c.below(at, values) {
		list[i].free(upTo(sorted, at[i]), o, func(p float64) float64 { return Quantile(sorted, p) })
	}
	d.ascend()
}

// upTo returns the share of values in order that are up to one.
func upTo(sorted []float64, v float64) float64 {
	return float64(sort.Search(len(sorted), func(k int) bool { return sorted[k] > v })) / float64(len(sorted))
}

// QuantileInterval returns the p-quantile of the law of values of all trials, in their order, freed of the controls, and an
// interval as the function of that name, as narrow as the freed share of values up to it.
func (c *Controls) QuantileInterval(values []float64, p, z float64) (value, low, high float64) {
	sorted := Sorted(nil, values)
	value = Quantile(sorted, p)
	if c != nil && len(sorted) == len(c.weights) {
		if o := c.below([]float64{value}, values)[0]; o.Fewer != 1 {
			p = math.Max(0, math.Min(1, p+upTo(sorted, value)-o.P))
			value, z = Quantile(sorted, p), z/math.Sqrt(o.Fewer)
		}
	}
	low, high = QuantileInterval(sorted, p, z)
	return value, low, high
}

// Adjusted returns the values less what they owe to the controls: their mean is the freed one.
func (c *Controls) Adjusted(values []float64) []float64 {
	if !c.frees(values) {
		return values
	}
	mean, rest := c.rest(values)
	for i := range rest {
		rest[i] += mean
	}
	return rest
}

// below returns the odds of being up to each of some ascending values, as Odds does, in one walk.
func (c *Controls) below(at, values []float64) []Odds {
	stair := make([]uint8, len(values)) // how many of them a value is above
	for i, v := range values {
		for stair[i] < uint8(len(at)) && v > at[stair[i]] {
			stair[i]++
		}
	}
	up := func(column []float64) []float64 {
		sums := make([]float64, len(at)+1)
		for i, v := range column {
			sums[stair[i]] += v
		}
		for k := 1; k < len(sums); k++ {
			sums[k] += sums[k-1]
		}
		return sums
	}
	shares := up(c.weights)
	hits := make([]int, len(at)+1)
	for _, k := range stair {
		hits[k]++
	}
	rest := make([]float64, len(at))
	for k := range rest {
		if k > 0 {
			hits[k] += hits[k-1]
		}
		rest[k] = float64(hits[k])
	}
	for _, b := range c.basis {
		for k, sum := range up(b)[:len(at)] {
			rest[k] -= sum * sum
		}
	}
	list := make([]Odds, len(at))
	for k := range at {
		err := c.length * math.Sqrt(math.Max(0, rest[k])/float64(len(values)-len(c.basis)))
		list[k] = freedOdds(hits[k], len(values), shares[k], err, 1)
	}
	return list
}

// mean returns the freed mean of values and its standard error.
func (c *Controls) mean(values []float64) (mean, err float64) {
	mean, rest := c.rest(values)
	return mean, c.length * norm(rest) / math.Sqrt(float64(len(values)-len(c.basis)))
}

// rest returns the freed mean of values, and what the controls leave of each value.
func (c *Controls) rest(values []float64) (mean float64, rest []float64) {
	level, _ := moments(values)
	rest = make([]float64, len(values))
	for i, v := range values {
		rest[i] = v - level
	}
	mean = level + dot(c.weights, rest)
	c.basis.leave(rest)
	return mean, rest
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
// errors of as many trials as give a share the same error. Events that are rare or nearly certain, with fewer than ten
// trials on one side, keep the plain odds.
func (c *Controls) Odds(hit []float64, z float64) Odds {
	hits := 0
	for _, h := range hit {
		hits += int(h)
	}
	if c == nil || len(hit) != len(c.weights) || hits == 0 || hits == len(hit) {
		return Score(hits, len(hit), z)
	}
	p, err := c.mean(hit)
	return freedOdds(hits, len(hit), p, err, z)
}

// freedOdds returns the odds of a share that was freed, with its error, of hits in n trials.
func freedOdds(hits, n int, p, err, z float64) Odds {
	const few = 10
	if min(hits, n-hits) < few || !(err > 0) {
		return Score(hits, n, z)
	}
	all, plain := float64(n), float64(hits)/float64(n)
	p = math.Max(1/all, math.Min(1-1/all, p))
	o := score(p, p*(1-p)/(err*err), z)
	o.N, o.Hits, o.Fewer = n, int(math.Round(p*all)), plain*(1-plain)/(all*err*err)
	return o
}
