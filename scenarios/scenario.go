package scenarios

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"sync"
	"time"

	"postsale/models/company"
	"postsale/models/units"
	"postsale/scenarios/tree"
)

// Scenario is what to simulate, and the text that says all of it.
type Scenario struct {
	Name        string
	Description string
	Params      company.Params

	Files []units.DataFile // the data files, which Resolved names data/NAME

	days   map[string]string // what is told as days in its files, by path
	stated func() statement
}

// statement is all that a scenario says.
type statement struct {
	resolved []byte
	sha256   string
}

// Resolved returns the scenario file with everything that it extends, sets and leaves to defaults. It is written when it, or
// its fingerprint, is first asked for: half of what loading would take.
func (s *Scenario) Resolved() []byte { return s.stated().resolved }

// SHA256 returns the fingerprint of Resolved and of the data files, in hexadecimal digits.
func (s *Scenario) SHA256() string { return s.stated().sha256 }

//go:embed library
var embedded embed.FS

// builtIn is the format of scenario files with the built-in library.
var builtIn = sync.OnceValue(func() *format {
	library, err := fs.Sub(embedded, "library")
	if err != nil {
		panic(err) // the folder is embedded
	}
	f, err := newFormat(reflect.TypeFor[document[company.Params]](), library, company.Dictionaries()...)
	if err != nil {
		panic(fmt.Errorf("the dictionaries of parameters: %w", err)) // held by a test
	}
	return f
})

// Load reads a scenario, a path if ref has a slash or ends in .yaml and a built-in name otherwise, with settings
// path=value; an error is an *Error.
func Load(ref string, sets []string) (*Scenario, error) {
	l, err := builtIn().load(ref, sets)
	if err != nil {
		return nil, err
	}
	return l.scenario(), nil
}

func (l *loaded) scenario() *Scenario {
	params := l.document.Addr().Interface().(*document[company.Params]).Params
	s := &Scenario{
		Name:        string(params.Name),
		Description: params.Description,
		Params:      params,
		Files:       l.files,
		days:        l.days,
	}
	s.state(l.resolved)
	return s
}

// state has the scenario say what written returns, which is called when that is first asked for.
func (s *Scenario) state(written func() []byte) {
	files := s.Files
	s.stated = sync.OnceValue(func() statement {
		resolved := written()
		return statement{resolved, fingerprint(resolved, files)}
	})
}

// WithTrials returns the scenario with another number of trials, which must be a valid one. Of what it says, that is a line.
func (s *Scenario) WithTrials(trials int) *Scenario {
	other := *s
	other.Params.Trials = units.Count(trials)
	other.state(func() []byte {
		before, after, stated := bytes.Cut(s.Resolved(), []byte("\ntrials: "))
		_, after, ends := bytes.Cut(after, []byte("\n"))
		if !stated || !ends {
			return other.written()
		}
		return fmt.Appendf(nil, "%s\ntrials: %s\n%s", before, other.Params.Trials, after)
	})
	return &other
}

// WithName returns the scenario under another name.
func (s *Scenario) WithName(name units.Title) *Scenario {
	other := *s
	other.Name, other.Params.Name = string(name), name
	other.state(other.written)
	return &other
}

// WithDescription returns the scenario with another description, or itself if that is too long for one.
func (s *Scenario) WithDescription(text string) *Scenario {
	other := *s
	other.Description, other.Params.Description = text, text
	other.state(other.written)
	if len(text) > company.MaxDescription || len(other.Resolved()) > tree.LargestScenario {
		return s
	}
	return &other
}

// written returns the resolved scenario.
func (s *Scenario) written() []byte {
	return builtIn().written(reflect.ValueOf(document[company.Params]{Params: s.Params}))
}

// Error is everything wrong with a scenario, in the order of its files and lines.
type Error = tree.Error

// Positioned is one thing wrong with a scenario, where it stands in a file; Line is 0 where there is no line to show, and
// Column where it is a line of a table.
type Positioned = tree.Positioned

// KindSweep is the kind of a file that stands for many scenarios, as it says itself.
const KindSweep = "sweep"

// MaxDescription is how long a description may be, in bytes.
const MaxDescription = company.MaxDescription

// Names returns the names of the built-in scenarios, in order.
func Names() []string { return tree.Names(builtIn().library) }

// Textbook reports whether a built-in scenario is a case that theory solves: its name begins so. Package textbook
// holds them to it.
func Textbook(name string) bool { return strings.HasPrefix(name, "theory-") }

// Source returns the file of a built-in scenario and the data files that it names, under the names that it uses.
func Source(name string) (file []byte, data map[string][]byte, err error) {
	return builtIn().source(name)
}

// Schema returns the JSON Schema of scenario files, for editors.
func Schema() ([]byte, error) { return builtIn().schema() }

// fingerprint returns the SHA-256 of everything that the scenario says, in hexadecimal digits: of the resolved file, followed
// by the name and the length of each data file and its bytes.
func fingerprint(resolved []byte, files []units.DataFile) string {
	hash := sha256.New()
	hash.Write(resolved)
	for _, file := range files {
		fmt.Fprintf(hash, "%s %d\n", file.Name, len(file.Data))
		hash.Write(file.Data)
	}
	return hex.EncodeToString(hash.Sum(nil))
}

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

// Base returns the scenario as one from which others are loaded, by settings of what it says in all.
func (s *Scenario) Base() (*Base, error) {
	return Open(&tree.Source{Shown: s.Name, Path: resolvedName, Library: &dataFolder{s.Files}}, s.Resolved())
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
