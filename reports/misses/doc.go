// Package misses makes documents of what the futures have in common in which a target is missed: what the gap to the others
// consists of, who left, what went along with it, and three of these futures one by one.
//
//	document := misses.Document(found)
//	blocks := misses.Future(&future) // a section that a trace opens with
//
// All that is told is decided in models/results/misses. The order is that of the questions of whoever asks: how often, how much
// is missing, which kind of change it is made of, who left, what differed in how the company worked, and what such a future
// looks like.
package misses
