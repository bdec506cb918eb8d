// Package ledger is what a trial writes down: facts go in, sums by quarter and
// scope come out.
//
// A Fact is one thing that happened: a customer signed, a project started, a
// ticket was answered. The mechanisms record facts as they happen and never read
// the ledger; the measures read the ledger and never see a mechanism. The facts
// are the only way in, so a trial whose facts were kept can be booked again, fact
// by fact, and gives the same measures.
//
// Kinds is the table of facts: what each is called, carries, is told as in a trace,
// and books. A new kind is its constant and its entry there, and the line of a
// mechanism that records it.
//
// The ledger keeps no more than the measures need: flows (sums of a quarter),
// stocks (time averages and peaks of a quarter), durations by quarter and segment
// for their quantiles, each customer's ARR at the quarter ends of one year for
// the retention of twelve months, and what is pooled over trials: the start delay
// by week of signature and the ARR by booking cohort and age. Storage is reused
// from trial to trial.
//
// What two trials of different scenarios have in common is found by the names of
// what their facts are about (Story, Match).
//
// A scope is a segment, the whole company, or a team (partners are teams here).
// Flows of the company are the sums of its segments or of its teams; stocks are
// kept for the company as well, since a peak does not add up. A customer who
// left may sign again under its number: ARR and booking cohort are new then.
//
// Time is in working days since the start of the measured run, negative in a
// warm-up; money is in dollars.
package ledger
