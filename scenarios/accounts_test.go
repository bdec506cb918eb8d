package scenarios_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/accounts"
	"postsale/models/review"
	"postsale/models/units"
	"postsale/scenarios"
)

// mapped is what a planner writes to start from the export of a CRM; the accounts take six lines.
const mapped = `extends: board-from-accounts
accounts:
  file: export.csv
  columns: {id: Account ID, segment: Tier, arr: Annual Recurring Revenue, start: Contract Start, renewal: Next Renewal,
    term: Term (months), live: Status}
  dates: month-first
  segments: {Small Business: smb}
`

// exported is a table as a CRM exports it: names of its own, amounts with signs, dates of the United States, columns that
// nobody reads, and empty rows.
func exported(rows int) string {
	var b strings.Builder
	b.WriteString("Account ID,Account Name,Tier,Annual Recurring Revenue,Contract Start,Next Renewal,Term (months),Status,Owner,Owner,\r\n")
	for i := range rows {
		tier := []string{"Small Business", "Mid-Market", "ENTERPRISE"}[i%3]
		status := "Live"
		if i%10 == 0 {
			status = "Onboarding"
		}
		month, day := 1+i%12, 1+i%28
		fmt.Fprintf(&b, "0015000000vNa%02d,\"Müller, Söhne & Co %d\",%s,\"$%d,%03d.00\",%d/%d/2026,%d/%d/2027,12,%s,Ann,\"Bob\r\nJr.\",\r\n",
			i, i, tier, 5+i%90, i, month, day, month, day, status)
		if i%50 == 49 {
			b.WriteString(",,,,,,,,,,\r\n")
		}
	}
	return b.String()
}

// loadExport loads a scenario with a file export.csv beside it.
func loadExport(t *testing.T, scenario, export string) (*scenarios.Scenario, error) {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "export.csv"), []byte(export), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "mine.yaml"), []byte(scenario), 0o644))
	return scenarios.Load(filepath.Join(folder, "mine.yaml"), nil)
}

// book returns the accounts of a scenario.
func book(t *testing.T, s *scenarios.Scenario) []accounts.Account {
	t.Helper()
	var terms [][]units.Duration
	for _, e := range s.Params.Segments {
		terms = append(terms, e.Value.Customers.Terms.Lengths())
	}
	read, _, faults := accounts.Read(*s.Params.Accounts, s.Params.Segments.Names(), terms, s.Params.Calendar())
	require.Empty(t, faults)
	return read
}

func TestAnExportGoesInAsItIs(t *testing.T) {
	const rows = 220
	require.LessOrEqual(t, strings.Count(mapped, "\n")-1, 6)
	s, err := loadExport(t, mapped, exported(rows))
	require.NoError(t, err)
	accounts := book(t, s)
	require.Len(t, accounts, rows)
	count, arr, notLive := map[int]int{}, 0.0, 0
	for _, a := range accounts {
		count[a.Segment]++
		arr += a.ARR
		if !a.Live {
			notLive++
		}
		assert.InDelta(t, 260, a.Term, 1e-9)
	}
	assert.Equal(t, map[int]int{0: 74, 1: 73, 2: 73}, count)
	want := 0.0
	for i := range rows {
		want += float64(1000*(5+i%90) + i)
	}
	assert.InDelta(t, want, arr, 1e-6)
	assert.Equal(t, 22, notLive)
	third := accounts[2]
	assert.Equal(t, "0015000000vNa02", third.ID)
	assert.Equal(t, s.Params.Calendar().Date(third.Renews).Format("2006-01-02"), "2027-03-03")
	assert.Equal(t, s.Params.Calendar().Date(third.Signed).Format("2006-01-02"), "2026-03-03")
}

