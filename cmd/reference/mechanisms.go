package reference

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/dictionary"
	"postsale/models/measures"
	"postsale/models/practice"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/glossary"
	"postsale/reports/progress"
	"postsale/scenarios/field"
	"postsale/scenarios/handbook"
	"postsale/scenarios/studies"
)

// seeker is which mechanism was asked for, and whether to see it.
type seeker struct {
	seen    bool
	seed    voice.Seed
	trials  int
	workers int
	shown   voice.Format
	quiet   bool
}

// Mechanisms returns the command that tells of the mechanisms of the field.
func Mechanisms() *cobra.Command {
	var s seeker
	cmd := &cobra.Command{
		Use:   "mechanisms [NAME]",
		Short: "Tells where the model holds what practitioners say, and shows it",
		Long: `Tells where the model holds what practitioners say of companies after the sale: of every mechanism that their texts
name the keys of scenario files, measures, built-in scenarios and tests that hold it, and an experiment. NAME is a mechanism, or
words of its name or of what is said of it, such as partner. --seen makes the experiment: a scenario with the mechanism beside the
same with it made idle, under the same luck; it ends with 1 if the difference is not as the field says.`,
		Example: `  postsale mechanisms
  postsale mechanisms clumping
  postsale mechanisms clumping --seen`,
		Args: func(cmd *cobra.Command, args []string) error {
			if flag := voice.Given(cmd, "seen", "seed", "trials", "workers", "quiet"); flag != "" && len(args) == 0 {
				return voice.Usage("mechanisms: --%s: want the mechanism to see, got none", flag)
			}
			if flag := voice.Given(cmd, "seed", "trials", "workers", "quiet"); flag != "" && !s.seen {
				return voice.Usage("mechanisms: --%s goes with --seen", flag)
			}
			return voice.AtMostOne(cmd, args)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return practice.Names(field.Mechanisms()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			list, one, err := mechanismsOf(args)
			if err != nil {
				return err
			}
			return s.tell(cmd.OutOrStdout(), cmd.ErrOrStderr(), list, one)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&s.seen, "seen", false, "make the experiment of the mechanism")
	voice.AddSeed(flags, &s.seed)
	flags.Var(voice.Whole(&s.trials, field.Fewest, field.Most), "trials", "number of futures of each plan (default: as the experiment says)")
	flags.Var(voice.Whole(&s.workers, 0, 1024), "workers", "futures at a time (default: one a core)")
	flags.BoolVar(&s.quiet, "quiet", false, "no progress")
	voice.AddFormat(flags, &s.shown)
	return cmd
}

// mechanismsOf returns the mechanisms that the arguments ask for, and whether that is the only one.
func mechanismsOf(args []string) (list []practice.Mechanism, one bool, err error) {
	all := field.Mechanisms()
	if len(args) == 0 {
		return all, false, nil
	}
	if m, ok := practice.Find(all, args[0]); ok {
		return []practice.Mechanism{m}, true, nil
	}
	if list = practice.Worded(all, args[0]); len(list) == 0 {
		return nil, false, voice.Usage("mechanisms: no mechanism named %s%s; postsale mechanisms lists them",
			units.Quote(args[0]), units.Hint(args[0], practice.Names(all)))
	}
	return list, len(list) == 1, nil
}

// tell tells of the mechanisms, and if asked to, makes the experiment of the only one.
func (s seeker) tell(out, errs io.Writer, list []practice.Mechanism, one bool) error {
	if !one {
		if s.seen {
			return voice.Usage("mechanisms: --seen: want one mechanism, got %d: %s", len(list), units.Several(practice.Names(list), 8))
		}
		return reports.Write(out, string(s.shown), glossary.Mechanisms(list), func(to io.Writer) error { return glossary.MechanismsJSON(to, list, false, nil) })
	}
	m := list[0]
	keys, measured, err := saidOf(m)
	if err != nil {
		return err
	}
	told, sight := glossary.Mechanism(m, keys, measured), (*practice.Sight)(nil)
	if s.seen {
		if sight, err = s.see(errs, m); err != nil {
			return err
		}
		told = glossary.Sight(m, unitOf(*m.Seen), *sight)
	}
	if err := reports.Write(out, string(s.shown), told, func(to io.Writer) error { return glossary.MechanismsJSON(to, list, true, sight) }); err != nil {
		return err
	}
	if sight != nil && !sight.Holds {
		return voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%s: it is not seen in %s trials of seed %d", m.Name, units.Grouped(sight.Trials), sight.Seed)}
	}
	return nil
}

// unitOf returns the unit of what an experiment looks at.
func unitOf(e practice.Experiment) measures.Unit {
	name, _, _ := strings.Cut(e.Measure, ".")
	if m, ok := measures.Find(name); ok {
		return m.Unit
	}
	return measures.Number
}

// see makes the experiment of a mechanism.
func (s seeker) see(errs io.Writer, m practice.Mechanism) (*practice.Sight, error) {
	if m.Seen == nil {
		return nil, voice.Usage("mechanisms: --seen: the model leaves %s out", units.Quote(m.Name))
	}
	trials := m.Seen.Trials
	if s.trials > 0 {
		trials = s.trials
	}
	var told *progress.Line
	if !s.quiet {
		told = progress.New(errs, "trials", trials)
	}
	ctx, release := voice.Interruptible(errs, "finishing the trials under way")
	defer release()
	sight, err := field.See(ctx, *m.Seen, studies.Order{Seed: uint64(s.seed), Trials: trials, Workers: s.workers, Before: func(_, trial int) { voice.BeforeTrial(trial) }}, told.Update)
	told.Erase()
	switch {
	case ctx.Err() != nil:
		return nil, voice.Exit{Code: voice.Interrupted}
	case err != nil:
		return nil, voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%s: %w", m.Name, err)}
	}
	return &sight, nil
}

// saidOf returns what is said of the keys and measures of a mechanism.
func saidOf(m practice.Mechanism) (keys []dictionary.Entry, measured []measures.Measure, err error) {
	for _, path := range m.Keys {
		list, err := handbook.At(path)
		if err != nil {
			return nil, nil, err
		}
		keys = append(keys, list[0])
	}
	for _, name := range m.Measures {
		if found, ok := measures.Find(name); ok {
			measured = append(measured, *found)
		}
	}
	return keys, measured, nil
}
