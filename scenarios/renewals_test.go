package scenarios_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/scenarios"
)

// tiny is a company that has nothing but a book of accounts, whom it does not lose by itself.
const tiny = `
name: tiny
start: 2027-01-01
horizon: 12q
trials: 200
accounts: accounts.csv
segments: {s: {acv: 10k, churn: {first_renewal: 0%}, projects: {p: 100%}}}
delivery:
  teams: {t: {people: 1}}
  projects: {p: {team: t, promised: 1w, phases: [{name: a}]}}
support: {tier1: {people: 1}, tier2: {people: 1}}
`

// loadTiny loads it with a file of accounts.
func loadTiny(t *testing.T, accounts []string, sets ...string) (*company.Params, error) {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "tiny.yaml")
	require.NoError(t, os.WriteFile(file, []byte(tiny), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "accounts.csv"), []byte(strings.Join(accounts, "\n")), 0o666))
	s, err := scenarios.Load(file, sets)
	if err != nil {
		return nil, err
	}
	return &s.Params, nil
}

// happens returns the facts of a trial of an account.
func happens(t *testing.T, row string, sets ...string) []ledger.Fact {
	t.Helper()
	params, err := loadTiny(t, []string{"id,segment,arr,start,renewal,term", row}, sets...)
	require.NoError(t, err)
	c := company.New(params, 1)
	c.Trace()
	c.Run(1)
	return append([]ledger.Fact{}, c.Facts()...)
}

// yearly counts the facts of a kind by year.
func yearly(facts []ledger.Fact, kind ledger.Kind) (counts [3]int) {
	for _, f := range facts {
		if f.Kind == kind {
			counts[int(f.At/fiscal.Year)]++
		}
	}
	return counts
}

func TestEveryYearHasItsRenewals(t *testing.T) {
	for _, c := range []struct {
		row  string
		want [3]int
	}{
		{row: "2026-06-01,2027-01-01,1mo", want: [3]int{12, 12, 12}},
		{row: "2026-06-01,,1mo", want: [3]int{12, 12, 12}},
		{row: "2026-12-01,,1mo", want: [3]int{12, 12, 12}},
		{row: "2026-08-31,,1mo", want: [3]int{12, 12, 12}},
		{row: "2026-06-15,2027-01-15,30d", want: [3]int{12, 12, 12}},
		{row: "2026-01-31,2027-01-31,1mo", want: [3]int{12, 12, 12}},
		{row: "2027-01-01,2027-02-01,1mo", want: [3]int{11, 12, 12}},
		{row: "2026-10-01,,1q", want: [3]int{4, 4, 4}},
		{row: "2026-10-31,2027-01-31,3mo", want: [3]int{4, 4, 4}},
		{row: "2026-11-01,,90d", want: [3]int{4, 4, 4}},
		{row: "2026-07-01,2027-01-01,6mo", want: [3]int{2, 2, 2}},
		{row: "2026-12-18,,2w", want: [3]int{26, 26, 26}},
		{row: "2024-02-29,,1y", want: [3]int{1, 1, 1}},
		{row: "2026-01-01,,365d", want: [3]int{1, 1, 1}},
		{row: "2026-01-01,,2y", want: [3]int{0, 1, 0}},
		{row: "2025-01-01,,2y", want: [3]int{1, 0, 1}},
		{row: "2026-01-01,2027-01-01,", want: [3]int{1, 1, 1}},
	} {
		assert.Equal(t, c.want, yearly(happens(t, "a,s,10000,"+c.row), ledger.Renewed), c.row)
	}
}

// A renewal on the first day is still to come, however it is told.
func TestAContractIsTheSameHoweverItIsTold(t *testing.T) {
	for _, c := range []struct{ byRenewal, byTerm string }{
		{"2026-01-01,2027-01-01,1y", "2026-01-01,,1y"},
		{"2024-01-01,2027-01-01,3y", "2024-01-01,,36mo"},
		{"2026-12-01,2027-01-01,1mo", "2026-12-01,,1mo"},
		{"2026-06-01,2027-01-01,1mo", "2026-06-01,,30d"},
		{"2026-08-31,2027-01-31,1mo", "2026-08-31,,1mo"},
		{"2026-05-31,2027-02-28,3mo", "2026-05-31,,1q"},
		{"2026-01-01,2027-01-01,", "2026-01-01,,1y"},
		{"2020-02-29,2027-02-28,1y", "2020-02-29,,365d"},
	} {
		assert.Equal(t, happens(t, "a,s,10000,"+c.byRenewal, "segments.s.uplift=5%"), happens(t, "a,s,10000,"+c.byTerm, "segments.s.uplift=5%"), c.byTerm)
	}
}

// Uplift and contraction are a year's: they apply at the first renewal after each full year of the contract.
func TestAYearsUpliftIsTakenOnceAYear(t *testing.T) {
	for _, c := range []struct {
		row  string
		want [3]int
	}{
		{row: "2026-06-01,,1mo", want: [3]int{1, 1, 1}},
		{row: "2026-10-01,,1q", want: [3]int{1, 1, 1}},
		{row: "2026-12-18,,2w", want: [3]int{1, 1, 1}},
		{row: "2026-01-01,,1y", want: [3]int{1, 1, 1}},
		{row: "2025-01-01,,2y", want: [3]int{1, 0, 1}},
		{row: "2024-01-01,,3y", want: [3]int{1, 0, 0}},
		{row: "2026-07-01,,18mo", want: [3]int{0, 1, 1}},
		{row: "2026-10-01,,5mo", want: [3]int{0, 2, 0}}, // after 15 months in January 2028, after 25 in November
	} {
		happened := happens(t, "a,s,10000,"+c.row, "segments.s.uplift=5%", "segments.s.contraction={probability: 100%, depth: 10%}")
		assert.Equal(t, c.want, yearly(happened, ledger.Uplifted), c.row)
		assert.Equal(t, c.want, yearly(happened, ledger.Contracted), c.row)
	}
}

