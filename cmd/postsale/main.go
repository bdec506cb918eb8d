// Postsale simulates a software company after the sale: deals close, customers
// wait for implementation, go live, open tickets, renew, grow or leave.
//
//	postsale new                       # a first scenario of your own company, from what you know of it
//	postsale run board --out board     # thousands of futures of a built-in scenario
//	postsale compare board board-lean  # the same luck for both plans, and the difference
//	postsale why board-lean            # which mechanism costs how much
//	postsale find board KEY --for GOAL # which value of a key reaches a goal
//	postsale report board              # what the run found, told again
//	postsale page board --out b.html   # a page to send round, with the simulator in it
//	postsale trace board --trial 17    # one future, as a log
//	postsale scenarios board           # the file, a start for your own
//	postsale sweep hiring.yaml         # what a file of many scenarios stands for
//	postsale studies hiring-order      # an argument of the field, and where its winner changes
//	postsale verify --quick            # what it simulates against what theory knows
//
// Each subcommand has a file of its own, those of many scenarios in package batches: its flags, its voice and its exit
// codes, for which package voice has what all have in common. What is done with scenarios is left to package studies,
// which returns records; how these are shown, to package reports and those below it; main only turns errors into exit
// codes. Results go to standard output, everything else to standard error, and neither ever gets a colour or a control
// code, but for the carriage return of the progress line on a terminal.
//
// The program ends with 0 when all is done, 1 when the run or a trial of it failed,
// theory is not met or --until is not settled (or whoever read the output went
// away), 2 for a command line that makes no sense, 3 for a scenario that is
// invalid and 130 when it was interrupted.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"postsale/cmd/batches"
	"postsale/cmd/reference"
	"postsale/cmd/voice"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/words"
	"postsale/scenarios"
	"postsale/scenarios/studies"
)

func main() {
	debug.SetGCPercent(400)        // a short command ends before there is garbage worth collecting
	signal.Ignore(syscall.SIGPIPE) // a write then fails, and run ends with what it has to finish
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, syscall.SIGQUIT)
	go func() {
		for range quit { // Go would print its stack
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				self.Signal(syscall.SIGTERM)
			}
		}
	}()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// output remembers why something could not be written: not everybody who writes asks.
type output struct {
	io.Writer
	failed error
}

func (o *output) Write(p []byte) (n int, err error) {
	n, err = o.Writer.Write(p)
	o.failed = cmp.Or(o.failed, err)
	return n, err
}

// run runs the program and returns its exit code.
func run(args []string, in io.Reader, to, errs io.Writer) int {
	out := &output{Writer: to}
	root := program()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	working := false
	root.PersistentPreRunE = func(cmd *cobra.Command, args []string) error {
		working = true
		if at := slices.Index(args, ""); at >= 0 && !cmd.Hidden && cmd.Name() != "batch" { // whose others run
			return voice.Usage("%s: argument %d: must not be empty", cmd.Name(), at+1)
		}
		return batches.NoSweep(cmd, args)
	}

	err := cmp.Or(root.Execute(), out.failed)
	var ending voice.Exit
	var faults *scenarios.Error
	var order *studies.OrderError
	var misfit *studies.MisfitError
	switch {
	case err == nil:
		return voice.Done
	case errors.As(err, &ending):
		if ending.Err != nil {
			fmt.Fprintf(errs, "postsale: %s\n", units.AbridgedWords(ending.Error()))
		}
		return ending.Code
	case errors.As(err, &order):
		fmt.Fprintf(errs, "postsale: %s\n", units.AbridgedWords(err.Error()))
		return voice.Misused
	case errors.As(err, &misfit):
		fmt.Fprintf(errs, "postsale: %s\n", units.AbridgedWords(err.Error()))
		return voice.Invalid
	case errors.As(err, &faults):
		fmt.Fprintln(errs, faults)
		return voice.Invalid
	case errors.Is(err, syscall.EPIPE):
		return voice.Failed
	}
	fmt.Fprintf(errs, "postsale: %s\n", units.AbridgedWords(err.Error()))
	if !working && out.failed == nil {
		return voice.Misused
	}
	return voice.Failed
}

