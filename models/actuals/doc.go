// Package actuals is what has been: figures of periods that were over before a run starts, and what the fiscal year in which it
// starts comes to as a whole with them.
//
//	actuals: actuals.csv
//
// The file has a row a figure: measure, period, value and, where it is not of the whole company, segment. Read reads it and
// demands that no figure contradicts another, or the opening book; Doubts tells what may be so and is hardly meant. A period is
// a fiscal year (FY26), a quarter (FY27 Q1) or what is in of the running year (FY27 to date): a run starts on the first day of a
// fiscal quarter, so these are whole quarters.
//
// Past is a measures.Past. What adds up in a year is what is in plus what a trial has of the rest; a time average is weighted by
// the quarters; a peak is the larger one; a share is the sum of its parts over the sum of what it is a share of (rules.go). With
// A the ARR as the year began (arr_closing of the year before), L what was lost since (arr_churn + arr_contraction), G what was
// gained (arr_expansion + arr_uplift) and C what those who were customers then pay on the first day of the run,
//
//	NRR = C x n / A        GRR = (A - L - C x (1 - g)) / A
//
// where n and g are the NRR and GRR of these customers from the first day to the year's end in a trial. C is known from the
// days on which accounts of a file signed; of a book that is made up, or where ARR counts from go-live, it is A - L + G. Losses
// before the first day and after it are both counted, so that GRR is told too low, by what the same customers had gained in
// between. Whatever a figure lacks is not told, and Lacks says what is to be stated.
package actuals
