package support

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/units"
)

// Rate returns how many tickets a live customer opens a day on average, at the ARR that it begins with, and how many
// more in its early life, for a spread of ARR. The parameters must be valid.
func (s Segment) Rate(acv units.Spread[units.Money]) (aDay, early float64) {
	// The mean of the size to the power s is at most 1 for s <= 1, and log-convex between 1 and 2.
	law := must(acv.Distribution())
	spread := math.Pow(1+law.Variance()/(law.Mean()*law.Mean()), math.Max(0, float64(s.Size)-1))
	aDay = float64(s.PerMonth)/fiscal.Month*spread + float64(s.ConfigurationPerWeek)/fiscal.Week
	return aDay, aDay * fade * math.Max(0, float64(s.EarlyMultiple)-1)
}
