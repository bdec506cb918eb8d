package actuals_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/accounts"
	"postsale/models/actuals"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/units"
)

// firm is a company whose fiscal years start in February, on 1 May 2027: the second quarter of FY28 begins.
func firm(t *testing.T, segments ...actuals.Opening) actuals.Company {
	t.Helper()
	calendar, err := fiscal.New(time.Date(2027, time.May, 1, 0, 0, 0, 0, time.UTC), time.February)
	require.NoError(t, err)
	return actuals.Company{Calendar: calendar, Quarters: 3, Segments: segments}
}

// book is an opening book of $1.05M, in which accounts that signed before February pay $965k.
var book = actuals.Opening{Name: "smb", ARR: 1.05e6, Customers: 21, Dated: true, OldARR: 965e3, OldCustomers: 19}

// told is what FY27 left, and what the first quarter of FY28 came to: 1,000 + 85 + 30 + 5 - 10 - 60 = 1,050.
const told = `measure,period,value
arr_closing,FY27,$1.000M
customers,FY27,20
arr_new,FY28 Q1,85k
arr_expansion,FY28 Q1,30k
arr_uplift,FY28 Q1,5k
arr_contraction,FY28 Q1,10k
arr_churn,FY28 Q1,60k
customers_lost,FY28 Q1,1
cost_success,FY28 Q1,90k
revenue_subscription,FY28 Q1,250k
headcount,FY28 Q1,10
ticket_backlog_peak,FY28 Q1,40
late_share,FY28 Q1,50 %
go_lives,FY28 Q1,2
`

// rest is what a trial has of the other three quarters.
var rest = map[string]float64{"nrr": 0.97, "grr": 0.93, "logo_retention": 0.9, "nrr_flow": 0.97, "grr_flow": 0.92, "arr_churn": 100e3,
	"arr_closing": 1.2e6, "cost_success": 300e3, "revenue_subscription": 800e3, "headcount": 12, "ticket_backlog_peak": 30,
	"late_share": 0.25, "go_lives": 6}

// whole returns what the year comes to.
func whole(p *actuals.Past, measure, segment string) float64 {
	m, _ := measures.Find(measure)
	return p.Whole(m, segment, func(m *measures.Measure) float64 { return rest[m.Name] })
}

func read(t *testing.T, of actuals.Company, text string) *actuals.Past {
	t.Helper()
	p, faults := actuals.Read(units.DataFile{Name: "actuals.csv", Data: []byte(text)}, of)
	require.Empty(t, faults)
	return p
}

func TestAYearIsWhatIsInAndTheRest(t *testing.T) {
	p := read(t, firm(t, book), told)
	for _, c := range []struct {
		measure string
		want    float64
	}{
		{"arr_churn", 60e3 + 100e3},
		{"arr_opening", 1e6},
		{"arr_closing", 1.2e6},
		{"headcount", (1*10 + 3*12) / 4.},
		{"ticket_backlog_peak", 40},
		{"success_cost_share", (90e3 + 300e3) / (250e3 + 800e3)},
		{"late_share", (.5*2 + .25*6) / (2 + 6)},
		{"nrr", 965e3 * 0.97 / 1e6},
		{"grr", (1e6 - 60e3 - 10e3 - 965e3*(1-0.93)) / 1e6},
		{"logo_retention", 19 * 0.9 / 20},
		{"nrr_flow", 965e3 * 0.97 / 1e6},
		{"grr_flow", (1e6 - 60e3 - 10e3 - 965e3*(1-0.92)) / 1e6},
	} {
		assert.InDelta(t, c.want, whole(p, c.measure, "all"), 1e-9*c.want, c.measure)
	}
}

