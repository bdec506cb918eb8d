package units

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// column reads a column of a file named delays.csv.
func column[Q Quantity](data, name string, unit Unit) ([]float64, string) {
	c := Column[Q]{File: DataFile{Name: "delays.csv", Data: []byte(data)}, Column: name}
	if unit != "" {
		c.Unit = &unit
	}
	if err := c.Read(); err != nil {
		return nil, err.Error()
	}
	return c.Values, ""
}

func TestColumnsReadQuantitiesAndPlainNumbersOfAUnit(t *testing.T) {
	for _, c := range []struct {
		name, data string
		unit       Unit
		want       []float64
		fault      string
	}{
		{name: "words", data: "id,days\na,2d\nb,1w\nc,4h\nd,0\n", want: []float64{2, 5, 0.5, 0}},
		{name: "words of tables", data: "days\n2 days\n1 Week\n4 hours\n30 min.\n1-day\n", want: []float64{2, 5, 0.5, 0.0625, 1}},
		{name: "hours", data: "days\n27\n1d\n0\n", unit: "h", want: []float64{27.0 / 8, 1, 0}},
		{name: "days", data: "days\n27\n0.5\n", unit: "d", want: []float64{27, 0.5}},
		{name: "byte order mark", data: "\ufeffdays\n2d\n", want: []float64{2}},
		{name: "header as typed", data: " Days ,note\n2d,\n", want: []float64{2}},
		{name: "unread columns repeat and have no name", data: "note,days,note,,\nx,2d,y,,\n", want: []float64{2}},
		{name: "commas only", data: ",\ndays,note\n,\n2d,x\n , \n,\n", want: []float64{2}},
		{name: "semicolons", data: "id;days\na;2d\n", want: []float64{2}},
		{name: "tabs with empty cells", data: "id\tnote\tdays\na\t\t2d\n\t\t3d\n", want: []float64{2, 3}},
		{name: "separator told", data: "sep=;\r\n\"a,b\";days\r\nx;2d\r\n", want: []float64{2}},
		{name: "old line ends", data: "id,days\ra,2d\rb,3d\r", want: []float64{2, 3}},
		{name: "no unit", data: "id,days\na,2d\nb,27\n", fault: `delays.csv:3: column days: want a duration such as 6w, 3d or 4h, got "27"; say beside column what plain numbers are, such as unit: h or unit: d`},
		{name: "a unit of shares", data: "days\n2\n", unit: "percent", fault: "unit: must be one of time, such as h or d, got percent"},
		{name: "bad cell", data: "id,days\na,2d\nb,soon\n", fault: `delays.csv:3: column days: want a duration such as 6w, 3d or 4h, got "soon"`},
		{name: "minutes or months", data: "days\n5m\n", fault: `delays.csv:2: column days: want a duration such as 6w, 3d or 4h, got "5m"`},
		{name: "nought of nothing", data: "days\n0x\n", fault: `delays.csv:2: column days: want a duration such as 6w, 3d or 4h, got "0x"`},
		{name: "decimal comma", data: "id;days\na;2,5\n", unit: "h", fault: `delays.csv:2: column days: want a duration such as 6w, 3d or 4h, got "2,5"`},
		{name: "empty cell", data: "id,days\na,\n", unit: "h", fault: `delays.csv:2: column days: want a duration such as 6w, 3d or 4h, got ""`},
		{name: "negative", data: "days\n-1\n", fault: `delays.csv:2: column days: want a duration such as 6w, 3d or 4h, got "-1"`},
		{name: "negative of a unit", data: "days\n-1\n", unit: "h", fault: `delays.csv:2: column days: want a duration such as 6w, 3d or 4h, got "-1"`},
		{name: "not a number", data: "days\nNaN\n", unit: "h", fault: `delays.csv:2: column days: want a duration such as 6w, 3d or 4h, got "NaN"`},
		{name: "unknown column", data: "id,dayz\na,2d\n", fault: `delays.csv:1: no column "days", did you mean "dayz"?`},
		{name: "no column near", data: "\nid,,wait\na,,2d\n", fault: `delays.csv:2: no column "days"; the header has id, wait`},
		{name: "read column twice", data: "days,Days,days\n1d,2d,3d\n", fault: `delays.csv:1: must have no column twice that is read, got "days" again`},
		{name: "ragged", data: "id,days\na\n", fault: "delays.csv:2: must have 2 fields like the header, got 1"},
		{name: "a comma too many", data: "id,days\na,2d,\n", fault: "delays.csv:2: must have 2 fields like the header, got 3; a cell that holds a comma stands in quotes"},
		{name: "no rows", data: "id,days\n", fault: "delays.csv: want rows below the header, got none"},
		{name: "empty", fault: "delays.csv:1: must have a header line and rows below it, got an empty file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, fault := column[Duration](c.data, "days", c.unit)
			assert.Equal(t, c.fault, fault)
			assert.Equal(t, c.want, got)
		})
	}
}

