package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"postsale/cmd/copies"
	"postsale/cmd/voice"
	"postsale/models/company"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/folder"
	"postsale/reports/progress"
	"postsale/scenarios/studies"
)

// runner is what was asked for on the command line of what runs trials.
type runner struct {
	order
	paged
	limit   limit
	out     voice.OutFolder
	data    voice.Forms
	force   bool
	noPlots bool
	shown   voice.Format
	quiet   bool
	sheet   copies.SheetFile
}

func runCommand() *cobra.Command {
	var r runner
	cmd := &cobra.Command{
		Use:   "run SCENARIO",
		Short: "Simulates a scenario and tells what the trials say",
		Long: `Simulates a scenario and tells what the trials say.

` + untilHelp(runUntil),
		Example: `  postsale run board
  postsale run board --trials 10000 --out board
  postsale run board --until 'odds(nrr.FY27) within 2pt'
  postsale run plans/hiring.yaml --set delivery.teams.implementation.people=12`,
		Args:              oneScenario,
		ValidArgsFunction: voice.NameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			r.scenario = args[0]
			return r.live(cmd.OutOrStdout(), cmd.ErrOrStderr(), voice.WholeTrials, studies.NewRun)
		},
	}
	cmd.Flags().SortFlags = false
	addRunning(cmd.Flags(), &r)
	copies.AddPage(cmd.Flags(), &r.file)
	copies.AddSheet(cmd.Flags(), &r.sheet)
	voice.AddData(cmd.Flags(), &r.data)
	addLimit(cmd.Flags(), &r.limit)
	return cmd
}

// addRunning adds the flags of what runs trials and tells of them.
func addRunning(flags *pflag.FlagSet, r *runner) {
	flags.Var(voice.Whole(&r.trials, 1, company.MaxTrials), "trials", "number of futures, up to 10 million (default: as the scenario says)")
	voice.AddSeed(flags, &r.seed)
	voice.AddSettings(flags, &r.settings)
	flags.Var(&r.out, "out", "write the results to this folder as well")
	flags.BoolVar(&r.force, "force", false, "replace the results of an earlier run there")
	flags.BoolVar(&r.noPlots, "no-plots", false, "write them without pictures")
	voice.AddFormat(flags, &r.shown)
	flags.Var(voice.Whole(&r.workers, 0, 1024), "workers", "trials at a time (default: one a core)")
	flags.BoolVar(&r.plain, "plain", false, "leave known luck in the figures")
	flags.BoolVar(&r.quiet, "quiet", false, "tell nothing but results and failures")
}

// order is which futures were asked for.
type order struct {
	scenario string
	others   []string
	variants []studies.Variant
	settings voice.Settings
	trials   int // 0: as many as the scenario says
	seed     voice.Seed
	workers  int
	plain    bool
	exact    bool
}

// made returns the order as studies take it.
func (o order) made() studies.Order {
	return studies.Order{Scenario: o.scenario, Others: o.others, Variants: o.variants, Settings: o.settings, Trials: o.trials, Exact: o.exact, Seed: uint64(o.seed),
		Plain: o.plain, Kept: mostKept, Workers: o.workers, Program: voice.Version(), Before: func(plan, trial int) {
			if plan == 0 {
				voice.BeforeTrial(trial)
			}
			beforeSet(trial, plan)
		}}
}

// beforeSet is called before each plan or set of causes lives through a trial; a test makes it interrupt.
var beforeSet = func(trial, set int) {}

// mostKept is of how many trials the numbers are kept at most; a test makes it less.
var mostKept = company.MostKept

// live lets a study of what was asked for live through its trials, and tells what came of it. Ctrl-C ends it, after what
// it waits for.
func (r runner) live(out, errs io.Writer, waiting string, make func(studies.Order) (*studies.Study, error)) error {
	if r.data != nil && r.out == "" {
		return voice.Usage("--data: goes with --out, which says where the tables are written")
	}
	if err := r.copies().Check(); err != nil {
		return err
	}
	ctx, release := voice.Interruptible(errs, waiting) // before anything stands on the disk
	defer release()
	err := r.checkFolder(errs)
	if err != nil {
		return err
	}
	o := r.made()
	if o.Until, o.Trials, err = r.limit.trials(o.Trials); err != nil {
		return err
	}
	study, err := make(o)
	if err != nil {
		return err
	}
	if err := cmp.Or(r.copies().Spare(), r.accept(study)); err != nil {
		return err
	}
	offered, err := r.offered(study)
	if err != nil {
		return err
	}
	warning, err := study.Fit(voice.Memory())
	if err != nil {
		return err
	}
	if warning != "" && !r.quiet {
		fmt.Fprintf(errs, "postsale: %s\n", warning)
	}
	if study.Trials() > 100 {
		debug.SetGCPercent(25) // what a run keeps is large and without pointers: cheap to look at, dear to double
	}
	told := r.progress(errs, study.Counted(), study.Trials())
	record := study.Live(ctx, told.Update)
	told.Erase()

	went := record.Went()
	for _, trouble := range study.Troubles(went) {
		fmt.Fprintf(errs, "postsale: %s\n", trouble)
	}
	if went.Done > 0 {
		unfilled := r.writeSheet(errs, record)
		at, unwritten := r.write(record, study)
		unpaged := r.tellPage(out, errs, record, study, offered)
		var told error
		if !r.only {
			told = r.show(out, record)
		}
		if err := r.tellFolder(errs, at, cmp.Or(unwritten, unpaged), told); err != nil {
			return err
		}
		if unfilled != nil {
			return unfilled
		}
	}
	return ending(ctx, went)
}

