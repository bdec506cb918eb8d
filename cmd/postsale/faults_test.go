//go:build linux

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
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

// place returns a folder with small.yaml that everyone may enter.
func place(t *testing.T) string {
	dir := t.TempDir()
	small, err := os.ReadFile("testdata/small.yaml")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "small.yaml"), small, 0o644))
	return dir
}

// ended is how a run of the program ended.
type ended struct {
	code      int // -1: by a signal
	out, errs string
}

func runIn(t *testing.T, dir, name string, args ...string) ended {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	return finish(t, cmd)
}

func finish(t *testing.T, cmd *exec.Cmd) ended {
	var out, errs bytes.Buffer
	if cmd.Process == nil {
		cmd.Stdout, cmd.Stderr = &out, &errs
		require.NoError(t, cmd.Start())
	}
	var failed *exec.ExitError
	if err := cmd.Wait(); err != nil {
		require.True(t, errors.As(err, &failed), "%v", err)
	}
	return ended{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// pictures is a flag, by which the fast tests leave drawing to the slow ones, and how many files results then have at least.
func pictures() (flag string, files int) {
	if testing.Short() {
		return "--no-plots", 5
	}
	return "--no-plots=false", 6
}

// wholeResults demands that a folder holds what its manifest says, byte for byte.
func wholeResults(t *testing.T, dir string) (partial bool) {
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	require.NoError(t, err)
	var m struct {
		Partial bool
		Files   []struct{ Name, SHA256 string }
	}
	require.NoError(t, json.Unmarshal(text, &m))
	_, files := pictures()
	require.GreaterOrEqual(t, len(m.Files), files)
	for _, f := range m.Files {
		data, err := os.ReadFile(filepath.Join(dir, f.Name))
		require.NoError(t, err)
		sum := sha256.Sum256(data)
		require.Equal(t, f.SHA256, hex.EncodeToString(sum[:]), f.Name)
	}
	return m.Partial
}

func leftovers(t *testing.T, dir string) []string {
	list, err := filepath.Glob(filepath.Join(dir, ".postsale-*"))
	require.NoError(t, err)
	return list
}

func TestAtWhateverMomentARunEndsItsFolderIsWhole(t *testing.T) {
	dir := place(t)
	drawn, _ := pictures()
	args := []string{"run", "small.yaml", "--trials", "200", "--out", "results", "--force", "--quiet", drawn}
	lasts, moments, measured := time.Hour, 8, 3
	if testing.Short() {
		moments, measured = 1, 1
	}
	for range measured {
		began := time.Now()
		require.Equal(t, voice.Done, runIn(t, dir, "postsale", args...).code)
		lasts = min(lasts, time.Since(began))
	}
	luck := rand.New(rand.NewPCG(1, 1))
	codes := map[string]int{}
	for _, c := range []struct {
		name    string
		signals []syscall.Signal
	}{
		{"interrupted", []syscall.Signal{syscall.SIGINT}},
		{"terminated", []syscall.Signal{syscall.SIGTERM}},
		{"asked to quit", []syscall.Signal{syscall.SIGQUIT}},
		{"interrupted twice", []syscall.Signal{syscall.SIGINT, syscall.SIGINT}},
		{"killed", []syscall.Signal{syscall.SIGKILL}},
	} {
		if testing.Short() && c.name != "interrupted" && c.name != "killed" {
			continue
		}
		for range moments {
			after := time.Duration(luck.Float64() * float64(lasts))
			between := time.Duration(luck.Float64() * float64(lasts) / 4)
			cmd := exec.Command("postsale", args...)
			cmd.Dir = dir
			var errs bytes.Buffer
			cmd.Stderr = &errs
			require.NoError(t, cmd.Start())
			time.Sleep(after)
			for _, s := range c.signals {
				cmd.Process.Signal(s) // it may have ended
				time.Sleep(between)
			}
			end := finish(t, cmd)
			what := fmt.Sprintf("%s after %v, then %v: %s", c.name, after, between, errs.String())
			codes[fmt.Sprint(c.name, " ", end.code)]++
			if strings.Contains(errs.String(), "runtime.doInit") {
				continue // before it was ready Go itself quits, and nothing stands on the disk
			}
			assert.NotContains(t, errs.String(), "goroutine", what)
			results := filepath.Join(dir, "results")
			if c.name != "killed" {
				assert.Contains(t, []int{voice.Done, voice.Interrupted, -1}, end.code, what) // -1: before it was ready
				assert.Empty(t, leftovers(t, dir), what)
				assert.False(t, wholeResults(t, results), "%s: complete results were replaced", what)
				beside, err := filepath.Glob(results + "-*")
				require.NoError(t, err)
				for _, partial := range beside {
					assert.Equal(t, voice.Interrupted, end.code, what)
					assert.True(t, wholeResults(t, partial), what)
					require.NoError(t, os.RemoveAll(partial))
				}
				continue
			}
			assert.False(t, wholeResults(t, results), what)
			next := runIn(t, dir, "postsale", "run", "small.yaml", "--trials", "1", "--out", "other", "--quiet", drawn)
			assert.Equal(t, voice.Done, next.code, next.errs)
			for _, left := range leftovers(t, dir) {
				entries, err := os.ReadDir(left)
				assert.Fail(t, "what a killed run left is still there", "%s\n%v %v\n%s", what, entries, err, next.errs)
			}
			wholeResults(t, results)
			require.NoError(t, os.RemoveAll(results+"-recovered")) // killed before they had their name
		}
	}
	t.Log(codes)
}

func TestAFullDiskLeavesTheFolderAsItWas(t *testing.T) {
	dir := place(t)
	drawn, _ := pictures()
	require.Equal(t, voice.Done, runIn(t, dir, "postsale", "run", "small.yaml", "--trials", "5", "--out", "results", drawn).code)
	before, err := os.ReadFile(filepath.Join(dir, "results", "manifest.json"))
	require.NoError(t, err)
	end := runIn(t, dir, "sh", "-c", "ulimit -f 16; exec postsale run small.yaml --trials 6 --out results --force --quiet "+drawn)
	assert.Equal(t, voice.Failed, end.code)
	assert.Regexp(t, `^postsale: results: [a-z/.-]+: file too large\n$`, end.errs)
	assert.Contains(t, end.out, "NRR FY27", "the summary needs no disk")
	after, err := os.ReadFile(filepath.Join(dir, "results", "manifest.json"))
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))
	wholeResults(t, filepath.Join(dir, "results"))
	assert.Empty(t, leftovers(t, dir))
}

