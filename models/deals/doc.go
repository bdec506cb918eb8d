// Package deals closes the deals of every quarter: how many, when, whose.
//
// Sales are not linear: deals clump at the end of the quarter (Larkin 2014;
// Oyer 1998), and more of them close in some fiscal quarters than in others. The
// number of a segment's deals in quarter q is Poisson (or rounded) with mean
//
//	per quarter × (1 + growth)^(q/4) × seasonality × shock(q) × word(q)
//
// where the shock, gamma with mean 1, is shared by all segments, and word of mouth
// is 1 without detractors and references: e^-b for every percentage point of
// customers lost over four quarters beyond what is normal, e^b for every point of
// ARR that is green beyond that, each within half and twice. Quarters before the
// run were normal.
//
// When in the quarter a deal closes follows the Profile: flat, weekly weights, three
// quarters on the last day, or the procrastination curve 1/(T-t+τ) of Durakiewicz.
// With the slip's probability a deal closes in the first ten working days of the next
// quarter instead. A quarter's deals are drawn on its first day; those that
// slipped out of the quarter before the run began are in the opening book, or
// nowhere.
//
// A deal is named by (segment, quarter, k), so the k-th deal of a quarter is the
// same customer under every plan: another profile moves it within its quarter, a
// larger mean adds deals behind it. The Pipeline tells its hook when a deal
// closes; who the customer is, is for customers to say.
package deals
