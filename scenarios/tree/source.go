package tree

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"postsale/models/units"
)

// The largest that is read, in bytes. Whatever is in them, to read a scenario of these sizes takes less than 1 GB of
// memory (see TestHostileFilesTakeLittleMemory).
const (
	LargestScenario = 1 << 20
	LargestData     = 64 << 20 // all data files, each as often as it is named
)

// Source is a file that scenarios are read from, on disk or in the built-in library.
type Source struct {
	Shown   string // as the user typed it, for messages
	Path    string // where it is
	Library fs.FS  // nil for a file on disk
	Setting bool   // no file: what --set says, whose data files lie there
}

// Users reports whether what stands there is the user's own.
func (s *Source) Users() bool { return s.Library == nil || s.Setting }

// Locate finds the scenario that ref means: a path if it has a slash or ends in .yaml, otherwise a built-in name.
// A path is relative to the file that states it, if there is one.
func Locate(ref string, stated *Source, library fs.FS) (*Source, error) {
	if !IsPath(ref) {
		file := ref + ".yaml"
		if _, err := fs.Stat(library, file); err != nil {
			return nil, fmt.Errorf("no built-in scenario of this name%s", cmp.Or(nearby(ref, stated), units.Hint(ref, Names(library))))
		}
		return &Source{Shown: ref, Path: file, Library: library}, nil
	}
	switch {
	case stated == nil:
		return &Source{Shown: ref, Path: ref}, nil
	case stated.Library != nil:
		file := path.Join(path.Dir(stated.Path), ref)
		return &Source{Shown: file, Path: file, Library: stated.Library}, nil
	case filepath.IsAbs(ref):
		return &Source{Shown: ref, Path: ref}, nil
	}
	file := filepath.Join(filepath.Dir(stated.Path), filepath.FromSlash(ref))
	return &Source{Shown: file, Path: file}, nil
}

// nearby says which file a name without a slash was perhaps meant for, in the folder that a path would be relative to.
func nearby(ref string, stated *Source) string {
	if ref == "" || stated != nil && stated.Library != nil {
		return ""
	}
	folder := "."
	if stated != nil {
		folder = filepath.Dir(stated.Path)
	}
	for _, file := range []string{ref + ".yaml", ref + ".yml", ref, filepath.Join(ref, "scenario.yaml")} {
		info, err := os.Stat(filepath.Join(folder, file))
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if extension := strings.ToLower(filepath.Ext(file)); slices.Contains(tables, extension) {
			return fmt.Sprintf("; %s is no scenario, but a scenario may name it: accounts: %s, and a sweep: design: %s",
				units.Printable(file), units.Printable(file), units.Printable(file))
		}
		return fmt.Sprintf("; the file of that name is .%c%s", filepath.Separator, units.Printable(file))
	}
	if info, err := os.Stat(filepath.Join(folder, ref)); err == nil && info.IsDir() {
		return fmt.Sprintf("; .%c%s is a folder, want a file in it", filepath.Separator, units.Printable(ref))
	}
	return ""
}

// tables are the ends of the names of files of rows.
var tables = []string{".csv", ".tsv", ".txt", ".xlsx", ".xls"}

// missed says which file was perhaps meant by a path that cannot be read.
func (s *Source) missed() string {
	if s.Library != nil {
		return ""
	}
	info, err := os.Stat(s.Path)
	switch {
	case err == nil && info.IsDir():
		if inner := filepath.Join(s.Path, "scenario.yaml"); isFile(inner) {
			return "; the scenario in it is " + units.Printable(inner)
		}
	case err != nil:
		if target, err := os.Readlink(s.Path); err == nil {
			return "; it is a link to " + units.Printable(target)
		}
		for _, extension := range []string{".yaml", ".yml"} {
			if isFile(s.Path + extension) {
				return "; the file of that name is " + units.Printable(s.Shown+extension)
			}
		}
		stem := func(file string) string { return strings.TrimSuffix(file, filepath.Ext(file)) }
		var others, stems []string
		files, _ := os.ReadDir(filepath.Dir(s.Path))
		for _, file := range files[:min(len(files), mostNeighbours)] {
			if IsPath(file.Name()) {
				others, stems = append(others, file.Name()), append(stems, stem(file.Name()))
			}
		}
		if near := slices.Index(stems, units.Nearest(stem(filepath.Base(s.Path)), stems)); near >= 0 {
			return fmt.Sprintf(", did you mean %s?", units.Quote(others[near]))
		}
	}
	return ""
}

