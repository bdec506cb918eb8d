package results

import (
	"math"
	"slices"

	"postsale/sim/theory"
)

// Verification is everything that a report shows of a table of theory.
type Verification struct {
	Verdicts []theory.Verdict
	Lines    int    // of the whole table; there are fewer verdicts when it was interrupted
	Program  string // its version
	Command  string // in canonical form
	Seed     uint64
	Quick    bool
}

// Failing returns the verdicts on lines that do not hold.
func (v *Verification) Failing() []theory.Verdict {
	return slices.DeleteFunc(slices.Clone(v.Verdicts), func(verdict theory.Verdict) bool { return verdict.Holds })
}

// Furthest returns the verdict that comes nearest to its limit, or is furthest beyond it; nil when all are exact.
func (v *Verification) Furthest() *theory.Verdict {
	var furthest *theory.Verdict
	share := func(v *theory.Verdict) float64 { return math.Abs(v.Z) / v.Critical }
	for i := range v.Verdicts {
		verdict := &v.Verdicts[i]
		if verdict.Critical > 0 && (furthest == nil || share(verdict) > share(furthest)) {
			furthest = verdict
		}
	}
	return furthest
}
