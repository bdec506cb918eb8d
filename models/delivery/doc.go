// Package delivery gets customers live: projects, the teams that do them, and
// partners that take the overflow.
//
// The way of a project, and the files where it stands:
//
//	Sign ─► gates ─► queue ─► phases ─► live, done      (gates.go, queue.go, phases.go)
//	          │        │         │
//	       hand-off    │    customer, hours             (hours.go)
//	                   │         │
//	                 slots ── own team, partner's bench (team.go, bench.go)
//
// What a segment buys is an offer (offers.go); where a project stands on its way it
// knows itself (project.go). Each part knows those after it, and the Practice, which
// puts them together, is what others see. Resume (resume.go) enters in the middle.
//
// A gate holds a project for some days, or for good; the hand-off is one. To have
// another, write a type with hold and name it in New. Where a segment starts in cohorts
// (Gather) the last gate is that of its cohort: n projects of a type that get through
// it on a day share what is taught to all of them at once, and each takes
//
//	hours × (1 - shared·(n-1)/n)
//
// of such a phase, whoever leaves later. How many they are is known when the last of
// the day has come to the gate, so they all get through it after that.
//
// A phase is a wait for a feature that the product does not have, for some (features.go),
// a wait for the customer, both with the slot held and no hours drawn, and then
// effort, drawn at a pace; the last may lie after go-live. As its product matures a
// project takes less effort, and has to wait for fewer features. Two limits bind a Team:
// slots, of which each fully productive person brings some and for which projects
// queue strictly in order; and hours, which all efforts share by one fraction (limited
// processor sharing). Tickets that the team owns come first and take one person whole.
//
// A phase may take slots of another team besides, those of a scarce role such as an
// architect: it waits for them in that team's queue as it begins and holds them to its
// end, as the project does its own. No project ever holds such slots of two teams, and
// no circle of teams may wait for each other, so that there is always one that goes on.
// What a partner does takes none.
//
// A team may stand in for others (Cover, Help): their projects queue for its slots,
// their tickets and jobs interrupt it, and what it does for them takes the hours that
// its skill says; what it has begun it ends. Every interrupt takes the time to switch.
//
// A Route says what goes to a partner: projects that have waited too long
// (overflow), all (whole), or some of their phases (co-deliver), each on a slot
// from its beginning and after one lead time a project. A partner learns half of
// the way to its limits every so many projects delivered, is slow after a quarter
// with too few starts, and its oversight adds to the paces of the project's team.
// What it did of a project is its share of the hours until go-live.
//
// A route may take only a share of the projects that fit it, drawn by customer and by its place in the list as a project
// comes to the queue; others try the next route, or stay with the own team. The share grows from the opening of the route:
//
//	share + (grows_to - share)(1 - 2^(-age/half)),
//
// its age counted from its day, from the month start at which the company had the ARR that it waits for, or else from the
// first day of the run. What is in flight takes no route that opens in the run. As work is codified more of it is for
// partners, as Cherkas has it; who looks after them makes them better. Of m = min(1, people x projects_per_person / other
// projects there), at a project's start at the partner, its quality and lead time lie between those that nobody looks after
// (m 0) and the partner's own (m 1, also where it has no other project), and it has learned m projects when this one ends.
//
// What is sold may change: whoever signs buys what is sold at that time (Sell), and keeps it.
//
// A project in flight at the start has a share of its unthrottled time to go-live
// behind it and holds its slots, even where there are too few.
//
// An expansion may bring a further project of a customer, which goes the same way but that
// nothing goes live with it; what it is sold for is what the expansion adds. Who leaves has
// all its projects withdrawn, and none of them takes the place of another. A project of no
// slots, as where customers serve themselves, starts whoever is busy.
//
// Scoping (scoping.go) takes somebody's time before a deal closes, and that of the deals that
// are lost besides; the promise and a fixed price then know a share of how far the effort is
// from the plan.
//
// A price may keep some deals from being signed at all, whose luck names them; who pays
// nothing may ask for more hours than those stated.
//
// Ideal switches off what delays customers, to see what that costs.
//
// The three modes and the pod are those of R. Cherkas, Structuring and Scaling a
// Post-Sales Org, and of the newsletter Retention Starts in Implementation.
package delivery
