package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// written returns a workbook as a file, its notes, and what reads it again.
func written(t *testing.T, b Workbook) (data []byte, notes []string, back *excelize.File) {
	t.Helper()
	var all bytes.Buffer
	notes, err := Write(&all, b)
	require.NoError(t, err)
	back, err = excelize.OpenReader(bytes.NewReader(all.Bytes()))
	require.NoError(t, err)
	t.Cleanup(func() { back.Close() })
	return all.Bytes(), notes, back
}

// entries returns what is in the archive of a workbook.
func entries(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	list := map[string]string{}
	for _, f := range archive.File {
		assert.True(t, f.Modified.IsZero() || f.Modified.Year() == 1979 || f.Modified.Year() == 1980, "%s of %v", f.Name, f.Modified)
		in, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(in)
		require.NoError(t, err)
		list[f.Name] = string(text)
	}
	return list
}

// hostile are names that a program might take for something else.
var hostile = []string{"=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "'=1", "=HYPERLINK(\"http://a.example\",\"b\")", "http://a.example/?b=c", "mailto:a@b.example",
	"_x003D_1", "</t></is><f>1+1</f>", "\x00\x1b[31m", "1e5", "0012", "TRUE", "2027-01-01", strings.Repeat("=", 300), "Sheet1!$A$1", "'Report'!$A$1", "\xff\ufffe"}

func rows(list ...[]Value) func(yield func([]Value) bool) { return slices.Values(list) }

// hostileBook has each of the names wherever users' words can be.
func hostileBook() Workbook {
	b := Workbook{Title: hostile[0], Maker: hostile[1]}
	table := Table{Name: "Long", Note: hostile[0], Columns: []Column{{Title: hostile[0]}, {Title: hostile[4]}}, Long: true}
	short := Table{Name: "Short", Note: hostile[3], Columns: table.Columns}
	var long [][]Value
	for _, name := range hostile {
		b.Document.Blocks = append(b.Document.Blocks,
			document.Section{Title: name, Note: name, Blocks: []document.Block{document.Answer{Label: name, Lines: []string{name}}, document.Answer{Lines: []string{name}}}},
			document.Warnings{Texts: []string{name}}, document.Paragraph(name), document.List{Items: []document.Item{{Text: name, Below: []document.Block{document.Paragraph(name)}}}},
			document.Terms{{Name: name, Text: name}}, document.Changes{Settings: []document.Change{{Path: name, From: name, To: name}}, More: 1},
			document.Table{Columns: []document.Column{{Title: name}, {Title: name}, {Title: name}, {Title: name, Holds: document.Prose}},
				Rows: []document.Row{{Label: name, Cells: []document.Cell{document.Text(name), document.Chances{{Odds: results.Odds{P: 0.5, N: 100, Hits: 50}, Of: name}}, document.Text(name)}}}},
			document.Groups{Columns: []document.Column{{Title: name}}, Groups: []document.Group{{Title: name, Note: name, Rows: []document.Row{{Label: name, Marked: true}}}}},
			document.Extract{Columns: []document.Column{{Title: name}}, Lines: []document.Line{{Mark: name, Cells: []string{name}}}},
			document.Log{Columns: []document.Column{{Title: name}}, Lines: slices.Values([]document.Line{{Cells: []string{name}}}), End: name})
		long = append(long, []Value{Words(name), Figure(1, Tenths)})
	}
	table.Count, table.Rows = len(long), rows(long...)
	short.Count, short.Rows = len(long), rows(long...)
	b.Tables = []Table{table, short}
	at := func(column, from, to int) Range { return Range{"Short", column, from, to} }
	for kind := range Curves + 1 {
		b.Charts = append(b.Charts, Chart{Title: hostile[0], Kind: kind, Up: Tenths, Along: Tenths, Series: []Series{{Name: at(0, 0, 0), Labels: at(0, 0, 3), Values: at(1, 0, 3), Color: Strong, Width: 1}}})
	}
	return b
}

