package accounts_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/accounts"
	"postsale/models/units"
)

func TestDatesAsTablesWriteThem(t *testing.T) {
	const form = "book.csv:2: start: want a date such as 2027-01-01, got %s"
	const order = form + "; say under accounts how dates are written: dates: month-first or dates: day-first"
	const none = "book.csv:2: start: want a day of the calendar such as 2027-01-01, got %s"
	const short = "book.csv:2: start: want a date with four digits for the year such as 2027-01-01, got %s"
	for _, c := range []struct {
		text  string
		order units.Name
		want  float64 // working days
		fault string
	}{
		{text: "2026-07-01", want: -130},
		{text: "2026-07-01", order: accounts.DayFirst, want: -130},
		{text: "2026-07-01T00:00:00Z", want: -130},
		{text: "2026-07-01 00:00:00", want: -130},
		{text: "2026-07-01T23:59:59.999+02:00", want: -130},
		{text: "2026-07-01 00:00:00 UTC", want: -130},
		{text: "2026/7/1", want: -130},
		{text: "2026.07.01", want: -130},
		{text: "1 Jul 2026", want: -130},
		{text: "01-Jul-2026", want: -130},
		{text: "July 1, 2026", want: -130},
		{text: "Jul 1, 2026, 12:00 AM", want: -130},
		{text: "7/1/2026", order: accounts.MonthFirst, want: -130},
		{text: "07/01/2026 12:00:00 AM", order: accounts.MonthFirst, want: -130},
		{text: "7/1/2026 0:00", order: accounts.MonthFirst, want: -130},
		{text: "1.7.2026", order: accounts.DayFirst, want: -130},
		{text: "01-07-2026", order: accounts.DayFirst, want: -130},
		{text: "7/1/2026", fault: order},
		{text: "31.12.2026", fault: order},
		{text: "7/1/2026", order: accounts.YearFirst, fault: "book.csv:2: start: must be year-first as dates says, got %s"},
		{text: "12/31/2026", order: accounts.DayFirst, fault: "book.csv:2: start: must be day-first as dates says, got %s, which is month-first"},
		{text: "31/12/2026", order: accounts.MonthFirst, fault: "book.csv:2: start: must be month-first as dates says, got %s, which is day-first"},
		{text: "45/45/2026", order: accounts.MonthFirst, fault: none},
		{text: "2026-02-29", fault: none},
		{text: "2026-13-01", fault: none},
		{text: "0000-01-01", fault: none},
		{text: "31 Jui 2026", fault: none},
		{text: "7/1/26", order: accounts.MonthFirst, fault: short},
		{text: "1-Jul-26", fault: short},
		{text: "46053", fault: form + ", the number of a day in a spreadsheet: format the column as dates"},
		{text: "2026-07-01 soon", fault: form},
		{text: "2026-07-012", fault: form},
		{text: "20260701", fault: form},
		{text: "7/1", fault: form},
		{text: "2026-07-01T", fault: form},
		{text: "########", fault: form},
		{text: "", fault: form},
	} {
		t.Run(string(c.order)+" "+c.text, func(t *testing.T) {
			book, faults := readExport(t, accounts.Export{Dates: c.order}, fmt.Sprintf("id,segment,arr,start,term\na,smb,1,%q,2y\n", c.text))
			if c.fault != "" {
				assert.Equal(t, []string{strings.Replace(c.fault, "%s", units.Quote(c.text), 1)}, faults)
				return
			}
			require.Empty(t, faults)
			assert.InDelta(t, c.want, book[0].Signed, 1e-9)
		})
	}
}

