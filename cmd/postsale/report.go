package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/batch"
	"postsale/scenarios/studies"
)

func reportCommand() *cobra.Command {
	var r runner
	cmd := &cobra.Command{
		Use:   "report DIR",
		Short: "Tells again what a run, comparison, why or batch wrote",
		Long: `Tells again what run, compare, why or batch found when they wrote the folder DIR
with --out, as they printed it then or would have in another --format, without running
it again. Files that somebody changed since are refused. Of a comparison, what
the folder does not tell is lived through once more.`,
		Example: `  postsale run board --trials 10000 --out board
  postsale report board
  postsale report board --format json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("report: want one folder of results, got %s", number(len(args)))
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if isStudy(args[0]) {
				return r.batch(cmd.OutOrStdout(), cmd.ErrOrStderr(), args[0])
			}
			return r.report(cmd.OutOrStdout(), args[0])
		},
	}
	addFormat(cmd.Flags(), &r.shown)
	return cmd
}

func (r runner) report(out io.Writer, dir string) error {
	record, err := studies.Open(dir)
	var none *saved.NoResultsError
	var faults *scenarios.Error
	switch {
	case errors.As(err, &none):
		return usage("report: %s", units.Shown(none.Error()))
	case errors.As(err, &faults):
		return exit{failed, faults}
	case err != nil:
		return exit{failed, errors.New(units.Shown(err.Error()))}
	}
	return r.show(out, record)
}

// batch tells again what came of a batch.
func (r runner) batch(out, errs io.Writer, dir string) error {
	b := batcher{shown: r.shown, errs: errs}
	ctx, release := interruptible(errs, noTrial)
	defer release()
	study, err := opened(dir, "", true)
	switch {
	case err != nil:
		return err
	case study.Plan.Complete(study.Dir) == nil:
		return exit{failed, fmt.Errorf("%s: the tables of this batch are not there, or were changed; postsale merge %s makes them", units.Shown(dir), units.Shown(dir))}
	}
	return b.again(ctx, out, study)
}

// isStudy reports whether a folder has the plan of a batch.
func isStudy(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, batch.PlanName))
	return err == nil
}
