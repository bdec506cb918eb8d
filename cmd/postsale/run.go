package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"postsale/reports"
	"postsale/scenarios"
)

// mostTrials is how many trials a scenario may have.
const mostTrials = 1_000_000

func runCommand() *cobra.Command {
	var o order
	var out folder
	var shown format
	var quiet, force bool
	cmd := &cobra.Command{
		Use:   "run SCENARIO",
		Short: "Simulates a scenario and tells what the trials say",
		Example: `  postsale run board
  postsale run board --trials 10000 --out board
  postsale run plans/hiring.yaml --set delivery.teams.implementation.people=12`,
		Args:              oneScenario,
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.scenario = args[0]
			if out != "" {
				if err := reports.CheckFolder(string(out), force); err != nil {
					return exit{misused, err}
				}
			}
			scenario, err := o.load()
			if err != nil {
				return err
			}
			errs := cmd.ErrOrStderr()
			var told *progress
			if !quiet {
				told = newProgress(errs, int(scenario.Params.Trials))
			}
			ctx, release := interruptible()
			defer release()
			study := o.study(ctx, scenario, told.update)
			told.erase()
			o.complain(errs, study)
			if study.Done > 0 {
				err = deliver(cmd.OutOrStdout(), study, shown, out, force, scenario)
				if err == nil && out != "" && !quiet {
					fmt.Fprintf(errs, "postsale: the results are in %s\n", clean(string(out)))
				}
			}
			switch {
			case err != nil:
				return err
			case study.Interrupted:
				return exit{code: interrupted}
			case len(study.Failures) > 0:
				return exit{code: failed}
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(whole{&o.trials, 1, mostTrials}, "trials", "number of futures (default: as the scenario says)")
	addSeed(flags, &o.seed)
	addSettings(flags, &o.settings)
	flags.Var(&out, "out", "write the results to this folder as well")
	flags.BoolVar(&force, "force", false, "replace the results of an earlier run there")
	addFormat(flags, &shown)
	flags.Var(whole{&o.workers, 0, 1024}, "workers", "trials under way at the same time (default: one a core)")
	flags.BoolVar(&quiet, "quiet", false, "tell nothing but results and failures")
	return cmd
}

// deliver writes the results, to the folder first: whoever reads out may go away.
func deliver(out io.Writer, study *reports.Study, shown format, dir folder, force bool, scenario *scenarios.Scenario) error {
	var unwritten error
	if dir != "" {
		files := []reports.File{{Name: "scenario.yaml", Data: scenario.Resolved}}
		for _, f := range scenario.Files {
			files = append(files, reports.File{Name: "data/" + f.Name, Data: f.Data})
		}
		unwritten = reports.WriteFolder(string(dir), study, files, force)
	}
	show := reports.Summary
	if shown == asJSON {
		show = reports.SummaryJSON
	}
	var text bytes.Buffer
	err := show(&text, study)
	if err == nil {
		_, err = out.Write(text.Bytes())
	}
	if unwritten != nil {
		return unwritten
	}
	return err
}

// complain names the trials that failed or are missing.
func (o order) complain(errs io.Writer, s *reports.Study) {
	const most = 10
	for i, f := range s.Failures {
		if i == most {
			fmt.Fprintf(errs, "postsale: and %s more failed\n", grouped(len(s.Failures)-most))
			break
		}
		fmt.Fprintf(errs, "postsale: trial %d of seed %d failed: %s; see %s\n", f.Trial, s.Seed, clean(f.Cause),
			o.arguments("postsale", "trace", o.scenario, "--trial", fmt.Sprint(f.Trial)))
	}
	switch {
	case s.Interrupted && s.Done == 0:
		fmt.Fprintln(errs, "postsale: interrupted before a trial was done: there are no results")
	case s.Interrupted:
		fmt.Fprintf(errs, "postsale: interrupted: the results rest on %s of %s trials\n", grouped(s.Done), grouped(s.Asked))
	case s.Done == 0:
		fmt.Fprintln(errs, "postsale: no trial was done: there are no results")
	}
}

// interruptible returns a context that an interrupt ends; a second one ends the
// program at once.
func interruptible() (ctx context.Context, release func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		for range signals {
			if ctx.Err() != nil {
				os.Exit(interrupted)
			}
			cancel()
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(signals)
	}
}