// checkFolder demands that the results can be written, before they are made, and
// tells what killed runs left there.
func (r runner) checkFolder(errs io.Writer) error {
	if r.out == "" {
		return nil
	}
	for _, text := range folder.SweepBeside(string(r.out)) {
		fmt.Fprintf(errs, "postsale: %s\n", text)
	}
	if err := folder.CheckFolder(string(r.out), r.force); err != nil {
		return voice.Exit{Code: voice.Misused, Err: err}
	}
	return nil
}

// outlined is what is known of results before they are there.
type outlined interface {
	Outline() *results.Run
	Sources() []units.DataFile
}

// accept demands, when it is known what is to run, that its results may replace what
// is in the folder, and that every file has a name that can be there.
func (r runner) accept(study outlined) error {
	if r.out == "" {
		return nil
	}
	if err := folder.Rehearse(string(r.out), saved.ManifestOf(study.Outline(), nil, nil), study.Sources(), r.force); err != nil {
		return voice.Exit{Code: voice.Misused, Err: err}
	}
	return nil
}

// progress returns the line that tells how far the trials are, or nil.
func (r runner) progress(errs io.Writer, what string, all int) *progress.Line {
	if r.quiet {
		return nil
	}
	return progress.New(errs, what, all)
}

// tellFolder says where the results were written, even if that is to be quiet where
// nobody would look, and returns why they were not, or were not told: the place
// comes first, as whoever reads may go away.
func (r runner) tellFolder(errs io.Writer, at string, unwritten, untold error) error {
	switch {
	case unwritten != nil:
	case at != string(r.out):
		fmt.Fprintf(errs, "postsale: the results are in %s: %s keeps the fuller ones of an earlier run\n", units.Shown(at), units.Shown(string(r.out)))
	case r.out != "" && !r.quiet:
		fmt.Fprintf(errs, "postsale: the results are in %s\n", units.Shown(at))
	}
	return cmp.Or(unwritten, untold)
}

// ending returns how a run ends whose results have been told.
func ending(ctx context.Context, study *results.Run) error {
	switch {
	case study.Interrupted:
		return voice.Exit{Code: voice.Interrupted}
	case ctx.Err() != nil:
		return voice.Exit{Code: voice.Interrupted, Err: errors.New("interrupted after the last trial: the results are complete")}
	case len(study.Failures) > 0, study.Until != nil && !study.Until.Settled:
		return voice.Exit{Code: voice.Failed}
	}
	return nil
}

// show tells a record in the format that was asked for.
func (r runner) show(out io.Writer, record results.Record) error {
	return reports.Write(out, string(r.shown), reports.Document(record), func(to io.Writer) error { return saved.JSON(to, record) })
}

// write writes the folder of results, if one was asked for, with the scenarios that
// they come from, and returns where it is.
func (r runner) write(record results.Record, study *studies.Study) (at string, err error) {
	if r.out == "" {
		return "", nil
	}
	written := r.data
	if written == nil {
		written = saved.Forms[:1]
	}
	return folder.WriteFolder(string(r.out), reports.Files(record, written, !r.noPlots), study.Sources(), r.force)
}

// limit says until when trials are added.
type limit struct {
	until expression
	most  int // trials; 0: the default
}

// expression is a flag that says what is to be settled.
type expression string

func (e *expression) String() string { return string(*e) }
func (e *expression) Type() string   { return "EXPR" }

func (e *expression) Set(text string) error {
	if text == "" {
		return errors.New("must say what is to be settled")
	}
	*e = expression(text)
	return nil
}

// untilHelp explains the flags in the help of a command, with what it may settle.
func untilHelp(examples string) string {
	return `With --until, trials are added until a figure is settled, at most --max-trials:

` + examples + `

The interval that is judged holds the truth with 95 %, however often it was
looked at. What is not settled by --max-trials ends with 1, after the results.`
}

// What --until may settle of a run, and of a comparison.
const (
	runUntil = `  odds(nrr.FY27) within 2pt           the chances of the targets, give or take
  odds(nrr.smb.FY27 >= 104%) within 2pt
  odds(grr.FY27) beyond 50%           whether a target is rather reached or not
  nrr.FY27.p10 within 0.2pt           mean, p5, p10, p25, p50, p75, p90 or p95
  start_delay_mean.FY27-Q4.mean beyond 2w`
	compareUntil = `  odds(nrr.FY27) within 2pt           the chances of OTHER being better
  odds(nrr.FY27) beyond 50%           whether it rather is or is not
  odds(nrr.smb.FY27 >= 0.5pt) within 2pt
  nrr.FY27.mean within 0.1pt          a figure of the difference
  start_delay_mean.run.mean beyond 0d`
)

func addLimit(flags *pflag.FlagSet, l *limit) {
	flags.Var(&l.until, "until", "add trials until this is settled, instead of --trials")
	flags.Var(voice.Whole(&l.most, studies.FirstLook, company.MostKept), "max-trials",
		fmt.Sprintf("most futures with --until, from %d (default: %s)", studies.FirstLook, units.Grouped(studies.DefaultMost)))
}

// trials returns what is to be settled, if anything, and how many trials there are at most: those that --trials asks for,
// or what --until may take.
func (l limit) trials(asked int) (until string, trials int, err error) {
	switch {
	case l.until == "" && l.most > 0:
		return "", 0, voice.Usage("--max-trials: goes with --until; --trials says how many there are")
	case l.until == "":
		return "", asked, nil
	case asked > 0:
		return "", 0, voice.Usage("--until: decides how many trials there are; --max-trials limits them, not --trials")
	}
	return string(l.until), cmp.Or(l.most, studies.DefaultMost), nil
}
