package accounts_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/accounts"
	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim/random"
)

const (
	month units.Duration = 65.0 / 3
	year  units.Duration = 260
)

// read reads a book of the segments smb (contracts of a month, a year or three)
// and enterprise (of a year), for a run that begins on 1 January 2027.
func read(t *testing.T, text string) (book []accounts.Account, faults []string) {
	t.Helper()
	return readExport(t, accounts.Export{}, text)
}

// readExport is read for a file in its own words.
func readExport(t *testing.T, export accounts.Export, text string) (book []accounts.Account, faults []string) {
	t.Helper()
	calendar, err := fiscal.New(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	export.File = units.DataFile{Name: "book.csv", Data: []byte(text)}
	book, _, errs := accounts.Read(export, []string{"smb", "enterprise"}, [][]units.Duration{{month, year, 3 * year}, {year}}, calendar)
	for _, err := range errs {
		faults = append(faults, err.Error())
	}
	return book, faults
}

func readOne(t *testing.T, header, row string) accounts.Account {
	t.Helper()
	book, faults := read(t, header+"\n"+row+"\n")
	require.Empty(t, faults)
	require.Len(t, book, 1)
	return book[0]
}

func TestAnAccountIsWhatItsRowSays(t *testing.T) {
	got := readOne(t, "id,segment,arr,start,renewal,term,live", "acme,enterprise,42k,2026-07-01,2027-07-01,1y,no")
	assert.EqualExportedValues(t, accounts.Account{Entity: random.Name("account", "acme"), ID: "acme", Segment: 1, ARR: 42e3,
		Term: 260, Signed: -130, Renews: 130}, got)
}

func TestTermAndRenewalCompleteEachOther(t *testing.T) {
	for _, c := range []struct {
		name, start, renewal, term string
		wantTerm, wantRenews       float64
		wantSurvived               int
	}{
		{name: "first term by its length", start: "2026-07-01", term: "1y", wantTerm: 260, wantRenews: 130},
		{name: "third term by its length", start: "2024-07-01", term: "1y", wantTerm: 260, wantRenews: 130, wantSurvived: 2},
		{name: "a length of its own", start: "2026-07-01", term: "2y", wantTerm: 520, wantRenews: 390},
		{name: "a term that ends on the first day is still to be renewed", start: "2026-01-01", term: "1y", wantTerm: 260},
		{name: "and so is a month that ends there", start: "2026-10-01", term: "1mo", wantTerm: 65.0 / 3, wantSurvived: 2},
		{name: "a month of the calendar, whatever its quarter", start: "2026-12-01", term: "1mo", wantTerm: 65.0 / 3},
		{name: "the last day of a month", start: "2026-08-31", term: "1mo", wantTerm: 65.0 / 3, wantRenews: 65 * 30.0 / 90, wantSurvived: 4},
		{name: "weeks", start: "2026-12-01", term: "8w", wantTerm: 40, wantRenews: -65 + 65*61.0/92 + 40},
		{name: "a year in calendar days", start: "2026-01-01", term: "365d", wantTerm: 260},
		{name: "a leap year in calendar days", start: "2026-07-01", term: "366d", wantTerm: 260, wantRenews: 130},
		{name: "a year of twelve months of 30 days", start: "2026-07-01", term: "360d", wantTerm: 260, wantRenews: 130},
		{name: "four years of 365 days", start: "2024-01-01", term: "1460d", wantTerm: 1040, wantRenews: 260},
		{name: "six years of 365 days", start: "2026-01-01", term: "2190d", wantTerm: 1560, wantRenews: 1300},
		{name: "three years with a leap day", start: "2026-01-01", term: "1096d", wantTerm: 780, wantRenews: 520},
		{name: "half a year of months of 30 days", start: "2026-07-01", term: "180d", wantTerm: 130},
		{name: "eight weeks in calendar days", start: "2026-10-01", term: "56d", wantTerm: 40, wantRenews: 15, wantSurvived: 1},
		{name: "a quarter in calendar days", start: "2026-11-01", term: "90d", wantTerm: 65, wantRenews: 65 * 31.0 / 90},
		{name: "two weeks in calendar days", start: "2026-10-01", term: "14d", wantTerm: 10, wantRenews: 5, wantSurvived: 6},
		{name: "both, on the first day", start: "2026-01-01", renewal: "2027-01-01", term: "1y", wantTerm: 260},
		{name: "a term of which whole ones lead to the renewal", start: "2024-07-01", renewal: "2027-07-01", wantTerm: 780, wantRenews: 130},
		{name: "not of one that is over before", start: "2026-11-01", renewal: "2027-03-01", wantTerm: 260, wantRenews: 65 * 59.0 / 90},
		{name: "signed on the first day", start: "2027-01-01", term: "1y", wantTerm: 260, wantRenews: 260},
		{name: "nearest of the segment's terms", start: "2026-07-01", renewal: "2027-05-01", wantTerm: 260, wantRenews: 65 + 65*30.0/91},
		{name: "nearest is a month", start: "2026-12-01", renewal: "2027-01-01", wantTerm: 65.0 / 3, wantRenews: 0},
		{name: "several of the nearest terms", start: "2017-01-01", renewal: "2029-01-01", wantTerm: 780, wantRenews: 520, wantSurvived: 3},
		{name: "both", start: "2024-07-01", renewal: "2027-07-01", term: "1y", wantTerm: 260, wantRenews: 130, wantSurvived: 2},
		{name: "both, in disagreement", start: "2026-07-01", renewal: "2027-03-01", term: "1y", wantTerm: 260, wantRenews: 65 * 59.0 / 90},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := readOne(t, "id,segment,arr,start,renewal,term", strings.Join([]string{"a,smb,1", c.start, c.renewal, c.term}, ","))
			assert.True(t, got.Live)
			assert.InDelta(t, c.wantTerm, got.Term, 1e-9)
			assert.InDelta(t, c.wantRenews, got.Renews, 1e-9)
			assert.Equal(t, c.wantSurvived, got.Survived)
		})
	}
}

