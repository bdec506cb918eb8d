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

import "postsale/models/measures"

// Notes are those of one trial after the other.
type Notes struct {
	Row []float64 // as Layout.Controls lists them

	spans    []measures.Period
	controls [][][]int   // by segment, kind and span: which of Layout.Controls
	seen     [][]float64 // by segment and kind, up to the last span that ended
	ended    int
}

// New returns notes of a layout.
func New(layout measures.Layout) *Notes {
	n := &Notes{spans: layout.Spans(), Row: make([]float64, len(layout.Controls()))}
	for segment := range layout.Ledger.Segments {
		controls := make([][]int, len(layout.Lucks))
		for kind := range controls {
			for span := range n.spans {
				controls[kind] = append(controls[kind], layout.ControlAt(kind, segment, span))
			}
		}
		n.controls, n.seen = append(n.controls, controls), append(n.seen, make([]float64, len(controls)))
	}
	return n
}

// Begin begins a trial in which nobody has had any.
func (n *Notes) Begin() {
	clear(n.Row)
	for _, sums := range n.seen {
		clear(sums)
	}
	n.ended = 0
}

// Ends reports whether a span ends before a quarter, counted from the first measured one.
func (n *Notes) Ends(quarter int) bool {
	return n.ended < len(n.spans) && n.spans[n.ended].To == quarter
}

// End takes down the luck of the span that ends now; of tells how much of each kind a segment had since the trial began.
func (n *Notes) End(of func(segment int) []float64) {
	for segment, controls := range n.controls {
		seen := n.seen[segment]
		for kind, sum := range of(segment) {
			n.Row[controls[kind][n.ended]] += sum - seen[kind]
			seen[kind] = sum
		}
	}
	n.ended++
}
