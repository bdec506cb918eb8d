// Package tree is what scenario files say, before anybody knows what it means: a tree of values (Node), each with the file,
// line and column where it was written, and the faults that are told there (Report, Error).
//
//	from, err := tree.Locate("plans/hiring.yaml", nil, library)
//	data, err := from.Read()
//	root := tree.Parse(from, data, &report)
//	first := root.Find("segments.smb.churn")
//
// A Source is a file on disk, one of a built-in library, or what a setting says; the data files that a scenario names lie
// with it and are read with its bounds (DataFiles). Trees are laid over one another and edited by package scenarios, which
// knows what the keys are; a node that moves into another tree keeps its own place.
//
// Files come from strangers. What has no business in a scenario is refused here: other bytes than text, more than fits in
// little memory, anchors, tags and merge keys, keys given twice, and numbers that a comma cut in two.
package tree
