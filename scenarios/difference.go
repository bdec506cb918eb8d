package scenarios

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"postsale/scenarios/opening"
	"postsale/scenarios/tree"
)

// Difference is a setting that differs between two scenarios: its path, and what stands there, on one line. What a
// scenario does not have is empty.
type Difference struct{ Path, From, To string }

// Differences returns what of the resolved scenario a must be changed to make it b, in the order of the file. Name,
// description and number of trials say nothing of the company and are left out.
func Differences(a, b *Scenario) []Difference {
	d := differ{}
	d.compare("", a.tree(), b.tree())
	for _, file := range b.Files {
		for _, before := range a.Files {
			if before.Name == file.Name && !bytes.Equal(before.Data, file.Data) {
				d.note("data/"+file.Name, digest(before.Data), digest(file.Data))
			}
		}
	}
	return d.list
}

// tree returns the resolved scenario as YAML nodes, without what says nothing of the company.
func (s *Scenario) tree() *yaml.Node {
	var document yaml.Node
	if err := yaml.Unmarshal(s.Resolved(), &document); err != nil {
		panic(fmt.Errorf("the resolved scenario: %w", err)) // we wrote it
	}
	root := *document.Content[0]
	root.Content = nil
	for i := 0; i+1 < len(document.Content[0].Content); i += 2 {
		key, value := document.Content[0].Content[i], document.Content[0].Content[i+1]
		if !slices.Contains([]string{"name", "description", "trials"}, key.Value) {
			root.Content = append(root.Content, key, value)
		}
	}
	return &root
}

func digest(data []byte) string {
	return fmt.Sprintf("%d bytes, SHA-256 %x", len(data), sha256.Sum256(data))
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
			d.compare(tree.Under(path, key), a.Content[i+1], value(b, key))
		}
		for i := 0; i+1 < len(b.Content); i += 2 {
			if key := b.Content[i].Value; value(a, key) == nil {
				d.compare(tree.Under(path, key), nil, b.Content[i+1])
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
		if from, to := oneLine(a), oneLine(b); from != to {
			d.note(path, from, to)
		}
	}
}

// choice reports whether two mappings are different forms of one thing, such as {lognormal: ...} and {constant: ...}:
// they have no key in common.
func choice(a, b *yaml.Node) bool {
	for i := 0; i+1 < len(a.Content); i += 2 {
		if value(b, a.Content[i].Value) != nil {
			return false
		}
	}
	return len(a.Content) > 0 && len(b.Content) > 0
}

// common returns the keys of a mapping that are in another too, in its order.
func common(a, b *yaml.Node) string {
	var keys []string
	for i := 0; i+1 < len(a.Content); i += 2 {
		if key := a.Content[i].Value; value(b, key) != nil {
			keys = append(keys, key)
		}
	}
	return strings.Join(keys, ", ")
}

// value returns the value of a key of a mapping, or nil.
func value(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// oneLine writes a node as a person would on one line.
func oneLine(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, n.Content[i].Value+": "+oneLine(n.Content[i+1]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		for _, item := range n.Content {
			parts = append(parts, oneLine(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return n.Value
}

// Values returns what stands at paths of the resolved scenario, such as segments.smb.uplift, each on one line; empty where
// nothing does.
func (s *Scenario) Values(paths []string) []string {
	var document yaml.Node
	if err := yaml.Unmarshal(s.Resolved(), &document); err != nil {
		panic(fmt.Errorf("the resolved scenario: %w", err)) // we wrote it
	}
	list := make([]string, len(paths))
	for i, path := range paths {
		if steps, ok := split(path); ok {
			list[i] = oneLine(builtIn().root.written(document.Content[0], steps))
			if list[i] == "" && opening.IsARR(steps) { // the resolved scenario says it by acv
				list[i] = s.Params.OpeningARR(steps[1])
			}
		}
	}
	return list
}

// written returns what stands where steps lead from n, of shape s, or nil.
func (s *shape) written(n *yaml.Node, steps []string) *yaml.Node {
	for i, step := range steps {
		switch {
		case n == nil || s == nil:
			return nil
		case n.Kind == yaml.ScalarNode: // in short
			if s.plain != step || i != len(steps)-1 {
				return nil
			}
			return n
		case s.kind == sequence:
			at, err := strconv.Atoi(step)
			if err != nil || at < 0 || at >= len(n.Content) {
				return nil
			}
			n, s = n.Content[at], s.element
		default:
			below := value(n, step)
			for k := 0; below == nil && k+1 < len(n.Content); k += 2 {
				if s.canonical(n.Content[k].Value) == s.canonical(step) {
					below = n.Content[k+1]
				}
			}
			n, s = below, s.below(step)
		}
	}
	if s != nil && s.plain != "" && n != nil && n.Kind == yaml.MappingNode {
		if plain := value(n, s.plain); plain != nil { // which is what users write there
			return plain
		}
	}
	return n
}
