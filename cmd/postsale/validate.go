package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/review"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/text"
	"postsale/scenarios"
	"postsale/scenarios/studies"
	"postsale/scenarios/sweeps"
)

func validateCommand() *cobra.Command {
	var v validator
	cmd := &cobra.Command{
		Use:   "validate SCENARIO...",
		Short: "Tells everything that is wrong with scenarios or sweeps, and what is in doubt",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return voice.Usage("validate: want one scenario or more, got none; postsale scenarios lists the built-in ones")
			}
			return nil
		},
		ValidArgsFunction: voice.NameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			v.out, v.errs = cmd.OutOrStdout(), cmd.ErrOrStderr()
			return v.validate(args)
		},
	}
	voice.AddSettings(cmd.Flags(), &v.sets)
	return cmd
}

// validator tells what is wrong with files, one cause once.
type validator struct {
	sets      voice.Settings
	out, errs io.Writer
}

func (v *validator) validate(names []string) error {
	var files, many []string
	for _, name := range names {
		if sweeps.Is(name) {
			many = append(many, name)
		} else {
			files = append(files, name)
		}
	}
	wrong := false
	doubts, err := studies.Validate(files, v.sets, func(f studies.File) error {
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
	for _, name := range many {
		more, valid, err := v.sweep(name)
		if err != nil {
			return err
		}
		doubts, wrong = append(doubts, more...), wrong || !valid
	}
	for _, doubt := range doubts {
		const most = 3
		for i, name := range doubt.Files {
			doubt.Files[i] = units.Abridged(units.Shown(name))
		}
		fmt.Fprintf(v.errs, "%s: warning: %s\n", units.Several(slices.Compact(doubt.Files), most), units.Shown(doubt.Says))
	}
	if wrong {
		return voice.Exit{Code: voice.Invalid}
	}
	return nil
}

// sweep tells what is wrong with the scenarios of a sweep, and returns what is in doubt of them.
func (v *validator) sweep(file string) (doubts []studies.Doubt, valid bool, err error) {
	sweep, err := sweeps.Read(file)
	if err == nil {
		err = sweep.Each(v.sets, func(i int, scenario *scenarios.Scenario) error {
			for _, says := range review.Warnings(&scenario.Params) {
				at := slices.IndexFunc(doubts, func(d studies.Doubt) bool { return d.Says == says })
				if at < 0 {
					at, doubts = len(doubts), append(doubts, studies.Doubt{Says: says})
				}
				doubts[at].Files = append(doubts[at].Files, scenario.Name)
			}
			return nil
		})
	}
	var faults *scenarios.Error
	switch {
	case errors.As(err, &faults):
		_, err = fmt.Fprintln(v.errs, faults)
	case err == nil:
		for i, doubt := range doubts {
			if len(doubt.Files) == sweep.Len() {
				doubts[i].Files = []string{file}
			}
		}
		valid = true
		_, err = fmt.Fprintf(v.out, "%s: valid, and so are its %s scenarios\n", units.Abridged(units.Shown(file)), units.Grouped(sweep.Len()))
	}
	return doubts, valid, err
}