func TestTheSameExportInAllDressesIsOneBook(t *testing.T) {
	plain := exported(40)
	s, err := loadExport(t, mapped, plain)
	require.NoError(t, err)
	want := book(t, s)
	wide := func(text string, big bool) string {
		var b []byte
		for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
			if big {
				b = append(b, byte(unit>>8), byte(unit))
			} else {
				b = append(b, byte(unit), byte(unit>>8))
			}
		}
		return string(b)
	}
	// Amounts and names hold commas in quotes, so that these are the only other ones.
	parted := func(mark string) string {
		var b strings.Builder
		quoted := false
		for _, c := range plain {
			if c == '"' {
				quoted = !quoted
			}
			if c == ',' && !quoted {
				b.WriteString(mark)
			} else {
				b.WriteRune(c)
			}
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"byte order mark":    "\ufeff" + plain,
		"UTF-16 LE":          wide(plain, false),
		"UTF-16 BE and tabs": wide(parted("\t"), true),
		"semicolons":         parted(";"),
		"semicolons told":    "sep=;\r\n" + parted(";"),
		"tabs":               parted("\t"),
		"names in capitals":  strings.Replace(plain, "Account ID,Account Name,Tier", " ACCOUNT  ID ,account name,tier", 1),
		"other amounts":      strings.ReplaceAll(plain, "$", "USD "),
	} {
		s, err := loadExport(t, mapped, text)
		require.NoError(t, err, name)
		got := book(t, s)
		require.Len(t, got, len(want), name)
		for i := range want {
			assert.EqualExportedValues(t, want[i], got[i], name)
		}
	}
}

func TestAMappedExportIsWrittenBackAndLoadsAsTheSame(t *testing.T) {
	s, err := loadExport(t, mapped+"  live: {Churned: no, \"\": yes}\n", exported(20))
	require.NoError(t, err)
	folder := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(folder, "data"), 0o755))
	for _, file := range s.Files {
		require.Equal(t, exported(20), string(file.Data))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "data", file.Name), file.Data, 0o644))
	}
	path := filepath.Join(folder, "scenario.yaml")
	require.NoError(t, os.WriteFile(path, s.Resolved(), 0o644))
	again, err := scenarios.Load(path, nil)
	require.NoError(t, err)
	assert.Equal(t, string(s.Resolved()), string(again.Resolved()))
	assert.Equal(t, s.SHA256(), again.SHA256())
	assert.Equal(t, s.Params, again.Params)
	assert.Contains(t, string(s.Resolved()), `live: {'': yes, Churned: no}`)
}

func TestAPlainNameIsWrittenBackAsOne(t *testing.T) {
	s, err := scenarios.Load("board-from-accounts", nil)
	require.NoError(t, err)
	assert.Contains(t, string(s.Resolved()), "\naccounts: data/accounts.csv\n")
	full, err := scenarios.Load("board-from-accounts", []string{"accounts={file: accounts.csv}"})
	require.NoError(t, err)
	assert.Equal(t, s.SHA256(), full.SHA256())
}

