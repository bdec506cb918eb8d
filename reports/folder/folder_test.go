package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/models/results/saved"
)

// tree returns the files below a folder, by name, and fails on anything else that
// was left behind.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	}))
	return files
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
	return path
}

// files are a run as the tests write it, with a plot in name only.
type files struct{ *results.Run }

func (f files) Contents() ([]Content, []string, error) {
	return []Content{
		{"summary.json", func(to io.Writer) error { return saved.SummaryJSON(to, f.Run) }},
		{"quarters.csv", func(to io.Writer) error { return saved.Quarters(f.Run).Write(to, saved.CSV) }},
		{"trials.csv", func(to io.Writer) error { return saved.Trials(f.Run).Write(to, saved.CSV) }},
		AsContent(File{Name: "plots/nrr-fan.svg", Data: []byte("<svg/>")}),
	}, []string{"plot cohorts left out"}, nil
}

func (f files) Manifest(notes []string, list []saved.FileRecord) saved.Manifest {
	return saved.ManifestOf(f.Run, notes, list)
}

// writeFolder writes results to the place that was asked for.
func writeFolder(dir string, r Results, extra []File, force bool) error {
	at, err := WriteFolder(dir, r, extra, force)
	if err == nil && at != dir {
		return fmt.Errorf("written to %s", at)
	}
	return err
}

var extra = []File{{Name: "scenario.yaml", Data: []byte("name: board\n")}, {Name: "data/accounts.csv", Data: []byte("arr\n1\n")}}

func TestFolderHoldsWhatItsManifestSays(t *testing.T) {
	s := files{sample.Shape{Trials: 20, Quarters: 4, Start: sample.Board.Start}.Run(t)}
	s.Interrupted, s.Failures = true, []results.Failure{{Trial: 3, Cause: "broken"}}
	beside := t.TempDir()
	dir := filepath.Join(beside, "out")
	require.NoError(t, writeFolder(dir, s, extra, false))

	files := tree(t, dir)
	var m saved.Manifest
	require.NoError(t, json.Unmarshal([]byte(files[saved.ManifestName]), &m))
	delete(files, saved.ManifestName)
	require.Len(t, m.Files, len(files))
	for _, f := range m.Files {
		sum := sha256.Sum256([]byte(files[f.Name]))
		assert.Equal(t, hex.EncodeToString(sum[:]), f.SHA256, f.Name)
		assert.Len(t, files[f.Name], int(f.Bytes), f.Name)
	}
	for _, name := range []string{"summary.json", "quarters.csv", "trials.csv", "scenario.yaml", "data/accounts.csv", "plots/nrr-fan.svg"} {
		assert.Contains(t, files, name)
	}
	assert.Equal(t, "board", m.Scenario.Name)
	assert.Equal(t, s.SHA256, m.Scenario.SHA256)
	assert.Equal(t, s.Command, m.Command)
	assert.Equal(t, s.Program, m.Program.Version)
	assert.True(t, m.Partial)
	assert.Equal(t, []saved.FailureRecord{{Trial: 3, Cause: "broken"}}, m.Trials.Failed)
	assert.Equal(t, 1.5, m.WallSeconds)
	assert.Equal(t, "2026-11-22T06:00:00Z", m.Started)

	left, err := os.ReadDir(beside)
	require.NoError(t, err)
	assert.Len(t, left, 1, "only the results remain")
}

func TestOnlyTheManifestKnowsTheTime(t *testing.T) {
	s := files{sample.Plain.Run(t)}
	first, second := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "out")
	require.NoError(t, writeFolder(first, s, extra, false))
	started, wall := s.Started, s.Wall
	s.Started, s.Wall = started.Add(time.Hour), 2*wall
	require.NoError(t, writeFolder(second, s, extra, false))
	a, b := tree(t, first), tree(t, second)
	assert.NotEqual(t, a[saved.ManifestName], b[saved.ManifestName])
	delete(a, saved.ManifestName)
	delete(b, saved.ManifestName)
	assert.Equal(t, a, b)

	s.Started, s.Wall = started, wall
	require.NoError(t, writeFolder(second, s, extra, true))
	delete(a, saved.ManifestName)
	assert.Equal(t, tree(t, first), tree(t, second))
}

