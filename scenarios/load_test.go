package scenarios

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/units"
	"postsale/scenarios/tree"
)

func TestDefaultsFillWhatIsNotWritten(t *testing.T) {
	l, err := planFormat(t).load("board", nil)
	require.NoError(t, err)
	p := l.plan()
	assert.Equal(t, units.Date{Year: 2027, Month: 1, Day: 1}, p.Start)
	assert.Equal(t, units.Duration(12*65), p.Horizon)
	assert.Equal(t, "default", string(p.Profile.Named))
	assert.Equal(t, effects{Late: effect{1.3, "assumption"}, NotLive: effect{1, ""}}, p.Effects)
	assert.Equal(t, team{People: 4, Pace: 19.1, Open: true, Hires: []hire{{At: 260, People: 1}}}, p.Partners["hungry"])
	assert.Equal(t, units.Share(0.1), p.Segments[0].Value.Churn.First)
	assert.Nil(t, p.Success)
	assert.Nil(t, p.Targets)
}

func TestAnOptionalSectionGetsItsDefaultsOnceItIsThere(t *testing.T) {
	l, err := planFormat(t).load("board", []string{"success={}"})
	require.NoError(t, err)
	assert.Equal(t, &success{Coverage: 0.8}, l.plan().Success)
}

var update = flag.Bool("update", false, "write what comes out into testdata; look at the difference before committing it")

// TestScenarios runs every archive in testdata: files, beside them `sets`, one a line, and last what comes of loading
// board.yaml, `error` or `resolved`.
func TestScenarios(t *testing.T) {
	archives, err := filepath.Glob("testdata/*/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, archives)
	f := planFormat(t)
	for _, path := range archives {
		path, err := filepath.Abs(path)
		require.NoError(t, err)
		archive, err := txtar.ParseFile(path)
		require.NoError(t, err)
		want := &archive.Files[len(archive.Files)-1]
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Chdir(t.TempDir())
			var sets []string
			for _, file := range archive.Files[:len(archive.Files)-1] {
				if file.Name == "sets" {
					sets = strings.Split(strings.TrimSpace(string(file.Data)), "\n")
					continue
				}
				require.NoError(t, os.MkdirAll(filepath.Dir(file.Name), 0o755))
				require.NoError(t, os.WriteFile(file.Name, file.Data, 0o644))
			}
			got := txtar.File{Name: "error"}
			l, err := f.load("board.yaml", sets)
			if err != nil {
				got.Data = []byte(err.Error() + "\n")
			} else {
				got = txtar.File{Name: "resolved", Data: l.resolved()}
				again := l.again(t, f)
				assert.Equal(t, l.plan(), again.plan())
				assert.Equal(t, string(l.resolved()), string(again.resolved()))
				assert.Equal(t, l.files, again.files)
			}
			if *update {
				*want = got
				require.NoError(t, os.WriteFile(path, txtar.Format(archive), 0o644))
			}
			assert.Equal(t, want.Name, got.Name)
			assert.Equal(t, string(want.Data), string(got.Data))
		})
	}
}

// again writes the resolved scenario and its data files into a new folder, as a run does, and loads them from there.
func (l *loaded) again(t *testing.T, f *format) *loaded {
	folder := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(folder, "data"), 0o755))
	for _, file := range l.files {
		require.NoError(t, os.WriteFile(filepath.Join(folder, "data", file.Name), file.Data, 0o644))
	}
	path := filepath.Join(folder, "scenario.yaml")
	require.NoError(t, os.WriteFile(path, l.resolved(), 0o644))
	again, err := f.load(path, nil)
	require.NoError(t, err)
	return again
}

// scenariosIn returns the scenario files of an archive.
func scenariosIn(t testing.TB, path string) [][]byte {
	archive, err := txtar.ParseFile(path)
	require.NoError(t, err)
	var files [][]byte
	for _, file := range archive.Files {
		if strings.HasSuffix(file.Name, ".yaml") {
			files = append(files, file.Data)
		}
	}
	return files
}

func TestBuiltInScenariosAreFoundByName(t *testing.T) {
	f := planFormat(t)
	assert.Equal(t, []string{"board", "board-overflow", "real-accounts"}, tree.Names(f.library))
	l, err := f.load("board-overflow", nil)
	require.NoError(t, err)
	assert.Equal(t, "board-overflow", string(l.plan().Name))
	assert.Empty(t, l.plan().Description)
	assert.Equal(t, units.Count(12), l.plan().Partners["hungry"].People)
}

func TestTheSourceOfABuiltInScenarioComesWithItsData(t *testing.T) {
	f := planFormat(t)
	file, data, err := f.source("real-accounts")
	require.NoError(t, err)
	assert.Contains(t, string(file), "opening: data/accounts.csv")
	assert.Equal(t, map[string][]byte{"data/accounts.csv": []byte("id,arr\na,12k\n")}, data)
	_, _, err = f.source("bord")
	assert.EqualError(t, err, `bord: no built-in scenario of this name, did you mean "board"?`)
}

func TestAFileOfTheLibraryIsParsedOnce(t *testing.T) {
	f := planFormat(t)
	src := &tree.Source{Shown: "board", Path: "board.yaml", Library: f.library}
	data, err := src.Read()
	require.NoError(t, err)
	var r tree.Report
	first := f.parsed(src, data, &r)
	again := f.parsed(src, data, &r)
	assert.Equal(t, first, again)
	first.Entries[0].Value.Text = "changed"
	assert.Equal(t, again, f.parsed(src, data, &r), "trees share what changes")
	elsewhere := &tree.Source{Shown: "board.yaml", Path: "board.yaml", Library: f.library}
	assert.Same(t, elsewhere, f.parsed(elsewhere, data, &r).Entries[0].Key.From)
	other := f.parsed(src, []byte("horizon: 1q"), &r)
	assert.Equal(t, "horizon", other.Entries[0].Key.Text)
	assert.Empty(t, r.Faults)
	times := testing.AllocsPerRun(10, func() { f.parsed(src, data, &r) })
	assert.Less(t, times, testing.AllocsPerRun(10, func() { tree.Parse(src, data, &r) })/2)
}

// BenchmarkLoad reads, checks and resolves a scenario, as validate does.
func BenchmarkLoad(b *testing.B) {
	for _, name := range []string{"board", "board-partner-overflow", "board-from-accounts"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Load(name, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
