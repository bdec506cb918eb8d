package studies

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// files writes scenario files into a folder, every third with a fault of its own and one that all have.
func files(tb testing.TB, many int) []string {
	tb.Helper()
	dir := tb.TempDir()
	var names []string
	for i := range many {
		text := fmt.Sprintf("name: plan-%d\nextends: board\ntrials: %d\n", i, 100+i)
		if i%3 == 2 {
			text += fmt.Sprintf("segments: {smb: {uplift: %d00%%}}\n", -i)
		}
		name := filepath.Join(dir, fmt.Sprintf("plan-%d.yaml", i))
		require.NoError(tb, os.WriteFile(name, []byte(text), 0o666))
		names = append(names, name)
	}
	return names
}

func TestManyFilesAreToldInTheirOrderAsEachOfThemIs(t *testing.T) {
	names := files(t, 30)
	var all, one []File
	tell := func(list *[]File) func(File) error {
		return func(f File) error {
			f.Faults = append([]string{}, f.Faults...)
			*list = append(*list, f)
			return nil
		}
	}
	_, err := Validate(names, nil, tell(&all))
	require.NoError(t, err)
	for _, name := range names {
		_, err := Validate([]string{name}, nil, tell(&one))
		require.NoError(t, err)
	}
	assert.Equal(t, one, all)
	assert.False(t, all[2].Valid)
	assert.True(t, all[3].Valid)
}

func TestAnErrorOfTellingEndsValidation(t *testing.T) {
	told := 0
	_, err := Validate(files(t, 12), nil, func(File) error {
		if told++; told == 5 {
			return os.ErrClosed
		}
		return nil
	})
	assert.Equal(t, os.ErrClosed, err)
	assert.Equal(t, 5, told)
}