func TestExportsThatCannotBeReadSayWhyInOneMessage(t *testing.T) {
	const header = "id,segment,arr,start,term\n"
	const told = "extends: board-from-accounts\naccounts: "
	for _, c := range []struct{ name, accounts, export, want string }{
		{name: "no order of dates", accounts: "export.csv", export: header + "a,smb,1,03/04/2026,1y\nb,smb,1,04/05/2026,1y\nc,smb,1,3/4/2026,1y\nd,smb,1,3/4/2026,1y\n",
			want: `export.csv:2: start: want a date such as 2027-01-01, got "03/04/2026"; say under accounts how dates are written: ` +
				`dates: month-first or dates: day-first (4 rows, first in lines 2, 3 and 4; also "04/05/2026", "3/4/2026")`},
		{name: "the other order of dates", accounts: "{file: export.csv, dates: month-first}", export: header + "a,smb,1,03/04/2026,1y\nb,smb,1,31/12/2025,1y\n",
			want: `export.csv:3: start: must be month-first as dates says, got "31/12/2025", which is day-first`},
		{name: "no such day", accounts: "{file: export.csv, dates: month-first}", export: header + "a,smb,1,02/30/2026,1y\nb,smb,1,2026-02-29,1y\n",
			want: `export.csv:2: start: want a day of the calendar such as 2027-01-01, got "02/30/2026" (2 rows, lines 2 and 3; also "2026-02-29")`},
		{name: "years of two digits", accounts: "{file: export.csv, dates: month-first}", export: header + "a,smb,1,03/04/26,1y\n",
			want: `export.csv:2: start: want a date with four digits for the year such as 2027-01-01, got "03/04/26"`},
		{name: "days of a spreadsheet", accounts: "export.csv", export: header + "a,smb,1,46053,1y\n",
			want: `export.csv:2: start: want a date such as 2027-01-01, got "46053", the number of a day in a spreadsheet: format the column as dates`},
		{name: "no such order", accounts: "{file: export.csv, dates: us}", export: header, want: `accounts.dates: must be year-first, month-first or day-first, got "us"`},
		{name: "euros", accounts: "export.csv", export: header + "a,smb,\"€12,000\",2026-01-01,1y\n",
			want: `export.csv:2: arr: want an amount in dollars, got "€12,000"; convert the column or, if all amounts of the scenario are in one currency, take its sign away`},
		{name: "decimal commas", accounts: "export.csv", export: "id;segment;arr;start;term\na;smb;12000,50;2026-01-01;1y\nb;smb;1,5;2026-01-01;1y\n",
			want: `export.csv:2: arr: want an amount with a point before cents, and commas only between thousands, such as 12000.50 or 12,000.50, got "12000,50" (2 rows, lines 2 and 3; also "1,5")`},
		{name: "points between thousands", accounts: "export.csv", export: header + "a,smb,12.000,2026-01-01,1y\n",
			want: `export.csv:2: arr: want an amount that is either thousands or cents, such as 12000 or 12.00, got "12.000"`},
		{name: "below 0", accounts: "export.csv", export: header + "a,smb,\"(1,200)\",2026-01-01,1y\n", want: `export.csv:2: arr: must be above 0, got "(1,200)"`},
		{name: "thousands without quotes", accounts: "export.csv", export: header + "a,smb,$12,000,2026-01-01,1y\n",
			want: "export.csv:2: must have 5 fields like the header, got 6; a cell that holds a comma stands in quotes"},
		{name: "plain terms", accounts: "{file: export.csv, columns: {term: Contract Term}}", export: "id,segment,arr,start,Contract Term\na,smb,1,2026-01-01,12\nb,smb,1,2026-01-01,24\n",
			want: `export.csv:2: term: want a duration such as 6w, 3d or 4h, got "12"; say under accounts what plain numbers are: ` +
				`columns: {term: {column: Contract Term, unit: mo}} (2 rows, lines 2 and 3; also "24")`},
		{name: "a unit against the header", accounts: "{file: export.csv, columns: {term: {column: Term (months), unit: y}}}",
			export: "id,segment,arr,start,Term (months)\na,smb,1,2026-01-01,12\n",
			want:   `export.csv:1: columns.term.unit: must be mo as the name of the column "Term (months)" says, got y`},
		{name: "a unit of shares", accounts: "{file: export.csv, columns: {term: {column: term, unit: percent}}}", export: header,
			want: "accounts.columns.term.unit: must be one of time, such as mo or y, got percent"},
		{name: "revenue of a contract", accounts: "{file: export.csv, columns: {arr: TCV}}", export: "id,segment,TCV,start,term\na,smb,1,2026-01-01,1y\n",
			want: `export.csv:1: columns.arr: must be dollars a year, got "TCV", whose name says revenue of another time; convert the column and rename it`},
		{name: "a quote that is never closed", accounts: "export.csv", export: "id,segment,arr,start,term\n\"a,smb,1,2026-01-01,1y\n" + strings.Repeat("b,smb,1,2026-01-01,1y\n", 50),
			want: "export.csv:2: must close the quote that opens in this row, and double one that stands in a cell"},
		{name: "an unknown word for live", accounts: "export.csv", export: "id,segment,arr,start,term,live\na,smb,1,2026-01-01,1y,In Progress\n",
			want: `export.csv:2: live: must be yes or no, got "In Progress"; say under accounts which it is: live: {In Progress: yes}, or gone to leave the row out`},
		{name: "unknown segments", accounts: "export.csv", export: header + "a,Big One,1,2026-01-01,1y\nb,Big One,1,2026-01-01,1y\nc,Corp,1,2026-01-01,1y\n",
			want: `export.csv:2: segment: must be one of smb, mid-market, enterprise, got "Big One"; say under accounts which it is: segments: {Big One: ...} (3 rows, lines 2, 3 and 4; also "Corp")`},
		{name: "a segment that is none", accounts: "{file: export.csv, segments: {SB: smbb}}", export: header + "a,SB,1,2026-01-01,1y\n",
			want: `accounts.segments.SB: must be one of smb, mid-market, enterprise, got "smbb", did you mean "smb"?`},
		{name: "words that differ in capitals", accounts: "{file: export.csv, segments: {SB: smb, sb: enterprise}}", export: header + "a,SB,1,2026-01-01,1y\n",
			want: `accounts.segments.sb: must differ from "SB" by more than capitals`},
		{name: "a column that is not there", accounts: "{file: export.csv, columns: {arr: Revenue}}", export: "id,segment,Annual Revenue,start,term\na,smb,1,2026-01-01,1y\n",
			want: `export.csv:1: columns.arr: must be a column of the file, got "Revenue", did you mean "Annual Revenue"?; the header has id, segment, Annual Revenue, start, term`},
		{name: "thousands", accounts: "{file: export.csv, columns: {arr: ARR ($k)}}", export: "id,segment,ARR ($k),start,term\na,smb,12,2026-01-01,1y\n",
			want: `export.csv:1: columns.arr: must be dollars a year, got "ARR ($k)", whose name says thousands or millions; convert the column and rename it`},
		{name: "revenue of a month", accounts: "{file: export.csv, columns: {arr: Monthly Recurring Revenue}}", export: "id,segment,Monthly Recurring Revenue,start,term\na,smb,12,2026-01-01,1y\n",
			want: `export.csv:1: columns.arr: must be dollars a year, got "Monthly Recurring Revenue", whose name says revenue of another time; convert the column and rename it`},
		{name: "a column that is a number", accounts: "export.csv", export: "id,segment,2026 ARR,start,term\na,smb,12,2026-01-01,1y\n",
			want: "export.csv:1: must have the columns id, segment, arr, start, and renewal or term, got none for arr among id, segment, 2026 ARR, start, term; " +
				`say under accounts which they are: columns: {arr: "2026 ARR"}`},
		{name: "one column for two", accounts: "{file: export.csv, columns: {segment: id}}", export: header + "a,smb,1,2026-01-01,1y\n",
			want: `export.csv:1: columns.segment: must be a column of its own, got "id", which is the column of id`},
		{name: "a told column twice", accounts: "{file: export.csv, columns: {arr: Amount}}", export: "id,segment,Amount,Amount,start,term\na,smb,1,2,2026-01-01,1y\n",
			want: `export.csv:1: columns.arr: must have no column twice that is read, got "Amount" again`},
		{name: "no such column of ours", accounts: "{file: export.csv, columns: {mrr: MRR}}", export: header, want: "accounts.columns.mrr: unknown key, did you mean \"arr\"?"},
		{name: "no file", accounts: "{file: null, dates: month-first}", export: header, want: "accounts.file: missing, want the name of a file"},
		{name: "Salesforce in both forms", accounts: "export.csv", export: header + "0015000000vNa1L,smb,1,2026-01-01,1y\n0015000000vNa1LAAS,smb,1,2026-01-01,1y\n",
			want: `export.csv:3: id: must be unique, got "0015000000vNa1LAAS", which is the account "0015000000vNa1L" of line 2 in other letters`},
		{name: "capitals", accounts: "export.csv", export: header + "Acme,smb,1,2026-01-01,1y\nACME,smb,1,2026-01-01,1y\n",
			want: `export.csv:3: id: must be unique, got "ACME", which is the account "Acme" of line 2 in other letters`},
		{name: "accents in two ways", accounts: "export.csv", export: header + "Caf\u00e9,smb,1,2026-01-01,1y\nCafe\u0301,smb,1,2026-01-01,1y\n",
			want: "export.csv:3: id: must be unique, got \"Cafe\u0301\", which is the account \"Caf\u00e9\" of line 2 in other letters"},
		{name: "what cannot be seen", accounts: "export.csv", export: header + "a b,smb,1,2026-01-01,1y\n\u200ba\u00a0 b,smb,1,2026-01-01,1y\n",
			want: "export.csv:3: id: must be unique, got \"\\u200ba\\u00a0 b\", which is the account \"a b\" of line 2 in other letters"},
		{name: "an id of two lines", accounts: "export.csv", export: header + "\"a\nb\",smb,1,2026-01-01,1y\n", want: `export.csv:2: id: must be one line without tabs, got "a\nb"`},
		{name: "an id that a spreadsheet spoilt", accounts: "export.csv", export: header + "1.00012E+14,smb,1,2026-01-01,1y\n",
			want: `export.csv:2: id: must be an id, got "1.00012E+14", which a spreadsheet has made of a long number: format the column as text`},
		{name: "Latin-1", accounts: "export.csv", export: header + "a,smb,1,2026-01-01,1y\nM\xfcller,smb,1,2026-01-01,1y\n",
			want: `export.csv:3: must be text in UTF-8, got the byte 0xfc, which text in Windows-1252 (Latin-1) may have; save it as "CSV UTF-8"`},
		{name: "control characters", accounts: "export.csv", export: header + "a\x07,smb,1,2026-01-01,1y\n", want: "export.csv:2: must hold no control characters, got U+0007"},
		{name: "a workbook", accounts: "export.csv", export: "PK\x03\x04\x14\x00\x06\x00xl/workbook.xml",
			want: "export.csv: must be CSV, got an Excel workbook (.xlsx); save its sheet as CSV (in Excel: Save As, CSV UTF-8)"},
		{name: "two separators", accounts: "export.csv", export: "id;segment;arr, yearly;start;term\n",
			want: "export.csv:1: must have one kind of separator between the names of the header, got commas and semicolons; a name that holds one stands in quotes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := loadExport(t, told+c.accounts+"\n", c.export)
			require.Error(t, err)
			var refused *scenarios.Error
			require.ErrorAs(t, err, &refused)
			var got []string
			for _, fault := range refused.Faults {
				got = append(got, strings.TrimPrefix(fault.Path+": "+fault.Message, "accounts: "))
				assert.Equal(t, 2, fault.Line)
			}
			assert.Equal(t, []string{c.want}, got)
		})
	}
}

