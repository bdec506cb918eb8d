// Package goals is what may be asked of a figure of a scenario, in words: that it be settled, or that it be reached.
//
//	odds(nrr.FY27) within 2pt             settled: the chance of the file's target, give or take
//	odds(nrr.smb.FY27 >= 104%) beyond 50%
//	nrr.FY27.p10 within 0.2pt
//	odds(nrr.FY28 >= 105%) >= 50%         reached
//	median(nrr.FY29) >= 101%              or nrr.FY29.p50 >= 101%
//	start_delay_mean.FY28 <= 5d           its mean
//
// A figure is the odds of a column, a statistic of it (before it in parentheses, or behind it with a point) or, of what is
// to be reached, the column alone, which is its mean. Beside another plan under the same luck, figures are of what a plan
// differs by from it, trial by trial, bounds of shares are points, and `other` is a difference of nothing: nrr.FY29 >= other.
//
// ParseSettled and ParseReached read the words, and say at which character they cannot go on; Claims and Aim look up in a
// company what they ask for. A Claim then tells what trials say of its figure, as a results.Claim, with an interval of as
// many standard errors as is asked for: how often one looks, and so how many these must be, is left to the caller.
package goals
