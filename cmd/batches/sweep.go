package batches

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"postsale/cmd/copies"
	"postsale/cmd/voice"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/folder"
	"postsale/reports/progress"
	"postsale/reports/text"
	"postsale/reports/words"
	"postsale/scenarios"
	"postsale/scenarios/sweeps"
)

// sweeper lists what a sweep stands for, and writes it.
type sweeper struct {
	sets  voice.Settings
	dir   voice.OutFolder
	force bool
	all   bool

	out, errs io.Writer
}

// Sweep returns the command that lists or writes the scenarios of a sweep.
func Sweep() *cobra.Command {
	var s sweeper
	cmd := &cobra.Command{
		Use:   "sweep FILE",
		Short: "Lists the scenarios that a sweep stands for, or writes them",
		Long: `Lists the scenarios that a sweep stands for, and the values that vary. All of
them are checked; what is wrong is told once, where it stands.

With --write, each becomes a file of its own that extends nothing: it says all that
the scenario does, with the data files that it names below data. So the folder may
be moved, and what is built in may change, without changing what it says.`,
		Example: `  postsale sweep hiring.yaml
  postsale sweep hiring.yaml --write hiring`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return voice.Usage("sweep: want one file, got %s", voice.Number(len(args)))
			}
			if s.force && s.dir == "" {
				return voice.Usage("sweep: --force: want --write and a folder, got none")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s.out, s.errs = cmd.OutOrStdout(), cmd.ErrOrStderr()
			return s.sweep(args[0])
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	voice.AddSettings(flags, &s.sets)
	flags.BoolVar(&s.all, "all", false, "list every scenario, however many there are")
	flags.Var(&s.dir, "write", "write the scenario files, and the data files that they name, to this folder")
	flags.BoolVar(&s.force, "force", false, "replace files of the same names there")
	return cmd
}

func (s *sweeper) sweep(file string) error {
	sweep, err := sweeps.Read(file)
	if err != nil {
		return err
	}
	w := written{dir: string(s.dir), files: map[string][]byte{}, first: map[string]units.DataFile{}}
	told := progress.New(s.errs, "scenarios", sweep.Len())
	err = sweep.Each(s.sets, func(i int, scenario *scenarios.Scenario) error {
		told.Update(1+i, 0)
		return w.note(scenario)
	})
	told.Erase()
	if err != nil {
		return err
	}
	if w.dir != "" {
		if err := w.check(s.force); err != nil {
			return err
		}
	}
	if err := text.Write(s.out, reports.Sweep(bases(sweep), sweep.Paths, sweep, s.all)); err != nil || w.dir == "" {
		return err
	}
	return w.write(sweep, s.sets, s.errs)
}

// bases tells what varies.
func bases(s *sweeps.Sweep) string {
	var list []string
	for _, base := range s.Bases {
		list = append(list, units.Shown(base))
	}
	return units.Several(list, len(list))
}

// NoSweep demands that no argument of a command is a sweep, unless it is for such, or wants no scenario at all.
func NoSweep(cmd *cobra.Command, args []string) error {
	if cmd.Hidden || slices.Contains([]string{"sweep", "validate", "batch", "shard", "merge", "check", "submit", "report"}, cmd.Name()) {
		return nil
	}
	for _, file := range args {
		if !sweeps.Is(file) {
			continue
		}
		many, name := "many", units.Printable(file)
		if sweep, err := sweeps.Read(file); err == nil {
			many = units.Grouped(sweep.Len())
		}
		return voice.Exit{Code: voice.Invalid, Err: fmt.Errorf("%s: is a sweep of %s scenarios, want one: postsale sweep %s lists them, "+
			"and postsale batch %s runs them", name, many, name, name)}
	}
	return nil
}

// written is a folder of scenario files, none of which needs another.
type written struct {
	dir   string
	files map[string][]byte         // by name; nil until they are written
	first map[string]units.DataFile // by name, as the first scenario has it
}

// note notes which files a scenario needs in the folder.
func (w *written) note(scenario *scenarios.Scenario) error {
	if w.dir == "" {
		return nil
	}
	w.files[scenario.Name+".yaml"] = nil
	for _, file := range scenario.Files {
		name := "data/" + file.Name
		before, known := w.first[name]
		if known && !bytes.Equal(before.Data, file.Data) {
			return voice.Usage("sweep: --write: %s would be two files, as scenarios name different ones that are called so; rename one",
				units.Printable(name))
		}
		w.files[name], w.first[name] = nil, file
	}
	return nil
}

// check demands that the files can be written, over none that the sweep is read from.
func (w *written) check(force bool) error {
	if err := folder.CheckExport(w.dir, w.files, force); err != nil {
		return voice.Exit{Code: voice.Misused, Err: err}
	}
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		if err := copies.SpareRead(filepath.Join(w.dir, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	return nil
}

// write writes the files, some at a time.
func (w *written) write(sweep *sweeps.Sweep, sets voice.Settings, errs io.Writer) error {
	const most = 1000
	block := map[string][]byte{}
	for name, file := range w.first {
		block[name] = file.Data
	}
	flush := func() error {
		told, err := folder.Export(w.dir, block)
		for _, text := range told {
			fmt.Fprintf(errs, "postsale: %s\n", text)
		}
		clear(block)
		return err
	}
	err := sweep.Each(sets, func(i int, scenario *scenarios.Scenario) error {
		block[scenario.Name+".yaml"] = scenario.Resolved()
		if len(block) < most {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err == nil {
		fmt.Fprintf(errs, "postsale: %s: %s scenario files, each of them complete%s\n", words.Clean(w.dir), units.Grouped(sweep.Len()), w.strangers())
	}
	return err
}

// strangers names scenario files of others that lie in the folder too.
func (w *written) strangers() string {
	var others []string
	entries, _ := os.ReadDir(w.dir)
	for _, e := range entries {
		if _, ours := w.files[e.Name()]; !ours && !e.IsDir() && filepath.Ext(e.Name()) == ".yaml" {
			others = append(others, words.Clean(e.Name()))
		}
	}
	if len(others) == 0 {
		return ""
	}
	const most = 3
	return "; what was there before stays there: " + units.Several(others, most)
}
