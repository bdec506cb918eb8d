package scenarios

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"

	yaml "go.yaml.in/yaml/v4"

	"postsale/models/units"
	"postsale/scenarios/opening"
	"postsale/scenarios/tree"
)

// Difference is a setting that differs between two scenarios: its path, and what stands there, on one line. What a
// scenario does not have is empty.
type Difference struct{ Path, From, To string }

// Differences returns what of the resolved scenario a must be changed to make it b, in the order of the file. Name,
// description and number of trials say nothing of the company and are left out.
func Differences(a, b *Scenario) []Difference {
	var list []Difference
	for _, d := range tree.Differences(a.tree(), b.tree()) {
		list = append(list, Difference(d))
	}
	for _, file := range b.Files {
		for _, before := range a.Files {
			if before.Name == file.Name && !bytes.Equal(before.Data, file.Data) {
				list = append(list, Difference{Path: "data/" + file.Name, From: digest(before.Data), To: digest(file.Data)})
			}
		}
	}
	return list
}

// tree returns the resolved scenario as YAML nodes, without what says nothing of the company. Days that its files tell as days
// are told so.
func (s *Scenario) tree() *yaml.Node {
	var document yaml.Node
	if err := yaml.Unmarshal(s.Resolved(), &document); err != nil {
		panic(fmt.Errorf("the resolved scenario: %w", err)) // we wrote it
	}
	for path, text := range s.days {
		steps, _ := split(path)
		var m units.Moment
		if n := builtIn().root.written(document.Content[0], steps); n != nil && m.ReadOn(s.Params.Calendar(), text) == nil && m.On(s.Params.Calendar()) == n.Value {
			tree.Tell(n, text)
		}
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
			list[i] = tree.OneLine(builtIn().root.written(document.Content[0], steps))
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
			below := tree.Value(n, step)
			for k := 0; below == nil && k+1 < len(n.Content); k += 2 {
				if s.canonical(n.Content[k].Value) == s.canonical(step) {
					below = n.Content[k+1]
				}
			}
			n, s = below, s.below(step)
		}
	}
	if s != nil && s.plain != "" && n != nil && n.Kind == yaml.MappingNode {
		if plain := tree.Value(n, s.plain); plain != nil { // which is what users write there
			return plain
		}
	}
	return n
}
