package estimate

import "math"

// RunningControls are controls of trials that come one by one and are not kept: of them stay their means and how they
// move together, which is all that a regression on them needs (updates as in Chan, Golub & LeVeque 1983, which keep the
// digits that sums of products would lose).
type RunningControls struct {
	n     int
	means []float64
	apart []float64   // of the last trial, from the means before it
	co    [][]float64 // sums of products of what is apart from the means; below the diagonal and on it
}

// NewRunningControls returns so many controls, of no trial yet.
func NewRunningControls(controls int) *RunningControls {
	c := &RunningControls{means: make([]float64, controls), apart: make([]float64, controls), co: make([][]float64, controls)}
	for i := range c.co {
		c.co[i] = make([]float64, i+1)
	}
	return c
}

// RunningControlsBytes is how much memory so many controls take, in bytes.
func RunningControlsBytes(controls int) float64 {
	return 8 * float64(controls) * (float64(controls)/2 + 6)
}

// Add adds a trial, before its values are added.
func (c *RunningControls) Add(row []float64) {
	c.n++
	n := float64(c.n)
	for i, v := range row {
		c.apart[i] = v - c.means[i]
		c.means[i] += c.apart[i] / n
	}
	for i, co := range c.co {
		much := c.apart[i] * (n - 1) / n
		for j := range co {
			co[j] += much * c.apart[j]
		}
	}
}

// Running is a number of trials that come one by one and are not kept.
type Running struct {
	n             int
	mean, squares float64 // squares of what is apart from the mean
	with          []float64
	controls      *RunningControls
}

// NewRunning returns a number of no trial yet, whose trials have these controls; they may be nil.
func NewRunning(controls *RunningControls) *Running {
	r := &Running{controls: controls}
	if controls != nil {
		r.with = make([]float64, len(controls.means))
	}
	return r
}

// Add adds the value of a trial, unless it does not exist.
func (r *Running) Add(v float64) {
	if math.IsNaN(v) {
		return
	}
	r.n++
	before := v - r.mean
	r.mean += before / float64(r.n)
	after := v - r.mean
	r.squares += before * after
	if r.controls == nil {
		return
	}
	for i, apart := range r.controls.apart {
		r.with[i] += apart * after
	}
}

// Distribution returns what the trials tell about the number, with quantiles from a sketch of the same values.
func (r *Running) Distribution(s *Sketch) Distribution {
	d := Of(nil)
	if r.n == 0 {
		return d
	}
	d.N, d.Mean, d.Within = r.n, r.mean, s.Within()
	if r.n > 1 {
		d.SD = math.Sqrt(r.squares / float64(r.n-1))
		d.MCError = d.SD / math.Sqrt(float64(r.n))
	}
	d.P5, d.P10, d.P25, d.P50 = s.Quantile(.05), s.Quantile(.10), s.Quantile(.25), s.Quantile(.50)
	d.P75, d.P90, d.P95 = s.Quantile(.75), s.Quantile(.90), s.Quantile(.95)
	d.P5Error, d.P50Error, d.P95Error = s.QuantileError(.05), s.QuantileError(.50), s.QuantileError(.95)
	return d
}

// Regression frees means of numbers of luck by controls of the same trials, as Controls do; the figures are the same
// but for rounding.
type Regression struct {
	n, many int
	sums    []int       // by control, which of so many sums it is a part of
	kept    []int       // of the sums
	factor  [][]float64 // of how these move together
	means   []float64   // of these, solved
	lift    float64     // what the square of an error is larger by as the means are not quite 0
}

// Regression returns the regression on sums of the controls, given which sum each of them is a part of; nil, which frees
// of nothing, where no sum varies or trials are too few.
func (c *RunningControls) Regression(sums []int) *Regression {
	r := &Regression{n: c.n, sums: sums}
	for _, s := range sums {
		r.many = max(r.many, s+1)
	}
	if r.many == 0 || c.n < TrialsPerControl*r.many {
		return nil
	}
	means := r.summed(c.means)
	if r.factorise(c.together(r), means); len(r.kept) == 0 {
		return nil
	}
	r.means = r.solved(means)
	r.lift = 1 + float64(c.n)*dot(r.means, r.means)
	return r
}

// together returns how the sums of a regression move together.
func (c *RunningControls) together(r *Regression) [][]float64 {
	co := make([][]float64, r.many)
	for i := range co {
		co[i] = make([]float64, r.many)
	}
	for i, row := range c.co {
		for j, v := range row {
			co[r.sums[i]][r.sums[j]] += v
			if i != j {
				co[r.sums[j]][r.sums[i]] += v
			}
		}
	}
	return co
}

// factorise makes the factor by Cholesky's method, without the sums that follow from those before them.
func (r *Regression) factorise(co [][]float64, means []float64) {
	const same = 1e-10 // what rounding leaves of the square of a sum that others make up
	for s := range r.many {
		line := make([]float64, len(r.kept)+1)
		rest := co[s][s]
		for k, other := range r.kept {
			v := co[s][other] - dot(line[:k], r.factor[k][:k])
			line[k] = v / r.factor[k][k]
			rest -= line[k] * line[k]
		}
		if !(rest > same*(co[s][s]+float64(r.n)*means[s]*means[s])) {
			continue
		}
		line[len(r.kept)] = math.Sqrt(rest)
		r.kept, r.factor = append(r.kept, s), append(r.factor, line)
	}
}

// summed returns numbers by control as numbers by sum.
func (r *Regression) summed(of []float64) []float64 {
	list := make([]float64, r.many)
	for i, v := range of {
		list[r.sums[i]] += v
	}
	return list
}

// solved returns what the factor makes of numbers by sum.
func (r *Regression) solved(of []float64) []float64 {
	list := make([]float64, len(r.kept))
	for k, s := range r.kept {
		list[k] = (of[s] - dot(list[:k], r.factor[k][:k])) / r.factor[k][k]
	}
	return list
}

// mean returns the freed mean of a number and its standard error.
func (r *Regression) mean(of *Running) (mean, err float64) {
	with := r.solved(r.summed(of.with))
	rest := max(0, of.squares-dot(with, with))
	n := float64(r.n)
	return of.mean - dot(r.means, with), math.Sqrt(r.lift * rest / n / (n - float64(len(r.kept)) - 1))
}

// Of returns a distribution of a number with a mean freed of the controls and its error; one that does not exist in every
// trial keeps the plain ones. Quantiles are freed too, as Controls do, if below says in which trials the number was up to about
// each of them, from P5 to P95: 1 where it was, 0 where it was not.
func (r *Regression) Of(d Distribution, of *Running, s *Sketch, below []*Running) Distribution {
	if r == nil || of.n != r.n || !(d.SD > 0) {
		return d
	}
	d.free(r.mean(of))
	for i, q := range d.quantiles()[:len(below)] {
		q.free(below[i].mean, r.Odds(below[i], 1), s.Quantile)
	}
	d.ascend()
	return d
}

// Ascending returns the quantiles of a distribution, from P5 to P95.
func (d Distribution) Ascending() []float64 {
	var list []float64
	for _, q := range d.quantiles() {
		list = append(list, *q.value)
	}
	return list
}

// Odds returns how often trials hit, of a number that is 1 where they do and 0 where they do not, as Controls do.
func (r *Regression) Odds(hit *Running, z float64) Odds {
	hits := int(math.Round(hit.mean * float64(hit.n)))
	if r == nil || hit.n != r.n || hits == 0 || hits == hit.n {
		return Score(hits, hit.n, z)
	}
	p, err := r.mean(hit)
	return freedOdds(hits, hit.n, p, err, z)
}
