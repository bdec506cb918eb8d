// Package measures says what is measured: All is the list, and everything that prints a measure (summaries, tables,
// headers, glossary, schema) follows from it.
//
// A Measure has a name, a unit, a direction, a definition in words, a formula, a source, the section and label under
// which a summary tells it, the line of a comparison, and a function of a View: one scope (a segment, the company, a
// team) of a trial's ledger over some whole quarters. Adding a measure is one entry in the list of its mechanism, a
// file each. A measure that does not exist in a trial (no deal, no wait) is NaN there.
//
// Columns lists what a run reports: every measure by scope and period (quarter, whole fiscal year, the run). A Table
// holds one number per column and trial, and Estimate gives their distributions over the trials; Pair compares two
// tables of the same trials, and Nearest finds the trial nearest to a quantile. A table of Passing trials keeps none
// of them, however many they are. A column has a name such as nrr.smb.FY27 (Layout.Column). The fiscal year in which a run
// starts is whole with a Past, which says what was in of it.
//
// With its numbers a trial has Controls: the luck of customers by kind, segment and span of time, each of mean 0
// (Layout.Controls). A Table that has them frees what it estimates of measures that customers decide, by regression
// on the luck of the column's own segment and quarters and of what was before (Freed; control variates, Lavenberg &
// Welch 1981).
//
// Shares are 0 to 1, durations are in working days, money is in dollars, queue lengths and busy counts are time
// averages; a p90 is over the entities of the period in that trial. NRR and GRR are those of SaaS Capital (2019):
// customers of twelve months ago, point to point; their _flow versions add up what happened to the same customers
// meanwhile, so that a gain cannot hide a loss.
package measures
