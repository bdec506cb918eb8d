package folder

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"

	"postsale/models/results/saved"
	"postsale/models/units"
)

// manifest decides which results may replace which.
type manifest struct{ saved.Manifest }

// readManifest returns the manifest of a folder, and whether it is ours.
func readManifest(folder string) (m manifest, ok bool) {
	text, err := os.ReadFile(filepath.Join(folder, saved.ManifestName))
	ok = err == nil && json.Unmarshal(text, &m) == nil && m.Program.Name == saved.Program
	return m, ok
}

// foreign returns a file in the folder that the manifest does not name, if there is
// one: that is not ours to replace.
func (m manifest) foreign(folder string) (name string) {
	known := map[string]bool{saved.ManifestName: true}
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
func (m manifest) changed(folder string) (name string) {
	for _, f := range m.Files {
		if !f.Stands(folder) {
			return f.Name
		}
	}
	return ""
}

// editedSince reports whether the same command line made other results, as it does when a scenario's file is edited.
func (m manifest) editedSince(there manifest) bool {
	return m.Order != "" && there.Order != "" && m.Order != there.Order &&
		ofTrials().ReplaceAllString(m.Command, "") == ofTrials().ReplaceAllString(there.Command, "")
}

// ofTrials is where a command line says how many trials; --until has others each time.
var ofTrials = units.Pattern(` --trials [0-9]+`)

// shortfall says in a word what results lack that were asked for, if anything.
func (m manifest) shortfall() string {
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
func (m manifest) shortOf(there manifest, force bool) string {
	lacks := m.shortfall()
	switch {
	case lacks != "" && (there.shortfall() == "" || m.Trials.Done < there.Trials.Done):
		return lacks
	case !force && m.Trials.Done < there.Trials.Done:
		return "fewer-trials"
	}
	return ""
}
