// Package sim is a discrete-event kernel: a clock with a calendar of events,
// and the few things that events act upon.
//
//   - [Simulator] keeps the calendar. An event is a time, a [Kind] and the
//     number of an entity, and is handled by the function registered for its
//     kind. Events of the same time go by kind, then by entity, whatever the
//     order in which they were scheduled.
//   - [Servers] are identical servers with a priority queue.
//   - [Slots] are places taken in amounts, with one strict queue.
//   - [Shared] is a capacity that all present jobs share (processor sharing).
//   - [Level] is a number that changes in steps, with its time average and peak.
//
// Register the handlers once, then for every run call Reset, schedule the first
// events and call Run. Entities are small numbers from 0 on: indices into the
// caller's own slices. In steady state nothing allocates, and a Simulator with
// all that hangs on it belongs to one goroutine.
//
// The package knows no random numbers and collects nothing but levels: both are
// the caller's. A fault of the model (an event in the past, the release of an
// idle server) panics; Run says in a [Fault] where that happened.
//
// The world view is event scheduling (Law, Simulation Modeling and Analysis,
// 5th ed. 2015, ch. 1-2). The calendar is two winner trees (Knuth 1973, 5.4.1),
// of fixed events and of movable ones: a heap compares less, but with branches
// that nobody can foretell. Processor sharing runs in virtual time (Parekh and
// Gallager 1993).
package sim
