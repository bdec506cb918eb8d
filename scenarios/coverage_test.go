package scenarios_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/sim/estimate"
)

// known is a number of a scenario of which the whole law is known.
type known struct {
	name, measure        string
	sets                 []string
	bound                float64
	chance               float64                 // of the bound or more
	mean, skew, kurtosis float64                 // the excess
	quantile             func(p float64) float64 // nil where the levels are few
}

const (
	experiments = 400
	trialsEach  = 200
)

// The opening book is drawn once a seed, so that trials of one seed tell of that
// book; here its customers are equal, or there are none.
func TestWhatIsPrintedHoldsTheTruthAsOftenAsItSays(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	binomial := distuv.Binomial{N: 100, P: .9}
	acv := distuv.LogNormal{Mu: math.Log(10e3) - math.Ln2/2, Sigma: math.Sqrt(math.Ln2)} // mean 10k, coefficient of variation 1
	poisson := distuv.Poisson{Lambda: 5 * 2 * 3}
	cases := []known{
		{name: "GRR of equal logos", measure: "grr", bound: .9, chance: 1 - binomial.CDF(89),
			mean: .9, skew: -.8 / 3, kurtosis: (1 - 6*.09) / 9},
		{name: "bookings of one deal", measure: "bookings", bound: 10e3, chance: 1 - acv.CDF(10e3),
			sets: []string{"segments.customers.opening={}", "segments.customers.acv={lognormal: {mean: 10k, cv: 1}}",
				"segments.customers.deals_per_quarter=1", "deals.counts=fixed", "horizon=1q"},
			mean: 10e3, skew: 4, kurtosis: 38, quantile: acv.Quantile},
		{name: "tickets of five customers", measure: "tickets", bound: 27, chance: 1 - poisson.CDF(26),
			sets: []string{"segments.customers.opening.customers=5", "segments.customers.churn.first_renewal=0%",
				"segments.customers.tickets={per_month: 2}", "support.how_do_i.deflected=0%", "horizon=1q"},
			mean: 30, skew: 1 / math.Sqrt(30), kurtosis: 1. / 30},
	}
	z := distuv.UnitNormal.Quantile(.975)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := load(t, "theory-equal-logos", c.sets...)
			mean, odds, quantiles := 0, 0, [3]int{}
			ps := [3]float64{.05, .5, .95}
			onAllCores(t, experiments, func(number int) result { return c.experiment(p, (number-1)*trialsEach) }, func(_ int, r result) {
				if math.Abs(r.Mean-c.mean) <= z*r.MCError {
					mean++
				}
				if r.odds.Low <= c.chance && c.chance <= r.odds.High {
					odds++
				}
				for k, q := range [3][2]float64{{r.P5, r.P5Error}, {r.P50, r.P50Error}, {r.P95, r.P95Error}} {
					if c.quantile != nil && math.Abs(q[0]-c.quantile(ps[k])) <= z*q[1] {
						quantiles[k]++
					}
				}
			})
			covers(t, "mean", c.meanCoverage(), c.meanCoverage(), mean)
			covers(t, "odds", oddsCoverage(c.chance), oddsCoverage(c.chance), odds)
			if c.quantile != nil {
				for k, least := range [3]float64{.91, .94, .91} { // as QuantileError says
					covers(t, fmt.Sprintf("p%v", 100*ps[k]), least, .95, quantiles[k])
				}
			}
		})
	}
}

type result struct {
	estimate.Distribution
	odds estimate.Odds
}

// experiment returns what some trials, after so many others, say of the number in
// the last period.
func (c known) experiment(p *company.Params, before int) result {
	layout := p.Layout()
	var columns []measures.Column
	for _, column := range layout.Columns() {
		if column.Measure.Name == c.measure && column.Segment == "all" && column.Period.To == layout.Ledger.Quarters {
			columns = append(columns[:0], column)
		}
	}
	table := measures.NewTable(columns, trialsEach)
	simulated := company.New(p, 1)
	for trial := before + 1; trial <= before+trialsEach; trial++ {
		table.Append(trial, layout.Row(columns, simulated.Run(trial)))
	}
	return result{table.Estimate()[0], table.Odds(0, c.bound, false)}
}

// meanCoverage returns how often mean ± 1.96 standard errors hold the mean of a
// law, to the order of 1/n: Hall, The Bootstrap and Edgeworth Expansion (1992),
// section 2.6.
func (c known) meanCoverage() float64 {
	z := distuv.UnitNormal.Quantile(.975)
	q := z * (c.kurtosis/12*(z*z-3) - c.skew*c.skew/18*(z*z*z*z+2*z*z-3) - (z*z+3)/4)
	return .95 + 2*q*distuv.UnitNormal.Prob(z)/trialsEach
}

// oddsCoverage returns how often Wilson's interval holds a probability: it does
// when hits are within z standard deviations of it.
func oddsCoverage(p float64) float64 {
	z := distuv.UnitNormal.Quantile(.975)
	hits := distuv.Binomial{N: trialsEach, P: p}
	sum := 0.0
	for k := range trialsEach + 1 {
		if math.Abs(float64(k)/trialsEach-p) <= z*math.Sqrt(p*(1-p)/trialsEach) {
			sum += hits.Prob(float64(k))
		}
	}
	return sum
}

// covers demands that the share of experiments that held the truth is one that a
// coverage from least to most explains: the exact binomial test, Bonferroni over
// the lines.
func covers(t *testing.T, name string, least, most float64, held int) {
	t.Helper()
	const lines = 3*2 + 3
	t.Logf("%-5s %.3f of %d experiments, want %.3f to %.3f", name, float64(held)/experiments, experiments, least, most)
	assert.Greater(t, distuv.Binomial{N: experiments, P: least}.CDF(float64(held)), falseAlarm/2/lines, "%s: too seldom", name)
	assert.Greater(t, 1-distuv.Binomial{N: experiments, P: most}.CDF(float64(held-1)), falseAlarm/2/lines, "%s: too often", name)
}