func TestAMonthlyCompanyIsUpliftedOnceAYear(t *testing.T) {
	params, err := loadTiny(t, nil, "accounts=null", "segments.s.terms={1mo: 100%}", "segments.s.opening={customers: 100}", "segments.s.uplift=5%")
	require.NoError(t, err)
	layout := params.Layout()
	year := layout.Years()[0]
	column, err := layout.Column("nrr.all." + year.Name)
	require.NoError(t, err)
	for i, c := range layout.Columns() {
		if c == column {
			assert.InDelta(t, 1.05, layout.Row(layout.Columns(), company.New(params, 1).Run(1))[i], 1e-9, "everybody, once")
		}
	}
}

// The churn of a monthly contract is a month's, and has to be said wherever the contract stands.
func TestMonthlyChurnIsNeverAYears(t *testing.T) {
	accounts := []string{"id,segment,arr,start,renewal,term", "a,s,10000,2026-06-01,,1mo", "b,s,10000,2026-06-01,,1y"}
	const missing = "must state the churn of a contract of 1mo, which renews more often than once a year, got none"
	_, err := loadTiny(t, accounts, "segments.s.churn.first_renewal=10%")
	assert.ErrorContains(t, err, missing+" (accounts that have it: 1, the first in accounts.csv:2)")
	_, err = loadTiny(t, accounts[:1], "segments.s.churn.first_renewal=10%", "accounts=null", "segments.s.terms={1mo: 20%, 1y: 80%}")
	assert.ErrorContains(t, err, missing)
	_, err = loadTiny(t, accounts, "segments.s.churn={first_renewal: 10%, by_term: {1mo: 1%}}")
	assert.NoError(t, err)
}

func TestChurnAMonthComesToTheSameInEveryYear(t *testing.T) {
	rows := []string{"id,segment,arr,start,renewal,term"}
	for i := range 100 {
		rows = append(rows, fmt.Sprintf("a%d,s,10000,2026-06-01,2027-01-01,1mo", i))
	}
	params, err := loadTiny(t, rows, "segments.s.churn={first_renewal: 10%, by_term: {1mo: 3%}}")
	require.NoError(t, err)
	const trials = 200
	var kept, there [3]float64
	c := company.New(params, 1)
	for trial := range trials {
		l := c.Run(trial + 1)
		for year := range 3 {
			there[year] += l.Sum(ledger.CohortLogos, 0, 4*year+3, 4*year+4)
			kept[year] += l.Sum(ledger.CohortStay, 0, 4*year+3, 4*year+4)
		}
	}
	want := math.Pow(.97, 12)
	critical := distuv.UnitNormal.Quantile(1 - falseAlarm/2/3)
	for year := range 3 {
		assert.InDelta(t, want, kept[year]/there[year], critical*math.Sqrt(want*(1-want)/there[year]), "year %d", year+1)
	}
}

// Lengths in days come from billing systems and are those of the calendar, however the table says that they are days.
func TestDaysOfAContractAreThoseOfTheCalendar(t *testing.T) {
	for _, c := range []struct{ header, term, as string }{
		{"term", "365d", "1y"}, {"term", "365 days", "1y"}, {"term", "30 Days", "1mo"}, {"Term (days)", "90", "1q"}, {"Term (days)", "731", "2y"},
		{"Term (days)", "365.0", "1y"}, {"term", "365.00 days", "1y"}, {"term", "30.0d", "1mo"},
	} {
		sets := []string{"accounts={file: accounts.csv, columns: {term: " + c.header + "}}"}
		if c.header == "term" {
			sets = nil
		}
		days, err := loadTiny(t, []string{"id,segment,arr,start," + c.header, "a,s,10000,2026-05-31," + c.term}, sets...)
		require.NoError(t, err, c.term)
		told, err := loadTiny(t, []string{"id,segment,arr,start,term", "a,s,10000,2026-05-31," + c.as})
		require.NoError(t, err, c.term)
		assert.Equal(t, facts(told), facts(days), c.term)
	}
	for _, term := range []string{"365.25d", "30.5 days", "0.5d"} {
		_, err := loadTiny(t, []string{"id,segment,arr,start,term", "a,s,10000,2026-05-31," + term})
		assert.ErrorContains(t, err, "term: must be whole days, months or years, got ", term)
	}
	for _, term := range []string{"8760h", "8760 hours", "525600min"} {
		_, err := loadTiny(t, []string{"id,segment,arr,start,term", "a,s,10000,2026-05-31," + term})
		assert.ErrorContains(t, err, "term: must be days, weeks, months or years, got ", term)
	}
	_, err := loadTiny(t, []string{"id,segment,arr,start,term", "a,s,10000,2026-05-31,45 days"})
	assert.ErrorContains(t, err, "term: must be months or weeks, such as 12mo or 2w; in calendar days, such as 30d, 90d or 365d, got 45d")
	_, err = loadTiny(t, []string{"id,segment,arr,start,term", "a,s,10000,2026-05-31,28d"})
	assert.ErrorContains(t, err, "term: may be a month or four weeks, got 28d: write 1mo or 4w")
}
