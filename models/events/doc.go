// Package events is what is known to happen: an account leaves, renews or pays late,
// a team loses people, prices rise, a release slips. A file states each with its day;
// a Diary lets it happen, whatever the luck of the trial.
//
// An event moves what it says and what follows from that by the rules of the model, and
// no draw of anybody else. An account is one of the accounts of the file, or the largest
// of a segment, or of all, by the ARR that counts on that day, of those still there; of
// equal ones it is the one that came first.
//
//   - leaves: it is lost on that day, like anybody who leaves at a renewal. Its ARR was there
//     when the year began, so it stays in what retention is measured against.
//   - renews: its next renewal from that day on is certain and gives nothing back; uplift and
//     rises of price apply. When it renews stays as it is.
//   - pays_late: from that day on it owes the bill of a year, or of its term if that is
//     shorter, for so long, whether or not it stays. That shows in what is overdue, and in
//     nothing else: ARR is what is signed, and cost is what is spent.
//   - loses: so many of a team's people leave, those of its first seats. Each seat is filled
//     as after anybody leaves, by the team's backfill and ramp.
//   - prices_rise: who signs from then on pays so much more, and who is a customer does from
//     its next renewal on. Nobody leaves because of it: that is for churn to say.
//   - release_slips: the first release from that day on comes so much later, and those that
//     were due meanwhile ship with it.
//
// An event that finds nobody comes to nothing, and the ledger says so. Events are facts, no
// mechanism that costs something: nothing idealises them.
//
// The Diary is told and tells by hooks; it knows neither customers nor teams. That a book of
// business is planned by its known risks, account by account, is how revenue operations
// forecast renewals; what the events do is our own judgement.
package events
