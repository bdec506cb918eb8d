package scenarios

import (
	"bytes"
	"slices"
	"strings"

	"postsale/models/units"
	"postsale/scenarios/opening"
	"postsale/scenarios/tree"
)

// layers reads a scenario and those that it extends, itself first; chain holds the files on the way here. It returns
// nil if there is no tree to go on with.
func (f *format) layers(data []byte, chain []*tree.Source, r *tree.Report) []*tree.Node {
	src := chain[len(chain)-1]
	child := f.parsed(src, data, r)
	if child == nil {
		return nil
	}
	if child.Kind != tree.Mapping {
		r.At(child, "", "want a mapping of settings, got %s", child.Said())
		return nil
	}
	if kind := child.Get("kind"); kind != nil && kind.Text == KindSweep {
		file := units.Printable(src.Shown)
		r.At(kind, "kind", "is a sweep, which stands for many scenarios: postsale sweep %s lists them, and postsale batch %s runs them", file, file)
		return nil
	}
	extends := child.Get("extends")
	child.Drop("extends")
	if extends == nil {
		return []*tree.Node{child}
	}
	parents := f.parents(extends, chain, r)
	if parents == nil {
		return nil
	}
	return append([]*tree.Node{child}, parents...)
}

// parsed is tree.Parse, but takes a file of the library only the first time.
func (f *format) parsed(src *tree.Source, data []byte, r *tree.Report) *tree.Node {
	if src.Library == nil {
		return tree.Parse(src, data, r)
	}
	if known, ok := f.trees.Load(src.Path); ok && bytes.Equal(known.(parsed).data, data) {
		return known.(parsed).tree.ReadFrom(src)
	}
	before := len(r.Faults) + r.More
	root := tree.Parse(src, data, r)
	if len(r.Faults)+r.More == before {
		f.trees.Store(src.Path, parsed{data, root.ReadFrom(src)})
	}
	return root
}

// parsed is the text of a file and the tree that it is.
type parsed struct {
	data []byte
	tree *tree.Node
}

func (f *format) parents(extends *tree.Node, chain []*tree.Source, r *tree.Report) []*tree.Node {
	if extends.Kind != tree.Scalar || extends.Tag != "!!str" {
		r.At(extends, "extends", "want the name or the path of a scenario, got %s", extends.Said())
		return nil
	}
	parent, err := tree.Locate(extends.Text, chain[len(chain)-1], f.library)
	if err != nil {
		r.At(extends, "extends", "%s: %v", units.Quote(extends.Text), err)
		return nil
	}
	for i, before := range chain {
		if before.Same(parent) {
			circle := []string{}
			for _, link := range chain[i:] {
				circle = append(circle, link.Shown)
			}
			r.At(extends, "extends", "goes in a circle: %s", strings.Join(append(circle, parent.Shown), " extends "))
			return nil
		}
	}
	const longest = 20
	if len(chain) > longest {
		r.At(extends, "extends", "goes on over more than %d files", longest)
		return nil
	}
	data, err := parent.Read()
	if err != nil {
		r.At(extends, "extends", "%s: %v", units.Quote(parent.Shown), err)
		return nil
	}
	return f.layers(data, append(slices.Clone(chain), parent), r)
}

// laid lays the layers over one another, the first on top, and notes what is covered. The layers stay as they are.
func (f *format) laid(layers []*tree.Node, covered *covered) *tree.Node {
	root := layers[len(layers)-1].Copied()
	for i := len(layers) - 2; i >= 0; i-- {
		covered.reached(moment{layers: len(layers) - 1 - i})
		// The name and description of the parent are not the child's.
		for _, own := range []string{"name", "description"} {
			covered.add(root.Get(own), f.root.below(own), []string{own}, own)
			root.Drop(own)
		}
		root = merge(root, layers[i].Copied(), f.root, nil, "", covered)
		f.cover(opening.Laid(root, layers[i]), covered)
	}
	return root
}

// cover notes what is stated in other words on top of it.
func (f *format) cover(list []opening.Replaced, covered *covered) {
	for _, r := range list {
		shape := f.root
		for _, step := range r.Steps {
			shape = shape.below(step)
		}
		covered.add(r.Value, shape, r.Steps, f.root.called(r.Steps))
	}
}

// merge lays a scenario over the one that it extends. Mappings merge key by key; lists and values of the child
// replace the parent's; null takes a key away. What makes sense only as a whole, a choice such as
// {lognormal: ...} or shares that add up to 1, is replaced as a whole.
func merge(parent, child *tree.Node, s *shape, steps []string, path string, covered *covered) *tree.Node {
	if s == nil || s.choice || s.whole || child.Kind != tree.Mapping {
		covered.add(parent, s, steps, path)
		return child
	}
	if s.plain != "" && parent.Kind == tree.Scalar && !parent.IsNull() {
		parent = inFull(parent, s)
	}
	if parent.Kind != tree.Mapping {
		covered.add(parent, s, steps, path)
		return child
	}
	merged := *child
	merged.Entries = slices.Clone(parent.Entries)
	at := map[string]int{}
	for i, e := range merged.Entries {
		at[s.canonical(e.Key.Text)] = i
	}
	for _, e := range child.Entries {
		i, both := at[s.canonical(e.Key.Text)]
		if !both {
			if s.kind == table {
				e.Value.Beside = parent
			}
			merged.Entries = append(merged.Entries, e)
			continue
		}
		key := e.Key.Text
		inner := append(slices.Clone(steps), key)
		merged.Entries[i] = tree.Entry{Key: e.Key, Value: merge(merged.Entries[i].Value, e.Value, s.below(key), inner, tree.Under(path, key), covered)}
	}
	return &merged
}

// inFull writes a plain value as the mapping that it stands for.
func inFull(n *tree.Node, s *shape) *tree.Node {
	full, value := n.Moved(&tree.Node{Kind: tree.Mapping, Short: true}), *n
	full.Put(n.Word(s.plain), &value)
	return full
}

// fill writes into the tree what may be left out: defaults, sections, and the long form of plain values. What is
// filled in stands where the section stands that lacks it.
func fill(n *tree.Node, s *shape) {
	if s.plain != "" && n.Kind == tree.Scalar && !n.IsNull() {
		*n = *inFull(n, s)
	}
	switch {
	case s.kind == sequence:
		for _, item := range n.Items {
			fill(item, s.element)
		}
	case s.kind == table:
		for _, e := range n.Entries {
			fill(e.Value, s.element)
		}
	case s.kind == section && n.Kind == tree.Mapping:
		for _, f := range s.fields {
			value := n.Get(f.name)
			if value == nil && !s.choice {
				value = f.unwritten(n)
			}
			if value != nil {
				fill(value, f.shape)
			}
		}
	}
}

// unwritten puts into section n what stands for a key that is not written, if anything does.
func (f *field) unwritten(n *tree.Node) *tree.Node {
	var value *tree.Node
	switch {
	case f.standard != nil:
		value = n.Moved(f.standard)
	case f.shape.kind == section && !f.shape.choice && !f.Required && !f.optional:
		value = n.Moved(&tree.Node{Kind: tree.Mapping})
	default:
		return nil
	}
	n.Put(n.Word(f.name), value)
	return value
}