func TestOfABookThatIsMadeUpFlowsTellWhoIsLeft(t *testing.T) {
	made := actuals.Opening{Name: "smb", ARR: 1.05e6, Customers: 21}
	p := read(t, firm(t, made), told)
	assert.InDelta(t, (1e6-60e3-10e3+30e3+5e3)*0.97/1e6, whole(p, "nrr", "all"), 1e-12)
	assert.InDelta(t, (20-1)*0.9/20, whole(p, "logo_retention", "all"), 1e-12)
	p = read(t, firm(t, made), strings.ReplaceAll(told, "arr_uplift,FY28 Q1,5k\n", ""))
	nrr, _ := measures.Find("nrr")
	lacks, known := p.Lacks(nrr, "all")
	assert.True(t, known)
	assert.Equal(t, []string{"arr_uplift of FY28 Q1"}, lacks)
	assert.NotEqual(t, whole(p, "nrr", "all"), whole(p, "nrr", "all"), "it is no number")
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	p := read(t, firm(t, book), "measure,period,value\narr_churn,FY28 Q1,60k\n")
	for _, c := range []struct {
		measure, segment string
		want             []string
	}{
		{"nrr", "all", []string{"arr_closing of FY27"}},
		{"grr", "all", []string{"arr_closing of FY27", "arr_contraction of FY28 Q1"}},
		{"nrr", "smb", []string{"arr_closing of smb of FY27"}},
		{"arr_churn", "all", nil},
		{"cost_total", "all", []string{"cost_services of FY28 Q1", "cost_support of FY28 Q1", "cost_success of FY28 Q1"}},
		{"support_cost_share", "all", []string{"cost_support of FY28 Q1", "revenue_services of FY28 Q1", "revenue_subscription of FY28 Q1"}},
	} {
		m, _ := measures.Find(c.measure)
		lacks, known := p.Lacks(m, c.segment)
		assert.True(t, known, c.measure)
		assert.Equal(t, c.want, lacks, c.measure)
	}
	m, _ := measures.Find("resolution_mean")
	_, known := p.Lacks(m, "all")
	assert.False(t, known, "no quarters make a year of it")
}

// Nothing that a file states to come was before the run, so nobody has to state that.
func TestWhatIsStatedToComeIsOfTheRestAlone(t *testing.T) {
	of := firm(t, book)
	of.Has = []string{"events[].leaves", "events[].pays_late"}
	p := read(t, of, told)
	ahead := func(p *actuals.Past, measure string) float64 {
		m, _ := measures.Find(measure)
		return p.Whole(m, "all", func(m *measures.Measure) float64 {
			return map[string]float64{"arr_churn_stated": 70e3, "overdue": 8e3, "overdue_peak": 9e3}[m.Name]
		})
	}
	assert.InDelta(t, 70e3, ahead(p, "arr_churn_stated"), 0)
	assert.InDelta(t, 8e3, ahead(p, "overdue"), 0)
	assert.InDelta(t, 9e3, ahead(p, "overdue_peak"), 0)
	p = read(t, of, told+"arr_churn_stated,FY28 Q1,10k\n")
	assert.InDelta(t, 80e3, ahead(p, "arr_churn_stated"), 0, "another run had it")
}

func TestSegmentsMakeTheCompany(t *testing.T) {
	p := read(t, firm(t, actuals.Opening{Name: "smb", ARR: 1e6}, actuals.Opening{Name: "large", ARR: 2e6}),
		"measure,period,value,segment\narr_churn,FY28 Q1,60k,smb\narr_churn,FY28 Q1,40k,large\n")
	assert.InDelta(t, 200e3, whole(p, "arr_churn", "all"), 1e-6)
	assert.InDelta(t, 160e3, whole(p, "arr_churn", "smb"), 1e-6)
}

func TestWhatIsInMayBeToldTogether(t *testing.T) {
	p := read(t, firm(t, book), strings.ReplaceAll(told, "FY28 Q1", "FY28 to date"))
	assert.InDelta(t, 160e3, whole(p, "arr_churn", "all"), 1e-6)
}

