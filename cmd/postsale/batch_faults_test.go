//go:build linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"postsale/cmd/voice"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// studied returns the tables and the manifest of a batch.
func studied(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, name := range []string{"manifest.json", "scenarios.parquet", "trials.parquet", "summary.parquet", "targets.parquet", "quarters.parquet"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		files[name] = string(data)
	}
	return files
}

func TestABatchThatIsKilledAgainAndAgainComesToTheSameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make verify")
	}
	dir := place(t)
	small, err := os.ReadFile(filepath.Join(dir, "small.yaml"))
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "plans"), 0o777))
	for i := range 4 {
		text := strings.Replace(string(small), "name: small", fmt.Sprintf("name: p%d", i), 1)
		text = strings.Replace(text, "slip: 5%", fmt.Sprintf("slip: %d%%", 1+i), 1)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "plans", fmt.Sprintf("p%d.yaml", i)), []byte(text), 0o666))
	}
	args := func(out string) []string {
		return []string{"batch", "plans", "--trials", "80", "--shard-trials", "10", "--out", out, "--quiet"}
	}
	began := time.Now()
	require.Equal(t, voice.Done, runIn(t, dir, "postsale", args("undisturbed")...).code)
	lasts := time.Since(began)
	want := studied(t, filepath.Join(dir, "undisturbed"))

	const moments = 20
	luck := rand.New(rand.NewPCG(1, 2))
	killed, rounds := 0, 0
	for killed < moments {
		out := fmt.Sprintf("study-%d", rounds)
		for {
			cmd := exec.Command("postsale", args(out)...)
			cmd.Dir = dir
			require.NoError(t, cmd.Start())
			time.Sleep(time.Duration(luck.Float64() * float64(lasts)))
			cmd.Process.Signal(syscall.SIGKILL) // it may have ended
			code := finish(t, cmd).code
			if code == voice.Done {
				break
			}
			require.Equal(t, -1, code)
			if killed++; killed >= moments {
				require.Equal(t, voice.Done, runIn(t, dir, "postsale", args(out)...).code)
				break
			}
		}
		rounds++
		for name, text := range studied(t, filepath.Join(dir, out)) {
			assert.True(t, want[name] == text, "%s of %s", name, out)
		}
		parts, err := filepath.Glob(filepath.Join(dir, out, "shards", ".part-*"))
		require.NoError(t, err)
		assert.Empty(t, parts, "what a killed one left is taken away")
	}
	t.Logf("killed %d times in %d batches", killed, rounds)
}

func TestABatchOnAFullDiskLosesNoShard(t *testing.T) {
	dir := place(t)
	disk := filepath.Join(dir, "disk")
	require.NoError(t, os.Mkdir(disk, 0o755))
	if err := syscall.Mount("none", disk, "tmpfs", 0, "size=400k"); err != nil {
		t.Skip("may not mount: ", err)
	}
	defer syscall.Unmount(disk, syscall.MNT_DETACH)
	args := []string{"batch", "small.yaml", "--trials", "300", "--shard-trials", "10", "--out", "disk/study", "--quiet"}
	end := runIn(t, dir, "postsale", args...)
	assert.Equal(t, voice.Failed, end.code)
	assert.Regexp(t, `^postsale: disk/study/shards: no space left on device; [1-9][0-9]* of 300 trials are in disk/study, and the same command again does the others\n$`, end.errs)

	require.NoError(t, syscall.Mount("none", disk, "tmpfs", syscall.MS_REMOUNT, "size=40m"))
	end = runIn(t, dir, "postsale", args...)
	assert.Equal(t, voice.Done, end.code, end.errs)
	args[7] = "whole"
	require.Equal(t, voice.Done, runIn(t, dir, "postsale", args...).code)
	assert.Equal(t, studied(t, filepath.Join(dir, "whole")), studied(t, filepath.Join(disk, "study")))
}
