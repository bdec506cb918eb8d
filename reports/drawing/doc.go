// Package drawing is what the pictures are drawn with: a page for a slide, with a title that says the finding, a subtitle that says
// what to see, and at its foot where it is from; inks; panels with scales, ticks, bands and notes that keep clear of each
// other; and stacks of dots, each of which stands for one future in fifty.
//
//	figure := drawing.Figure{Name: "nrr-fan", Title: ..., Draw: func(c draw.Canvas) { ... }}
//	file, err := figure.SVG(origin)
//
// It knows numbers and texts, and nothing of measures: which pictures there are is left to package plots. Texts have the
// metrics of Liberation Sans, whoever renders the SVG. Equal figures give equal bytes.
package drawing
