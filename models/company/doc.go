// Package company is one software company after the sale: its parameters, a
// section for every mechanism, and the wiring that says who tells whom.
//
// Params are what a scenario file says. New builds the mechanisms of a scenario
// and a seed, and Run lets one trial happen and returns its ledger:
//
//	c := company.New(params, seed)
//	ledger := c.Run(4711)
//
// Run is pure: the same parameters, seed and trial give the same facts, whoever
// runs them and whatever was run before. A Company reuses its storage from trial
// to trial and belongs to one goroutine; so does the ledger that it returns,
// until the next Run. Luck returns what luck customers had in the last trial, taken
// down where a span of measures.Layout.Controls ends, in their order.
//
// The mechanisms do not know each other. wiring.go connects them, and its lines
// are the map of the model, drawn here by who tells whom what; build.go makes them,
// and holds the one order of events that happen at the same moment. A mechanism
// that a company lacks is nil: it may be told all the same.
//
//	Roster ──── staffed ──────────► Practice, whose partners some look after, Desk, Portfolio, Executives, Works, Accounts, Cover
//	Cover ───── covered, vacated ─► Practice, Desk, Portfolio
//	Pipeline ── drawn ────────────► Practice, whose people scope what may be sold
//	         ── signed ───────────► Book, unless a price deters, which Practice knows; Practice
//	Cohorts ─── pulled ───────────► Pipeline
//	         ── start together ───► Practice
//	Practice ── promised ─────────► Book
//	         ── live ─────────────► Book, Demand, Orders, Portfolio, Sponsors, Executives, Users
//	         ── takes up, is back ► Desk, Sessions, Portfolio, Engineers
//	         ── offers anew ──────► Desk, Portfolio
//	         ── spare ────────────► Portfolio, Debt
//	Demand ──── ticket ───────────► Desk
//	Desk ────── interrupts, helps ► Practice, whose people own some tickets, and stand in
//	         ── refers ───────────► Practice, whose engineers fix
//	         ── induces, by months ► Demand, Desk
//	         ── judged, overran ──► Book
//	Sessions ── interrupt ────────► Practice, whose people hold office hours
//	Engineers ─ ships ────────────► Desk
//	Debt ────── breaks, by months ► Demand, Desk
//	Orders ──── hours ────────────► Practice
//	Portfolio ─ interrupts, helps ► Practice
//	         ── decided ──────────► Book
//	         ── relieved ─────────► Book, Sponsors
//	Ledger ──── unwell ───────────► Pipeline
//	Book ────── entered ──────────► Portfolio
//	         ── held ─────────────► Practice, Demand, Orders, Portfolio, Sponsors, Executives, Users, Pipeline
//	         ── senses, looks ────► Portfolio, Sponsors, Executives, Users, Desk
//	         ── term, chance ─────► Portfolio
//	         ── reviews ──────────► Desk
//	         ── resized ──────────► Demand, Orders, Executives
//	         ── expands ──────────► Practice
//	         ── counted ──────────► Accounts
//	         ── ARR, by months ───► Practice, whose routes wait for it, Recruiter
//	         ── left ─────────────► Demand, Sessions, Practice, Orders, Portfolio, Sponsors, Executives, Users, Pipeline
//	Practice, Desk, Portfolio ── how teams fared ─► Recruiter
//	Recruiter ─ hires, by months ─► Roster
//	Works ───── moves, by months ─► Demand, Desk, Users, Practice, Portfolio
//	Diary ───── known to happen ──► Book, Roster; of releases Engineers know it from the start
//	the calendar of later ────────► Practice, Book, which sell otherwise from then on
//
// What a scenario costs is told by what it would be under the same luck with
// Idealisations, which stand with the mechanisms. What differs between two
// scenarios is told by changes, and what a reader should know of one by review.
//
// What is sold may change on a day (later): whoever signs from then on has other terms, projects and prices; who has signed
// keeps its own, and the opening customers too.
//
// Opening customers who are live went live on the day that their project was
// promised, or today at the latest: what early life adds to their tickets depends
// on it. Where segments.*.success is left out, success is headcount and cost.
package company
