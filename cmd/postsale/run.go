package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"postsale/models/company"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/document"
	"postsale/reports/folder"
	"postsale/scenarios"
)

// runner is what was asked for on the command line.
type runner struct {
	order
	limit limit
	out   outFolder
	force bool
	shown format
	quiet bool
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
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			r.scenario = args[0]
			return r.run(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().SortFlags = false
	addRunning(cmd.Flags(), &r)
	addLimit(cmd.Flags(), &r.limit)
	return cmd
}

// addRunning adds the flags of what runs trials and tells of them.
func addRunning(flags *pflag.FlagSet, r *runner) {
	flags.Var(whole{&r.trials, 1, company.MaxTrials}, "trials", "number of futures (default: as the scenario says)")
	addSeed(flags, &r.seed)
	addSettings(flags, &r.settings)
	flags.Var(&r.out, "out", "write the results to this folder as well")
	flags.BoolVar(&r.force, "force", false, "replace the results of an earlier run there")
	addFormat(flags, &r.shown)
	flags.Var(whole{&r.workers, 0, 1024}, "workers", "trials at a time (default: one a core)")
	flags.BoolVar(&r.quiet, "quiet", false, "tell nothing but results and failures")
}

func (r runner) run(out, errs io.Writer) error {
	ctx, release := interruptible(errs, wholeTrials) // before anything stands on the disk
	defer release()
	if err := r.checkFolder(errs); err != nil {
		return err
	}
	var err error
	if r.trials, err = r.limit.trials(r.trials); err != nil {
		return err
	}
	scenario, err := r.load()
	if err != nil {
		return err
	}
	goal, err := r.limit.goal(scenario)
	if err != nil {
		return err
	}
	if err := r.accept("run", r.words(), goal, scenario); err != nil {
		return err
	}
	if r.order, err = r.fitted(r.aside(errs), roomOf(scenario)); err != nil {
		return err
	}
	told := r.progress(errs, "trials", int(scenario.Params.Trials))
	study := r.study(ctx, scenario, goal, told.update)
	told.erase()
	scenario = r.restate(scenario, study)
	study.Until = goal.tell(!study.Interrupted, study.Table)

	r.complain(errs, study)
	if study.Done > 0 {
		at, unwritten := r.write(reports.RunFiles(study), scenario)
		told := r.tell(out, reports.Summary(study), func(to io.Writer) error { return saved.SummaryJSON(to, study) })
		if err := r.tellFolder(errs, at, unwritten, told); err != nil {
			return err
		}
	}
	return r.ending(ctx, study)
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
		return exit{misused, err}
	}
	return nil
}

// accept demands, when it is known what is to run, that its results may replace what
// is in the folder, and that every file has a name that can be there. The words are
// those of its command line.
func (r *runner) accept(command string, words []string, goal *goal, plans ...*scenarios.Scenario) error {
	if r.out == "" {
		return nil
	}
	r.identity = r.identify(command, plans)
	trials := int(plans[0].Params.Trials)
	s := &results.Run{Order: r.identity, Command: r.line(words, trials), Asked: trials}
	if goal != nil {
		s.Until = &results.Until{}
	}
	if err := folder.Rehearse(string(r.out), folder.ManifestOf(s, nil, nil), extra(plans), r.force); err != nil {
		return exit{misused, err}
	}
	return nil
}

// progress returns the line that tells how far the trials are, or nil.
func (r runner) progress(errs io.Writer, what string, all int) *progress {
	if r.quiet {
		return nil
	}
	return newProgress(errs, what, all)
}

// aside returns where to tell what is neither a result nor a failure.
func (r runner) aside(errs io.Writer) io.Writer {
	if r.quiet {
		return io.Discard
	}
	return errs
}

