package units

import "fmt"

// Column is a column of a CSV file with a header, observed values to draw from; the loader fills in the file's
// bytes and calls Read.
type Column[Q Quantity] struct {
	File   DataFile  `yaml:"file"`
	Column string    `yaml:"column"`
	Unit   *Unit     `yaml:"unit"` // of plain numbers
	Values []float64 `yaml:"-"`
}

// DataFile is a file of rows that a scenario names; the loader fills in its bytes.
type DataFile struct {
	Name string
	Data []byte
}

// mostValues are read; more would make the distribution no better.
const mostValues = 100_000

// Read fills Values from the file's bytes; a cell is a quantity in words or a plain number in the column's unit.
func (c *Column[Q]) Read() error {
	if c.Unit != nil && *c.Unit == "" {
		return nil // it is no unit, as has been said
	}
	rows, wrong := NewRows(c.File.Data)
	if wrong != nil {
		return wrong.In(c.File.Name)
	}
	at, err := c.find(rows)
	if err != nil {
		return (&RowError{rows.Line, err}).In(c.File.Name)
	}
	unit, err := c.unit(rows.Header[at])
	if err != nil {
		return err
	}
	c.Values = nil
	for {
		row, wrong := rows.Read()
		if wrong != nil {
			return wrong.In(c.File.Name)
		}
		if row == nil {
			break
		}
		v, err := readCell[Q](row[at], unit)
		if err != nil {
			return (&RowError{rows.Line, fmt.Errorf("column %s: %w", Printable(c.Column), err)}).In(c.File.Name)
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

func (c *Column[Q]) find(rows *Rows) (int, error) {
	at, err := rows.Find(c.Column)
	if err == nil && at < 0 {
		err = fmt.Errorf("no column %s%s", Quote(c.Column), columnHint(c.Column, rows.Header))
	}
	return at, err
}

// unit returns what plain numbers are: as the scenario says, or the column's name.
func (c *Column[Q]) unit(header string) (Unit, error) {
	var q Q
	told := UnitOf(header)
	_, time := any(q).(Duration)
	_, share := any(q).(Share)
	if told.OfTime() != time || (told == "percent") != share {
		told = ""
	}
	if says := UnlikeDollars(header); says != "" && isMoney(q) {
		return "", fmt.Errorf("column: must be in dollars, got %s, whose name says %s; convert the column and rename it", Quote(header), says)
	}
	if c.Unit == nil {
		return told, nil
	}
	switch unit := *c.Unit; {
	case time && !unit.OfTime():
		return "", fmt.Errorf("unit: must be one of time, such as h or d, got %s", unit)
	case share && unit.OfTime():
		return "", fmt.Errorf("unit: must be percent or share, got %s", unit)
	case !time && !share:
		return "", fmt.Errorf("unit: must not be told: plain numbers are %s here, got %s", plainMeaning(q), unit)
	case told != "" && told != unit:
		return "", fmt.Errorf("unit: must be %s as the name of the column %s says, got %s", told, Quote(header), unit)
	}
	return *c.Unit, nil
}

func plainMeaning(q any) string {
	if isMoney(q) {
		return "dollars"
	}
	return "numbers without a unit"
}

func isMoney(q any) bool {
	_, ok := q.(Money)
	return ok
}

// columnHint says which column was meant or, where none is near, which there are.
func columnHint(name string, header []string) string {
	if hint := Hint(name, header); hint != "" {
		return hint
	}
	return "; the header has " + Listed(header)
}
