package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/text"
	"postsale/scenarios/studies"
)

func validateCommand() *cobra.Command {
	var v validator
	cmd := &cobra.Command{
		Use:   "validate SCENARIO...",
		Short: "Tells everything that is wrong with scenarios, and what is in doubt",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("validate: want one scenario or more, got none; postsale scenarios lists the built-in ones")
			}
			return nil
		},
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			v.out, v.errs = cmd.OutOrStdout(), cmd.ErrOrStderr()
			return v.validate(args)
		},
	}
	addSettings(cmd.Flags(), &v.sets)
	return cmd
}

// validator tells what is wrong with files, one cause once.
type validator struct {
	sets      settings
	out, errs io.Writer
}

func (v *validator) validate(names []string) error {
	wrong := false
	doubts, err := studies.Validate(names, v.sets, func(f studies.File) error {
		name := units.Abridged(units.Shown(f.Name))
		for _, fault := range f.Faults {
			fmt.Fprintln(v.errs, fault)
		}
		if f.More > 0 {
			fmt.Fprintf(v.errs, "%s: and %s more\n", name, units.Grouped(f.More))
		}
		if !f.Valid {
			wrong = true
			if len(f.Faults) == 0 {
				fmt.Fprintf(v.errs, "%s: not valid either, for what is told above\n", name)
			}
			return nil
		}
		_, err := fmt.Fprintf(v.out, "%s: valid\n", name)
		if err == nil && f.Book != nil {
			err = text.Write(v.out, reports.Book(f.Book))
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, doubt := range doubts {
		const most = 3
		for i, name := range doubt.Files {
			doubt.Files[i] = units.Abridged(units.Shown(name))
		}
		fmt.Fprintf(v.errs, "%s: warning: %s\n", units.Several(slices.Compact(doubt.Files), most), units.Shown(doubt.Says))
	}
	if wrong {
		return exit{code: invalid}
	}
	return nil
}
