// Package hiring is who joins because of how a team fares, beside the dated hires
// of its plan.
//
// A Recruiter reviews the rules of all teams as every month begins, but for the
// first day, when there is no month to look back on. A rule hires when what it
// looks at was above its bound in the month that has just ended and nobody whom it
// hired before is still on the way: people join after its lead, on new seats, and
// ramp as everybody does. Who joins on the day of a review is not on the way any
// more, so that a rule that is always true and whose lead is a whole number of months
// hires every lead; any other waits for the review after its people came.
//
// A rule hires up to so many seats of its team; and no rule hires where the people
// of its line, with those on their way, would cost more a year than a share of
// the ARR of the day. Seats count whether or not somebody sits on them just now.
// If there is room for some of its people alone, those are hired. Rules go in the
// order of teams, and of a team in that of the file; each sees whom those before it
// have hired. Nobody is dismissed by rule.
//
// The Recruiter is told values by a hook of each rule and says whom to hire; it
// knows neither teams nor customers.
//
// That services hire by the delay of a start that is still acceptable, and support by
// its queue, and that success costs at most a tenth of ARR, is from A Guide to
// Building your First Customer Success Organization (2020).
package hiring
