package scenarios

import (
	"reflect"
	"strconv"

	"postsale/models/units"
	"postsale/scenarios/tree"
)

// Base is a scenario whose files are read once, and from which others are loaded, each with settings of its own. Any number
// may be loaded at a time.
type Base struct {
	Name        string // of the scenario as it is; empty if that is not valid
	Description string // the same

	format *format
	from   *tree.Source
	layers []*tree.Node   // the file, the one that it extends, and so on
	faults tree.Report    // in these
	files  tree.DataFiles // that the scenario as it is names
	filled *tree.Node     // the layers over one another, with defaults; nil unless the scenario as it is is valid
	known  known          // what stands there

	calendar units.Calendar    // of the moments among them
	days     map[string]string // those of them that are told as days, by their paths
}

// known are values of a tree that were decoded, by their nodes, but for what needs data files.
type known map[*tree.Node]reflect.Value

// Locate finds the scenario that a file means by a path relative to it, or by a built-in name.
func Locate(ref string, stated *tree.Source) (*tree.Source, error) {
	return tree.Locate(ref, stated, builtIn().library)
}

// Open returns the base that a scenario file is; an error is an *Error. It need not be valid as it is: settings may complete it.
func Open(src *tree.Source, data []byte) (*Base, error) {
	b, err := builtIn().open(src, data)
	if err != nil {
		return nil, err
	}
	as, err := b.load(nil)
	if err != nil {
		return b, nil
	}
	is := as.scenario()
	b.Name, b.Description, b.files = is.Name, is.Description, as.read
	filled := b.format.laid(b.layers, nil)
	fill(filled, b.format.root)
	d := decoder{files: b.files.Apart(), learned: known{}, days: b.days}
	b.format.decoded(filled, &d)
	b.filled, b.known, b.calendar = filled, d.learned, d.calendar
	return b, nil
}

func (f *format) open(src *tree.Source, data []byte) (*Base, error) {
	b := &Base{format: f, from: src, files: tree.NewDataFiles(), days: map[string]string{}}
	if b.layers = f.layers(data, []*tree.Source{src}, &b.faults); b.layers == nil {
		return nil, b.faults.Failed()
	}
	return b, nil
}

// Valid reports whether the base is a scenario as it is.
func (b *Base) Valid() bool { return b.filled != nil }

// Load returns the scenario that settings make of the base; an error is an *Error.
func (b *Base) Load(sets []Setting) (*Scenario, error) {
	l, err := b.load(sets)
	if err != nil {
		return nil, err
	}
	return l.scenario(), nil
}

// tree returns what settings make of the base, of which only what they change is copied. What of it they cover is right if
// the base is valid without them.
func (b *Base) tree(made draft, hidden *covered, r *tree.Report) *tree.Node {
	if b.filled == nil {
		return b.format.tree(made, hidden, r)
	}
	root := b.filled.Opened()
	for _, s := range made.sets {
		if steps, ok := split(s.path()); ok {
			b.format.root.openUp(root, steps)
		}
	}
	hidden.settingsOnly = true
	b.format.edit(root, made, hidden, r)
	return root
}

// openUp copies what of a tree of shape s lies on the way of steps, so that it may change and the rest not.
func (s *shape) openUp(n *tree.Node, steps []string) {
	for _, step := range steps {
		if s == nil || n == nil {
			return
		}
		if s.kind != sequence {
			key := s.spelt(n, step)
			s = s.below(step)
			n = n.OpenedAt(key)
			continue
		}
		at, err := strconv.Atoi(step)
		if err != nil || at < 0 || at >= len(n.Items) {
			return
		}
		n.Items[at] = n.Items[at].Opened()
		n, s = n.Items[at], s.element
	}
}

// Place is where a path leads in a base.
type Place struct {
	base  *Base
	path  string
	shape *shape
}

// Place returns where a path leads, or nil and notes that it leads nowhere.
func (b *Base) Place(path *tree.Node, r *tree.Report) *Place {
	steps, ok := split(path.Text)
	if !ok {
		r.At(path, "", wantPath, units.Quote(path.Text))
		return nil
	}
	root := b.tree(draft{from: b.from, layers: b.layers}, newCovered(), new(tree.Report)).Copied()
	if err := replace(root, b.format.root, steps, "", path.Word("")); err != nil {
		r.At(path, err.path, "%s", err.message)
		return nil
	}
	if root.Get("extends") != nil {
		r.At(path, "extends", fixed)
		return nil
	}
	_, shape, called := b.format.root.at(root, steps)
	return &Place{base: b, path: called, shape: shape}
}

// Check notes what is wrong with a value at a place for its own sake. What it lacks, and whether it makes sense, shows when
// a scenario is loaded. It returns how many bytes of data files it read.
func (p *Place) Check(value *tree.Node, r *tree.Report) (read int) {
	if value.IsNull() {
		return 0
	}
	reading := decoder{files: p.base.files.Apart(), partly: true}
	n := value.Copied()
	fill(n, p.shape)
	reading.decode(n, p.shape, p.path, reflect.New(p.shape.typ).Elem())
	r.Faults = append(r.Faults, reading.Faults...)
	r.More += reading.More
	return reading.files.Size
}
