package scenarios

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"postsale/scenarios/tree"
)

// hidden is a value in whose place another stands: that of a file which extends its own, or of a later setting. It must
// be right all the same.
type hidden struct {
	node  *tree.Node
	shape *shape
	steps []string
	path  string
	until moment // the last at which it stood there
	round int    // of those at its place, around it and in it, which cannot be put back at once
}

// moment is how far a scenario was made: of so many files, from the lowest, and so many settings.
type moment struct{ layers, sets int }

// covered are the hidden values of a scenario that users wrote; nil if nobody wants to know.
type covered struct {
	list    []hidden
	now     moment
	numbers map[*tree.Source]int // of the settings so far, from 1
	rounds  map[string]int       // by place, as many as there are
	inside  map[string]int       // by place, as many as there are in it

	settingsOnly bool // all others are right
}

func newCovered() *covered {
	return &covered{numbers: map[*tree.Source]int{}, rounds: map[string]int{}, inside: map[string]int{}}
}

// reached notes how far the scenario is made.
func (c *covered) reached(now moment) {
	if c != nil {
		c.now = now
	}
}

// numbered notes that the next setting is at hand.
func (c *covered) numbered(from *tree.Source) {
	if c != nil {
		c.now.sets = len(c.numbers)
		c.numbers[from] = len(c.numbers) + 1
	}
}

// add notes a value of shape s to which steps lead; what is built in is right, unless a setting has put something into it.
func (c *covered) add(n *tree.Node, s *shape, steps []string, path string) {
	if c == nil || n == nil || s == nil || n.IsNull() || n.Kind == tree.Broken || !c.concerns(n) {
		return
	}
	prefix := func(n int) string { return strings.Join(steps[:n], "\x00") }
	round := c.inside[prefix(len(steps))]
	for i := range steps {
		round = max(round, c.rounds[prefix(i+1)])
	}
	c.rounds[prefix(len(steps))] = round + 1
	for i := range steps {
		c.inside[prefix(i)] = max(c.inside[prefix(i)], round+1)
	}
	c.list = append(c.list, hidden{node: n.Copied(), shape: s, steps: steps, path: path, until: c.now, round: round})
}

// concerns reports whether anything in a tree may be wrong: what a user wrote, or only what a setting says.
func (c *covered) concerns(n *tree.Node) bool {
	if c.settingsOnly {
		return first(n, func(from *tree.Source) bool { return from.Setting }) != nil
	}
	return usersIn(n) != nil
}

// usersIn returns what in a tree a user wrote: all of it, or the first value that a setting has put there.
func usersIn(n *tree.Node) *tree.Node { return first(n, (*tree.Source).Users) }

// first returns the first value in a tree that is from where it is asked for, nil if none is.
func first(n *tree.Node, from func(*tree.Source) bool) *tree.Node {
	if from(n.From) {
		return n
	}
	for _, e := range n.Entries {
		if below := first(e.Value, from); below != nil {
			return below
		}
	}
	for _, item := range n.Items {
		if below := first(item, from); below != nil {
			return below
		}
	}
	return nil
}

// checkCovered notes what is wrong with hidden values. Each must read, whatever it lacks. What reads is wrong for its own
// sake, and no other's, if it was refused at first, as long as it stood there, and would be in the place of the other now.
func (t *tries) checkCovered(c *covered, made draft, root *tree.Node, d *decoder) {
	read := 0 // bytes of data files, which may be named again and again
	var rounds [][]hidden
	for _, h := range c.list {
		if read > tree.LargestData {
			return
		}
		reading := decoder{files: t.files.Again(), partly: true}
		n := h.node.Copied()
		fill(n, h.shape)
		reading.decode(n, h.shape, h.path, reflect.New(h.shape.typ).Elem())
		d.Faults = append(d.Faults, reading.Faults...)
		d.More += reading.More
		read += reading.files.Size
		if len(reading.Faults) > 0 || h.shape.isFile() {
			continue
		}
		for len(rounds) <= h.round {
			rounds = append(rounds, nil)
		}
		rounds[h.round] = append(rounds[h.round], h)
	}
	if len(rounds) == 0 {
		return
	}
	bare := t.bare(root)
	for i, round := range rounds {
		faults, _ := t.wrong(fmt.Sprint("round ", i), func() *tree.Node { return t.restored(bare, round) })
		if !slices.ContainsFunc(round, func(h hidden) bool { return len(h.senseless(faults)) > 0 }) {
			continue // not even all at once, and without the rows of the files
		}
		for k, h := range round {
			t.judge(h, fmt.Sprint("round ", i, " ", k), c, made, root, d)
		}
	}
}

