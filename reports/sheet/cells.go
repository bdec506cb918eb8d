package sheet

import (
	"math"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// part is what a cell of the document takes of a cell of the sheet: a number with its format, or text.
type part struct {
	value  float64
	format string
	text   string
}

// absent stands where there is no number.
var absent = part{text: words.Absent}

// parts returns a cell of the document as cells of the sheet: from and to are two, and each chance and what it is of.
func parts(c document.Cell) []part {
	switch c := c.(type) {
	case nil:
		return nil
	case document.Text:
		return []part{{text: string(c)}}
	case document.Number:
		return []part{numberOf(c.Value, c.Form)}
	case document.Span:
		return []part{numberOf(c.Low, c.Form), numberOf(c.High, c.Form)}
	case document.Odds:
		return []part{chance(c.Odds)}
	case document.Interval:
		return []part{share(c.Low), share(c.High)}
	case document.Chances:
		var list []part
		for _, one := range c {
			list = append(list, chance(one.Odds), part{text: one.Of})
		}
		return list
	case document.Dates:
		return []part{day(c.From), day(c.To)}
	}
	panic("a cell of a kind that has no place in a workbook")
}

// names returns what stands behind the title of a column above the cells that its cells take.
func names(c document.Cell) []string {
	switch c := c.(type) {
	case document.Span, document.Dates:
		return []string{", from", ", to"}
	case document.Interval:
		return []string{", from", ", to"}
	case document.Chances:
		var list []string
		for range c {
			list = append(list, "", ": of")
		}
		return list
	}
	return []string{""}
}

// numberOf returns a number in the format of its unit; shares of 61.2 per cent are 0.612, which Excel tells as 61.2%. What is
// too small for its places has no sign.
func numberOf(v float64, f document.Form) part {
	if !results.Exists(v) {
		return absent
	}
	if f.Unit == document.Percent && !f.Bare {
		return part{value: v / 100, format: unsigned(signed(decimals(f.Places)+"%", f.Signed), v, f.Places)}
	}
	return part{value: v, format: unsigned(formatOf(v, f), v, f.Places)}
}

// unsigned returns the format of a number without its sign, where that is all that its places have to tell.
func unsigned(format string, v float64, places int) string {
	if v == 0 || format == "General" || math.Abs(v)*math.Pow(10, float64(places)) >= 0.5 {
		return format
	}
	parts := strings.Split(format, ";")
	zero := parts[len(parts)-1]
	return zero + ";" + zero
}

// formatOf returns how a number of a form is told. What depends on the number is settled here: few programs know formats with
// conditions.
func formatOf(v float64, f document.Form) string {
	number := decimals(f.Places)
	switch {
	case f.Unit == document.RoughDollars && math.Abs(v) >= 999_950:
		return signed(`"$"#,##0.0,,"M"`, f.Signed)
	case f.Unit == document.RoughDollars && math.Abs(v) >= 9_995:
		return signed(`"$"#,##0,"k"`, f.Signed)
	case f.Unit == document.RoughDollars:
		return signed(`"$"#,##0`, f.Signed)
	case f.Unit == document.Dollars:
		return signed(`"$"`+number, f.Signed)
	case f.Unit == document.Theory:
		return "General"
	case f.Bare:
		return signed(number, f.Signed)
	}
	switch f.Unit {
	case document.Points:
		number += `" pt"`
	case document.Thousands:
		number = `"$"` + number + `"k"`
	case document.Millions:
		number = `"$"` + number + `"M"`
	case document.Days:
		number += `" days"`
	case document.Weeks:
		number += `" weeks"`
	case document.Hours:
		number += `" h"`
	}
	return signed(number, f.Signed)
}

func decimals(places int) string {
	if places == 0 {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", places)
}

func signed(number string, plus bool) string {
	if !plus {
		return number
	}
	return "+" + number + ";-" + number + ";" + number
}

// chance returns odds as they are told, never 0 % or 100 %: of few trials that all went one way, their number.
func chance(o results.Odds) part {
	if !results.Exists(o.P) {
		return absent
	}
	if whole := math.Round(100 * o.P); whole == 0 || whole == 100 {
		return part{value: o.P, format: `"` + words.Chance(o) + `"`}
	}
	return part{value: o.P, format: "0%"}
}

func share(v float64) part {
	if !results.Exists(v) {
		return absent
	}
	return part{value: v, format: string(Share)}
}

func day(t time.Time) part {
	const epoch, secondsADay = -25569, 24 * 60 * 60 // 1899-12-30, in days of Unix
	_, offset := t.Zone()
	return part{value: math.Floor(float64(t.Unix()+int64(offset))/secondsADay) - epoch, format: "yyyy-mm-dd"}
}

// put writes a part into a cell.
func (w *writer) put(sheet string, column, row int, p part, right bool) {
	if p.format == "" {
		l := look{right: right}
		if !right {
			l.indent = 1
		}
		w.say(sheet, column, row, p.text, l)
		return
	}
	w.count(sheet, column, row, p.value, look{format: p.format})
}

// widths sets the widths of columns from one on, in characters.
func (w *writer) widths(sheet string, first int, list ...float64) {
	for i, width := range list {
		name, err := excelize.ColumnNumberToName(first + i)
		w.must(err)
		w.must(w.SetColWidth(sheet, name, name, width))
	}
}
