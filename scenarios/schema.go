package scenarios

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/invopop/jsonschema"

	"postsale/scenarios/tree"
)

// schema describes the format to editors. It knows keys and forms; what is missing or out of range only Load can say,
// because a file may extend another.
func (f *format) schema() ([]byte, error) {
	b := schemaBuilder{definitions: jsonschema.Definitions{}}
	root := b.describe(f.root)
	root.Version = jsonschema.Version
	root.Title = "postsale scenario"
	root.Description = "A software company after the sale and its plan. Files write quantities with their units: 6w, 42k, 85%, 6.7h/w."
	root.Definitions = b.definitions
	return json.MarshalIndent(root, "", "  ")
}

// schemaBuilder collects a definition for every type that describes itself, a quantity or a spread of one.
type schemaBuilder struct{ definitions jsonschema.Definitions }

func (b *schemaBuilder) describe(s *shape) *jsonschema.Schema {
	if s.typ.PkgPath() != ours {
		return b.written(s)
	}
	name := s.typ.Name()
	if family, of, generic := strings.Cut(strings.TrimSuffix(name, "]"), "["); generic {
		name = family + "-of-" + of[strings.LastIndex(of, ".")+1:]
	}
	name = strings.ToLower(name)
	if b.definitions[name] == nil {
		b.definitions[name] = b.written(s)
	}
	return &jsonschema.Schema{Ref: "#/$defs/" + name}
}

func (b *schemaBuilder) written(s *shape) *jsonschema.Schema {
	switch s.kind {
	case quantity:
		return text(s)
	case words:
		return &jsonschema.Schema{Type: "string"}
	case dataFile:
		return &jsonschema.Schema{Type: "string", MinLength: new(uint64(1)), Description: "Name of a file in the folder of the scenario."}
	case yesNo:
		return &jsonschema.Schema{Type: "boolean"}
	case sequence:
		return &jsonschema.Schema{Type: "array", Items: b.describe(s.element)}
	case table:
		return &jsonschema.Schema{
			Type:                 "object",
			PropertyNames:        &jsonschema.Schema{Pattern: s.key.form.Pattern},
			AdditionalProperties: b.property(&field{shape: s.element, parameter: s.each}),
		}
	}
	var forms []*jsonschema.Schema
	if s.plain != "" {
		forms = append(forms, b.describe(s.field(s.plain).shape))
	}
	if s.choice {
		for _, f := range s.fields {
			forms = append(forms, b.object([]*field{f}, f.name))
		}
	} else {
		forms = append(forms, b.object(s.fields, s.needed()...))
	}
	if len(forms) == 1 {
		return forms[0]
	}
	return &jsonschema.Schema{OneOf: forms}
}

// needed returns the keys that must be there whatever a scenario extends: those of one spread.
func (s *shape) needed() []string {
	var needed []string
	for _, f := range s.fields {
		if s.typ.PkgPath() == ours && f.Required {
			needed = append(needed, f.name)
		}
	}
	return needed
}

func (b *schemaBuilder) object(fields []*field, required ...string) *jsonschema.Schema {
	o := &jsonschema.Schema{
		Type:                 "object",
		Properties:           jsonschema.NewProperties(),
		AdditionalProperties: jsonschema.FalseSchema,
		Required:             required,
	}
	for _, f := range fields {
		o.Properties.Set(f.name, b.property(f))
	}
	return o
}

// property describes a key; null stands for a key that is not there.
func (b *schemaBuilder) property(f *field) *jsonschema.Schema {
	p := orNull(b.describe(f.shape))
	unit := f.Unit
	if unit == "" && f.shape.kind == quantity {
		unit = f.shape.form.Unit
	}
	p.Extras = map[string]any{}
	for _, part := range []struct{ key, label, text string }{
		{"", "", f.Meaning},
		{"x-unit", "Unit: ", unit},
		{"x-source", "Source: ", f.Source},
	} {
		if part.text == "" {
			continue
		}
		p.Description = strings.TrimSpace(p.Description + "\n" + part.label + part.text)
		if part.key != "" {
			p.Extras[part.key] = part.text
		}
	}
	if f.standard != nil {
		p.Default = jsonValue(f.standard)
	}
	return p
}

func orNull(s *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{s, {Type: "null"}}}
}

// text describes a quantity: a text of its pattern or, where the pattern needs no unit, a plain number.
func text(s *shape) *jsonschema.Schema {
	written := &jsonschema.Schema{Type: "string", Pattern: s.form.Pattern}
	accepts := regexp.MustCompile(s.form.Pattern).MatchString
	number := &jsonschema.Schema{Type: "number"}
	switch {
	case !s.form.Number && accepts("0") && !accepts("1"):
		number = &jsonschema.Schema{Const: 0}
	case !s.form.Number:
		written.Description = "Write " + s.form.Want + "."
		return written
	case !accepts("0.5"):
		number.Type = "integer"
	}
	if number.Type != "" && !accepts("-1") {
		number.Minimum = "0"
	}
	return &jsonschema.Schema{
		Description: "Write " + s.form.Want + ".",
		OneOf:       []*jsonschema.Schema{number, written},
	}
}

// jsonValue returns a tree as the JSON value that an editor takes it for.
func jsonValue(n *tree.Node) any {
	switch {
	case n.Kind == tree.Mapping:
		object := map[string]any{}
		for _, e := range n.Entries {
			object[e.Key.Text] = jsonValue(e.Value)
		}
		return object
	case n.Kind == tree.List:
		array := []any{}
		for _, item := range n.Items {
			array = append(array, jsonValue(item))
		}
		return array
	case n.IsNull():
		return nil
	case n.Tag == "!!bool":
		return strings.EqualFold(n.Text, "true")
	case (n.Tag == "!!int" || n.Tag == "!!float") && json.Valid([]byte(n.Text)):
		return json.Number(n.Text)
	}
	return n.Text
}
