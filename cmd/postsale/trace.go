package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/company"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/data"
	"postsale/reports/progress"
	"postsale/reports/words"
	"postsale/scenarios/studies"
)

// tracer is what was asked for on the command line.
type tracer struct {
	order
	trial   int    // 0: that which is near
	near    string // to which quantile of what
	against string // another scenario, beside the first
	only    studies.Part
	shown   voice.Format
}

func traceCommand() *cobra.Command {
	var t tracer
	cmd := &cobra.Command{
		Use:   "trace SCENARIO --trial N|--near MEASURE.PERIOD.QUANTILE",
		Short: "Tells one trial as a log of what happened",
		Long:  aboutTraces(),
		Example: `  postsale trace board --trial 17
  postsale trace board --trial 17 --customer smb-FY27Q1-07
  postsale trace board --trial 17 --from 2027-03-01 --to "FY27 Q2"
  postsale trace board --near nrr.FY27.p10
  postsale trace board --trial 17 --against board-lean --customer smb-FY27Q1-07`,
		Args:              oneScenario,
		ValidArgsFunction: voice.NameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, name := range []string{"customer", "from", "to", "near", "against"} {
				if f := cmd.Flags().Lookup(name); f.Changed && f.Value.String() == "" {
					return voice.Usage("--%s: must not be empty", name)
				}
			}
			t.scenario = args[0]
			return t.run(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(voice.Whole(&t.trial, 1, company.MaxTrials), "trial", "number of the trial, from 1")
	flags.StringVar(&t.near, "near", "", "the trial nearest to a `QUANTILE` such as nrr.FY27.p10")
	flags.Var(voice.Whole(&t.trials, 1, company.MaxTrials), "trials", "futures with --near (default: as the scenario says)")
	flags.StringVar(&t.against, "against", "", "a second `SCENARIO` under the same luck")
	voice.AddSeed(flags, &t.seed)
	voice.AddSettings(flags, &t.settings)
	flags.StringVar(&t.only.Customer, "customer", "", "only what happened to the customer of this `ID`")
	flags.StringVar(&t.only.From, "from", "", "only from this `DAY` on: 2027-03-01, FY27 or \"FY27 Q2\"")
	flags.StringVar(&t.only.To, "to", "", "only up to the end of this `DAY`, year or quarter")
	voice.AddFormat(flags, &t.shown)
	flags.Var(voice.Whole(&t.workers, 0, 1024), "workers", "with --near: trials at a time (default: one a core)")
	return cmd
}

func (t *tracer) run(out, errs io.Writer) error {
	switch {
	case t.trial == 0 && t.near == "":
		return voice.Usage("--trial: must say which trial, from 1, or --near to which quantile, such as nrr.FY27.p10")
	case t.trial > 0 && t.near != "":
		return voice.Usage("--near: must not stand beside --trial: either says which trial")
	case t.trial > 0 && t.trials > 0:
		return voice.Usage("--trials: must stand beside --near, which chooses among them")
	}
	if t.against != "" {
		t.others = []string{t.against}
	}
	tracing, err := studies.NewTracing(t.made())
	if err != nil {
		return err
	}
	if err := tracing.Fit(voice.Memory()); err != nil {
		return err
	}
	trial, failures := t.trial, 0
	var near *results.Near
	if t.near != "" {
		if near, failures, err = t.nearest(tracing, errs); err != nil {
			return err
		}
		trial = near.Trial
	}
	traces, err := tracing.Trace(trial, near, t.only)
	if err != nil {
		return err
	}
	if err := reports.Stream(out, string(t.shown), reports.Traces(traces), func(to io.Writer) error { return data.TracesJSON(to, traces) }); err != nil {
		return err
	}
	for _, trace := range traces {
		if trace.Failure != "" {
			return voice.Exit{Code: voice.Failed, Err: fmt.Errorf("trial %d of seed %d failed: %s", trial, t.seed, units.Shown(trace.Failure))}
		}
	}
	if failures > 0 {
		return voice.Exit{Code: voice.Failed}
	}
	return nil
}

// nearest finds the trial that is near, and says how many failed.
func (t *tracer) nearest(tracing *studies.Tracing, errs io.Writer) (near *results.Near, failures int, err error) {
	ctx, release := voice.Interruptible(errs, voice.WholeTrials)
	defer release()
	told := progress.New(errs, "trials", tracing.Trials())
	found, went, err := tracing.Nearest(ctx, t.near, func(warning string) { fmt.Fprintf(errs, "postsale: %s\n", warning) }, told.Update)
	told.Erase()
	if went.Interrupted {
		return nil, 0, voice.Exit{Code: voice.Interrupted, Err: fmt.Errorf("interrupted after %s of %s trials: which is the nearest is not known",
			units.Grouped(went.Done+len(went.Failures)), units.Grouped(tracing.Trials()))}
	}
	for _, f := range went.Failures[:min(1, len(went.Failures))] {
		fmt.Fprintf(errs, "postsale: %s of %s trials failed and are left out, the first of them trial %d: %s\n",
			units.Grouped(len(went.Failures)), units.Grouped(tracing.Trials()), f.Trial, units.Shown(f.Cause))
	}
	return &found, len(went.Failures), err
}

// aboutTraces explains what a trace calls things.
func aboutTraces() string {
	paragraphs := []string{
		`Tells one trial as a log of what happened, in order of time.`,
		`Customers are called by what they are: an account by its id in the file, one of a made-up opening book by its
			number there (smb-0007), a deal by the quarter of its draw and its number in it (smb-FY27Q1-07). Tickets are numbered
			by customer and origin (early ticket 2). These names are the same in every scenario that has the thing.`,
		`With --customer the story of its life stands before the log: that of the whole trial, whatever --from and --to say.`,
		`With --against a second scenario lives through the same trial; --seed and --set are of both. First stands where
			customers begin to live through something else, then one log of both, in which = marks what is in both at the same moment, <
			what is only in the first and > what is only in the second; lines that look the same and are not differ in digits
			that are not shown. Of a long log without --customer, --from and --to it is the first of what is in one alone.`,
		`With --format json every fact is an object on a line of its own: at (working days since the start), date, kind,
			scope (segment, all, team/NAME), customer, ticket, line (of cost), amount, extra, marks, and with --against side (both,
			first, second); package models/ledger says what the amounts are. Before the facts stand objects of kind near and
			future with --near, of kind story with --customer, of kind parts with --against (no at: they do not part). The kinds of facts: ` +
			strings.Join(saved.FactKinds(), ", ") + ".",
	}
	for i, text := range paragraphs {
		paragraphs[i] = words.Hung("", text)
	}
	return strings.Join(paragraphs, "\n")
}