func TestTermsAsTablesWriteThem(t *testing.T) {
	for _, c := range []struct {
		text, column string
		unit         units.Unit
		want         units.Duration // 0 is refused
	}{
		{text: "1y", want: year},
		{text: "12mo", want: year},
		{text: "12 months", want: year},
		{text: "12 Months", want: year},
		{text: "12-month", want: year},
		{text: "1 year", want: year},
		{text: "2 yr", want: 2 * year},
		{text: "2 yrs.", want: 2 * year},
		{text: "1.5 years", want: 1.5 * year},
		{text: "4 quarters", want: year},
		{text: "Annual", want: year},
		{text: "yearly", want: year},
		{text: "Monthly", want: month},
		{text: "Month-to-Month", want: month},
		{text: "QUARTERLY", want: 65},
		{text: "Semi-Annual", want: 130},
		{text: "12", unit: "mo", want: year},
		{text: "1", unit: "y", want: year},
		{text: "2 yr", unit: "mo", want: 2 * year},
		{text: "12", column: "Term (months)", want: year},
		{text: "3", column: "Term [Years]", want: 3 * year},
		{text: "12", column: "Term (m)"},
		{text: "12", column: "Term"},
		{text: "12m"},
		{text: "12 m"},
		{text: "Biannual"},
		{text: "Evergreen"},
		{text: "1 year, 6 months"},
		{text: "12,5", unit: "mo"},
		{text: "-12", unit: "mo"},
		{text: "0", unit: "mo"},
	} {
		t.Run(c.column+" "+c.text, func(t *testing.T) {
			export := accounts.Export{Columns: accounts.Columns{Term: accounts.TermColumn{Column: c.column, Unit: c.unit}}}
			name := c.column
			if name == "" {
				name = "term"
			}
			book, faults := readExport(t, export, fmt.Sprintf("id,segment,arr,start,%s\na,smb,1,2026-07-01,%q\n", name, c.text))
			if c.want == 0 {
				require.Len(t, faults, 1)
				assert.Contains(t, faults[0], "book.csv:2: term: ")
				return
			}
			require.Empty(t, faults)
			assert.InDelta(t, float64(c.want), book[0].Term, 1e-9)
		})
	}
}

func TestTheWordsOfAFileMeanWhatTheExportTells(t *testing.T) {
	export := accounts.Export{
		Segments: map[accounts.Word]units.Name{"Small Business": "smb", "enterprise": "smb", "Strategic": "enterprise"},
		Live:     map[accounts.Word]accounts.Answer{"In Progress": accounts.No, "": accounts.No, "Churn Risk": accounts.Yes, "no": accounts.Yes},
	}
	for _, c := range []struct {
		segment, live string
		wantSegment   int
		wantLive      bool
	}{
		{segment: "Small Business", live: "yes", wantLive: true},
		{segment: "small  business", live: "in progress"},
		{segment: "SMB", live: "Live", wantLive: true},
		{segment: "Strategic", live: "Onboarding", wantSegment: 1},
		{segment: "enterprise", live: "Churn risk", wantLive: true},
		{segment: "smb", live: ""},
		{segment: "smb", live: "No", wantLive: true},
		{segment: "smb", live: "FALSE"},
	} {
		book, faults := readExport(t, export, fmt.Sprintf("id,segment,arr,start,term,live\na,%s,1,2026-07-01,1y,%s\n", c.segment, c.live))
		require.Empty(t, faults)
		assert.Equal(t, c.wantSegment, book[0].Segment, c.segment)
		assert.Equal(t, c.wantLive, book[0].Live, c.live)
	}
}

