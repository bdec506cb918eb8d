package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/reports"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// order is which futures were asked for.
type order struct {
	scenario string
	settings settings
	trials   int // 0: as many as the scenario says
	seed     seed
	workers  int
}

// load reads the scenario. The number of trials becomes a part of it, so that what
// is written of it gives the same results again, and its description says what was
// set, so that nobody takes it for another.
func (o order) load() (*scenarios.Scenario, error) {
	sets := slices.Clip(o.settings)
	if o.trials > 0 {
		sets = append(sets, "trials="+strconv.Itoa(o.trials))
	}
	scenario, err := scenarios.Load(o.scenario, sets)
	if err != nil || len(o.settings) == 0 {
		return scenario, err
	}
	changed := strings.TrimSpace(scenario.Description + " Changed: " + strings.Join(o.settings, ", ") + ".")
	return scenarios.Load(o.scenario, append(sets, "description="+strconv.Quote(changed)))
}

// arguments are the words of a command line, for a shell.
func (o order) arguments(words ...string) string {
	words = append(words, "--seed", o.seed.String())
	for _, s := range o.settings {
		words = append(words, "--set", s)
	}
	for i, w := range words {
		words[i] = quoted(w)
	}
	return strings.Join(words, " ")
}

// result is what a trial leaves behind.
type result struct {
	row      []float64
	waits    []ledger.Wait
	triangle []float64
}

// beforeTrial is called before every trial; a test makes it panic.
var beforeTrial = func(trial int) {}

// study runs the trials, until ctx ends.
func (o order) study(ctx context.Context, scenario *scenarios.Scenario, progress func(done, failed int)) *reports.Study {
	params := &scenario.Params
	layout := params.Layout()
	columns := layout.Columns()
	s := &reports.Study{
		Program:     version(),
		GoVersion:   runtime.Version(),
		Command:     o.arguments("postsale", "run", o.scenario, "--trials", params.Trials.String()),
		Name:        scenario.Name,
		Description: scenario.Description,
		SHA256:      scenario.SHA256,
		Seed:        uint64(o.seed),
		Asked:       int(params.Trials),
		Started:     time.Now(),
		Layout:      layout,
		Invented:    params.Invented(),
		Table:       measures.NewTable(columns, min(int(params.Trials), 10_000)),
		Pool:        measures.NewPool(layout),
		Warnings:    params.Warnings(),
	}
	for _, a := range params.Assumptions() {
		s.Assumptions = append(s.Assumptions, reports.Assumption(a))
	}
	ran := experiment.Run(ctx,
		experiment.Options{First: 1, Trials: s.Asked, Workers: o.workers, Progress: progress},
		func() func(trial int) result {
			c := company.New(params, s.Seed)
			return func(trial int) result {
				beforeTrial(trial)
				book := c.Run(trial)
				return result{layout.Row(columns, book), book.Waits(nil), slices.Clone(book.Triangle())}
			}
		},
		func(trial int, r result) {
			s.Table.Append(trial, r.row)
			s.Pool.Add(r.waits, r.triangle)
		})
	s.Done, s.Interrupted = ran.Done, ran.Interrupted
	for _, f := range ran.Failures {
		s.Failures = append(s.Failures, reports.Failure{Trial: f.Trial, Cause: f.Cause})
	}
	if s.Interrupted {
		s.Warnings = append(s.Warnings, fmt.Sprintf("interrupted: the figures rest on %s of %s trials", grouped(s.Done), grouped(s.Asked)))
	}
	if n := len(s.Failures); n > 0 {
		s.Warnings = append(s.Warnings, fmt.Sprintf("%s of %s trials failed and are left out of the figures", grouped(n), grouped(s.Asked)))
	}
	s.Estimates = s.Table.Estimate()
	for _, a := range params.Aims() {
		column := s.Table.Find(a.Measure.Name, a.Segment, a.Period)
		s.Targets = append(s.Targets, reports.Target{Measure: a.Measure.Name, Segment: a.Segment, Period: a.Period, Unit: a.Measure.Unit,
			Bound: a.Bound, AtMost: a.AtMost, Odds: s.Table.Odds(column, a.Bound, a.AtMost)})
	}
	s.Wall = time.Since(s.Started)
	return s
}
