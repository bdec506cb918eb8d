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

// What is printed of the bookings of one deal, of which everything is known, holds
// the truth as often as package estimate says: its tests hold that of many laws.
// The opening book is drawn once a seed, so that trials of one seed tell of that
// book; here there is none.
func TestWhatIsPrintedHoldsTheTruthAsOftenAsItSays(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	const experiments, trials, bound = 400, 200, 10e3
	p := load(t, "theory-equal-logos", "segments.customers.opening={}", "segments.customers.acv={lognormal: {mean: 10k, cv: 0.5}}",
		"segments.customers.deals_per_quarter=1", "deals.counts=fixed", "horizon=1q")
	sigma := math.Sqrt(math.Log(1.25))
	acv := distuv.LogNormal{Mu: math.Log(10e3) - sigma*sigma/2, Sigma: sigma}
	chance := acv.Survival(bound)

	layout := p.Layout()
	var columns []measures.Column
	for _, c := range layout.Columns() {
		if c.Measure.Name == "bookings" && c.Segment == "all" && c.Period.To == layout.Ledger.Quarters {
			columns = append(columns[:0], c)
		}
	}
	type printed struct {
		estimate.Distribution
		odds estimate.Odds
	}
	lines := []struct {
		name        string
		holds       func(printed) bool
		least, most float64
		held        int
	}{
		{name: "mean", least: .94, most: .95, holds: func(r printed) bool { return covers(r.Mean, r.MCError, 10e3) }},
		{name: "p5", least: .925, most: .95, holds: func(r printed) bool { return covers(r.P5, r.P5Error, acv.Quantile(.05)) }},
		{name: "p50", least: .935, most: .95, holds: func(r printed) bool { return covers(r.P50, r.P50Error, acv.Quantile(.5)) }},
		{name: "p95", least: .915, most: .95, holds: func(r printed) bool { return covers(r.P95, r.P95Error, acv.Quantile(.95)) }},
		{name: "odds", least: .94, most: .96, holds: func(r printed) bool { return r.odds.Low <= chance && chance <= r.odds.High }},
	}
	onAllCores(t, experiments, func(number int) printed {
		table := measures.NewTable(columns, trials)
		simulated := company.New(p, 1)
		for trial := (number-1)*trials + 1; trial <= number*trials; trial++ {
			table.Append(trial, layout.Row(columns, simulated.Run(trial)))
		}
		return printed{table.Estimate()[0], table.Odds(0, bound, false)}
	}, func(_ int, r printed) {
		for i := range lines {
			if lines[i].holds(r) {
				lines[i].held++
			}
		}
	})
	for _, l := range lines {
		what := fmt.Sprintf("%s: %d of %d experiments", l.name, l.held, experiments)
		t.Log(what)
		few := distuv.Binomial{N: experiments, P: l.least}.CDF(float64(l.held))
		many := 1 - distuv.Binomial{N: experiments, P: l.most}.CDF(float64(l.held-1))
		assert.Greater(t, min(few, many), falseAlarm/2/float64(len(lines)), what)
	}
}

func covers(value, err, truth float64) bool {
	return math.Abs(value-truth) <= distuv.UnitNormal.Quantile(.975)*err
}
