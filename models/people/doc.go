// Package people keeps the seats of every team: who is there, who is learning,
// who has left.
//
// A team has seats. Those of the plan's first day are taken by people who know
// their job; a dated hire adds seats, and a dated cut takes the last ones away
// again. A Rule adds seats by what a month came to: whoever reads rules tells Hire,
// whose seats come after all that the plan will ever need, and which a cut takes first.
// Whoever joins counts by a share that grows month by month (the ramp)
// in the hours of the team, and counts as a server or a carrier of projects once
// that share is 1. A person leaves after an exponential time whose yearly
// probability is the team's attrition; the seat is empty until it has been
// filled again, and the next occupant ramps.
//
// A seat may be a pod of several heads who only work together (R. Cherkas,
// Structuring and Scaling a Post-Sales Org): the payroll counts its heads, each of
// them may leave, and when one does the pod waits for the backfill. The new head
// learns inside the pod, which then works as if nobody had left.
//
// A Roster tells its hook how a team is staffed whenever that changes, and knows
// nothing of what the team does. Luck is by (team, seat, occupant), so a hire
// in one team leaves every other career as it was. Fewer people never interrupt
// work: that is for the hook's servers to honour.
//
// A transfer moves the last seats of a team to another, with who sits there: they learn by the ramp inside.
//
// A Cover says whose work a team does besides: where nobody of a team is fully
// productive its stand-in does what comes, and what waits, until somebody is. That
// generalists come first, then support, implementation and success, is from R.
// Cherkas, Structuring and Scaling a Post-Sales Org.
//
// A Meter tells how a team fared in a month that ends: what waited for it and how
// long, and which share of its hours was used. Whoever runs the team tells it what
// happens, if anybody asks:
//
//	meter := desk.Meter(support.Tier1) // when the company is wired
//	meter.Close()                      // as a month ends, in a trial
//	if meter.Month().Used > 0.9 { ... }
//
// The ramp of 0, 50 %, 50 % and then 100 % by month is that of M. Albrecht,
// Services Capacity Management (part 2, the model).
package people
