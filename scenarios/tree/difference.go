package tree

import (
	"cmp"
	"fmt"
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// Difference is a setting that differs between two files: its path, and what stands there, on one line. What a file does not
// have is empty.
type Difference struct{ Path, From, To string }

// Differences returns what of one file must be changed to make it another, in its order.
func Differences(a, b *yaml.Node) []Difference {
	var d differ
	d.compare("", a, b)
	return d.list
}

type differ struct{ list []Difference }

func (d *differ) note(path, from, to string) {
	d.list = append(d.list, Difference{Path: path, From: from, To: to})
}

// compare notes what differs at a path; a node that is not there is nil.
func (d *differ) compare(path string, a, b *yaml.Node) {
	switch {
	case a != nil && b != nil && a.Kind == yaml.MappingNode && b.Kind == yaml.MappingNode && !choice(a, b):
		for i := 0; i+1 < len(a.Content); i += 2 {
			key := a.Content[i].Value
			d.compare(Under(path, key), a.Content[i+1], Value(b, key))
		}
		for i := 0; i+1 < len(b.Content); i += 2 {
			if key := b.Content[i].Value; Value(a, key) == nil {
				d.compare(Under(path, key), nil, b.Content[i+1])
			}
		}
		if from, to := common(a, b), common(b, a); from != to { // of segments, say, who goes first
			d.note(path+" (order)", from, to)
		}
	case a != nil && b != nil && a.Kind == yaml.SequenceNode && b.Kind == yaml.SequenceNode && len(a.Content) == len(b.Content):
		for i := range a.Content {
			d.compare(fmt.Sprintf("%s[%d]", path, i), a.Content[i], b.Content[i])
		}
	default:
		if OneLine(a) != OneLine(b) {
			d.note(path, inLine(a, told), inLine(b, told))
		}
	}
}

// choice reports whether two mappings are different forms of one thing, such as {lognormal: ...} and {constant: ...}:
// they have no key in common.
func choice(a, b *yaml.Node) bool {
	for i := 0; i+1 < len(a.Content); i += 2 {
		if Value(b, a.Content[i].Value) != nil {
			return false
		}
	}
	return len(a.Content) > 0 && len(b.Content) > 0
}

// common returns the keys of a mapping that are in another too, in its order.
func common(a, b *yaml.Node) string {
	var keys []string
	for i := 0; i+1 < len(a.Content); i += 2 {
		if key := a.Content[i].Value; Value(b, key) != nil {
			keys = append(keys, key)
		}
	}
	return strings.Join(keys, ", ")
}

// Value returns the value of a key of a mapping, or nil.
func Value(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// Tell has differences say a value otherwise than it stands there, in words that mean the same.
func Tell(n *yaml.Node, text string) { n.LineComment = text }

func told(n *yaml.Node) string { return cmp.Or(n.LineComment, n.Value) }

// OneLine writes a node as a person would on one line.
func OneLine(n *yaml.Node) string { return inLine(n, func(n *yaml.Node) string { return n.Value }) }

func inLine(n *yaml.Node, value func(*yaml.Node) string) string {
	if n == nil {
		return ""
	}
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, n.Content[i].Value+": "+inLine(n.Content[i+1], value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		for _, item := range n.Content {
			parts = append(parts, inLine(item, value))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return value(n)
}