func TestActualsThatAreWrongAreToldWhere(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"no measure", "arr_chrun,FY28 Q1,1k", `actuals.csv:2: measure: must be a measure, as postsale measures lists them, got "arr_chrun", did you mean "arr_churn"?`},
		{"no period", "nrr,2027,97%", `actuals.csv:2: period: want a fiscal year, a quarter or what is in of the running year, such as FY26, FY27 Q1 or FY27 to date, got "2027"`},
		{"a year that runs", "arr_new,FY28,1M", `actuals.csv:2: period: must be over before the run starts, got "FY28": the run starts on 2027-05-01; what is in of it are its quarters up to FY28 Q1, or FY28 to date`},
		{"a quarter to come", "arr_new,FY28 Q2,1M", `actuals.csv:2: period: must be over before the run starts, got "FY28 Q2": the run starts on 2027-05-01`},
		{"to date of another year", "arr_new,FY27 to date,1M", `actuals.csv:2: period: must be the fiscal year in which the run starts, got "FY27 to date": the run starts on 2027-05-01`},
		{"a share in dollars", "nrr,FY27,$97", `actuals.csv:2: value: want a share such as 85% or 0.85, got "$97"`},
		{"per cent without its sign", "nrr,FY27,97.5", `actuals.csv:2: value: must be a share such as 97.5%, got "97.5"`},
		{"customers in dollars", "customers,FY27,$20", `actuals.csv:2: value: must be a number of 0 or more, got "$20"`},
		{"no number of people", "headcount,FY27,", `actuals.csv:2: value: must be a number of 0 or more, got ""`},
		{"a loss with a sign", "arr_churn,FY27,(5k)", `actuals.csv:2: value: must be 0 or more: what is lost or spent is stated without a sign, got "(5k)"`},
		{"churn below 0", "arr_churn,FY28 Q1,-60k", `actuals.csv:2: value: must be 0 or more: what is lost or spent is stated without a sign, got "-60k"`},
		{"a cost in brackets", "cost_success,FY28 Q1,($60k)", `actuals.csv:2: value: must be 0 or more: what is lost or spent is stated without a sign, got "($60k)"`},
		{"retention below 0", "nrr,FY27,-5%", `actuals.csv:2: value: must be 0% or more, got "-5%"`},
		{"gross retention above all", "grr,FY27,120%", `actuals.csv:2: value: must be between 0% and 100%, got "120%"`},
		{"a margin above all", "services_margin,FY27,120%", `actuals.csv:2: value: must be at most 100%, got "120%"`},
		{"a count that is none", "headcount,FY27,=1+1", `actuals.csv:2: value: must be a number of 0 or more, got "=1+1"`},
		{"quarters below 0", "contribution,FY27,400k\ncontribution,FY27 Q1,-90k\ncontribution,FY27 Q2,-90k\ncontribution,FY27 Q3,-90k\ncontribution,FY27 Q4,-90k",
			`actuals.csv:2: value: must be what the quarters of contribution of FY27 come to, -$360,000, got $400,000`},
		{"no end of rows", strings.Repeat("nrr,FY27,97%\n", 100_001), `actuals.csv:100002: must have at most 100,000 rows, got more`},
		{"twice", "nrr,FY27,97%\nnrr,FY2027,98%", `actuals.csv:3: must be stated once, got nrr of FY27 again (first in line 2)`},
		{"another ARR", "arr_closing,FY28 Q1,1.10M", `actuals.csv:2: value: must be what the run starts with, $1,050,000 of the opening book, got $1,100,000: correct this, or the book`},
		{"other customers", "customers,FY28 Q1,22", `actuals.csv:2: value: must be what the run starts with, 21 of the opening book, got 22: correct this, or the book`},
		{"quarters of another year", "arr_new,FY27,400k\narr_new,FY27 Q1,90k\narr_new,FY27 Q2,90k\narr_new,FY27 Q3,90k\narr_new,FY27 Q4,90k",
			`actuals.csv:2: value: must be what the quarters of arr_new of FY27 come to, $360,000, got $400,000`},
		{"a bridge to elsewhere", strings.ReplaceAll(told[strings.Index(told, "arr"):], "FY28 Q1,85k", "FY28 Q1,185k"),
			`actuals.csv:2: value: must lead to the opening book: $1,000,000 at the end of FY27 and what is stated of FY28 (new + expansion + uplift - contraction - churn) come to $1,150,000, the book has $1,050,000`},
		{"losses that are too small for the book", "arr_closing,FY27,1.2M\narr_churn,FY28 Q1,60k\narr_contraction,FY28 Q1,10k",
			`actuals.csv:2: value: must lead to the opening book: $1,200,000 at the end of FY27 and what is stated of FY28 (new + expansion + uplift - contraction - churn) come to at least $1,130,000, the book has $1,050,000`},
		{"ARR in thousands", "arr_closing,FY27,50", `actuals.csv:2: value: must be what there was as FY28 began; of accounts that signed before there are $965,000 now, got $50`},
		{"fewer customers than are left of them", "customers,FY27,17", `actuals.csv:2: value: must be what there was as FY28 began; of accounts that signed before there are 19 now, got 17`},
		{"a net retention below the gross one", "nrr,FY27,9%\ngrr,FY27,89.6%", `actuals.csv:3: value: must be at most nrr of FY27, 9% in line 2, got 89.6%`},
		{"net flows below gross ones", "nrr_flow,FY27,80%\ngrr_flow,FY27,82%", `actuals.csv:3: value: must be at most nrr_flow of FY27, 80% in line 2, got 82%`},
		{"an opening that nobody closed", "arr_closing,FY27,$1.000M\narr_opening,FY28 Q1,1.01M", `actuals.csv:3: value: must be arr_closing of FY27, $1,000,000 in line 2, got $1,010,000`},
		{"a share of other sums", "cost_success,FY28 Q1,90k\nrevenue_subscription,FY28 Q1,250k\nsuccess_cost_share,FY28 Q1,12%",
			`actuals.csv:4: value: must be cost_success over revenue_subscription, 36%, got 12%`},
		{"a sum of other parts", "cost_total,FY27,9M\ncost_services,FY27,1M\ncost_support,FY27,1M\ncost_success,FY27,1M",
			`actuals.csv:2: value: must be cost_services + cost_support + cost_success, $3,000,000, got $9,000,000`},
		{"another segment", "nrr,FY27,97%,,\n", `actuals.csv:2: must have 4 fields like the header, got 5; a cell that holds a comma stands in quotes`},
	} {
		rows := "measure,period,value\n"
		if strings.Contains(c.rows, ",,") {
			rows = "measure,period,value,segment\n"
		}
		_, faults := actuals.Read(units.DataFile{Name: "actuals.csv", Data: []byte(rows + c.rows)}, firm(t, book))
		if assert.Len(t, faults, 1, "%s: %v", c.name, faults) {
			assert.EqualError(t, faults[0], c.want, c.name)
		}
	}
	for header, want := range map[string]string{
		"measure,perod,value\n":  `actuals.csv:1: must have a column period, got "perod"`,
		"measure,value,value\n":  `actuals.csv:1: must have no column twice that is read, got "value" again`,
		"measure,value\n":        `actuals.csv:1: must have the columns measure, period and value, and may have segment; period is missing`,
		"measure,period,value\n": `actuals.csv:1: must have a row for each figure, got none`,
	} {
		_, faults := actuals.Read(units.DataFile{Name: "actuals.csv", Data: []byte(header)}, firm(t, book))
		if assert.Len(t, faults, 1, header) {
			assert.EqualError(t, faults[0], want)
		}
	}
}

