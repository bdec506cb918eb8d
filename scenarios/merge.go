package scenarios

import (
	"bytes"
	"slices"
	"strings"

	"postsale/models/units"
)

// layers reads a scenario and those that it extends, itself first; chain holds the files on the way here. It returns
// nil if there is no tree to go on with.
func (f *format) layers(data []byte, chain []*source, r *report) []*node {
	src := chain[len(chain)-1]
	child := f.parsed(src, data, r)
	if child == nil {
		return nil
	}
	if child.kind != mapping {
		r.at(child, "", "want a mapping of settings, got %s", child.said())
		return nil
	}
	extends := child.get("extends")
	child.drop("extends")
	if extends == nil {
		return []*node{child}
	}
	parents := f.parents(extends, chain, r)
	if parents == nil {
		return nil
	}
	return append([]*node{child}, parents...)
}

// parsed is parse, but takes a file of the library only the first time.
func (f *format) parsed(src *source, data []byte, r *report) *node {
	if src.library == nil {
		return parse(src, data, r)
	}
	if known, ok := f.trees.Load(src.path); ok && bytes.Equal(known.(parsed).data, data) {
		return known.(parsed).tree.readFrom(src)
	}
	before := len(r.faults) + r.more
	tree := parse(src, data, r)
	if len(r.faults)+r.more == before {
		f.trees.Store(src.path, parsed{data, tree.readFrom(src)})
	}
	return tree
}

// parsed is the text of a file and the tree that it is.
type parsed struct {
	data []byte
	tree *node
}

func (f *format) parents(extends *node, chain []*source, r *report) []*node {
	if extends.kind != scalar || extends.tag != "!!str" {
		r.at(extends, "extends", "want the name or the path of a scenario, got %s", extends.said())
		return nil
	}
	parent, err := locate(extends.text, chain[len(chain)-1], f.library)
	if err != nil {
		r.at(extends, "extends", "%s: %v", units.Quote(extends.text), err)
		return nil
	}
	for i, before := range chain {
		if before.same(parent) {
			circle := []string{}
			for _, link := range chain[i:] {
				circle = append(circle, link.shown)
			}
			r.at(extends, "extends", "goes in a circle: %s", strings.Join(append(circle, parent.shown), " extends "))
			return nil
		}
	}
	const longest = 20
	if len(chain) > longest {
		r.at(extends, "extends", "goes on over more than %d files", longest)
		return nil
	}
	data, err := parent.read()
	if err != nil {
		r.at(extends, "extends", "%s: %v", units.Quote(parent.shown), err)
		return nil
	}
	return f.layers(data, append(slices.Clone(chain), parent), r)
}

// laid lays the layers over one another, the first on top, and notes what is covered. The layers stay as they are.
func (f *format) laid(layers []*node, covered *covered) *node {
	tree := layers[len(layers)-1].copied()
	for i := len(layers) - 2; i >= 0; i-- {
		covered.reached(moment{layers: len(layers) - 1 - i})
		// The name and description of the parent are not the child's.
		for _, own := range []string{"name", "description"} {
			covered.add(tree.get(own), f.root.below(own), []string{own}, own)
			tree.drop(own)
		}
		tree = merge(tree, layers[i].copied(), f.root, nil, "", covered)
	}
	return tree
}

// merge lays a scenario over the one that it extends. Mappings merge key by key; lists and values of the child
// replace the parent's; null takes a key away. What makes sense only as a whole, a choice such as
// {lognormal: ...} or shares that add up to 1, is replaced as a whole.
func merge(parent, child *node, s *shape, steps []string, path string, covered *covered) *node {
	if s == nil || s.choice || s.whole || child.kind != mapping {
		covered.add(parent, s, steps, path)
		return child
	}
	if s.plain != "" && parent.kind == scalar && !parent.isNull() {
		parent = inFull(parent, s)
	}
	if parent.kind != mapping {
		covered.add(parent, s, steps, path)
		return child
	}
	merged := *child
	merged.entries = slices.Clone(parent.entries)
	at := map[string]int{}
	for i, e := range merged.entries {
		at[s.canonical(e.key.text)] = i
	}
	for _, e := range child.entries {
		i, both := at[s.canonical(e.key.text)]
		if !both {
			if s.kind == table {
				e.value.beside = parent
			}
			merged.entries = append(merged.entries, e)
			continue
		}
		key := e.key.text
		inner := append(slices.Clone(steps), key)
		merged.entries[i] = entry{e.key, merge(merged.entries[i].value, e.value, s.below(key), inner, under(path, key), covered)}
	}
	return &merged
}

// inFull writes a plain value as the mapping that it stands for.
func inFull(n *node, s *shape) *node {
	full, value := n.moved(&node{kind: mapping, short: true}), *n
	full.put(n.word(s.plain), &value)
	return full
}

// fill writes into the tree what may be left out: defaults, sections, and the long form of plain values. What is
// filled in stands where the section stands that lacks it.
func fill(n *node, s *shape) {
	if s.plain != "" && n.kind == scalar && !n.isNull() {
		*n = *inFull(n, s)
	}
	switch {
	case s.kind == sequence:
		for _, item := range n.items {
			fill(item, s.element)
		}
	case s.kind == table:
		for _, e := range n.entries {
			fill(e.value, s.element)
		}
	case s.kind == section && n.kind == mapping:
		for _, f := range s.fields {
			value := n.get(f.name)
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
func (f *field) unwritten(n *node) *node {
	var value *node
	switch {
	case f.standard != nil:
		value = n.moved(f.standard)
	case f.shape.kind == section && !f.shape.choice && !f.required && !f.optional:
		value = n.moved(&node{kind: mapping})
	default:
		return nil
	}
	n.put(n.word(f.name), value)
	return value
}
