package scenarios_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/actuals"
	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/units"
	"postsale/scenarios"
)

// TestQuartersMakeTheYearThatWasSimulated states three quarters of simulated years as actuals: with the fourth they must come to
// the year, whatever the measure.
func TestQuartersMakeTheYearThatWasSimulated(t *testing.T) {
	held := map[string]bool{}
	for _, ref := range []string{"testdata/random.yaml", "board-partner-learning"} {
		s, err := scenarios.Load(ref, []string{"start=2027-02-01", "fiscal_year_starts=february", "horizon=8q"})
		require.NoError(t, err)
		layout := s.Params.Layout()
		columns := layout.Columns()
		trial := company.New(&s.Params, 3)
		for number := range 3 {
			row := layout.Row(columns, trial.Run(number+1))
			value := map[string]float64{}
			for i, c := range columns {
				value[c.Measure.Name+" "+c.Segment+" "+c.Period.Name] = row[i]
			}
			past := threeQuarters(t, layout, &s.Params, value)
			for i, c := range columns {
				if c.Period.Name != "FY29" || strings.HasPrefix(c.Segment, "team/") || c.Measure.Yearly {
					continue
				}
				got := past.Whole(c.Measure, c.Segment, func(m *measures.Measure) float64 {
					v, told := value[m.Name+" "+c.Segment+" FY29 Q4"]
					require.True(t, told, m.Name)
					return v
				})
				if !math.IsNaN(got) {
					held[c.Measure.Name] = true
					assert.InDelta(t, row[i], got, 1e-6*(1+math.Abs(row[i])), "%s of %s: %s", c.Measure.Name, c.Segment, ref)
				}
			}
		}
	}
	assert.Greater(t, len(held), 60, "most measures follow")
}

// threeQuarters returns what a trial had of FY29 but for its last quarter, as what was before a run that starts then.
func threeQuarters(t *testing.T, layout measures.Layout, p *company.Params, value map[string]float64) *actuals.Past {
	t.Helper()
	calendar, err := fiscal.New(layout.Calendar.Date(7*fiscal.Quarter), 2)
	require.NoError(t, err)
	of := actuals.Company{Calendar: calendar, Quarters: 1, Has: layout.Has}
	segments := append(slices.Clone(layout.Ledger.Segments), measures.WholeCompany)
	for _, name := range layout.Ledger.Segments {
		of.Segments = append(of.Segments, actuals.Opening{Name: name, ARR: value["arr_closing "+name+" FY29 Q3"], Customers: int(value["customers "+name+" FY29 Q3"])})
	}
	var text strings.Builder
	text.WriteString("measure,segment,period,value\n")
	for i := range measures.All {
		m := &measures.All[i]
		unit := map[measures.Unit]string{measures.Days: "d"}[m.Unit]
		for _, segment := range segments {
			for _, period := range []string{"FY28 Q4", "FY29 Q1", "FY29 Q2", "FY29 Q3"} {
				v, told := value[m.Name+" "+segment+" "+period]
				if told && !math.IsNaN(v) && !m.Yearly && (v >= 0 || m.Unit != measures.Days) && math.Abs(v) < 10 || told && m.Unit != measures.Share && m.Unit != measures.Days && !math.IsNaN(v) {
					fmt.Fprintf(&text, "%s,%s,%s,%.9f%s\n", m.Name, segment, period, v, unit)
				}
			}
		}
	}
	past, faults := actuals.Read(units.DataFile{Name: "actuals.csv", Data: []byte(text.String())}, of)
	require.Empty(t, faults)
	return past
}

// TestARunThatStartsInAYearTellsItWhole holds the year's figures to what is stated and to the quarters of the same trial.
func TestARunThatStartsInAYearTellsItWhole(t *testing.T) {
	s, err := scenarios.Load("board-in-may", nil)
	require.NoError(t, err)
	layout := s.Params.Layout()
	require.Equal(t, []string{"FY28", "FY29", "FY30"}, namesOfPeriods(layout.Years()))
	columns := layout.Columns()
	row := layout.Row(columns, company.New(&s.Params, 1).Run(1))
	at := func(name string) float64 {
		c, err := layout.Column(name)
		require.NoError(t, err)
		return row[slices.Index(columns, c)]
	}
	rest := func(measure string) float64 {
		return at(measure+".FY28-Q2") + at(measure+".FY28-Q3") + at(measure+".FY28-Q4")
	}
	assert.InDelta(t, 580e3+rest("arr_churn"), at("arr_churn.FY28"), 1e-6)
	assert.InDelta(t, 19.2e6, at("arr_opening.FY28"), 1e-6)
	assert.InDelta(t, at("arr_closing.FY28-Q4"), at("arr_closing.FY28"), 1e-6)
	assert.InDelta(t, at("arr_closing.FY28"), at("arr_opening.FY28")+at("arr_new.FY28")+at("arr_expansion.FY28")+at("arr_uplift.FY28")-
		at("arr_contraction.FY28")-at("arr_churn.FY28"), 1e-3, "the bridge holds over the whole year")
	assert.InDelta(t, (377e3+rest("cost_success"))/(4.9e6+rest("revenue_subscription")), at("success_cost_share.FY28"), 1e-12)
	assert.True(t, math.IsNaN(at("tickets.FY28")), "nobody says how many there were")
	assert.LessOrEqual(t, at("grr.FY28"), at("nrr.FY28"))
	assert.LessOrEqual(t, at("grr_flow.FY28"), at("grr.FY28")+1e-12)
	without, err := scenarios.Load("board-in-may", []string{"actuals=null", "targets=[]"})
	require.NoError(t, err)
	assert.Equal(t, []string{"FY29", "FY30"}, namesOfPeriods(without.Params.Layout().Years()))
	again, err := scenarios.Restore("again", s.Resolved(), s.Files)
	require.NoError(t, err)
	assert.Equal(t, s.SHA256(), again.SHA256())
	assert.Contains(t, string(s.Resolved()), "\nactuals: data/actuals.csv\n")
}

func namesOfPeriods(list []measures.Period) (names []string) {
	for _, p := range list {
		names = append(names, p.Name)
	}
	return names
}
