package tree

import (
	"fmt"
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// Written returns a tree in the words in which it was read, on one line that reads as the same.
func (n *Node) Written() string {
	text, err := yaml.Dump(n.flowing(), yaml.WithLineWidth(-1))
	if err != nil {
		panic(fmt.Errorf("a tree that cannot be written: %w", err)) // it was read
	}
	return strings.TrimSuffix(string(text), "\n")
}

func (n *Node) flowing() *yaml.Node {
	y := &yaml.Node{Kind: yaml.ScalarNode, Tag: n.Tag, Value: n.Text}
	switch n.Kind {
	case Mapping:
		y = &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
		for _, e := range n.Entries {
			y.Content = append(y.Content, e.Key.flowing(), e.Value.flowing())
		}
	case List:
		y = &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, item := range n.Items {
			y.Content = append(y.Content, item.flowing())
		}
	default:
		if n.IsNull() && n.Text == "" {
			y.Value = "null"
		}
		if strings.Contains(n.Text, "\n") {
			y.Style = yaml.DoubleQuotedStyle
		}
	}
	return y
}
