//go:build linux

package folder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A process of its own writes results and is killed at a step.
const (
	killedAt     = "REPORTS_TEST_KILLED_AT"
	cannotSwap   = "REPORTS_TEST_CANNOT_EXCHANGE"
	fallingShort = "REPORTS_TEST_FALLING_SHORT"
)

func TestWriteAndBeKilled(t *testing.T) {
	at := os.Getenv(killedAt)
	if at == "" {
		t.Skip("runs when another test starts it")
	}
	passed = func(step string) {
		if step == at {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
	}
	if os.Getenv(cannotSwap) != "" {
		exchanging = func(string, string) error { return errors.ErrUnsupported }
	}
	s := ordered(t, "a", 200)
	s.Interrupted = os.Getenv(fallingShort) != ""
	_, err := WriteFolder("out", s, extra, true)
	require.NoError(t, err)
}

// kill has another process write results of 200 trials to out and be killed there.
func kill(t *testing.T, env ...string) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestWriteAndBeKilled$")
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	var ended *exec.ExitError
	require.ErrorAs(t, err, &ended, "%s", out)
	require.Equal(t, syscall.SIGKILL, ended.Sys().(syscall.WaitStatus).Signal(), "%s", out)
}

func TestKilledAtAnyStepNothingIsLost(t *testing.T) {
	beginning := []string{"held", "gathered", "ready"}
	ending := []string{"removed results", "removed replaced"}
	exchanged := append(append(beginning[:3:3], "exchanged"), ending...)
	renamed := append(append(beginning[:3:3], "moved away", "moved in"), ending...)
	fresh := append(append(beginning[:3:3], "moved in"), ending...)
	for _, c := range []struct {
		name  string
		there bool
		steps []string
		env   string
		gap   string // the step after which nothing is in place

	}{
		{name: "nothing is there", steps: fresh},
		{name: "exchanged", there: true, steps: exchanged},
		{name: "renamed", there: true, steps: renamed, env: cannotSwap + "=1", gap: "moved away"},
		{name: "falling short", there: true, steps: append(beginning[:3:3], ending...), env: fallingShort + "=1"},
	} {
		for i, step := range c.steps {
			if testing.Short() && !slices.Contains([]string{"ready", "exchanged", c.gap}, step) {
				continue
			}
			t.Run(c.name+", "+step, func(t *testing.T) {
				t.Chdir(t.TempDir())
				if c.there {
					require.NoError(t, writeFolder("out", ordered(t, "a", 100), extra, false))
				}
				kill(t, killedAt+"="+step, c.env)
				if c.there && step != c.gap {
					assert.Contains(t, []int{100, 200}, whole(t, "out"), "the old or the new")
				}
				told := Sweep(".")
				assert.NotEmpty(t, told)
				got := map[string]int{}
				for _, name := range names(t, ".") {
					got[name] = whole(t, name)
				}
				placed := i >= 3
				want := map[string]int{"out": 200}
				switch {
				case step == "held" && c.there:
					want = map[string]int{"out": 100}
				case step == "held":
					want = map[string]int{}
				case c.there && !placed:
					want = map[string]int{"out": 100, "out-recovered": 200}
				case strings.HasPrefix(c.name, "falling"):
					want = map[string]int{"out": 100, "out-partial": 200}
				}
				assert.Equal(t, want, got)
				assert.Empty(t, Sweep("."), "it is told once")
			})
		}
	}
}

func TestSweepLeavesWhatIsNotAKilledRuns(t *testing.T) {
	t.Chdir(t.TempDir())
	living, err := newHolder("out")
	require.NoError(t, err)
	defer living.release()
	write(t, living.in("results/trials.csv"), "tri")
	write(t, ".postsale-7/lock", "{}")
	write(t, ".postsale-7/thesis.tex", "years of work")
	write(t, ".postsale-notes/lock", "{}")
	write(t, ".postsale-8", "a file")
	require.NoError(t, os.Symlink(".", ".postsale-9"))
	before := names(t, ".")
	assert.Empty(t, Sweep("."))
	assert.Equal(t, before, names(t, "."))

	// An earlier version locked nothing: it may still run.
	write(t, ".postsale-1/results/trials.csv", "tri")
	told := Sweep(".")
	require.Len(t, told, 1)
	assert.Contains(t, told[0], ".postsale-1 is what a killed run of an earlier version left, or one that is still going on")
	assert.FileExists(t, ".postsale-1/results/trials.csv")
}

