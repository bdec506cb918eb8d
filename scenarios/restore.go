package scenarios

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"time"

	"postsale/models/units"
	"postsale/scenarios/tree"
)

// Restore returns the scenario that a resolved file and its data files stand for: those of Resolved and Files. An error is an
// *Error, which names the file as shown.
func Restore(shown string, resolved []byte, files []units.DataFile) (*Scenario, error) {
	f := builtIn()
	src := &tree.Source{Shown: shown, Path: resolvedName, Library: &dataFolder{files}}
	l, err := f.loadBytes(src, resolved, nil)
	if err != nil {
		return nil, err
	}
	return l.scenario(), nil
}

// Identity returns the SHA-256 of all that is simulated, in hexadecimal digits, whatever the scenario is called, described as
// and asked for in trials: trials of equal ones, of a seed, are equal.
func (s *Scenario) Identity() string {
	other := *s
	other.Params.Name, other.Params.Description, other.Params.Trials = "scenario", "", 1
	return fingerprint(other.written(), s.Files)
}

// resolvedName is what a resolved file is called, beside whose folder of data it lies.
const resolvedName = "scenario.yaml"

// dataFolder is a file system that holds the data files of a resolved scenario, and nothing else.
type dataFolder struct{ files []units.DataFile }

func (d *dataFolder) Open(name string) (fs.File, error) {
	for _, f := range d.files {
		if path.Join("data", f.Name) == name {
			return &fileOfData{Reader: bytes.NewReader(f.Data), size: len(f.Data), name: f.Name}, nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

type fileOfData struct {
	io.Reader
	size int
	name string
}

func (f *fileOfData) Stat() (fs.FileInfo, error) { return f, nil }
func (f *fileOfData) Close() error               { return nil }
func (f *fileOfData) Name() string               { return f.name }
func (f *fileOfData) Size() int64                { return int64(f.size) }
func (f *fileOfData) Mode() fs.FileMode          { return 0o444 }
func (f *fileOfData) ModTime() time.Time         { return time.Time{} }
func (f *fileOfData) IsDir() bool                { return false }
func (f *fileOfData) Sys() any                   { return nil }
