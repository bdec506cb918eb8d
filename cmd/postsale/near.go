package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// aim reads what a trial is to be near to, such as nrr.FY27.p10.
func aim(layout measures.Layout, text string) (results.Near, error) {
	i := max(0, strings.LastIndex(text, "."))
	near := results.Near{Quantile: strings.TrimPrefix(text[i:], ".")}
	names := statisticNames()[1:] // a trial is near to a quantile, not to the mean
	if !slices.Contains(names, near.Quantile) {
		return near, usage("--near: must end in a quantile (%s), as nrr.FY27.p10 does, got %s", strings.Join(names, " "), units.Quote(text))
	}
	column, err := layout.Column(text[:i])
	near.Column = column
	var unknown *measures.UnknownError
	switch {
	case err == nil:
		return near, nil
	case errors.As(err, &unknown):
		return near, usage("--near: %w", hinted(err))
	}
	return near, usage("--near: must be MEASURE.PERIOD.QUANTILE or MEASURE.SEGMENT.PERIOD.QUANTILE such as nrr.FY27.p10, got %s", units.Quote(text))
}

// nearest runs the trials of a scenario and returns which is the nearest to what was asked for, and how many failed.
func (t *tracer) nearest(scenario *scenarios.Scenario, errs io.Writer) (near results.Near, failures int, err error) {
	params := &scenario.Params
	layout := params.Layout()
	near, err = aim(layout, t.near)
	if err != nil {
		return near, 0, err
	}
	ctx, release := interruptible(errs, wholeTrials)
	defer release()
	trials := int(params.Trials)
	o, err := t.fitted(errs, room{trials: trials, results: measures.TableBytes(1, trials), each: params.CompanyBytes()})
	if err != nil {
		return near, 0, err
	}
	table := measures.NewTable([]measures.Column{near.Column}, trials)
	told := newProgress(errs, "trials", trials)
	ran := experiment.Run(ctx, experiment.Options{First: 1, Trials: trials, Workers: o.workers, Progress: told.update},
		func(int) func(trial int) []float64 {
			c := company.New(params, uint64(t.seed))
			return func(trial int) []float64 {
				beforeTrial(trial)
				return layout.Row(table.Columns, c.Run(trial))
			}
		}, func(trial int, rows [][]float64) { table.Append(trial, rows[0]) })
	told.erase()
	if ran.Interrupted {
		return near, 0, exit{interrupted, fmt.Errorf("interrupted after %s of %s trials: which is the nearest is not known",
			grouped(ran.Done+len(ran.Failures)), grouped(trials))}
	}
	for _, f := range ran.Failures[:min(1, len(ran.Failures))] {
		fmt.Fprintf(errs, "postsale: %s of %s trials failed and are left out, the first of them trial %d: %s\n",
			grouped(len(ran.Failures)), grouped(trials), f.Trial, clean(f.Cause))
	}
	quantile, _ := findStatistic(near.Quantile)
	near.Nearest = table.Nearest(0, quantile.p)
	if near.N == 0 {
		return near, 0, exit{failed, fmt.Errorf("--near: %s has no value in any of %s trials", units.Quote(t.near), grouped(trials))}
	}
	return near, len(ran.Failures), nil
}
