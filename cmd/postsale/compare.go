package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"postsale/scenarios/studies"
)

// comparer is which plans are compared, and how.
type comparer struct {
	runner
	sharedOnly bool
	byChange   bool
}

func compareCommand() *cobra.Command {
	var c comparer
	cmd := &cobra.Command{
		Use:   "compare BASE OTHER...",
		Short: "Lets plans live through the same luck and tells the differences",
		Long: `Lets plans live through the same luck, customer by customer, and tells by how
much each OTHER differs from BASE, how surely, and what that costs. What differs
between the files is listed first. Every difference is of the same trial of both
plans; how much that helped stands beside it. --set changes all plans.

With --by-change, two files are taken for one before and after it was changed:
the move of the medians is divided among the groups of settings that changed,
each changed alone and in every combination (Shapley 1953).

` + untilHelp(compareUntil),
		Example: `  postsale compare board-lean board-partner-overflow
  postsale compare board board-lean board-partner-whole --out plans
  postsale compare --by-change plans/last.yaml plans/this.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) < 2:
				return usage("compare: want a base and at least one other scenario, got %s", number(len(args)))
			case c.byChange && len(args) > 2:
				return usage("compare --by-change: want two scenarios, got %d", len(args))
			case c.byChange && c.limit != (limit{}):
				return usage("compare --by-change: --trials says how many there are, --until and --max-trials have no place")
			case c.byChange && c.sharedOnly:
				return usage("compare --by-change: --shared-only has no place, as every change is to be told")
			case c.byChange && c.plain:
				return usage("compare --by-change: --plain has no place, as medians are never freed of known luck here")
			case len(args) > studies.MostPlans:
				return usage("compare: want at most %d scenarios, got %d", studies.MostPlans, len(args))
			}
			return nil
		},
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.scenario, c.others = args[0], args[1:]
			if c.byChange {
				return c.live(cmd.OutOrStdout(), cmd.ErrOrStderr(), noTrial, studies.NewChanges)
			}
			return c.live(cmd.OutOrStdout(), cmd.ErrOrStderr(), wholeTrials, func(o studies.Order) (*studies.Study, error) {
				return studies.NewComparison(o, c.sharedOnly)
			})
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&c.sharedOnly, "shared-only", false, "compare on what is shared, whatever differs")
	flags.BoolVar(&c.byChange, "by-change", false, "divide what moved the medians among the changes")
	addRunning(flags, &c.runner)
	flags.Lookup("trials").Usage = fmt.Sprintf("number of futures (default: as BASE; %d by change)", studies.ChangeTrials)
	addLimit(flags, &c.limit)
	return cmd
}
