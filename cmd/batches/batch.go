// Package batches is the commands of many scenarios: batch, sweep, and for other machines shard, merge, check and submit.
//
//	root.AddCommand(batches.Batch(), batches.Shard(), batches.Merge())
//	study, err := batches.Opened("study", "", false) // a batch that was planned, for compare --from
//	err = batches.Again(out, errs, "study", shown)   // what came of one, for report
//
// Each command has its flags, what it says and how it ends here. What a plan, a shard and a merge are is left to package
// scenarios/batch, what a cluster is told to the packages below it, what a sweep stands for to scenarios/sweeps, and what the
// result looks like to package reports.
package batches

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"postsale/cmd/copies"
	"postsale/cmd/voice"
	"postsale/models/company"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/page"
	"postsale/reports/sheet"
	"postsale/reports/workbook"
	"postsale/scenarios/batch"
)

// batcher is the batch that was asked for on a command line.
type batcher struct {
	request                               batch.Request
	settings                              voice.Settings
	seed                                  voice.Seed
	data                                  voice.Forms
	out                                   voice.OutFolder
	status                                voice.OutFolder
	workers                               int
	failFast, dryRun, plan, replan, quiet bool
	shown                                 voice.Format
	copies                                copies.Files
	errs                                  io.Writer
}

// Batch returns the command that runs many scenarios into one set of tables.
func Batch() *cobra.Command {
	var b batcher
	cmd := &cobra.Command{
		Use:   "batch PATH...",
		Short: "Runs many scenarios into one set of tables; again: what is missing",
		Long: `Runs many scenarios under the same luck into one set of tables. A PATH is a file
of a scenario or a sweep, a folder of them, the name of a built-in scenario, or a
pattern of any of these such as 'plans/*.yaml' or 'board-*'. What is wrong with a file is told at once, and
the others run.

The same command again does what is still missing, and refuses if anything else
is asked for than before, saying what: --replan accepts that, and keeps every
trial that is still of use. With --page and --sheet, what is told is a page and a
workbook as well; a study that is complete is only told again.`,
		Example: `  postsale batch plans hiring.yaml --out study
  postsale batch board 'board-*' --trials 500 --out study --data parquet,csv
  postsale batch plans --out study --dry-run
  postsale batch plans --out study --page study.html --sheet study.xlsx
  postsale batch --status study`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case b.status != "" && len(args) > 0:
				return voice.Usage("batch --status: want no paths, got %s", units.Quote(args[0]))
			case b.status != "" && voice.Given(cmd, notStatus...) != "":
				return voice.Usage("batch --status: --%s has no place, as it tells what there is and runs nothing", voice.Given(cmd, notStatus...))
			case b.status == "" && len(args) == 0:
				return voice.Usage("batch: want files, folders, patterns or names of scenarios, got none")
			case b.status == "" && b.out == "" && !b.dryRun:
				return voice.Usage("batch: --out must name the folder of the study")
			case b.copies.Any() && (b.dryRun || b.plan):
				return voice.Usage("batch: --%s has no place, as nothing is run", voice.Given(cmd, "page", "sheet"))
			case b.copies.Force && !b.copies.Any():
				return voice.Usage("batch: --force: goes with --page or --sheet, whose files it replaces; --replan accepts another plan")
			}
			return nil
		},
		ValidArgsFunction: voice.NameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			b.errs = cmd.ErrOrStderr()
			if b.status != "" {
				return tellStatus(cmd.OutOrStdout(), string(b.status))
			}
			b.request.Paths, b.request.Settings, b.request.Seed, b.request.Program = args, b.settings, uint64(b.seed), voice.Version()
			if b.request.Output.Forms = b.data; b.data == nil {
				b.request.Output.Forms = []saved.Form{saved.Parquet}
			}
			return b.run(cmd.OutOrStdout())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(&b.out, "out", "the folder of the study: its plan, shards and tables")
	flags.Var(voice.Whole(&b.request.Trials, 1, company.MostKept), "trials", "number of futures of each scenario (default: as it says)")
	voice.AddSeed(flags, &b.seed)
	voice.AddSettings(flags, &b.settings)
	flags.Var(&b.data, "data", "tables in csv or parquet, several with commas (default: parquet)")
	flags.Var((*kept)(&b.request.Output.Quarters), "keep", "quarters: a table with a row a trial and quarter too")
	flags.Var(voice.Whole(&b.workers, 0, 1024), "workers", "shards at a time (default: one a core)")
	flags.Var(voice.Whole(&b.request.Shard, 1, company.MostKept), "shard-trials", "trials of a shard (default: for about 400 shards)")
	flags.BoolVar(&b.failFast, "fail-fast", false, "run nothing if anything is wrong with a file")
	flags.BoolVar(&b.dryRun, "dry-run", false, "tell the plan, and how long it should take")
	flags.BoolVar(&b.plan, "plan", false, "write the plan, and run nothing: for other machines")
	flags.BoolVar(&b.replan, "replan", false, "accept that another plan is asked for than before")
	flags.Var(&b.status, "status", "tell what there is of a study")
	voice.AddFormat(flags, &b.shown)
	copies.AddPage(flags, &b.copies.Page)
	copies.AddSheet(flags, &b.copies.Sheet)
	copies.AddForce(flags, &b.copies.Force)
	flags.BoolVar(&b.quiet, "quiet", false, "tell nothing but results and failures")
	return cmd
}

