// Package review is what a reader should know of a scenario before believing its
// results, without a trial:
//
//	for _, warning := range review.Warnings(&scenario.Params) { ... }
//
// Doubts are what in a valid file is perhaps not what was meant: a route that no
// project takes, a team that has nothing to do. Warnings add what the length of the
// run leaves out. Assumptions are the numbers that the results rest on and no trial
// can test, each with its source; and BookOf is the opening book in figures.
//
// The parameters must be valid everywhere.
package review
