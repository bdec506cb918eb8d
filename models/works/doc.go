// Package works is what teams make that lasts and fades: a knowledge base, documentation, education, the tools and habits
// of the other teams; and what customers make of the product.
//
// A work is a team that does nothing else. Its hours add to a stock S, of which half is out of date after the time that it
// fades in, and the stock moves one thing from what it is today to what the work is worth at best:
//
//	S' = hours there - S·ln 2/fades,    value = to + (today - to)·2^(-(S - opening)/half),
//
// kept in its range. It moves the share of how-do-I questions that self-service answers, how often these are asked, the gap
// in adoption, or the hours of other teams' people. Stocks are exact between changes of staff; values are worked out as
// months start, and hold for the month. Today's stock, kept up, changes nothing; with nobody there what was done fades.
//
// Users keep how much of the product each live customer leaves unused. All of it at go-live, it comes down to the gap that
// everybody is left with:
//
//	u' = (gap - u)/time,    u(go-live) = 1.
//
// One such U(t) of those who have long been live is enough, for each of the others is at U(t) + (1 - U(live))·exp(-(t - live)/time).
// What decisions feel is u less the gap of the file, and nothing before go-live.
//
// That self-service answers 25 to 30 % of questions on average and 40 to 55 % at best is what vendors report; that
// education lowers questions by a fifth, and for a week only, is from Retana, Forman and Wu (2015), Proactive Customer
// Education, Customer Retention and Demand for Technology Support. That works fade by halves is an assumption.
package works
