package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/data"
	"postsale/reports/progress"
	"postsale/scenarios/studies"
	"postsale/scenarios/textbook"
	"postsale/sim/theory"
)

// verifier is which part of the table was asked for.
type verifier struct {
	seed    voice.Seed
	quick   bool
	only    string
	workers int
	shown   voice.Format
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
		Args: voice.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return v.verify(cmd.OutOrStdout(), cmd.ErrOrStderr()) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&v.quick, "quick", false, "fewer replications, and none of what takes long")
	flags.StringVar(&v.only, "only", "", "lines whose name holds this `TEXT`, in any case")
	voice.AddSeed(flags, &v.seed)
	flags.Lookup("seed").Usage = "the luck of the replications"
	voice.AddFormat(flags, &v.shown)
	flags.Var(voice.Whole(&v.workers, 0, 1024), "workers", "replications at a time (default: one a core)")
	flags.BoolVar(&v.quiet, "quiet", false, "tell nothing but the table and what does not hold")
	return cmd
}

// line is the command line in canonical form.
func (v verifier) line() string {
	parts := []string{"verify"}
	if v.quick {
		parts = append(parts, "--quick")
	}
	if v.only != "" {
		parts = append(parts, "--only", v.only)
	}
	return studies.Order{Seed: uint64(v.seed)}.Line(parts...)
}

func (v verifier) verify(out, errs io.Writer) error {
	cases, lines, err := theory.Choose(append(theory.Kernel(), textbook.Cases()...), v.only, v.quick)
	var none *theory.NoneError
	switch {
	case errors.As(err, &none) && none.Late:
		return voice.Usage("verify: --only: the lines whose name holds %s take long; leave out --quick", units.Quote(v.only))
	case errors.As(err, &none):
		return voice.Usage("verify: --only: no line has a name that holds %s%s; without --only the table shows them all",
			units.Quote(v.only), units.Hint(v.only, none.Subjects))
	}
	var told *progress.Line
	if !v.quiet {
		told = progress.New(errs, "lines", lines)
	}
	ctx, release := voice.Interruptible(errs, "finishing the replications under way")
	defer release()
	verdicts, ended := theory.Verify(ctx, cases, theory.Options{Seed: uint64(v.seed), Quick: v.quick, Workers: v.workers, Before: voice.BeforeTrial,
		Progress: func(done, _ int) { told.Update(done, 0) }})
	told.Erase()
	table := &results.Verification{Program: voice.Version(), Command: v.line(), Verdicts: verdicts, Lines: lines, Seed: uint64(v.seed), Quick: v.quick}

	for _, f := range table.Failing() {
		fmt.Fprintf(errs, "postsale: does not hold: %s\n", units.Shown(f.Name))
	}
	if ended != nil {
		fmt.Fprintf(errs, "postsale: interrupted: %s of %s lines were judged\n", units.Grouped(len(table.Verdicts)), units.Grouped(lines))
	}
	if err := reports.Write(out, string(v.shown), reports.Verification(table), func(to io.Writer) error { return data.VerificationJSON(to, table) }); err != nil {
		return err
	}
	switch {
	case ended != nil:
		return voice.Exit{Code: voice.Interrupted}
	case len(table.Failing()) > 0:
		return voice.Exit{Code: voice.Failed}
	}
	return nil
}
