package scenarios_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/sim/estimate"
)

// compared lets two plans live through the same trials.
func compared(base, other *company.Params, measure, period string, seed uint64, first, trials int) measures.Pair {
	var tables []*measures.Table
	for _, p := range []*company.Params{base, other} {
		layout := p.Layout()
		column, err := layout.Column(measure + "." + period)
		if err != nil {
			panic(err)
		}
		table := measures.NewTable([]measures.Column{column}, trials)
		simulated := company.New(p, seed)
		for trial := first; trial < first+trials; trial++ {
			table.Append(trial, layout.Row(table.Columns, simulated.Run(trial)))
		}
		tables = append(tables, table)
	}
	return tables[0].Pair(tables[1])[0]
}

// A hundred equal customers leave with probability 11 % or 10 %: under the same
// luck one of them leaves only the first plan with probability 1 %, and none the
// second only. The difference of the shares kept is Bin(100, .01) / 100.
func TestDifferencesHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	const experiments, trials = 200, 200
	base := load(t, "theory-equal-logos", "segments.customers.churn.first_renewal=11%")
	other := load(t, "theory-equal-logos")
	better := 1 - math.Pow(.99, 100)
	lines := []struct {
		name  string
		least float64
		holds func(d estimate.Paired) bool
		held  int
	}{
		// Skewness of the mean: .98/√(100 · .0099 · 200) = .07, hardly less than 95 %.
		{name: "mean difference", least: .94, holds: func(d estimate.Paired) bool { return covers(d.Mean, d.MCError, .01) }},
		{name: "odds of being better", least: .94, holds: func(d estimate.Paired) bool { return d.Better.Low <= better && better <= d.Better.High }},
	}
	gain := 0.
	onAllCores(t, experiments, func(number int) estimate.Paired {
		return compared(base, other, "logo_retention", "FY27", 1, (number-1)*trials+1, trials).Difference
	}, func(_ int, d estimate.Paired) {
		gain += d.Gain / experiments
		for i := range lines {
			if lines[i].holds(d) {
				lines[i].held++
			}
		}
	})
	for _, l := range lines {
		few := distuv.Binomial{N: experiments, P: l.least}.CDF(float64(l.held))
		assert.Greater(t, few, falseAlarm/float64(len(lines)), "%s: %d of %d experiments", l.name, l.held, experiments)
	}
	// The variance of a difference of so few is off by √((2 + 1/(100 · .0099))/200) = 12 % in one experiment, that of
	// either plan by √(2/200) = 10 %; and a quotient is 1 + .12² too large on average.
	want := (.11*.89 + .10*.90) / (.01 * .99)
	assert.InDelta(t, want*(1+.12*.12), gain, 4*want*math.Hypot(.12, .10)/math.Sqrt(experiments))
}

// Both plans have the same deals and customers: the difference is small beside what
// each of them varies.
func TestPairingReducesTheVarianceOfTheDifference(t *testing.T) {
	trials := 30
	if !testing.Short() {
		trials = 400
	}
	pair := compared(load(t, "board-lean"), load(t, "board-partner-overflow"), "nrr", "FY29", 1, 1, trials)
	assert.Greater(t, pair.Difference.Gain, 10., "times as many independent trials")
}
