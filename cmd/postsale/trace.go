package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/data"
	"postsale/reports/words"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// tracer is what was asked for on the command line.
type tracer struct {
	order
	trial   int    // 0: that which is near
	near    string // to which quantile of what
	against string // another scenario, beside the first
	only    selection
	shown   format
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
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, name := range []string{"customer", "from", "to", "near", "against"} {
				if f := cmd.Flags().Lookup(name); f.Changed && f.Value.String() == "" {
					return usage("--%s: must not be empty", name)
				}
			}
			t.scenario = args[0]
			return t.run(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(whole{&t.trial, 1, company.MaxTrials}, "trial", "number of the trial, from 1")
	flags.StringVar(&t.near, "near", "", "the trial nearest to a `QUANTILE` such as nrr.FY27.p10")
	flags.Var(whole{&t.trials, 1, company.MaxTrials}, "trials", "futures with --near (default: as the scenario says)")
	flags.StringVar(&t.against, "against", "", "a second `SCENARIO` under the same luck")
	addSeed(flags, &t.seed)
	addSettings(flags, &t.settings)
	flags.StringVar(&t.only.customer, "customer", "", "only what happened to the customer of this `ID`")
	flags.StringVar(&t.only.from, "from", "", "only from this `DAY` on: 2027-03-01, FY27 or \"FY27 Q2\"")
	flags.StringVar(&t.only.to, "to", "", "only up to the end of this `DAY`, year or quarter")
	addFormat(flags, &t.shown)
	flags.Var(whole{&t.workers, 0, 1024}, "workers", "with --near: trials at a time (default: one a core)")
	return cmd
}

func (t *tracer) run(out, errs io.Writer) error {
	switch {
	case t.trial == 0 && t.near == "":
		return usage("--trial: must say which trial, from 1, or --near to which quantile, such as nrr.FY27.p10")
	case t.trial > 0 && t.near != "":
		return usage("--near: must not stand beside --trial: either says which trial")
	case t.trial > 0 && t.trials > 0:
		return usage("--trials: must stand beside --near, which chooses among them")
	}
	scenario, err := t.load()
	if err != nil {
		return err
	}
	var rival *scenarios.Scenario
	if t.against != "" {
		if rival, err = t.rival(scenario); err != nil {
			return err
		}
	}
	plans := []*scenarios.Scenario{scenario}
	if rival != nil {
		plans = append(plans, rival)
	}
	if _, err := t.fitted(errs, roomToTrace(1, plans...)); err != nil {
		return err
	}
	trial, failures := t.trial, 0
	var near *results.Near
	if t.near != "" {
		found, left, err := t.nearest(scenario, errs)
		if err != nil {
			return err
		}
		trial, near, failures = found.Trial, &found, left
	}
	logs := []*results.Trace{t.trace(scenario, trial)}
	if rival != nil {
		logs = append(logs, t.trace(rival, trial))
	}
	logs[0].Near = near
	if logs[0].Only, err = t.only.in(logs); err != nil {
		return err
	}
	if err := t.show(out, logs); err != nil {
		return err
	}
	for _, log := range logs {
		if log.Failure != "" {
			return exit{failed, fmt.Errorf("trial %d of seed %d failed: %s", trial, t.seed, clean(log.Failure))}
		}
	}
	if failures > 0 {
		return exit{code: failed}
	}
	return nil
}

// show tells the trial of one scenario or of two.
func (t *tracer) show(out io.Writer, logs []*results.Trace) error {
	write := t.shown.writer()
	if len(logs) == 1 {
		if write == nil {
			return data.TraceJSON(out, logs[0])
		}
		return write(out, reports.Trace(logs[0]))
	}
	both := &results.TracePair{First: logs[0], Second: logs[1]}
	if write == nil {
		return data.TraceAgainstJSON(out, both)
	}
	return write(out, reports.TracePair(both))
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
			that are not shown.`,
		`With --format json every fact is an object on a line of its own: at (working days since the start), date, kind,
			scope (segment, all, team/NAME), customer, ticket, line (of cost), amount, extra, marks, and with --against side (both,
			first, second); package models/ledger says what the amounts are. Before the facts stands an object of kind near with
			--near, of kind story with --customer, of kind parts with --against (no at: they do not part). The kinds of facts: ` +
			strings.Join(saved.FactKinds(), ", ") + ".",
	}
	for i, text := range paragraphs {
		paragraphs[i] = words.Hung("", text)
	}
	return strings.Join(paragraphs, "\n")
}

// trace runs one trial and keeps its facts, even if it fails.
func (o order) trace(scenario *scenarios.Scenario, trial int) *results.Trace {
	params := &scenario.Params
	log := &results.Trace{Name: scenario.Name, Seed: uint64(o.seed), Trial: trial, Layout: params.Layout(), TicketName: company.TicketName}
	log.Columns = log.Layout.Columns()
	var c *company.Company
	ran := experiment.Run(context.Background(), experiment.Options{First: trial, Trials: 1, Workers: 1},
		func() func(int) []float64 {
			c = company.New(params, log.Seed)
			c.Trace()
			return func(trial int) []float64 {
				beforeTrial(trial)
				return log.Layout.Row(log.Columns, c.Run(trial))
			}
		},
		func(_ int, row []float64) { log.Row = row })
	for _, f := range ran.Failures {
		log.Failure = f.Cause
	}
	if c != nil {
		log.Facts, log.Customers = c.Facts(), c.CustomerNames()
	}
	return log
}

// selection is which facts of a trial are to be told, as it was asked for.
type selection struct{ customer, from, to string }

// in returns which facts of the logs that is.
func (s selection) in(logs []*results.Trace) (results.Selection, error) {
	only := results.Everything
	layout := logs[0].Layout
	var customers []string
	for _, log := range logs {
		customers = append(customers, log.Customers...)
		if log.Layout.Ledger.Quarters > layout.Ledger.Quarters {
			layout = log.Layout
		}
	}
	if s.customer != "" && !slices.Contains(customers, s.customer) {
		return only, usage("--customer: no customer %s in this trial%s", units.Quote(s.customer), units.Hint(s.customer, customers))
	}
	first, _, err := day(layout, "from", s.from)
	if err != nil {
		return only, err
	}
	_, end, err := day(layout, "to", s.to)
	if err != nil {
		return only, err
	}
	if s.from != "" && s.to != "" && !(first < end) {
		return only, usage("--to: must not be before --from, got %s before %s", units.Quote(s.to), units.Quote(s.from))
	}
	begin, over := -fiscal.Quarter*float64(layout.Ledger.WarmUp), fiscal.Quarter*float64(layout.Ledger.Quarters)
	if s.from != "" && first >= over {
		return only, usage("--from: must be before the end of the run, %s, got %s", layout.Calendar.Date(over).Format(time.DateOnly), units.Quote(s.from))
	}
	if s.to != "" && end <= begin {
		return only, usage("--to: must be after the start of the run, %s, got %s", layout.Calendar.Date(begin).Format(time.DateOnly), units.Quote(s.to))
	}
	var says []string
	if s.customer != "" {
		only.Customer = s.customer
		says = append(says, "customer "+s.customer)
	}
	if s.from != "" {
		only.From = first
		says = append(says, "from "+s.from)
	}
	if s.to != "" {
		only.To = end
		says = append(says, "to "+s.to)
	}
	only.Says = strings.Join(says, " ")
	return only, nil
}

// day returns when the span begins and ends that a text names: a day, a fiscal
// year or quarter.
func day(l measures.Layout, flag, text string) (begin, end float64, err error) {
	if text == "" {
		return 0, 0, nil
	}
	if date, err := time.Parse(time.DateOnly, text); err == nil {
		return l.Calendar.Clock(date), l.Calendar.Clock(date.AddDate(0, 0, 1)), nil
	}
	var names []string
	for q := -l.Ledger.WarmUp; q < l.Ledger.Quarters; q++ {
		year := q - l.Calendar.Season(q)
		for _, span := range []measures.Period{
			{Name: l.Calendar.QuarterName(q), From: q, To: q + 1},
			{Name: l.Calendar.YearName(q), From: year, To: year + 4},
		} {
			if strings.EqualFold(span.Name, text) {
				return fiscal.Quarter * float64(span.From), fiscal.Quarter * float64(span.To), nil
			}
			names = append(names, span.Name)
		}
	}
	return 0, 0, usage("--%s: must be a day such as 2027-03-01, a fiscal year or a quarter of the run such as %q, got %s%s",
		flag, names[0], units.Quote(text), units.Hint(text, names))
}
