// Package voice is what all commands have in common: exit codes, what they say of a command line that makes no sense, flags
// whose faults are told, and what an interrupt does.
//
//	flags.Var(voice.Whole(&trials, 1, most), "trials", "number of futures")
//	ctx, release := voice.Interruptible(errs, voice.WholeTrials)
//	return voice.Usage("trace: want one scenario, got %s", voice.Number(len(args)))
//
// A command returns its errors; what code the program ends with, and that an error is one line on standard error, is left to
// whoever runs it. Each type of a flag says what its values must be, and the program adds which flag it was and what it got.
package voice

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/studies"
)

// The exit codes.
const (
	Done        = 0
	Failed      = 1
	Misused     = 2
	Invalid     = 3
	Interrupted = 130
)

// Exit is an error that ends the program with a code; without an error all has been said.
type Exit struct {
	Code int
	Err  error
}

// Error returns what is still to be said.
func (e Exit) Error() string { return e.Err.Error() }

// Usage returns the error of a command line that makes no sense.
func Usage(format string, args ...any) error {
	return Exit{Code: Misused, Err: fmt.Errorf(format, args...)}
}

// BeforeTrial is called before every trial; a test makes it panic or interrupt.
var BeforeTrial = func(trial int) {}

// Memory returns how many bytes trials may take; a test makes it less.
var Memory = studies.Memory

// Version returns the version of the program.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// Number returns how many arguments there are, in words for none.
func Number(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprint(n)
}

// NameScenarios completes the names of built-in scenarios, besides files.
func NameScenarios(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return scenarios.Names(), cobra.ShellCompDirectiveDefault
}

// Given returns the first of some flags that was given.
func Given(cmd *cobra.Command, names ...string) string {
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			return name
		}
	}
	return ""
}

// AtMostOne demands at most one argument.
func AtMostOne(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return Usage("%s: want at most one name, got %s", cmd.Name(), Number(len(args)))
	}
	return nil
}

// NoArguments demands that there are none.
func NoArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return Usage("%s: want no arguments, got %s", cmd.Name(), units.Quote(args[0]))
	}
	return nil
}