func TestFiguresThatAgreeAsFarAsTheyAreRoundedAreBelieved(t *testing.T) {
	for _, rows := range []string{
		"nrr,FY27,90%\ngrr,FY27,90.4%",
		"arr_closing,FY27,$1.000M\narr_opening,FY28 Q1,1000.3k",
		"cost_success,FY28 Q1,90k\nrevenue_subscription,FY28 Q1,0.3M\nsuccess_cost_share,FY28 Q1,35%",
		"cost_success,FY28 Q1,90k\nrevenue_subscription,FY28 Q1,0\nsuccess_cost_share,FY28 Q1,35%",
		"services_margin,FY27,-50%\nrevenue_services,FY27,1M\ncost_services,FY27,1.5M",
	} {
		read(t, firm(t, book), "measure,period,value\n"+rows)
	}
}

func TestWhatIsLeftOfABookThatIsMadeUpIsPartOfIt(t *testing.T) {
	const header, gains = "measure,period,value\n", "arr_contraction,FY28 Q1,0\narr_uplift,FY28 Q1,0\n"
	for _, c := range []struct{ rows, want string }{
		{"arr_closing,FY27,650k\narr_churn,FY28 Q1,5M\narr_expansion,FY28 Q1,0\n" + gains,
			`actuals.csv:3: value: must be at most what there was as FY28 began, $650,000, and what is stated as gained since, $0, got $5,000,000 in all`},
		{"arr_closing,FY27,650k\narr_churn,FY28 Q1,0\narr_expansion,FY28 Q1,9M\n" + gains,
			`actuals.csv:2: value: must lead to the opening book: $650,000 at the end of FY27 and what is stated of FY28 (new + expansion + uplift - contraction - churn) come to at least $9,650,000, the book has $1,050,000`},
		{"customers,FY27,20\ncustomers_lost,FY28 Q1,500\n",
			`actuals.csv:3: value: must be at most what there was as FY28 began, 20, and what is stated as gained since, 0, got 500 in all`},
	} {
		_, faults := actuals.Read(units.DataFile{Name: "actuals.csv", Data: []byte(header + c.rows)}, firm(t, actuals.Opening{Name: "smb", ARR: 1.05e6, Customers: 21}))
		if assert.Len(t, faults, 1, "%v", faults) {
			assert.EqualError(t, faults[0], c.want)
		}
	}
}

