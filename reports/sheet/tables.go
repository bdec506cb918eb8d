package sheet

import (
	"fmt"
	"iter"
	"strings"

	"github.com/xuri/excelize/v2"

	"postsale/models/results"
	"postsale/reports/words"
)

// Table is a sheet of numbers as a record has them, a record a row.
type Table struct {
	Name    string
	Note    string // what it is, in a sentence above the columns
	Columns []Column
	Count   int // of its rows
	Rows    iter.Seq[[]Value]
	Long    bool   // written while its rows are made; one table of a workbook at most
	Rest    string // where all of it is, where a sheet has no room
}

// Column is a column of a table.
type Column struct {
	Title string
	Width float64 // in characters; 0: as most numbers take
}

// Value is a cell of a table: text, or a number in a form.
type Value struct {
	Text   string
	Number float64
	Form   Form
}

// Form is how Excel shows a number; text has none.
type Form string

// The forms.
const (
	Share   Form = "0.0%"
	Points  Form = `+0.00" pt";-0.00" pt";0.00" pt"`
	Dollars Form = `"$"#,##0`
	Moved   Form = `+"$"#,##0;-"$"#,##0;"$"0`
	Days    Form = `#,##0.0" days"`
	Hours   Form = `#,##0.0" h"`
	Tenths  Form = "#,##0.0"
	Whole   Form = "#,##0"
)

// Words returns a cell of text.
func Words(text string) Value { return Value{Text: text} }

// Figure returns a cell of a number, which is empty if it does not exist.
func Figure(v float64, f Form) Value { return Value{Number: v, Form: f} }

// Count returns a cell of a whole number.
func Count(n int) Value { return Value{Number: float64(n), Form: Whole} }

// before is how many rows stand above those of a table: what it is, and the titles.
const before = 2

// most is what a sheet holds, and how many cells a table has here at most: five million were 64 MB and took a minute to write,
// and two are a thousand trials of two plans (JUDGEMENT).
var most = struct{ rows, columns, cells int }{excelize.TotalRows, excelize.MaxColumns, 2_000_000}

// room returns how many rows and columns of a table there is room for, and what is left out in words.
func (t Table) room() (rows, columns int, note string) {
	columns = min(len(t.Columns), most.columns)
	rows = min(t.Count, most.rows-before, most.cells/max(1, columns))
	var left []string
	if columns < len(t.Columns) {
		left = append(left, fmt.Sprintf("the last %s of %s columns", words.Count(len(t.Columns)-columns), words.Count(len(t.Columns))))
	}
	if rows < t.Count {
		left = append(left, fmt.Sprintf("the last %s of %s rows", words.Count(t.Count-rows), words.Count(t.Count)))
	}
	if len(left) == 0 {
		return rows, columns, ""
	}
	note = "leaves out " + strings.Join(left, " and ")
	if t.Rest != "" {
		note += "; " + t.Rest
	}
	return rows, columns, note
}

// table writes a table on its sheet, and returns what it leaves out.
func (w *writer) table(t Table) (note string) {
	rows, columns, note := t.room()
	says := t.Note
	if note != "" {
		says += " The sheet " + note + "."
	}
	panes := &excelize.Panes{Freeze: true, YSplit: before, TopLeftCell: at(1, 1+before), ActivePane: "bottomLeft"}
	titles := make([]Value, columns)
	for i, c := range t.Columns[:columns] {
		titles[i].Text = c.Title
	}
	if t.Long {
		w.stream(t, says, titles, rows, panes)
		return note
	}
	w.must(w.SetPanes(t.Name, panes))
	for i, c := range t.Columns[:columns] {
		w.widths(t.Name, 1+i, c.width())
	}
	w.say(t.Name, 1, 1, says, look{grey: true})
	for i, title := range titles {
		w.say(t.Name, 1+i, before, title.Text, look{head: true})
	}
	row := before
	for values := range t.Rows {
		if row++; row > rows+before {
			break
		}
		for i, v := range values[:min(len(values), columns)] {
			switch {
			case v.Form == "":
				w.say(t.Name, 1+i, row, v.Text, look{wrap: t.Columns[i].Width > widest})
			case results.Exists(v.Number):
				w.count(t.Name, 1+i, row, v.Number, look{format: string(v.Form)})
			}
		}
	}
	return note
}

// widest is how wide a column of one line is.
const widest = 45

func (c Column) width() float64 {
	if c.Width == 0 {
		return numbers
	}
	return c.Width
}

// stream writes a table while its rows are made.
func (w *writer) stream(t Table, says string, titles []Value, rows int, panes *excelize.Panes) {
	out, err := w.NewStreamWriter(t.Name)
	if err != nil {
		w.must(err)
		return
	}
	w.must(out.SetPanes(panes))
	for i, c := range t.Columns[:len(titles)] {
		w.must(out.SetColWidth(1+i, 1+i, c.width()))
	}
	cells := make([]any, len(titles))
	row := 0
	add := func(values []Value, l look) {
		row++
		for i, v := range values[:min(len(values), len(cells))] {
			l.format = string(v.Form)
			switch {
			case v.Form == "":
				cells[i] = excelize.Cell{StyleID: w.style(l), Value: words.Clean(v.Text)}
			case results.Exists(v.Number):
				cells[i] = excelize.Cell{StyleID: w.style(l), Value: v.Number}
			default:
				cells[i] = nil
			}
		}
		w.must(out.SetRow(at(1, row), cells[:min(len(values), len(cells))]))
	}
	add([]Value{Words(says)}, look{grey: true})
	add(titles, look{head: true})
	for values := range t.Rows {
		if row == rows+before || w.err != nil {
			break
		}
		add(values, look{})
	}
	w.must(out.Flush())
}
