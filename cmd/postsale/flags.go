package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"postsale/models/results/saved"
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

// forms is a flag that says in which forms tables are written: one, or several with commas.
type forms []saved.Form

func (f *forms) String() string { return joined(*f, ",") }
func (f *forms) Type() string   { return "FORM" }

func (f *forms) Set(text string) error {
	if *f != nil {
		return fmt.Errorf("must be given once, several forms with commas such as %s", joined(saved.Forms, ","))
	}
	var list forms
	for name := range strings.SplitSeq(text, ",") {
		form := saved.Form(name)
		switch {
		case !slices.Contains(saved.Forms, form):
			return fmt.Errorf("must be %s, or several of them with commas", joined(saved.Forms, " or "))
		case slices.Contains(list, form):
			return fmt.Errorf("must name %s once", form)
		}
		list = append(list, form)
	}
	*f = list
	return nil
}

func joined(list []saved.Form, by string) string {
	var names []string
	for _, form := range list {
		names = append(names, string(form))
	}
	return strings.Join(names, by)
}

// kept is a flag that asks for more to be kept: rows by quarter.
type kept bool

func (k *kept) Type() string { return "WHAT" }

func (k *kept) String() string {
	if *k {
		return "quarters"
	}
	return ""
}

func (k *kept) Set(text string) error {
	if text != "quarters" {
		return fmt.Errorf("must be quarters")
	}
	*k = true
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

func addData(flags *pflag.FlagSet, f *forms) {
	flags.Var(f, "data", fmt.Sprintf("tables of --out in %s, several with commas (default: %s)", joined(saved.Forms, " or "), saved.Forms[0]))
}

func addFormat(flags *pflag.FlagSet, f *format) {
	names, all := reports.Formats()
	*f = format(names[0])
	flags.Var(f, "format", all)
}
