package saved

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
)

// writeLines writes records as CSV: the names of their fields, and a record a line. What does not exist is an empty cell.
func writeLines[R any](w io.Writer, records iter.Seq[R]) error {
	fields := fieldsOf(reflect.TypeFor[R]())
	line := make([]string, len(fields))
	for i, f := range fields {
		line[i] = f.name
	}
	out := csv.NewWriter(w)
	out.Write(line)
	for record := range records {
		v := reflect.ValueOf(record)
		for i, f := range fields {
			switch of := v.FieldByIndex(f.index); of.Kind() {
			case reflect.Float64:
				line[i] = Cell(of.Float())
			case reflect.Int:
				line[i] = strconv.FormatInt(of.Int(), 10)
			default:
				line[i] = of.String()
			}
		}
		out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// readLines reads what writeLines wrote.
func readLines[R any](from io.Reader) ([]R, error) {
	fields := fieldsOf(reflect.TypeFor[R]())
	in := newLines(from)
	header, err := in.next()
	if err != nil {
		return nil, err
	}
	for i, f := range fields {
		if i >= len(header) || header[i] != f.name {
			return nil, &fault{line: 1, says: "must have the column " + f.name + " as number " + strconv.Itoa(1+i)}
		}
	}
	if len(header) > len(fields) {
		return nil, &fault{line: 1, says: "has a column " + excerpt([]byte(header[len(fields)])) + " that this version does not know"}
	}
	var list []R
	for {
		line, err := in.next()
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		var record R
		v := reflect.ValueOf(&record).Elem()
		for i, f := range fields {
			switch of := v.FieldByIndex(f.index); of.Kind() {
			case reflect.Float64:
				number, err := readCell(line[i])
				if err != nil {
					return nil, in.at(i, f.name, err.Error())
				}
				of.SetFloat(number)
			case reflect.Int:
				number, err := strconv.Atoi(line[i])
				if err != nil {
					return nil, in.at(i, f.name, "must be a whole number, got "+excerpt([]byte(line[i])))
				}
				of.SetInt(int64(number))
			default:
				of.SetString(line[i])
			}
		}
		list = append(list, record)
	}
}

// Cell returns the shortest digits that give the number back, in the form of JSON.
func Cell(v float64) string {
	form := byte('f')
	switch size := math.Abs(v); {
	case !results.Exists(v):
		return ""
	case size > 0 && size < 1e-6 || size >= 1e21:
		form = 'e'
	}
	return strconv.FormatFloat(v, form, -1, 64)
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

// lines reads CSV.
type lines struct{ *csv.Reader }

func newLines(from io.Reader) lines {
	in := csv.NewReader(from)
	in.ReuseRecord = true
	return lines{in}
}

// next returns a line, whose cells are good until the next; after the last it is io.EOF.
func (in lines) next() ([]string, error) {
	line, err := in.Read()
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken) && broken.Err == csv.ErrFieldCount:
		return nil, &fault{line: broken.Line, says: fmt.Sprintf("must have as many cells as the first line, got %d", len(line))}
	case errors.As(err, &broken):
		return nil, &fault{line: broken.Line, column: broken.Column, says: "must be CSV: " + broken.Err.Error()}
	}
	return line, err
}

// at says what is wrong with a cell of the line that was read.
func (in lines) at(cell int, path, says string) error {
	line, column := in.FieldPos(cell)
	return &fault{line: line, column: column, path: path, says: says}
}

// ColumnName is what a column is called in a table by trial, such as nrr.all.FY27.
func ColumnName(c measures.Column) string {
	return strings.Join([]string{c.Measure.Name, c.Segment, c.Period.Name}, ".")
}

// ComparedTrialsCSV writes every measure that all plans have by fiscal year, a plan and trial a line and a measure,
// segment and year a column (nrr.all.FY27); by quarter when the run has no whole fiscal year. What does not exist is
// an empty cell.
func ComparedTrialsCSV(w io.Writer, c *results.Comparison) error {
	plans := c.Runs()
	header := []string{"plan", "trial"}
	columns := make([][][]float64, len(plans))
	periods := c.Base.Periods()
	for _, column := range c.Base.Table.Columns {
		if !slices.Contains(periods, column.Period) {
			continue
		}
		var values [][]float64
		for _, s := range plans {
			if i := s.Table.Find(column.Measure.Name, column.Segment, column.Period.Name); i >= 0 {
				values = append(values, s.Table.Values(i))
			}
		}
		if len(values) == len(plans) {
			header = append(header, ColumnName(column))
			for i := range plans {
				columns[i] = append(columns[i], values[i])
			}
		}
	}
	out := csv.NewWriter(w)
	out.Write(header)
	for i, s := range plans {
		for k, trial := range s.Table.Trials {
			line := []string{s.Name, strconv.Itoa(trial)}
			for _, values := range columns[i] {
				line = append(line, Cell(values[k]))
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}

// TrialsCSV writes every measure by fiscal year, a trial a line and a measure,
// segment and year a column (nrr.all.FY27); by quarter when the run has no whole
// fiscal year. What does not exist is an empty cell.
func TrialsCSV(w io.Writer, s *results.Run) error {
	header := []string{"trial"}
	var columns [][]float64
	periods := s.Periods()
	for i, c := range s.Table.Columns {
		if slices.Contains(periods, c.Period) {
			header = append(header, ColumnName(c))
			columns = append(columns, s.Table.Values(i))
		}
	}
	out := csv.NewWriter(w)
	out.Write(header)
	line := make([]string, len(header))
	for i, trial := range s.Table.Trials {
		line[0] = strconv.Itoa(trial)
		for j, values := range columns {
			line[j+1] = Cell(values[i])
		}
		out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// trials are the numbers of plans by trial.
type trials struct {
	columns []string // their names
	plans   map[string]*planTrials
}

type planTrials struct {
	numbers []int
	values  [][]float64 // by column
}

// plan returns the numbers of a plan, none if there are no such lines.
func (t *trials) plan(name string) *planTrials {
	if plan := t.plans[name]; plan != nil {
		return plan
	}
	return &planTrials{values: make([][]float64, len(t.columns))}
}

// find returns which column has a name, if there is one.
func (t *trials) find(name string) (at int, there bool) {
	at = slices.Index(t.columns, name)
	return at, at >= 0
}

// readTrials reads a table by trial, of the plans of a comparison or of a run, whose name is empty.
func readTrials(from io.Reader, compared bool) (*trials, error) {
	in := newLines(from)
	header, err := in.next()
	lead := []string{"trial"}
	if compared {
		lead = []string{"plan", "trial"}
	}
	switch {
	case err != nil:
		return nil, err
	case len(header) < len(lead) || !slices.Equal(header[:len(lead)], lead):
		return nil, &fault{line: 1, says: "must begin with the column " + strings.Join(lead, " and the column ")}
	}
	number := len(lead) - 1
	all := &trials{columns: slices.Clone(header[len(lead):]), plans: map[string]*planTrials{}}
	for {
		line, err := in.next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		name := strings.Join(line[:number], "")
		plan := all.plans[name]
		if plan == nil {
			plan = &planTrials{values: make([][]float64, len(all.columns))}
			all.plans[strings.Clone(name)] = plan
		}
		trial, err := strconv.Atoi(line[number])
		if last := len(plan.numbers) - 1; err != nil || trial < 0 || last >= 0 && trial <= plan.numbers[last] {
			return nil, in.at(number, "trial", "must be a whole number from 0, above the one before, got "+excerpt([]byte(line[number])))
		}
		plan.numbers = append(plan.numbers, trial)
		for i, cell := range line[len(lead):] {
			v, err := readCell(cell)
			if err != nil {
				return nil, in.at(len(lead)+i, all.columns[i], err.Error())
			}
			plan.values[i] = append(plan.values[i], v)
		}
	}
}