// notStatus are the flags that make no sense where nothing is run.
var notStatus = []string{"out", "trials", "seed", "set", "data", "keep", "workers", "shard-trials", "fail-fast", "dry-run", "plan", "replan", "format", "page", "sheet", "force"}

// run gathers, plans, runs and merges.
func (b *batcher) run(out io.Writer) error {
	b.copies.Dir, b.copies.Quiet = string(b.out), b.quiet
	if err := b.copies.Check(); err != nil {
		return err
	}
	ctx, release := voice.Interruptible(b.errs, voice.NoTrial)
	defer release()
	found, err := batch.Gather(ctx, b.request)
	if err != nil {
		return voice.Exit{Code: voice.Interrupted, Err: errors.New("interrupted: there is no plan yet")}
	}
	for _, fault := range found.Faults {
		fmt.Fprintf(b.errs, "%s\n", fault)
	}
	b.note(found.Notes...)
	bad := len(found.Faults) > 0
	if found.Plan == nil || bad && b.failFast {
		return voice.Exit{Code: voice.Invalid}
	}
	if err := b.copies.Spare(); err != nil {
		return err
	}
	if b.dryRun {
		return b.ended(bad, b.tellPlan(ctx, out, found.Plan))
	}
	study, err := batch.Open(string(b.out), found.Plan, b.replan, b.request.Shard)
	if err != nil {
		return voice.Exit{Code: voice.Misused, Err: err}
	}
	b.note(study.Notes...)
	if b.plan {
		b.note(fmt.Sprintf("the plan is in %s: %s", units.Shown(study.Path), planWords(study.Plan)))
		return b.ended(bad, nil)
	}
	return b.ended(bad, b.live(ctx, out, study))
}

// lives runs shards of a study, and tells how far the trials are, which are called so.
func (b *batcher) lives(ctx context.Context, study *batch.Study, shards []int, what string) error {
	workers, warning, err := study.Plan.Workers(study.Path, b.workers, shards, voice.Memory())
	if err != nil {
		return voice.Exit{Code: voice.Misused, Err: err}
	}
	if warning != "" {
		b.note(warning)
	}
	debug.SetGCPercent(100)
	told := b.line(what, study.Plan.TrialsOf(shards))
	err = study.Plan.Live(ctx, study.Path, study.Shards(), shards, workers, told.Update)
	told.Erase()
	if err != nil {
		return b.stopped(err, study)
	}
	return nil
}