func TestTheNameOfAColumnMayTellItsUnit(t *testing.T) {
	got, fault := column[Duration]("Wait (hours)\n27\n", "wait (hours)", "")
	assert.Empty(t, fault)
	assert.Equal(t, []float64{27.0 / 8}, got)
	got, fault = column[Duration]("Wait [ WKS ]\n2\n", "Wait [ WKS ]", "w")
	assert.Empty(t, fault)
	assert.Equal(t, []float64{10}, got)
	_, fault = column[Duration]("Wait (hours)\n27\n", "Wait (hours)", "d")
	assert.Equal(t, `unit: must be h as the name of the column "Wait (hours)" says, got d`, fault)
	_, fault = column[Duration]("Wait (m)\n27\n", "Wait (m)", "")
	assert.Contains(t, fault, "say beside column what plain numbers are", "m may be minutes or months")
	shares, fault := column[Share]("Growth (%)\n12\n0.5\n", "growth (%)", "")
	assert.Empty(t, fault)
	assert.InDeltaSlice(t, []float64{0.12, 0.005}, shares, 1e-12)
}

func TestPlainNumbersOfOtherKinds(t *testing.T) {
	shares := func(data string, unit Unit) ([]float64, string) { return column[Share]("x\n"+data, "x", unit) }
	for _, c := range []struct {
		name  string
		read  func(data string, unit Unit) ([]float64, string)
		data  string
		unit  Unit
		want  []float64
		fault string
	}{
		{name: "shares up to 1", read: shares, data: "0.12\n1\n0\n", want: []float64{0.12, 1, 0}},
		{name: "shares with signs", read: shares, data: "12%\n150 %\n0.5\n", want: []float64{0.12, 1.5, 0.5}},
		{name: "shares in per cent", read: shares, data: "12\n0.5\n", unit: "percent", want: []float64{0.12, 0.005}},
		{name: "shares above 1", read: shares, data: "12\n0.5\n", unit: "share", want: []float64{12, 0.5}},
		{name: "doubtful shares", read: shares, data: "0.5\n12\n", fault: `delays.csv:3: column x: may be 12% or 1200%, got "12"; say beside column what plain numbers are: unit: percent or unit: share`},
		{name: "shares of time", read: shares, data: "12\n", unit: "h", fault: "unit: must be percent or share, got h"},
		{name: "amounts", read: func(data string, unit Unit) ([]float64, string) { return column[Money]("x\n"+data, "x", unit) },
			data: "12000\n\"$12,000.50\"\n12k\n", want: []float64{12000, 12000.5, 12000}},
		{name: "amounts below 0", read: func(data string, unit Unit) ([]float64, string) { return column[Money]("x\n"+data, "x", unit) },
			data: "(12)\n", fault: `delays.csv:2: column x: want an amount of money such as 42k, 1.2M or 197, got "(12)"`},
		{name: "amounts of a unit", read: func(data string, unit Unit) ([]float64, string) { return column[Money]("x\n"+data, "x", unit) },
			data: "12\n", unit: "d", fault: "unit: must not be told: plain numbers are dollars here, got d"},
		{name: "numbers", read: func(data string, unit Unit) ([]float64, string) { return column[Number]("x\n"+data, "x", unit) },
			data: "12\n0.5\n", want: []float64{12, 0.5}},
		{name: "numbers of a unit", read: func(data string, unit Unit) ([]float64, string) { return column[Number]("x\n"+data, "x", unit) },
			data: "12\n", unit: "h", fault: "unit: must not be told: plain numbers are numbers without a unit here, got h"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, fault := c.read(c.data, c.unit)
			assert.Equal(t, c.fault, fault)
			assert.InDeltaSlice(t, c.want, got, 1e-12)
		})
	}
}

func TestAUnitThatIsMeantIsNamed(t *testing.T) {
	var u Unit
	assert.EqualError(t, u.UnmarshalText([]byte("Hours")), `want a unit: min, h, d, w, mo, q or y, or percent or share, got "Hours", did you mean "h"?`)
	assert.EqualError(t, u.UnmarshalText([]byte("%")), `want a unit: min, h, d, w, mo, q or y, or percent or share, got "%", did you mean "percent"?`)
	assert.EqualError(t, u.UnmarshalText([]byte("m")), `want a unit: min, h, d, w, mo, q or y, or percent or share, got "m"`)
}

