package results

import "postsale/sim/estimate"

// What records are made of. Package estimate works them out; whoever shows a record needs to know no more than this.
type (
	Distribution = estimate.Distribution
	Odds         = estimate.Odds
	Paired       = estimate.Paired
	Share        = estimate.Share
	Ratio        = estimate.Ratio
	Statistic    = estimate.Statistic
)

// Futures is how many futures stand for all trials where they are drawn one by one.
const Futures = 50

// Dots returns the futures that stand for those of a column of the table.
func (r *Run) Dots(column int) (dots []float64, of int) { return r.Table.Dots(column, Futures) }

// Dots returns so many futures as stand for values that exist, in order: quantiles of equal distance, or each value if there
// are no more of them; of is how many there are.
func Dots(values []float64) (dots []float64, of int) {
	sorted := Sorted(values)
	return estimate.Dots(sorted, Futures), len(sorted)
}

// Sorted returns the values that exist, in order.
func Sorted(values []float64) []float64 { return estimate.Sorted(nil, values) }

// SameOdds returns how often a plan comes to the same as the base.
func SameOdds(d Paired) Odds { return estimate.Wilson(d.Same, d.N, 0.95) }
