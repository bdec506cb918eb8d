//go:build !js

package tables

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"github.com/parquet-go/parquet-go"
)

// Reader reads a table in Parquet, row by row.
type Reader struct {
	columns []Column
	groups  []parquet.RowGroup
	left    int64 // rows of the row group at hand that are not read yet
	chunks  []chunk
	at, n   int // which row of those that are read
}

// readRows is how many rows are read at a time.
const readRows = 256

// OpenParquet returns what reads a table in Parquet; one that NewParquet would not write is an error.
func OpenParquet(from io.ReaderAt, size int64) (r *Reader, err error) {
	defer unreadable(&err)
	file, err := parquet.OpenFile(from, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, fmt.Errorf("must be Parquet: %w", err)
	}
	r = &Reader{groups: file.RowGroups()}
	for _, f := range file.Schema().Fields() {
		c := Column{Name: f.Name()}
		if !f.Leaf() || f.Repeated() {
			return nil, fmt.Errorf("%s: must have one value in a row", c.Name)
		}
		switch f.Type().Kind() {
		case parquet.ByteArray:
			c.Kind = Text
		case parquet.Int64:
			c.Kind = Whole
		case parquet.Double:
			c.Kind = Real
		default:
			return nil, fmt.Errorf("%s: must be of texts, 64-bit integers or doubles, got %s", c.Name, f.Type())
		}
		r.columns = append(r.columns, c)
	}
	if err := named(r.columns); err != nil {
		return nil, err
	}
	var said []described
	if text, there := file.Lookup(columnsKey); there && json.Unmarshal([]byte(text), &said) == nil && len(said) == len(r.columns) {
		for i, d := range said {
			r.columns[i].Unit, r.columns[i].Says = d.Unit, d.Says
		}
	}
	r.chunks = make([]chunk, len(r.columns))
	return r, nil
}

// Columns returns the columns of the table, in order.
func (r *Reader) Columns() []Column { return r.columns }

// Next goes to the next row; after the last it is io.EOF.
func (r *Reader) Next() (err error) {
	if r.at++; r.at < r.n {
		return nil
	}
	defer unreadable(&err)
	for r.left == 0 {
		if len(r.groups) == 0 {
			return io.EOF
		}
		group := r.groups[0]
		r.groups, r.left = r.groups[1:], group.NumRows()
		for i, c := range group.ColumnChunks() {
			r.chunks[i].open(c)
		}
	}
	r.at, r.n = 0, int(min(r.left, readRows))
	r.left -= int64(r.n)
	for i := range r.chunks {
		if err := r.chunks[i].read(r.n); err != nil {
			return fmt.Errorf("%s: %w", r.columns[i].Name, err)
		}
	}
	return nil
}

// Real returns the number in a column of reals; NaN does not exist.
func (r *Reader) Real(column int) float64 {
	if v := &r.chunks[column].values[r.at]; !v.IsNull() {
		return v.Double()
	}
	return math.NaN()
}

// Whole returns the number in a column of whole numbers, if it exists.
func (r *Reader) Whole(column int) (n int64, exists bool) {
	v := &r.chunks[column].values[r.at]
	return v.Int64(), !v.IsNull()
}

// Text returns the text in a column of texts; what does not exist is empty.
func (r *Reader) Text(column int) string {
	if v := &r.chunks[column].values[r.at]; !v.IsNull() {
		return v.String()
	}
	return ""
}

// Close ends the reading, not what is read from.
func (r *Reader) Close() {
	for i := range r.chunks {
		r.chunks[i].close()
	}
}

// unreadable makes an error of what a file that is not as it was written does to its reader.
func unreadable(err *error) {
	if cause := recover(); cause != nil {
		*err = fmt.Errorf("must be Parquet that is whole: %v", cause)
	}
}

// chunk are the values of a column in a row group.
type chunk struct {
	pages  parquet.Pages
	page   parquet.Page // nil between pages
	in     parquet.ValueReader
	values []parquet.Value
}

func (c *chunk) open(of parquet.ColumnChunk) {
	c.close()
	c.pages = of.Pages()
}

func (c *chunk) close() {
	c.leave()
	if c.pages != nil {
		c.pages.Close()
		c.pages = nil
	}
}

func (c *chunk) leave() {
	if c.page != nil {
		parquet.Release(c.page)
		c.page = nil
	}
}

// read reads the values of so many rows.
func (c *chunk) read(rows int) (err error) {
	if c.values == nil {
		c.values = make([]parquet.Value, readRows)
	}
	for n := 0; n < rows; {
		if c.page == nil {
			if c.page, err = c.pages.ReadPage(); err == io.EOF {
				return fmt.Errorf("must have a value in every row of its row group")
			} else if err != nil {
				return err
			}
			c.in = c.page.Values()
		}
		some, err := c.in.ReadValues(c.values[n:rows])
		for i := range c.values[n : n+some] {
			c.values[n+i] = c.values[n+i].Clone() // texts are the page's
		}
		n += some
		switch {
		case err == io.EOF:
			c.leave()
		case err != nil:
			return err
		}
	}
	return nil
}
