// Package seek finds which value of one key of a scenario reaches a goal.
//
//	study, err := seek.New(seek.Order{Order: studies.Order{Scenario: "board-lean", Seed: 1},
//		Key: "delivery.teams.implementation.people", Goal: "odds(nrr.FY28 >= 100%) >= 65%"})
//	...
//	record := study.Live(ctx, progress)       // a *sought.Search
//
// The values are those of a key that is a number (of people, dollars, days, a share, a time or day), from one to another by
// steps; each is a scenario of its own, made as --set makes it and with the same faults. If nobody says, they are from half of
// what the file states to twice that, as far as the dictionary lets them be, or all that it lets them be where that has two ends;
// a time is one of the run. That is JUDGEMENT: near what stands is where plans move.
//
// All values live through the same trials, and where the key crosses the goal is left to package crossing, with what it
// promises: an answer, and the values that the trials cannot tell from it with 95 %. What a goal may be says package goals.
// Means and odds are freed of known luck like those of a run, up to the end of the period of the goal: quarters after it are
// not lived. Beside another plan of the order it is what each value differs by from that plan in the same trials, so that
// `nrr.FY29 >= other` finds where the two break even; with Both the key is moved in that plan as well, for what is true of the
// world rather than of a plan.
//
// A value that moves the measure in no trial at all ends the search at once. A trial that fails at one value is left out at
// all of them.
package seek