func TestNobodyLosesMoreThanAll(t *testing.T) {
	p := read(t, firm(t, actuals.Opening{Name: "smb", ARR: 1.05e6, Customers: 21}), "measure,period,value\narr_closing,FY27,1M\n"+
		"arr_churn,FY28 Q1,990k\narr_contraction,FY28 Q1,0\narr_expansion,FY28 Q1,990k\narr_uplift,FY28 Q1,0\n")
	assert.Zero(t, whole(p, "grr", "all"), "of what is left, 1M, 7 % are lost, and no more than 1 % was there")
	assert.InDelta(t, .01-.08, whole(p, "grr_flow", "all"), 1e-9, "flows know of no such floor")
}

func TestAccountsTellWhoWasACustomerAsTheYearBegan(t *testing.T) {
	of := firm(t)
	of.Add("smb", 300, 3.6e6)
	of.Add("large", 0, 0)
	list := []accounts.Account{
		{Segment: 0, ARR: 100, Signed: -fiscal.Quarter - 1, Live: true},
		{Segment: 0, ARR: 20, Signed: -fiscal.Quarter, Live: true}, // on the first day of FY28
		{Segment: 0, ARR: 3, Signed: -500},
		{Segment: 1, ARR: 7, Signed: -10, Live: true},
	}
	of.Count(list, false)
	assert.Equal(t, []actuals.Opening{
		{Name: "smb", ARR: 123, Customers: 3, Dated: true, OldARR: 103, OldCustomers: 2},
		{Name: "large", ARR: 7, Customers: 1, Dated: true},
	}, of.Segments)
	of.Count(list, true)
	assert.Equal(t, actuals.Opening{Name: "smb", ARR: 120, Customers: 3}, of.Segments[0],
		"who is not live does not pay yet, and who went live since the year began did not pay then")
}
