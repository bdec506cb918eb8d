package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"postsale/models/units"
	"postsale/scenarios"
)

func validateCommand() *cobra.Command {
	var sets settings
	cmd := &cobra.Command{
		Use:   "validate SCENARIO...",
		Short: "Tells everything that is wrong with scenarios",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("validate: want one scenario or more, got none; postsale scenarios lists the built-in ones")
			}
			return nil
		},
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			wrong := false
			for _, name := range args {
				scenario, err := scenarios.Load(name, sets)
				var faults *scenarios.Error
				switch {
				case errors.As(err, &faults):
					wrong = true
					for _, fault := range faults.Faults {
						fmt.Fprintln(cmd.ErrOrStderr(), fault)
					}
					if faults.More > 0 {
						fmt.Fprintf(cmd.ErrOrStderr(), "%s: and %s more\n", units.Abridged(clean(name)), grouped(faults.More))
					}
					continue
				case err != nil:
					return err
				}
				for _, warning := range scenario.Params.Warnings() {
					fmt.Fprintf(cmd.ErrOrStderr(), "%s: warning: %s\n", units.Abridged(clean(name)), warning)
				}
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s: valid\n", units.Abridged(clean(name))); err != nil {
					return err
				}
			}
			if wrong {
				return exit{code: invalid}
			}
			return nil
		},
	}
	addSettings(cmd.Flags(), &sets)
	return cmd
}
