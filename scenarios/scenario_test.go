package scenarios

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/scenarios/tree"
)

func TestTheDictionaryCoversEveryParameterAndNothingElse(t *testing.T) {
	_, err := newFormat(reflect.TypeFor[document[company.Params]](), embedded, company.Dictionaries()...)
	assert.NoError(t, err)
}

func TestEveryDefaultReads(t *testing.T) {
	var check func(s *shape, path string)
	check = func(s *shape, path string) {
		for _, f := range s.fields {
			below := tree.Under(path, f.name)
			if f.standard != nil {
				standard := *f.standard
				fill(&standard, f.shape)
				var d decoder
				d.decode(&standard, f.shape, below, reflect.New(f.shape.typ).Elem())
				assert.NoError(t, d.Failed())
			}
			check(f.shape, below)
		}
		if s.element != nil {
			check(s.element, path+".*")
		}
	}
	check(builtIn().root, "")
}

func TestEveryBuiltInScenarioLoadsAndItsResolvedFormIsTheSame(t *testing.T) {
	schema := compiled(t, builtIn())
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			s, err := Load(name, nil)
			require.NoError(t, err)
			assert.Equal(t, name, s.Name)
			assert.NotEmpty(t, s.Description)

			folder := t.TempDir()
			require.NoError(t, os.Mkdir(filepath.Join(folder, "data"), 0o755))
			for _, file := range s.Files {
				require.NoError(t, os.WriteFile(filepath.Join(folder, "data", file.Name), file.Data, 0o644))
			}
			path := filepath.Join(folder, "scenario.yaml")
			require.NoError(t, os.WriteFile(path, s.Resolved(), 0o644))
			again, err := Load(path, nil)
			require.NoError(t, err)
			assert.NoError(t, schema.Validate(asEditorsSee(t, s.Resolved())))
			assertSame(t, s, again)

			file, _, err := Source(name)
			require.NoError(t, err)
			assert.NoError(t, schema.Validate(asEditorsSee(t, file)))
		})
	}
}

func TestAScenarioWithOtherTrialsIsTheOneThatSaysSo(t *testing.T) {
	for _, name := range []string{"board", "board-from-accounts"} {
		original, err := Load(name, nil)
		require.NoError(t, err)
		before := *original
		want, err := Load(name, []string{"trials=313"})
		require.NoError(t, err)
		assertSame(t, want, original.WithTrials(313))
		assertSame(t, &before, original)
		assertSame(t, original, original.WithTrials(int(original.Params.Trials)))
	}
}

// assertSame demands that two scenarios say the same and are the same to simulate.
func assertSame(t *testing.T, want, got *Scenario) {
	t.Helper()
	assert.Equal(t, string(want.Resolved()), string(got.Resolved()))
	assert.Equal(t, want.SHA256(), got.SHA256())
	plain := func(s *Scenario) Scenario {
		plain := *s
		plain.stated = nil // functions are never equal
		return plain
	}
	assert.Equal(t, plain(want), plain(got))
}

func TestTheHashCoversTheDataFiles(t *testing.T) {
	f := planFormat(t)
	t.Chdir(t.TempDir())
	hash := func(data string) string {
		require.NoError(t, os.WriteFile("accounts.csv", []byte(data), 0o644))
		require.NoError(t, os.WriteFile("board.yaml", []byte("extends: board\nsegments: {smb: {opening: accounts.csv}}\n"), 0o644))
		l, err := f.load("board.yaml", nil)
		require.NoError(t, err)
		return fingerprint(l.resolved(), l.files)
	}
	assert.Equal(t, hash("id\na\n"), hash("id\na\n"))
	assert.NotEqual(t, hash("id\na\n"), hash("id\nb\n"))
}
