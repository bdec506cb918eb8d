package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"postsale/cmd/voice"

	"github.com/rogpeppe/go-internal/testscript"
)

// The environment of the program under test may make trials fail or interrupt it.
const (
	failsAt        = "POSTSALE_TEST_FAILS_AT"        // numbers of trials, with commas
	interruptedAt  = "POSTSALE_TEST_INTERRUPTED_AT"  // number of a trial
	hangsAt        = "POSTSALE_TEST_HANGS_AT"        // number of a trial, which is interrupted again and again
	interruptedSet = "POSTSALE_TEST_INTERRUPTED_SET" // number of a set in that trial
	freeGigabytes  = "POSTSALE_TEST_FREE_GB"         // memory that there is
	keptTrials     = "POSTSALE_TEST_KEPT"            // of how many trials the numbers are kept
	statusFile     = "status"                        // where postsale-measured leaves what Linux knows of it
	betweenSignals = 10 * time.Millisecond
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"postsale": func() {
		voice.BeforeTrial, beforeSet = trouble, troubleInSet
		if free, err := strconv.ParseFloat(os.Getenv(freeGigabytes), 64); err == nil {
			voice.Memory = func() float64 { return min(8e9, 0.75*free*1e9) }
		}
		if most, err := strconv.Atoi(os.Getenv(keptTrials)); err == nil {
			mostKept = most
		}
		main()
	}, "postsale-measured": func() {
		code := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
		status, _ := os.ReadFile("/proc/self/status")
		traffic, _ := os.ReadFile("/proc/self/io")
		os.WriteFile(statusFile, append(status, traffic...), 0o666)
		os.Exit(code)
	}, "postsale-passing": pass})
}

func interrupt() {
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		self.Signal(os.Interrupt)
	}
}

func troubleInSet(trial, set int) {
	if os.Getenv(interruptedAt) == strconv.Itoa(trial) && os.Getenv(interruptedSet) == strconv.Itoa(set) {
		interrupt()
	}
}

func trouble(trial int) {
	is := func(variable string) bool {
		for number := range strings.SplitSeq(os.Getenv(variable), ",") {
			if number == strconv.Itoa(trial) {
				return true
			}
		}
		return false
	}
	if is(failsAt) {
		panic("day 12.5:\na test\x1b[31m wants it")
	}
	if is(interruptedAt) && os.Getenv(interruptedSet) == "" {
		interrupt()
		time.Sleep(20 * betweenSignals) // until it is heard
	}
	for is(hangsAt) {
		interrupt()
		time.Sleep(betweenSignals)
	}
}

func TestScripts(t *testing.T) { runScripts(t, "testdata/script") }

func TestLongScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	runScripts(t, "testdata/long")
}

// runScripts runs scripts; each finds testdata/small.yaml, a quick scenario.
func runScripts(t *testing.T, dir string) {
	small, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			return os.WriteFile(filepath.Join(env.WorkDir, "small.yaml"), small, 0o666)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "same": same},
	})
}

// exits runs a command that must end with a code: exits CODE COMMAND ARGUMENT...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if err != nil || neg {
		ts.Fatalf("usage: exits CODE COMMAND ARGUMENT...")
	}
	code := 0
	var failed *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &failed):
		code = failed.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

// same compares folders of results, byte for byte but for their manifests, which
// tell the time: same DIR DIR...
func same(ts *testscript.TestScript, neg bool, args []string) {
	first := filesOf(ts, args[0])
	for _, dir := range args[1:] {
		other := filesOf(ts, dir)
		for name, text := range first {
			if other[name] != text {
				ts.Fatalf("%s differs between %s and %s", name, args[0], dir)
			}
		}
		if len(other) != len(first) {
			ts.Fatalf("%s has %d files, %s has %d", args[0], len(first), dir, len(other))
		}
	}
}

func filesOf(ts *testscript.TestScript, dir string) map[string]string {
	files := map[string]string{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && d.Name() != "manifest.json" {
			files[strings.TrimPrefix(path, root)] = ts.ReadFile(path)
		}
		return err
	}))
	if len(files) == 0 {
		ts.Fatalf("%s has no files", dir)
	}
	return files
}
