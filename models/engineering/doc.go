// Package engineering is who fixes what support cannot: the fixes that tickets
// wait for, the days on which they ship, and the bugs in the product.
//
// A ticket that support refers takes one engineer for its hours and ships with the
// first release at or after that; Engineers draw the hours and know the releases.
// The people themselves are a team of delivery without slots, who may have a phase of a
// project too. What fixes and phases leave of them goes into Debt, the bugs in the product:
//
//	B' = created − fixed × free people × min(1, B / opening),
//
// a month: above today's number a person fixes so many whatever there are; below it the bugs
// that are left are the hard ones, so that B comes to rest. Debt is brought up to a day by the
// mean of free people since it last was, which is exact for what holds until then. Bugs make
// tickets: reports of something broken are multiplied by
//
//	1 − known + known × B / opening, at most 3,
//
// known being the share of them that known bugs cause today. Bugs make tickets, tickets
// keep engineers from bugs: it may run away.
//
// Ideal engineering fixes and ships at once, takes no engineer, and has as many bugs as today.
//
// That open bugs drive tickets, and that fixing them competes with tickets and with R&D in
// deployments, is practitioners' advice (R. Cherkas, Structuring and Scaling a Post-Sales Org);
// all sizes are our own judgement.
package engineering
