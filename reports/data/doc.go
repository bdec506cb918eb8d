// Package data writes for programs what has no table of trials: traces, of one scenario or of two, a fact a line, and the
// table of theory. Records of runs, comparisons and explanations are written by package saved, which reads them again.
package data
