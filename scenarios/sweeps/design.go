package sweeps

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"

	"postsale/models/units"
	"postsale/scenarios/tree"
)

// design reads the points of a table: a column is a path, a row a point.
func (r *reader) design(n *tree.Node) {
	if n.Kind != tree.Scalar || n.Tag != "!!str" {
		r.At(n, "design", "want the name of a table, got %s", n.Said())
		return
	}
	if !filepath.IsLocal(filepath.FromSlash(n.Text)) {
		r.At(n, "design", "%s: must lie in the folder of the sweep", units.Quote(n.Text))
		return
	}
	files := tree.NewDataFiles()
	file, err := files.Read(n)
	if err != nil {
		r.At(n, "design", "%s: %v", units.Quote(n.Text), err)
		return
	}
	below := func(place string) string { return filepath.Join(filepath.Dir(place), filepath.FromSlash(n.Text)) }
	from := &tree.Source{Shown: below(r.sweep.from.Shown), Path: below(r.sweep.from.Path)}
	r.sweep.files = append(r.sweep.files, from.Path)
	t := table{reader: r, from: from, name: -1, names: names{}}
	if rows, wrong := units.NewRows(file.Data); wrong != nil {
		t.fault(wrong.Line, "", "%w", wrong)
	} else if t.header(rows) {
		t.read(rows)
	}
}

// table is a design while it is read.
type table struct {
	*reader
	from    *tree.Source
	columns []int // of the paths
	unnamed []int
	name    int // column of the names, -1 if there is none
	names   names
}

// fault notes what is wrong with a line; what is wrong in one way with many is told once, whatever their number.
func (t *table) fault(line int, path, format string, args ...any) {
	t.Faults = append(t.Faults, tree.Positioned{File: t.from.Shown, Line: line, Path: path, Message: fmt.Errorf(format, args...).Error()})
}

// header finds the paths among the columns, and the names.
func (t *table) header(rows *units.Rows) bool {
	name, err := rows.Find("name")
	if err != nil {
		t.fault(rows.Line, "", "%w", err)
		return false
	}
	for i, column := range rows.Header {
		switch {
		case i == name:
			t.name = i
		case column == "":
			t.unnamed = append(t.unnamed, i)
		default:
			t.columns = append(t.columns, i)
			t.path((&tree.Node{From: t.from, Line: rows.Line}).Word(column))
		}
	}
	if len(t.columns) == 0 {
		t.fault(rows.Line, "", "must have a column for each path that varies, got %s", units.Listed(rows.Header))
	}
	return len(t.columns) > 0
}

// read reads the rows. Beyond what a sweep may stand for they are counted.
func (t *table) read(rows *units.Rows) {
	const mostCells = 2_000_000
	a := axis{table: t.from}
	many, cells := 0, 0
	for ; ; many++ {
		row, wrong := rows.Read()
		if row == nil && wrong == nil {
			break
		}
		switch {
		case many >= mostScenarios:
		case cells > mostCells:
		case wrong != nil:
			t.fault(wrong.Line, "", "%w", wrong)
		default:
			a.points = append(a.points, t.point(row, rows.Line))
			cells += len(row)
		}
	}
	switch {
	case many*t.times > mostScenarios:
		t.fault(0, "", tooMany, units.Grouped(mostScenarios), units.Grouped(many*t.times))
	case cells > mostCells:
		t.fault(0, "", "must have at most %s cells, got more", units.Grouped(mostCells))
	case many == 0:
		t.fault(rows.Line, "", "must have a row for each scenario, got none")
	}
	t.sweep.axes = append(t.sweep.axes, a)
}

func (t *table) point(cells []string, line int) point {
	p := point{line: line, values: make([]value, len(t.columns))}
	for k, at := range t.columns {
		p.values[k].text = bare(cells[at])
	}
	for _, at := range t.unnamed {
		if text := bare(cells[at]); text != "" {
			t.fault(line, "", "must have a path at the head of each column, got none in column %d for %s", 1+at, units.Quote(text))
		}
	}
	if t.name >= 0 {
		if text := bare(cells[t.name]); text != "" {
			p.at = (&tree.Node{From: t.from, Line: line}).Word(text)
			p.name = t.reader.name(p.at, t.names)
		}
	}
	return p
}

// bare returns a cell without what cannot be seen around it.
func bare(cell string) string {
	return strings.TrimFunc(cell, func(c rune) bool { return unicode.IsSpace(c) || unicode.Is(unicode.Cf, c) })
}
