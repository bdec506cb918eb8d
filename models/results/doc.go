// Package results has the records of what was found: a Run of one scenario, a Comparison of plans that lived through the
// same luck, an Explanation of what mechanisms cost or changes move, a Trace of one trial, and the Verification of theory.
//
//	run.Estimate("nrr", measures.WholeCompany, "FY29") // a distribution
//	results.OutcomeOf(pair)                           // whether a plan is ahead, behind, undecided or equal
//	plan.Standing                                     // beside the base: how sure, at what price
//
// A record is plain data, made whole by one function of package studies, and everything that is decided about it is
// decided here: what counts as a difference (twice its Monte Carlo error), which plan is ahead, what a point of NRR
// costs, which stage is tightest. Whoever shows a record only asks. Package saved has the forms in which records are
// written and read again; package sample makes some up for tests. Estimates are those of package estimate, whose types
// have names here too, so that nobody who shows a record needs to import it. The record of a search for a value is package sought.
package results

import "postsale/sim/estimate"

// What records are made of. Package estimate works them out; whoever shows a record needs to know no more than this.
type (
	Distribution = estimate.Distribution
	Odds         = estimate.Odds
	Paired       = estimate.Paired
	Share        = estimate.Share
	Ratio        = estimate.Ratio
	Statistic    = estimate.Statistic
)
