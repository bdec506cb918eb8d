// Package success is who looks after customers once these are live, and what
// that does: attention, renewals and opportunities that somebody works, health, and
// rescues.
//
// A Portfolio shares what each team has left among its live accounts. Its attention
// is the hours left over those that the accounts need by the design load; what a
// customer misses of it falls by half with every so much more, is 0 at the design
// load, and is remembered as tickets are. Renewals and opportunities to expand are
// jobs, of one whole person, first rescues, then renewals, then expansions: one that
// nobody takes up in time is withdrawn. Health looks at customers from time to time:
// it sees what moves them to leave, not how loyal they are. Who is red is rescued,
// if that comes before the renewal and works.
//
// Teams may be of delivery too: their people take jobs as they take tickets, and
// what projects and interrupts leave is what accounts get. Everything is off that
// the file leaves out; teams are then headcount and cost.
//
// While a delivery team stands in for a team its accounts share that one's attention,
// and its jobs are interrupts there; both are told of the team whose they are.
//
// Sponsors are who wanted the product at customers: they leave, and others are won.
// Executives are people of a team who hold the largest accounts, where that matters
// less.
//
// The Portfolio is told who is under contract, live and gone, and of terms and
// opportunities; it tells its hooks what is decided, and answers what a customer
// misses (Unattended) and whether its renewal was worked (Unworked).
//
// That attention keeps customers is vendors' evidence (Gainsight: 24 % less churn
// with a team); that recovery is rarely complete is Knox and van Oest (2014); the
// rescue of accounts at risk is from Human Horsepower (Schukar), owners and health by
// segment from A Guide to Building your First Customer Success Organization (2020),
// which also has success cost at most 10 % of ARR.
package success
