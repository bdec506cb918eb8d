package scenarios

import (
	"cmp"
	"iter"
	"math"
	"reflect"
	"slices"

	yaml "go.yaml.in/yaml/v4"

	"postsale/models/units"
)

// encoder writes moments on a calendar.
type encoder struct{ calendar units.Calendar }

// encode writes parameters of shape s as a scenario file that loads as the same parameters. It is canonical: keys in
// the order of the type (of a units.Map, in its own), each quantity in its shortest words, plain values in short.
func (e encoder) encode(v reflect.Value, s *shape) ([]byte, error) {
	tree, err := e.encoded(v, s)
	if err != nil {
		return nil, err
	}
	tree.Style = 0
	return yaml.Dump(tree, yaml.WithLineWidth(-1))
}

func (e encoder) encoded(v reflect.Value, s *shape) (*yaml.Node, error) {
	v = reflect.Indirect(v)
	switch s.kind {
	case section:
		return e.encodedSection(v, s)
	case table:
		return e.encodedTable(v, s)
	case sequence:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for i := range v.Len() {
			item, err := e.encoded(v.Index(i), s.element)
			if err != nil {
				return nil, err
			}
			n.Content = append(n.Content, item)
		}
		return flowing(n), nil
	case yesNo:
		if v.Bool() {
			return &yaml.Node{Kind: yaml.ScalarNode, Value: "true"}, nil
		}
		return &yaml.Node{Kind: yaml.ScalarNode, Value: "false"}, nil
	case words:
		return word(v.String()), nil
	case dataFile:
		return word("data/" + v.FieldByName("Name").String()), nil
	}
	text, err := on(e.calendar, v)
	if v.Kind() == reflect.String {
		return word(text), err
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: text}, err
}

// word is a text that must not be taken for a number.
func word(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}

func (e encoder) encodedSection(v reflect.Value, s *shape) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range s.fields {
		value := v.FieldByIndex(f.index)
		if f.optional && value.IsNil() {
			continue
		}
		// What is optional and has no default is not there if it is zero.
		if f.shape.kind != section && !f.Required && f.standard == nil && value.IsZero() {
			continue
		}
		below, err := e.encoded(value, f.shape)
		if err != nil {
			return nil, err
		}
		if below.Kind == yaml.MappingNode && len(below.Content) == 0 && f.shape.kind == section && !f.Required && !f.optional {
			continue
		}
		n.Content = append(n.Content, word(f.name), below)
	}
	if s.plain != "" && len(n.Content) == 2 && n.Content[0].Value == s.plain && n.Content[1].Kind == yaml.ScalarNode {
		return n.Content[1], nil
	}
	return flowing(n), nil
}

func (e encoder) encodedTable(v reflect.Value, s *shape) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for key, value := range entries(v) {
		text, err := writeText(key)
		if err != nil {
			return nil, err
		}
		below, err := e.encoded(value, s.element)
		if err != nil {
			return nil, err
		}
		n.Content = append(n.Content, word(text), below)
	}
	if s.element.kind == section && !s.element.choice {
		return n, nil
	}
	return flowing(n), nil
}

// entries returns the keys and values of a map in the order of its keys, and of a units.Map in its own.
func entries(v reflect.Value) iter.Seq2[reflect.Value, reflect.Value] {
	return func(yield func(key, value reflect.Value) bool) {
		if v.Kind() == reflect.Slice {
			for i := range v.Len() {
				if !yield(v.Index(i).FieldByName("Name"), v.Index(i).FieldByName("Value")) {
					return
				}
			}
			return
		}
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int {
			if a.CanFloat() {
				return cmp.Compare(a.Float(), b.Float())
			}
			return cmp.Compare(a.String(), b.String())
		})
		for _, key := range keys {
			if !yield(key, v.MapIndex(key)) {
				return
			}
		}
	}
}

// flowing writes what is small on one line: {lognormal: {mean: 2d, cv: 1}}.
func flowing(n *yaml.Node) *yaml.Node {
	const widest = 80
	if width(n) <= widest {
		n.Style |= yaml.FlowStyle
	}
	return n
}

// width returns about how many characters n takes on one line, more than any line has if a part of it does not fit
// on one.
func width(n *yaml.Node) int {
	if n.Kind == yaml.ScalarNode {
		return len(n.Value)
	}
	total := len("{}")
	for _, below := range n.Content {
		if below.Kind != yaml.ScalarNode && below.Style&yaml.FlowStyle == 0 {
			return math.MaxInt32
		}
		total += width(below) + len(", ")
	}
	return total
}
