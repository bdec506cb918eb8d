// Package crossing finds where a curve that only trials can tell reaches a level: which of some values, in order, is the
// least or the most that does.
//
//	search := crossing.Search{Values: 9, Start: 2, First: 100, Looks: crossing.Looks(1000)}
//	z := search.Z(.95)
//	found := search.Run(trials) // which lives trials of values, and judges by how much each is beyond the level, within z errors
//
// All values live through the same trials, so that the curve of so many of them is a curve, to which a search for the roots of
// functions applies: of all methods for stochastic root finding (a survey: Pasupathy and Kim, ACM TOMACS 21:3, 2011) this is
// retrospective approximation (Chen and Schmeiser, IIE Transactions 33, 2001): the root of the curve of few trials is found,
// exactly, by bisection, and is where the search on the curve of more trials begins. Stochastic approximation (Robbins and
// Monro, Annals of Mathematical Statistics 22, 1951) wants a gain that suits the slope, has one trial a step, and keeps
// nothing of the curve; probabilistic bisection (Waeber, Frazier and Henderson, SIAM J. Control Optim. 51, 2013) wants trials
// of one value to be new ones, and a curve that crosses once.
//
// First some values over the range get a few trials each. At every look the values next to the crossing get more, and the
// bracket between them is halved until they are neighbours; if more trials say that the crossing is elsewhere, the search
// follows. Trials are kept, and added to. Then values on both sides are tried for where trials can tell them from the level.
//
// A value is judged with an interval that, for all looks at it and for all values that may be judged, holds with the level
// of Z at once: Pocock's bound for the looks (package estimate), Bonferroni's for the values, each of which can be wrong in
// one direction only. So From and To hold the answer with that level if the curve crosses once between the values that are
// surely on either side: between values that were tried nothing is known. A curve that surely crosses more than once is said to
// turn. It rests on estimates that are normal from the first look on.
package crossing
