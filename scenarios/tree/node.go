package tree

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/units"
)

// Node is a value in a scenario and the place where it was written. Trees are merged from several files, so every
// node knows its own.
type Node struct {
	From         *Source
	Line, Column int

	Kind    Kind
	Tag     string  // of a scalar, what YAML takes it for: !!str, !!int, !!null, ...
	Text    string  // of a scalar
	Entries []Entry // of a mapping
	Items   []*Node // of a list
	Short   bool    // a mapping that was written as a plain value
	Over    bool    // it was stated later than what says the same in other words
	Beside  *Node   // of an entry that a scenario adds to a table of the one that it extends, that table
}

// Entry is a key of a mapping and its value.
type Entry struct{ Key, Value *Node }

// Kind is what a node is, apart from what it says.
type Kind int

// The kinds.
const (
	Scalar Kind = iota
	Mapping
	List
	Broken // reported already
)

// String returns what it is, for a message.
func (k Kind) String() string { return [...]string{"a value", "a mapping", "a list", "nothing"}[k] }

// IsNull reports whether nothing stands there: null, or nothing at all.
func (n *Node) IsNull() bool { return n.Kind == Scalar && n.Tag == "!!null" }

// Said returns what stands there, for a message.
func (n *Node) Said() string {
	switch {
	case n.IsNull():
		return "nothing"
	case n.Kind == Scalar:
		return units.Quote(n.Text)
	}
	return n.Kind.String()
}

// Get returns the value of a key, nil if it is absent or null.
func (n *Node) Get(key string) *Node {
	for _, e := range n.Entries {
		if e.Key.Text == key && !e.Value.IsNull() {
			return e.Value
		}
	}
	return nil
}

// Keys returns the keys of a mapping that have a value.
func (n *Node) Keys() []string {
	var keys []string
	for _, e := range n.Entries {
		if !e.Value.IsNull() {
			keys = append(keys, e.Key.Text)
		}
	}
	return keys
}

// Put sets the value of a key.
func (n *Node) Put(key, value *Node) {
	for i, e := range n.Entries {
		if e.Key.Text == key.Text {
			n.Entries[i] = Entry{key, value}
			return
		}
	}
	n.Entries = append(n.Entries, Entry{key, value})
}

// Drop removes a key.
func (n *Node) Drop(key string) {
	n.Entries = slices.DeleteFunc(n.Entries, func(e Entry) bool { return e.Key.Text == key })
}

// Word makes a text node that stands where n stands.
func (n *Node) Word(text string) *Node {
	return &Node{From: n.From, Line: n.Line, Column: n.Column, Tag: "!!str", Text: text}
}

// Moved copies a tree to where n stands.
func (n *Node) Moved(tree *Node) *Node {
	c := *tree
	c.From, c.Line, c.Column = n.From, n.Line, n.Column
	c.Entries, c.Items = nil, nil
	for _, e := range tree.Entries {
		c.Entries = append(c.Entries, Entry{n.Moved(e.Key), n.Moved(e.Value)})
	}
	for _, item := range tree.Items {
		c.Items = append(c.Items, n.Moved(item))
	}
	return &c
}

// Copied returns a copy of a tree that shares nothing with it that changes.
func (n *Node) Copied() *Node {
	c := *n
	c.Entries, c.Items = nil, nil
	for _, e := range n.Entries {
		c.Entries = append(c.Entries, Entry{e.Key, e.Value.Copied()})
	}
	for _, item := range n.Items {
		c.Items = append(c.Items, item.Copied())
	}
	return &c
}

// Opened returns a copy of a node whose entries and items may be put in others' places, but are themselves shared.
func (n *Node) Opened() *Node {
	c := *n
	c.Entries, c.Items = slices.Clone(n.Entries), slices.Clone(n.Items)
	return &c
}

// OpenedAt puts the value of a key of a mapping, opened, in its own place and returns it, nil if it is absent.
func (n *Node) OpenedAt(key string) *Node {
	for i, e := range n.Entries {
		if e.Key.Text == key {
			n.Entries[i].Value = e.Value.Opened()
			return n.Entries[i].Value
		}
	}
	return nil
}

// ReadFrom copies a tree whole, as if it were read from another source.
func (n *Node) ReadFrom(src *Source) *Node {
	c := *n
	c.From, c.Entries, c.Items = src, nil, nil
	for _, e := range n.Entries {
		c.Entries = append(c.Entries, Entry{e.Key.ReadFrom(src), e.Value.ReadFrom(src)})
	}
	for _, item := range n.Items {
		c.Items = append(c.Items, item.ReadFrom(src))
	}
	return &c
}

// Size returns how many values there are in a tree.
func (n *Node) Size() int {
	total := 1
	for _, e := range n.Entries {
		total += e.Value.Size()
	}
	for _, item := range n.Items {
		total += item.Size()
	}
	return total
}

// Length returns how many bytes the keys and the plain values in a tree have, and one more for each of them.
func (n *Node) Length() int {
	length := 1 + len(n.Text)
	for _, e := range n.Entries {
		length += e.Key.Length() + e.Value.Length()
	}
	for _, item := range n.Items {
		length += item.Length()
	}
	return length
}

// Under returns the path of a key below path, with the key made printable.
func Under(path, key string) string {
	key = units.Printable(key)
	if path == "" {
		return key
	}
	return path + "." + key
}

// Find returns the node at path, or the nearest above it that was written.
func (n *Node) Find(path string) *Node {
	for path != "" {
		next, rest := n.step(path)
		if next == nil {
			return n
		}
		n, path = next, strings.TrimPrefix(rest, ".")
	}
	return n
}

// step follows the first element of path; of keys that hold dots themselves, the longest that fits.
func (n *Node) step(path string) (next *Node, rest string) {
	if n.Kind == List {
		for i, item := range n.Items {
			if rest, ok := strings.CutPrefix(path, fmt.Sprintf("[%d]", i)); ok {
				return item, rest
			}
		}
		return nil, ""
	}
	longest := -1
	for _, e := range n.Entries {
		below, ok := strings.CutPrefix(path, e.Key.Text)
		if ok && len(e.Key.Text) > longest && (below == "" || below[0] == '.' || below[0] == '[') && !e.Value.IsNull() {
			next, rest, longest = e.Value, below, len(e.Key.Text)
		}
	}
	return next, rest
}

// Without returns a copy of a tree that lacks the key where steps lead.
func (n *Node) Without(steps []string) *Node {
	c := *n
	c.Entries = slices.Clone(n.Entries)
	if len(steps) == 1 {
		c.Drop(steps[0])
		return &c
	}
	for i, e := range c.Entries {
		if e.Key.Text == steps[0] {
			c.Entries[i].Value = e.Value.Without(steps[1:])
		}
	}
	return &c
}

// Unknown says that the scenario which this one extends has no such entry, if it has one of a near name.
func (e Entry) Unknown() string {
	if e.Value.Beside == nil {
		return ""
	}
	if hint := units.Hint(e.Key.Text, e.Value.Beside.Keys()); hint != "" {
		return "not in " + units.Printable(e.Value.Beside.From.Shown) + ", which this extends" + hint
	}
	return ""
}
