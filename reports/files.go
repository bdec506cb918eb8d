package reports

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"
)

const (
	programName  = "postsale"
	manifestName = "manifest.json"
)

// File is a file of the results.
type File struct {
	Name string // relative to the folder, with slashes
	Data []byte
}

// manifest tells what made a folder of results, and what is in it.
type manifest struct {
	Program struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	} `json:"program"`
	Go struct {
		Version string `json:"version"`
		GOARCH  string `json:"goarch"`
		GOAMD64 string `json:"goamd64,omitempty"`
	} `json:"go"`
	Command  string           `json:"command"`
	Scenario scenarioRecord   `json:"scenario"`
	Others   []scenarioRecord `json:"others,omitempty"` // that it was compared with
	Seed     uint64           `json:"seed"`
	Trials   struct {
		Asked  int             `json:"asked"`
		Done   int             `json:"done"`
		Failed []failureRecord `json:"failed"`
	} `json:"trials"`
	Until       *untilRecord `json:"until,omitempty"`
	Partial     bool         `json:"partial"`
	Notes       []string     `json:"notes"` // plots left out
	Started     string       `json:"started"`
	WallSeconds float64      `json:"wall_seconds"`
	Files       []fileRecord `json:"files"`
}

type scenarioRecord struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

type failureRecord struct {
	Trial int    `json:"trial"`
	Cause string `json:"cause"`
}

type fileRecord struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Results are what a folder is filled with.
type Results interface {
	// contents returns the files, and notes of plots that had nothing to show.
	contents() (list []content, notes []string, err error)
	manifest(notes []string, files []fileRecord) manifest
}

// content is a file of the results before it is written.
type content struct {
	name string
	fill func(io.Writer) error
}

// content returns a file as it is.
func (f File) content() content {
	return content{f.Name, func(to io.Writer) error {
		_, err := to.Write(f.Data)
		return err
	}}
}

func (s *Study) contents() ([]content, []string, error) {
	plots, notes, err := Plots(s)
	list := []content{
		{"summary.json", func(to io.Writer) error { return SummaryJSON(to, s.given()) }},
		{"quarters.csv", func(to io.Writer) error { return QuartersCSV(to, s) }},
		{"trials.csv", func(to io.Writer) error { return TrialsCSV(to, s) }},
	}
	for _, f := range plots {
		list = append(list, f.content())
	}
	return list, notes, err
}

// given returns the study as if its number of trials had been given: whoever asks
// for as many gets the same files. The manifest tells why they are so many.
func (s *Study) given() *Study {
	given := *s
	given.Until = nil
	return &given
}

// writeResults writes every file of the results, each forced to the disk.
func writeResults(folder string, r Results, extra []File) error {
	if err := os.Mkdir(folder, 0o777); err != nil {
		return err
	}
	contents, notes, err := r.contents()
	if err != nil {
		return err
	}
	for _, f := range extra {
		contents = append(contents, f.content())
	}
	w := writer{folder: folder}
	for _, c := range contents {
		w.write(c.name, c.fill)
	}
	m := r.manifest(notes, w.files)
	w.write(manifestName, func(to io.Writer) error {
		out := json.NewEncoder(to)
		out.SetEscapeHTML(false)
		out.SetIndent("", " ")
		return out.Encode(m)
	})
	return w.err
}

func (s *Study) manifest(notes []string, files []fileRecord) manifest {
	var m manifest
	m.Program.Name, m.Program.Version = programName, s.Program
	m.Go.Version, m.Go.GOARCH, m.Go.GOAMD64 = s.GoVersion, runtime.GOARCH, buildSetting("GOAMD64")
	m.Command = s.Command
	m.Scenario = scenarioRecord{s.Name, s.SHA256}
	m.Seed = s.Seed
	m.Trials.Asked, m.Trials.Done, m.Trials.Failed = s.Asked, s.Done, []failureRecord{}
	for _, f := range s.Failures {
		m.Trials.Failed = append(m.Trials.Failed, failureRecord{f.Trial, f.Cause})
	}
	m.Until = s.Until.record(s.Done)
	m.Partial = s.Interrupted
	m.Notes = append([]string{}, notes...)
	m.Started = s.Started.UTC().Format(time.RFC3339)
	m.WallSeconds = s.Wall.Seconds()
	m.Files = files
	return m
}

func buildSetting(key string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			if setting.Key == key {
				return setting.Value
			}
		}
	}
	return ""
}

// writer writes files into a folder and keeps the first error.
type writer struct {
	folder string
	files  []fileRecord
	err    error
}

func (w *writer) write(name string, fill func(io.Writer) error) {
	if w.err != nil {
		return
	}
	if w.err = w.writeFile(name, fill); w.err != nil {
		w.err = fmt.Errorf("%s: %w", clean(name), cause(w.err))
	}
}

func (w *writer) writeFile(name string, fill func(io.Writer) error) (err error) {
	if !filepath.IsLocal(name) {
		return fmt.Errorf("must be a name within the folder")
	}
	path := filepath.Join(w.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if closed := file.Close(); err == nil {
			err = closed
		}
	}()
	hash, size := sha256.New(), counter(0)
	buffer := bufio.NewWriterSize(io.MultiWriter(file, hash, &size), 1<<16)
	if err := fill(buffer); err != nil {
		return err
	}
	if err := buffer.Flush(); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	w.files = append(w.files, fileRecord{Name: name, Bytes: int64(size), SHA256: hex.EncodeToString(hash.Sum(nil))})
	syncFolder(filepath.Dir(path))
	return nil
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// syncFolder forces the names in a folder to the disk, where the file system can.
func syncFolder(path string) {
	if folder, err := os.Open(path); err == nil {
		folder.Sync()
		folder.Close()
	}
}