func TestASmallFileSystemFillsUpAndIsNoPlaceToReplace(t *testing.T) {
	dir := place(t)
	disk := filepath.Join(dir, "disk")
	require.NoError(t, os.Mkdir(disk, 0o755))
	if err := syscall.Mount("none", disk, "tmpfs", 0, "size=100k"); err != nil {
		t.Skip("may not mount: ", err)
	}
	defer syscall.Unmount(disk, syscall.MNT_DETACH)
	end := runIn(t, dir, "postsale", "run", "small.yaml", "--trials", "5", "--out", "disk/results", "--quiet")
	assert.Equal(t, voice.Failed, end.code)
	assert.Contains(t, end.errs, "no space left on device")
	assert.NoDirExists(t, filepath.Join(disk, "results"))
	assert.Empty(t, leftovers(t, disk))

	end = runIn(t, dir, "postsale", "run", "broken.yaml", "--out", "disk")
	assert.Equal(t, ended{voice.Misused, "", "postsale: disk: cannot be replaced: device or resource busy; choose a folder that does not exist\n"}, end)
	assert.Empty(t, leftovers(t, dir))
}

func TestClosedFoldersAreRefusedBeforeTheRun(t *testing.T) {
	dir := place(t)
	cmd := func(args ...string) *exec.Cmd {
		program, err := exec.LookPath("postsale")
		require.NoError(t, err)
		cmd := exec.Command(program, args...)
		cmd.Dir = dir
		if os.Getuid() != 0 {
			return cmd
		}
		// Nothing is closed to root.
		const nobody = 65534
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		for _, path := range []string{program, dir} {
			for path = filepath.Dir(path); path != filepath.Dir(os.TempDir()) && path != "/" && path != os.TempDir(); path = filepath.Dir(path) {
				require.NoError(t, os.Chmod(path, 0o755))
			}
		}
		return cmd
	}
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "closed", "empty"), 0o755))
	require.NoError(t, os.Chmod(filepath.Join(dir, "closed"), 0o555))
	end := finish(t, cmd("run", "broken.yaml", "--out", "closed/results"))
	assert.Equal(t, voice.Misused, end.code)
	assert.Equal(t, "postsale: closed/results: the folder that is to hold it cannot be written: permission denied\n", end.errs)

	require.NoError(t, os.Chmod(dir, 0o777))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "unwritable"), 0o555))
	end = finish(t, cmd("run", "broken.yaml", "--out", "unwritable"))
	assert.Equal(t, voice.Misused, end.code)
	assert.Equal(t, "postsale: unwritable: cannot be replaced: permission denied; choose a folder that does not exist\n", end.errs)
	assert.Empty(t, leftovers(t, dir))
}

