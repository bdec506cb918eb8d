package measures_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
)

func TestAColumnIsNamedByMeasureSegmentAndPeriod(t *testing.T) {
	layout := firm(0, 5)
	for _, tc := range []struct{ name, measure, segment, period string }{
		{name: "nrr.FY27", measure: "nrr", segment: "all", period: "FY27"},
		{name: "nrr.all.FY27", measure: "nrr", segment: "all", period: "FY27"},
		{name: "nrr.smb.FY28 Q1", measure: "nrr", segment: "smb", period: "FY28 Q1"},
		{name: "nrr.smb.FY28-Q1", measure: "nrr", segment: "smb", period: "FY28 Q1"},
		{name: "headcount.team/tier1.run", measure: "headcount", segment: "team/tier1", period: "run"},
	} {
		c, err := layout.Column(tc.name)
		require.NoError(t, err, tc.name)
		assert.Equal(t, []string{tc.measure, tc.segment, tc.period}, []string{c.Measure.Name, c.Segment, c.Period.Name}, tc.name)
	}
}

func TestEveryColumnIsFoundByItsName(t *testing.T) {
	layout := firm(0, 5)
	for _, want := range layout.Columns() {
		name := want.Measure.Name + "." + want.Segment + "." + want.Period.Name
		got, err := layout.Column(name)
		require.NoError(t, err, name)
		require.Equal(t, want.Period, got.Period, name)
		require.Equal(t, want.Scope, got.Scope, name)
		require.Same(t, want.Measure, got.Measure, name)
	}
}

func TestAColumnThatDoesNotExistSaysWhatDoes(t *testing.T) {
	for _, tc := range []struct {
		name, says string
		valid      []string
	}{
		{name: "nnr.FY27", says: `no measure named "nnr"`, valid: measures.Names()},
		{name: "nrr.smbs.FY27", says: `nrr has no segment "smbs"`, valid: []string{"all", "smb", "enterprise"}},
		{name: "nrr.team/tier1.FY27", says: `nrr has no segment "team/tier1"`, valid: []string{"all", "smb", "enterprise"}},
		{name: "nrr.FY28", says: `nrr has no period "FY28"`, valid: []string{"FY27 Q4", "FY27"}},
		{name: "nrr.smb.FY27-Q1", says: `nrr.smb has no period "FY27-Q1"`, valid: []string{"FY27 Q4", "FY27"}},
		{name: "nrr.smb", says: `nrr has no period "smb"`, valid: []string{"FY27 Q4", "FY27"}},
	} {
		_, err := firm(0, 4).Column(tc.name)
		var unknown *measures.UnknownError
		require.ErrorAs(t, err, &unknown, tc.name)
		assert.EqualError(t, err, tc.says)
		assert.Equal(t, tc.valid, unknown.Valid, tc.name)
	}
	_, err := firm(0, 3).Column("nrr.FY27")
	assert.EqualError(t, err, "nrr is not measured in this run", "no twelve months end in it")
}

func TestANameOfOtherPartsIsNoColumn(t *testing.T) {
	for _, name := range []string{"", "nrr", "nrr.", ".FY27", "nrr..FY27", "nrr.smb.FY27.p10"} {
		_, err := firm(0, 4).Column(name)
		assert.ErrorContains(t, err, "want MEASURE.PERIOD or MEASURE.SEGMENT.PERIOD such as nrr.FY27, got", name)
	}
}
