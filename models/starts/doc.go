// Package starts lets the projects of a segment start together, in cohorts, on days that come again and again.
//
//	segments:
//	  smb:
//	    starts: {every: 1mo, cut_off: 2d, pulled: 30%, window: 5d}
//
// Start days come every so often, counted from the first day of the run, in a warm-up backwards from there. A project
// belongs to the first start day that is at least the cut-off after its signature and not before its hand-off; until then
// it waits, and with it those of its type that share what is taught to all of them at once.
//
// Sales hold out the next cohort to customers who would sign a little too late: of the deals that would close within the
// window after a cut-off, a share is pulled and closes at it. Not to a cut-off before the first day of the quarter in
// which a deal closes: what has slipped out of a quarter does not come back to it.
//
// Cohorts know the calendar of start days and who belongs to which; they are told of deals that would close and of projects
// that are handed over, and hold nobody themselves. Whether a deal is pulled is the luck of that deal alone. Nil ones are
// those of a company whose projects start as they come.
//
// That customers start by the month or every two weeks, with training that all of a cohort share, and that sales promise the
// next start to who signs by the 28th, is from the newsletter Retention Starts in Implementation (R. Kiouri). How many are
// pulled, and how much of a training can be shared, are assumptions.
package starts
