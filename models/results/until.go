package results

import (
	"postsale/models/measures"
)

// Until is for what trials were added, and how that ended.
type Until struct {
	Expression string
	Settled    bool
	Looks      int // how often the trials so far were looked at
	Claims     []Claim
}

// Claim is a figure that was to be settled, with an interval of 95 % that allows for all looks.
type Claim struct {
	Name                string // such as odds(nrr.FY27 >= 104%)
	Measure             string // empty for odds
	Unit                measures.Unit
	Difference          bool    // of a plan less the base
	Estimate, Low, High float64 // in the unit; a bound may be infinite
}
