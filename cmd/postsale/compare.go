package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"postsale/cmd/batches"
	"postsale/cmd/copies"
	"postsale/cmd/voice"
	"postsale/scenarios/studies"
)

// comparer is which plans are compared, and how.
type comparer struct {
	runner
	sharedOnly bool
	byChange   bool
	from       voice.OutFolder
	plans      variants
}

// variants is a flag that makes plans without files; it may be given again and again.
type variants []studies.Variant

func (v *variants) String() string { return "" }
func (v *variants) Type() string   { return "PLAN" }

func (v *variants) Set(text string) error {
	made, err := studies.VariantOf(text)
	if err != nil {
		return err
	}
	*v = append(*v, made)
	return nil
}

func compareCommand() *cobra.Command {
	var c comparer
	cmd := &cobra.Command{
		Use:   "compare BASE [OTHER...]",
		Short: "Lets plans live through the same luck and tells the differences",
		Long: `Lets plans live through the same luck, customer by customer, and tells by how
much each OTHER differs from BASE, how surely, and what that costs. What differs
between the files is listed first. Every difference is of the same trial of both
plans; how much that helped stands beside it. --set changes all plans.
--plan makes an OTHER without a file: BASE with settings of its own. At which
value of a key one begins to win over another says find --against.

With --by-change, two files are taken for one before and after it was changed:
the move of the medians is divided among the groups of settings that changed,
each changed alone and in every combination (Shapley 1953).

With --from, scenarios of a batch are compared by their names, from the trials
that its folder keeps, without simulating anything.

` + untilHelp(compareUntil),
		Example: `  postsale compare board-lean board-partner-overflow
  postsale compare board board-lean board-partner-whole --out plans
  postsale compare board --plan 'twelve: delivery.teams.implementation.people=12'
  postsale compare --by-change plans/last.yaml plans/this.yaml
  postsale compare --from study hiring-2 hiring-4`,
		Args: func(cmd *cobra.Command, args []string) error {
			plans := len(args) + len(c.plans)
			switch {
			case len(args) == 0 || plans < 2:
				return voice.Usage("compare: want a base and at least one other scenario or --plan, got %s", voice.Number(len(args)))
			case c.byChange && plans > 2:
				return voice.Usage("compare --by-change: want two scenarios, got %d", plans)
			case c.byChange && c.limit != (limit{}):
				return voice.Usage("compare --by-change: --trials says how many there are, --until and --max-trials have no place")
			case c.byChange && c.sharedOnly:
				return voice.Usage("compare --by-change: --shared-only has no place, as every change is to be told")
			case c.byChange && c.plain:
				return voice.Usage("compare --by-change: --plain has no place, as medians are never freed of known luck here")
			case c.byChange && c.data != nil:
				return voice.Usage("compare --by-change: --data has no place, as it writes no trials")
			case c.from != "" && voice.Given(cmd, notFrom...) != "":
				return voice.Usage("compare --from: --%s has no place, as the trials are there", voice.Given(cmd, notFrom...))
			case plans > studies.MostPlans:
				return voice.Usage("compare: want at most %d scenarios, got %d", studies.MostPlans, plans)
			}
			return nil
		},
		ValidArgsFunction: voice.NameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.scenario, c.others, c.variants = args[0], args[1:], c.plans
			if c.from != "" {
				return c.live(cmd.OutOrStdout(), cmd.ErrOrStderr(), voice.WholeTrials, c.recalled)
			}
			if c.byChange {
				return c.live(cmd.OutOrStdout(), cmd.ErrOrStderr(), voice.NoTrial, studies.NewChanges)
			}
			return c.live(cmd.OutOrStdout(), cmd.ErrOrStderr(), voice.WholeTrials, func(o studies.Order) (*studies.Study, error) {
				return studies.NewComparison(o, c.sharedOnly)
			})
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&c.sharedOnly, "shared-only", false, "compare on what is shared, whatever differs")
	flags.Var(&c.from, "from", "compare scenarios of this batch by their names, from its trials")
	flags.BoolVar(&c.byChange, "by-change", false, "divide what moved the medians among the changes")
	flags.Var(&c.plans, "plan", "another plan: a name, a colon, path=value with semicolons between; may be repeated")
	addRunning(flags, &c.runner)
	copies.AddPage(flags, &c.file)
	copies.AddSheet(flags, &c.sheet)
	flags.Lookup("trials").Usage = fmt.Sprintf("number of futures (default: as BASE; %d by change)", studies.ChangeTrials)
	voice.AddData(flags, &c.data)
	addLimit(flags, &c.limit)
	return cmd
}

// notFrom are the flags that make no sense of trials that are there.
var notFrom = []string{"by-change", "plan", "trials", "seed", "set", "until", "max-trials", "workers"}

// recalled returns the comparison of scenarios of a batch.
func (c *comparer) recalled(o studies.Order) (*studies.Study, error) {
	copied := c.copies()
	copied.Dir = string(c.from)
	if err := copied.Check(); err != nil {
		return nil, err
	}
	study, err := batches.Opened(string(c.from), "", false)
	if err != nil {
		return nil, err
	}
	kept, err := study.Plan.Kept(study.Path, study.Store, append([]string{o.Scenario}, o.Others...))
	if err != nil {
		return nil, err
	}
	o.Seed = study.Plan.Seed
	return studies.NewRecalled(o, string(c.from), kept, c.sharedOnly)
}
