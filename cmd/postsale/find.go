package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/company"
	"postsale/models/results/sought"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/folder"
	"postsale/reports/outcome"
	"postsale/scenarios"
	"postsale/scenarios/handbook"
	"postsale/scenarios/seek"
)

// finder is which value is sought.
type finder struct {
	runner
	seek.Order
	against           string
	plan              variants
	smallest, largest bool
}

func findCommand() *cobra.Command {
	var f finder
	cmd := &cobra.Command{
		Use:   "find SCENARIO KEY --for GOAL",
		Short: "Finds which value of a key reaches a goal",
		Long: `Finds which value of one key of a scenario reaches a goal, and which values the
trials cannot tell from it. All values live through the same luck. A KEY is a
path as --set takes it, to a number: people, money, a share, a time or a day.

What a GOAL may be:

  odds(nrr.FY28 >= 105%) >= 50%       the chances of a bound
  odds(grr.FY29) >= 80%               of the file's target
  median(nrr.FY29) >= 101%            or p5, p10, p25, p75, p90, p95, mean
  start_delay_mean.FY28 <= 5d         the mean
  cost_total.run <= 5.5M

Where two plans break even: with --against OTHER (or --plan, SCENARIO with settings
of its own) it is of what each value differs by from that plan, which stays as it
is; --both moves the key there too, as what is true of the world is moved.
  nrr.FY29 >= other                   on retention
  contribution.run >= other           on money
  point(nrr.FY29) <= 300k             a point costs at most $300k a year
  nrr.FY29 >= 0.5pt                   by half a point
  odds(nrr.FY29) >= 60%               the chances of being better

Of the values that do, it is the one at which the goal is lost or won nearest to
what the file states; --smallest and --largest ask for another. Values are from
half of what the file states to twice that, unless --from, --to and --step say
otherwise. Ends with 1 where no value does.`,
		Example: `  postsale find board-lean delivery.teams.implementation.people \
    --for 'odds(nrr.FY28 >= 100%) >= 65%'
  postsale find board segments.smb.churn.first_renewal --from 10% --to 40% \
    --for 'median(grr.FY29) >= 92%'
  postsale find board-hire 'delivery.teams.implementation.hires[0].at' \
    --for 'start_delay_mean.FY28 <= 3w' --from 'FY27 Q1' --to 'FY28 Q4'
  postsale find board-partner-overflow delivery.partners.hungry.price_per_hour \
    --against board-hire --for 'contribution.run >= other'
  postsale find board-hire outcomes.leaving.month_late --both \
    --against board-lean --for 'contribution.run >= other'`,
		Args:              scenarioAndKey,
		ValidArgsFunction: nameScenarioAndKey,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.scenario, f.Key = args[0], args[1]
			return f.find(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.Goal, "for", "", "the `GOAL`")
	flags.StringVar(&f.against, "against", "", "a second `SCENARIO`, from which values are to differ by the goal")
	flags.Var(&f.plan, "plan", "in its place: a name, a colon, path=value with semicolons between")
	flags.BoolVar(&f.Both, "both", false, "move the key in the second scenario too")
	flags.StringVar(&f.From, "from", "", "least `VALUE`, as --set takes it")
	flags.StringVar(&f.To, "to", "", "most `VALUE`")
	flags.StringVar(&f.Step, "step", "", "from value to value, such as 1, 0.5%, 10k or 1w: a `SIZE`")
	flags.StringVar(&f.Precision, "precision", "", "end when the values that may be the answer are as close as this `SIZE`")
	flags.BoolVar(&f.smallest, "smallest", false, "the smallest value that does")
	flags.BoolVar(&f.largest, "largest", false, "the largest value that does")
	addRunning(flags, &f.runner)
	flags.Lookup("trials").Usage = fmt.Sprintf("most futures of a value (default: %s)", units.Grouped(seek.Trials))
	flags.Lookup("trials").Value = voice.Whole(&f.trials, 1, company.MostKept)
	return cmd
}

// scenarioAndKey demands that the arguments are a scenario and a key of it.
func scenarioAndKey(cmd *cobra.Command, args []string) error {
	const example = "postsale find board delivery.teams.implementation.people --for 'odds(nrr.FY28 >= 105%) >= 50%'"
	switch {
	case len(args) == 1 && isKey(args[0]):
		return voice.Usage("find: want a scenario before the key %s, as in %s", units.Printable(args[0]), example)
	case len(args) == 1:
		return voice.Usage("find: want a key of %s after it, as in %s; postsale keys lists them", units.Shown(args[0]), example)
	case len(args) != 2:
		return voice.Usage("find: want a scenario and a key of it, got %s, as in %s", voice.Number(len(args)), example)
	case isKey(args[0]) && !isKey(args[1]):
		return voice.Usage("find: want the scenario first, then the key: postsale find %s %s", units.Shown(args[1]), units.Shown(args[0]))
	}
	for _, name := range []string{"for", "against", "from", "to", "step", "precision"} {
		if flag := cmd.Flags().Lookup(name); flag.Changed && flag.Value.String() == "" {
			return voice.Usage("--%s: must not be empty", name)
		}
	}
	if cmd.Flags().Lookup("for").Value.String() == "" {
		return voice.Usage("--for: must say the goal, such as 'odds(nrr.FY28 >= 105%%) >= 50%%'")
	}
	return nil
}

// isKey reports whether an argument is the path of a key rather than a scenario.
func isKey(arg string) bool {
	if strings.HasSuffix(arg, ".yaml") || strings.Contains(arg, "/") || slices.Contains(scenarios.Names(), arg) {
		return false
	}
	_, known := scenarios.Find(arg)
	return known || strings.Count(arg, ".") > 0
}

// nameScenarioAndKey completes scenarios, then keys.
func nameScenarioAndKey(cmd *cobra.Command, args []string, to string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return voice.NameScenarios(cmd, args, to)
	}
	var paths []string
	for _, e := range handbook.All() {
		paths = append(paths, e.Path)
	}
	return paths, cobra.ShellCompDirectiveNoFileComp
}

