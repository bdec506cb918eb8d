package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/review"
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
	identity string // equal for orders that differ in the number of trials alone
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
	if err != nil {
		return nil, err
	}
	standing := scenarios.Standing(sets)
	if o.trials > 0 {
		standing = standing[:len(standing)-1] // a flag is no change
	}
	if len(standing) == 0 {
		return scenario, nil
	}
	return scenario.WithDescription(strings.TrimSpace(scenario.Description + " Changed: " + strings.Join(standing, ", ") + ".")), nil
}

// identify returns what tells an order from others, but for the number of trials:
// the command, what each scenario says in all, and the seed.
func (o order) identify(command string, plans []*scenarios.Scenario) string {
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\nseed %d\n", command, o.seed)
	for _, plan := range plans {
		fmt.Fprintln(hash, plan.WithTrials(1).SHA256)
	}
	return hex.EncodeToString(hash.Sum(nil))
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

// words are those of a run's command line that say what is done with what.
func (o order) words() []string { return []string{"run", o.scenario} }

// line is the command line of so many trials, in canonical form.
func (o order) line(words []string, trials int) string {
	return o.arguments(slices.Concat([]string{"postsale"}, words, []string{"--trials", strconv.Itoa(trials)})...)
}

// result is what a trial of a plan leaves behind.
type result struct {
	row      []float64
	waits    []ledger.Wait
	triangle []float64
}

// beforeTrial is called before every trial, and beforeSet before each set of causes
// in one; a test makes them panic or interrupt.
var (
	beforeTrial = func(trial int) {}
	beforeSet   = func(trial, set int) {}
)

// study runs the trials of one scenario, until ctx ends.
func (o order) study(ctx context.Context, scenario *scenarios.Scenario, goal *goal, progress func(done, failed int)) *results.Run {
	s := o.studies(ctx, []*scenarios.Scenario{scenario}, goal, progress)[0]
	s.Command = o.line(o.words(), s.Asked)
	s.Estimates = s.Table.Estimate()
	s.Wall = time.Since(s.Started)
	return s
}

// studies runs the trials of several plans under the same luck, as many as the
// first asks for, until the goal is settled or ctx ends. A trial that fails in one plan is left out in all.
func (o order) studies(ctx context.Context, plans []*scenarios.Scenario, goal *goal,
	progress func(done, failed int)) []*results.Run {
	started := time.Now()
	asked := int(plans[0].Params.Trials)
	list := make([]*results.Run, len(plans))
	tables := make([]*measures.Table, len(plans))
	for i, plan := range plans {
		list[i] = o.begin(plan, asked)
		list[i].Started = started
		tables[i] = list[i].Table
	}
	ran := experiment.Run(ctx,
		experiment.Options{First: 1, Trials: asked, Workers: o.workers, Progress: progress, Until: goal.watch(tables)},
		func(int) func(trial int) []result {
			companies := make([]*company.Company, len(plans))
			for i, plan := range plans {
				experiment.EndWith(ctx)
				companies[i] = company.New(&plan.Params, uint64(o.seed))
			}
			return func(trial int) []result {
				beforeTrial(trial)
				results := make([]result, len(plans))
				for i, c := range companies {
					s, name := list[i], ""
					if len(plans) > 1 {
						name = s.Name
					}
					inCase(name, func() {
						book := c.Run(trial)
						results[i] = result{s.Layout.Row(s.Table.Columns, book), book.Waits(nil), slices.Clone(book.Triangle())}
					})
				}
				return results
			}
		},
		func(trial int, results [][]result) {
			for i, r := range results[0] {
				list[i].Table.Append(trial, r.row)
				list[i].Pool.Add(r.waits, r.triangle)
			}
		})
	for i, s := range list {
		conclude(s, ran)
		judge(s, &plans[i].Params)
		s.Wall = time.Since(started)
	}
	return list
}

// begin returns the study of a plan before its first trial.
func (o order) begin(plan *scenarios.Scenario, trials int) *results.Run {
	params := &plan.Params
	layout := params.Layout()
	s := &results.Run{
		Program:     version(),
		GoVersion:   runtime.Version(),
		Name:        plan.Name,
		Description: plan.Description,
		SHA256:      plan.SHA256,
		Order:       o.identity,
		Seed:        uint64(o.seed),
		Asked:       trials,
		Layout:      layout,
		Invented:    review.Invented(params),
		Book:        bookOf(params),
		Table:       measures.NewTable(layout.Columns(), min(trials, 10_000)),
		Pool:        measures.NewPool(layout),
		Warnings:    review.Warnings(params),
	}
	for _, a := range review.Assumptions(params) {
		s.Assumptions = append(s.Assumptions, results.Assumption(a))
	}
	return s
}

// inCase does what may panic, and names the case in what it panics with, if it has
// a name.
func inCase(name string, do func()) {
	if name != "" {
		defer func() {
			if cause := recover(); cause != nil {
				panic(fmt.Sprintf("%s: %v", name, cause))
			}
		}()
	}
	do()
}

// conclude tells how the trials went.
func conclude(s *results.Run, ran experiment.Summary) {
	s.Done, s.Interrupted = ran.Done, ran.Interrupted
	if ran.Settled {
		s.Asked = ran.Done + len(ran.Failures)
	}
	for _, f := range ran.Failures {
		s.Failures = append(s.Failures, results.Failure{Trial: f.Trial, Cause: f.Cause})
	}
	if s.Interrupted {
		s.Warnings = append(s.Warnings, fmt.Sprintf("interrupted: the figures rest on %s of %s trials", grouped(s.Done), grouped(s.Asked)))
	}
	if n := len(s.Failures); n > 0 {
		s.Warnings = append(s.Warnings, fmt.Sprintf("%s of %s trials failed and are left out of the figures", grouped(n), grouped(s.Asked)))
	}
}

// judge tells what the trials of a plan came to.
func judge(s *results.Run, params *company.Params) {
	for _, a := range params.Aims() {
		column := s.Table.Find(a.Measure.Name, a.Segment, a.Period)
		s.Targets = append(s.Targets, results.Target{Measure: a.Measure.Name, Segment: a.Segment, Period: a.Period, Unit: a.Measure.Unit,
			Bound: a.Bound, AtMost: a.AtMost, Odds: s.Table.Odds(column, a.Bound, a.AtMost)})
	}
}
