// Package delivery gets customers live: projects, the teams that do them, and partners that do some (package partners).
//
// The way of a project, and the files where it stands:
//
//	Sign, Expand ─► gates ─► route ─► queue ─► phases ─► live, done
//	                  │                 │         │
//	         hand-off, cohort           │    product, turn, customer, hours
//	                                  slots ── own team or who stands in, partner's bench
//
// with gates.go, routes.go, queue.go, phases.go, team.go and bench.go. What a segment buys is an offer (offers.go);
// where a project stands on its way it knows itself (project.go). Each part knows those after it, and the Practice
// (practice.go), which puts them together, is what others see: Resume enters in the middle. What a plan comes to before
// any luck is in planned.go.
//
// A gate holds a project for some days, or for good; the hand-off is one. To have another, write a type with hold and
// name it in New. Where a segment starts in cohorts (Gather) the last gate is that of its cohort: n projects of a type
// that get through it on a day share what is taught to all of them at once, and each takes
//
//	hours × (1 - shared·(n-1)/n)
//
// of such a phase, whoever leaves later. How many they are is known when the last of the day has come to the gate, so
// they all get through it after that.
//
// A phase waits for a feature that the product does not have, for some (package product), then for the customer, with
// the slot held and no hours drawn, and then draws its effort at a pace; the last may lie after go-live. Two limits
// bind a Team: slots, of which each fully productive person brings some and for which projects queue strictly in order,
// and hours, which all efforts share by one fraction (limited processor sharing). Interrupts (interrupts.go), such as
// tickets that the team owns, office hours and jobs of success, come first and take one person whole, and the time to
// switch besides. A project of no slots, as where customers serve themselves, starts whoever is busy. What is in flight
// at the start holds its slots, even where there are too few.
//
// A phase may take slots of another team, those of a scarce role such as an architect: it waits for its turn in that
// team's queue as it begins and holds them to its end, as the project does its own. No project ever holds such slots of
// two teams, and no circle of teams may wait for each other, so that there is always one that goes on. What a partner
// does takes none.
//
// A team may stand in for others (Cover, Help): their projects queue for its slots, their tickets and jobs interrupt
// it, and what it does for them takes the hours that its skill says; what it has begun it ends.
//
// A Route says what goes to a partner: projects that have waited too long (overflow), all (whole), or some of their
// phases (co-deliver), each on a slot from its beginning and after one lead time a project; of the projects that fit
// it, those that its intake takes by luck. Oversight of a partner adds to the paces of the project's team. What a
// partner did of a project is its share of the hours until go-live.
//
// An expansion may bring a further project of a customer (Expand), which goes the same way but that nothing goes live
// with it. Who leaves has all its projects withdrawn, and none of them takes the place of another. Scoping (scoping.go)
// takes somebody's time before a deal closes; the promise and a fixed price then know a share of how far the effort is
// from the plan. A price may keep some deals from being signed at all. What is sold may change (Sell): whoever has
// signed keeps what it bought.
//
// Ideal switches off what delays customers, to see what that costs.
//
// The three modes and the pod are those of R. Cherkas, Structuring and Scaling a Post-Sales Org, and of the newsletter
// Retention Starts in Implementation.
package delivery
