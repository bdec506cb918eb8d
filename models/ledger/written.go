package ledger

import (
	"math"

	"postsale/models/fiscal"
)

// Write records facts that are written by hand, in order of time, into an empty ledger, and returns it. It closes every
// quarter on its last day, before what happens then.
func (l *Ledger) Write(facts ...Fact) *Ledger {
	quarter := -l.WarmUp
	closeUntil := func(at float64) {
		for ; quarter < l.Quarters && fiscal.Quarter*float64(quarter+1) <= at; quarter++ {
			l.Record(Fact{At: fiscal.Quarter * float64(quarter+1), Kind: QuarterClosed, Customer: None})
		}
	}
	for _, f := range facts {
		closeUntil(f.At)
		l.Record(f)
	}
	closeUntil(math.Inf(1))
	return l
}
