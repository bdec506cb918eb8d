// Package operation draws how a company works and how its customers are: the load of its teams against what they have, in
// small panels of one scale, and the health of its customers by quarter, beside that of those who left.
//
//	figure, missing := operation.Load(run, "load") // missing says why there is nothing to show
//
// Which team is the bottleneck, how full it is and where red ARR goes is decided in package results; this package words and
// draws it, with the means of package drawing. Bands are 8 in 10 futures of a quarter, and none is drawn of fewer trials than
// tell them. Colours are told apart in grey too: red is dark, green is between, yellow is light.
package operation
