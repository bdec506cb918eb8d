// Package saved has the forms in which records are written for programs, and reads them again:
//
//	saved.SummaryJSON(w, run)                // summary.json, and what --format json prints
//	saved.Trials(run).Write(w, saved.CSV)    // trials.csv; saved.Parquet: trials.parquet
//	f, err := saved.OpenFolder("results")    // a folder that holds them all
//	run, err := f.Run(outline)               // what was found, as it was
//
// Each form has one record type, by which it is written and read: its fields are the keys of a JSON object or the columns
// of a table, in order. A table stands in CSV, in Parquet or in both (see package tables), and is read from whichever is
// there. Numbers are written with the shortest digits that give them back to the last bit; null or an empty cell is one that
// does not exist.
//
// A Manifest names the files of a folder with their SHA-256. What is read must be as it was written, have all the keys and
// columns of its form and no others, and agree with the manifest; an error says in which file, where in it, what must hold
// and what is there. What no trial tells (the layout, the assumptions, the opening book) stands in the scenario files of
// the folder, which whoever opens it reads first (see package studies). Some of what a record has is not written: the
// pool, from which pictures are drawn, trials by quarter, and of a comparison the odds of targets and the day on which
// plans part. Of a run that kept no trials there is summary.json alone, with what else would be read from those by trial and quarter.
package saved
