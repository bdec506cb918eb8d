package folder

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestASingleFileTakesThePlaceOfOursOnly(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string) string {
		require.NoError(t, os.WriteFile(at(name), []byte(text), 0o666))
		return at(name)
	}
	read := func(path string) string {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		return string(text)
	}
	const mark = "made by us"
	fresh, ours, foreign := at("fresh"), write("ours", "... made by us ..."), write("foreign", "theirs")
	for _, path := range []string{fresh, ours} {
		require.NoError(t, CheckFile(path, mark, false))
		require.NoError(t, WriteFile(path, mark, []byte("made by us: new"), false))
		assert.Equal(t, "made by us: new", read(path))
	}
	assert.ErrorContains(t, CheckFile(foreign, mark, false), "exists and is none of ours; choose another file or replace it with --force")
	assert.Error(t, WriteFile(foreign, mark, []byte("new"), false))
	assert.Equal(t, "theirs", read(foreign))
	require.NoError(t, WriteFile(foreign, mark, []byte("new"), true))
	assert.Equal(t, "new", read(foreign))

	require.NoError(t, os.Mkdir(at("folder"), 0o777))
	assert.ErrorContains(t, CheckFile(at("folder"), mark, true), "is a folder")
	assert.ErrorContains(t, CheckFile(at("none/page"), mark, true), "does not exist; create it first")
	assert.ErrorContains(t, CheckFile(os.DevNull, mark, true), "no regular file")

	require.NoError(t, os.Symlink(ours, at("link")))
	require.NoError(t, WriteFile(at("link"), mark, []byte("made by us: through a link"), false))
	assert.Equal(t, "made by us: through a link", read(ours))

	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, left, 5, "nothing is left beside them: %v", left)
}
