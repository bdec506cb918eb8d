package scenarios

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios/tree"
)

// draftOf reads a file beside a data file, which is then gone.
func draftOf(t *testing.T, text string, sets ...string) (draft, *decoder) {
	t.Helper()
	folder := t.TempDir()
	src := &tree.Source{Shown: "mine.yaml", Path: filepath.Join(folder, "mine.yaml")}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "accounts.csv"), []byte("id,segment,arr,start,term\na,smb,12k,2026-06-01,1y\n"), 0o644))
	d := &decoder{files: tree.NewDataFiles()}
	made := draft{from: src, sets: Lines(sets), layers: builtIn().layers([]byte(text), []*tree.Source{src}, &d.Report)}
	builtIn().decoded(builtIn().tree(made, nil, &d.Report), d)
	require.Empty(t, d.Faults)
	require.NoError(t, os.Remove(filepath.Join(folder, "accounts.csv")))
	return made, d
}

func TestDraftsReadADataFileOnce(t *testing.T) {
	made, d := draftOf(t, "extends: board-from-accounts\naccounts: accounts.csv\n")
	faults, known := builtIn().tries(made, d).wrongAt(moment{layers: len(made.layers)}, made)
	assert.True(t, known)
	assert.NotContains(t, faults, "accounts", "the file is gone, and was read before")
}

func TestCoveredValuesThatAreRightTakeADraftForEachTimeThatOneIsCovered(t *testing.T) {
	sets := []string{"trials=1", "trials=2", "trials=3", "deals.slip=1%", "deals.slip=2%", "segments.smb.uplift=1%", "segments.smb.acv=11k"}
	made, d := draftOf(t, "extends: board-from-accounts\naccounts: accounts.csv\ntrials: 9\nsegments: {smb: {uplift: 2%, acv: 10k}}\n", sets...)
	hidden := newCovered()
	root := builtIn().tree(made, hidden, &d.Report)
	tries := builtIn().tries(made, d)
	before := tries.left
	tries.checkCovered(hidden, made, root, d)
	assert.Empty(t, d.Faults)
	assert.Equal(t, 3, before-tries.left)
}

func TestFewerDraftsOfALargeScenarioAreTried(t *testing.T) {
	made, d := draftOf(t, "extends: board\n")
	assert.Equal(t, 100, made.mostTries(d))
	d.files.Size = 1 << 16
	assert.Equal(t, 50, made.mostTries(d))
	d.files.Size = tree.LargestData
	assert.Equal(t, 10, made.mostTries(d))

	tries := &tries{format: builtIn(), files: tree.NewDataFiles(), left: 1, known: map[string]ills{}}
	_, known := tries.wrongAt(moment{layers: 1}, made)
	assert.True(t, known)
	_, known = tries.wrongAt(moment{layers: 2}, made)
	assert.False(t, known)
	_, known = tries.wrongAt(moment{layers: 1}, made)
	assert.True(t, known, "it was tried before")
}