// mostNeighbours bounds how many names are looked at for a hint.
const mostNeighbours = 1000

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// IsPath reports whether a reference is a path, and no built-in name.
func IsPath(ref string) bool {
	return strings.ContainsRune(ref, '/') || strings.ContainsRune(ref, filepath.Separator) ||
		strings.HasSuffix(ref, ".yaml") || strings.HasSuffix(ref, ".yml")
}

// Names returns the names of the scenarios in a library, in order.
func Names(library fs.FS) []string {
	var all []string
	files, _ := fs.Glob(library, "*.yaml") // the pattern is well formed
	for _, file := range files {
		all = append(all, strings.TrimSuffix(file, ".yaml"))
	}
	slices.Sort(all)
	return all
}

// Same says whether two sources are one file.
func (s *Source) Same(t *Source) bool {
	if s.Library != nil || t.Library != nil {
		return s.Library != nil && t.Library != nil && s.Path == t.Path
	}
	a, errA := os.Stat(s.Path)
	b, errB := os.Stat(t.Path)
	return errA == nil && errB == nil && os.SameFile(a, b)
}

// Read returns the bytes of the scenario file.
func (s *Source) Read() ([]byte, error) {
	if s.Library != nil {
		return readAll(s.Library, s.Path, LargestScenario)
	}
	noteRead(s.Path)
	data, err := readAll(disk{}, s.Path, LargestScenario)
	if err != nil {
		return nil, fmt.Errorf("%w%s", err, s.missed())
	}
	return data, nil
}

// disk is the file system as the user sees it.
type disk struct{}

func (disk) Open(name string) (fs.File, error)     { return os.Open(name) }
func (disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }

// folder is what of the file system lies in a folder.
type folder struct{ *os.Root }

func (f folder) Open(name string) (fs.File, error) { return f.Root.Open(name) }

// readData returns the bytes of a data file that the scenario names, which must lie in the scenario's folder.
func (s *Source) readData(name string) ([]byte, error) {
	if name == "" {
		return nil, errors.New("want the name of a file")
	}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil, errors.New("must lie in the folder of the scenario")
	}
	if s.Library != nil {
		return readAll(s.Library, path.Join(path.Dir(s.Path), name), LargestData)
	}
	root, err := os.OpenRoot(filepath.Dir(s.Path))
	if err != nil {
		return nil, plain(err)
	}
	defer root.Close()
	noteRead(filepath.Join(filepath.Dir(s.Path), filepath.FromSlash(name)))
	return readAll(folder{root}, filepath.FromSlash(name), LargestData)
}

// readAll reads a regular file: a pipe or device could block, or never end.
func readAll(files fs.FS, name string, largest int64) ([]byte, error) {
	info, err := fs.Stat(files, name)
	switch {
	case err != nil:
		return nil, plain(err)
	case info.IsDir():
		return nil, errors.New("a folder, not a file")
	case !info.Mode().IsRegular():
		return nil, errors.New("not a regular file")
	case info.Size() > largest:
		return nil, fmt.Errorf("larger than %d MB", largest>>20)
	}
	file, err := files.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, largest+1)) // files of the system say that they are empty
	if err != nil {
		return nil, plain(err)
	}
	if int64(len(data)) > largest {
		return nil, fmt.Errorf("larger than %d MB", largest>>20)
	}
	return data, nil
}

// plain says in a few words why a file cannot be read, without the path that the message names already.
func plain(err error) error {
	var failed *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("may not be read")
	case errors.As(err, &failed):
		return failed.Err
	}
	return err
}
