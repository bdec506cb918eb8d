package company

import (
	"postsale/models/customers"
	"postsale/models/measures"
)

// luck takes down, span by span, what luck the customers of a trial had.
type luck struct {
	spans    []measures.Period
	segments int
	parted   bool
	row      []float64                     // as Layout.Controls lists them
	seen     [][customers.Controls]float64 // by segment, up to the last span that ended
	ended    int
}

func newLuck(l measures.Layout) *luck {
	segments := len(l.Ledger.Segments)
	return &luck{spans: l.Spans(), segments: segments, parted: l.Parted(), row: make([]float64, len(l.Controls())),
		seen: make([][customers.Controls]float64, segments)}
}

func (l *luck) begin() {
	clear(l.row)
	clear(l.seen)
	l.ended = 0
}

// ends reports whether a span ends before a quarter, counted from the first measured one.
func (l *luck) ends(quarter int) bool {
	return l.ended < len(l.spans) && l.spans[l.ended].To == quarter
}

// end takes down the luck of the span that ends now.
func (l *luck) end(book *customers.Book) {
	for segment := range l.segments {
		now := book.Luck(segment)
		group, groups := segment, l.segments
		if !l.parted {
			group, groups = 0, 1
		}
		for kind, sum := range now {
			l.row[(kind*groups+group)*len(l.spans)+l.ended] += sum - l.seen[segment][kind]
		}
		l.seen[segment] = now
	}
	l.ended++
}

// Luck returns the controls of the last trial, as Layout.Controls lists them; the next Run overwrites them.
func (c *Company) Luck() []float64 { return c.luck.row }
