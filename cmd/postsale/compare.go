package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports"
	"postsale/scenarios"
	"postsale/sim/estimate"
)

// comparer is which plans are compared, and how.
type comparer struct {
	runner
	rivals     []string
	sharedOnly bool
	byChange   bool
}

// mostPlans is how many plans are compared at most: every worker holds each of them.
const mostPlans = 12

func compareCommand() *cobra.Command {
	var c comparer
	cmd := &cobra.Command{
		Use:   "compare BASE OTHER...",
		Short: "Lets plans live through the same luck and tells the differences",
		Long: `Lets plans live through the same luck, customer by customer, and tells by how
much each OTHER differs from BASE, how surely, and what that costs. What differs
between the files is listed first. Every difference is of the same trial of both
plans; how much that helped stands beside it. --set changes all plans.

With --by-change, two files are taken for one before and after it was changed:
the move of the medians is divided among the groups of settings that changed,
each changed alone and in every combination (Shapley 1953).

` + untilHelp(compareUntil),
		Example: `  postsale compare board-lean board-partner-overflow
  postsale compare board board-lean board-partner-whole --out plans
  postsale compare --by-change plans/last.yaml plans/this.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) < 2:
				return usage("compare: want a base and at least one other scenario, got %s", number(len(args)))
			case c.byChange && len(args) > 2:
				return usage("compare --by-change: want two scenarios, got %d", len(args))
			case c.byChange && c.limit != (limit{}):
				return usage("compare --by-change: --trials says how many there are, --until and --max-trials have no place")
			case c.byChange && c.sharedOnly:
				return usage("compare --by-change: --shared-only has no place, as every change is to be told")
			case len(args) > mostPlans:
				return usage("compare: want at most %d scenarios, got %d", mostPlans, len(args))
			}
			return nil
		},
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.scenario, c.rivals = args[0], args[1:]
			if c.byChange {
				return c.changes(cmd.OutOrStdout(), cmd.ErrOrStderr())
			}
			return c.compare(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&c.sharedOnly, "shared-only", false, "compare on what is shared, whatever differs")
	flags.BoolVar(&c.byChange, "by-change", false, "divide what moved the medians among the changes")
	addRunning(flags, &c.runner)
	flags.Lookup("trials").Usage = fmt.Sprintf("number of futures (default: as BASE; %d by change)", changeTrials)
	addLimit(flags, &c.limit)
	return cmd
}

func (c comparer) compare(out, errs io.Writer) error {
	ctx, release := interruptible(errs, wholeTrials) // before anything stands on the disk
	defer release()
	if err := c.checkFolder(errs); err != nil {
		return err
	}
	var err error
	if c.trials, err = c.limit.trials(c.trials); err != nil {
		return err
	}
	plans, warnings, err := c.loadPlans()
	if err != nil {
		return err
	}
	goal, err := c.limit.goal(plans[0], plans[1:]...)
	if err != nil {
		return err
	}
	command := "compare"
	if c.sharedOnly {
		command = "compare --shared-only"
	}
	if err := c.accept(command, c.words(), goal, plans...); err != nil {
		return err
	}
	if c.order, err = c.fitted(c.aside(errs), roomOf(plans...)); err != nil {
		return err
	}
	told := c.progress(errs, "trials", int(plans[0].Params.Trials))
	comparison := c.compared(ctx, plans, goal, told.update)
	told.erase()
	comparison.Warnings = append(warnings, comparison.Warnings...)

	base := comparison.Base
	c.complain(errs, base)
	if base.Done > 0 {
		at, unwritten := c.write(reports.ComparisonFiles(comparison), plans...)
		told := c.tell(out, reports.Comparison(comparison), func(to io.Writer) error { return saved.CompareJSON(to, comparison) })
		if err := c.tellFolder(errs, at, unwritten, told); err != nil {
			return err
		}
	}
	return c.ending(ctx, base)
}

// words are those of the command line that say what is compared, and how.
func (c comparer) words() []string {
	words := []string{"compare"}
	if c.byChange {
		words = append(words, "--by-change")
	}
	words = append(append(words, c.scenario), c.rivals...)
	if c.sharedOnly {
		words = append(words, "--shared-only")
	}
	return words
}

// loadPlans reads the scenarios, base first, and demands that they can be compared.
func (c comparer) loadPlans() (plans []*scenarios.Scenario, warnings []string, err error) {
	base, err := c.load()
	if err != nil {
		return nil, nil, err
	}
	plans = append(plans, base)
	taken := map[string]bool{base.Name: true}
	for _, ref := range c.rivals {
		o := c.order
		o.scenario, o.trials = ref, int(base.Params.Trials)
		plan, err := o.load()
		if err != nil {
			if o.settings = nil; len(c.settings) > 0 {
				if _, plain := o.load(); plain == nil { // --set fits the base, and not this one
					err = exit{invalid, fmt.Errorf("%s: %w", clean(ref), err)}
				}
			}
			return nil, nil, err
		}
		if err := c.comparable(base, plan, ref); err != nil {
			return nil, nil, err
		}
		for name, n := plan.Name, 2; taken[plan.Name]; n++ { // nobody is to mix them up
			plan.Name = fmt.Sprintf("%s-%d", name, n)
		}
		taken[plan.Name] = true
		warnings = append(warnings, unlikeness(base, plan)...)
		plans = append(plans, plan)
	}
	return plans, warnings, nil
}

// comparable demands that a plan can be compared with the base as it was asked for.
func (c comparer) comparable(base, plan *scenarios.Scenario, ref string) error {
	var reasons []string
	for _, u := range base.Params.Unlike(&plan.Params) {
		if c.byChange && u.What == "targets" {
			continue // they move nothing
		}
		reasons = append(reasons, u.String())
	}
	all := strings.Join(reasons, "; ")
	switch {
	case !base.Params.Meets(&plan.Params):
		return usage("compare: %s and %s have nothing to compare: %s", clean(c.scenario), clean(ref), all)
	case len(reasons) > 0 && c.byChange:
		return usage("compare --by-change: %s and %s cannot be compared: %s", clean(c.scenario), clean(ref), all)
	case len(reasons) > 0 && !c.sharedOnly:
		return usage("compare: %s and %s cannot be compared: %s; --shared-only compares what they share", clean(c.scenario), clean(ref), all)
	}
	return nil
}

// unlikeness warns of what a plan does not share with the base.
func unlikeness(base, plan *scenarios.Scenario) []string {
	var list []string
	for _, u := range base.Params.Unlike(&plan.Params) {
		list = append(list, fmt.Sprintf("%s differs from %s in %s: only what both measure is compared", plan.Name, base.Name, u))
	}
	if !slices.Equal(slices.Sorted(slices.Values(base.Params.Segments.Names())), slices.Sorted(slices.Values(plan.Params.Segments.Names()))) {
		list = append(list, fmt.Sprintf("what is told of all is of all segments of each: those of %s are not those of %s", plan.Name, base.Name))
	}
	if !base.Params.SameLuck(&plan.Params) {
		list = append(list, fmt.Sprintf("the luck of %s is not that of %s: deals are drawn by quarter of the run, and their runs do not begin together",
			plan.Name, base.Name))
	}
	return list
}

// compared runs the plans and tells their differences.
func (c comparer) compared(ctx context.Context, plans []*scenarios.Scenario, goal *goal, progress func(done, failed int)) *results.Comparison {
	studies := c.studies(ctx, plans, goal, progress)
	for i, s := range studies {
		plans[i] = c.restate(plans[i], s)
	}
	studies[0].Until = goal.tell(!studies[0].Interrupted, tablesOf(studies)...)
	refs := append([]string{c.scenario}, c.rivals...)
	for i := range studies[0].Failures {
		f := &studies[0].Failures[i]
		longest := ""
		for at, plan := range plans {
			if strings.HasPrefix(f.Cause, plan.Name+": ") && len(plan.Name) > len(longest) {
				f.Plan, longest = refs[at], plan.Name
			}
		}
	}
	comparison := &results.Comparison{
		Command: c.line(c.words(), int(plans[0].Params.Trials)),
		Base:    studies[0],
	}
	trials := c.look(ctx, plans)
	for i, s := range studies[1:] {
		r := &results.Plan{Run: s, Changes: changesOf(plans[0], plans[i+1]), Pairs: studies[0].Table.Pair(s.Table)}
		comparison.OwnLuck = comparison.OwnLuck || !plans[0].Params.SameLuck(&plans[i+1].Params)
		if !plans[0].Params.SameRun(&plans[i+1].Params) {
			r.Pairs = slices.DeleteFunc(r.Pairs, func(pair measures.Pair) bool { return pair.Period.Name == measures.Run })
		}
		r.Price = pricePerPoint(studies[0], r)
		r.Shared = healthOf(trials, i)
		comparison.Others = append(comparison.Others, r)
	}
	comparison.Warnings = warningsOf(studies)
	if trials == nil && ctx.Err() == nil {
		comparison.Warnings = append(comparison.Warnings, "which luck the plans shared is not told: there is no memory for the facts of a trial of each")
	}
	return comparison
}

// warningsOf returns the warnings of plans, each once, with the plan if it is not of
// all.
func warningsOf(studies []*results.Run) []string {
	var list []string
	for i, s := range studies {
		for _, text := range s.Warnings {
			all := !slices.ContainsFunc(studies, func(other *results.Run) bool { return !slices.Contains(other.Warnings, text) })
			if all && i == 0 {
				list = append(list, text)
			} else if !all {
				list = append(list, s.Name+": "+text)
			}
		}
	}
	return list
}

func tablesOf(studies []*results.Run) []*measures.Table {
	var tables []*measures.Table
	for _, s := range studies {
		tables = append(tables, s.Table)
	}
	return tables
}

// pricePerPoint returns what a point of NRR in the last fiscal year costs, in dollars
// a year of the run.
func pricePerPoint(base *results.Run, r *results.Plan) estimate.Ratio {
	differences := func(measure, period string) []float64 {
		for _, p := range r.Pairs {
			if p.Measure.Name == measure && p.Segment == "all" && p.Period.Name == period {
				return estimate.Differences(base.Table.Values(p.Base), r.Table.Values(p.Other))
			}
		}
		return nil
	}
	years := base.Layout.Years()
	if len(years) == 0 {
		return estimate.RatioOf(nil, nil)
	}
	span := float64(base.Layout.Ledger.Quarters) * fiscal.Quarter / fiscal.Year
	dollars := estimate.RatioOf(differences("cost_total", measures.Run), differences("nrr", years[len(years)-1].Name))
	const point = 0.01
	return estimate.Ratio{Value: dollars.Value / span * point, Error: dollars.Error / span * point}
}
