// Package studies is what is done with scenarios: run one, compare several under the same luck, explain what mechanisms
// cost or changes move, trace one trial, find the trial nearest to a quantile, and add trials until a figure is settled.
//
//	study, err := studies.NewRun(studies.Order{Scenario: "board", Seed: 1})
//	...
//	warning, err := study.Fit(memory)         // as many workers as have room
//	record := study.Live(ctx, progress)       // of package results
//
// An Order says which futures are asked for. NewRun, NewComparison, NewExplanation and NewChanges read its scenarios and
// demand that it makes sense, before anything runs: an *OrderError says what does not, a *scenarios.Error what is wrong
// with a file. The Study that they return lives through the trials and returns the record of them, which is made by one
// function (see record) and never filled in by another.
//
// Every plan of a study lives through the trials by the same luck, so that a trial of one is the same future as that of
// another; a trial that fails in one is left out in all. What the trials say is decided in package results and estimated
// in package estimate; how it is shown is left to package reports.
package studies
