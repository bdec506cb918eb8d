package voice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"postsale/models/results/saved"
	"postsale/reports"
)

// Whole returns a flag that is a whole number within bounds.
func Whole(to *int, low, high int) pflag.Value { return whole{to, low, high} }

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

// Seed is a flag that is any 64-bit number.
type Seed uint64

func (s *Seed) String() string { return strconv.FormatUint(uint64(*s), 10) }
func (s *Seed) Type() string   { return "S" }

func (s *Seed) Set(text string) error {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("must be a whole number from 0 to %d", ^uint64(0))
	}
	*s = Seed(n)
	return nil
}

// Format is a flag that is one of the ways to show a result: what documents can be written in, or JSON of the records.
type Format string

func (f *Format) String() string { return string(*f) }
func (f *Format) Type() string   { return "FORM" }

func (f *Format) Set(text string) error {
	valid, all := reports.Formats()
	if !slices.Contains(valid, text) {
		return fmt.Errorf("must be %s", all)
	}
	*f = Format(text)
	return nil
}

// OutFolder is a flag that names a folder.
type OutFolder string

func (d *OutFolder) String() string { return string(*d) }
func (d *OutFolder) Type() string   { return "DIR" }

func (d *OutFolder) Set(text string) error {
	if text == "" {
		return fmt.Errorf("must name a folder")
	}
	*d = OutFolder(text)
	return nil
}

// OutFile is a flag that names a file to write.
type OutFile string

func (f *OutFile) String() string { return string(*f) }
func (f *OutFile) Type() string   { return "FILE" }

func (f *OutFile) Set(text string) error {
	if text == "" || text == "-" {
		return fmt.Errorf("must name a file")
	}
	*f = OutFile(text)
	return nil
}

// Forms is a flag that says in which forms tables are written: one, or several with commas.
type Forms []saved.Form

func (f *Forms) String() string { return saved.Joined(*f, ",") }
func (f *Forms) Type() string   { return "FORM" }

func (f *Forms) Set(text string) error {
	if *f != nil {
		return fmt.Errorf("must be given once, several forms with commas such as %s", saved.Joined(saved.Forms, ","))
	}
	var list Forms
	for name := range strings.SplitSeq(text, ",") {
		form := saved.Form(name)
		switch {
		case !slices.Contains(saved.Forms, form):
			return fmt.Errorf("must be %s, or several of them with commas", saved.Joined(saved.Forms, " or "))
		case slices.Contains(list, form):
			return fmt.Errorf("must name %s once", form)
		}
		list = append(list, form)
	}
	*f = list
	return nil
}

// Settings is a flag that may be given again and again.
type Settings []string

func (s *Settings) String() string { return strings.Join(*s, " ") }
func (s *Settings) Type() string   { return "path=value" }

func (s *Settings) Set(text string) error {
	*s = append(*s, text)
	return nil
}

// AddSeed adds --seed, which is 1 if it is not given.
func AddSeed(flags *pflag.FlagSet, s *Seed) {
	*s = 1
	flags.Var(s, "seed", "the luck of the futures")
}

// AddSettings adds --set.
func AddSettings(flags *pflag.FlagSet, s *Settings) {
	flags.Var(s, "set", "change a setting of the scenario; may be repeated")
}

// AddData adds --data, which goes with --out.
func AddData(flags *pflag.FlagSet, f *Forms) {
	flags.Var(f, "data", fmt.Sprintf("tables of --out in %s, several with commas (default: %s)", saved.Joined(saved.Forms, " or "), saved.Forms[0]))
}

// AddFormat adds --format, which is text if it is not given.
func AddFormat(flags *pflag.FlagSet, f *Format) {
	names, all := reports.Formats()
	*f = Format(names[0])
	flags.Var(f, "format", all)
}
