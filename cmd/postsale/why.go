package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"postsale/cmd/copies"
	"postsale/cmd/voice"
	"postsale/scenarios/studies"
)

func whyCommand() *cobra.Command {
	var r runner
	cmd := &cobra.Command{
		Use:   "why SCENARIO",
		Short: "Tells which mechanism costs how much NRR, GRR and ARR",
		Long: `Tells how much NRR, GRR and ARR each mechanism of a scenario costs: clumping,
start delay, delivery time, and what else it has switched on. In each trial they
are idealised one after the other, in an order of its own and in its reverse,
under the same luck; shares (Shapley 1953) divide what all of them cost together
and carry their errors. What idealised means is told with the results, and
ideal: [NAME, ...] in a scenario does the same to a run.

With --exact, each trial lives every combination of mechanisms, of six 64 in
place of 12. The same error takes longer then; sets.csv tells what each
combination comes to, and shares.csv what a mechanism does alone.`,
		Example: `  postsale why board-lean
  postsale why board --trials 1000 --out why
  postsale why board-lean --exact --trials 100 --format json
  postsale run board-lean --set 'ideal=[start-delay]'`,
		Args:              oneScenario,
		ValidArgsFunction: voice.NameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			r.scenario = args[0]
			return r.live(cmd.OutOrStdout(), cmd.ErrOrStderr(), voice.NoTrial, studies.NewExplanation)
		},
	}
	cmd.Flags().SortFlags = false
	addRunning(cmd.Flags(), &r)
	copies.AddPage(cmd.Flags(), &r.file)
	copies.AddSheet(cmd.Flags(), &r.sheet)
	cmd.Flags().Lookup("trials").Usage = fmt.Sprintf("number of futures (default: %d)", studies.WhyTrials)
	cmd.Flags().BoolVar(&r.exact, "exact", false, "live every combination of mechanisms in each of them")
	return cmd
}
