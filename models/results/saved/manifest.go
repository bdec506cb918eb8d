package saved

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"postsale/models/results"
)

// Program is the name of the program in the manifests that it writes, and ManifestName theirs.
const (
	Program      = "postsale"
	ManifestName = "manifest.json"
)

// Manifest tells what made a folder of results, and what is in it.
type Manifest struct {
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
	Scenario ScenarioRecord   `json:"scenario"`
	Others   []ScenarioRecord `json:"others,omitempty"` // that it was compared with
	Seed     uint64           `json:"seed"`
	Order    string           `json:"order"` // what was asked for, whatever the number of trials
	Trials   struct {
		Asked  int             `json:"asked"`
		Done   int             `json:"done"`
		Failed []FailureRecord `json:"failed"`
	} `json:"trials"`
	Until       *UntilRecord `json:"until,omitempty"`
	Partial     bool         `json:"partial"`
	Notes       []string     `json:"notes"` // plots left out
	Started     string       `json:"started"`
	WallSeconds float64      `json:"wall_seconds"`
	Files       []FileRecord `json:"files"`
}

// FileRecord is a file of a folder as it was written; its name is relative to the folder, with slashes.
type FileRecord struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// ManifestOf returns the manifest of a run, with notes of plots that had nothing to show and the files that were written.
func ManifestOf(s *results.Run, notes []string, files []FileRecord) Manifest {
	var m Manifest
	m.Program.Name, m.Program.Version = Program, s.Program
	m.Go.Version, m.Go.GOARCH, m.Go.GOAMD64 = s.GoVersion, runtime.GOARCH, buildSetting("GOAMD64")
	m.Command = s.Command
	m.Scenario = ScenarioRecord{Name: s.Name, SHA256: s.SHA256}
	m.Seed, m.Order = s.Seed, s.Order
	m.Trials.Asked, m.Trials.Done, m.Trials.Failed = s.Asked, s.Done, []FailureRecord{}
	for _, f := range s.Failures {
		m.Trials.Failed = append(m.Trials.Failed, FailureRecord{Trial: f.Trial, Cause: f.Cause})
	}
	m.Until = UntilOf(s.Until, s.Done)
	m.Partial = s.Interrupted
	m.Notes = append([]string{}, notes...)
	m.Started = s.Started.UTC().Format(time.RFC3339)
	m.WallSeconds = s.Wall.Seconds()
	m.Files = files
	return m
}

// Processor returns what the program was built for, such as amd64/v1: others may round otherwise.
func Processor() string {
	if level := buildSetting("GOAMD64"); level != "" {
		return runtime.GOARCH + "/" + level
	}
	return runtime.GOARCH
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

// Stands reports whether a file is in the folder as it was written.
func (f FileRecord) Stands(folder string) bool {
	path := filepath.Join(folder, filepath.FromSlash(f.Name))
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() || info.Size() != f.Bytes {
		return false
	}
	digest, err := Digest(path)
	return err == nil && digest == f.SHA256
}

// Digest returns the SHA-256 of a file, in hexadecimal digits.
func Digest(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, file)
	return hex.EncodeToString(hash.Sum(nil)), err
}

// Recorder passes on what is written to a file, and keeps what its record needs.
type Recorder struct {
	to    io.Writer
	hash  hash.Hash
	bytes int64
}

// NewRecorder returns a recorder of a file of which nothing is written yet.
func NewRecorder(to io.Writer) *Recorder { return &Recorder{to: to, hash: sha256.New()} }

func (r *Recorder) Write(p []byte) (int, error) {
	n, err := r.to.Write(p)
	r.hash.Write(p[:n])
	r.bytes += int64(n)
	return n, err
}

// Record returns the record of what was written so far, under the name that the file has in its folder.
func (r *Recorder) Record(name string) FileRecord {
	return FileRecord{Name: name, Bytes: r.bytes, SHA256: hex.EncodeToString(r.hash.Sum(nil))}
}
