package measures_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

func TestATableHoldsOneNumberAColumnAndTrial(t *testing.T) {
	columns := firm(0, 4).Columns()
	table := measures.NewTable(columns, 2)
	row := make([]float64, len(columns))
	for trial := 11; trial <= 14; trial++ {
		for i := range row {
			row[i] = float64(i) + float64(trial)/100
		}
		row[0] = math.NaN()
		table.Append(trial, row)
	}
	assert.Equal(t, []int{11, 12, 13, 14}, table.Trials)
	assert.Equal(t, []float64{7.11, 7.12, 7.13, 7.14}, table.Values(7))

	estimates := table.Estimate()
	require.Len(t, estimates, len(columns))
	assert.Zero(t, estimates[0].N, "it exists in no trial")
	for i, d := range estimates[1:] {
		assert.Equal(t, estimate.Of(table.Values(i+1)), d)
	}
}

func TestAColumnIsFoundByMeasureScopeAndPeriod(t *testing.T) {
	columns := firm(0, 4).Columns()
	table := measures.NewTable(columns, 1)
	for i, c := range columns {
		require.Equal(t, i, table.Find(c.Measure.Name, c.Segment, c.Period.Name))
	}
	assert.Equal(t, -1, table.Find("nrr", "all", "FY27 Q1"), "no twelve months end there")
	assert.Equal(t, -1, table.Find("nrr", "none", "FY27"))
}

func TestOddsCountTheTrialsInWhichTheNumberExists(t *testing.T) {
	columns := firm(0, 4).Columns()[:1]
	table := measures.NewTable(columns, 5)
	for i, v := range []float64{.8, .9, 1, math.NaN(), 1.1} {
		table.Append(i+1, []float64{v})
	}
	assert.Equal(t, estimate.Wilson(2, 4, .95), table.Odds(0, 1, false), "at least: the bound itself counts")
	assert.Equal(t, estimate.Wilson(3, 4, .95), table.Odds(0, 1, true), "at most: here too")
}

func TestRowsThatWaitedAreTheTableThatAppendingThemGives(t *testing.T) {
	columns := firm(0, 4).Columns()
	one, many := measures.NewTable(columns, 0), measures.NewTable(columns, 0)
	rows := measures.NewRows(many)
	for trial := 1; trial <= 150; trial++ {
		row := make([]float64, len(columns))
		for i := range row {
			row[i] = float64(1000*trial + i)
		}
		one.Append(trial, row)
		rows.Append(trial, row)
	}
	assert.Less(t, len(many.Trials), 150)
	rows.Flush()
	assert.Equal(t, one.Trials, many.Trials)
	for i := range columns {
		assert.Equal(t, one.Values(i), many.Values(i))
	}
}

// BenchmarkEstimate estimates every column of a run like the board's.
func BenchmarkEstimate(b *testing.B) {
	const trials = 10_000
	columns := firm(0, 12).Columns()
	table, row, luck := measures.NewTable(columns, trials), make([]float64, len(columns)), rand.New(rand.NewPCG(1, 2))
	for trial := range trials {
		for i := range row {
			row[i] = luck.NormFloat64()
		}
		table.Append(1+trial, row)
	}
	b.ReportAllocs()
	for b.Loop() {
		table.Estimate()
	}
	b.ReportMetric(float64(len(columns)), "columns")
}

// BenchmarkRows puts trials into a table, of a number that the cache of a processor does not hold.
func BenchmarkRows(b *testing.B) {
	columns := firm(0, 12).Columns()
	rows := make([][]float64, 1000)
	for i := range rows {
		rows[i] = make([]float64, len(columns))
	}
	for b.Loop() {
		waiting := measures.NewRows(measures.NewTable(columns, len(rows)))
		for i, row := range rows {
			waiting.Append(1+i, row)
		}
		waiting.Flush()
	}
	b.ReportMetric(float64(len(rows)*len(columns)), "numbers/op")
}
