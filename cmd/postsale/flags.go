package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"postsale/reports"
	"postsale/reports/document"
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

const asJSON format = "json"

// formats are the ways to show a result, the usual one first, and all of them in words.
func formats() (names []string, all string) {
	names = []string{reports.Formats[0].Name, string(asJSON)}
	for _, f := range reports.Formats[1:] {
		names = append(names, f.Name)
	}
	last := len(names) - 1
	return names, strings.Join(names[:last], ", ") + " or " + names[last]
}

func (f *format) String() string { return string(*f) }
func (f *format) Type() string   { return "FORM" }

func (f *format) Set(text string) error {
	valid, all := formats()
	if !slices.Contains(valid, text) {
		return fmt.Errorf("must be %s", all)
	}
	*f = format(text)
	return nil
}

// writer returns what writes documents, nil for JSON.
func (f format) writer() func(to io.Writer, d document.Document) error {
	for _, known := range reports.Formats {
		if known.Name == string(f) {
			return known.Write
		}
	}
	return nil
}

// write writes a document, or the JSON of what it tells, all at once.
func (f format) write(out io.Writer, d document.Document, json func(to io.Writer) error) error {
	var all bytes.Buffer
	var err error
	if write := f.writer(); write != nil {
		err = write(&all, d)
	} else {
		err = json(&all)
	}
	if err != nil {
		return err
	}
	_, err = out.Write(all.Bytes())
	return err
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
	*f = format(reports.Formats[0].Name)
	_, all := formats()
	flags.Var(f, "format", all)
}