func TestWhatUsersWroteIsTextAndNothingElse(t *testing.T) {
	data, _, back := written(t, hostileBook())
	for name, text := range entries(t, data) {
		if strings.HasPrefix(name, "xl/worksheets/") {
			assert.NotContains(t, text, "<f>", name)
			assert.NotContains(t, text, "<f ", name)
			assert.NotContains(t, text, "<hyperlink", name)
		}
		assert.NotContains(t, text, `TargetMode="External"`, name)
		if strings.HasPrefix(name, "xl/charts/") {
			for _, ref := range strings.Split(text, "<f>")[1:] {
				assert.True(t, strings.HasPrefix(ref, "&#39;Short&#39;!$") || strings.HasPrefix(ref, "'Short'!$"), ref)
			}
		}
	}
	found := map[string]bool{}
	for _, sheet := range back.GetSheetList() {
		cells, err := back.GetRows(sheet)
		require.NoError(t, err)
		for r, row := range cells {
			for c, text := range row {
				found[text] = true
				cell := at(c+1, r+1)
				kind, err := back.GetCellType(sheet, cell)
				require.NoError(t, err)
				number := kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber
				if number && text != "" {
					assert.Contains(t, []string{"1.0", "50%"}, text, "%s!%s", sheet, cell)
				} else if text != "" {
					assert.Contains(t, []excelize.CellType{excelize.CellTypeSharedString, excelize.CellTypeInlineString}, kind, "%s!%s", sheet, cell)
				}
				id, err := back.GetCellStyle(sheet, cell)
				require.NoError(t, err)
				style, err := back.GetStyle(id)
				require.NoError(t, err)
				if text != "" && !number { // it stays text when it is edited
					require.NotNil(t, style.CustomNumFmt, "%s!%s", sheet, cell)
					assert.Equal(t, asText, *style.CustomNumFmt, "%s!%s", sheet, cell)
				}
			}
		}
	}
	for _, name := range hostile {
		assert.True(t, found[words.Clean(name)], "%q", name)
	}
}

func TestTheSameWorkbookIsTheSameBytes(t *testing.T) {
	first, _, _ := written(t, hostileBook())
	for range 3 {
		again, _, _ := written(t, hostileBook())
		require.True(t, bytes.Equal(first, again))
	}
	core := entries(t, first)["docProps/core.xml"]
	assert.Contains(t, core, fixed)
	assert.NotContains(t, core, fmt.Sprint(time.Now().Year()))
}

func TestNumbersOfADocumentAreNumbers(t *testing.T) {
	number := func(v float64, f document.Form) document.Number { return document.Number{Value: v, Form: f} }
	odds := func(hits, n int) results.Odds {
		return results.Odds{Hits: hits, N: n, P: float64(hits) / float64(n), Low: 0.25, High: 0.75}
	}
	day := time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		cell   document.Cell
		values []string // as they are
		shown  []string
	}{
		{number(61.2, document.Form{Unit: document.Percent, Places: 1}), []string{"0.612"}, []string{"61.2%"}},
		{number(61.2, document.Form{Unit: document.Percent, Places: 1, Bare: true}), []string{"61.2"}, []string{"61.2"}},
		{number(1.25, document.Form{Unit: document.Points, Places: 2, Signed: true}), []string{"1.25"}, []string{"+1.25 pt"}},
		{number(-0.001, document.Form{Unit: document.Points, Places: 2, Signed: true}), []string{"-0.001"}, []string{"0.00 pt"}},
		{number(20000, document.Form{Unit: document.Thousands}), []string{"20000"}, []string{"$20,000k"}},
		{number(1.5, document.Form{Unit: document.Millions, Places: 1}), []string{"1.5"}, []string{"$1.5M"}},
		{number(-12345, document.Form{Unit: document.Dollars}), []string{"-12345"}, []string{"-$12,345"}},
		{number(12.345e6, document.Form{Unit: document.RoughDollars}), []string{"12345000"}, []string{"$12.3M"}},
		{number(12345, document.Form{Unit: document.RoughDollars}), []string{"12345"}, []string{"$12k"}},
		{number(3, document.Form{Unit: document.Days, Places: 1}), []string{"3"}, []string{"3.0 days"}},
		{number(0.5, document.Form{Unit: document.Hours, Places: 1}), []string{"0.5"}, []string{"0.5 h"}},
		{document.Absent, []string{"-"}, []string{"-"}},
		{number(math.Inf(1), document.Form{}), []string{"-"}, []string{"-"}},
		{document.Span{Low: 98, High: 103, Form: document.Form{Unit: document.Percent, Places: 1}}, []string{"0.98", "1.03"}, []string{"98.0%", "103.0%"}},
		{document.Odds{Odds: odds(50, 200)}, []string{"0.25"}, []string{"25%"}},
		{document.Odds{Odds: odds(0, 200)}, []string{"0"}, []string{"below 1 %"}},
		{document.Odds{Odds: results.Odds{P: math.NaN()}}, []string{"-"}, []string{"-"}},
		{document.Interval{Odds: odds(50, 200)}, []string{"0.25", "0.75"}, []string{"25.0%", "75.0%"}},
		{document.Chances{{Odds: odds(1, 2), Of: ">= 100 %"}, {Odds: odds(1, 4), Of: ">= 105 %"}}, []string{"0.5", ">= 100 %", "0.25", ">= 105 %"}, []string{"50%", ">= 100 %", "25%", ">= 105 %"}},
		{document.Dates{From: day, To: day.AddDate(0, 0, 27)}, []string{"46419", "46446"}, []string{"2027-02-01", "2027-02-28"}},
		{document.Text("=1"), []string{"=1"}, []string{"=1"}},
		{nil, []string{""}, []string{""}},
	} {
		b := Workbook{Title: "t", Document: document.Document{Blocks: []document.Block{document.Table{Columns: []document.Column{{}, {Title: "x"}},
			Rows: []document.Row{{Label: "  is", Cells: []document.Cell{c.cell}}}}}}}
		_, _, back := written(t, b)
		const row = 4 // below the title, a free row and the titles of columns
		label, err := back.GetCellValue(reportName, at(1, row))
		require.NoError(t, err)
		require.Equal(t, "is", label)
		for i := range c.values {
			value, err := back.GetCellValue(reportName, at(2+i, row), excelize.Options{RawCellValue: true})
			require.NoError(t, err)
			assert.Equal(t, c.values[i], value, "%+v", c.cell)
			shown, err := back.GetCellValue(reportName, at(2+i, row))
			require.NoError(t, err)
			assert.Equal(t, c.shown[i], shown, "%+v", c.cell)
		}
	}
}

