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
	round int    // of those at its place or around it, which cannot be put back at once
}

// moment is how far a scenario was made: of so many files, from the lowest, and so many settings.
type moment struct{ layers, sets int }

// covered are the hidden values of a scenario that users wrote; nil if nobody wants to know.
type covered struct {
	list    []hidden
	now     moment
	numbers map[*tree.Source]int // of the settings so far, from 1
	rounds  map[string]int       // by place, as many as there are

	settingsOnly bool // all others are right
}

func newCovered() *covered {
	return &covered{numbers: map[*tree.Source]int{}, rounds: map[string]int{}}
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

// add notes a value of shape s to which steps lead; what is built in is right.
func (c *covered) add(n *tree.Node, s *shape, steps []string, path string) {
	if c == nil || n == nil || s == nil || n.IsNull() || n.Kind == tree.Broken || !n.From.Users() || c.settingsOnly && !n.From.Setting {
		return
	}
	round := 0
	for i := range steps {
		round = max(round, c.rounds[strings.Join(steps[:i+1], "\x00")])
	}
	c.rounds[strings.Join(steps, "\x00")] = round + 1
	c.list = append(c.list, hidden{node: n.Copied(), shape: s, steps: steps, path: path, until: c.now, round: round})
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
		n := h.node.Find(strings.TrimPrefix(strings.TrimPrefix(path, h.path), "."))
		if !n.From.Users() {
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

// restored returns a copy of a tree with hidden values in their places again, as far as these are there: the last first,
// for what was hidden earlier lies in it.
func (t *tries) restored(root *tree.Node, list []hidden) *tree.Node {
	again := root.Copied()
	for _, h := range slices.Backward(list) {
		replace(again, t.root, h.steps, "", h.node.Copied())
	}
	fill(again, t.root)
	return again
}
