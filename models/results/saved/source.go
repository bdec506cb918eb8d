package saved

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"strconv"

	"postsale/models/results"
	"postsale/models/results/tables"
)

// source is a table that is read row by row, whatever its form.
type source interface {
	columns() []string // their names
	next() error       // after the last row it is io.EOF
	text(column int) string
	whole(column int) (int, error)
	real(column int) (float64, error)   // NaN: does not exist
	header(says string) error           // what is wrong with the columns
	cell(column int, says string) error // what is wrong with a cell of the row
}

// open returns a table in a form.
func open(file *os.File, form Form) (source, error) {
	if form == CSV {
		return newLines(file)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	reader, err := tables.OpenParquet(file, info.Size())
	if err != nil {
		return nil, &fault{says: err.Error()}
	}
	return &rows{Reader: reader}, nil
}

// lines are the rows of CSV.
type lines struct {
	*csv.Reader
	names, line []string
}

func newLines(from io.Reader) (*lines, error) {
	in := &lines{Reader: csv.NewReader(from)}
	if err := in.next(); err != nil {
		return nil, err
	}
	in.names = in.line
	in.ReuseRecord = true
	return in, nil
}

func (in *lines) columns() []string { return in.names }

func (in *lines) next() (err error) {
	in.line, err = in.Read()
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken) && broken.Err == csv.ErrFieldCount:
		return &fault{line: broken.Line, says: fmt.Sprintf("must have as many cells as the first line, got %d", len(in.line))}
	case errors.As(err, &broken):
		return &fault{line: broken.Line, column: broken.Column, says: "must be CSV: " + broken.Err.Error()}
	}
	return err
}

func (in *lines) text(column int) string { return in.line[column] }

func (in *lines) whole(column int) (int, error) {
	n, err := strconv.Atoi(in.line[column])
	if err != nil {
		return 0, errors.New("must be a whole number, got " + excerpt([]byte(in.line[column])))
	}
	return n, nil
}

func (in *lines) real(column int) (float64, error) { return readCell(in.line[column]) }

func (in *lines) header(says string) error { return &fault{line: 1, says: says} }

func (in *lines) cell(column int, says string) error {
	line, at := in.FieldPos(column)
	return &fault{line: line, column: at, path: in.names[column], says: says}
}

// readCell returns the number of a cell, NaN if it is empty.
func readCell(cell string) (float64, error) {
	if cell == "" {
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || !results.Exists(v) {
		return v, errors.New("must be a finite number, got " + excerpt([]byte(cell)))
	}
	return v, nil
}

// rows are those of Parquet.
type rows struct {
	*tables.Reader
	row int // from 1
}

func (in *rows) columns() (names []string) {
	for _, c := range in.Columns() {
		names = append(names, c.Name)
	}
	return names
}

func (in *rows) next() error {
	in.row++
	if err := in.Next(); err != nil && err != io.EOF {
		return &fault{path: fmt.Sprintf("row %d", in.row), says: err.Error()}
	} else {
		return err
	}
}

func (in *rows) text(column int) string {
	switch in.Columns()[column].Kind {
	case tables.Real:
		return tables.Cell(in.Real(column))
	case tables.Whole:
		if n, exists := in.Whole(column); exists {
			return strconv.FormatInt(n, 10)
		}
		return ""
	}
	return in.Text(column)
}

func (in *rows) whole(column int) (int, error) {
	if in.Columns()[column].Kind == tables.Whole {
		if n, exists := in.Whole(column); exists {
			return int(n), nil
		}
	}
	return 0, errors.New("must be a whole number, got " + excerpt([]byte(in.text(column))))
}

func (in *rows) real(column int) (float64, error) {
	if in.Columns()[column].Kind != tables.Real {
		return 0, errors.New("must be a finite number, got " + excerpt([]byte(in.text(column))))
	}
	v := in.Real(column)
	if math.IsInf(v, 0) {
		return v, fmt.Errorf("must be a finite number, got %v", v)
	}
	return v, nil
}

func (in *rows) header(says string) error { return &fault{says: says} }

func (in *rows) cell(column int, says string) error {
	return &fault{path: fmt.Sprintf("row %d: %s", in.row, in.Columns()[column].Name), says: says}
}

// readRecords reads what ofRecords made a table of.
func readRecords[R any](in source) ([]R, error) {
	fields, names := fieldsOf(reflect.TypeFor[R]()), in.columns()
	for i, f := range fields {
		if i >= len(names) || names[i] != f.name {
			return nil, in.header("must have the column " + f.name + " as number " + strconv.Itoa(1+i))
		}
	}
	if len(names) > len(fields) {
		return nil, in.header("has a column " + excerpt([]byte(names[len(fields)])) + " that this version does not know")
	}
	var list []R
	for {
		switch err := in.next(); {
		case err == io.EOF:
			return list, nil
		case err != nil:
			return nil, err
		}
		var record R
		v := reflect.ValueOf(&record).Elem()
		for i, f := range fields {
			switch of := v.FieldByIndex(f.index); of.Kind() {
			case reflect.Float64:
				number, err := in.real(i)
				if err != nil {
					return nil, in.cell(i, err.Error())
				}
				of.SetFloat(number)
			case reflect.Int:
				number, err := in.whole(i)
				if err != nil {
					return nil, in.cell(i, err.Error())
				}
				of.SetInt(int64(number))
			default:
				of.SetString(in.text(i))
			}
		}
		list = append(list, record)
	}
}
