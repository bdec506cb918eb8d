package tables

import (
	"encoding/csv"
	"io"
	"strconv"
)

// NewCSV returns what writes a table as CSV: the names of the columns, then a row a line, where a cell is empty that does
// not exist and a number has the shortest digits that give it back. It has no place for units, nor for what a table is about.
func NewCSV(to io.Writer, columns []Column) Writer {
	w := &csvWriter{columns: columns, out: csv.NewWriter(to), line: make([]string, len(columns))}
	if w.failed = named(columns); w.failed == nil {
		for i, c := range columns {
			w.line[i] = c.Name
		}
		w.failed = w.out.Write(w.line)
	}
	return w
}

type csvWriter struct {
	columns []Column
	out     *csv.Writer
	line    []string
	failed  error
}

func (w *csvWriter) Write(rows int, values []Values) error {
	if w.failed == nil {
		w.failed = fit(w.columns, rows, values)
	}
	for row := 0; row < rows && w.failed == nil; row++ {
		for i := range values {
			w.line[i] = values[i].cell(row)
		}
		w.failed = w.out.Write(w.line)
	}
	return w.failed
}

func (w *csvWriter) Close() error {
	if w.failed == nil {
		w.out.Flush()
		w.failed = w.out.Error()
	}
	return w.failed
}

// cell returns the value of a row as CSV has it.
func (v *Values) cell(row int) string {
	switch {
	case len(v.Reals) > 0:
		return Cell(v.Reals[min(row, len(v.Reals)-1)])
	case len(v.Wholes) > 0:
		return strconv.FormatInt(v.Wholes[min(row, len(v.Wholes)-1)], 10)
	case len(v.Texts) > 0:
		return v.Texts[min(row, len(v.Texts)-1)]
	}
	return ""
}
