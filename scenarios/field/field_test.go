package field_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/practice"
	"postsale/scenarios"
	"postsale/scenarios/field"
	"postsale/scenarios/handbook"
)

// rows is how many mechanisms the texts name, of which few may be left out.
const rows, mostLeftOut = 82, 3

func TestTheFieldIsCovered(t *testing.T) {
	list := field.Mechanisms()
	assert.Len(t, list, rows)
	leftOut := 0
	for _, m := range list {
		if m.Seen == nil {
			leftOut++
			assert.NotEmpty(t, m.LeftOut, m.Name)
		}
	}
	assert.LessOrEqual(t, leftOut, mostLeftOut)
	for _, text := range field.Texts {
		assert.True(t, slices.ContainsFunc(list, func(m practice.Mechanism) bool { return slices.Contains(m.Texts, text) }), text.Title)
	}
}

func TestEveryNameOfTheFieldExists(t *testing.T) {
	functions := map[string][]string{}
	for _, m := range field.Mechanisms() {
		for _, path := range m.Keys {
			list, err := handbook.At(path)
			if assert.NoError(t, err, m.Name) {
				assert.Equal(t, path, list[0].Path, m.Name)
				assert.NotEmpty(t, list[0].Meaning, "%s: %s", m.Name, path)
			}
		}
		for _, name := range m.Measures {
			_, ok := measures.Find(name)
			assert.True(t, ok, "%s: %s", m.Name, name)
		}
		for _, name := range m.Scenarios {
			_, err := scenarios.Load(name, nil)
			assert.NoError(t, err, m.Name)
		}
		for _, tests := range m.Tests {
			if functions[tests.Folder] == nil {
				functions[tests.Folder] = functionsOf(t, tests.Folder)
			}
			for _, name := range tests.Functions {
				assert.Contains(t, functions[tests.Folder], name, "%s: no such test in %s", m.Name, tests.Folder)
			}
		}
	}
}

// An experiment is of the mechanism itself: it makes one of its keys idle, and looks at one of its measures.
func TestExperimentsAreOfTheMechanism(t *testing.T) {
	near := func(path, key string) bool {
		return path == key || strings.HasPrefix(path, key+".") || strings.HasPrefix(path, key+"[") ||
			strings.HasPrefix(key, path+".") || strings.HasPrefix(key, path+"[")
	}
	for _, m := range field.Mechanisms() {
		if m.Seen == nil {
			continue
		}
		name, _, _ := strings.Cut(m.Seen.Measure, ".")
		assert.Contains(t, m.Measures, name, m.Name)
		assert.True(t, slices.ContainsFunc(m.Seen.Idle, func(s practice.Setting) bool {
			at, found := scenarios.Find(s.Path)
			return found && slices.ContainsFunc(m.Keys, func(key string) bool { return near(at.Path, key) })
		}), "%s: %v is made idle, and none of its keys %v", m.Name, m.Seen.Idle, m.Keys)
	}
}

// functionsOf returns the tests of a package, as its files state them.
func functionsOf(t *testing.T, folder string) (names []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(folder), "*_test.go"))
	require.NoError(t, err)
	require.NotEmpty(t, files, folder)
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Type.Params.NumFields() == 1 {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names
}

// A mechanism has an effect that others than its words show: its experiment. It is idle in both plans, so that nothing moves,
// where a file or the code makes it so.
func TestEveryMechanismIsSeen(t *testing.T) {
	const spread = 3 // of so many one, where there is little time
	for i, m := range field.Mechanisms() {
		if m.Seen == nil || testing.Short() && i%spread != 0 {
			continue
		}
		t.Run(m.Name, func(t *testing.T) {
			t.Parallel()
			luck := field.Luck{Seed: 1, Workers: 1}
			s, err := field.See(t.Context(), *m.Seen, luck)
			require.NoError(t, err)
			assert.True(t, s.Holds, "%s should move %s: %.6g with the mechanism, %.6g without, a difference of %.4g, error %.2g",
				m.Seen.Measure, m.Seen.Moves, s.With, s.Idle, s.More, s.Error)

			s, err = field.See(t.Context(), field.Idle(*m.Seen), luck)
			require.NoError(t, err)
			assert.False(t, s.Holds, "where it is idle in both plans, nothing is seen")
			assert.Zero(t, s.More)
		})
	}
}
