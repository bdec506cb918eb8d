package results_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/sample"
)

func TestBridgesAddUpAndJoin(t *testing.T) {
	s := sample.Lived(t, "high-touch-start-up", 2)
	list := s.Bridges()
	require.NotEmpty(t, list)
	for i, b := range append(list, s.Bridge(), results.Joined(list)) {
		at := b.Opening.Mean
		for _, step := range b.Steps {
			at += step.Sign * step.Amount.Mean
		}
		assert.InEpsilon(t, b.Closing.Mean, at, 1e-9, b.Name)
		if i > 0 && i < len(list) {
			assert.Equal(t, list[i-1].Closing.Mean, b.Opening.Mean, b.Name)
		}
	}
}

// The running year begins before the run, with what actuals state.
func TestBridgesBeginWithTheRunningYear(t *testing.T) {
	s := sample.Lived(t, "board-in-may", 1)
	whole := results.Joined(s.Bridges())
	assert.InDelta(t, 19.2e6, whole.Opening.Mean, 1e-6)
	assert.Greater(t, s.Bridge().Opening.Mean, 19.9e6, "of the run alone")
	assert.InDelta(t, s.Bridge().Steps[0].Amount.Mean+1.05e6, whole.Steps[0].Amount.Mean, 1e-6, "what was new before it")
	s.Estimates[s.Table.Find("arr_churn", "all", "FY28")] = results.Distribution{}
	assert.Empty(t, s.Bridges(), "nobody says what was lost")
}

func TestYearsThatAreNotTheWholeRunMakeNoBridges(t *testing.T) {
	assert.Empty(t, sample.Shape{Trials: 2, Quarters: 6, Start: sample.Board.Start}.Run(t).Bridges(), "half a year is left over")
	assert.Empty(t, sample.Shape{Trials: 2, Quarters: 1, Start: sample.Board.Start}.Run(t).Bridges())
}

func TestWhatTheARRIsAtTheStartIsKnownWhereChanceHasNotMadeIt(t *testing.T) {
	s := sample.Shape{Trials: 40, Quarters: 12, Start: sample.Board.Start}.Run(t)
	column := s.Table.Find("arr_opening", "all", s.Layout.Quarters()[0].Name)
	require.GreaterOrEqual(t, column, 0)
	values := s.Table.Values(column)
	for i := range values {
		values[i] = 20e6
	}
	s.Estimates = nil
	opening, known := s.Opening()
	assert.True(t, known)
	assert.Equal(t, 20e6, opening)
	values[3] = 21e6
	_, known = s.Opening()
	assert.False(t, known, "after a time that is not measured")
}

func TestTheRunningYearTellsItsLastQuarter(t *testing.T) {
	s := sample.Lived(t, "board-in-may", 1)
	var names []string
	for _, q := range s.Layout.Quarters()[:4] {
		name := ""
		if column := s.ColumnAt("nrr", q); column >= 0 {
			name = s.Table.Columns[column].Period.Name
		}
		names = append(names, name)
	}
	assert.Equal(t, []string{"", "", "FY28", "FY29 Q1"}, names)
}

func TestABridgeIsLevelWithinItsErrorAndNamesWhatMovesItMost(t *testing.T) {
	mean := func(v float64) results.Distribution { return results.Distribution{N: 9, Mean: v, MCError: 1} }
	b := results.Bridge{Opening: mean(100), Closing: mean(102), Steps: []results.BridgeStep{
		{"new", 1, mean(5)}, {"expansion", 1, mean(7)}, {"contraction", -1, mean(8)}, {"churn", -1, mean(2)}}}
	assert.True(t, b.Level(), "2 more, twice the error")
	b.Closing.Mean = 102.1
	assert.False(t, b.Level())
	gain, loss := b.Largest()
	assert.Equal(t, []string{"expansion", "contraction"}, []string{gain.Name, loss.Name})
	gain, loss = results.Bridge{}.Largest()
	assert.Equal(t, []string{"", ""}, []string{gain.Name, loss.Name})
}
