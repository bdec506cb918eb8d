// Package misses tells what the futures in which a target is missed have in common, against those in which it is reached.
//
//	found, err := misses.Of(run, misses.Target{Column: column, Bound: 1})
//
// Three things are told of a table of trials that is there; nothing is simulated for them.
//
// The parts of the gap are arithmetic. NRR of a trial is 1 and, by segment, what was expanded and uplifted less what contracted
// and left in its twelve months, over the ARR with which these began; what customers gained or lost who came within them is taken
// out again, as NRR does not count them. Means add up, so the gap between both means is the sum of the gaps of the parts. ARR at
// the end has such parts too; other measures have none.
//
// What goes along with a miss are measures of how the company worked, up to the end of the target's period: the difference of the
// means of both groups in its own standard errors (Welch 1947). It is told where chance would divide the trials as unevenly in one
// table of twenty at most, however many measures were looked at (Bonferroni; Dunn 1961): by means where these are close to normal, and
// by ranks (Wilcoxon 1945) where few trials of a skewed measure would pass for a difference. The share of the gap that goes along
// with a measure is the slope of the target on it over all trials, times its difference, over the gap; its error is that of a
// jackknife over trials (Efron & Stein 1981). It is an association: measures that rise together have the same share twice, and
// what a mechanism causes is told by an Explanation.
//
// Single futures are told by what was largest and highest in them, beside the median of all: see FutureOf. Errors are those of the
// trials as they are, without control variates: what is compared are the trials of two groups, whose luck differs by design.
package misses