func TestAmountsAsTablesWriteThem(t *testing.T) {
	const dollars = "want an amount in dollars, got %s; convert the column or, if all amounts of the scenario are in one currency, take its sign away"
	const form = "want an amount of money such as 42k, 1.2M or 197, got %s"
	const point = "want an amount with a point before cents, and commas only between thousands, such as 12000.50 or 12,000.50, got %s"
	const either = "want an amount that is either thousands or cents, such as 12000 or 12.00, got %s"
	for _, c := range []struct {
		text  string
		want  Money
		fault string
	}{
		{text: "12000", want: 12000},
		{text: " 12000.50 ", want: 12000.5},
		{text: "12k", want: 12000},
		{text: "12K", want: 12000},
		{text: "1.2M", want: 1.2e6},
		{text: "$1.2M", want: 1.2e6},
		{text: "$12,000", want: 12000},
		{text: "$ 12,000.00", want: 12000},
		{text: "12,000.", want: 12000},
		{text: "1,234,567.89", want: 1234567.89},
		{text: "USD 12,000", want: 12000},
		{text: "usd12000", want: 12000},
		{text: "US$12,000", want: 12000},
		{text: "12,000 USD", want: 12000},
		{text: "$12,000 USD", want: 12000},
		{text: "1.2M USD", want: 1.2e6},
		{text: "12 000", want: 12000},
		{text: "12\u00a0000", want: 12000},
		{text: "12'000.50", want: 12000.5},
		{text: "1.2E+04", want: 12000},
		{text: "1234.567", want: 1234.567},
		{text: "0.125", want: 0.125},
		{text: "(1,200)", want: -1200},
		{text: "($1,200.00)", want: -1200},
		{text: "-$1,200", want: -1200},
		{text: "$-1200", want: -1200},
		{text: "−5", want: -5},
		{text: "0", want: 0},
		{text: "$0.00", want: 0},
		{text: "€12,000", fault: dollars},
		{text: "12000 €", fault: dollars},
		{text: "EUR 12000", fault: dollars},
		{text: "12,000 GBP", fault: dollars},
		{text: "CA$12,000", fault: dollars},
		{text: "12000 kr", fault: dollars},
		{text: "12,5", fault: point},
		{text: "12.000,50", fault: point},
		{text: "12000,00", fault: point},
		{text: "1.234.567", fault: point},
		{text: "1,20,000", fault: point},
		{text: "12.000", fault: either},
		{text: "$1.234", fault: either},
		{text: "", fault: form},
		{text: "-", fault: form},
		{text: "TBD", fault: form},
		{text: "N/A", fault: form},
		{text: "#REF!", fault: form},
		{text: "see note 4", fault: form},
		{text: "12m", fault: form},
		{text: "12k/yr", fault: form},
		{text: "10-20k", fault: form},
		{text: "NaN", fault: form},
		{text: "Infinity", fault: form},
		{text: "0x10", fault: form},
		{text: "1e400", fault: form},
	} {
		got, err := Amount(c.text)
		if c.fault != "" {
			assert.EqualError(t, err, strings.Replace(c.fault, "%s", Quote(c.text), 1), c.text)
			continue
		}
		require.NoError(t, err, c.text)
		assert.InDelta(t, float64(c.want), float64(got), 1e-9, c.text)
	}
}

func TestTheNameOfAColumnMayTellThatItIsNotInDollars(t *testing.T) {
	for _, c := range []struct{ column, want string }{
		{"ARR", ""}, {"ARR (USD)", ""}, {"ARR ($)", ""}, {"ARR (annual)", ""}, {"ARR (Mid-Market)", ""}, {"Amount (converted) USD", ""},
		{"ARR ($k)", "thousands or millions"}, {"ARR (k$)", "thousands or millions"}, {"ARR [USD '000]", "thousands or millions"}, {"ARR in thousands", "thousands or millions"},
		{"ARR (M)", "thousands or millions"}, {"ARR (€k)", "thousands or millions"},
		{"ARR (€)", "another currency"}, {"ARR EUR", "another currency"}, {"£ a year", "another currency"},
	} {
		assert.Equal(t, c.want, UnlikeDollars(c.column), c.column)
	}
	_, fault := column[Money]("ARR ($k)\n12\n", "arr ($k)", "")
	assert.Equal(t, `column: must be in dollars, got "ARR ($k)", whose name says thousands or millions; convert the column and rename it`, fault)
	_, fault = column[Duration]("Wait (k)\n12d\n", "wait (k)", "")
	assert.Empty(t, fault)
}

