package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports"
	"postsale/scenarios"
	"postsale/sim/estimate"
	"postsale/sim/experiment"
)

// How many trials are enough to divide by: every set of causes lives through each.
const (
	whyTrials    = 200
	changeTrials = 400
)

// explained are the measures that are divided into shares.
var explained = []string{"nrr", "grr", "arr_closing"}

func whyCommand() *cobra.Command {
	var r runner
	cmd := &cobra.Command{
		Use:   "why SCENARIO",
		Short: "Tells which mechanism costs how much NRR, GRR and ARR",
		Long: `Tells how much NRR, GRR and ARR each mechanism of a scenario costs: clumping,
start delay, delivery time, and what else it has switched on. Each is idealised
in turn and in every combination, under the same luck; shares (Shapley 1953)
divide what all of them cost together and carry their errors. What idealised
means is told with the results, and ideal: [NAME, ...] in a scenario does the
same to a run.`,
		Example: `  postsale why board-lean
  postsale why board --trials 500 --out why
  postsale run board-lean --set 'ideal=[start-delay]'`,
		Args:              oneScenario,
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			r.scenario = args[0]
			return r.why(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().SortFlags = false
	addRunning(cmd.Flags(), &r)
	cmd.Flags().Lookup("trials").Usage = fmt.Sprintf("number of futures, each with every set (default: %d)", whyTrials)
	return cmd
}

func (r runner) why(out, errs io.Writer) error {
	ctx, release := interruptible(errs, noTrial) // before anything stands on the disk
	defer release()
	if err := r.checkFolder(errs); err != nil {
		return err
	}
	r.trials = cmp.Or(r.trials, whyTrials)
	scenario, err := r.load()
	if err != nil {
		return err
	}
	if err := r.accept("why", r.whyWords(), nil, scenario); err != nil {
		return err
	}
	d := r.idealisations(scenario)
	if len(d.Causes) == 0 {
		return usage("why: %s has nothing to idealise: it sells nothing and delivers nothing that could be late, and no ticket could be; "+
			"or its ideal: names all that does", clean(r.scenario))
	}
	return r.explain(ctx, out, errs, d, scenario)
}

// whyWords are those of the command line that say what is divided.
func (o order) whyWords() []string { return []string{"why", o.scenario} }

// divided is an explanation in the making.
type divided struct {
	*results.Explanation
	sets      []*company.Params // by the bits of the causes that they hold
	statistic estimate.Statistic
}

// idealisations are the sets of mechanisms that a scenario can be rid of.
func (o order) idealisations(scenario *scenarios.Scenario) divided {
	mechanisms := scenario.Params.Applying()
	trials := int(scenario.Params.Trials)
	d := divided{statistic: estimate.Mean, Explanation: &results.Explanation{
		Command: o.line(o.whyWords(), trials),
		Of:      o.begin(scenario, trials),
		Sets:    1 << len(mechanisms),
	}}
	for _, m := range mechanisms {
		d.Causes = append(d.Causes, results.Cause{Name: string(m.Name), Says: m.Ideal})
	}
	for set := range d.Sets {
		d.sets = append(d.sets, scenario.Params.Idealise(chosen(mechanisms, set)...))
	}
	return d
}

// changes tells what moved the medians from one scenario to another.
func (c comparer) changes(out, errs io.Writer) error {
	ctx, release := interruptible(errs, noTrial) // before anything stands on the disk
	defer release()
	if err := c.checkFolder(errs); err != nil {
		return err
	}
	c.trials = cmp.Or(c.trials, changeTrials)
	plans, _, err := c.loadPlans()
	if err != nil {
		return err
	}
	if names := plans[0].Params.Segments.Names(); !slices.Equal(names, plans[1].Params.Segments.Names()) {
		return usage("compare --by-change: %s and %s must list their segments in the same order", clean(c.scenario), clean(c.rivals[0]))
	}
	if err := c.accept("compare --by-change", c.words(), nil, plans...); err != nil {
		return err
	}
	d := c.blends(plans[0], plans[1])
	if len(d.Causes) == 0 {
		return usage("compare --by-change: nothing that matters has changed from %s to %s", clean(c.scenario), clean(c.rivals[0]))
	}
	return c.explain(ctx, out, errs, d, plans...)
}

// blends are the scenarios between two, with every set of the groups of settings in
// which they differ.
func (c comparer) blends(from, to *scenarios.Scenario) divided {
	groups := company.ChangedGroups(&from.Params, &to.Params)
	trials := int(from.Params.Trials)
	d := divided{statistic: estimate.Median, Explanation: &results.Explanation{
		Command: c.line(c.words(), trials),
		Of:      c.begin(from, trials),
		To:      c.begin(to, trials),
		Changes: changesOf(from, to),
		Sets:    1 << len(groups),
	}}
	for _, g := range groups {
		d.Causes = append(d.Causes, results.Cause{Name: g.Name, Says: g.Says})
	}
	for set := range d.Sets {
		d.sets = append(d.sets, company.Blend(&from.Params, &to.Params, chosen(groups, set)))
	}
	return d
}

// changesOf lists what differs between two files.
func changesOf(from, to *scenarios.Scenario) []results.Change {
	var list []results.Change
	for _, d := range scenarios.Differences(from, to) {
		list = append(list, results.Change(d))
	}
	return list
}

// chosen returns the members whose bit a set has.
func chosen[T any](members []T, set int) []T {
	var list []T
	for i, m := range members {
		if set>>i&1 == 1 {
			list = append(list, m)
		}
	}
	return list
}

// explain lets every set live through the trials, and tells what each cause does.
func (r runner) explain(ctx context.Context, out, errs io.Writer, d divided, files ...*scenarios.Scenario) error {
	trials := d.Of.Asked
	var err error
	if r.order, err = r.fitted(r.aside(errs), d.room()); err != nil {
		return err
	}
	told := r.progress(errs, fmt.Sprintf("trials of %d sets", d.Sets), trials)
	r.divide(ctx, d, told.update)
	told.erase()
	r.complain(errs, d.Of)
	if d.Of.Done > 0 {
		at, unwritten := r.write(reports.ExplanationFiles(d.Explanation), files...)
		told := r.tell(out, reports.Explanation(d.Explanation), func(to io.Writer) error { return saved.ExplainJSON(to, d.Explanation) })
		if err := r.tellFolder(errs, at, unwritten, told); err != nil {
			return err
		}
	}
	return r.ending(ctx, d.Of)
}

// room is what the trials take: every worker holds a company of each set.
func (d divided) room() room {
	r := room{trials: d.Of.Asked, results: measures.TableBytes(d.Sets*len(columnsOf(d.Of.Layout)), d.Of.Asked)}
	if d.To == nil { // idealised, a company has as many customers and tickets
		r.each = float64(d.Sets) * d.sets[0].CompanyBytes()
		return r
	}
	for _, params := range d.sets {
		r.each += params.CompanyBytes()
	}
	return r
}

// name says which causes a set holds.
func (d divided) name(set int) string {
	var names []string
	for _, c := range chosen(d.Causes, set) {
		names = append(names, c.Name)
	}
	if d.To != nil {
		return fmt.Sprintf("with [%s] of %s", strings.Join(names, "; "), d.To.Name)
	}
	return fmt.Sprintf("with ideal=[%s]", strings.Join(names, ", "))
}

// columnsOf returns what is divided, of a layout: by fiscal year, or by quarter if
// there is none.
func columnsOf(l measures.Layout) []measures.Column {
	periods := l.Years()
	if len(periods) == 0 {
		periods = l.Quarters()
	}
	var list []measures.Column
	for _, c := range l.Columns() {
		for _, name := range explained {
			for _, p := range periods {
				if c.Measure.Name == name && c.Period == p {
					list = append(list, c)
				}
			}
		}
	}
	return list
}

// divide runs the trials of all sets, until ctx ends, and divides each column.
func (o order) divide(ctx context.Context, e divided, progress func(done, failed int)) {
	e.Of.Started = time.Now()
	columns := columnsOf(e.Of.Layout)
	worth := make([][][]float64, len(columns)) // by column, set and trial
	for i := range worth {
		worth[i] = make([][]float64, e.Sets)
	}
	ran := experiment.Run(ctx,
		experiment.Options{First: 1, Trials: e.Of.Asked, Workers: o.workers, Progress: progress},
		func() func(trial int) [][]float64 {
			companies := make([]*company.Company, e.Sets)
			for set, params := range e.sets {
				experiment.EndWith(ctx)
				companies[set] = company.New(params, uint64(o.seed))
			}
			return func(trial int) [][]float64 {
				beforeTrial(trial)
				rows := make([][]float64, e.Sets)
				for set, c := range companies {
					experiment.EndWith(ctx)
					beforeSet(trial, set)
					inCase(e.name(set), func() { rows[set] = e.Of.Layout.Row(columns, c.Run(trial)) })
				}
				return rows
			}
		},
		func(_ int, rows [][]float64) {
			for set, row := range rows {
				for i, v := range row {
					worth[i][set] = append(worth[i][set], v)
				}
			}
		})
	conclude(e.Of, ran)
	for i, c := range columns {
		if ran.Done == 0 {
			break
		}
		worth[i] = estimate.Complete(worth[i])
		d := results.Division{Column: c, Statistic: e.statistic}
		d.Shares, d.Whole = estimate.Shares(len(e.Causes), worth[i], e.statistic)
		for _, values := range worth[i] {
			d.Worth = append(d.Worth, e.statistic.Of(values))
		}
		e.Divisions = append(e.Divisions, d)
	}
	e.Of.Wall = time.Since(e.Of.Started)
}
