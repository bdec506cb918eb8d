package sheets

import (
	"bufio"
	"fmt"
	"path/filepath"

	"postsale/models/results/saved"
	"postsale/models/results/tables"
	"postsale/models/units"
	"postsale/scenarios/batch/parts"
)

// table is a table while it is written, in every form that is asked for.
type table []*tableFile

// tableFile is a table in one form.
type tableFile struct {
	*parts.Part
	name     string
	recorder *saved.Recorder
	buffer   *bufio.Writer
	rows     tables.Writer
}

// fault says of which file an error is.
func (f *tableFile) fault(err error) error {
	return fmt.Errorf("%s: %w", units.Shown(filepath.Join(filepath.Dir(f.Part.Name()), f.name)), saved.Cause(err))
}

// newTable begins a table in the folder.
func newTable(dir, name string, columns []tables.Column, forms []saved.Form, about []tables.About) (t table, err error) {
	for _, form := range forms {
		p, err := parts.Create(dir)
		if err != nil {
			t.discard()
			return nil, err
		}
		f := &tableFile{Part: p, name: saved.FileOf(name, form), recorder: saved.NewRecorder(p)}
		f.buffer = bufio.NewWriterSize(f.recorder, 1<<20)
		t = append(t, f)
		if f.rows, err = form.Writer(f.buffer, columns, about); err != nil {
			t.discard()
			return nil, f.fault(err)
		}
	}
	return t, nil
}

// write adds rows; a table that was not begun has none.
func (t table) write(rows int, values []tables.Values) error {
	if rows == 0 {
		return nil
	}
	for _, f := range t {
		if err := f.rows.Write(rows, values); err != nil {
			return f.fault(err)
		}
	}
	return nil
}

// end writes what is left of the table.
func (t table) end() error {
	for _, f := range t {
		err := f.rows.Close()
		if err == nil {
			err = f.buffer.Flush()
		}
		if err != nil {
			return f.fault(err)
		}
	}
	return nil
}

// place gives the files their names, and returns what they are.
func (t table) place() ([]saved.FileRecord, error) {
	var list []saved.FileRecord
	for _, f := range t {
		if err := f.Become(f.name); err != nil {
			return nil, f.fault(err)
		}
		list = append(list, f.recorder.Record(f.name))
	}
	return list, nil
}

func (t table) discard() {
	for _, f := range t {
		f.Discard()
	}
}
