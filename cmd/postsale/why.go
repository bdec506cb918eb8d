package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"postsale/models/company"
	"postsale/models/measures"
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
start delay, delivery time, and what else it has switched on. Each is idealised in
turn and in every combination, under the same luck; shares (Shapley 1953) divide
what all of them cost together and carry their errors. What idealised means is told
with the results, and ideal: [NAME, ...] in a scenario does the same to a run.`,
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
	cmd.Flags().Lookup("trials").Usage = fmt.Sprintf("number of futures, each lived with every set idealised (default: %d)", whyTrials)
	return cmd
}

func (r runner) why(out, errs io.Writer) error {
	ctx, release := interruptible(errs) // before anything stands on the disk
	defer release()
	if err := r.checkFolder(); err != nil {
		return err
	}
	r.trials = cmp.Or(r.trials, whyTrials)
	scenario, err := r.load()
	if err != nil {
		return err
	}
	mechanisms := scenario.Params.Applying()
	if len(mechanisms) == 0 {
		return usage("why: %s has nothing to idealise: it sells nothing and delivers nothing that could be late, and no ticket could be; "+
			"or its ideal: names all that does", clean(r.scenario))
	}
	e := &reports.Explanation{Command: r.arguments("postsale", "why", r.scenario, "--trials", strconv.Itoa(r.trials)), Of: r.begin(scenario, r.trials)}
	for _, m := range mechanisms {
		e.Causes = append(e.Causes, reports.Cause{Name: string(m.Name), Says: m.Ideal})
	}
	sets := make([]*company.Params, 1<<len(mechanisms))
	for set := range sets {
		var ideal []company.Mechanism
		for i, m := range mechanisms {
			if set>>i&1 == 1 {
				ideal = append(ideal, m)
			}
		}
		sets[set] = scenario.Params.Idealise(ideal...)
	}
	return r.explain(ctx, out, errs, e, sets, estimate.Mean, []*scenarios.Scenario{scenario})
}

// explain lets every set live through the trials, and tells what each cause does.
func (r runner) explain(ctx context.Context, out, errs io.Writer, e *reports.Explanation, sets []*company.Params, of estimate.Statistic, files []*scenarios.Scenario) error {
	columns := columnsOf(sets[0].Layout())
	if bytes := 8 * float64(len(sets)) * float64(r.trials) * float64(len(columns)); bytes > company.MaxResults {
		return usage("--trials: must be fewer: the results of %d sets must take at most %g GB of memory, got %.3g GB", len(sets), company.MaxResults/1e9, bytes/1e9)
	}
	told := r.progress(errs, fmt.Sprintf("trials of %d sets", len(sets)), r.trials)
	e.Sets = len(sets)
	r.divide(ctx, e, sets, columns, of, told.update)
	told.erase()
	r.complain(errs, e.Of)
	if e.Of.Done > 0 {
		unwritten := r.write(e, files...)
		if err := r.tell(out, func(to io.Writer) error { return reports.Explain(to, e) }, func(to io.Writer) error { return reports.ExplainJSON(to, e) }); unwritten != nil || err != nil {
			return cmp.Or(unwritten, err)
		}
		r.tellFolder(errs)
	}
	return r.ending(ctx, e.Of)
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
func (o order) divide(ctx context.Context, e *reports.Explanation, sets []*company.Params, columns []measures.Column, of estimate.Statistic, progress func(done, failed int)) {
	e.Of.Started = time.Now()
	worth := make([][][]float64, len(columns)) // by column, set and trial
	for i := range worth {
		worth[i] = make([][]float64, len(sets))
	}
	layouts := make([]measures.Layout, len(sets))
	for set, params := range sets {
		layouts[set] = params.Layout()
	}
	ran := experiment.Run(ctx,
		experiment.Options{First: 1, Trials: o.trials, Workers: o.workers, Progress: progress},
		func() func(trial int) [][]float64 {
			companies := make([]*company.Company, len(sets))
			return func(trial int) [][]float64 {
				beforeTrial(trial)
				rows := make([][]float64, len(sets))
				for set := range sets {
					if companies[set] == nil {
						companies[set] = company.New(sets[set], uint64(o.seed))
					}
					rows[set] = layouts[set].Row(columns, companies[set].Run(trial))
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
	for i, c := range columns {
		if ran.Done == 0 {
			continue
		}
		worth[i] = estimate.Complete(worth[i])
		d := reports.Division{Column: c, Statistic: of, Worth: make([]float64, len(sets))}
		d.Shares, d.Whole = estimate.Shares(len(e.Causes), worth[i], of)
		for set, values := range worth[i] {
			d.Worth[set] = of.Of(values)
		}
		e.Divisions = append(e.Divisions, d)
	}
	conclude(e.Of, ran)
	e.Of.Wall = time.Since(e.Of.Started)
}
