package saved

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"postsale/models/results"
)

// Folder is a folder of results that can be read. Each file that is read must be as it was written.
type Folder struct {
	Path     string // as the user named it
	Manifest Manifest
}

// NoResultsError says that a path is not that of a folder of results.
type NoResultsError struct{ Path, Is string }

func (e *NoResultsError) Error() string {
	return e.Path + ": " + e.Is + "; want a folder that --out of this program wrote"
}

// OpenFolder reads the manifest of a folder; a path that is not that of one is a *NoResultsError.
func OpenFolder(path string) (*Folder, error) {
	f := &Folder{Path: path}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &NoResultsError{path, "does not exist"}
	case err != nil:
		return nil, &fault{file: path, says: Cause(err).Error()}
	case !info.IsDir():
		return nil, &NoResultsError{path, "is no folder"}
	}
	manifest := f.in(ManifestName)
	info, err = os.Lstat(manifest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &NoResultsError{path, "has no " + ManifestName}
	case err == nil && !info.Mode().IsRegular():
		return nil, &NoResultsError{path, "has a " + ManifestName + " that is no file"}
	}
	text, err := os.ReadFile(manifest)
	if err != nil {
		return nil, &fault{file: manifest, says: Cause(err).Error()}
	}
	if json.Unmarshal(text, &f.Manifest); f.Manifest.Program.Name != Program && json.Valid(text) {
		return nil, &NoResultsError{path, "has a " + ManifestName + " of another program"}
	}
	f.Manifest = Manifest{}
	if err := readObject(text, &f.Manifest); err != nil {
		return nil, in(manifest, err)
	}
	return f, f.whole()
}

// whole demands that the manifest makes sense.
func (f *Folder) whole() error {
	m := &f.Manifest
	wrong := func(path, says string, args ...any) error {
		return &fault{file: f.in(ManifestName), path: path, says: fmt.Sprintf(says, args...)}
	}
	if f.Kind() == "" {
		return wrong("files", "must name one of %s", strings.Join(kinds, ", "))
	}
	if m.Trials.Done < 1 || m.Trials.Asked < m.Trials.Done {
		return wrong("trials", "must be 1 or more that were done, and no fewer that were asked for, got %d of %d", m.Trials.Done, m.Trials.Asked)
	}
	if _, err := time.Parse(time.RFC3339, m.Started); err != nil {
		return wrong("started", "must be a time such as 2026-11-22T06:00:00Z, got %s", excerpt([]byte(m.Started)))
	}
	return nil
}

// The files that only the folders of a run, a comparison, an explanation and a search have.
const (
	OfRun         = "summary.json"
	OfComparison  = "compare.json"
	OfExplanation = "why.json"
	OfSearch      = "find.json"
)

var kinds = []string{OfRun, OfComparison, OfExplanation, OfSearch}

// Kind returns the file that tells of what the folder is: summary.json, compare.json, why.json or find.json.
func (f *Folder) Kind() string {
	for _, r := range f.Manifest.Files {
		if slices.Contains(kinds, r.Name) {
			return r.Name
		}
	}
	return ""
}

// Scenarios returns where the scenario files of the plans are, base first, whose data files lie beside them.
func (f *Folder) Scenarios() ([]string, error) {
	var list []string
	plans := append([]ScenarioRecord{f.Manifest.Scenario}, f.Manifest.Others...)
	for i, plan := range plans {
		below, found := f.planFolder(i, len(plans))
		if !found {
			return nil, &fault{file: f.in(ManifestName), path: "files", says: "must name the scenario file of plan " + plan.Name}
		}
		for _, r := range f.Manifest.Files {
			if r.Name == below+"scenario.yaml" || strings.HasPrefix(r.Name, below+"data/") {
				if err := f.check(r.Name); err != nil {
					return nil, err
				}
			}
		}
		list = append(list, f.in(below+"scenario.yaml"))
	}
	return list, nil
}

// planFolder returns where the scenario of a plan is, such as plans/1-lean/ below the folder.
func (f *Folder) planFolder(plan, plans int) (below string, found bool) {
	for _, r := range f.Manifest.Files {
		below, is := strings.CutSuffix(r.Name, "scenario.yaml")
		if is && (plans == 1 && below == "" || plans > 1 && strings.HasPrefix(below, fmt.Sprintf("plans/%d-", plan))) {
			return below, true
		}
	}
	return "", false
}

func (f *Folder) in(name string) string { return filepath.Join(f.Path, filepath.FromSlash(name)) }

// check demands that a file is as it was written.
func (f *Folder) check(name string) error {
	i := slices.IndexFunc(f.Manifest.Files, func(r FileRecord) bool { return r.Name == name })
	if i < 0 || !filepath.IsLocal(filepath.FromSlash(name)) {
		return &fault{file: f.in(ManifestName), path: "files", says: "must name " + name}
	}
	remedy := "; restore it, or make the results anew"
	if strings.HasPrefix(f.Manifest.Command, "postsale ") {
		remedy += ": " + f.Manifest.Command
	}
	path := f.in(name)
	switch info, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return &fault{file: path, says: "is missing" + remedy}
	case err != nil:
		return &fault{file: path, says: Cause(err).Error()}
	case !info.Mode().IsRegular():
		return &fault{file: path, says: "is no file" + remedy}
	}
	opened, err := os.Open(path)
	if err != nil {
		return &fault{file: path, says: Cause(err).Error()}
	}
	opened.Close()
	if !f.Manifest.Files[i].Stands(f.Path) {
		return &fault{file: path, says: "was changed: it is not what " + ManifestName + " says" + remedy}
	}
	return nil
}

