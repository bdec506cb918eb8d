package units

import (
	"bytes"
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

// Read fills Values from the file's bytes; a cell is a quantity in words or a plain number in its base unit.
func (c *Column[Q]) Read() error {
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(c.File.Data, []byte("\ufeff"))))
	rows.ReuseRecord = true
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