func TestSweepLooksInAFolderAndBesideOne(t *testing.T) {
	for _, c := range []struct {
		name  string
		sweep func() []string
		want  string // what is swept, of one in every folder
	}{
		{name: "here", sweep: func() []string { return Sweep(".") }, want: ".postsale-1"},
		{name: "in a folder", sweep: func() []string { return Sweep("plans") }, want: "plans/.postsale-1"},
		{name: "in a folder, with a slash", sweep: func() []string { return Sweep("plans/") }, want: "plans/.postsale-1"},
		{name: "in what a link leads to", sweep: func() []string { return Sweep("link") }, want: "plans/out/.postsale-1"},
		{name: "beside a folder", sweep: func() []string { return SweepBeside("plans") }, want: ".postsale-1"},
		{name: "beside a folder, with a slash", sweep: func() []string { return SweepBeside("plans/") }, want: ".postsale-1"},
		{name: "beside what is not there yet", sweep: func() []string { return SweepBeside("plans/new") }, want: "plans/.postsale-1"},
		{name: "beside what a link leads to", sweep: func() []string { return SweepBeside("link") }, want: "plans/.postsale-1"},
		{name: "in none", sweep: func() []string { return Sweep("nowhere") }},
		{name: "beside what is in none", sweep: func() []string { return SweepBeside("nowhere/out") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			left := []string{".postsale-1", "plans/.postsale-1", "plans/out/.postsale-1"}
			for _, at := range left {
				write(t, at+"/lock", "")
			}
			require.NoError(t, os.Symlink("plans/out", "link"))
			told := c.sweep()
			for _, at := range left {
				if at == c.want {
					require.Len(t, told, 1)
					assert.Regexp(t, `^removed what a killed run left: /.*/\.postsale-1$`, told[0])
					assert.NoDirExists(t, at)
				} else {
					assert.DirExists(t, at)
				}
			}
			assert.Equal(t, c.want == "", len(told) == 0)
		})
	}
}

func TestSweepRemovesWhatHoldsNoResults(t *testing.T) {
	for name, place := range map[string]func(){
		"nothing in it":  func() { os.Mkdir(".postsale-1", 0o777) },
		"no purpose yet": func() { write(t, ".postsale-1/lock", "") },
		"half a purpose": func() { write(t, ".postsale-1/lock", `{"place": "ou`) },
		"no manifest yet": func() {
			write(t, ".postsale-1/lock", `{"place": "out"}`)
			write(t, ".postsale-1/results/trials.csv", "tri")
		},
		"half removed": func() {
			write(t, ".postsale-1/lock", `{"place": "out"}`)
			write(t, ".postsale-1/replaced/trials.csv", "tri")
		},
		"a probe": func() {
			write(t, ".postsale-1/lock", `{"place": "out"}`)
			os.MkdirAll(".postsale-1/probe/taken/by", 0o777)
		},
		"a place far away":   func() { write(t, ".postsale-1/lock", `{"place": "../../etc"}`) },
		"of another's place": func() { write(t, ".postsale-1/lock", `{"place": "other"}`) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			place()
			told := Sweep(".")
			require.Len(t, told, 1)
			assert.Regexp(t, `^removed what a killed run left: .*/\.postsale-1$`, told[0])
			assert.Empty(t, names(t, "."))
		})
	}
}

func TestResultsWhosePlaceIsNotKnownStay(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, writeFolder("out", ordered(t, "a", 100), extra, false))
	for _, purpose := range []string{"", `{"place": "../x"}`, `{"place": ".."}`} {
		require.NoError(t, os.MkdirAll(".postsale-1", 0o777))
		require.NoError(t, os.CopyFS(".postsale-1/replaced", os.DirFS("out")))
		write(t, ".postsale-1/lock", purpose)
		told := Sweep(".")
		require.Len(t, told, 1)
		assert.Contains(t, told[0], "holds results of a killed run that could not be moved")
		assert.Equal(t, 100, whole(t, ".postsale-1/replaced"))
		require.NoError(t, os.RemoveAll(".postsale-1"))
	}
}

func TestRunsAtTheSameTimeDoNotSweepEachOther(t *testing.T) {
	t.Chdir(t.TempDir())
	s := ordered(t, "a", 100)
	errs := make(chan error)
	const runs = 4
	for i := range runs {
		go func() {
			dir := filepath.Join(".", string(rune('a'+i)))
			for range 20 {
				SweepBeside(dir)
				h, err := newHolder(dir)
				if err == nil {
					err = os.Mkdir(h.in(resultsName), 0o777)
				}
				if err == nil {
					err = h.write()
				}
				if err == nil {
					_, err = os.Stat(h.in(lockName))
				}
				if err == nil {
					err = h.release()
				}
				if err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	for range runs {
		assert.NoError(t, <-errs)
	}
	assert.NoError(t, writeFolder("out", s, extra, false))
	assert.Equal(t, []string{"out"}, names(t, "."))
}

// late are results whose second file lies in a folder of its own, and is made after a
// call in the midst of the first.
type late struct {
	Results
	amid func()
}

func (l late) Contents() (list []Content, notes []string, err error) {
	return []Content{
		{"first.csv", func(io.Writer) error { l.amid(); return nil }},
		{"plots/second.svg", func(io.Writer) error { return nil }},
	}, nil, nil
}

func TestWhatIsTakenAwayWhileItIsMadeDoesNotComeBack(t *testing.T) {
	dir := t.TempDir()
	h, err := newHolder(filepath.Join(dir, "out"))
	require.NoError(t, err)
	err = writeResults(h.in(resultsName), late{ordered(t, "a", 1), func() { require.NoError(t, h.release()) }}, nil)
	assert.ErrorIs(t, err, fs.ErrNotExist)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestAProbeIsAbandonedToo(t *testing.T) {
	dir := t.TempDir()
	h, err := newHolder(filepath.Join(dir, "out"))
	require.NoError(t, err)
	defer func() {
		delete(ours.holders, h)
		ours.Unlock() // which Abandon keeps, as the program would end
	}()
	Abandon()
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)
}
