package measures_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"postsale/models/measures"
)

// found returns the scopes and periods of a measure's columns, each in order.
func found(layout measures.Layout, measure string) (scopes, periods []string) {
	seen := map[string]bool{}
	for _, c := range layout.Columns() {
		if c.Measure.Name != measure {
			continue
		}
		if !seen[c.Segment] {
			scopes = append(scopes, c.Segment)
		}
		if !seen[c.Period.Name] {
			periods = append(periods, c.Period.Name)
		}
		seen[c.Segment], seen[c.Period.Name] = true, true
	}
	return scopes, periods
}

func TestAMeasureIsReportedForItsScopes(t *testing.T) {
	for measure, want := range map[string][]string{
		"nrr":                 {"all", "smb", "enterprise"},
		"slots_busy":          {"all", "smb", "enterprise", "team/implementation"},
		"partner_busy":        {"all", "smb", "enterprise", "team/bench"},
		"hours_used":          {"all", "team/implementation"},
		"headcount":           {"all", "team/implementation", "team/tier1", "team/tier2", "team/success"},
		"tier1_utilisation":   {"all"},
		"platform_margin":     {"all"},
		"first_response_mean": {"all", "smb", "enterprise"},
	} {
		scopes, _ := found(firm(0, 4), measure)
		assert.Equal(t, want, scopes, measure)
	}
}

func TestAMeasureIsReportedByQuarterYearAndRun(t *testing.T) {
	_, periods := found(firm(0, 4), "deals")
	assert.Equal(t, []string{"FY27 Q1", "FY27 Q2", "FY27 Q3", "FY27 Q4", "FY27", "run"}, periods)
	_, periods = found(firm(0, 4), "nrr")
	assert.Equal(t, []string{"FY27 Q4", "FY27"}, periods, "no year ends before")
	_, periods = found(firm(3, 2), "nrr")
	assert.Equal(t, []string{"FY27 Q1", "FY27 Q2"}, periods, "twelve months end here, no whole fiscal year does")
}

func TestPartialFiscalYearsAreLeftOut(t *testing.T) {
	layout := firmFrom(time.July, 0, 7)
	assert.Equal(t, []measures.Period{{Name: "FY28", From: 2, To: 6}}, layout.Years())
	_, periods := found(layout, "deals")
	assert.Equal(t, []string{"FY27 Q3", "FY27 Q4", "FY28 Q1", "FY28 Q2", "FY28 Q3", "FY28 Q4", "FY29 Q1", "FY28", "run"}, periods)
	_, periods = found(layout, "nrr")
	assert.Equal(t, []string{"FY28 Q2", "FY28 Q3", "FY28 Q4", "FY29 Q1", "FY28"}, periods)
	assert.Empty(t, firmFrom(time.July, 0, 5).Years())
}

func TestNoTwoColumnsAreTheSame(t *testing.T) {
	seen := map[[3]string]bool{}
	for _, c := range firm(2, 9).Columns() {
		cell := [3]string{c.Measure.Name, c.Segment, c.Period.Name}
		assert.False(t, seen[cell], "%v", cell)
		seen[cell] = true
	}
}
