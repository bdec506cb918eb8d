// Package misses lives through the futures of a scenario, and tells what those have in common in which a target is missed.
//
//	study, err := misses.New(order, "nrr.FY28 >= 100%")
//	found, err := study.Live(ctx, progress)
//
// The trials are those of a run of the same order (studies.NewRun), and the three futures that are told one by one those of a
// trace: nothing is drawn anew, so that what is told here is what run and trace tell. What is found in them is worked out in
// models/results/misses. Without a target, it is the first of those that the file has, in the last year of the run.
package misses
