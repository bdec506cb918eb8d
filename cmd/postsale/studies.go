package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"postsale/cmd/copies"
	"postsale/cmd/voice"
	"postsale/models/company"
	"postsale/models/results/saved"
	"postsale/models/results/turns"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/folder"
	"postsale/reports/page"
	"postsale/reports/progress"
	"postsale/reports/sheet"
	"postsale/reports/turning"
	"postsale/reports/words"
	"postsale/reports/workbook"
	"postsale/scenarios/batch"
	"postsale/scenarios/questions"
)

// studier is the study that was asked for on a command line.
type studier struct {
	order      questions.Order
	seed       voice.Seed
	settings   voice.Settings
	out, write voice.OutFolder
	force      bool
	quiet      bool
	shown      voice.Format
	copies     copies.Files

	to, errs io.Writer
}

func studiesCommand() *cobra.Command {
	var s studier
	cmd := &cobra.Command{
		Use:   "studies [NAME]",
		Short: "Arguments of the field, tried: who is right, and where that turns",
		Long: `Lists arguments of the field that are built in, or tries one: two plans at every
value of something that varies, under the same luck. It tells who holds which
position, what the plans differ by at each value, and where the winner changes.
NAME is that of a built-in study, or the path of a folder that has one.

With --set, a setting is another one in both plans at every value. With --out, the
study stays in a folder, as a batch does (tables, shards), with a page and a
picture; the same command again does what is missing, and report tells it again.
With --write, the files of a built-in study are written to a folder, to be changed.
With --page and --sheet, what is told is a page and a workbook as well.`,
		Example: `  postsale studies
  postsale studies hiring-order
  postsale studies hiring-order --trials 1000 --out study
  postsale studies hiring-order --set outcomes.leaving.month_late=1.25
  postsale studies hiring-order --write mine; postsale studies ./mine`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return voice.Usage("studies: want at most one name, got %d", len(args))
			case len(args) == 0 && voice.Given(cmd, ofOne...) != "":
				return voice.Usage("studies: --%s: want the name of a study, got none", voice.Given(cmd, ofOne...))
			case s.write != "" && voice.Given(cmd, notWrite...) != "":
				return voice.Usage("studies --write: --%s has no place, as nothing is run", voice.Given(cmd, notWrite...))
			case s.force && s.write == "" && !s.copies.Any():
				return voice.Usage("studies: --force: goes with --write, --page or --sheet, whose files it replaces")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return questions.Names(), cobra.ShellCompDirectiveDefault
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s.to, s.errs = cmd.OutOrStdout(), cmd.ErrOrStderr()
			switch {
			case len(args) == 0:
				return s.list()
			case s.write != "":
				return s.export(args[0])
			}
			return s.try(args[0])
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(voice.Whole(&s.order.Trials, 2, company.MostKept), "trials", "number of futures of each plan and value (default: as the study says)")
	voice.AddSeed(flags, &s.seed)
	voice.AddSettings(flags, &s.settings)
	flags.Var(voice.Whole(&s.order.Workers, 0, 1024), "workers", "shards at a time (default: one a core)")
	flags.Var(&s.out, "out", "keep the batch in this folder, with a page and a picture")
	flags.BoolVar(&s.order.Replan, "replan", false, "accept that another batch is asked for than is there")
	flags.Var(&s.write, "write", "write the files of a built-in study to this folder")
	flags.BoolVar(&s.force, "force", false, "replace files of the same names there, or that --page and --sheet name")
	voice.AddFormat(flags, &s.shown)
	copies.AddPage(flags, &s.copies.Page)
	copies.AddSheet(flags, &s.copies.Sheet)
	flags.BoolVar(&s.quiet, "quiet", false, "tell nothing but results and failures")
	return cmd
}

// Flags of a study that is named, and those that make no sense where nothing is run.
var (
	notWrite = []string{"trials", "seed", "set", "workers", "out", "replan", "format", "page", "sheet", "quiet"}
	ofOne    = append([]string{"write"}, notWrite...)
)

// list tells which studies there are.
func (s *studier) list() error {
	longest := 0
	for _, name := range questions.Names() {
		longest = max(longest, len(name))
	}
	var text strings.Builder
	for _, name := range questions.Names() {
		q, err := questions.Built(name)
		if err != nil {
			return err
		}
		text.WriteString(words.Hung(fmt.Sprintf("%-*s  ", longest, name), q.Title))
	}
	_, err := io.WriteString(s.to, text.String())
	return err
}

// asked returns the study of a name or a folder.
func asked(ref string) (*questions.Question, error) {
	if slices.Contains(questions.Names(), ref) {
		return questions.Built(ref)
	}
	if !strings.ContainsAny(ref, `./\`) {
		return nil, voice.Usage("studies: no study named %s%s; postsale studies lists them, and ./%s is a folder", units.Quote(ref),
			units.Hint(ref, questions.Names()), units.Printable(ref))
	}
	return questions.Read(ref)
}

// export writes the files of a study that is built in.
func (s *studier) export(name string) error {
	if !slices.Contains(questions.Names(), name) {
		return voice.Usage("studies --write: no built-in study named %s%s; postsale studies lists them", units.Quote(name), units.Hint(name, questions.Names()))
	}
	files, err := questions.Files(name)
	if err != nil {
		return err
	}
	if err := folder.CheckExport(string(s.write), files, s.force); err != nil {
		return voice.Exit{Code: voice.Misused, Err: err}
	}
	return s.put(string(s.write), files)
}

func (s *studier) put(dir string, files map[string][]byte) error {
	told, err := folder.Export(dir, files)
	for _, text := range told {
		s.note(text)
	}
	return err
}

func (s *studier) note(text string) {
	if !s.quiet {
		fmt.Fprintf(s.errs, "postsale: %s\n", text)
	}
}

// try runs a study and tells what came of it.
func (s *studier) try(ref string) error {
	question, err := asked(ref)
	if err != nil {
		return err
	}
	s.copies.Dir, s.copies.Force, s.copies.Quiet = string(s.out), s.force, s.quiet
	if err := s.copies.Check(); err != nil {
		return err
	}
	if err := s.checkKept(question); err != nil {
		return err
	}
	ctx, release := voice.Interruptible(s.errs, voice.NoTrial)
	defer release()
	argument, err := s.live(ctx, question)
	switch {
	case errors.Is(err, batch.ErrInterrupted) && s.out != "":
		return voice.Exit{Code: voice.Interrupted, Err: fmt.Errorf("interrupted: what was done is in %s, and the same command again does the others", units.Shown(string(s.out)))}
	case errors.Is(err, batch.ErrInterrupted):
		return voice.Exit{Code: voice.Interrupted, Err: errors.New("interrupted: there is no answer yet; with --out DIR what was done stays")}
	case err != nil:
		return err
	}
	if s.out != "" {
		if err := s.keep(question, argument); err != nil {
			return err
		}
	}
	return show(s.to, s.errs, s.shown, argument, s.copies)
}

// live tries a question and tells how far it is.
func (s *studier) live(ctx context.Context, q *questions.Question) (*turns.Argument, error) {
	debug.SetGCPercent(100)
	var line *progress.Line
	s.order.Settings, s.order.Seed, s.order.Dir, s.order.Program = s.settings, uint64(s.seed), string(s.out), voice.Version()
	s.order.Memory, s.order.Before, s.order.Note = voice.Memory(), voice.BeforeTrial, s.note
	s.order.Ready = s.copies.Spare
	s.order.Begin = func(trials int) {
		if !s.quiet {
			line = progress.New(s.errs, "trials", trials)
		}
	}
	s.order.Tell = func(done, failed int) { line.Update(done, failed) }
	s.order.Failed = func(plan, cause string, n int) {
		fmt.Fprintf(s.errs, "postsale: %s: %s failed: %s\n", units.Shown(plan), reports.Plural(n, "trial"), units.Shown(cause))
	}
	argument, err := q.Live(ctx, s.order)
	line.Erase()
	return argument, err
}

// checkKept demands that keep can write, before anything is lived through.
func (s *studier) checkKept(q *questions.Question) error {
	if s.out == "" {
		return nil
	}
	files, err := q.Files()
	if err != nil {
		return err
	}
	if _, err := os.Stat(string(s.out)); err != nil {
		return nil // there is nothing in the way, or the batch says what is wrong
	}
	kept := map[string][]byte{}
	for _, name := range turning.Names {
		kept[name] = nil
	}
	for name := range files {
		kept["study/"+name] = nil
	}
	if err := folder.CheckExport(string(s.out), kept, true); err != nil {
		return voice.Exit{Code: voice.Misused, Err: err}
	}
	return nil
}

// keep writes the page, the picture, the record and the study itself beside the tables.
func (s *studier) keep(q *questions.Question, a *turns.Argument) error {
	files, err := turning.Files(a)
	if err != nil {
		return err
	}
	own, err := q.Files()
	if err != nil {
		return err
	}
	for name, data := range own {
		files["study/"+name] = data
	}
	if err := s.put(string(s.out), files); err != nil {
		return err
	}
	s.note(fmt.Sprintf("the tables, %s and %s are in %s", turning.PageName, turning.VectorName, units.Shown(string(s.out))))
	return nil
}

// show tells an argument, in copies as well, and that trials of it failed.
func show(to, errs io.Writer, shown voice.Format, a *turns.Argument, copied copies.Files) error {
	unwritten := copied.Write(errs, func() (page.Page, error) { return turning.Page(a) }, func() sheet.Workbook { return workbook.OfArgument(a) })
	err := reports.Write(to, string(shown), turning.Document(a), func(to io.Writer) error { return turns.JSON(to, a) })
	err = cmp.Or(err, unwritten)
	if err == nil && a.Failed > 0 {
		return voice.Exit{Code: voice.Failed}
	}
	return err
}

// argued tells the argument again that studies wrote into a folder; told is false if there is none.
func argued(to, errs io.Writer, shown voice.Format, dir string, copied copies.Files) (told bool, err error) {
	path := filepath.Join(dir, turning.RecordName)
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false, nil
	}
	data, err := os.ReadFile(path)
	var a *turns.Argument
	if err == nil {
		a, err = turns.Read(data)
	}
	if err != nil {
		return true, voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%s: %s", units.Shown(path), units.Shown(saved.Cause(err).Error()))}
	}
	return true, show(to, errs, shown, a, copied)
}
