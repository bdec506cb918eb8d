package units

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
)

// Rows reads the rows of a CSV file, none of which may take much memory.
type Rows struct {
	csv.Reader
	data allowance
}

// longestRow is how many bytes a row may have.
const longestRow = 64 << 10

// NewRows returns the rows of a file; each holds until the next is read.
func NewRows(data []byte) *Rows {
	r := &Rows{data: allowance{from: bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))}}
	r.Reader = *csv.NewReader(&r.data)
	r.ReuseRecord = true
	return r
}

// Read returns the next row. After an error that is no *csv.ParseError there is none.
func (r *Rows) Read() ([]string, error) {
	r.data.left = longestRow
	return r.Reader.Read()
}

// allowance is a reader that fails when a row goes on for too long.
type allowance struct {
	from io.Reader
	left int
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, fmt.Errorf("must have no row of more than %d kB", longestRow>>10)
	}
	n, err := a.from.Read(p)
	a.left -= n
	return n, err
}
