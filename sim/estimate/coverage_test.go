package estimate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/sim/estimate"
)

const (
	nominal = .95
	covered = 2000 // experiments for a coverage
)

var z95 = distuv.UnitNormal.Quantile((1 + nominal) / 2)

// law is a distribution of which everything is known.
type law struct {
	name                 string
	quantile             func(p float64) float64
	mean, skew, kurtosis float64 // the excess
	least                map[int][3]float64
}

// ten is a law of few levels, one of which ends close to the 95th percentile: it
// is 5 or less with probability .9527.
var ten = distuv.Binomial{N: 10, P: .3}

// laws are those of the documentation of QuantileError, with how often it says, at
// least and in whole per cent, that Quantile ± 1.96 QuantileError holds the truth at p
// of .05, .5 and .95.
func laws() []law {
	cv1 := math.Sqrt(math.Ln2)
	return []law{
		{name: "normal", quantile: distuv.UnitNormal.Quantile,
			least: map[int][3]float64{50: {.895, .935, .895}, 200: {.925, .935, .925}, 1000: {.93, .935, .93}}},
		{name: "log-normal", quantile: distuv.LogNormal{Sigma: cv1}.Quantile, mean: math.Sqrt2, skew: 4, kurtosis: 38,
			least: map[int][3]float64{50: {.915, .935, .885}, 200: {.925, .935, .915}, 1000: {.935, .935, .93}}},
		{name: "exponential", quantile: distuv.Exponential{Rate: 1}.Quantile, mean: 1, skew: 2, kurtosis: 6,
			least: map[int][3]float64{50: {.935, .935, .885}, 200: {.935, .935, .92}, 1000: {.935, .935, .93}}},
		{name: "uniform", quantile: func(p float64) float64 { return p }, mean: .5, kurtosis: -1.2,
			least: map[int][3]float64{50: {.925, .925, .925}, 200: {.935, .935, .935}, 1000: {.935, .935, .935}}},
		{name: "binomial", mean: 3, skew: .4 / math.Sqrt(2.1), kurtosis: (1 - 6*.21) / 2.1,
			quantile: func(p float64) float64 {
				k := 0.0
				for ten.CDF(k) < p {
					k++
				}
				return k
			},
			least: map[int][3]float64{50: {.935, nominal, .89}, 200: {nominal, nominal, .65}, 1000: {nominal, nominal, .65}}},
	}
}

// hall returns how often mean ± z standard errors of n values hold the true mean,
// to the order of 1/n, of a law that is known: Hall, The Bootstrap and Edgeworth
// Expansion (1992), section 2.6.
func hall(n int, skew, kurtosis float64) float64 {
	z := z95
	q := z * (kurtosis/12*(z*z-3) - skew*skew/18*(z*z*z*z+2*z*z-3) - (z*z+3)/4)
	return nominal + 2*q*distuv.UnitNormal.Prob(z)/float64(n)
}

func TestErrorsHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	ps := [3]float64{.05, .5, .95}
	for _, n := range []int{50, 200, 1000} {
		luck := rand.New(rand.NewPCG(21, uint64(n)))
		for _, l := range laws() {
			mean, quantiles := 0, [3]int{}
			values := make([]float64, n)
			for range covered {
				for i := range values {
					values[i] = l.quantile(luck.Float64())
				}
				d := estimate.Of(values)
				if math.Abs(d.Mean-l.mean) <= z95*d.MCError {
					mean++
				}
				for k, q := range [3][2]float64{{d.P5, d.P5Error}, {d.P50, d.P50Error}, {d.P95, d.P95Error}} {
					if math.Abs(q[0]-l.quantile(ps[k])) <= z95*q[1] {
						quantiles[k]++
					}
				}
			}
			const lines = 2*5*(1+3) + 5*3
			if n >= 200 { // of fewer, what Hall leaves out counts
				want := hall(n, l.skew, l.kurtosis)
				holds(t, fmt.Sprintf("mean of %d, %s", n, l.name), want, want, mean, lines)
			}
			for k, p := range ps {
				least, most := l.least[n][k], nominal
				if l.name == "binomial" {
					most = 1
				}
				holds(t, fmt.Sprintf("p%v of %d, %s", 100*p, n, l.name), least, most, quantiles[k], lines)
			}
		}
	}
}

// wilsonHolds returns how often Wilson's interval of n trials holds a probability:
// when hits are within z standard deviations of it.
func wilsonHolds(n int, p float64) float64 {
	exact, hits := 0.0, distuv.Binomial{N: float64(n), P: p}
	for k := range n + 1 {
		if math.Abs(float64(k)/float64(n)-p) <= z95*math.Sqrt(p*(1-p)/float64(n)) {
			exact += hits.Prob(float64(k))
		}
	}
	return exact
}

func TestOddsHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	luck := rand.New(rand.NewPCG(22, 23))
	for _, n := range []int{200, 1000} {
		for _, p := range []float64{.02, .5, .79, .98} {
			exact, held := wilsonHolds(n, p), 0
			for range covered {
				k := 0
				for range n {
					if luck.Float64() < p {
						k++
					}
				}
				if o := estimate.Wilson(k, n, nominal); o.Low <= p && p <= o.High {
					held++
				}
			}
			holds(t, fmt.Sprintf("odds %v of %d", p, n), exact, exact, held, 2*4)
		}
	}
}

// holds demands that the share of experiments that held the truth is one that a
// coverage from least to most explains: the exact binomial test, Bonferroni over
// the lines.
func holds(t *testing.T, name string, least, most float64, held, lines int) {
	t.Helper()
	holdsOf(t, name, least, most, held, covered, lines)
}

// holdsOf is holds of so many experiments.
func holdsOf(t *testing.T, name string, least, most float64, held, experiments, lines int) {
	t.Helper()
	t.Logf("%-28s %.3f of %d experiments, want %.3f to %.3f", name, float64(held)/float64(experiments), experiments, least, most)
	const falseAlarm = 1e-3
	chance := func(p, k float64) float64 { return distuv.Binomial{N: float64(experiments), P: p}.CDF(k) }
	assert.Greater(t, chance(least, float64(held)), falseAlarm/2/float64(lines), "%s: too seldom", name)
	assert.Greater(t, 1-chance(min(most, 1-1e-12), float64(held-1)), falseAlarm/2/float64(lines), "%s: too often", name)
}