func TestRowsThatAreHardlyMeantAreRefusedOrDoubted(t *testing.T) {
	const scenario = "extends: board-from-accounts\naccounts: export.csv\nsegments:\n" +
		"  smb: {opening: {open_tickets: 0}}\n  mid-market: {opening: {open_tickets: 0}}\n  enterprise: {opening: {open_tickets: 0}}\n"
	const money, length, date = "want an amount of money such as 42k, 1.2M or 197, got ", "want a duration such as 6w, 3d or 4h, got ", "want a date such as 2027-01-01, got "
	for _, c := range []struct{ name, row, want string }{
		{name: "a term of nothing", row: "a,smb,1,2026-06-01,,0mo,", want: "term: must be a day or more, got 0"},
		{name: "a term of half a day", row: "a,smb,1,2026-06-01,,0.1w,", want: "term: must be a day or more, got 4h"},
		{name: "a term below nothing", row: "a,smb,1,2026-06-01,,-12mo,", want: "term: " + length + `"-12mo"`},
		{name: "no term", row: "a,smb,1,2026-06-01,,Evergreen,", want: "term: " + length + `"Evergreen"`},
		{name: "a term of hours", row: "a,smb,1,2026-06-01,,8760h,", want: `term: must be days, weeks, months or years, got "8760h"`},
		{name: "a term for ever", row: "a,smb,12k,2026-06-01,,1000y,", want: "accounts: 1 account had more than 10 years to go until the next renewal"},
		{name: "a renewal for ever", row: "a,smb,12k,2026-06-01,9999-12-31,1y,", want: "accounts: 1 account had more than 10 years to go until the next renewal"},
		{name: "a month that says no churn", row: "a,smb,12k,2026-06-01,,1mo,", want: "must state the churn of a contract of 1mo"},
		{name: "a week that says none", row: "a,smb,12k,2026-12-29,,1w,", want: "must state the churn of a contract of 1w"},
		{name: "a contract that begins in the run", row: "a,smb,1,2027-06-01,,1y,", want: "start: must be on or before the first day of the run, got 2027-06-01"},
		{name: "a renewal before the start", row: "a,smb,1,2026-06-01,2026-01-01,1y,", want: "renewal: must be on or after the first day of the run, got 2026-01-01"},
		{name: "a renewal on the start", row: "a,smb,1,2027-01-01,2027-01-01,1y,", want: "renewal: must be after start, got 2027-01-01"},
		{name: "neither renewal nor term", row: "a,smb,1,2026-06-01,,,", want: "must have a renewal or a term, got neither"},
		{name: "the year 0", row: "a,smb,1,0000-01-01,,1y,", want: `start: want a day of the calendar such as 2027-01-01, got "0000-01-01"`},
		{name: "the day 0", row: "a,smb,1,2026-01-00,,1y,", want: `start: want a day of the calendar such as 2027-01-01, got "2026-01-00"`},
		{name: "the first day of spreadsheets", row: "a,smb,12k,1899-12-30,,1y,", want: "accounts: 1 account began more than 30 years before the run"},
		{name: "the first day of clocks", row: "a,smb,12k,1970-01-01,,1y,", want: "accounts: 1 account began more than 30 years before the run"},
		{name: "not live for two years", row: "a,smb,12k,2025-01-01,,3y,no", want: "accounts: 1 account had not gone live 3 times the promised time after the start"},
		{name: "a text of a date", row: "a,smb,1,'2026-02-03,,1y,", want: "start: " + date + `"'2026-02-03"`},
		{name: "a zone that is no offset", row: "a,smb,1,2026-02-03 12:00 AM PST,,1y,", want: "start: " + date + `"2026-02-03 12:00 AM PST"`},
		{name: "no number", row: "a,smb,NaN,2026-02-03,,1y,", want: "arr: " + money + `"NaN"`},
		{name: "no end", row: "a,smb,Infinity,2026-02-03,,1y,", want: "arr: " + money + `"Infinity"`},
		{name: "beyond every number", row: "a,smb,1e400,2026-02-03,,1y,", want: "arr: " + money + `"1e400"`},
		{name: "a number of programmers", row: "a,smb,0x10,2026-02-03,,1y,", want: "arr: " + money + `"0x10"`},
		{name: "digits of other letters", row: "a,smb,\uff11\uff10,2026-02-03,,1y,", want: "arr: " + money + "\"\uff11\uff10\""},
		{name: "a formula", row: "a,smb,=1+1,2026-02-03,,1y,", want: "arr: " + money + `"=1+1"`},
		{name: "what a formula says that failed", row: "a,smb,#N/A,2026-02-03,,1y,", want: "arr: " + money + `"#N/A"`},
		{name: "nothing", row: "a,smb,0,2026-02-03,,1y,", want: `arr: must be above 0, got "0"`},
		{name: "a column that slipped", row: "smb,12k,a,2026-02-03,,1y,", want: "arr: " + money + `"a"`},
		{name: "a sum below", row: "a,smb,1,2026-02-03,,1y,\nTotal,,1,,,,", want: `segment: must be one of smb, mid-market, enterprise, got ""`},
		{name: "the header again", row: "a,smb,1,2026-02-03,,1y,\nid,segment,arr,start,renewal,term,live", want: "arr: " + money + `"arr"`},
		{name: "an id of spaces", row: "\u00a0,smb,1,2026-02-03,,1y,", want: "id: must not be empty"},
		{name: "an id written backwards", row: "a\u202e,smb,1,2026-02-03,,1y,\na,smb,1,2026-02-03,,1y,", want: `id: must be unique, got "a", which is the account "a\u202e" of line 2 in other letters`},
		{name: "Salesforce in small letters", row: "0015000000vna1laas,smb,1,2026-02-03,,1y,\n0015000000vNa1L,smb,1,2026-02-03,,1y,", want: "id: must be unique"},
		{name: "Salesforce of other letters", row: "0015000000vNa1L,smb,12k,2026-02-03,,1y,\n0015000000vNa1l,smb,12k,2026-02-03,,1y,"},
		{name: "a byte of nothing", row: "a\x00,smb,1,2026-02-03,,1y,", want: "must be text in UTF-8, got the byte 0x00"},
		{name: "a letter that is deleted", row: "a\x7f,smb,1,2026-02-03,,1y,", want: "must hold no control characters, got U+007F"},
		{name: "a character cut in two", row: "a\xe2\x82,smb,1,2026-02-03,,1y,", want: "must be text in UTF-8, got the byte 0xe2"},
		{name: "too few cells", row: "a,smb,1,2026-02-03", want: "must have 7 fields like the header, got 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := loadExport(t, scenario, "id,segment,arr,start,renewal,term,live\n"+c.row+"\n")
			if err != nil {
				require.NotEmpty(t, c.want, err)
				assert.ErrorContains(t, err, c.want)
				return
			}
			doubts := strings.Join(review.Doubts(&s.Params), "\n")
			if assert.Contains(t, doubts, c.want); c.want == "" {
				assert.NotContains(t, doubts, "accounts: ")
			}
		})
	}
}

