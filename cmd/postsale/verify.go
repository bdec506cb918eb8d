package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"postsale/models/results"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/data"
	"postsale/scenarios/textbook"
	"postsale/sim/theory"
)

// verifier is which part of the table was asked for.
type verifier struct {
	seed    seed
	quick   bool
	only    string
	workers int
	shown   format
	quiet   bool
}

func verifyCommand() *cobra.Command {
	var v verifier
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Holds the simulation to numbers that theory knows",
		Long: `Holds the simulation to numbers that theory knows: queues, clumped arrivals,
overflow, priorities, renewals and their spread. It prints a table of what was
expected and what was simulated, and ends with 1 if a line does not hold. Its
scenarios are files to open and change: postsale scenarios lists them.`,
		Example: `  postsale verify --quick
  postsale verify --seed 7 --only theory-priorities`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return v.verify(cmd.OutOrStdout(), cmd.ErrOrStderr()) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&v.quick, "quick", false, "fewer replications, and none of what takes long")
	flags.StringVar(&v.only, "only", "", "lines whose name holds this `TEXT`, in any case")
	addSeed(flags, &v.seed)
	flags.Lookup("seed").Usage = "the luck of the replications"
	addFormat(flags, &v.shown)
	flags.Var(whole{&v.workers, 0, 1024}, "workers", "replications at a time (default: one a core)")
	flags.BoolVar(&v.quiet, "quiet", false, "tell nothing but the table and what does not hold")
	return cmd
}

func (v verifier) verify(out, errs io.Writer) error {
	cases, lines, err := v.chosen(append(theory.Kernel(), textbook.Cases()...))
	if err != nil {
		return err
	}
	table := &results.Verification{Lines: lines, Seed: uint64(v.seed), Quick: v.quick}
	var told *progress
	if !v.quiet {
		told = newProgress(errs, "lines", lines)
	}
	ctx, release := interruptible(errs, "finishing the replications under way")
	defer release()
	var ended error
	table.Verdicts, ended = theory.Verify(ctx, cases, theory.Options{Seed: table.Seed, Quick: v.quick, Workers: v.workers,
		Progress: func(done, _ int) { told.update(done, 0) }})
	told.erase()

	for _, f := range table.Failing() {
		fmt.Fprintf(errs, "postsale: does not hold: %s\n", clean(f.Name))
	}
	if ended != nil {
		fmt.Fprintf(errs, "postsale: interrupted: %s of %s lines were judged\n", grouped(len(table.Verdicts)), grouped(lines))
	}
	if err := v.shown.write(out, reports.Verification(table), func(to io.Writer) error { return data.VerificationJSON(to, table) }); err != nil {
		return err
	}
	switch {
	case ended != nil:
		return exit{code: interrupted}
	case len(table.Failing()) > 0:
		return exit{code: failed}
	}
	return nil
}

// chosen returns the cases that were asked for, and how many lines they have.
func (v verifier) chosen(all []theory.Case) (cases []theory.Case, lines int, err error) {
	var subjects []string
	late := false
	for _, c := range all {
		var wanted []int
		for i, l := range c.Lines {
			subject, _, _ := strings.Cut(l.Name, ": ")
			subjects = append(subjects, subject)
			if strings.Contains(strings.ToLower(l.Name), strings.ToLower(v.only)) {
				wanted = append(wanted, i)
			}
		}
		switch {
		case len(wanted) == 0:
		case v.quick && c.Quick == 0 && !c.Exact:
			late = true
		default:
			cases = append(cases, narrowed(c, wanted))
			lines += len(wanted)
		}
	}
	switch {
	case lines > 0:
		return cases, lines, nil
	case late:
		return nil, 0, usage("verify: --only: the lines whose name holds %s take long; leave out --quick", units.Quote(v.only))
	}
	return nil, 0, usage("verify: --only: no line has a name that holds %s%s; without --only the table shows them all",
		units.Quote(v.only), units.Hint(v.only, subjects))
}

// narrowed returns a case with some of its lines.
func narrowed(c theory.Case, wanted []int) theory.Case {
	all, simulate := c.Lines, c.New
	c.Lines = nil
	for _, i := range wanted {
		c.Lines = append(c.Lines, all[i])
	}
	c.New = func(seed uint64) func(replication int) []theory.Tally {
		run := simulate(seed)
		return func(replication int) []theory.Tally {
			beforeTrial(replication)
			tallies := run(replication)
			some := make([]theory.Tally, len(wanted))
			for k, i := range wanted {
				some[k] = tallies[i]
			}
			return some
		}
	}
	return c
}
