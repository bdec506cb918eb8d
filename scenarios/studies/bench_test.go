//go:build unix

package studies

import (
	"io"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results/saved"
)

// BenchmarkComparison does for two plans of 1,000 trials what is beyond the trials: it tells in ten of them what luck they
// shared, makes the record and writes it. Its time is that of processors.
func BenchmarkComparison(b *testing.B) {
	study, err := NewComparison(Order{Scenario: "board", Others: []string{"board-lean"}, Seed: 1, Trials: 40}, false)
	require.NoError(b, err)
	_, err = study.Fit(8e9)
	require.NoError(b, err)
	l := study.trials(b.Context(), nil)
	var companies []*company.Company
	for i, plan := range study.Plans {
		l.tables[i] = repeated(l.tables[i], 1000)
		c := company.New(&plan.Params, 1)
		c.Trace()
		c.Run(1)
		companies = append(companies, c)
	}
	before := spent(b)
	for b.Loop() {
		l.shared = nil
		for range looked {
			l.shared = append(l.shared, []changes.Sharing{changes.Shared(changes.NewCensus(companies[0]), changes.NewCensus(companies[1]))})
		}
		require.NoError(b, saved.JSON(io.Discard, l.comparison(nil, true)))
	}
	b.ReportMetric(1e3*(spent(b)-before).Seconds()/float64(b.N), "cpu-ms/op")
}

// BenchmarkValidate reads and checks 200 files, on all cores.
func BenchmarkValidate(b *testing.B) {
	names := files(b, 200)
	for b.Loop() {
		_, err := Validate(names, nil, func(File) error { return nil })
		require.NoError(b, err)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/op")
}

// repeated returns a table of so many trials, of which only the first are lived.
func repeated(few *measures.Table, trials int) *measures.Table {
	many := measures.NewTable(few.Columns, trials)
	many.Luck = measures.NewControls(few.Luck.List)
	for trial := range trials {
		lived, nearly := trial%len(few.Trials), 1+1e-6*float64(trial)
		row, luck := make([]float64, len(few.Columns)), make([]float64, len(few.Luck.List))
		for i := range row {
			row[i] = few.Values(i)[lived] * nearly
		}
		for i := range luck {
			luck[i] = few.Luck.Values(i)[lived] * nearly
		}
		many.Append(1+trial, row)
		many.Luck.Append(luck)
	}
	return many
}

// spent returns the time that processors have spent on this process.
func spent(tb testing.TB) time.Duration {
	var usage syscall.Rusage
	require.NoError(tb, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
