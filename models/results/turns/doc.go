// Package turns has the record of an argument of the field that was tried: two positions, each of which is a plan, at every
// value of something that varies, under the same luck; who wins at each of them, and where that turns.
//
//	argument, err := turns.Judged(tried, steps, wanted, comparisons) // of what the plans came to at each value
//	turn := argument.Turns[0]                                        // where the winner changes, with what the trials cannot tell
//	err = turns.JSON(file, argument)                                 // study.json
//	again, err := turns.Read(data)                                   // the same argument
//
// A difference is the second plan's less the first's, trial by trial, as a comparison of the two tells it. A side wins where the
// difference of the measure that decides is more than twice its Monte Carlo error; nearer to 0 it is open. The winner turns
// between two values at which different sides win, where the line through the differences crosses 0; how far to each side
// that is not settled is where the lines of two errors to both sides of it do. Everything that is told of an argument is
// decided here: whoever shows it only asks.
package turns