func TestFolderReplacesNothingButResults(t *testing.T) {
	s := files{sample.Plain.Run(t)}
	results := func(dir string) { require.NoError(t, writeFolder(dir, s, nil, false)) }
	for _, c := range []struct {
		name  string
		place func(dir string)
		force bool
		want  string // part of the error; none: it is written
	}{
		{name: "nothing there"},
		{name: "an empty folder", place: func(dir string) { os.Mkdir(dir, 0o777) }},
		{name: "an empty folder, forced", place: func(dir string) { os.Mkdir(dir, 0o777) }, force: true},
		{name: "results", place: results,
			want: "out: exists and is not empty: it holds the results of postsale run board --trials 200 --seed 1; choose another"},
		{name: "results, forced", place: results, force: true},
		{name: "another's folder", place: func(dir string) { write(t, dir+"/thesis.tex", "work") },
			want: "exists and is not empty"},
		{name: "another's folder, forced", place: func(dir string) { write(t, dir+"/thesis.tex", "work") }, force: true,
			want: "has no manifest.json of postsale"},
		{name: "another's manifest, forced", place: func(dir string) { write(t, dir+"/manifest.json", `{"program": {"name": "npm"}}`) },
			force: true, want: "has no manifest.json of postsale"},
		{name: "a file", place: func(dir string) { write(t, dir, "work") }, want: "is a file"},
		{name: "a file, forced", place: func(dir string) { write(t, dir, "work") }, force: true, want: "is a file"},
		{name: "a link to nowhere", place: func(dir string) { os.Symlink("nowhere", dir) }, want: "no such file"},
		{name: "what a killed run left", place: func(dir string) { write(t, filepath.Dir(dir)+"/.postsale-1/results/trials.csv", "tri") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if c.place != nil {
				c.place("out")
			}
			before := tree(t, ".")
			checked := CheckFolder("out", c.force)
			if checked == nil {
				checked = Rehearse("out", s.Manifest(nil, nil), extra, c.force)
			}
			err := writeFolder("out", s, extra, c.force)
			if c.want != "" {
				require.ErrorContains(t, checked, c.want)
				require.ErrorContains(t, err, c.want)
				assert.NotContains(t, err.Error(), "\n")
				assert.Equal(t, before, tree(t, "."))
				return
			}
			require.NoError(t, checked)
			require.NoError(t, err)
			after := tree(t, "out")
			assert.Contains(t, after, "scenario.yaml")
			assert.Contains(t, after, saved.ManifestName)
		})
	}
}

func TestFolderNeedsAPlace(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "file", "work")
	require.NoError(t, os.Mkdir("closed", 0o555))
	for _, c := range []struct{ dir, want string }{
		{"", "must have a name"},
		{"missing/out", "missing does not exist; create it first"},
		{"file/out", "file"},
		{strings.Repeat("x", 300), "file name too long"},
	} {
		assert.ErrorContains(t, CheckFolder(c.dir, false), c.want, c.dir)
	}
	if os.Getuid() > 0 { // root may write anywhere
		assert.ErrorContains(t, CheckFolder("closed/out", false), "cannot be written")
	}
	assert.NoError(t, CheckFolder("new", false))
	left, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Len(t, left, 2, "a check leaves nothing behind")
}

func TestFolderFollowsALink(t *testing.T) {
	t.Chdir(t.TempDir())
	s := files{sample.Plain.Run(t)}
	require.NoError(t, writeFolder("real", s, nil, false))
	require.NoError(t, os.Symlink("real", "out"))
	require.NoError(t, writeFolder("out", s, extra, true))
	assert.Contains(t, tree(t, "real"), "scenario.yaml")
	info, err := os.Lstat("out")
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink)
}

func TestFailureMidwayLeavesWhatWasThere(t *testing.T) {
	s := files{sample.Plain.Run(t)}
	for name, file := range map[string]string{
		"name too long": "data/" + strings.Repeat("x", 300),
		"outside":       "../escaped",
		"rooted":        "/escaped",
		"written twice": "summary.json",
		"a file's file": "summary.json/more",
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			bad := append(extra[:len(extra):len(extra)], File{Name: file, Data: []byte("x")})
			require.Error(t, writeFolder("out", s, bad, false))
			assert.Empty(t, tree(t, "."))

			require.NoError(t, writeFolder("out", s, extra, false))
			before := tree(t, ".")
			err := writeFolder("out", s, bad, true)
			require.ErrorContains(t, err, "out: ")
			assert.NotContains(t, err.Error(), "\n")
			assert.Equal(t, before, tree(t, "."))
			left, err := os.ReadDir(".")
			require.NoError(t, err)
			assert.Len(t, left, 1)
		})
	}
}
