package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"time"

	"postsale/models/results"
	"postsale/models/results/saved"
)

const (
	programName  = "postsale"
	manifestName = "manifest.json"
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
	Command  string                 `json:"command"`
	Scenario saved.ScenarioRecord   `json:"scenario"`
	Others   []saved.ScenarioRecord `json:"others,omitempty"` // that it was compared with
	Seed     uint64                 `json:"seed"`
	Order    string                 `json:"order"` // what was asked for, whatever the number of trials
	Trials   struct {
		Asked  int                   `json:"asked"`
		Done   int                   `json:"done"`
		Failed []saved.FailureRecord `json:"failed"`
	} `json:"trials"`
	Until       *saved.UntilRecord `json:"until,omitempty"`
	Partial     bool               `json:"partial"`
	Notes       []string           `json:"notes"` // plots left out
	Started     string             `json:"started"`
	WallSeconds float64            `json:"wall_seconds"`
	Files       []FileRecord       `json:"files"`
}

type FileRecord struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// ManifestOf returns the manifest of a run, with notes of plots that had nothing to show and the files that were written.
func ManifestOf(s *results.Run, notes []string, files []FileRecord) Manifest {
	var m Manifest
	m.Program.Name, m.Program.Version = programName, s.Program
	m.Go.Version, m.Go.GOARCH, m.Go.GOAMD64 = s.GoVersion, runtime.GOARCH, buildSetting("GOAMD64")
	m.Command = s.Command
	m.Scenario = saved.ScenarioRecord{Name: s.Name, SHA256: s.SHA256}
	m.Seed, m.Order = s.Seed, s.Order
	m.Trials.Asked, m.Trials.Done, m.Trials.Failed = s.Asked, s.Done, []saved.FailureRecord{}
	for _, f := range s.Failures {
		m.Trials.Failed = append(m.Trials.Failed, saved.FailureRecord{Trial: f.Trial, Cause: f.Cause})
	}
	m.Until = saved.UntilOf(s.Until, s.Done)
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

// readManifest returns the manifest of a folder, and whether it is ours.
func readManifest(folder string) (m Manifest, ok bool) {
	text, err := os.ReadFile(filepath.Join(folder, manifestName))
	ok = err == nil && json.Unmarshal(text, &m) == nil && m.Program.Name == programName
	return m, ok
}

// foreign returns a file in the folder that the manifest does not name, if there is
// one: that is not ours to replace.
func (m Manifest) foreign(folder string) (name string) {
	known := map[string]bool{manifestName: true}
	for _, f := range m.Files {
		known[f.Name] = true
	}
	filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		relative, unnamed := filepath.Rel(folder, path)
		if err == nil && unnamed == nil && !entry.IsDir() && !known[filepath.ToSlash(relative)] {
			name = filepath.ToSlash(relative)
			return filepath.SkipAll
		}
		return nil
	})
	return name
}

// changed returns a file of the manifest that is not in the folder as it was
// written, if there is one.
func (m Manifest) changed(folder string) (name string) {
	for _, f := range m.Files {
		if !f.stands(folder) {
			return f.Name
		}
	}
	return ""
}

// stands reports whether a file is in the folder as it was written.
func (f FileRecord) stands(folder string) bool {
	path := filepath.Join(folder, filepath.FromSlash(f.Name))
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() || info.Size() != f.Bytes {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, file)
	return err == nil && hex.EncodeToString(hash.Sum(nil)) == f.SHA256
}

// editedSince reports whether the same command line made other results, as it does when a scenario's file is edited.
func (m Manifest) editedSince(there Manifest) bool {
	return m.Order != "" && there.Order != "" && m.Order != there.Order &&
		ofTrials.ReplaceAllString(m.Command, "") == ofTrials.ReplaceAllString(there.Command, "")
}

// ofTrials is where a command line says how many trials; --until has others each time.
var ofTrials = regexp.MustCompile(` --trials [0-9]+`)

// shortfall says in a word what results lack that were asked for, if anything.
func (m Manifest) shortfall() string {
	switch {
	case m.Partial:
		return "partial"
	case len(m.Trials.Failed) > 0:
		return "failed"
	case m.Until != nil && !m.Until.Settled:
		return "unsettled"
	}
	return ""
}

// shortOf says in a word in what results fall short of others that they would
// replace, if they do: they lack what the others have, or without force they rest on
// fewer trials, as those that --until settles early.
func (m Manifest) shortOf(there Manifest, force bool) string {
	lacks := m.shortfall()
	switch {
	case lacks != "" && (there.shortfall() == "" || m.Trials.Done < there.Trials.Done):
		return lacks
	case !force && m.Trials.Done < there.Trials.Done:
		return "fewer-trials"
	}
	return ""
}
