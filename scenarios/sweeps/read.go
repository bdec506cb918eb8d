package sweeps

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strings"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/tree"
)

// reader reads a sweep and notes what is wrong with it.
type reader struct {
	tree.Report
	sweep *Sweep
	known map[string]int // the paths so far, by their steps
	times int            // that each combination of values stands for a scenario: bases
	data  int            // bytes of data files that were read
}

// What a sweep stands for at most, and of how many scenarios.
const (
	mostScenarios = 100_000
	mostBases     = 12
)

// Read reads a sweep, its base and its design; an error is a *scenarios.Error.
func Read(path string) (*Sweep, error) {
	from := &tree.Source{Shown: path, Path: path}
	r := reader{sweep: &Sweep{from: from, above: map[string]int{}, files: []string{path}}, known: map[string]int{}, times: 1}
	data, err := from.Read()
	if err != nil {
		r.In(path, "%v", err)
	} else if len(bytes.TrimSpace(data)) == 0 {
		r.In(path, "want a sweep, got an empty file")
	} else if root := tree.Parse(from, data, &r.Report); root != nil && r.isSweep(root) {
		r.whole(root)
	}
	r.Faults = gathered(r.Faults)
	if err := r.Failed(); err != nil {
		return nil, err
	}
	return r.sweep, nil
}

// keys are those of a sweep.
var keys = []string{"kind", "name", "description", "base", "vary", "design"}

func (r *reader) isSweep(root *tree.Node) bool {
	if root.Kind != tree.Mapping {
		r.At(root, "", "want a mapping of settings, got %s", root.Said())
		return false
	}
	kind := root.Get("kind")
	switch {
	case kind == nil:
		r.At(root, "kind", "missing, want %s: a file without it is no sweep", scenarios.KindSweep)
	case kind.Text != scenarios.KindSweep:
		r.At(kind, "kind", "must be %s, got %s%s", scenarios.KindSweep, kind.Said(), units.Hint(kind.Text, []string{scenarios.KindSweep}))
	default:
		return true
	}
	return false
}

func (r *reader) whole(root *tree.Node) {
	for _, e := range root.Entries {
		switch key := e.Key.Text; {
		case key == "extends":
			r.At(e.Key, key, "stands in a scenario; what a sweep changes is its base: write base: %s", units.Printable(e.Value.Text))
		case !slices.Contains(keys, key):
			hint := units.Hint(key, keys)
			if hint == "" {
				hint = ", want one of " + strings.Join(keys, ", ")
			}
			r.At(e.Key, tree.Under("", key), "unknown key%s", hint)
		}
	}
	r.head(root)
	vary, design, base := root.Get("vary"), root.Get("design"), root.Get("base")
	if base != nil && base.Kind == tree.List {
		r.times = max(1, len(base.Items))
	}
	switch {
	case vary == nil && design == nil:
		r.At(root, "", "want what varies: vary, or design and the name of a table; got neither")
	case vary != nil && design != nil:
		r.At(design, "design", "want either vary or design, got both")
	case vary != nil:
		r.vary(vary)
	default:
		r.design(design)
	}
	switch {
	case base == nil:
		r.Lacking(root, "base", "the name or the path of a scenario")
	case base.Kind == tree.List:
		r.bases(base)
	default:
		r.base(base, "base")
	}
	r.check()
	if len(r.Faults) == 0 {
		r.settle()
	}
}

// head reads what the sweep is called.
func (r *reader) head(root *tree.Node) {
	stem := strings.TrimSuffix(filepath.Base(r.sweep.from.Path), filepath.Ext(r.sweep.from.Path))
	r.sweep.Title = units.Short(stem)
	var title units.Title
	if name, ok := r.text(root, "name"); ok {
		if err := title.UnmarshalText([]byte(name.Text)); err != nil {
			r.At(name, "name", "%v", err)
		}
		r.sweep.Title = name.Text
	}
	if description, ok := r.text(root, "description"); ok {
		if n := len(description.Text); n > scenarios.MaxDescription {
			r.At(description, "description", "must be at most %d bytes long, got %d", scenarios.MaxDescription, n)
		}
		r.sweep.Description = description.Text
	}
}

// text returns what stands at a key, if that is a text.
func (r *reader) text(root *tree.Node, key string) (n *tree.Node, ok bool) {
	n = root.Get(key)
	switch {
	case n == nil || n.Kind == tree.Broken:
		return nil, false
	case n.Kind != tree.Scalar:
		r.At(n, key, "want a text, got %s", n.Said())
	case n.Tag != "!!str":
		r.At(n, key, "want a text, got %s; to mean it, put it in quotes", units.Printable(n.Text))
	default:
		return n, true
	}
	return nil, false
}

