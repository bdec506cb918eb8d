package sweeps

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/tree"
)

// rows are points of paths that move together.
type rows struct {
	*reader
	columns []column
	at      map[string]int // of the columns, by the steps of their paths
	shared  []string       // the paths of those that all rows should have
	many    int
	names   names
}

// column is a path in rows.
type column struct {
	key   *tree.Node // where it was first written
	rows  int        // that have it
	place int        // among the values of a row; -1 unless all rows should have it
}

// rows reads paths that move together.
func (r *reader) rows(list *tree.Node, at string) {
	switch {
	case list.Kind == tree.Broken:
		return
	case list.Kind != tree.List:
		r.At(list, at, "want a list of rows, got %s; write [{...}]", list.Said())
		return
	case len(list.Items) == 0:
		r.At(list, at, "must have a row, got an empty list")
		return
	}
	all := rows{reader: r, at: map[string]int{}, many: len(list.Items), names: names{}}
	first := 0 // columns of the first row
	for i, row := range list.Items {
		all.note(row)
		if i == 0 {
			first = len(all.columns)
		}
	}
	a := axis{first: len(r.sweep.Paths)}
	odd := slices.ContainsFunc(all.columns[first:], all.usual) // the first row lacks what most have
	for k := range all.columns {
		c := &all.columns[k]
		if c.place = -1; all.usual(*c) || k < first && !odd {
			c.place = len(all.shared)
			all.shared = append(all.shared, c.key.Text)
			r.path(c.key)
		}
	}
	for i, row := range list.Items {
		a.points = append(a.points, all.point(row, fmt.Sprintf("%s[%d]", at, i)))
	}
	if r.sweep.axes = append(r.sweep.axes, a); len(all.columns) == 0 {
		r.At(list, at, "must have a path, got none")
	}
}

// usual reports whether most rows have a path.
func (r *rows) usual(c column) bool { return 2*c.rows > r.many }

// note notes which paths a row has.
func (r *rows) note(row *tree.Node) {
	for _, e := range row.Entries {
		if e.Key.Text == "name" {
			continue
		}
		id := identity(e.Key.Text)
		if _, known := r.at[id]; !known {
			r.at[id] = len(r.columns)
			r.columns = append(r.columns, column{key: e.Key})
		}
		r.columns[r.at[id]].rows++
	}
}

// identity returns what all ways to write a path have in common.
func identity(path string) string {
	if steps, ok := scenarios.Steps(path); ok {
		return joined(steps)
	}
	return path
}

// point reads a row. None may lack what the others have, or have what they lack.
func (r *rows) point(row *tree.Node, at string) point {
	p := point{values: make([]value, len(r.shared))}
	switch {
	case row.Kind == tree.Broken:
		return p
	case row.Kind != tree.Mapping:
		r.At(row, at, "want a mapping of paths to values, got %s", row.Said())
		return p
	}
	has := map[string]bool{}
	for _, e := range row.Entries {
		if e.Key.Text == "name" {
			p.at, p.name = e.Value, r.name(e.Value, r.names)
			continue
		}
		c := r.columns[r.at[identity(e.Key.Text)]]
		path := tree.Under("", e.Key.Text)
		if c.place < 0 {
			r.At(e.Key, path, "must stand in all of the rows or in none, got it in %d of %d%s", c.rows, r.many, units.Hint(e.Key.Text, r.shared))
			has[units.Nearest(e.Key.Text, r.shared)] = true // what is misspelt is not missing besides
			continue
		}
		if p.values[c.place].node != nil {
			r.At(e.Key, path, "must stand in a row once, got it again")
		}
		has[c.key.Text] = true
		p.values[c.place] = r.value(e.Value, path)
	}
	for _, path := range r.shared {
		if !has[path] {
			r.At(row, at, "must have %s as the other rows do, got none", units.Printable(path))
		}
	}
	return p
}

// names are those of rows so far, and where they stand.
type names map[string]*tree.Node

// name returns the name that a row has; names that differ in capitals alone are one to some file systems.
func (r *reader) name(n *tree.Node, known names) string {
	if n.Kind == tree.Broken || n.IsNull() {
		return ""
	}
	var name units.Name
	err := name.UnmarshalText([]byte(n.Text))
	if n.Kind != tree.Scalar {
		err = fmt.Errorf("want %s, got %s", name.Form().Want, n.Said())
	}
	if err != nil {
		r.At(n, "name", "%v", err)
		return ""
	}
	id := strings.ToLower(n.Text)
	if first, twice := known[id]; twice {
		r.At(n, "name", "must be unique, got %s again (first in line %d)", units.Quote(n.Text), first.Line)
		return ""
	}
	known[id] = n
	return n.Text
}
