// Package reports shows what was found: it makes documents of records, in the order in
// which they are to be read, and says what the folder of a record holds.
//
//	document := reports.Summary(run) // or Comparison, Explanation, Trace, ...
//	err := reports.Write(os.Stdout, "markdown", document, json)
//	at, err := folder.WriteFolder(out, reports.Files(run, saved.Forms[:1], true), extra, force)
//
// The records come from models/results, with all that is decided about them. This
// package picks, orders and puts into sentences; how a document looks is its writer's
// (packages text and those beside it). JSON and CSV are written from the records, not
// from documents.
//
// Equal records give equal bytes; only the manifest tells when the run began and
// how long it took. What users wrote (names, descriptions, sources) may contain
// anything, and reaches a terminal or a plot without its control characters.
// A folder is written beside its place and takes it in one step, so that a run that
// is killed or finds the disk full leaves what was there, and the next one finds what
// that left (SweepBeside). Results that fall short never replace fuller ones.
//
// How chance is shown follows what people without statistics read best: the
// spread of futures rather than intervals of means (Hofman, Goldstein & Hullman
// 2020), quantile dotplots of 50 dots (Kay et al. 2016; Fernandes et al. 2018),
// "chance of at least" rather than P90, and odds that are never 0 or 100 %. The
// Monte Carlo error, which more trials would shrink, stands apart from all this.
// The title of a plot says what was found, with its figure; what its marks mean
// stands below it. No mark shows a spread that is not there, and what lies too far
// from the rest to be drawn with it is told at the edge.
//
// The plots are drawn on gonum's canvas rather than composed of its plotters: dots
// that stack, labels that keep clear of each other and panels side by side need to
// know the page.
package reports
