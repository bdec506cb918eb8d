package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/units"
	"postsale/reports"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

func traceCommand() *cobra.Command {
	var o order
	var trial int
	var only selection
	var shown format
	cmd := &cobra.Command{
		Use:   "trace SCENARIO --trial N",
		Short: "Tells one trial as a log of what happened",
		Long:  aboutTraces(),
		Example: `  postsale trace board --trial 17
  postsale trace board --trial 17 --customer smb-FY27Q1-07
  postsale trace board --trial 17 --from 2027-03-01 --to "FY27 Q2"`,
		Args:              oneScenario,
		ValidArgsFunction: nameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.scenario = args[0]
			if trial == 0 {
				return usage("--trial: must say which trial, from 1")
			}
			scenario, err := o.load()
			if err != nil {
				return err
			}
			log := o.trace(scenario, trial)
			if err := only.limit(log); err != nil {
				return err
			}
			show := reports.Trace
			if shown == asJSON {
				show = reports.TraceJSON
			}
			if err := show(cmd.OutOrStdout(), log); err != nil {
				return err
			}
			if log.Failure != "" {
				return exit{failed, fmt.Errorf("trial %d of seed %d failed: %s", trial, o.seed, clean(log.Failure))}
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(whole{&trial, 1, company.MaxTrials}, "trial", "number of the trial, from 1")
	addSeed(flags, &o.seed)
	addSettings(flags, &o.settings)
	flags.StringVar(&only.customer, "customer", "", "only what happened to the customer of this `ID`")
	flags.StringVar(&only.from, "from", "", "only from this `DAY` on: 2027-03-01, FY27 or \"FY27 Q2\"")
	flags.StringVar(&only.to, "to", "", "only up to the end of this `DAY`, year or quarter")
	addFormat(flags, &shown)
	return cmd
}

// aboutTraces explains what a trace calls things.
func aboutTraces() string {
	return hang("", `Tells one trial as a log of what happened, in order of time.`) + "\n" +
		hang("", `Customers are called by what they are: an account by its id in the file, one of a made-up opening book by its
			number there (smb-0007), a deal by the quarter of its draw and its number in it (smb-FY27Q1-07). Tickets are numbered
			by customer and origin (early ticket 2). These names are the same in every scenario that has the thing.`) + "\n" +
		hang("", `With --format json every fact is an object on a line of its own: at (working days since the start), date, kind,
			scope (segment, all, team/NAME), customer, ticket, line (of cost), amount, extra and marks; package models/ledger says
			what the amounts are. The kinds: `+strings.Join(reports.FactKinds(), ", ")+".")
}

// trace runs one trial and keeps its facts, even if it fails.
func (o order) trace(scenario *scenarios.Scenario, trial int) *reports.Log {
	params := &scenario.Params
	log := &reports.Log{Name: scenario.Name, Seed: uint64(o.seed), Trial: trial, Layout: params.Layout(), TicketName: company.TicketName}
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

// selection is which facts of a trial are told.
type selection struct{ customer, from, to string }

// limit takes away the facts that were not asked for.
func (s selection) limit(log *reports.Log) error {
	var says []string
	number := ledger.None
	if s.customer != "" {
		i := slices.Index(log.Customers, s.customer)
		if i < 0 {
			return usage("--customer: no customer %s in this trial%s", units.Quote(s.customer), units.Hint(s.customer, log.Customers))
		}
		number = int32(i)
		says = append(says, "customer "+s.customer)
	}
	first, _, err := day(log.Layout, "from", s.from)
	if err != nil {
		return err
	}
	_, end, err := day(log.Layout, "to", s.to)
	if err != nil {
		return err
	}
	if s.from != "" && s.to != "" && !(first < end) {
		return usage("--to: must not be before --from, got %s before %s", units.Quote(s.to), units.Quote(s.from))
	}
	if s.from != "" {
		says = append(says, "from "+s.from)
	}
	if s.to != "" {
		says = append(says, "to "+s.to)
	}
	begin, over := -fiscal.Quarter*float64(log.Layout.Ledger.WarmUp), fiscal.Quarter*float64(log.Layout.Ledger.Quarters)
	if s.from != "" && first >= over {
		return usage("--from: must be before the end of the run, %s, got %s", log.Layout.Calendar.Date(over).Format(time.DateOnly), units.Quote(s.from))
	}
	if s.to != "" && end <= begin {
		return usage("--to: must be after the start of the run, %s, got %s", log.Layout.Calendar.Date(begin).Format(time.DateOnly), units.Quote(s.to))
	}
	log.Only = strings.Join(says, " ")
	log.Facts = slices.DeleteFunc(slices.Clone(log.Facts), func(f ledger.Fact) bool {
		other := number != ledger.None && f.Customer != number
		return other || s.from != "" && f.At < first || s.to != "" && f.At >= end
	})
	return nil
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
