//go:build linux || darwin

package batch_test

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/scenarios"
	"postsale/scenarios/batch"
)

// spent returns the processor time of the process so far.
func spent(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkBatch runs ten files of scenarios from their paths to their tables, and the trials of the same scenarios with nothing
// around them. Over is how many times the processor time of these the batch takes.
func BenchmarkBatch(b *testing.B) {
	const files, trials = 10, 500
	b.Chdir(b.TempDir())
	require.NoError(b, os.Mkdir("plans", 0o777))
	var paths []string
	for i := range files {
		path := fmt.Sprintf("plans/p%d.yaml", i)
		require.NoError(b, os.WriteFile(path, fmt.Appendf(nil, "extends: board\ntrials: %d\ndeals: {slip: %d%%}\n", trials, i), 0o666))
		paths = append(paths, path)
	}
	first, err := scenarios.Load("board", nil)
	require.NoError(b, err)
	company.New(&first.Params, 1).Run(1) // tables of laws are made once a process
	var simulation, whole time.Duration
	for b.Loop() {
		began := spent(b)
		for _, path := range paths {
			s, err := scenarios.Load(path, nil)
			require.NoError(b, err)
			c, layout := company.New(&s.Params, 1), s.Params.Layout()
			columns := layout.Columns()
			for trial := 1; trial <= trials; trial++ {
				layout.Row(columns, c.Run(trial))
			}
		}
		simulation += spent(b) - began
		began = spent(b)
		require.NoError(b, os.RemoveAll("study"))
		found, err := batch.Gather(b.Context(), batch.Request{Paths: []string{"plans"}, Seed: 1, Program: "v1", Output: batch.Output{Forms: []saved.Form{saved.Parquet}}})
		require.NoError(b, err)
		require.Empty(b, found.Faults)
		study, err := batch.Open("study", found.Plan, false, 0)
		require.NoError(b, err)
		require.NoError(b, study.Plan.Live(b.Context(), study.Path, study.Shards(), study.Store.Missing(study.Plan), 0, func(_, _ int) {}))
		require.NoError(b, study.Scan(false))
		_, err = study.Plan.Merge(b.Context(), study.Path, study.Dir, study.Store, func(results.BatchLine) {})
		require.NoError(b, err)
		whole += spent(b) - began
	}
	b.ReportMetric(whole.Seconds()/simulation.Seconds(), "over")
}