// utf16Text encodes a text as Windows does, with a byte order mark.
func utf16Text(text string, big bool) string {
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

func TestTextInUTF16IsRead(t *testing.T) {
	for _, big := range []bool{false, true} {
		got, fault := column[Duration](utf16Text("naïve 😀\tdays\r\nx\t2d\r\n", big), "days", "")
		assert.Empty(t, fault)
		assert.Equal(t, []float64{2}, got)
	}
}

func TestWhatIsNoTextOfRowsIsNamed(t *testing.T) {
	const excel = "; save its sheet as CSV (in Excel: Save As, CSV UTF-8)"
	for _, c := range []struct{ name, data, want string }{
		{"xlsx", "PK\x03\x04\x14\x00[Content_Types].xml..xl/workbook.xml", "delays.csv: must be CSV, got an Excel workbook (.xlsx)" + excel},
		{"ods", "PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "delays.csv: must be CSV, got an OpenDocument spreadsheet (.ods)" + excel},
		{"numbers", "PK\x03\x04..Index/Document.iwa", "delays.csv: must be CSV, got a Numbers spreadsheet; export it as CSV (File, Export To, CSV)"},
		{"zip", "PK\x03\x04..accounts.csv", "delays.csv: must be CSV, got a zip archive; unpack it"},
		{"empty zip", "PK\x05\x06\x00\x00", "delays.csv: must be CSV, got a zip archive; unpack it"},
		{"xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "delays.csv: must be CSV, got an Excel workbook (.xls) or another old Office file" + excel},
		{"gzip", "\x1f\x8b\x08\x00", "delays.csv: must be CSV, got a gzip archive; unpack it"},
		{"pdf", "%PDF-1.7\n", "delays.csv: must be CSV, got a PDF document; export the table as CSV where it comes from"},
		{"parquet", "PAR1\x15\x00PAR1", "delays.csv: must be CSV, got a Parquet file; write it as CSV"},
		{"html", "\ufeff\n<!DOCTYPE html>\n<HTML><table>", "delays.csv: must be CSV, got an HTML page; open it in a spreadsheet and save it as CSV"},
		{"xml", "<?xml version=\"1.0\"?><Workbook>", "delays.csv: must be CSV, got XML or HTML; open it in a spreadsheet and save it as CSV"},
		{"json", " [\n {\"id\": 1}]", "delays.csv: must be CSV, got JSON; export the table as CSV"},
		{"utf-16 html", utf16Text("<html>", false), "delays.csv: must be CSV, got an HTML page; open it in a spreadsheet and save it as CSV"},
		{"utf-32", "\xff\xfe\x00\x00d\x00\x00\x00", "delays.csv: must be CSV, got text in UTF-32; save it in UTF-8"},
		{"latin-1", "days\n1d\nM\xfcller\n", `delays.csv:3: must be text in UTF-8, got the byte 0xfc, which text in Windows-1252 (Latin-1) may have; save it as "CSV UTF-8"`},
		{"latin-1 in an unread column", "days,note\n1d,\xa9\n", `delays.csv:2: must be text in UTF-8, got the byte 0xa9, which text in Windows-1252 (Latin-1) may have; save it as "CSV UTF-8"`},
		{"utf-16 without a mark", "d\x00a\x00y\x00s\x00", `delays.csv:1: must be text in UTF-8, got the byte 0x00, which text in UTF-16 has; save it as "CSV UTF-8"`},
		{"half a character", "\xff\xfed\x00\n\x00x", "delays.csv:2: must be text in UTF-16, as the file begins, got half a character; save it in UTF-8"},
		{"half a pair", "\xfe\xff\xd8\x00\x00d", "delays.csv:1: must be text in UTF-16, as the file begins, got half a character; save it in UTF-8"},
		{"control character", "days\n1d\x1b\n", "delays.csv:2: must hold no control characters, got U+001B"},
		{"control character of two bytes", "days\n\n1d\u0085\n", "delays.csv:3: must hold no control characters, got U+0085"},
		{"delete", "da\x7fys\n", "delays.csv:1: must hold no control characters, got U+007F"},
	} {
		_, fault := column[Duration](c.data, "days", "")
		assert.Equal(t, c.want, fault, c.name)
	}
}

func TestNamesThatOnlyLookLikeFilesOfOtherKinds(t *testing.T) {
	for _, header := range []string{"PK", "PK,x", "[id],x", "{a},x", "BZh", "PAR1"} {
		rows, wrong := NewRows([]byte(header + "\n1,2\n"))
		require.Nil(t, wrong, header)
		assert.Equal(t, strings.Split(header, ","), rows.Header)
	}
}