// read hands a file to what reads it.
func (f *Folder) read(name string, read func(from *os.File) error) error {
	if err := f.check(name); err != nil {
		return err
	}
	opened, err := os.Open(f.in(name))
	if err != nil {
		return &fault{file: f.in(name), says: Cause(err).Error()}
	}
	defer opened.Close()
	return in(f.in(name), read(opened))
}

// Object reads a JSON file into a record, which must have all the fields of its type and no others.
func (f *Folder) Object(name string, record any) error { return f.object(name, record) }

// object reads a JSON file into a record.
func (f *Folder) object(name string, record any) error {
	return f.read(name, func(from *os.File) error {
		text, err := io.ReadAll(from)
		if err != nil {
			return err
		}
		return readObject(bytes.TrimSpace(text), record)
	})
}

// has reports whether a file is in the folder.
func (f *Folder) has(file string) bool {
	return slices.ContainsFunc(f.Manifest.Files, func(r FileRecord) bool { return r.Name == file })
}

// formOf returns the first form in which the folder has a table.
func (f *Folder) formOf(table string) Form {
	for _, form := range Forms {
		if f.has(FileOf(table, form)) {
			return form
		}
	}
	return Forms[0]
}

// TableFile returns the file in which a table is read: trials.csv.
func (f *Folder) TableFile(table string) string { return FileOf(table, f.formOf(table)) }

// table hands a table to what reads it.
func (f *Folder) table(table string, read func(in source) error) error {
	return f.read(f.TableFile(table), func(from *os.File) error {
		in, err := open(from, f.formOf(table))
		if err != nil {
			return err
		}
		if in, is := in.(*rows); is {
			defer in.Close()
		}
		return read(in)
	})
}

// ofRow says what is wrong with a row of a table, counted from 1; 0 are its columns.
func (f *Folder) ofRow(table string, row int, says string) error {
	wrong := &fault{file: f.in(f.TableFile(table)), says: says}
	switch {
	case f.formOf(table) == CSV:
		wrong.line = 1 + row
	case row > 0:
		wrong.path = fmt.Sprintf("row %d", row)
	}
	return wrong
}

// in says in which file a fault is.
func in(file string, err error) error {
	var of *fault
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &of):
		of = &fault{says: Cause(err).Error()}
	case of.file != "":
		return err
	}
	placed := *of
	placed.file = file
	return &placed
}

// Cause returns an error of the file system without the operation and the path, which whoever tells it names as the user did.
func Cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// agrees demands that a file is of the trials that the manifest tells of.
func (f *Folder) agrees(scenario ScenarioRecord, seed uint64, trials int, failed []int) error {
	m := &f.Manifest
	for _, c := range []struct {
		path      string
		got, want any
	}{
		{"scenario", scenario, m.Scenario}, {"seed", seed, m.Seed}, {"trials", trials, m.Trials.Done},
		{"failed_trials", fmt.Sprint(failed), fmt.Sprint(failedTrials(&results.Run{Failures: m.failures()}))},
	} {
		if c.got != c.want {
			return &fault{path: c.path, says: fmt.Sprintf("must be as in %s, %v, got %v", ManifestName, c.want, c.got)}
		}
	}
	return nil
}

func (m *Manifest) failures() []results.Failure {
	var list []results.Failure
	for _, r := range m.Trials.Failed {
		list = append(list, results.Failure{Trial: r.Trial, Cause: r.Cause})
	}
	return list
}

// of returns a record with all that the manifest knows of it.
func (f *Folder) of(s results.Run) *results.Run {
	m := &f.Manifest
	s.Program, s.GoVersion, s.Command, s.Order = m.Program.Version, m.Go.Version, m.Command, m.Order
	s.Seed, s.Asked, s.Done, s.Failures, s.Interrupted = m.Seed, m.Trials.Asked, m.Trials.Done, m.failures(), m.Partial
	s.Started, _ = time.Parse(time.RFC3339, m.Started) // as whole has seen
	s.Wall = time.Duration(m.WallSeconds * float64(time.Second))
	return &s
}

// fault is what is wrong with a file of a folder, and where.
type fault struct {
	file         string
	line, column int    // from 1; 0 where there is none to show
	path         string // of the field
	says         string
}

// Error returns it as one line: results/trials.csv:12:7: nrr.all.FY27: must be a finite number, got "x"
func (f *fault) Error() string {
	var b strings.Builder
	b.WriteString(f.file)
	if f.line > 0 {
		fmt.Fprintf(&b, ":%d", f.line)
	}
	if f.column > 0 {
		fmt.Fprintf(&b, ":%d", f.column)
	}
	if f.path != "" {
		b.WriteString(": " + f.path)
	}
	return strings.TrimPrefix(b.String()+": "+f.says, ": ")
}
