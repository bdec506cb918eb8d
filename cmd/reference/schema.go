package reference

import (
	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/scenarios"
	"postsale/scenarios/sweeps"
)

// Schema returns the command that prints JSON Schema.
func Schema() *cobra.Command {
	var sweep bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Prints the JSON Schema of scenario files, for editors",
		Args:  voice.NoArguments,
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
