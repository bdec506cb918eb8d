package fans

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/reports/drawing"
	"postsale/sim/estimate"
)

func TestAMedianThatIsTheTargetWithinItsErrorIsToldSo(t *testing.T) {
	target := results.Target{Measure: "nrr", Unit: measures.Share, Bound: 1, Odds: estimate.Wilson(48, 100, 0.95)}
	assert.Equal(t, ", within its error of 100 %, with a 48 % chance of at least 100 %", aiming(estimate.Distribution{P50: 0.998, P50Error: 0.0011}, target))
	assert.Equal(t, ", with a 48 % chance of at least 100 %", aiming(estimate.Distribution{P50: 0.998, P50Error: 0.0009}, target))
}

// started returns a run whose ARR is known at its start.
func started(t *testing.T) *results.Run {
	t.Helper()
	s := sample.Shape{Trials: 40, Quarters: 8, Start: sample.Board.Start}.Run(t)
	values := s.Table.Values(s.Table.Find("arr_opening", measures.WholeCompany, s.Layout.Quarters()[0].Name))
	for i := range values {
		values[i] = 20e6
	}
	s.Estimates = nil
	return s
}

func TestTheFanOfARRBeginsAtTheStart(t *testing.T) {
	said := func(s *results.Run) string {
		f, missing := ARR(s, "arr-fan")
		require.Empty(t, missing)
		file, err := f.SVG("")
		require.NoError(t, err)
		return string(file.Data)
	}
	s := started(t)
	assert.Contains(t, said(s), ">$20.0M at the start<")
	s.Table.Values(s.Table.Find("arr_opening", measures.WholeCompany, s.Layout.Quarters()[0].Name))[0] = 21e6
	assert.NotContains(t, said(s), "at the start", "chance has made it")
}

func TestWhatIsKnownStandsBeforeTheRule(t *testing.T) {
	s := started(t)
	was := func(q int, v float64) results.Actual {
		return results.Actual{Measure: "arr_closing", Segment: measures.WholeCompany, From: q, To: q + 1, Value: v}
	}
	s.Actuals = []results.Actual{was(-3, 16e6), was(-2, 17e6), was(-1, 19e6)}
	f, some := Of(s, "arr_closing")
	require.True(t, some)
	assert.Equal(t, -3.4, f.Scale().Min)
	assert.Len(t, f.Axis(), 3+8)
	xs, ys := f.opened(f.P50)
	assert.Equal(t, []float64{-1, 19e6}, []float64{xs[0], ys[0]}, "the median goes on from the last")
	assert.Contains(t, f.body(), 16e6, "the scale holds what is known")
	file, err := drawing.Figure{Draw: f.alone(nil, nil, drawing.Spanning(1, f.Shown(0)...), drawing.ShareTick, drawing.ShareTick)}.SVG("")
	require.NoError(t, err)
	assert.Equal(t, 3, strings.Count(string(file.Data), `Z" style="fill:#222222`), "a mark for each")
	s.Actuals = s.Actuals[:1]
	late, _ := Of(s, "arr_closing")
	xs, _ = late.opened(late.P50)
	assert.Equal(t, 0.0, xs[0], "between them nothing is known")
}

// Of the year in which a run starts only the last quarter has an NRR, and of the quarters before some may not be stated.
func TestTheAxisNamesQuartersWithoutAValueToo(t *testing.T) {
	s := sample.Lived(t, "board-in-may", 1)
	was := func(q int) results.Actual {
		return results.Actual{Measure: "nrr", Segment: measures.WholeCompany, From: q, To: q + 1, Value: 1}
	}
	s.Actuals = []results.Actual{was(-3), was(-1)}
	f, some := Of(s, "nrr")
	require.True(t, some)
	require.Equal(t, "FY28 Q4", f.Periods[0].Name)
	axis := f.Axis()
	require.Len(t, axis, 3+11)
	for i, q := range axis {
		assert.Equal(t, i-3, q.From)
		assert.Equal(t, s.Layout.Calendar.QuarterName(q.From), q.Name)
	}
}
