package scenarios

import (
	"slices"
	"strings"

	"postsale/models/units"
)

// resolve reads a scenario and lays it over the one that it extends, and that over the next; chain holds the files
// on the way here. It returns nil if there is no tree to go on with.
func (f *format) resolve(data []byte, chain []*source, r *report) *node {
	src := chain[len(chain)-1]
	child := parse(src, data, r)
	if child == nil {
		return nil
	}
	if child.kind != mapping {
		r.at(child, "", "want a mapping of settings, got %s", child.said())
		return nil
	}
	extends := child.get("extends")
	if extends == nil {
		child.drop("extends")
		return child
	}
	parent := f.resolveParent(extends, chain, r)
	if parent == nil {
		return nil
	}
	// The name and description of the parent are not the child's.
	parent.drop("name")
	parent.drop("description")
	child.drop("extends")
	return merge(parent, child, f.root)
}

func (f *format) resolveParent(extends *node, chain []*source, r *report) *node {
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
	return f.resolve(data, append(slices.Clone(chain), parent), r)
}

// merge lays a scenario over the one that it extends. Mappings merge key by key; lists and values of the child
// replace the parent's; null takes a key away. What makes sense only as a whole, a choice such as
// {lognormal: ...} or shares that add up to 1, is replaced as a whole.
func merge(parent, child *node, s *shape) *node {
	if s == nil || s.choice || s.whole || child.kind != mapping {
		return child
	}
	if s.plain != "" && parent.kind == scalar && !parent.isNull() {
		parent = inFull(parent, s)
	}
	if parent.kind != mapping {
		return child
	}
	merged := *child
	merged.entries = slices.Clone(parent.entries)
	at := map[string]int{}
	for i, e := range merged.entries {
		at[e.key.text] = i
	}
	for _, e := range child.entries {
		i, both := at[e.key.text]
		if !both {
			merged.entries = append(merged.entries, e)
			continue
		}
		merged.entries[i] = entry{e.key, merge(merged.entries[i].value, e.value, s.below(e.key.text))}
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