// program returns the command tree.
func program() *cobra.Command {
	cobra.EnableCommandSorting = false
	root := &cobra.Command{
		Use:   "postsale COMMAND",
		Short: "Simulates a software company after the sale",
		Long: `Simulates a software company after the sale: deals close, customers wait for
implementation, go live, open tickets, renew, grow or leave. Thousands of
possible futures of a scenario give the distribution of NRR, GRR and the rest.

A SCENARIO is a path when it has a slash or ends in .yaml, otherwise the name of
a built-in scenario. The program ends with 0 when all is done, 1 when the run or
a trial of it failed, theory is not met or --until is not settled, 2 for a
command line that makes no sense, 3 for a scenario that is invalid, and 130 when
it was interrupted.`,
		Version:       voice.Version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			cmd.SetOut(cmd.ErrOrStderr())
			cmd.Help()
			return voice.Exit{Code: voice.Misused}
		},
		DisableFlagsInUseLine: true,
	}
	root.SetVersionTemplate("postsale {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newCommand(), runCommand(), compareCommand(), whyCommand(), missesCommand(), findCommand(), traceCommand(), reportCommand(), pageCommand(),
		batches.Batch(), batches.Shard(), batches.Merge(), batches.Check(), batches.Submit(), batches.Sweep(), studiesCommand(),
		validateCommand(), reference.Scenarios(), reference.Measures(), reference.Keys(), reference.Mechanisms(), reference.Schema(), verifyCommand())
	root.SetHelpCommand(helpCommand())
	root.SetUsageFunc(tellUsage)
	root.InitDefaultCompletionCmd()
	names, _ := reports.Formats()
	for _, c := range root.Commands() {
		if c.Flags().Lookup("format") != nil {
			c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
		}
		if c.Flags().Lookup("data") != nil {
			c.RegisterFlagCompletionFunc("data",
				cobra.FixedCompletions(strings.Split(saved.Joined(saved.Forms, ","), ","), cobra.ShellCompDirectiveNoFileComp))
		}
		if c.Name() == "completion" {
			c.Args = cobra.ArbitraryArgs
			c.RunE = func(cmd *cobra.Command, args []string) error {
				if len(args) > 0 {
					return unknownCommand(cmd, args[0])
				}
				return cmd.Help()
			}
		}
	}
	return root
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Tells how a command is used",
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(target, rest[0])
			}
			return target.Help()
		},
	}
}

// tellUsage prints what a command line of the command may hold.
func tellUsage(cmd *cobra.Command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage:\n  %s\n", cmd.UseLine())
	if cmd.HasExample() {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", cmd.Example)
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommands:\n")
		for _, c := range cmd.Commands() {
			if !c.Hidden {
				fmt.Fprintf(&b, "  %-10s  %s\n", c.Name(), c.Short)
			}
		}
	}
	fmt.Fprintf(&b, "\nFlags:\n%s", cmd.Flags().FlagUsagesWrapped(words.Columns))
	_, err := fmt.Fprint(cmd.OutOrStderr(), b.String())
	return err
}

func unknownCommand(parent *cobra.Command, name string) error {
	var valid []string
	for _, c := range parent.Commands() {
		valid = append(valid, c.Name())
	}
	return voice.Usage("unknown command %s%s; %s help lists them", units.Quote(name), units.Hint(name, valid), parent.Root().Name())
}

// flagError says in one line what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	switch {
	case !cmd.HasParent() && cmd.Flags().NArg() > 0:
		return unknownCommand(cmd, cmd.Flags().Arg(0))
	case errors.As(err, &value) && strings.Contains(value.Unwrap().Error(), ", got "): // of a part of the value, as it says
		return voice.Usage("--%s: %w", value.GetFlag().Name, value.Unwrap())
	case errors.As(err, &value):
		return voice.Usage("--%s: %w, got %s", value.GetFlag().Name, value.Unwrap(), units.Quote(value.GetValue()))
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "":
		var valid []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { valid = append(valid, "--"+f.Name) })
		name := "--" + unknown.GetSpecifiedName()
		return voice.Usage("unknown flag %s%s; %s --help lists them", units.Printable(name), units.Hint(name, valid), cmd.CommandPath())
	}
	return voice.Usage("%w", err)
}

// oneScenario demands that the arguments are one scenario.
func oneScenario(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return voice.Usage("%s: want one scenario, got %s; postsale scenarios lists the built-in ones", cmd.Name(), voice.Number(len(args)))
	}
	return nil
}
