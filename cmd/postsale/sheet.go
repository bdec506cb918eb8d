package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"postsale/cmd/voice"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/reports/folder"
	"postsale/reports/sheet"
	"postsale/reports/workbook"
)

// sheetFile is a flag that names a workbook to write.
type sheetFile string

func (f *sheetFile) String() string { return string(*f) }
func (f *sheetFile) Type() string   { return "FILE" }

func (f *sheetFile) Set(text string) error {
	if !strings.HasSuffix(text, sheet.Ending) || strings.HasSuffix(text, "/"+sheet.Ending) || text == sheet.Ending {
		return fmt.Errorf("must name a file that ends in %s", sheet.Ending)
	}
	*f = sheetFile(text)
	return nil
}

// addSheet adds the flag of what can be written as a workbook besides.
func addSheet(flags *pflag.FlagSet, f *sheetFile) {
	flags.Var(f, "sheet", "write what is told to this "+sheet.Ending+" as a workbook as well")
}

// ofAnybody is what stands in every file: who may replace a workbook is asked by checkSheet.
const ofAnybody = ""

// checkSheet demands that a workbook can be written, before what it tells is found: what is there stays without --force, as
// somebody may have worked in it.
func (r runner) checkSheet() error {
	if r.sheet == "" {
		return nil
	}
	if r.out != "" && inFolder(string(r.out), string(r.sheet)) {
		return voice.Usage("--sheet: %s is in the folder of --out, which holds results alone; choose another place", units.Shown(string(r.sheet)))
	}
	err := folder.CheckFile(string(r.sheet), ofAnybody, r.force)
	if err == nil && !r.force {
		if _, there := os.Lstat(string(r.sheet)); there == nil {
			err = fmt.Errorf("%s: exists; choose another file or replace it with --force", units.Shown(string(r.sheet)))
		}
	}
	if err != nil {
		return voice.Exit{Code: voice.Misused, Err: errors.New("--sheet: " + err.Error())}
	}
	return nil
}

// inFolder reports whether a file would lie in a folder.
func inFolder(dir, file string) bool {
	dir, failed := filepath.Abs(dir)
	file, wrong := filepath.Abs(file)
	way, err := filepath.Rel(dir, file)
	return failed == nil && wrong == nil && err == nil && filepath.IsLocal(way)
}

// writeSheet writes the workbook of a record, if one was asked for, and says where.
func (r runner) writeSheet(errs io.Writer, record results.Record) error {
	if r.sheet == "" {
		return nil
	}
	var all bytes.Buffer
	notes, err := workbook.Write(&all, record)
	if err != nil {
		return fmt.Errorf("--sheet: %w", err)
	}
	if err := r.checkSheet(); err != nil { // somebody may have been there meanwhile
		return err
	}
	if err := folder.WriteFile(string(r.sheet), ofAnybody, all.Bytes(), r.force); err != nil {
		return fmt.Errorf("--sheet: %w", err)
	}
	for _, note := range notes {
		fmt.Fprintf(errs, "postsale: %s: %s\n", units.Shown(string(r.sheet)), note)
	}
	if !r.quiet {
		fmt.Fprintf(errs, "postsale: the workbook is in %s\n", units.Shown(string(r.sheet)))
	}
	return nil
}
