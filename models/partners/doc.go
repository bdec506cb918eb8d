// Package partners is what other companies do of the projects, and how much of them goes there.
//
// A Partner learns: of the way to its limits it has gone half every so many projects delivered. It is slow in a quarter after one
// with too few starts. Who looks after it makes it better: of
//
//	m = min(1, people x projects_per_person / other projects there)
//
// at a project's start there (Care), its quality (Skill) and lead time (Lead) lie between those that nobody looks after (m 0) and
// the partner's own (m 1, also where it has no other project), and it has learned m projects when this one ends.
//
// An Intake takes a share of the projects that fit a route, which grows from the opening of the route: from its day, from the
// month start at which the company had the ARR that it waits for, or else from the first day of the run. What is in flight takes
// no route that opens in the run.
//
// Who goes where is decided by luck where projects are delivered. That more work is for partners as it is codified, and the three
// modes of a route, are from R. Cherkas, Structuring and Scaling a Post-Sales Org; how fast partners learn, and what it takes
// to look after one, are assumptions.
package partners
