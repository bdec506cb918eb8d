package measures_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
)

// The scopes of firm.
const (
	smb = iota
	enterprise
	all
	implementation
	tier1
	tier2
	success
	bench
	engineers
)

// firm is a company of two segments, four teams and a partner, whose fiscal
// years are calendar years.
func firm(warmUp, quarters int) measures.Layout {
	return firmFrom(time.January, warmUp, quarters)
}

func firmFrom(month time.Month, warmUp, quarters int) measures.Layout {
	calendar, err := fiscal.New(time.Date(2027, month, 1, 0, 0, 0, 0, time.UTC), time.January)
	if err != nil {
		panic(err)
	}
	var has []string // whatever a measure wants
	for _, m := range measures.All {
		has = append(has, m.Wants)
	}
	return measures.Layout{
		Calendar: calendar, Has: has,
		Ledger: ledger.Layout{Segments: []string{"smb", "enterprise"}, WarmUp: warmUp, Quarters: quarters,
			Teams: []string{"implementation", "tier1", "tier2", "success", "bench", "engineering"}},
		Roles: measures.Roles{Delivery: []int{implementation}, Partners: []int{bench}, Tier1: tier1, Tier2: tier2, Support: []int{tier1, tier2}, Acquisition: 1.5, Multiple: 6,
			Payroll: []int{implementation, tier1, tier2, success}, Care: []int{success}, CareOf: []int{success, success},
			Works: []int{tier2}, Ruled: []int{tier1, tier2}, SlotHours: []float64{.75}},
	}
}

// report is a trial's numbers by measure, scope and period; a cell without a
// column is not in it.
type report map[[3]string]float64

func reported(layout measures.Layout, facts ...ledger.Fact) report {
	columns := layout.Columns()
	r := report{}
	for i, v := range layout.Row(columns, ledger.New(layout.Ledger).Write(facts...)) {
		r[[3]string{columns[i].Measure.Name, columns[i].Segment, columns[i].Period.Name}] = v
	}
	return r
}

func (r report) of(t *testing.T, measure, scope, period string) float64 {
	v, ok := r[[3]string{measure, scope, period}]
	require.True(t, ok, "no column %s of %s in %s", measure, scope, period)
	return v
}

// The hand test of the three ways to count, by segment: A 100 to 120, B 100 to 70,
// C leaves, D stays, E is new, F leaves and comes back at 80, G 100 to 130 to 110.
func TestRetentionBySegmentByHand(t *testing.T) {
	const a, b, c, d, f, g, e = 0, 1, 2, 3, 4, 5, 6
	fact := func(at float64, kind ledger.Kind, customer int32, amount float64) ledger.Fact {
		scope := int16(smb)
		if customer == g {
			scope = enterprise
		}
		return ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: scope, Amount: amount}
	}
	var facts []ledger.Fact
	for customer := range int32(e) {
		facts = append(facts, fact(0, ledger.Held, customer, 100))
	}
	facts = append(facts,
		fact(10, ledger.Expanded, a, 20),
		fact(20, ledger.Expanded, g, 30),
		fact(30, ledger.Signed, e, 50), fact(30, ledger.Began, e, 50),
		fact(70, ledger.Churned, f, 100),
		fact(80, ledger.Contracted, b, 30),
		fact(140, ledger.Churned, c, 100),
		fact(150, ledger.Contracted, g, 20),
		fact(200, ledger.Signed, f, 80), fact(200, ledger.Began, f, 80))
	r := reported(firm(0, 4), facts...)
	for _, c := range []struct {
		measure, scope string
		want           float64
	}{
		{"nrr", "smb", (120. + 70 + 0 + 100 + 80) / 500},
		{"grr", "smb", (100. + 70 + 0 + 100 + 80) / 500},
		{"logo_retention", "smb", 4. / 5},
		{"nrr_flow", "smb", (500. - 200 - 30 + 20) / 500},
		{"grr_flow", "smb", (500. - 200 - 30) / 500},
		{"nrr", "enterprise", 110. / 100},
		{"grr", "enterprise", 100. / 100},
		{"logo_retention", "enterprise", 1},
		{"nrr_flow", "enterprise", (100. - 20 + 30) / 100},
		{"grr_flow", "enterprise", (100. - 20) / 100},
	} {
		for _, period := range []string{"FY27", "FY27 Q4"} {
			assert.InDelta(t, c.want, r.of(t, c.measure, c.scope, period), 1e-12, "%s of %s in %s", c.measure, c.scope, period)
		}
	}
}

func TestFlowGRRIsNotClippedAt0(t *testing.T) {
	r := reported(firm(0, 4),
		ledger.Fact{Kind: ledger.Held, Customer: 0, Amount: 100},
		ledger.Fact{At: 10, Kind: ledger.Expanded, Customer: 0, Amount: 50},
		ledger.Fact{At: 20, Kind: ledger.Churned, Customer: 0, Amount: 150})
	assert.Equal(t, -.5, r.of(t, "grr_flow", "all", "FY27"))
	assert.Equal(t, 0., r.of(t, "grr", "all", "FY27"))
	assert.Equal(t, 0., r.of(t, "nrr_flow", "all", "FY27"))
}

