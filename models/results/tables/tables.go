// Package tables writes wide tables for other tools, a block of rows at a time, column by column:
//
//	w, err := tables.NewParquet(file, columns, about) // or tables.NewCSV(file, columns)
//	err = w.Write(rows, values)                       // again and again
//	err = w.Close()                                   // ends the table, not the file
//
// In Parquet (https://parquet.apache.org/docs/file-format) every column is optional, with a null for what does not exist,
// and reals are doubles, whole numbers 64-bit integers and texts UTF-8 by dictionary. A row group has 100,000 rows, or of a
// table of more than 80 columns as many as 8 million values make, 64 MB, so that what waits in memory does not grow with the
// table; a page has at most 16,384 rows, and four to a row group where that is less. Both have their least and greatest
// value, by which readers pass over what they do not look for. The key "columns" of the file's metadata holds what each
// column is called, in which unit and what that means, as JSON; beside it stands what the file is about.
//
// Equal rows give equal bytes, in whatever blocks they come: nothing tells the time, nor what this program was built of.
// OpenParquet reads such a table again.
package tables

import (
	"fmt"
	"math"
	"strconv"
)

// Kind is what is in a column.
type Kind int

// The kinds.
const (
	Text Kind = iota
	Whole
	Real
)

// Column is one of a table: what it is called, what is in it, in which unit, and what that means.
type Column struct {
	Name       string
	Kind       Kind
	Unit, Says string
}

// Values are those of a column in some rows. Of one value and more rows, all have that one; zero Values do not exist in any row.
type Values struct {
	Reals  []float64 // NaN: does not exist
	Wholes []int64
	Texts  []string
}

// About is what is said of a table as a whole.
type About struct{ Key, Value string }

// Writer writes a table.
type Writer interface {
	// Write adds rows, with the values of every column in them. After an error nothing more is written.
	Write(rows int, values []Values) error
	// Close ends the table, not what it is written to.
	Close() error
}

// fit reports why values are not those of the columns in so many rows.
func fit(columns []Column, rows int, values []Values) error {
	if rows < 0 || len(values) != len(columns) {
		return fmt.Errorf("must have values of %d columns in 0 rows or more, got %d in %d", len(columns), len(values), rows)
	}
	for i, c := range columns {
		v := &values[i]
		of := [...]int{Text: len(v.Texts), Whole: len(v.Wholes), Real: len(v.Reals)}
		n := of[c.Kind]
		if of[c.Kind] = 0; of != [3]int{} {
			return fmt.Errorf("%s: must have values of its kind alone", c.Name)
		}
		if n > 1 && n != rows {
			return fmt.Errorf("%s: must have no value, one, or one in each of %d rows, got %d", c.Name, rows, n)
		}
		for _, x := range v.Reals {
			if math.IsInf(x, 0) {
				return fmt.Errorf("%s: must be finite, got %v", c.Name, x)
			}
		}
	}
	return nil
}

// named reports why columns are not those of a table.
func named(columns []Column) error {
	seen := make(map[string]bool, len(columns))
	for _, c := range columns {
		switch {
		case c.Name == "":
			return fmt.Errorf("every column must have a name")
		case seen[c.Name]:
			return fmt.Errorf("%s: must be one column, got two", c.Name)
		case c.Kind < Text || c.Kind > Real:
			return fmt.Errorf("%s: must be of texts, whole numbers or reals", c.Name)
		}
		seen[c.Name] = true
	}
	if len(columns) == 0 {
		return fmt.Errorf("a table must have a column")
	}
	return nil
}

// Cell returns the shortest digits that give a number back, in the form of JSON; nothing if it is not finite.
func Cell(v float64) string {
	form := byte('f')
	switch size := math.Abs(v); {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return ""
	case size > 0 && size < 1e-6 || size >= 1e21:
		form = 'e'
	}
	return strconv.FormatFloat(v, form, -1, 64)
}