// judge notes what is wrong with a hidden value for its own sake.
func (t *tries) judge(h hidden, name string, c *covered, made draft, root *tree.Node, d *decoder) {
	last, _ := t.wrongAt(h.until, made)
	for _, path := range h.senseless(last) {
		n := h.at(strings.TrimPrefix(strings.TrimPrefix(path, h.path), "."))
		if n == nil || follows(path, faultsIn(n.From, d.Faults)) {
			continue
		}
		first, _ := t.wrongAt(c.written(n, made), made)
		if len(first.senseless(path)) == 0 {
			continue
		}
		now, _ := t.wrong(name, func() *tree.Node { return t.restored(root, []hidden{h}) })
		for _, message := range now.senseless(path) {
			d.At(n, path, "%s", message)
		}
	}
}

// at returns what users wrote at a path of a hidden value, nil if they did not: in a choice, whose form and parts are told
// as one, that is any part. Elsewhere settings may make a whole together, such as shares that add up.
func (h hidden) at(path string) *tree.Node {
	n := h.node.Find(path)
	if n.From.Users() {
		return n
	}
	steps, _ := split(path)
	if _, s, _ := h.shape.at(h.node, steps); path == "" && h.shape.choice || s != nil && s.choice {
		return usersIn(n)
	}
	return nil
}

// faultsIn returns the faults of a file or setting.
func faultsIn(from *tree.Source, faults []tree.Positioned) (list []tree.Positioned) {
	for _, fault := range faults {
		if fault.Node != nil && fault.Node.From == from {
			list = append(list, fault)
		}
	}
	return list
}

// isFile reports whether a value is a data file, and how it is read: its rows are the parameters' to judge, with all that
// they are read with, and are not judged if they are not read.
func (s *shape) isFile() bool {
	return s.kind == dataFile || slices.ContainsFunc(s.fields, func(f *field) bool { return f.shape.kind == dataFile })
}

// bare returns a copy of a tree without the files that the whole of it names: to read them is nearly all the time that a
// large book takes, and what is wrong for its own sake is so without them.
func (t *tries) bare(root *tree.Node) *tree.Node {
	bare := root.Copied()
	for _, f := range t.root.fields {
		if f.shape.isFile() {
			bare.Drop(f.name)
		}
	}
	return bare
}

// written returns the moment at which a value came.
func (c *covered) written(n *tree.Node, made draft) moment {
	if number := c.numbers[n.From]; number > 0 {
		return moment{len(made.layers), number}
	}
	layer := slices.IndexFunc(made.layers, func(l *tree.Node) bool { return l.From == n.From })
	return moment{len(made.layers) - max(0, layer), 0}
}

// senseless returns the paths in a hidden value at which something reads and makes no sense, in order.
func (h hidden) senseless(faults ills) (paths []string) {
	for _, path := range slices.Sorted(maps.Keys(faults)) {
		if within(path, h.path) && len(faults.senseless(path)) > 0 {
			paths = append(paths, path)
		}
	}
	return paths
}

// restored returns a copy of a tree with hidden values in their places again, as far as these are there.
func (t *tries) restored(root *tree.Node, list []hidden) *tree.Node {
	again := root.Copied()
	for _, h := range list {
		replace(again, t.root, h.steps, "", h.node.Copied())
	}
	fill(again, t.root)
	return again
}
