package sweeps_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"postsale/scenarios"
	"postsale/scenarios/sweeps"
)

// What holds of whatever is read: no panic, no hang, no more memory than a scenario may take, faults that print, names that
// are files, and scenarios that a file of their own says again.
func FuzzRead(f *testing.F) {
	const hang, mostMemory = 20 * time.Second, 1e9
	f.Add([]byte("kind: sweep\nbase: board\n"+hiring), []byte(design), "trials=7")
	f.Add([]byte("kind: sweep\nbase: board\ndesign: design.csv\n"), []byte(design), "segments.smb.acv=12k")
	f.Add([]byte("kind: sweep\nbase: hiring.yaml\ndesign: design.csv\nvary: []"), []byte("\xff\xfea\x00;\x00\n\x001\x00;\x002\x00"), "=")
	f.Add([]byte("kind: sweep\nname: x\nbase: theory-mm1\nvary: {rows: [{name: a, trials: 5}, {name: b, trials: ~}], horizon: [4q, 0q]}"), []byte("name\ttrials\n\"a\nb\"\t{a: [}\n"), "name=3")
	f.Add([]byte("kind: sweep\nbase: design.csv\nvary:\n  - segments.smb: [null, {acv: {empirical: {file: design.csv, column: trials}}}]\n  - targets.0: [{measure: nrr, at_least: 1}]\n"), []byte("trials\n1\n2\n"), "a[0=3")
	f.Add([]byte("{kind: sweep, base: ./board, vary: [{trials: [1,000, 2]}, {&a a: *a}, {\"a\\e[31m\": [\"\\e\"]}]}"), []byte("a,a\n,\n"), "targets[0].at_least=2")
	f.Add([]byte("kind: sweep\nbase: [board, board-lean, hiring.yaml, design.csv, 3]\nvary: {trials: [5, 6]}"), []byte("trials\n1\n"), "trials=3")
	f.Add([]byte("kind: sweep\nbase: [theory-apart, theory-pooled]\nvary: {rows: [{name: a, horizon: 4q}, {name: a-theory, horizon: 8q}]}"), []byte(""), "name=x")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, file, table []byte, setting string) {
		defer time.AfterFunc(hang, func() { panic("it hangs") }).Stop()
		t.Chdir(dir)
		require.NoError(t, os.WriteFile("hiring.yaml", file, 0o644))
		require.NoError(t, os.WriteFile("design.csv", table, 0o644))
		before := allocated()
		sweeps.Is("hiring.yaml")
		s, err := sweeps.Read("hiring.yaml")
		require.Less(t, allocated()-before, uint64(mostMemory), "bytes")
		if err != nil {
			prints(t, err)
			return
		}
		n := s.Len()
		require.True(t, n >= 1 && n <= 100_000, n)
		names := map[string]bool{}
		for i := range min(n, 1000) {
			require.Len(t, s.Varied(i), len(s.Paths))
			require.True(t, filepath.IsLocal(s.Name(i)))
			require.Regexp(t, `^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`, s.Name(i))
			names[strings.ToLower(s.Name(i))] = true
		}
		require.Len(t, names, min(n, 1000))
		for _, i := range []int{0, n / 2, n - 1} {
			scenario, err := s.Load(i, []string{setting})
			if err != nil {
				prints(t, err)
				continue
			}
			require.Equal(t, s.Name(i), scenario.Name)
			require.NoError(t, os.MkdirAll("alone/data", 0o755))
			for _, data := range scenario.Files {
				require.NoError(t, os.WriteFile(filepath.Join("alone", "data", data.Name), data.Data, 0o644))
			}
			require.NoError(t, os.WriteFile("alone/scenario.yaml", scenario.Resolved(), 0o644))
			again, err := scenarios.Load("alone/scenario.yaml", nil)
			require.NoError(t, err)
			require.Equal(t, scenario.SHA256(), again.SHA256())
			require.NoError(t, os.RemoveAll("alone"))
		}
	})
}

// prints demands that an error is one of scenarios, and safe on a terminal.
func prints(t *testing.T, err error) {
	require.IsType(t, &scenarios.Error{}, err)
	text := strings.ReplaceAll(err.Error(), "\n", " ")
	require.NotEmpty(t, text)
	require.Negative(t, strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }), "%q", text)
}

// allocated returns how many bytes have been asked for so far, whether or not they were given back.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
