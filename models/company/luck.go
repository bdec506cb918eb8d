package company

import (
	"postsale/models/customers"
	"postsale/models/measures"
)

// luck takes down, span by span, what luck the customers of a trial had.
type luck struct {
	spans    []measures.Period
	controls [][customers.Controls][]int   // by segment, kind and span: which of Layout.Controls
	row      []float64                     // as Layout.Controls lists them
	seen     [][customers.Controls]float64 // by segment, up to the last span that ended
	ended    int
}

func newLuck(layout measures.Layout) *luck {
	segments := len(layout.Ledger.Segments)
	l := &luck{spans: layout.Spans(), controls: make([][customers.Controls][]int, segments), row: make([]float64, len(layout.Controls())),
		seen: make([][customers.Controls]float64, segments)}
	for segment := range l.controls {
		for kind := range l.controls[segment] {
			for span := range l.spans {
				l.controls[segment][kind] = append(l.controls[segment][kind], layout.ControlAt(kind, segment, span))
			}
		}
	}
	return l
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
	for segment, controls := range l.controls {
		now := book.Luck(segment)
		for kind, sum := range now {
			l.row[controls[kind][l.ended]] += sum - l.seen[segment][kind]
		}
		l.seen[segment] = now
	}
	l.ended++
}

// Luck returns the controls of the last trial, as Layout.Controls lists them; the next Run overwrites them.
func (c *Company) Luck() []float64 { return c.luck.row }