func TestClosedStreamsSpoilNoFile(t *testing.T) {
	dir := place(t)
	drawn, _ := pictures()
	for _, streams := range []string{">&-", "2>&-", ">&- 2>&- <&-", ">/dev/full 2>/dev/full"} {
		end := runIn(t, dir, "sh", "-c", "postsale run small.yaml --trials 5 --out results --force "+drawn+" "+streams)
		assert.Contains(t, []int{voice.Done, voice.Failed}, end.code, streams)
		assert.Equal(t, strings.Contains(streams, "full"), end.code == voice.Failed, streams)
		wholeResults(t, filepath.Join(dir, "results"))
		if testing.Short() {
			break
		}
	}
}

func TestAReaderWhoHasSeenEnoughEndsTheProgramQuietly(t *testing.T) {
	end := runIn(t, place(t), "sh", "-c", "{ postsale trace small.yaml --trial 1; echo code $? >&2; } | head -1")
	assert.Equal(t, "Trial 1 of scenario small, seed 1\n", end.out)
	assert.Contains(t, []string{"code 0\n", "code 1\n"}, end.errs) // all of it may fit into the pipe
}

func TestTheTerminalChangesNothing(t *testing.T) {
	dir := place(t)
	plain := runIn(t, dir, "postsale", "run", "small.yaml", "--trials", "5")
	require.Equal(t, voice.Done, plain.code)
	for _, terminal := range []string{"NO_COLOR=1", "TERM=dumb", "TERM=xterm-256color", "COLUMNS=20", "LC_ALL=C", "CLICOLOR_FORCE=1"} {
		end := runIn(t, dir, "env", terminal, "postsale", "run", "small.yaml", "--trials", "5")
		assert.Equal(t, plain.out, end.out, terminal)
		assert.NotContains(t, end.out+end.errs, "\x1b", terminal)
	}
}

func TestOddScenariosTellTheSameWithAnyWorkers(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	dir := place(t)
	for _, sets := range [][]string{
		{"segments.small.opening={}", "segments.large.opening={}", "segments.small.deals_per_quarter=0", "segments.large.deals_per_quarter=0"},
		{"segments.small.acv={lognormal: {mean: 1e15, cv: 1000}}", "segments.large.acv=1e-12"},
		{"segments.small.terms={1d: 100%}", "segments.small.uplift=0%", "segments.small.churn={first_renewal: 0%}"},
		{"support.tier1.people=0", "support.tier2.people=0", "delivery.teams.implementation.cuts=[{at: 0, people: 2}]", "delivery.routes=[{partner: hungry, mode: whole}]"},
		{"delivery.partners.hungry.concurrent_projects=1e15", "delivery.partners.hungry.growth=1000%", "horizon=40q"},
		{"delivery.projects.package.promised=1000y", "delivery.hand_off=1000y"},
		{"outcomes.leaving.month_late=1000", "outcomes.forgets=1e-9d", "support.reopened=95%", "support.targets={first_response: 1e-9d, resolution: 1000y}"},
		{"horizon=1q", "warm_up=20q", "deals.shock_cv=10", "deals.slip=100%", "deals.counts=fixed"},
	} {
		var first ended
		for _, workers := range []string{"1", "2"} {
			args := []string{"run", "small.yaml", "--trials", "3", "--format", "json", "--quiet", "--workers", workers, "--out", "results", "--force"}
			for _, s := range sets {
				args = append(args, "--set", s)
			}
			end := runIn(t, dir, "postsale", args...)
			assert.Equal(t, voice.Done, end.code, "%v: %s", sets, end.errs)
			assert.True(t, json.Valid([]byte(end.out)), "%v: %.200s", sets, end.out)
			if workers == "1" {
				first = end
			}
			assert.Equal(t, first.out, end.out, "%v", sets)
		}
	}
}
