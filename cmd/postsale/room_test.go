//go:build linux

package main

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheSystemSaysHowMuchMemoryThereIs(t *testing.T) {
	free := systemMemory()
	assert.Greater(t, free, 0.0)
	assert.False(t, math.IsInf(free, 1))
	assert.Equal(t, 12.0, firstNumber(" 12 kB\nSwapFree: 7 kB"))
	assert.True(t, math.IsInf(firstNumber("max\n"), 1), "a group without a limit")
	assert.True(t, math.IsInf(firstNumber(""), 1))
}

func TestAGroupHasWhatItsLimitsLeave(t *testing.T) {
	const leaf = "/a/b"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  float64
	}{
		{name: "no files", want: math.Inf(1)},
		{name: "no limit", files: map[string]string{"a/b/memory.max": "max\n", "a/b/memory.current": "700\n"}, want: math.Inf(1)},
		{name: "nothing is known of what it uses", files: map[string]string{"a/b/memory.max": "1000\n"}, want: 1000},
		{name: "what it uses", files: map[string]string{"a/b/memory.max": "1000\n", "a/b/memory.current": "700\n"}, want: 300},
		{name: "less what it could do without", files: map[string]string{"a/b/memory.max": "1000\n", "a/b/memory.current": "700\n",
			"a/b/memory.stat": "anon 400\ntotal_inactive_file 9\ninactive_file 200\nactive_file 100\n"}, want: 500},
		{name: "which stands first", files: map[string]string{"a/b/memory.max": "1000\n", "a/b/memory.current": "700\n",
			"a/b/memory.stat": "inactive_file 200\n"}, want: 500},
		{name: "more of that than it uses", files: map[string]string{"a/b/memory.max": "1000\n", "a/b/memory.current": "700\n",
			"a/b/memory.stat": "inactive_file 800\n"}, want: 1000},
		{name: "a neighbour fills the group above", files: map[string]string{"a/b/memory.max": "1000\n", "a/b/memory.current": "100\n",
			"a/memory.max": "2000\n", "a/memory.current": "1900\n", "a/memory.stat": "inactive_file 50\n"}, want: 150},
		{name: "the outermost", files: map[string]string{"memory.max": "1000\n", "memory.current": "600\n", "a/memory.max": "max\n"}, want: 400},
		{name: "over its limit", files: map[string]string{"a/memory.max": "1000\n", "a/memory.current": "1200\n"}, want: -200},
	} {
		root := t.TempDir()
		require.NoError(t, os.MkdirAll(filepath.Join(root, leaf), 0o777))
		for name, text := range c.files {
			require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o666))
		}
		assert.Equal(t, c.want, groupMemory(root, leaf), c.name)
	}
}

func TestALimitOfTheShellIsKept(t *testing.T) {
	dir := place(t)
	end := runIn(t, dir, "sh", "-c", "ulimit -v 2000000; exec postsale run small.yaml --trials 4 --workers 64 "+
		"--set segments.small.opening.customers=100000 --set segments.small.tickets.per_month=0.001")
	assert.Contains(t, []int{done, misused}, end.code, end.errs)
	assert.Regexp(t, `^postsale: (small.yaml: too large: |[123] of 4 workers, since )`, end.errs)
}
