package units

import (
	"encoding"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Column is a column of a CSV file with a header, observed values to draw from; the loader fills in the file's
// bytes and calls Read.
type Column[Q Quantity] struct {
	File   DataFile  `yaml:"file"`
	Column string    `yaml:"column"`
	Values []float64 `yaml:"-"`
}

// DataFile is a file of rows that a scenario names; the loader fills in its bytes.
type DataFile struct {
	Name string
	Data []byte
}

// mostValues are read; more would make the distribution no better.
const mostValues = 100_000

// Read fills Values from the file's bytes; a cell is a quantity in words or a plain number in its base unit.
func (c *Column[Q]) Read() error {
	rows := NewRows(c.File.Data)
	header, err := rows.Read()
	if err == io.EOF {
		return fmt.Errorf("%s: want a header and rows, got an empty file", Printable(c.File.Name))
	}
	if err != nil {
		return c.unreadable(err)
	}
	at := slices.Index(header, c.Column)
	if at < 0 {
		return fmt.Errorf("%s: no column %s%s", Printable(c.File.Name), Quote(c.Column), Hint(c.Column, header))
	}
	c.Values = nil
	for {
		row, err := rows.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return c.unreadable(err)
		}
		v, err := readCell[Q](row[at])
		if err != nil {
			line, _ := rows.FieldPos(at)
			return fmt.Errorf("%s:%d: column %s: %w", Printable(c.File.Name), line, Printable(c.Column), err)
		}
		if len(c.Values) == mostValues {
			return fmt.Errorf("%s: want at most %d rows, got more", Printable(c.File.Name), mostValues)
		}
		c.Values = append(c.Values, v)
	}
	if len(c.Values) == 0 {
		return fmt.Errorf("%s: want rows below the header, got none", Printable(c.File.Name))
	}
	return nil
}

func (c *Column[Q]) unreadable(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return fmt.Errorf("%s:%d: %w", Printable(c.File.Name), parse.Line, parse.Err)
	}
	return fmt.Errorf("%s: %w", Printable(c.File.Name), err)
}

func readCell[Q Quantity](text string) (float64, error) {
	var q Q
	err := any(&q).(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
	if err == nil {
		return float64(q), nil
	}
	var plain Number
	if plain.UnmarshalText([]byte(text)) == nil && plain >= 0 {
		return float64(plain), nil
	}
	return 0, err
}
