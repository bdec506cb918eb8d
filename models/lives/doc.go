// Package lives plays lives of a mechanism that stand in files, for its tests: what is done to it, and what then happened.
// `make golden` writes what happens anew; the difference is to be read before it is committed.
//
//	# The contraction is a quarter of what is paid, the uplift a tenth of what remains.
//	set contraction.probability=100% uplift=10%
//	0 sign
//	until 600
//	----
//	0 A signs 100000
//	260 A renews 100000
//	...
//
// A file has any number of lives, with an empty line between them. Lines before ---- are, in this order: what is said of it
// after #; what the mechanism's Stage knows to prepare, a word and path=value (Set reads values as scenario files write them);
// what happens to it, with its day first; and until when to play, with words of the lines that are wanted where not all are:
// until 600 of renews, contracts. The lines after ---- are the Stage's.
//
// A Stage is a mechanism with nothing around it but a life. It stands in the tests of the mechanism:
//
//	func TestLives(t *testing.T) { lives.Play(t, func() lives.Stage { return &stage{params: plain()} }) }
//
// The manner is that of interaction_test in etcd-io/raft, on datadriven (Cockroach Labs).
package lives
