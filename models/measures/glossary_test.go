package measures_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
)

// Names that files and other people's scripts rely on.
var reliedOn = map[measures.Unit][]string{
	measures.Share: {"nrr", "grr", "logo_retention", "nrr_flow", "grr_flow", "late_share", "hours_used", "partner_share", "breach_share",
		"tier1_utilisation", "tier2_utilisation", "team_utilisation", "services_margin", "platform_margin", "success_cost_share", "support_cost_share"},
	measures.Dollars: {"arr_opening", "arr_new", "arr_expansion", "arr_uplift", "arr_contraction", "arr_churn", "arr_closing", "bookings",
		"cost_services", "cost_support", "cost_success"},
	measures.Days:   {"start_delay_mean", "start_delay_p90", "time_to_live_mean", "first_response_mean", "first_response_p90", "resolution_mean"},
	measures.Number: {"projects_queued", "projects_queued_peak", "slots_busy", "partner_busy", "tickets", "ticket_backlog", "ticket_backlog_peak", "headcount"},
}

func TestTheMeasuresThatOthersRelyOnExist(t *testing.T) {
	for unit, names := range reliedOn {
		for _, name := range names {
			m, ok := measures.Find(name)
			if assert.True(t, ok, name) {
				assert.Equal(t, unit, m.Unit, name)
				assert.NotZero(t, m.Scopes&measures.Company, "%s of the company", name)
			}
		}
	}
	_, ok := measures.Find("nr")
	assert.False(t, ok)
}

func TestEveryMeasureIsDefined(t *testing.T) {
	assert.Len(t, measures.Names(), len(measures.All))
	seen := map[string]bool{}
	for _, m := range measures.All {
		assert.Regexp(t, regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`), m.Name)
		assert.False(t, seen[m.Name], "%s twice", m.Name)
		seen[m.Name] = true
		assert.Contains(t, []measures.Unit{measures.Share, measures.Dollars, measures.Days, measures.Hours, measures.Number}, m.Unit, m.Name)
		assert.NotEmpty(t, m.Definition, m.Name)
		assert.NotEmpty(t, m.Formula, m.Name)
		assert.NotZero(t, m.Scopes, m.Name)
		assert.NotNil(t, m.Of, m.Name)
		assert.Contains(t, measures.Sections, m.Section, m.Name)
	}
}

func TestASectionTellsTheMeasuresThatHaveALabel(t *testing.T) {
	told := 0
	for _, section := range measures.Sections {
		for _, m := range section.Measures() {
			assert.Same(t, section, m.Section, m.Name)
			assert.NotEmpty(t, m.Label, m.Name)
			assert.NotZero(t, m.Scopes&measures.Company, "%s: a section is of the company", m.Name)
			told++
		}
	}
	labels := 0
	for _, m := range measures.All {
		if m.Label != "" {
			labels++
		}
	}
	assert.Equal(t, labels, told, "each in one section")
}

func TestAComparisonTellsMeasuresOfTheCompany(t *testing.T) {
	list := measures.Compared()
	require.NotEmpty(t, list)
	for _, m := range list {
		assert.NotZero(t, m.Scopes&measures.Company, m.Name)
	}
	assert.True(t, list[len(list)-1].Contrast.Last)
}

func TestWhatIsToldLastStandsLast(t *testing.T) {
	last, ok := measures.Find("billable_utilisation")
	require.True(t, ok)
	list := last.Section.Measures()
	assert.Same(t, last, list[len(list)-1])
}