// live runs what is missing of a study, and merges.
func (b *batcher) live(ctx context.Context, out io.Writer, study *batch.Study) error {
	study.Plan.Before = voice.BeforeTrial
	if missing := study.Store.Missing(study.Plan); len(missing) > 0 {
		if err := b.lives(ctx, study, missing, "trials of "+reports.Scenarios(len(study.Plan.Scenarios))); err != nil {
			return err
		}
		if err := study.Scan(false); err != nil {
			return err
		}
	} else if study.Plan.Complete(study.Dir) != nil {
		b.note(fmt.Sprintf("%s is complete: nothing to do", units.Shown(study.Dir)))
		return b.again(ctx, out, study)
	}
	if err := study.Current(); err != nil {
		return voice.Exit{Code: voice.Failed, Err: err}
	}
	record, err := b.merge(ctx, study)
	if err != nil {
		return b.stopped(err, study)
	}
	return b.show(out, record)
}

// merge brings the shards together and returns what came of them.
func (b *batcher) merge(ctx context.Context, study *batch.Study) (*results.Batch, error) {
	debug.SetGCPercent(100) // what it holds is large and without pointers: cheap to look at, dear to double
	told := b.line("scenarios into tables", len(study.Plan.Scenarios))
	record := study.Plan.Record()
	_, err := study.Plan.Merge(ctx, study.Path, study.Dir, study.Store, func(line results.BatchLine) {
		record.Scenarios = append(record.Scenarios, line)
		told.Update(len(record.Scenarios), 0)
	})
	told.Erase()
	if err != nil {
		return nil, err
	}
	b.note(fmt.Sprintf("the tables are in %s", units.Shown(study.Dir)))
	return record, nil
}

// mergeAndShow brings the shards together and tells what came of them.
func (b *batcher) mergeAndShow(ctx context.Context, out io.Writer, study *batch.Study) error {
	record, err := b.merge(ctx, study)
	if err != nil {
		return err
	}
	return b.show(out, record)
}

// again tells what came of a study that was merged before.
func (b *batcher) again(ctx context.Context, out io.Writer, study *batch.Study) error {
	record := study.Plan.Record()
	told := b.line("scenarios", len(study.Plan.Scenarios))
	err := study.Plan.Tell(ctx, study.Path, study.Store, func(line results.BatchLine) {
		record.Scenarios = append(record.Scenarios, line)
		told.Update(len(record.Scenarios), 0)
	})
	told.Erase()
	switch {
	case errors.Is(err, batch.ErrInterrupted):
		return voice.Exit{Code: voice.Interrupted, Err: errors.New("interrupted: the tables are as they were")}
	case err != nil:
		return voice.Exit{Code: voice.Failed, Err: err}
	}
	return b.show(out, record)
}

// show tells what came of a batch.
func (b *batcher) show(out io.Writer, record *results.Batch) error {
	unwritten := b.copies.Write(b.errs, func() (page.Page, error) { return reports.BatchPage(record) }, func() sheet.Workbook { return workbook.OfBatch(record) })
	if err := cmp.Or(reports.WriteBatch(out, string(b.shown), record), unwritten); err != nil {
		return err
	}
	all := 0
	for _, line := range record.Scenarios {
		if line.Failed > 0 {
			fmt.Fprintf(b.errs, "postsale: %s: %s of %s trials failed: %s\n", units.Shown(line.Name), units.Grouped(line.Failed),
				units.Grouped(line.Done+line.Failed), units.Shown(line.Cause))
			all += line.Failed
		}
	}
	return failures(all)
}

// kept is a flag that asks for more to be kept: rows by quarter.
type kept bool

func (k *kept) Type() string { return "WHAT" }

func (k *kept) String() string {
	if *k {
		return "quarters"
	}
	return ""
}

func (k *kept) Set(text string) error {
	if text != "quarters" {
		return fmt.Errorf("must be quarters")
	}
	*k = true
	return nil
}
