package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/models/results/saved"
)

// byHand returns a study of three trials and a few columns, with numbers that can
// be checked by hand.
func byHand(t *testing.T) *results.Run {
	t.Helper()
	calendar, err := fiscal.New(sample.Board.Start, sample.Board.Start.Month())
	require.NoError(t, err)
	l := measures.Layout{Calendar: calendar, Ledger: ledger.Layout{Segments: []string{"smb"}, Teams: []string{"tier1"}, Quarters: 4}}
	none := math.NaN()
	rows := map[string][]float64{ // by trial
		"nrr.all.FY26":              {1.0, 1.25, 0.75},
		"nrr.all.FY26 Q4":           {1.0, 1.25, 0.75},
		"nrr.smb.FY26":              {none, 0.5, none},
		"nrr.smb.FY26 Q4":           {none, 0.5, none},
		"arr_closing.all.FY26 Q4":   {1e6, 2e6, 3e6},
		"arr_closing.all.run":       {1e6, 2e6, 3e6},
		"start_delay_mean.all.FY26": {none, none, none},
		"projects_queued.all.FY26":  {0, 0.1, 1e-7},
	}
	var columns []measures.Column
	for _, c := range l.Columns() {
		if rows[saved.ColumnName(c)] != nil {
			columns = append(columns, c)
		}
	}
	require.Len(t, columns, len(rows))
	s := &results.Run{Name: "hand", SHA256: "c0ffee", Seed: 7, Asked: 5, Done: 3, Failures: []results.Failure{{Trial: 2, Cause: "broken"}, {Trial: 5, Cause: "broken"}},
		Layout: l, Table: measures.NewTable(columns, 3), Pool: measures.NewPool(l), Warnings: []string{`a "short" run`}}
	for i, trial := range []int{1, 3, 4} {
		row := make([]float64, len(columns))
		for j, c := range columns {
			row[j] = rows[saved.ColumnName(c)][i]
		}
		s.Table.Append(trial, row)
	}
	s.Estimates = s.Table.Estimate()
	sample.Aim(s, "nrr", measures.WholeCompany, "FY26", 1, false)
	sample.Aim(s, "nrr", "smb", "FY26", 0.4, true)
	sample.Aim(s, "start_delay_mean", measures.WholeCompany, "FY26", 10, true)
	return s
}

func written(t *testing.T, write func(b *bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, write(&b))
	return b.String()
}

func TestFilesForProgramsReadAsInTheGoldenFiles(t *testing.T) {
	s := byHand(t)
	golden(t, "summary.json", written(t, func(b *bytes.Buffer) error { return saved.SummaryJSON(b, s) }))
	golden(t, "quarters.csv", written(t, func(b *bytes.Buffer) error { return saved.Quarters(s).Write(b, saved.CSV) }))
	golden(t, "trials.csv", written(t, func(b *bytes.Buffer) error { return saved.Trials(s).Write(b, saved.CSV) }))
}

func TestSummaryJSONIsTheSameWhateverUsersWrite(t *testing.T) {
	s := byHand(t)
	s.Name, s.Warnings = "a\x1b\"\\\u2028<&>", nil
	s.Failures, s.Targets = nil, nil
	var got map[string]any
	require.NoError(t, json.Unmarshal([]byte(written(t, func(b *bytes.Buffer) error { return saved.SummaryJSON(b, s) })), &got))
	assert.Equal(t, s.Name, got["scenario"].(map[string]any)["name"])
	for _, key := range []string{"failed_trials", "targets", "warnings"} {
		assert.Equal(t, []any{}, got[key], key)
	}
}

func TestTrialsGiveTheirNumbersBack(t *testing.T) {
	s := sample.Board.Run(t)
	lines, err := csv.NewReader(strings.NewReader(written(t, func(b *bytes.Buffer) error { return saved.Trials(s).Write(b, saved.CSV) }))).ReadAll()
	require.NoError(t, err)
	require.Len(t, lines, 1+s.Done)
	seen := 0
	for i, c := range s.Table.Columns {
		at := slices.Index(lines[0], saved.ColumnName(c))
		require.Equal(t, slices.Contains(s.Layout.Years(), c.Period), at > 0, saved.ColumnName(c))
		if at < 0 {
			continue
		}
		seen++
		for trial, want := range s.Table.Values(i) {
			cell := lines[1+trial][at]
			if math.IsNaN(want) {
				require.Empty(t, cell)
				continue
			}
			got, err := strconv.ParseFloat(cell, 64)
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
	}
	assert.Equal(t, len(lines[0]), 1+seen)
}

func TestRunWithoutAWholeYearListsItsTrialsByQuarter(t *testing.T) {
	s := sample.Shape{Trials: 2, Quarters: 2, Start: sample.Board.Start}.Run(t)
	header, _, _ := strings.Cut(written(t, func(b *bytes.Buffer) error { return saved.Trials(s).Write(b, saved.CSV) }), "\n")
	assert.Contains(t, header, "arr_closing.all.FY26 Q1,arr_closing.all.FY26 Q2,")
}

func TestNothingIsBelowZeroAtZero(t *testing.T) {
	text, err := saved.Number(math.Copysign(0, -1)).MarshalJSON()
	assert.NoError(t, err)
	assert.Equal(t, "0", string(text))
}