func (r *reader) add(err error) {
	var faults *scenarios.Error
	if errors.As(err, &faults) {
		r.Faults = append(r.Faults, faults.Faults...)
		r.More += faults.More
	}
}

// vary reads the axes, and refuses what would be too many before anything is made of them.
func (r *reader) vary(n *tree.Node) {
	switch {
	case n.Kind == tree.Broken:
		return
	case n.Kind == tree.Mapping:
		for _, e := range n.Entries {
			r.axis(e, "vary."+e.Key.Text)
		}
	case n.Kind == tree.List:
		for i, item := range n.Items {
			at := fmt.Sprintf("vary[%d]", i)
			switch {
			case item.Kind == tree.Broken:
			case item.Kind != tree.Mapping:
				r.At(item, at, "want a path and its values, got %s", item.Said())
			case len(item.Entries) != 1:
				r.At(item, at, "want one path and its values, got %d; give each a hyphen or, for paths that move together, write rows: [{...}]",
					len(item.Entries))
			default:
				r.axis(item.Entries[0], at)
			}
		}
	default:
		r.At(n, "vary", "want a list of paths with their values, got %s", n.Said())
		return
	}
	if len(n.Entries)+len(n.Items) == 0 {
		r.At(n, "vary", "must have a path, got none")
	}
	many := big.NewInt(int64(r.times))
	for _, a := range r.sweep.axes {
		many.Mul(many, big.NewInt(int64(len(a.points))))
	}
	if many.Cmp(big.NewInt(mostScenarios)) > 0 {
		r.At(n, "vary", tooMany, units.Grouped(mostScenarios), counted(many))
	}
}

const tooMany = "must stand for at most %s scenarios, got %s"

// counted returns a number, as far as anybody reads it.
func counted(n *big.Int) string {
	const longest = 1_000_000_000_000_000
	if n.IsInt64() && n.Int64() <= longest {
		return units.Grouped(int(n.Int64()))
	}
	return "about " + new(big.Float).SetInt(n).Text('g', 3)
}

// axis reads a path and its values, or rows.
func (r *reader) axis(e tree.Entry, at string) {
	path, list := e.Key.Text, e.Value
	if path == "rows" {
		r.rows(list, at)
		return
	}
	r.path(e.Key)
	path = tree.Under("", path)
	a := axis{first: len(r.sweep.Paths) - 1}
	switch {
	case list.Kind == tree.Broken:
	case list.Kind != tree.List:
		instead := ""
		if list.Kind == tree.Scalar && !list.IsNull() {
			instead = fmt.Sprintf("; write [%s]", units.Printable(list.Text))
		}
		r.At(list, path, "want a list of values, got %s%s", list.Said(), instead)
	case len(list.Items) == 0:
		r.At(list, path, "must have a value, got an empty list")
	default:
		for _, item := range list.Items {
			a.points = append(a.points, point{values: []value{r.value(item, path)}})
		}
	}
	r.sweep.axes = append(r.sweep.axes, a)
}

// value returns what stands at a node.
func (r *reader) value(n *tree.Node, path string) value {
	switch {
	case n.Kind == tree.Broken:
		return value{}
	case n.IsNull() && n.Text == "":
		r.At(n, path, "want a value, got nothing; null takes the setting away")
		return value{}
	}
	return value{text: n.Written(), node: n}
}

// path notes that a path varies.
func (r *reader) path(key *tree.Node) {
	s, path := r.sweep, tree.Under("", key.Text)
	at := len(s.Paths)
	s.Paths, s.keys = append(s.Paths, key.Text), append(s.keys, key)
	if slices.Contains(own, key.Text) {
		r.At(key, path, "must not vary: each scenario has its own; names stand in rows or in a design")
		return
	}
	steps, ok := scenarios.Steps(key.Text)
	if !ok {
		return // as is told with what else is wrong with paths
	}
	too := func(other int) string {
		k := s.keys[other]
		if k.Line == key.Line {
			return units.Printable(k.Text)
		}
		return fmt.Sprintf("%s (line %d)", units.Printable(k.Text), k.Line)
	}
	if first, twice := r.known[joined(steps)]; twice {
		r.At(key, path, "must vary once, got it again beside %s", too(first))
		return
	}
	r.known[joined(steps)] = at
	if inner, holds := s.above[joined(steps)]; holds {
		r.At(key, path, "must not vary beside what lies in it, got %s too", too(inner))
	}
	for i := 1; i <= len(steps); i++ {
		above := joined(steps[:i])
		if outer, lies := r.known[above]; lies && i < len(steps) {
			r.At(key, path, "must not vary beside what it lies in, got %s too", too(outer))
		}
		if _, known := s.above[above]; !known {
			s.above[above] = at
		}
	}
}
