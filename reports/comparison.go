package reports

import (
	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Comparison is everything that a report shows of plans that lived through the same luck: their studies have the
// same trials, in the same order.
type Comparison struct {
	Command  string // in canonical form
	Base     *Study
	Rivals   []*Rival
	Looked   int // trials that were looked at fact by fact
	Warnings []string
}

// Rival is a plan beside the base.
type Rival struct {
	*Study
	Changes []Change              // what differs between the files
	Pairs   []measures.Pair       // what both plans measure
	Price   estimate.Ratio        // dollars a year for a point of NRR in the last fiscal year, of the means
	Health  []Luck                // what luck they shared
	Parts   []Parting             // where their trials part, most often first
	First   estimate.Distribution // day on which they part
}

// Parting is a kind of event with which two plans part.
type Parting struct {
	What   string // such as "a project starts"
	Trials int
}

// Change is a setting that differs between two scenario files; what one of them lacks is empty.
type Change struct{ Path, From, To string }

// Luck is one kind of thing that both plans draw by the same luck, counted in trials that were looked at in full.
type Luck struct {
	What       string // such as "deals"
	Same, Both int    // how many were the same, of those that are in both plans
	Base, Rest int    // how many only the base has, and how many only the rival
	Note       string // what it is that was compared
}

// pair returns a pair, or nil if one of the plans does not measure it.
func (r *Rival) pair(measure, segment, period string) *measures.Pair {
	for i := range r.Pairs {
		p := &r.Pairs[i]
		if p.Measure.Name == measure && p.Segment == segment && p.Period.Name == period {
			return p
		}
	}
	return nil
}
