//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"postsale/scenarios/studies"
)

// BenchmarkExperiment runs a whole experiment, estimates included.
func BenchmarkExperiment(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			const trials = 200
			study, err := studies.NewRun(studies.Order{Scenario: "board", Seed: 1, Trials: trials, Workers: workers})
			require.NoError(b, err)
			for b.Loop() {
				require.Equal(b, trials, study.Live(b.Context(), nil).Went().Done)
			}
			b.ReportMetric(float64(trials*b.N)/b.Elapsed().Seconds(), "trials/s")
		})
	}
}

// BenchmarkProgram runs the program itself, on all cores.
func BenchmarkProgram(b *testing.B) {
	program := filepath.Join(b.TempDir(), "postsale")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as make run builds it
	out, err := build.CombinedOutput()
	require.NoError(b, err, string(out))
	for _, c := range []struct {
		name  string
		words []string
	}{
		{"trials=1", []string{"run", "board", "--trials", "1"}},
		{"trials=1000", []string{"run", "board", "--trials", "1000"}},
		{"compare=1000", []string{"compare", "board", "board-lean", "--trials", "1000"}},
		{"trials=10000", []string{"run", "board", "--trials", "10000"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			peak, spent := 0., time.Duration(0)
			for b.Loop() {
				cmd := exec.Command(program, append(c.words, "--quiet")...)
				require.NoError(b, cmd.Run())
				peak = max(peak, peakMemory(b, cmd))
				spent += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/op")
			b.ReportMetric(1e3*spent.Seconds()/float64(b.N), "cpu-ms/op")
			b.ReportMetric(peak, "peak-MB")
		})
	}
}

// BenchmarkPassing lets trials of board pass, of which the first are lived through. The others are drawn from these, each
// number with a little noise: what the program keeps of them is as much, and a million take minutes, not hours.
func BenchmarkPassing(b *testing.B) {
	const trials = 1_000_000
	b.Run(fmt.Sprintf("trials=%d", trials), func(b *testing.B) {
		peak := 0.
		for b.Loop() {
			cmd := exec.Command(os.Args[0])
			cmd.Args = []string{"postsale-passing", "board", strconv.Itoa(trials)}
			require.NoError(b, cmd.Run())
			peak = max(peak, peakMemory(b, cmd))
		}
		b.ReportMetric(peak, "peak-MB")
	})
}

// peakMemory returns the most memory that a process had at a time, in megabytes.
func peakMemory(tb testing.TB, cmd *exec.Cmd) float64 {
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	require.True(tb, ok)
	if runtime.GOOS == "darwin" {
		return float64(usage.Maxrss) / 1e6
	}
	return float64(usage.Maxrss) * 1024 / 1e6
}
