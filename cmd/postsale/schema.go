package main

import (
	"github.com/spf13/cobra"

	"postsale/scenarios"
	"postsale/scenarios/sweeps"
)

func schemaCommand() *cobra.Command {
	var sweep bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Prints the JSON Schema of scenario files, for editors",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, args []string) error {
			if sweep {
				_, err := cmd.OutOrStdout().Write(sweeps.Schema())
				return err
			}
			schema, err := scenarios.Schema()
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(append(schema, '\n'))
			return err
		},
	}
	cmd.Flags().BoolVar(&sweep, "sweep", false, "that of sweeps, which stand for many scenarios")
	return cmd
}
