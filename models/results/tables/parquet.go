//go:build !js

package tables

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// How many rows and values a row group has at most, how many rows a page has, and how many pages a row group if it is small.
const (
	mostRows   = 100_000
	mostValues = 8_000_000
	pageRows   = 16_384
	fewPages   = 4
)

// columnsKey is that of the columns in the metadata of a file.
const columnsKey = "columns"

// NewParquet returns what writes a table as Parquet, with what it is about in the metadata of the file.
func NewParquet(to io.Writer, columns []Column, about []About) (Writer, error) {
	group := min(mostRows, max(1, mostValues/max(1, len(columns))))
	return newParquet(to, columns, about, group, min(pageRows, (group+fewPages-1)/fewPages))
}

// newParquet is NewParquet with how many rows a row group and a page have.
func newParquet(to io.Writer, columns []Column, about []About, group, page int) (Writer, error) {
	if err := named(columns); err != nil {
		return nil, err
	}
	if len(columns) > parquet.MaxColumnIndex {
		return nil, fmt.Errorf("a table must have at most %d columns in Parquet, got %d", parquet.MaxColumnIndex, len(columns))
	}
	described, err := json.Marshal(describe(columns))
	if err != nil {
		return nil, err
	}
	options := []parquet.WriterOption{
		parquet.NewSchema("table", schemaOf(columns)),
		parquet.CreatedBy("postsale", "1", "tables"), // not what this program was built of: another number is another layout
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}),
		parquet.PageBufferSize(roomOf(page)),
		parquet.KeyValueMetadata(columnsKey, string(described)),
	}
	for i, a := range about {
		if a.Key == columnsKey || slices.ContainsFunc(about[:i], func(b About) bool { return b.Key == a.Key }) {
			return nil, fmt.Errorf("%s: must not be a key of what a table is about twice, nor %q", a.Key, columnsKey)
		}
		options = append(options, parquet.KeyValueMetadata(a.Key, a.Value))
	}
	if _, err := parquet.NewWriterConfig(options...); err != nil {
		return nil, err
	}
	w := &parquetWriter{columns: columns, group: group, page: page, values: make([]parquet.Value, min(page, 1024))}
	w.file = parquet.NewGenericWriter[any](to, options...)
	w.by = w.file.ColumnWriters()
	return w, nil
}

// roomOf returns of how many bytes a page of so many rows is told to be, so that it ends where we say and not before.
func roomOf(rows int) int { return 16*rows + 1024 }

type parquetWriter struct {
	columns     []Column
	file        *parquet.GenericWriter[any]
	by          []*parquet.ColumnWriter
	group, page int // rows that they have at most
	rows        int // in the row group so far
	values      []parquet.Value
	failed      error
}

func (w *parquetWriter) Write(rows int, values []Values) error {
	if w.failed == nil {
		w.failed = fit(w.columns, rows, values)
	}
	for at := 0; at < rows && w.failed == nil; {
		n := min(rows-at, w.page-w.rows%w.page, w.group-w.rows)
		w.failed = w.add(at, n, values)
		at += n
	}
	return w.failed
}

// add writes rows that are of one page, and ends the page and the row group that are full.
func (w *parquetWriter) add(at, n int, values []Values) error {
	w.rows += n
	for i, by := range w.by {
		for done := 0; done < n; {
			some := w.values[:min(n-done, len(w.values))]
			values[i].fill(some, at+done)
			if _, err := by.WriteRowValues(some); err != nil {
				return err
			}
			done += len(some)
		}
		if w.rows%w.page == 0 {
			if err := by.Flush(); err != nil {
				return err
			}
		}
	}
	if w.rows < w.group {
		return nil
	}
	w.rows = 0
	return w.file.Flush()
}

func (w *parquetWriter) Close() error {
	if w.failed != nil {
		return w.failed
	}
	w.failed = errors.New("the table has ended")
	return w.file.Close()
}

// fill makes Parquet of the values of rows from one on, of which there may be a single one, or none.
func (v *Values) fill(list []parquet.Value, at int) {
	switch {
	case len(v.Reals) == 1 && v.Reals[0] == v.Reals[0]:
		repeat(list, parquet.DoubleValue(v.Reals[0]))
	case len(v.Reals) > 1:
		for i, x := range v.Reals[at : at+len(list)] {
			if x != x {
				list[i] = parquet.NullValue()
				continue
			}
			list[i] = parquet.DoubleValue(x)
			list[i].SetDefinitionLevel(1)
		}
	case len(v.Wholes) == 1:
		repeat(list, parquet.Int64Value(v.Wholes[0]))
	case len(v.Wholes) > 0:
		for i, x := range v.Wholes[at : at+len(list)] {
			list[i] = parquet.Int64Value(x)
			list[i].SetDefinitionLevel(1)
		}
	case len(v.Texts) == 1:
		repeat(list, parquet.ValueOf(v.Texts[0]))
	case len(v.Texts) > 0:
		for i, x := range v.Texts[at : at+len(list)] {
			list[i] = parquet.ValueOf(x)
			list[i].SetDefinitionLevel(1)
		}
	default:
		clear(list) // nulls
	}
}

func repeat(list []parquet.Value, v parquet.Value) {
	v.SetDefinitionLevel(1)
	for i := range list {
		list[i] = v
	}
}

// described is what the metadata of a file say of a column.
type described struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
	Says string `json:"says"`
}

func describe(columns []Column) []described {
	list := make([]described, len(columns))
	for i, c := range columns {
		list[i] = described{c.Name, c.Unit, c.Says}
	}
	return list
}

// columnNode are the columns of a table as Parquet has them, in their order: those of a parquet.Group are in that of their names.
type columnNode struct {
	parquet.Group
	fields []parquet.Field
}

func (n columnNode) Fields() []parquet.Field { return n.fields }

// GoType is asked for by nobody who writes by column.
func (n columnNode) GoType() reflect.Type { return reflect.TypeFor[struct{}]() }

type columnField struct {
	parquet.Node
	name string
}

func (f columnField) Name() string { return f.name }

func (f columnField) Value(row reflect.Value) reflect.Value { return row }

func schemaOf(columns []Column) parquet.Node {
	kinds := [...]parquet.Node{
		Text:  parquet.Optional(parquet.Encoded(parquet.String(), &parquet.RLEDictionary)),
		Whole: parquet.Optional(parquet.Int(64)),
		Real:  parquet.Optional(parquet.Leaf(parquet.DoubleType)),
	}
	var n columnNode
	for _, c := range columns {
		n.fields = append(n.fields, columnField{kinds[c.Kind], c.Name})
	}
	return n
}
