package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"postsale/scenarios/studies"
)

func whyCommand() *cobra.Command {
	var r runner
	cmd := &cobra.Command{
		Use:   "why SCENARIO",
		Short: "Tells which mechanism costs how much NRR, GRR and ARR",
		Long: `Tells how much NRR, GRR and ARR each mechanism of a scenario costs: clumping,
start delay, delivery time, and what else it has switched on. Each is idealised
in turn and in every combination, under the same luck; shares (Shapley 1953)
divide what all of them cost together and carry their errors. What idealised
means is told with the results, and ideal: [NAME, ...] in a scenario does the
same to a run.`,
		Example: `  postsale why board-lean
  postsale why board --trials 500 --out why
  postsale run board-lean --set 'ideal=[start-delay]'`,
		Args:              oneScenario,
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			r.scenario = args[0]
			return r.live(cmd.OutOrStdout(), cmd.ErrOrStderr(), noTrial, studies.NewExplanation)
		},
	}
	cmd.Flags().SortFlags = false
	addRunning(cmd.Flags(), &r)
	cmd.Flags().Lookup("trials").Usage = fmt.Sprintf("number of futures, each with every set (default: %d)", studies.WhyTrials)
	return cmd
}