func TestFilesAsSpreadsheetsWriteThem(t *testing.T) {
	plain := "id,segment,arr,start,term\na,smb,1000,2026-07-01,1y\nb,smb,2000,2026-07-01,1y\n"
	want, faults := read(t, plain)
	require.Empty(t, faults)
	require.Len(t, want, 2)
	for name, text := range map[string]string{
		"byte order mark":        "\ufeff" + plain,
		"CRLF":                   strings.ReplaceAll(plain, "\n", "\r\n"),
		"no newline at the end":  strings.TrimSuffix(plain, "\n"),
		"empty lines":            strings.ReplaceAll(plain, "\n", "\n\n"),
		"quotes":                 `"id","segment","arr","start","term"` + "\n" + `"a","smb","1000","2026-07-01","1y"` + "\n" + `"b","smb","2000","2026-07-01","1y"`,
		"blanks":                 strings.ReplaceAll(plain, ",", " , "),
		"capitals in the header": strings.Replace(plain, "id,segment,arr,start,term", "ID,Segment,ARR,Start,Term", 1),
		"columns of their own":   strings.ReplaceAll(strings.ReplaceAll(plain, "1y", `1y,"a, b`+"\n"+`c"`), "term", "term,note"),
		"another order":          "term,start,arr,segment,id\n1y,2026-07-01,1000,smb,a\n1y,2026-07-01,2000,smb,b\n",
	} {
		got, faults := read(t, text)
		assert.Empty(t, faults, name)
		require.Len(t, got, len(want), name)
		for i := range want {
			assert.EqualExportedValues(t, want[i], got[i], name)
		}
	}
}

func TestLiveIsSaidInManyWays(t *testing.T) {
	for _, c := range []struct {
		words []string
		want  bool
	}{
		{words: []string{"", "yes", "YES", "true", "y", "1"}, want: true},
		{words: []string{"no", "No", "false", "n", "0"}, want: false},
	} {
		for _, word := range c.words {
			assert.Equal(t, c.want, readOne(t, "id,segment,arr,start,term,live", "a,smb,1,2026-07-01,1y,"+word).Live, "%q", word)
		}
	}
}

