package targets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/targets"
	"postsale/models/units"
)

// layout is of two years of a company with one segment.
func layout(t *testing.T) measures.Layout {
	t.Helper()
	calendar, err := fiscal.New(time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	return measures.Layout{Calendar: calendar, Ledger: ledger.Layout{Segments: []string{"smb"}, Quarters: 8}}
}

func TestATargetIsAskedInEveryYearOrInThePeriodThatItNames(t *testing.T) {
	bound := &units.Bound{Value: 1.01, As: units.AsShare}
	aims := targets.In(layout(t), []targets.Target{
		{Measure: "nrr", Segment: "all", AtLeast: bound},
		{Measure: "tickets", Segment: "smb", AtMost: bound, In: "FY27 Q3"},
	})
	var said []string
	for _, a := range aims {
		said = append(said, a.Measure.Name+" "+a.Segment+" "+a.Period)
		assert.Equal(t, a.Measure.Name == "tickets", a.AtMost)
	}
	assert.Equal(t, []string{"nrr all FY26", "nrr all FY27", "tickets smb FY27 Q3"}, said)
}

func TestAPeriodThatTheRunDoesNotTellOfIsAFault(t *testing.T) {
	said := func(measure string, period units.Period) string {
		var f units.Faults
		bound := &units.Bound{Value: 1, As: units.AsShare}
		targets.ValidatePeriods(&f, layout(t), []targets.Target{{Measure: units.Name(measure), Segment: "all", AtLeast: bound, In: period}})
		text := ""
		for _, fault := range f.All() {
			text += fault.Path + ": " + fault.Message
		}
		return text
	}
	assert.Empty(t, said("nrr", "FY27"))
	assert.Empty(t, said("nrr", "FY26 Q4"), "the first twelve months that end with a quarter")
	assert.Contains(t, said("nrr", "FY28"), "targets[0].in")
	assert.Contains(t, said("nrr", "FY28 Q1"), "FY28 Q1")
	assert.Contains(t, said("nrr", "FY26 Q1"), "FY26 Q4")
}

func TestABoundIsInTheUnitOfItsMeasure(t *testing.T) {
	for _, c := range []struct {
		measure string
		bound   units.Bound
		want    string
	}{
		{"nrr", units.Bound{Value: 1.04, As: units.AsShare}, ""},
		{"nrr", units.Bound{Value: 104, As: units.Plain}, "must be a share such as 104%"},
		{"time_to_live_mean", units.Bound{Value: 0.1, As: units.AsShare}, "must be a duration such as 6w"},
		{"tickets", units.Bound{Value: 0.1, As: units.AsShare}, "must be a number such as 4 or 1.2M"},
	} {
		m, ok := measures.Find(c.measure)
		require.True(t, ok, c.measure)
		err := targets.CheckBound(m, c.bound)
		if c.want == "" {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, err, c.want)
		}
	}
}
