package main

import (
	"github.com/spf13/cobra"

	"postsale/scenarios"
)

func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Prints the JSON Schema of scenario files, for editors",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, args []string) error {
			schema, err := scenarios.Schema()
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(append(schema, '\n'))
			return err
		},
	}
}
