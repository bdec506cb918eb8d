package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const canned = "testdata/bench.txt"

func told(t *testing.T, name string) string {
	t.Helper()
	var out strings.Builder
	require.NoError(t, tell(&out, name))
	return out.String()
}

// edited is the canned text with some of it replaced.
func edited(t *testing.T, old, new string) string {
	t.Helper()
	text, err := os.ReadFile(canned)
	require.NoError(t, err)
	require.Contains(t, string(text), old)
	name := filepath.Join(t.TempDir(), "bench.txt")
	require.NoError(t, os.WriteFile(name, []byte(strings.ReplaceAll(string(text), old, new)), 0o666))
	return name
}

func TestTheTableSaysWhatIsReached(t *testing.T) {
	table := told(t, canned)
	assert.Equal(t, `rounds: 3; cores: 2; cpu: Slide Rule

M/M/1: kernel / loop without a library           0.70  at least 0.6    reached
M/M/1: kernel / loop with a bare heap            0.75  at least 0.75   reached
M/M/10: kernel / loop with a bare heap           0.88  at least 0.75   reached
1,000 pending: kernel / bare 4-ary heap          1.25  at least 0.9    reached
100,000 pending: kernel / bare 4-ary heap        0.80  at least 0.9    missed
board loaded and its company made, CPU ms         2.5  below    5      reached
the program for one trial, CPU ms                  36  below    40     reached
200 files validated, seconds                     0.40  below    1      reached
two plans beyond their 1,000 trials, CPU ms       210  below    200    missed
pictures of a run, seconds                       0.20  below    0.3    reached
allocations per event of board                 0.0002  below    0.001  reached
allocations per trial of board                     16  below    50     reached
events per core-second: board / M/M/1            0.16  at least 0.25   missed
events per core-second: board / ticket loop      0.60  at least 0.75   missed
1,000 trials of board, seconds                   8.00  below    3.6    missed
trials per second: 2 workers / 1 worker          1.90  at least 1.8    reached
1,000 trials: two plans compared / one run       2.10  at most  2.05   missed
a batch of 5,000 trials / its trials, CPU        1.02  at most  1.05   reached
mean NRR FY27: variance, plain / freed           23.4  at least 20     reached
mean NRR FY28: variance, plain / freed           14.8  at least 10     reached
mean NRR FY29: variance, plain / freed            7.9  at least 8      missed
odds of NRR FY27: variance, plain / freed        2.60  at least 2.2    reached
odds of NRR FY28: variance, plain / freed        2.20  at least 1.9    reached
odds of NRR FY29: variance, plain / freed        1.95  at least 1.7    reached
CPU seconds to 0.05 points of mean NRR FY29       1.5  below    2      reached
CPU seconds to 0.05 points of it, plain          17.5  below    16     missed
CPU seconds to 1 point of odds of NRR FY29        6.0  below    7      reached
CPU seconds to 1 point of them, plain            11.7  below    12     reached
why: work to an error, orders / combinations     0.25  below    0.33   reached
10,000 trials of board, peak MB                   500  below    500    missed
1,000,000 trials of board, peak MB                250  below    600    reached
time of a trial, $20M / $5M, over n log n        0.97  at most  1      reached
time of a trial, $100M / $20M, over n log n      1.11  at most  1      missed
`, table)
	for line := range strings.Lines(table) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 80)
	}
}

func TestABenchmarkThatIsMissingIsNamed(t *testing.T) {
	for _, c := range []struct{ old, want string }{
		{"BenchmarkHold/bare/pending=1000-2", "want BenchmarkHold/bare/pending=1000 with ns/event, got none"},
		{"BenchmarkTrial/arr=100M-2", "want BenchmarkTrial/arr=100M with events/op, BenchmarkTrial/arr=100M with cpu-ns/event, BenchmarkTrial/arr=100M with customers, got none"},
		{"peak-MB", "want BenchmarkProgram/trials=10000 with peak-MB, BenchmarkPassing/trials=1000000 with peak-MB, got none"},
	} {
		err := tell(&strings.Builder{}, edited(t, c.old, "nothing"))
		assert.ErrorContains(t, err, c.want)
	}
}

func TestTextThatIsNoBenchmarkIsRefused(t *testing.T) {
	assert.ErrorContains(t, tell(&strings.Builder{}, edited(t, "40000 ns/op", "many ns/op")), "bench.txt:")
}

// What was measured differs from machine to machine; what it is held to does not.
func TestTheREADMEQuotesEveryFigureWithItsTarget(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(readme), "\n## How fast\n")
	require.True(t, found)
	_, quoted, _ := strings.Cut(section, "```\n")
	quoted, _, _ = strings.Cut(quoted, "```\n")
	lines := strings.Split(strings.TrimSpace(quoted), "\n")
	require.Len(t, lines, 2+len(figures))
	for i, f := range figures {
		line := lines[2+i]
		assert.True(t, strings.HasPrefix(line, f.what+" "), line)
		assert.Contains(t, line, fmt.Sprintf("  %-8s %-6v ", f.target, f.bound))
	}
}
