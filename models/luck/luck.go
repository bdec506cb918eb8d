// Package luck takes down, span by span of a trial, what luck of known mean the customers of each segment had: the controls
// of measures.Layout, in its order, by which estimates are made sharper (control variates: Lavenberg & Welch 1981).
//
//	notes := luck.New(layout)
//	notes.Begin()                 // of every trial
//	if notes.Ends(quarter) {      // as each quarter ends
//		notes.End(book.Luck)
//	}
//	notes.Row                     // of the trial
package luck

import (
	"postsale/models/customers"
	"postsale/models/measures"
)

// Notes are those of one trial after the other.
type Notes struct {
	Row []float64 // as Layout.Controls lists them

	spans    []measures.Period
	controls [][customers.Controls][]int   // by segment, kind and span: which of Layout.Controls
	seen     [][customers.Controls]float64 // by segment, up to the last span that ended
	ended    int
}

// New returns notes of a layout.
func New(layout measures.Layout) *Notes {
	segments := len(layout.Ledger.Segments)
	n := &Notes{spans: layout.Spans(), controls: make([][customers.Controls][]int, segments), Row: make([]float64, len(layout.Controls())),
		seen: make([][customers.Controls]float64, segments)}
	for segment := range n.controls {
		for kind := range n.controls[segment] {
			for span := range n.spans {
				n.controls[segment][kind] = append(n.controls[segment][kind], layout.ControlAt(kind, segment, span))
			}
		}
	}
	return n
}

// Begin begins a trial in which nobody has had any.
func (n *Notes) Begin() {
	clear(n.Row)
	clear(n.seen)
	n.ended = 0
}

// Ends reports whether a span ends before a quarter, counted from the first measured one.
func (n *Notes) Ends(quarter int) bool {
	return n.ended < len(n.spans) && n.spans[n.ended].To == quarter
}

// End takes down the luck of the span that ends now; of tells how much a segment had since the trial began.
func (n *Notes) End(of func(segment int) [customers.Controls]float64) {
	for segment, controls := range n.controls {
		now := of(segment)
		for kind, sum := range now {
			n.Row[controls[kind][n.ended]] += sum - n.seen[segment][kind]
		}
		n.seen[segment] = now
	}
	n.ended++
}
