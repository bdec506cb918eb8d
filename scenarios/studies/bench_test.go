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
	"postsale/models/results"
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

// BenchmarkKnownLuck tells what taking known luck out is worth for the NRR of board: the variance of its mean and of its odds
// of 100 % or more, plain over freed, by fiscal year, and the time of processors to an error of 0.05 points of the mean and of
// one point of the odds in the last.
func BenchmarkKnownLuck(b *testing.B) {
	const trials = 2000
	study, err := NewRun(Order{Scenario: "board", Seed: 1, Trials: trials})
	require.NoError(b, err)
	for b.Loop() {
		before := spent(b)
		table := study.trials(b.Context(), nil).tables[0]
		seconds := (spent(b) - before).Seconds()
		for _, year := range []string{"FY27", "FY28", "FY29"} {
			column := table.Find("nrr", measures.WholeCompany, year)
			mean, odds := table.Distribution(column), table.Odds(column, 1, false)
			b.ReportMetric(mean.Fewer, year+"-mean")
			b.ReportMetric(odds.Fewer, year+"-odds")
			if year == "FY29" {
				variance := odds.P * (1 - odds.P) / trials / odds.Fewer
				b.ReportMetric(seconds*mean.MCError*mean.MCError/0.0005/0.0005, "mean-s")
				b.ReportMetric(seconds*mean.MCError*mean.MCError/0.0005/0.0005*mean.Fewer, "plain-mean-s")
				b.ReportMetric(seconds*variance/0.01/0.01, "odds-s")
				b.ReportMetric(seconds*variance/0.01/0.01*odds.Fewer, "plain-odds-s")
			}
		}
	}
}

// BenchmarkWhy divides the NRR of board-lean among mechanisms, by every combination of them and by orders: the time of
// processors times the variance of the shares, which is what the same error takes.
func BenchmarkWhy(b *testing.B) {
	for _, c := range []struct {
		name   string
		exact  bool
		trials int
	}{{"exact", true, 60}, {"orders", false, 300}} {
		b.Run(c.name, func(b *testing.B) {
			study, err := NewExplanation(Order{Scenario: "board-lean", Seed: 1, Trials: c.trials, Exact: c.exact})
			require.NoError(b, err)
			for b.Loop() {
				before := spent(b)
				e := study.Live(b.Context(), nil).(*results.Explanation)
				seconds, work := (spent(b) - before).Seconds(), 0.0
				for _, s := range e.Last("nrr").Shares {
					work += seconds * s.Error * s.Error
				}
				b.ReportMetric(1e6*work, "work")
			}
		})
	}
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
