// Package moves is what a reader of a page does with scenarios: move numbers that its author offered, and see what comes of it
// under the luck of the page's own figures.
//
//	inputs, fixed, err := moves.Inputs(study.Plans, []string{"delivery.teams.implementation.people=6..14"})
//	subject := moves.SubjectOf(study, record)   // goes into the page, as JSON
//
//	desk, err := moves.Open(subject)            // there, or here
//	rows, failures, err := desk.Live(move, 1, 4)
//	err = desk.Take(move, 1, rows, failures)    // from whoever lived through them
//	comparison, err := desk.Tell(move, 200)
//
// A Move is a plan of the page and settings of it. Whoever simulates (a worker of a browser) gives back the rows of trials as
// bytes; whoever tells gathers those of the base and of the move, and makes of them what package studies makes of trials that
// were kept: the record of `compare`, whose figures are those of any run of the same plans and trials, to the last digit. A row
// has only the columns that are told of a move and the luck that frees them, some kilobytes a trial.
//
// Only what leaves what is measured as it is can be moved, the same columns in the same order: Inputs tries
// both ends of a number in every plan, and of what is no number what stands in each of the others. With the subject goes the first row of every plan as this program has it: a simulator that comes to
// another, because it was built of other source, is found out before it tells anything. One that differs in what processors round
// says so.
package moves
