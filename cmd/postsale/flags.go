package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"postsale/reports"
)

// whole is a flag that is a whole number within bounds.
type whole struct {
	to        *int
	low, high int
}

func (w whole) String() string { return strconv.Itoa(*w.to) }
func (w whole) Type() string   { return "N" }

func (w whole) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < w.low || n > w.high {
		return fmt.Errorf("must be a whole number from %d to %d", w.low, w.high)
	}
	*w.to = n
	return nil
}

// seed is a flag that is any 64-bit number.
type seed uint64

func (s *seed) String() string { return strconv.FormatUint(uint64(*s), 10) }
func (s *seed) Type() string   { return "S" }

func (s *seed) Set(text string) error {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("must be a whole number from 0 to %d", ^uint64(0))
	}
	*s = seed(n)
	return nil
}

// format is a flag that is one of the ways to show a result: what documents can be written in, or JSON of the records.
type format string

func (f *format) String() string { return string(*f) }
func (f *format) Type() string   { return "FORM" }

func (f *format) Set(text string) error {
	valid, all := reports.Formats()
	if !slices.Contains(valid, text) {
		return fmt.Errorf("must be %s", all)
	}
	*f = format(text)
	return nil
}

// outFolder is a flag that names a folder.
type outFolder string

func (d *outFolder) String() string { return string(*d) }
func (d *outFolder) Type() string   { return "DIR" }

func (d *outFolder) Set(text string) error {
	if text == "" {
		return fmt.Errorf("must name a folder")
	}
	*d = outFolder(text)
	return nil
}

// settings is a flag that may be given again and again.
type settings []string

func (s *settings) String() string { return strings.Join(*s, " ") }
func (s *settings) Type() string   { return "path=value" }

func (s *settings) Set(text string) error {
	*s = append(*s, text)
	return nil
}

// The flags that several commands have.

func addSeed(flags *pflag.FlagSet, s *seed) {
	*s = 1
	flags.Var(s, "seed", "the luck of the futures")
}

func addSettings(flags *pflag.FlagSet, s *settings) {
	flags.Var(s, "set", "change a setting of the scenario; may be repeated")
}

func addFormat(flags *pflag.FlagSet, f *format) {
	names, all := reports.Formats()
	*f = format(names[0])
	flags.Var(f, "format", all)
}