// tellFolder says where the results were written, even if that is to be quiet where
// nobody would look, and returns why they were not, or were not told: the place
// comes first, as whoever reads may go away.
func (r runner) tellFolder(errs io.Writer, at string, unwritten, untold error) error {
	switch {
	case unwritten != nil:
	case at != string(r.out):
		fmt.Fprintf(errs, "postsale: the results are in %s: %s keeps the fuller ones of an earlier run\n", clean(at), clean(string(r.out)))
	case r.out != "" && !r.quiet:
		fmt.Fprintf(errs, "postsale: the results are in %s\n", clean(at))
	}
	return cmp.Or(unwritten, untold)
}

// ending returns how a run ends whose results have been told.
func (r runner) ending(ctx context.Context, study *results.Run) error {
	switch {
	case study.Interrupted:
		return exit{code: interrupted}
	case ctx.Err() != nil:
		return exit{interrupted, errors.New("interrupted after the last trial: the results are complete")}
	case len(study.Failures) > 0, study.Until != nil && !study.Until.Settled:
		return exit{code: failed}
	}
	return nil
}

// tell shows results as they were asked for.
func (r runner) tell(out io.Writer, d document.Document, json func(io.Writer) error) error {
	return r.shown.write(out, d, json)
}

// write writes the folder of results, if one was asked for, with the scenarios that
// they come from, and returns where it is.
func (r runner) write(results folder.Results, plans ...*scenarios.Scenario) (at string, err error) {
	if r.out == "" {
		return "", nil
	}
	return folder.WriteFolder(string(r.out), results, extra(plans), r.force)
}

// extra are the files of scenarios that results come from.
func extra(plans []*scenarios.Scenario) []folder.File {
	var files []folder.File
	for i, plan := range plans {
		below := ""
		if len(plans) > 1 {
			below = fmt.Sprintf("plans/%d-%s/", i, units.Short(plan.Name))
		}
		files = append(files, folder.File{Name: below + "scenario.yaml", Data: plan.Resolved})
		for _, f := range plan.Files {
			files = append(files, folder.File{Name: below + "data/" + f.Name, Data: f.Data})
		}
	}
	return files
}

// complain names the trials that failed or are missing.
func (o order) complain(errs io.Writer, s *results.Run) {
	const most = 10
	for i, f := range s.Failures {
		if i == most {
			fmt.Fprintf(errs, "postsale: and %s more failed\n", grouped(len(s.Failures)-most))
			break
		}
		fmt.Fprintf(errs, "postsale: trial %d of seed %d failed: %s; see %s\n", f.Trial, s.Seed, clean(f.Cause),
			o.arguments("postsale", "trace", cmp.Or(f.Plan, o.scenario), "--trial", fmt.Sprint(f.Trial)))
	}
	switch {
	case s.Interrupted && s.Done == 0:
		fmt.Fprintln(errs, "postsale: interrupted before a trial was done: there are no results")
	case s.Interrupted:
		fmt.Fprintf(errs, "postsale: interrupted: the results rest on %s of %s trials\n", grouped(s.Done), grouped(s.Asked))
	case s.Done == 0:
		fmt.Fprintln(errs, "postsale: no trial was done: there are no results")
	case s.Until != nil && !s.Until.Settled:
		fmt.Fprintf(errs, "postsale: not settled by %s trials: %s; allow more with --max-trials, or ask for less\n",
			grouped(s.Asked), clean(s.Until.Expression))
	}
}

// What the first interrupt waits for.
const (
	wholeTrials = "finishing the trials under way"
	noTrial     = "leaving the trials under way"
)

// interruptible returns a context that an interrupt ends: what is done is still
// told, after what is waited for. A second one ends the program at once, and leaves
// nothing half written.
func interruptible(errs io.Writer, waiting string) (ctx context.Context, release func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) { // nohup goes on
		signal.Notify(signals, syscall.SIGHUP)
	}
	go func() {
		for range signals {
			if ctx.Err() == nil {
				cancel()
				fmt.Fprintf(errs, "%spostsale: interrupted: %s; again to stop now\n", newline(errs), waiting)
				continue
			}
			folder.Abandon()
			fmt.Fprintln(errs, "postsale: interrupted again: ended at once")
			os.Exit(interrupted)
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(signals)
	}
}