// ordered returns the order as the search takes it.
func (f *finder) ordered() (seek.Order, error) {
	o := f.Order
	o.Order = f.made()
	o.Variants = f.plan
	if f.against != "" {
		o.Others = []string{f.against}
	}
	switch {
	case len(o.Others)+len(o.Variants) > 1:
		return o, voice.Usage("--plan: want one plan to differ from, got %s", voice.Number(len(o.Others)+len(o.Variants)))
	case f.smallest && f.largest:
		return o, voice.Usage("--largest: must not stand beside --smallest: either says which value")
	case f.smallest:
		o.Side = seek.Least
	case f.largest:
		o.Side = seek.Most
	}
	return o, nil
}

// find searches, and tells what came of it. Ctrl-C ends it, after the trials under way.
func (f *finder) find(out, errs io.Writer) error {
	o, err := f.ordered()
	if err != nil {
		return err
	}
	ctx, release := voice.Interruptible(errs, voice.WholeTrials)
	defer release()
	if err := f.checkFolder(errs); err != nil {
		return err
	}
	study, err := seek.New(o)
	if err != nil {
		return err
	}
	if err := f.accept(study); err != nil {
		return err
	}
	warning, err := study.Fit(voice.Memory())
	if err != nil {
		return err
	}
	if warning != "" && !f.quiet {
		fmt.Fprintf(errs, "postsale: %s\n", warning)
	}
	debug.SetGCPercent(100)
	told := f.progress(errs, study.Counted(), study.Trials())
	record, err := study.Live(ctx, func(done, failed int) {
		told.Count(study.Counted())
		told.Update(done, failed)
	})
	told.Erase()
	if err != nil {
		return err
	}
	for _, trouble := range study.Troubles(record.Of) {
		fmt.Fprintf(errs, "postsale: %s\n", trouble)
	}
	if record.Of.Done > 0 {
		at, unwritten := f.writeSearch(record, study)
		untold := f.showSearch(out, record)
		if err := f.tellFolder(errs, at, unwritten, untold); err != nil {
			return err
		}
	}
	return f.ending(ctx, record)
}

func (f *finder) ending(ctx context.Context, record *sought.Search) error {
	if err := ending(ctx, record.Of); err != nil {
		return err
	}
	if !record.Reached() {
		return voice.Exit{Code: voice.Failed}
	}
	return nil
}

// showSearch tells a search in the format that was asked for.
func (r runner) showSearch(out io.Writer, record *sought.Search) error {
	return reports.Write(out, string(r.shown), outcome.Search(record), func(to io.Writer) error { return outcome.JSON(to, record) })
}

// writeSearch writes the folder of a search, if one was asked for, and returns where it is.
func (r runner) writeSearch(record *sought.Search, study *seek.Study) (at string, err error) {
	if r.out == "" {
		return "", nil
	}
	files := outcome.Files{Search: record, Others: study.Against(), Pictures: !r.noPlots}
	return folder.WriteFolder(string(r.out), files, study.Sources(), r.force)
}
