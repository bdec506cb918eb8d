package scenarios

import (
	"encoding"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"postsale/models/dictionary"
	"postsale/models/units"
)

// shape is what a Go type looks like in a file: how it is written, and what the dictionaries say of its keys. Every
// step from file to parameters (merge, set, defaults, decode) and back (encode, schema) walks the tree along it.
type shape struct {
	kind    shapeKind
	typ     reflect.Type // never a pointer
	form    units.Form   // of a text
	fields  []*field     // of a section
	element *shape       // of a table or sequence
	each    parameter    // what is said of every element, if anything
	key     *shape       // of a table

	plain  string // the key that a plain value stands for
	choice bool   // exactly one of the fields is given
	whole  bool   // replaced, not merged, by a scenario that extends
}

type shapeKind int

const (
	quantity shapeKind = iota // reads itself from text
	words                     // any text
	yesNo                     // true or false
	dataFile                  // the name of a file
	section                   // fixed keys: a struct
	table                     // free keys: a map, or a units.Map where order matters
	sequence                  // a slice
)

type field struct {
	name     string
	index    []int
	shape    *shape
	optional bool // a pointer, nil if absent
	parameter
}

// want says what is accepted, for a message.
func (s *shape) want() string {
	switch s.kind {
	case quantity:
		return s.form.Want
	case words:
		return "a text"
	case yesNo:
		return "true or false"
	case dataFile:
		return "the name of a file"
	case sequence:
		return "a list"
	}
	if s.plain != "" {
		return s.field(s.plain).shape.want() + ", or a mapping"
	}
	return "a mapping"
}

func (s *shape) field(name string) *field {
	for _, f := range s.fields {
		if f.name == name {
			return f
		}
	}
	return nil
}

func (s *shape) names() []string {
	var names []string
	for _, f := range s.fields {
		names = append(names, f.name)
	}
	return names
}

// below returns the shape of what stands under a key, nil if the key is unknown.
func (s *shape) below(key string) *shape {
	switch {
	case s == nil:
		return nil
	case s.kind == table:
		return s.element
	}
	if f := s.field(key); f != nil {
		return f.shape
	}
	return nil
}

// canonical returns a key of s in the words that stand for all its forms: 1y for 4q.
func (s *shape) canonical(key string) string {
	if s.kind != table {
		return key
	}
	v := reflect.New(s.key.typ).Elem()
	if readKey(v, key) != nil {
		return key
	}
	text, err := writeText(v)
	if err != nil {
		return key
	}
	return text
}

// ours is the package of the types that describe themselves.
var ours = reflect.TypeFor[units.Share]().PkgPath()

// builder makes shapes and collects what does not fit together.
type builder struct {
	keys   *keys
	faults []error
}

// shapeOf describes a type; every key in it must be in a dictionary, and nothing else may be.
func shapeOf(t reflect.Type, k *keys) (*shape, error) {
	b := &builder{keys: k}
	root := b.build(t, []string{""})
	for _, path := range slices.Sorted(maps.Keys(k.parameters)) {
		if !k.used[path] {
			b.fault("%s: in the dictionary, but no such key exists", path)
		}
	}
	return root, errors.Join(b.faults...)
}

func (b *builder) fault(format string, args ...any) {
	b.faults = append(b.faults, fmt.Errorf(format, args...))
}

// build describes t; paths are the ways in which a dictionary may name the place.
func (b *builder) build(t reflect.Type, paths []string) *shape {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	s := &shape{typ: t}
	zero := reflect.New(t).Interface()
	if marked, ok := zero.(units.Scalar); ok {
		s.plain = marked.ScalarKey()
	}
	_, s.choice = zero.(units.Choice)
	_, s.whole = zero.(units.Whole)
	text, reads := zero.(units.Text)
	switch {
	case reads:
		s.kind, s.form = quantity, text.Form()
	case t == reflect.TypeFor[units.DataFile]():
		s.kind = dataFile
	case isMap(t):
		s.kind, s.key = table, b.build(reflect.TypeFor[units.Name](), nil)
		value, _ := t.Elem().FieldByName("Value")
		b.elements(s, value.Type, suffixed(paths, ".*"))
	case t.Kind() == reflect.String:
		s.kind = words
	case t.Kind() == reflect.Bool:
		s.kind = yesNo
	case t.Kind() == reflect.Map:
		s.kind, s.key = table, b.build(t.Key(), nil)
		if t.Key() == reflect.TypeFor[units.Duration]() {
			s.key.form = units.TermForm
		}
		b.elements(s, t.Elem(), suffixed(paths, ".*"))
	case t.Kind() == reflect.Slice:
		s.kind = sequence
		b.elements(s, t.Elem(), suffixed(paths, "[]"))
	case t.Kind() == reflect.Struct:
		s.kind = section
		b.fields(s, t, nil, paths)
	default:
		b.fault("%s: a %s cannot be written in a scenario", paths[0], t)
	}
	return s
}

func (b *builder) elements(s *shape, t reflect.Type, paths []string) {
	s.element = b.build(t, paths)
	s.each, _ = b.keys.lookup(paths)
}

// isMap recognises units.Map, also under another name.
func isMap(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().PkgPath() == ours && strings.HasPrefix(t.Elem().Name(), "Entry[")
}

func (b *builder) fields(s *shape, t reflect.Type, index []int, paths []string) {
	if name := "(" + t.Name() + ")"; t.PkgPath() != ours && !slices.Contains(paths, name) {
		paths = append(slices.Clone(paths), name)
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		at := append(slices.Clone(index), i)
		switch {
		case name == "-" || !f.IsExported() && f.Tag == "":
			continue
		case !f.IsExported():
			b.fault("%s.%s: has a yaml name and is not exported", t, f.Name)
			continue
		case option == "inline":
			b.fields(s, f.Type, at, paths)
			continue
		case name == "":
			b.fault("%s.%s: has no yaml name", t, f.Name)
			continue
		case s.field(name) != nil:
			b.fault("%s.%s: the yaml name %s is taken", t, f.Name, name)
			continue
		}
		below := suffixed(paths, "."+name)
		added := &field{name: name, index: at, shape: b.build(f.Type, below), optional: f.Type.Kind() == reflect.Pointer}
		if t.PkgPath() == ours {
			added.Required, added.Range = !added.optional, dictionary.Anything
		} else {
			added.parameter = b.describe(below)
		}
		s.fields = append(s.fields, added)
	}
}

func (b *builder) describe(paths []string) parameter {
	p, found := b.keys.lookup(paths)
	if !found {
		b.fault("%s: not in the dictionary", paths[0])
	}
	return p
}

func suffixed(paths []string, suffix string) []string {
	var all []string
	for _, path := range paths {
		all = append(all, strings.TrimPrefix(path+suffix, "."))
	}
	return all
}

// readText sets v, a quantity, from text.
func readText(v reflect.Value, text string) error {
	return v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
}

// readKey sets v, a key of a table, from text; a length of contracts may be a word such as annual.
func readKey(v reflect.Value, text string) error {
	if term, ok := v.Addr().Interface().(interface{ ReadTerm(string) error }); ok {
		return term.ReadTerm(text)
	}
	return readText(v, text)
}

// writeText returns the text of v, a quantity.
func writeText(v reflect.Value) (string, error) {
	text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
	return string(text), err
}