func TestWordsThatNoRowSaysAreDoubtedWhereOneIsNear(t *testing.T) {
	const rows = "id,segment,arr,start,term,%s\na,smb,12k,2026-06-01,1y,Active\nb,mid-market,55k,2026-06-01,1y,Active\nc,Big,190k,2026-06-01,1y,Active\nd,Old,1k,2026-06-01,1y,Churned\n"
	for _, c := range []struct {
		name, accounts, column string
		want                   []string
	}{
		{name: "as it is", accounts: "{file: export.csv, segments: {big: enterprise, Old: smb}, live: {Churned: gone, Paused: no, Trial: gone}}", column: "live"},
		{name: "slips", accounts: "{file: export.csv, segments: {Big: enterprise, mid-markt: enterprise}, live: {Activ: no, Churned: gone}}", column: "live", want: []string{
			`accounts.live: no row of export.csv says "Activ", and some say "Active"`,
			`accounts.segments: no row of export.csv says "mid-markt", and some say "mid-market"`}},
		{name: "a column that is not read", accounts: "{file: export.csv, segments: {Big: enterprise, Old: smb}, live: {Churned: gone}}", column: "Status", want: []string{
			"accounts.live: export.csv has no column live, so all accounts are: say under accounts which it is: columns: {live: ...}"}},
	} {
		s, err := loadExport(t, "extends: board-from-accounts\naccounts: "+c.accounts+"\n", fmt.Sprintf(rows, c.column))
		require.NoError(t, err, c.name)
		var got []string
		for _, doubt := range review.Doubts(&s.Params) {
			if strings.HasPrefix(doubt, "accounts.") {
				got = append(got, doubt)
			}
		}
		assert.Equal(t, c.want, got, c.name)
	}
}

func TestManyAccountsThatAreWrongInOneWayAreOneMessage(t *testing.T) {
	_, err := loadExport(t, strings.Replace(mapped, "month-first", "day-first", 1), strings.ReplaceAll(exported(220), "$", "€"))
	require.Error(t, err)
	lines := strings.Split(err.Error(), "\n")
	require.Len(t, lines, 3, err)
	assert.Regexp(t, `arr: want an amount in dollars, got "€5,000.00"; .* \(220 rows, first in lines 2, 4 and 6; also "€6,001.00", "€7,002.00", "€8,003.00" ...\)$`, lines[0])
	assert.Regexp(t, `start: must be day-first as dates says, got "1/13/2026", which is month-first \(\d+ rows, first in lines`, lines[1]+lines[2])
	assert.Regexp(t, `renewal: must be day-first as dates says, got "1/13/2027", which is month-first \(\d+ rows, first in lines`, lines[1]+lines[2])
}
