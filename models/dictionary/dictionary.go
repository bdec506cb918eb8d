package dictionary

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	yaml "go.yaml.in/yaml/v4"

	"postsale/models/units"
)

// Key is what is said of one key of a scenario file.
type Key struct {
	Meaning  string
	Unit     string // where the type does not say it
	Source   string
	Required bool
	Default  *yaml.Node // nil if there is none
	Range    Range
	RefersTo string // the key whose names it must be; measures or mechanisms if these are the program's
}

// Dictionary is what one file says of keys, by their paths. It is read when it is first used.
type Dictionary struct {
	name string
	read func() (map[string]Key, error)
}

// New returns the dictionary of a text; name is that of its file, for messages.
func New(name, text string) *Dictionary {
	d := &Dictionary{name: name}
	d.read = sync.OnceValues(func() (map[string]Key, error) {
		r := reader{name: name, keys: map[string]Key{}}
		return r.keys, r.read(text)
	})
	return d
}

// Name returns the name of the file.
func (d *Dictionary) Name() string { return d.name }

// Keys returns what the file says, by path; an error says where it is not written as it should be.
func (d *Dictionary) Keys() (map[string]Key, error) { return d.read() }

// Of returns what is said of a path; there must be such a key.
func (d *Dictionary) Of(path string) Key {
	keys, err := d.read()
	if err != nil {
		panic(err) // held by a test
	}
	key, ok := keys[path]
	if !ok {
		panic(fmt.Errorf("%s: there is no key %s", d.name, path))
	}
	return key
}

// reader reads a dictionary and collects what is wrong with it.
type reader struct {
	name   string
	keys   map[string]Key
	faults []fault
}

type fault struct {
	line, column int
	text         string
}

func (r *reader) at(n *yaml.Node, path, format string, args ...any) {
	where := fmt.Sprintf("%s:%d:%d: ", r.name, n.Line, n.Column)
	if path != "" {
		where += path + ": "
	}
	r.faults = append(r.faults, fault{n.Line, n.Column, where + fmt.Sprintf(format, args...)})
}

func (r *reader) read(text string) error {
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		return fmt.Errorf("%s: %w", r.name, err)
	}
	root := document.Content[0]
	if root.Kind != yaml.MappingNode {
		r.at(root, "", "want a mapping of paths, got %s", said(root))
	}
	lines := map[string]int{}
	for path, value := range pairs(root) {
		if before := lines[path.Value]; before > 0 {
			r.at(path, path.Value, "given twice, first on line %d", before)
			continue
		}
		lines[path.Value] = path.Line
		r.keys[path.Value] = r.key(path, value)
	}
	slices.SortStableFunc(r.faults, func(a, b fault) int { return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column)) })
	var all []error
	for _, f := range r.faults {
		all = append(all, errors.New(f.text))
	}
	return errors.Join(all...)
}

func (r *reader) key(path, written *yaml.Node) Key {
	k := Key{Range: Anything}
	if written.Kind != yaml.MappingNode {
		r.at(written, path.Value, "want a mapping, got %s", said(written))
		return k
	}
	for property, value := range pairs(written) {
		text := strings.Join(strings.Fields(value.Value), " ")
		switch property.Value {
		case "meaning":
			k.Meaning = text
		case "unit":
			k.Unit = text
		case "source":
			k.Source = text
		case "refers_to":
			k.RefersTo = text
		case "range":
			var err error
			if k.Range, err = readRange(text); err != nil && text != "" {
				r.at(value, path.Value, "range: %v", err)
			}
		case "default":
			k.Default = value
			continue
		case "required":
			k.Required = value.Tag == "!!bool" && value.Value == "true"
			if !k.Required {
				r.at(value, path.Value, "required: want true, got %s", said(value))
			}
			continue
		default:
			known := []string{"meaning", "unit", "range", "refers_to", "default", "required", "source"}
			r.at(property, path.Value, "unknown key %s%s", units.Quote(property.Value), units.Hint(property.Value, known))
		}
		if value.Kind != yaml.ScalarNode || text == "" {
			r.at(value, path.Value, "%s: want a text, got %s", property.Value, said(value))
		}
	}
	if k.Meaning == "" {
		r.at(path, path.Value, "wants a meaning")
	}
	if k.Required && k.Default != nil {
		r.at(path, path.Value, "is required and has a default")
	}
	return k
}

// said returns what stands there, for a message.
func said(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Tag == "!!null":
		return "nothing"
	}
	return units.Quote(n.Value)
}

// pairs returns the keys of a mapping with their values.
func pairs(n *yaml.Node) func(yield func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}
