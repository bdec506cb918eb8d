package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/company"
	results "postsale/models/results/misses"
	"postsale/reports"
	reporting "postsale/reports/misses"
	"postsale/scenarios/misses"
)

// missing is the target whose misses were asked for on a command line.
type missing struct {
	runner
	target string
}

func missesCommand() *cobra.Command {
	var m missing
	cmd := &cobra.Command{
		Use:   "misses SCENARIO",
		Short: "Tells what the futures that miss a target have in common",
		Long: `Sets the futures in which a target is missed against those in which it is
reached: what the gap between them consists of (of NRR and ARR at the end: churn,
contraction, expansion and uplift by segment, which add up), who left, which
measures of delivery, support, success and people differ beyond chance, and three
of these futures, one by one.

What goes along with a miss need not be its cause; postsale why tells what each
mechanism causes. Without --target, it is the first of those of the file in the
last year.`,
		Example: `  postsale misses board
  postsale misses board --target 'nrr.FY28 >= 100%'
  postsale misses board --target 'start_delay_mean.FY27 <= 4w' --trials 500`,
		Args:              oneScenario,
		ValidArgsFunction: voice.NameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("target") && m.target == "" {
				return voice.Usage("--target: must not be empty")
			}
			m.scenario = args[0]
			return m.tell(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&m.target, "target", "", "what is missed, as `'COLUMN >= BOUND'` or <=, such as 'nrr.FY28 >= 100%'")
	flags.Var(voice.Whole(&m.trials, 1, company.MaxTrials), "trials", "number of futures (default: as the scenario says)")
	voice.AddSeed(flags, &m.seed)
	voice.AddSettings(flags, &m.settings)
	voice.AddFormat(flags, &m.shown)
	flags.Var(voice.Whole(&m.workers, 0, 1024), "workers", "trials at a time (default: one a core)")
	flags.BoolVar(&m.quiet, "quiet", false, "tell nothing but results and failures")
	return cmd
}

// tell lives through the futures and tells of those that miss.
func (m missing) tell(out, errs io.Writer) error {
	ctx, release := voice.Interruptible(errs, voice.NoTrial)
	defer release()
	study, err := misses.New(m.made(), m.target)
	if err != nil {
		return err
	}
	warning, err := study.Fit(voice.Memory())
	if err != nil {
		return err
	}
	if warning != "" && !m.quiet {
		fmt.Fprintf(errs, "postsale: %s\n", warning)
	}
	if study.Trials() > 100 {
		debug.SetGCPercent(25) // as in a run
	}
	line := m.progress(errs, study.Counted(), study.Trials())
	found, run, err := study.Live(ctx, line.Update)
	line.Erase()
	if err != nil {
		return err
	}
	if found == nil && run.Interrupted {
		return voice.Exit{Code: voice.Interrupted, Err: errors.New("interrupted: what the futures have in common that miss the target is not known")}
	}
	for _, trouble := range study.Troubles(run) {
		fmt.Fprintf(errs, "postsale: %s\n", trouble)
	}
	if found == nil {
		return voice.Exit{Code: voice.Failed}
	}
	if err := reports.Write(out, string(m.shown), reporting.Document(found), func(to io.Writer) error { return results.JSON(to, found) }); err != nil {
		return err
	}
	return ending(ctx, run)
}
