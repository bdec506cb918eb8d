package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"postsale/models/review"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/text"
	"postsale/scenarios"
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
	told      map[string]bool // faults
	doubts    []string
	doubtful  map[string][]string // files, by doubt
}

func (v *validator) validate(names []string) error {
	v.told, v.doubtful = map[string]bool{}, map[string][]string{}
	wrong := false
	for _, name := range names {
		scenario, err := scenarios.Load(name, v.sets)
		var faults *scenarios.Error
		switch {
		case errors.As(err, &faults):
			wrong = true
			v.fault(name, faults)
			continue
		case err != nil:
			return err
		}
		for _, doubt := range review.Warnings(&scenario.Params) {
			if v.doubtful[doubt] == nil {
				v.doubts = append(v.doubts, doubt)
			}
			v.doubtful[doubt] = append(v.doubtful[doubt], name)
		}
		if err := v.valid(name, scenario); err != nil {
			return err
		}
	}
	for _, doubt := range v.doubts {
		fmt.Fprintf(v.errs, "%s: warning: %s\n", listed(v.doubtful[doubt]), clean(doubt))
	}
	if wrong {
		return exit{code: invalid}
	}
	return nil
}

// fault tells the faults of a file that no file before it had.
func (v *validator) fault(name string, faults *scenarios.Error) {
	before := len(v.told)
	for _, fault := range faults.Faults {
		if line := fault.String(); !v.told[line] {
			v.told[line] = true
			fmt.Fprintln(v.errs, line)
		}
	}
	if faults.More > 0 {
		fmt.Fprintf(v.errs, "%s: and %s more\n", units.Abridged(clean(name)), units.Grouped(faults.More))
	}
	if len(v.told) == before {
		fmt.Fprintf(v.errs, "%s: not valid either, for what is told above\n", units.Abridged(clean(name)))
	}
}

// valid tells that a file is valid, and what its accounts come to.
func (v *validator) valid(name string, scenario *scenarios.Scenario) error {
	if _, err := fmt.Fprintf(v.out, "%s: valid\n", units.Abridged(clean(name))); err != nil {
		return err
	}
	if book := studies.BookOf(scenario); book != nil {
		return text.Write(v.out, reports.Book(book))
	}
	return nil
}

// listed names files, of very many the first.
func listed(names []string) string {
	const most = 3
	var list []string
	for _, name := range names {
		list = append(list, units.Abridged(clean(name)))
	}
	return units.Several(slices.Compact(list), most)
}