func TestHeadersThatSayTooLittle(t *testing.T) {
	const all = "book.csv:1: must have the columns id, segment, arr, start, and renewal or term, got none for "
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{name: "empty", want: []string{"book.csv:1: must have a header line and rows below it, got an empty file"}},
		{name: "blank", text: "\n\n", want: []string{"book.csv:1: must have a header line and rows below it, got an empty file"}},
		{name: "commas only", text: ",,,\n,,\n", want: []string{"book.csv:1: must have a header line and rows below it, got an empty file"}},
		{name: "no rows", text: "id,segment,arr,start,term", want: []string{"book.csv:1: must have a row for each account, got none"}},
		{name: "no header", text: "a,smb,1,2026-07-01,1y", want: []string{all + "id, segment, arr, start, renewal or term among a, smb, 1, 2026-07-01, 1y; " +
			"say under accounts which they are: columns: {id: ..., segment: ..., arr: ..., start: ..., renewal: ...}"}},
		{name: "below empty lines", text: "\n,,,\nsegment,arr,start,term\n", want: []string{strings.Replace(all, ":1:", ":3:", 1) +
			"id among segment, arr, start, term; say under accounts which they are: columns: {id: ...}"}},
		{name: "foreign names", text: "Account ID,Tier,Annual Recurring Revenue,Contract Start,Initial Term: length,Note\n", want: []string{all +
			"id, segment, arr, start, renewal or term among Account ID, Tier, Annual Recurring Revenue, Contract Start, Initial Term: length, Note; say under accounts " +
			`which they are: columns: {id: Account ID, segment: ..., arr: Annual Recurring Revenue, start: Contract Start, term: "Initial Term: length"}`}},
		{name: "pipes", text: "id|segment|arr|start|term\n", want: []string{
			`book.csv:1: must have commas, semicolons or tabs between the names of the header, got "id|segment|arr|start|term"`}},
		{name: "twice", text: "id,segment,arr,start,term,ARR\n", want: []string{`book.csv:1: must have no column twice that is read, got "ARR" again`}},
		{name: "a stray quote", text: "id,seg\"ment,arr,start,term\n", want: []string{`book.csv:1: must have quotes around the whole cell where one stands in it, and double that one`}},
		{name: "two separators", text: "id,segment;arr,start,term\n", want: []string{
			"book.csv:1: must have one kind of separator between the names of the header, got commas and semicolons; a name that holds one stands in quotes"}},
		{name: "three separators", text: "\nid,segment;arr,start\tterm\n", want: []string{
			"book.csv:2: must have one kind of separator between the names of the header, got commas and semicolons and tabs; a name that holds one stands in quotes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			book, faults := read(t, c.text)
			assert.Equal(t, c.want, faults)
			assert.Empty(t, book)
		})
	}
}

