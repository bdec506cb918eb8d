package scenarios

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios/tree"
)

// opened returns the base that a file of this folder is.
func opened(t *testing.T, path string) *Base {
	t.Helper()
	src, err := Locate(path, nil)
	require.NoError(t, err)
	data, err := src.Read()
	require.NoError(t, err)
	b, err := Open(src, data)
	require.NoError(t, err)
	require.True(t, b.Valid())
	return b
}

// Whatever is set or taken away at whatever place, the scenario or the faults are those of a file that is read anew, and the
// base stays as it is.
func TestABaseIsLoadedAsItsFileIs(t *testing.T) {
	dir := t.TempDir()
	random, err := os.ReadFile("testdata/random.yaml")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "random.yaml"), random, 0o644))
	child := filepath.Join(dir, "child.yaml")
	require.NoError(t, os.WriteFile(child, []byte("extends: random.yaml\nname: child\nsegments: {small: {uplift: 3%}}\nsupport: {tier1: {people: 3}}\n"), 0o644))
	b := opened(t, child)
	before := b.filled.Copied()
	var sets [][]string
	visit(b.filled, "", func(n *tree.Node, path string, k Key) {
		sets = append(sets, []string{path + "=null"}, []string{path + "=" + n.Written()}, []string{path + "=x", path + "=" + n.Written()})
	})
	require.Greater(t, len(sets), 500)
	every := 1
	if testing.Short() {
		every = 31
	}
	valid := 0
	for i := 0; i < len(sets); i += every {
		set := append(sets[i], "trials=7")
		want, wrong := Load(child, set)
		got, err := b.Load(Lines(set))
		if wrong != nil {
			assert.EqualError(t, err, wrong.Error(), "%v", set)
			continue
		}
		valid++
		if assert.NoError(t, err, "%v", set) {
			assert.Equal(t, want.Params, got.Params, "%v", set)
			assert.Equal(t, string(want.Resolved()), string(got.Resolved()), "%v", set)
		}
	}
	assert.Equal(t, before, b.filled)
	assert.Greater(t, valid, len(sets)/every/4)
}

func TestDataFilesOfABaseAreReadForEachScenario(t *testing.T) {
	b := opened(t, "board-from-accounts")
	for range 2 {
		got, err := b.Load(Lines([]string{"trials=7"}))
		require.NoError(t, err)
		want, err := Load("board-from-accounts", []string{"trials=7"})
		require.NoError(t, err)
		assert.Equal(t, want.Files, got.Files)
		assert.Equal(t, want.SHA256(), got.SHA256())
	}
}

func TestStepsAreTheSameForAllWaysToWriteAPath(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"targets[0].at_least", "targets.0.at_least"}, {"targets[01]", "targets.1"}, {"segments.smb.terms.1y", "segments.smb.terms.annual"},
		{"segments.smb.terms.12mo", "segments.smb.terms.4q"},
	} {
		a, ok := Steps(c.a)
		require.True(t, ok)
		b, ok := Steps(c.b)
		require.True(t, ok)
		assert.Equal(t, a, b)
	}
	a, ok := Steps("colour.of[0].what")
	assert.Equal(t, []string{"colour", "of", "0", "what"}, a)
	assert.True(t, ok)
	_, ok = Steps("a..b")
	assert.False(t, ok)
}