func TestIDsOfOneAccount(t *testing.T) {
	for _, c := range []struct {
		name, first, second string
		same                bool
	}{
		{name: "Salesforce, short and long", first: "0015000000vNa1L", second: "0015000000vNa1LAAS", same: true},
		{name: "Salesforce, long and short", first: "0015000000vNa1LAAS", second: "0015000000vNa1L", same: true},
		{name: "Salesforce, long in small letters", first: "0015000000vNa1L", second: "0015000000vna1laas", same: true},
		{name: "Salesforce, two accounts that differ in capitals", first: "0015000000vNa1L", second: "0015000000vNa1l"},
		{name: "Salesforce, the same two in the long form", first: "0015000000vNa1LAAS", second: "0015000000vNa1lAAC"},
		{name: "Salesforce, the long form of another", first: "0015000000vNa1l", second: "0015000000vNa1LAAS"},
		{name: "no check", first: "0015000000vNa1L", second: "0015000000vNa1L777"},
		{name: "capitals", first: "acme", second: "ACME", same: true},
		{name: "capitals in as many letters as Salesforce has", first: "AcmeCorporation", second: "ACMECORPORATION", same: true},
		{name: "capitals of other letters", first: "Ärzte", second: "ärzte", same: true},
		{name: "spaces around", first: "a", second: " a\u00a0", same: true},
		{name: "spaces within", first: "a b", second: "a  b", same: true},
		{name: "soft hyphen", first: "ab", second: "a\u00adb", same: true},
		{name: "accents", first: "é", second: "e\u0301", same: true},
		{name: "leading noughts", first: "007", second: "7"},
		{name: "hyphens", first: "A-1", second: "A1"},
		{name: "letters that look alike", first: "A", second: "А"}, // Latin, Cyrillic
	} {
		t.Run(c.name, func(t *testing.T) {
			book, faults := read(t, fmt.Sprintf("id,segment,arr,start,term\n%s,smb,1,2026-07-01,1y\n%s,smb,1,2026-07-01,1y\n", c.first, c.second))
			if !c.same {
				assert.Empty(t, faults)
				assert.Len(t, book, 2)
				return
			}
			require.Len(t, faults, 1)
			assert.Contains(t, faults[0], "book.csv:3: id: must be unique, got ")
		})
	}
}

func TestRowsOfCommasAreNoRows(t *testing.T) {
	book, faults := read(t, ",,,,,\nid,note,segment,arr,start,term,note,,\n,,,,,,,,\n a ,x,smb,1,2026-07-01,1y,y,,\n \",\u00a0,,,,,,,\n")
	require.Equal(t, []string{`book.csv:5: must close the quote that opens in this row, and double one that stands in a cell`}, faults)
	assert.Len(t, book, 1)
	book, faults = read(t, ",,,,,\nid,note,segment,arr,start,term,note,,\n,,,,,,,,\na,x,smb,1,2026-07-01,1y,y,,\n  ,\u00a0,\ufeff,,,,,,\n,,\n\"\",,,,,,,,\nb,,smb,1,2026-07-01,1y,,,\n")
	require.Empty(t, faults)
	require.Len(t, book, 2)
	assert.Equal(t, "b", book[1].ID)
}

func TestOfManyCausesTheRestIsCounted(t *testing.T) {
	var text strings.Builder
	text.WriteString("id,segment,arr,start,term\n")
	for i := range 150 {
		fmt.Fprintf(&text, "a%d,smb,1,2026-07-01,%s\n", i, strings.Repeat("x", i+1))
	}
	_, faults := read(t, text.String())
	assert.Len(t, faults, 1, "they differ in what is quoted")
	assert.Contains(t, faults[0], `(150 rows, first in lines 2, 3 and 4; also "xx", "xxx", "xxxx" ...)`)
}

func TestRowsOfThoseWhoAreGoneAreLeftOut(t *testing.T) {
	rows := "id,segment,arr,start,term,live\na,smb,1,2026-07-01,1y,yes\nb,nonsense,-,soon,,Churned\na,smb,1,2020-01-01,1y,CHURNED\n"
	export := accounts.Export{File: units.DataFile{Name: "export.csv"}}
	_, faults := readExport(t, export, rows)
	assert.Contains(t, strings.Join(faults, "\n"),
		`live: must be yes or no, got "Churned"; say under accounts which it is: live: {Churned: gone}, which leaves the row out, or yes or no`)
	export.Live = map[accounts.Word]accounts.Answer{"Churned": accounts.Gone}
	book, faults := readExport(t, export, rows)
	assert.Empty(t, faults, "nothing else of such a row is read")
	require.Len(t, book, 1)
	assert.Equal(t, "a", book[0].ID)
}
