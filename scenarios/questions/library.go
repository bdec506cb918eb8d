package questions

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"postsale/models/units"
	"postsale/scenarios/tree"
)

//go:embed library
var library embed.FS

const libraryFolder = "library"

// Names returns the names of the questions that are built in, in order.
func Names() []string {
	entries, err := library.ReadDir(libraryFolder)
	if err != nil {
		panic(err) // it is embedded
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// Built returns a question that is built in; an error is a *scenarios.Error.
func Built(name string) (*Question, error) {
	file := path.Join(libraryFolder, name, StudyName)
	data, err := library.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("no study named %s%s; postsale studies lists them", units.Quote(name), units.Hint(name, Names()))
	}
	return read(name, &tree.Source{Shown: path.Join(name, StudyName), Path: file, Library: library}, data)
}

// Files returns the files of a question that is built in, by their names.
func Files(name string) (map[string][]byte, error) {
	folder := path.Join(libraryFolder, name)
	files := map[string][]byte{}
	entries, err := library.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if files[e.Name()], err = library.ReadFile(path.Join(folder, e.Name())); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// Files returns the files of the question, by their names: of a folder those that lie in it, and are no results.
func (q *Question) Files() (map[string][]byte, error) {
	if q.given == "" {
		return Files(q.Name)
	}
	entries, err := os.ReadDir(q.given)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	size := int64(0)
	for _, e := range entries {
		info, err := os.Stat(filepath.Join(q.given, e.Name())) // of what a link leads to
		if err != nil || !info.Mode().IsRegular() || !slices.Contains(extensions, filepath.Ext(e.Name())) {
			continue
		}
		if size += info.Size(); size > tree.LargestData {
			return nil, fmt.Errorf("%s: has more than %d MB of files", units.Shown(q.given), tree.LargestData>>20)
		}
		if files[e.Name()], err = os.ReadFile(filepath.Join(q.given, e.Name())); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// extensions are the ends of the names of files of a question.
var extensions = []string{".yaml", ".yml", ".csv", ".md", ".svg"}

// Read returns the question in a folder; an error of its files is a *scenarios.Error.
func Read(folder string) (*Question, error) {
	var r tree.Report
	for _, name := range []string{StudyName, SweepName} {
		file := filepath.Join(folder, name)
		if info, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			r.In(file, "no such file; a study is a folder with %s and %s: postsale studies NAME --write %s makes one of a built-in study", StudyName, SweepName, units.Printable(folder))
		} else if err == nil && !info.Mode().IsRegular() {
			r.In(file, "want a file")
		}
	}
	if err := r.Failed(); err != nil {
		return nil, err
	}
	from := &tree.Source{Shown: filepath.Join(folder, StudyName), Path: filepath.Join(folder, StudyName)}
	data, err := from.Read()
	if err != nil {
		r.In(from.Shown, "%v", err)
		return nil, r.Failed()
	}
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	q, err := read(units.Short(filepath.Base(absolute)), from, data)
	if err != nil {
		return nil, err
	}
	q.folder, q.given = folder, folder
	return q, nil
}

// put writes the files of a question that is built in into a folder.
func (q *Question) put(folder string) (*Question, error) {
	files, err := Files(q.Name)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o666); err != nil {
			return nil, err
		}
	}
	there := *q
	there.folder = folder
	return &there, nil
}
