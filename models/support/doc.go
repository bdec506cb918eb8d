// Package support is the ticket desk: what live customers ask, who answers, and
// how long that takes.
//
// Demand opens the tickets. A live customer opens them at rate
//
//	base × (ARR / segment mean)^size × early(t) × delivery,
//	early(t) = 1 + (m-1)·exp(-t / 65 days) since go-live,
//
// and configuration issues at a rate of their own with the same early(t). The
// lasting rate and what early life adds to it (m is at least 1) are sources of
// tickets of their own, four in all with the configuration issues. The n-th ticket of
// a source opens when the integral of its rate reaches the sum of n unit exponentials
// of that customer. A ticket's luck goes by its customer, its source and its number
// there, so a changed rate moves tickets and renumbers none, and early life's tickets
// leave the others their luck.
//
// Desk handles them. More than half are how-do-I, of which self-service answers
// a share; the rest queue at tier 1, urgent ones first, then those of premium
// customers, and first come, first served among equals. A share goes on to tier 2, if
// there is one, and of those a share waits for engineering: for a time, or until whom
// the desk's hook tells of it has it shipped. A ticket may reopen at once, its clock
// running on.
//
// Sessions answer how-do-I questions during office hours: a share waits for the next
// one, which a person of a delivery team holds as soon as one is free, and those that
// find no seat come to tier 1 only then. Until a session begins a question is no
// ticket: no target judges it, and what is answered there does not come back.
//
// While a delivery team stands in for a station its tickets are interrupts there.
// Configuration issues go to their owner: tier 1, the customer-success
// engineers, or a delivery team, whose people the desk's hook interrupts.
//
// Touch time is stretched by 40 hours over a person's productive hours a week.
// A ticket is judged once, when it misses its first-response or resolution
// target or else when it closes; the clock stands still while engineering has it.
// No timer is needed: Settle and Review work out who has missed a target by now,
// and date it back to when that was. Answers that come faster than is usual induce
// more questions, from month to month.
package support
