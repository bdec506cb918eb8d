// Package delivery gets customers live: projects, the teams that do them, and
// partners that take the overflow.
//
// A project goes from signature through a hand-off and a queue for a slot to its
// phases, the last of which may lie after go-live. A phase is a wait for the
// customer, with the slot held and no hours drawn, and then effort, drawn at a
// pace. Two limits bind a Team: slots, of which each fully productive person
// brings some and for which projects queue strictly in order; and hours, which
// all efforts share by one fraction (limited processor sharing). Tickets that the
// team owns come first and take one person whole.
//
// A partner has a bench of slots, a lead time, and an effort factor and quality
// that get better with projects delivered: half of the way to their limits every
// so many. Below a minimum number of projects started in a quarter, it is slow to
// respond in the next. Oversight adds a share of the partner's pace to the pace
// that the project's own team has to bear. A Route says which projects go to a
// partner: those that have waited too long (overflow), all (whole), or some of
// their phases (co-deliver). In co-delivery the lead time is spent once a
// project, at the first of those phases, and a phase's slot is held from the
// beginning of the phase.
//
// In flight at the start, a project has a share of its unthrottled time to
// go-live behind it and holds its slots, even where there are too few.
//
// The three modes and the pod are those of R. Cherkas, Structuring and Scaling a
// Post-Sales Org, and of the newsletter Retention Starts in Implementation.
package delivery
