// Package scenarios reads what to simulate: a YAML file that describes a software company and its plan becomes
// company.Params, complete and checked.
//
//	scenario, err := scenarios.Load("plans/hiring.yaml", []string{"segments.smb.churn.first_renewal=20%"})
//
// Load parses the file, lays it over the scenario that it extends, edits it as --set says, fills in the defaults,
// decodes it strictly and lets the parameters check themselves. All faults come at once, each with the file, line
// and column where it was written, its path, and the nearest valid name.
//
// A scenario that extends another states the differences. Mappings merge key by key, keys that both have keep the
// parent's place; lists and plain values replace the parent's; null takes a key away, and its default applies again. What
// makes sense only as a whole is replaced as a whole: one of several forms (units.Choice, a spread such as
// {lognormal: ...}), shares that add up to 1 (units.Whole). Name and description are never the parent's. --set
// path=value then edits the resolved scenario in place, so it reaches inside all of these.
//
// What is replaced is checked all the same (covered.go): a value of a user's file or setting must read and be valid in its
// place, whoever takes that place: another of the user's files, a later setting or a flag. It is wrong if it is refused
// at first, as long as it stands there, and would be in the place of the other in the end; what only another value of the
// user's made wrong is not. A file need not be complete for this, and of a data file that is not read the rows are not
// judged. What is built in is valid. If it is wrong with what lies on top of it, or a file of the user's is, the fault is
// told at the key or setting without which it is gone (blame.go). For both some drafts are tried, fewer of a large
// scenario (tries.go); what is in question beyond them is not told, or told where it stands.
//
// A Base is read once and loaded as often as there are settings for it. What they leave as it is is decoded once and shared, so
// that it takes a third of what Load takes, and a tenth of that where the file is not built in. A Setting is one of a command
// line, or stands in another file: then its faults are told there. Package sweeps is made of these.
//
// Defaults stand in the dictionaries of the mechanisms (package dictionary), which describe every key: meaning, unit, range,
// what it refers to, default, source. Keys returns what they say, place by place. Data files are found in the folder of the
// file that names them and nowhere else. They are tables as other programs write them (units.Rows), and go with the results
// as they came.
//
// The files of library are built in. Those named theory-* are textbook cases, which package textbook holds to theory.
//
// Files come from strangers: a scenario file is at most 1 MB, the data files together at most 64 MB, and neither is read
// if it is a pipe or a device. To read or refuse them takes less than 1 GB of memory, whatever they hold; of very many
// faults the first 1000 are kept and the others counted.
//
// Anchors, aliases, merge keys and tags of YAML are refused: `extends` does their work and can be traced. The
// resolved scenario is canonical, and loading it gives the same parameters and the same bytes.
package scenarios