func TestOddsAreNeverToldAsCertain(t *testing.T) {
	for _, c := range []struct {
		odds results.Odds
		want part
	}{
		{results.Odds{P: 1, Hits: 30, N: 30}, part{value: 1, format: `"30 of 30"`}},
		{results.Odds{P: 0, Hits: 0, N: 30}, part{value: 0, format: `"0 of 30"`}},
		{results.Odds{P: 0.998, Hits: 499, N: 500}, part{value: 0.998, format: `"over 99 %"`}},
		{results.Odds{P: 0.02, Hits: 2, N: 100}, part{value: 0.02, format: "0%"}},
	} {
		assert.Equal(t, c.want, chance(c.odds))
	}
}

func TestATableThatASheetCannotHoldSaysWhatItLeavesOut(t *testing.T) {
	whole := most
	defer func() { most = whole }()
	assert.Equal(t, 1_048_576, most.rows)
	assert.Equal(t, 16_384, most.columns)
	for _, long := range []bool{false, true} {
		table := Table{Name: "Numbers", Note: "All.", Long: long, Count: 5, Rest: "numbers.csv has all of it", Columns: []Column{{Title: "a"}, {Title: "b"}, {Title: "c"}}}
		table.Rows = func(yield func([]Value) bool) {
			for i := range 5 {
				if !yield([]Value{Words("x"), Count(i), Figure(math.Inf(1), Tenths)}) {
					return
				}
			}
		}
		for _, c := range []struct {
			rows, columns, cells int
			says                 string
			left                 [][]string
		}{
			{1000, 100, 1000, "", [][]string{{"x", "0"}, {"x", "1"}, {"x", "2"}, {"x", "3"}, {"x", "4"}}},
			{4, 100, 1000, "leaves out the last 3 of 5 rows; numbers.csv has all of it", [][]string{{"x", "0"}, {"x", "1"}}},
			{1000, 1, 1000, "leaves out the last 2 of 3 columns; numbers.csv has all of it", [][]string{{"x"}, {"x"}, {"x"}, {"x"}, {"x"}}},
			{1000, 2, 7, "leaves out the last 1 of 3 columns and the last 2 of 5 rows; numbers.csv has all of it", [][]string{{"x", "0"}, {"x", "1"}, {"x", "2"}}},
		} {
			most.rows, most.columns, most.cells = c.rows, c.columns, c.cells
			_, notes, back := written(t, Workbook{Title: "t", Tables: []Table{table}})
			got, err := back.GetRows("Numbers")
			require.NoError(t, err)
			if c.says == "" {
				assert.Empty(t, notes)
				assert.Equal(t, "All.", got[0][0])
			} else {
				assert.Equal(t, []string{"sheet Numbers: " + c.says}, notes)
				assert.Equal(t, "All. The sheet "+c.says+".", got[0][0])
			}
			assert.Equal(t, c.left, got[before:])
		}
	}
}
