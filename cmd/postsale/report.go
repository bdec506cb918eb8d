package main

import (
	"cmp"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"postsale/cmd/batches"
	"postsale/cmd/copies"
	"postsale/cmd/voice"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/reports/outcome"
	"postsale/scenarios"
	"postsale/scenarios/studies"
)

func reportCommand() *cobra.Command {
	var r runner
	cmd := &cobra.Command{
		Use:   "report DIR",
		Short: "Tells again what run, compare, why, find, batch or studies wrote",
		Long: `Tells again what run, compare, why, find, batch or studies found when they wrote the folder
DIR with --out, as they printed it then or would have in another --format, without running
it again. Files that somebody changed since are refused. Of a comparison, what
the folder does not tell is lived through once more.`,
		Example: `  postsale run board --trials 10000 --out board
  postsale report board
  postsale report board --format json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return voice.Usage("report: want one folder of results, got %s", voice.Number(len(args)))
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			copied := r.copies()
			copied.Dir = args[0]
			if err := copied.Check(); err != nil {
				return err
			}
			if batches.IsStudy(args[0]) {
				if told, err := argued(cmd.OutOrStdout(), cmd.ErrOrStderr(), r.shown, args[0], r.copies()); told {
					return err
				}
				return batches.Again(cmd.OutOrStdout(), cmd.ErrOrStderr(), args[0], r.shown, r.copies())
			}
			return r.report(cmd.OutOrStdout(), cmd.ErrOrStderr(), args[0])
		},
	}
	voice.AddFormat(cmd.Flags(), &r.shown)
	copies.AddPage(cmd.Flags(), &r.file)
	cmd.Flags().Lookup("page").Usage += ", without the pictures of its folder"
	copies.AddSheet(cmd.Flags(), &r.sheet)
	copies.AddForce(cmd.Flags(), &r.force)
	return cmd
}

func (r runner) report(out, errs io.Writer, dir string) error {
	if search, err := outcome.Open(dir); search != nil || err != nil {
		switch {
		case err != nil:
			return voice.Exit{Code: voice.Failed, Err: errors.New(units.Shown(err.Error()))}
		case r.file != "":
			return voice.Usage("report --page: wants what run, compare or why wrote; a search has no page")
		case r.sheet != "":
			return voice.Usage("report --sheet: wants what run, compare or why wrote; a search has no workbook")
		}
		return r.showSearch(out, search)
	}
	record, err := studies.Open(dir)
	var none *saved.NoResultsError
	var faults *scenarios.Error
	switch {
	case errors.As(err, &none):
		return voice.Usage("report: %s", units.Shown(none.Error()))
	case errors.As(err, &faults):
		return voice.Exit{Code: voice.Failed, Err: faults}
	case err != nil:
		return voice.Exit{Code: voice.Failed, Err: errors.New(units.Shown(err.Error()))}
	}
	r.noPlots = true // they need numbers of trials that no folder keeps; it has them drawn
	unfilled := r.writeSheet(errs, record)
	unpaged := r.tellPage(out, errs, record, nil, offering{})
	return cmp.Or(unpaged, unfilled, r.show(out, record))
}