func TestEveryBadRowIsNamedAtOnce(t *testing.T) {
	_, faults := read(t, `id,segment,arr,start,renewal,term,live
a,smb,1,2026-07-01,,1y,yes
,smb,1,2026-07-01,,1y,yes
a,smb,1,2026-07-01,,1y,yes
b,smbs,1,2026-07-01,,1y,yes
c,smb,much,2026-07-01,,1y,yes
d,smb,0,2026-07-01,,1y,yes
e,smb,-5,2026-07-01,,1y,yes
f,smb,1,1/7/2026,,1y,yes
g,smb,1,2027-01-02,,1y,yes
h,smb,1,2026-07-01,,12,yes
i,smb,1,2026-07-01,,1h,yes
j,smb,1,2026-07-01,,0,yes
k,smb,1,2026-07-01,2026-12-31,,yes
l,smb,1,2027-01-01,2027-01-01,,yes
m,smb,1,2026-07-01,soon,,yes
n,smb,1,2026-07-01,,,yes
o,smb,1,2026-07-01,,1y,Perhaps
p,smb,1,2026-07-01,,1y
q,"sm"b,1,2026-07-01,,1y,yes
r,,,,,,
s,smb,1,2026-07-01,,1y,yes
t,smb,1,2026-07-01,,1y,"yes
`)
	assert.Equal(t, []string{
		`book.csv:3: id: must not be empty`,
		`book.csv:4: id: must be unique, got "a" again (first in line 2)`,
		`book.csv:5: segment: must be one of smb, enterprise, got "smbs", did you mean "smb"?`,
		`book.csv:6: arr: want an amount of money such as 42k, 1.2M or 197, got "much" (2 rows, lines 6 and 21; also "")`,
		`book.csv:7: arr: must be above 0, got "0" (2 rows, lines 7 and 8; also "-5")`,
		`book.csv:9: start: want a date such as 2027-01-01, got "1/7/2026"; say under accounts how dates are written: dates: month-first or dates: day-first`,
		`book.csv:10: start: must be on or before the first day of the run, got 2027-01-02`,
		`book.csv:11: term: want a duration such as 6w, 3d or 4h, got "12"; say under accounts what plain numbers are: columns: {term: {column: term, unit: mo}}`,
		`book.csv:12: term: must be days, weeks, months or years, got "1h"`,
		`book.csv:13: term: must be a day or more, got 0`,
		`book.csv:14: renewal: must be on or after the first day of the run, got 2026-12-31`,
		`book.csv:15: renewal: must be after start, got 2027-01-01`,
		`book.csv:16: renewal: want a date such as 2027-01-01, got "soon"`,
		`book.csv:17: must have a renewal or a term, got neither (2 rows, lines 17 and 21)`,
		`book.csv:18: live: must be yes or no, got "Perhaps"; say under accounts which it is: live: {Perhaps: yes}, or gone to leave the row out`,
		`book.csv:19: must have 7 fields like the header, got 6`,
		`book.csv:20: must close the quote that opens in this row, and double one that stands in a cell (2 rows, lines 20 and 23)`,
		`book.csv:21: segment: must be one of smb, enterprise, got ""`,
		`book.csv:21: start: want a date such as 2027-01-01, got ""`,
	}, faults)
}

func TestAHostileNameIsPrintedSafely(t *testing.T) {
	_, faults := read(t, "id,segment,arr,start,term\na,smb\u202e\u200b,1,2026-07-01,1y\n")
	assert.Equal(t, []string{`book.csv:2: segment: must be one of smb, enterprise, got "smb\u202e\u200b"; ` +
		`say under accounts which it is: segments: {"smb\u202e\u200b": ...}`}, faults)
}

// Segments that are wrong themselves are named elsewhere.
func TestABookIsReadEvenIfItsSegmentHasNoTerms(t *testing.T) {
	calendar, err := fiscal.New(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	text := "id,segment,arr,start,renewal\na,smb,1,2026-07-01,2027-07-01\n"
	export := accounts.Export{File: units.DataFile{Name: "book.csv", Data: []byte(text)}}
	_, _, faults := accounts.Read(export, []string{"smb"}, [][]units.Duration{nil}, calendar)
	assert.Empty(t, faults)
}

func TestALongFile(t *testing.T) {
	var text strings.Builder
	text.WriteString("id,segment,arr,start,term\n")
	const rows = 50_000
	for i := range rows {
		fmt.Fprintf(&text, "account-%d,smb,1000,2026-07-01,1y\n", i)
	}
	book, faults := read(t, text.String())
	assert.Empty(t, faults)
	assert.Len(t, book, rows)
	_, faults = read(t, strings.ReplaceAll(text.String(), "1y", "1"))
	assert.Equal(t, []string{`book.csv:2: term: want a duration such as 6w, 3d or 4h, got "1"; say under accounts what plain numbers are: ` +
		`columns: {term: {column: term, unit: mo}} (50000 rows, first in lines 2, 3 and 4)`}, faults)
}
