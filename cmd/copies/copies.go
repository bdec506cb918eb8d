// Package copies is what commands write besides what they tell: the same document as a page for a browser, and as a workbook.
//
//	copies.AddPage(flags, &files.Page)
//	copies.AddSheet(flags, &files.Sheet)
//	if err := files.Check(); err != nil { ... } // before anything runs
//	if err := files.Spare(); err != nil { ... } // once what runs is read, before it runs
//	err := files.Write(errs, page, workbook)    // and says where they are
//
// A page takes the place of a page of ours, a workbook of nothing without --force, as somebody may have worked in it. Neither
// goes into the folder of --out, which holds results alone, nor over a file that was read for it. What stands in them is left
// to package reports and those below it.
package copies

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"postsale/cmd/voice"
	"postsale/models/units"
	"postsale/reports/folder"
	"postsale/reports/page"
	"postsale/reports/sheet"
	"postsale/scenarios/tree"
)

// Files are the copies that were asked for on a command line.
type Files struct {
	Page  voice.OutFile
	Sheet SheetFile
	Dir   string // of --out
	Force bool
	Quiet bool
}

// SheetFile is a flag that names a workbook to write.
type SheetFile string

func (f *SheetFile) String() string { return string(*f) }
func (f *SheetFile) Type() string   { return "FILE" }

func (f *SheetFile) Set(text string) error {
	if !strings.HasSuffix(text, sheet.Ending) || strings.HasSuffix(text, "/"+sheet.Ending) || text == sheet.Ending {
		return fmt.Errorf("must name a file that ends in %s", sheet.Ending)
	}
	*f = SheetFile(text)
	return nil
}

// AddPage adds the flag of what can be written as a page besides.
func AddPage(flags *pflag.FlagSet, f *voice.OutFile) {
	flags.Var(f, "page", "write what is told to this file as a page for a browser as well")
}

// AddSheet adds the flag of what can be written as a workbook besides.
func AddSheet(flags *pflag.FlagSet, f *SheetFile) {
	flags.Var(f, "sheet", "write what is told to this "+sheet.Ending+" as a workbook as well")
}

// AddForce adds the flag that lets copies take the place of other files, to a command that replaces nothing else.
func AddForce(flags *pflag.FlagSet, force *bool) {
	flags.BoolVar(force, "force", false, "replace a file there that is no page of ours, or a workbook")
}

// Any reports whether a copy was asked for.
func (f Files) Any() bool { return f.Page != "" || f.Sheet != "" }

// Check demands that the copies can be written, before what they tell is found.
func (f Files) Check() error { return cmp.Or(f.checkPage(), f.checkSheet()) }

// pageMark stands at the beginning of every page that we wrote.
const pageMark = `<meta name="generator" content="postsale `

func (f Files) checkPage() error {
	if f.Page == "" {
		return nil
	}
	if err := f.apart("--page", string(f.Page)); err != nil {
		return err
	}
	if err := folder.CheckFile(string(f.Page), pageMark, f.Force); err != nil {
		return voice.Exit{Code: voice.Misused, Err: err}
	}
	return nil
}

// ofAnybody is what stands in every file: who may replace a workbook is asked by checkSheet.
const ofAnybody = ""

func (f Files) checkSheet() error {
	if f.Sheet == "" {
		return nil
	}
	if err := f.apart("--sheet", string(f.Sheet)); err != nil {
		return err
	}
	err := folder.CheckFile(string(f.Sheet), ofAnybody, f.Force)
	if err == nil && !f.Force {
		if _, there := os.Lstat(string(f.Sheet)); there == nil {
			err = fmt.Errorf("%s: exists; choose another file or replace it with --force", units.Shown(string(f.Sheet)))
		}
	}
	if err != nil {
		return voice.Exit{Code: voice.Misused, Err: errors.New("--sheet: " + err.Error())}
	}
	return nil
}

// Spare demands that no copy takes the place of a file that was read for it, whatever --force says.
func (f Files) Spare() error { return SpareRead(string(f.Page), string(f.Sheet)) }

// SpareRead demands that none of some files to write is one that scenarios, sweeps or their data were read from.
func SpareRead(files ...string) error {
	for _, file := range files {
		if file != "" && tree.WasRead(file) {
			return voice.Usage("%s: is read here, and --force replaces nothing that is read; choose another file", units.Shown(file))
		}
	}
	return nil
}

// apart demands that a file does not lie in the folder of results.
func (f Files) apart(flag, file string) error {
	if f.Dir != "" && inFolder(f.Dir, file) {
		return voice.Usage("%s: %s is in the folder of --out, which holds results alone; choose another place", flag, units.Shown(file))
	}
	return nil
}

func inFolder(dir, file string) bool {
	way, err := filepath.Rel(really(dir), filepath.Join(really(filepath.Dir(file)), filepath.Base(file)))
	return err == nil && filepath.IsLocal(way)
}

// really returns where a folder is, whatever links lead to it.
func really(dir string) string {
	if led, err := filepath.EvalSymlinks(dir); err == nil {
		dir = led
	}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return dir
}

// Write writes the copies that were asked for of what is told, and says where they are. Each is made when it is asked for.
func (f Files) Write(errs io.Writer, paged func() (page.Page, error), filled func() sheet.Workbook) error {
	return cmp.Or(f.writePage(errs, paged), f.WriteSheet(errs, filled))
}

func (f Files) writePage(errs io.Writer, paged func() (page.Page, error)) error {
	if f.Page == "" {
		return nil
	}
	p, err := paged()
	if err != nil {
		return fmt.Errorf("--page: %w", err)
	}
	var all bytes.Buffer
	if err := page.Write(&all, p); err != nil {
		return fmt.Errorf("--page: %w", err)
	}
	return f.PutPage(errs, all.Bytes())
}

// PutPage writes the text of a page to its file.
func (f Files) PutPage(errs io.Writer, text []byte) error {
	if err := folder.WriteFile(string(f.Page), pageMark, text, f.Force); err != nil {
		return err
	}
	if !f.Quiet {
		fmt.Fprintf(errs, "postsale: the page is in %s\n", units.Shown(string(f.Page)))
	}
	return nil
}

// WriteSheet writes the workbook alone.
func (f Files) WriteSheet(errs io.Writer, filled func() sheet.Workbook) error {
	if f.Sheet == "" {
		return nil
	}
	var all bytes.Buffer
	notes, err := sheet.Write(&all, filled())
	if err != nil {
		return fmt.Errorf("--sheet: %w", err)
	}
	if err := f.checkSheet(); err != nil { // somebody may have been there meanwhile
		return err
	}
	if err := folder.WriteFile(string(f.Sheet), ofAnybody, all.Bytes(), f.Force); err != nil {
		return fmt.Errorf("--sheet: %w", err)
	}
	for _, note := range notes {
		fmt.Fprintf(errs, "postsale: %s: %s\n", units.Shown(string(f.Sheet)), note)
	}
	if !f.Quiet {
		fmt.Fprintf(errs, "postsale: the workbook is in %s\n", units.Shown(string(f.Sheet)))
	}
	return nil
}
