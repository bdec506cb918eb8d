package customers

import (
	"postsale/models/accounts"
	"postsale/models/units"
)

// kind are opening customers who are alike in how likely they are to leave.
type kind struct {
	segment  int
	mean     float64 // at the first renewal
	survived int
}

func kindOf(a accounts.Account, segments []Segment) kind {
	return kind{a.Segment, segments[a.Segment].Churn.of(units.Duration(a.Term)), rounded(a.Survived)}
}

// rounded returns a count of renewals, beyond 100 in two digits: whoever stayed so often hardly leaves.
func rounded(renewals int) int {
	unit := 1
	for renewals/unit > 100 {
		unit *= 10
	}
	return renewals / unit * unit
}

// CountKinds returns how many kinds of opening customers there are who differ in how likely they are to leave. Each takes
// memory, and a moment to prepare.
func CountKinds(opening []accounts.Account, segments []Segment) int {
	kinds := map[kind]bool{}
	for _, a := range opening {
		kinds[kindOf(a, segments)] = true
	}
	return len(kinds)
}
