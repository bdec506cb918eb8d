package field_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/practice"
	"postsale/models/results"
	"postsale/scenarios"
	"postsale/scenarios/field"
	"postsale/scenarios/handbook"
	"postsale/scenarios/studies"
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

// A mechanism has an effect that others than its words show: its experiment. It is of the mechanism, and not of people, of whom
// both plans have as many unless they are the mechanism; by how many resign while they work both may differ a little.
func TestEveryMechanismIsSeen(t *testing.T) {
	const spread = 3      // of so many one, where there is little time
	const resigned = 0.01 // of all people
	for i, m := range field.Mechanisms() {
		if m.Seen == nil || testing.Short() && i%spread != 0 {
			continue
		}
		t.Run(m.Name, func(t *testing.T) {
			t.Parallel()
			s, err := field.See(t.Context(), *m.Seen, studies.Order{Seed: 1, Workers: 1}, nil)
			require.NoError(t, err)
			assert.True(t, s.Holds, "%s should move %s: %.6g with the mechanism, %.6g without, a difference of %.4g, error %.2g",
				m.Seen.Measure, m.Seen.Moves, s.With, s.Idle, s.More, s.Error)
			require.Positive(t, s.People)
			assert.Equal(t, m.Seen.People, math.Abs(s.People-s.Others) > resigned*s.People,
				"%.4g people with the mechanism, and %.4g without: true where they are the mechanism, else as many", s.People, s.Others)
		})
	}
}

// A mechanism that does nothing any more is not seen: that of the idle plan alone, beside itself in other futures, is judged not
// to move, whichever way it should, but for what chance allows. The same futures, with the mechanism, are judged to move.
func TestAMechanismThatIsIdleIsNotSeen(t *testing.T) {
	if testing.Short() {
		t.Skip("left to the slow tests")
	}
	const spread = 8 // of so many one
	looked, wrong := 0, 0
	for i, m := range field.Mechanisms() {
		if m.Seen == nil || m.Seen.Trials < 10 || i%spread != 0 {
			continue
		}
		var idle [2][]float64
		for seed := range idle {
			with, without := lived(t, *m.Seen, uint64(seed+1))
			assert.True(t, field.Judged(without, with, m.Seen.Moves).Holds, "%s, seed %d", m.Name, seed+1)
			idle[seed] = without
		}
		if slices.Equal(idle[0], idle[1]) {
			continue // nothing is left to luck
		}
		for _, moves := range []practice.Direction{practice.Up, practice.Down} {
			looked++
			if field.Judged(idle[0], idle[1], moves).Holds {
				wrong++
			}
		}
	}
	require.Greater(t, looked, 10)
	assert.LessOrEqual(t, wrong, 1, "of %d, each by chance in less than one of a hundred", looked)
}

// lived returns what the measure of an experiment comes to, by trial, with the mechanism and with it idle.
func lived(t *testing.T, e practice.Experiment, seed uint64) (with, idle []float64) {
	t.Helper()
	study, err := field.NewStudy(e, studies.Order{Seed: seed, Workers: 1})
	require.NoError(t, err)
	_, err = study.Fit(1 << 32)
	require.NoError(t, err)
	column, err := study.Plans[0].Params.Layout().Column(e.Measure)
	require.NoError(t, err)
	c := study.Live(t.Context(), nil).(*results.Comparison)
	pair := c.Others[0].Pair(column.Measure.Name, column.Segment, column.Period.Name)
	return c.Base.Table.Values(pair.Base), c.Others[0].Table.Values(pair.Other)
}

// Two mechanisms are not seen in one experiment.
func TestExperimentsAreDifferent(t *testing.T) {
	first := map[string]string{}
	for _, m := range field.Mechanisms() {
		if m.Seen == nil {
			continue
		}
		lines := append(practice.Lines(m.Seen.Idle), m.Seen.In, m.Seen.Measure)
		slices.Sort(lines)
		text := strings.Join(lines, "\n")
		assert.Empty(t, first[text], "%s makes the experiment of it", m.Name)
		first[text] = m.Name
	}
}
