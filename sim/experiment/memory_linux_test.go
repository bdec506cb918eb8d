//go:build linux

package experiment

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheSystemSaysHowMuchMemoryThereIs(t *testing.T) {
	free := FreeMemory()
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

func TestMemoryIsTheLeastThatAnybodySays(t *testing.T) {
	proc, groups := t.TempDir(), t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(proc, "self"), 0o777))
	require.NoError(t, os.MkdirAll(filepath.Join(groups, "box"), 0o777))
	page := float64(os.Getpagesize())
	unlimited := math.Inf(1)
	for _, c := range []struct {
		name                        string
		available, group, addresses float64 // kB, B, B
		want                        float64
	}{
		{name: "what is free", available: 3000, group: 9e6, addresses: unlimited, want: 3000 * 1024},
		{name: "what the group may", available: 3000, group: 2e6, addresses: unlimited, want: 2e6 - 5e5},
		{name: "what the shell lets it", available: 3000, group: 9e6, addresses: 1e6 + 100*page, want: 1e6},
		{name: "nothing", available: 3000, group: 9e6, addresses: 99 * page, want: 0},
		{name: "nothing in the group", available: 3000, group: 4e5, addresses: unlimited, want: 0},
	} {
		for name, text := range map[string]string{
			proc + "/meminfo":              fmt.Sprintf("MemTotal: 9000 kB\nMemAvailable:   %.0f kB\nCached: 1 kB\n", c.available),
			proc + "/self/cgroup":          "1:name=systemd:/\n0::/box\n",
			proc + "/self/statm":           "100 7 5 1 0 3 0\n",
			groups + "/box/memory.max":     fmt.Sprintf("%.0f\n", c.group),
			groups + "/box/memory.current": "500000\n",
		} {
			require.NoError(t, os.WriteFile(name, []byte(text), 0o666))
		}
		assert.Equal(t, c.want, readMemory(proc, groups, c.addresses), c.name)
	}
	assert.Equal(t, unlimited, readMemory(groups, proc, unlimited), "nobody says")
}