func TestTwelveMonthsEndWithEveryQuarterOnceTheyHavePassed(t *testing.T) {
	for _, c := range []struct {
		warmUp int
		want   map[string]float64 // a customer of 100 grows by 10 in the middle of every quarter
	}{
		{warmUp: 0, want: map[string]float64{"FY27 Q4": 140. / 100, "FY28 Q1": 150. / 110}},
		{warmUp: 2, want: map[string]float64{"FY27 Q2": 140. / 100, "FY27 Q3": 150. / 110, "FY27 Q4": 160. / 120, "FY28 Q1": 170. / 130}},
		{warmUp: 4, want: map[string]float64{"FY27 Q1": 150. / 110, "FY27 Q2": 160. / 120, "FY27 Q3": 170. / 130, "FY27 Q4": 180. / 140, "FY28 Q1": 190. / 150}},
	} {
		begin := -65 * float64(c.warmUp)
		facts := []ledger.Fact{{At: begin, Kind: ledger.Held, Customer: 0, Amount: 100}}
		for q := range c.warmUp + 5 {
			facts = append(facts, ledger.Fact{At: begin + 65*float64(q) + 30, Kind: ledger.Expanded, Customer: 0, Amount: 10})
		}
		got := map[string]float64{}
		for cell, v := range reported(firm(c.warmUp, 5), facts...) {
			if cell[0] == "nrr" && cell[1] == "all" && len(cell[2]) > len("FY27") {
				got[cell[2]] = v
			}
		}
		assert.Equal(t, c.want, got)
	}
}

func TestARatioOfAYearIsOneOfItsSums(t *testing.T) {
	live := func(at float64, marks ledger.Marks) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.WentLive, Customer: 0, Amount: at, Marks: marks}
	}
	r := reported(firm(0, 4), ledger.Fact{Kind: ledger.Held, Customer: 0}, live(1, ledger.Late), live(70, 0), live(80, 0), live(90, 0))
	assert.Equal(t, 1., r.of(t, "late_share", "all", "FY27 Q1"))
	assert.Equal(t, 0., r.of(t, "late_share", "all", "FY27 Q2"))
	assert.Equal(t, 1./4, r.of(t, "late_share", "all", "FY27"))
	assert.Equal(t, (1.+70+80+90)/4, r.of(t, "time_to_live_mean", "all", measures.Run))
}

// What is counted is 0 where nothing happens, what is divided does not exist.
func TestOfNothingThereIsNoShareAndNoDuration(t *testing.T) {
	for cell, v := range reported(firm(1, 5)) {
		m, _ := measures.Find(cell[0])
		divided := m.Unit == measures.Share && m.Name != "work_value" || m.Unit == measures.Days || strings.Contains(m.Name, "_per_") || m.Name == "magic_number" || m.Name == "cohort_size_mean"
		if divided {
			assert.True(t, math.IsNaN(v), "%v is %v", cell, v)
		} else {
			assert.Zero(t, v, "%v", cell)
		}
	}
}

// 2/11 and 9/11 are a little more than 1, and a thousandth of a cent was not earned.
func TestWhatRoundingLeavesIsNoFigure(t *testing.T) {
	about := func(at float64, kind ledger.Kind, customer int32, amount float64, marks ledger.Marks) ledger.Fact {
		return ledger.Fact{At: at, Kind: kind, Customer: customer, Amount: amount, Marks: marks}
	}
	r := reported(firm(0, 4), about(0, ledger.Held, 0, 2e3, 0), about(0, ledger.Held, 1, 9e3, 0),
		about(0, ledger.Turned, 0, 2, ledger.Yellow), about(0, ledger.Turned, 1, 3, ledger.Red),
		about(10, ledger.Billed, 0, 1e-5, 0), about(70, ledger.Billed, 0, 1e3, 0))
	assert.Equal(t, 0., r.of(t, "health_green", "all", "FY27"))
	assert.True(t, math.IsNaN(r.of(t, "services_margin", "all", "FY27 Q1")))
	assert.Equal(t, 1., r.of(t, "services_margin", "all", "FY27 Q2"))
}

func TestAnInfiniteNumberIsAFaultOfItsTrial(t *testing.T) {
	assert.PanicsWithValue(t, "arr_opening of all in FY27 Q1 is infinite", func() {
		reported(firm(0, 4), ledger.Fact{Kind: ledger.Held, Customer: 0, Amount: math.Inf(1)})
	})
}

func TestARowAllocatesOnlyItself(t *testing.T) {
	layout, columns, trial := busyFirm(200)
	assert.Equal(t, 1., testing.AllocsPerRun(5, func() { layout.Row(columns, trial) }))
}

// BenchmarkRow measures a trial like the board's: 20,000 tickets in three years.
func BenchmarkRow(b *testing.B) {
	layout, columns, trial := busyFirm(20_000)
	b.ReportAllocs()
	for b.Loop() {
		layout.Row(columns, trial)
	}
	b.ReportMetric(float64(len(columns)), "columns")
}

// busyFirm returns a trial with so many tickets over three years.
func busyFirm(tickets int) (measures.Layout, []measures.Column, *ledger.Ledger) {
	layout := firm(0, 12)
	facts := []ledger.Fact{{Kind: ledger.Held, Customer: 0, Amount: 100}}
	for i := range tickets {
		f := ledger.Fact{At: 780 * float64(i) / float64(tickets), Customer: 0, Scope: int16(i * i % 3 % 2), Amount: math.Mod(float64(i)*math.Phi, 1)}
		for _, f.Kind = range []ledger.Kind{ledger.Opened, ledger.Answered, ledger.Resolved} {
			facts = append(facts, f)
		}
	}
	return layout, layout.Columns(), ledger.New(layout.Ledger).Write(facts...)
}
