package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"postsale/cmd/voice"
	"postsale/models/company"
	"postsale/models/units"
	"postsale/scenarios/studies"
)

// limit says until when trials are added.
type limit struct {
	until expression
	most  int // trials; 0: the default
}

// expression is a flag that says what is to be settled.
type expression string

func (e *expression) String() string { return string(*e) }
func (e *expression) Type() string   { return "EXPR" }

func (e *expression) Set(text string) error {
	if text == "" {
		return errors.New("must say what is to be settled")
	}
	*e = expression(text)
	return nil
}

// untilHelp explains the flags in the help of a command, with what it may settle.
func untilHelp(examples string) string {
	return `With --until, trials are added until a figure is settled, at most --max-trials:

` + examples + `

The interval that is judged holds the truth with 95 %, however often it was
looked at. What is not settled by --max-trials ends with 1, after the results.`
}

// What --until may settle of a run, and of a comparison.
const (
	runUntil = `  odds(nrr.FY27) within 2pt           the chances of the targets, give or take
  odds(nrr.smb.FY27 >= 104%) within 2pt
  odds(grr.FY27) beyond 50%           whether a target is rather reached or not
  nrr.FY27.p10 within 0.2pt           mean, p5, p10, p25, p50, p75, p90 or p95
  start_delay_mean.FY27-Q4.mean beyond 2w`
	compareUntil = `  odds(nrr.FY27) within 2pt           the chances of OTHER being better
  odds(nrr.FY27) beyond 50%           whether it rather is or is not
  odds(nrr.smb.FY27 >= 0.5pt) within 2pt
  nrr.FY27.mean within 0.1pt          a figure of the difference
  start_delay_mean.run.mean beyond 0d`
)

func addLimit(flags *pflag.FlagSet, l *limit) {
	flags.Var(&l.until, "until", "add trials until this is settled, instead of --trials")
	flags.Var(voice.Whole(&l.most, studies.FirstLook, company.MostKept), "max-trials",
		fmt.Sprintf("most futures with --until, from %d (default: %s)", studies.FirstLook, units.Grouped(studies.DefaultMost)))
}

// trials returns what is to be settled, if anything, and how many trials there are at most: those that --trials asks for,
// or what --until may take.
func (l limit) trials(asked int) (until string, trials int, err error) {
	switch {
	case l.until == "" && l.most > 0:
		return "", 0, voice.Usage("--max-trials: goes with --until; --trials says how many there are")
	case l.until == "":
		return "", asked, nil
	case asked > 0:
		return "", 0, voice.Usage("--until: decides how many trials there are; --max-trials limits them, not --trials")
	}
	return string(l.until), cmp.Or(l.most, studies.DefaultMost), nil
}
