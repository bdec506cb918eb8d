package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"postsale/models/units"
)

// decoder turns a filled tree into parameters, strictly; what it cannot turn is a fault, and it goes on.
type decoder struct {
	report
	files    dataFiles
	observed int  // values of columns so far
	partly   bool // keys of the dictionary may be missing
}

// decode sets v, of shape s, from the node at path.
func (d *decoder) decode(n *node, s *shape, path string, v reflect.Value) {
	if n.kind == broken {
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch s.kind {
	case section, table:
		if n.kind != mapping {
			d.mistaken(n, s, path)
		} else if s.kind == section {
			d.section(n, s, path, v)
		} else {
			d.table(n, s, path, v)
		}
	case sequence:
		if n.kind != list {
			d.mistaken(n, s, path)
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
		for i, item := range n.items {
			d.decode(item, s.element, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	default:
		if n.kind != scalar || n.isNull() {
			d.mistaken(n, s, path)
			return
		}
		d.value(n, s, path, v)
	}
}

func (d *decoder) mistaken(n *node, s *shape, path string) {
	d.at(n, path, "want %s, got %s%s", s.want(), n.said(), s.instead(n))
}

// instead returns the form that n, which has another, was perhaps meant to have.
func (s *shape) instead(n *node) string {
	switch {
	case s.choice && n.kind == list:
		for _, f := range s.fields {
			if f.shape.kind == sequence {
				return fmt.Sprintf("; write {%s: [...]}", f.name)
			}
		}
	case s.kind == table && s.element.kind == quantity && n.kind == scalar && !n.isNull():
		if s.element.typ == reflect.TypeFor[units.Share]() && readKey(reflect.New(s.key.typ).Elem(), n.text) == nil {
			return fmt.Sprintf("; write {%s: 100%%}", n.text)
		}
	case s.kind == sequence && s.element.kind == section:
		return "; write [{...}]"
	case s.kind == sequence && n.kind == scalar && !n.isNull():
		return fmt.Sprintf("; write [%s]", units.Printable(n.text))
	}
	return ""
}

func (d *decoder) value(n *node, s *shape, path string, v reflect.Value) {
	isText := n.tag == "!!str"
	switch {
	case v.Kind() == reflect.String && !isText:
		d.at(n, path, "want %s, got %s; to mean it, put it in quotes", s.want(), units.Printable(n.text))
	case s.kind == quantity:
		if err := readText(v, n.text); err != nil {
			d.at(n, path, "%v", err)
		}
	case s.kind == words:
		v.SetString(n.text)
	case s.kind == yesNo:
		if n.tag != "!!bool" {
			d.mistaken(n, s, path)
			return
		}
		v.SetBool(strings.EqualFold(n.text, "true"))
	case s.kind == dataFile:
		file, err := d.files.read(n)
		if err != nil {
			d.at(n, path, "%s: %v", units.Quote(n.text), err)
			return
		}
		v.Set(reflect.ValueOf(file))
	}
}

func (d *decoder) section(n *node, s *shape, path string, v reflect.Value) {
	lacks := map[string]bool{}
	var given []string
	for _, f := range s.fields {
		value := n.get(f.name)
		if value == nil {
			lacks[f.name] = f.Required && !(d.partly && s.typ.PkgPath() != ours)
			continue
		}
		given = append(given, f.name)
		below := under(path, f.name)
		if n.short && f.name == s.plain {
			below = path
		}
		d.decode(value, f.shape, below, v.FieldByIndex(f.index))
	}
	for _, e := range n.entries {
		if s.field(e.key.text) == nil {
			d.at(e.key, under(path, e.key.text), "%s", unknownKey(e.key.text, s))
			// A key that is misspelt is not missing besides.
			delete(lacks, units.Nearest(e.key.text, s.names()))
			if s.choice {
				return
			}
		}
	}
	for _, f := range s.fields {
		if lacks[f.name] {
			d.lacking(n, under(path, f.name), f.shape)
		}
	}
	if s.choice && len(given) != 1 {
		d.at(n, path, "want exactly one of %s, got %s", strings.Join(s.names(), ", "), units.Several(given, len(given)))
		return
	}
	d.observe(n, s, path, v)
}

// misnamed notes, in the place of what an entry lacks, that it was meant to be another of the scenario that this one
// extends, if its name is near.
func (d *decoder) misnamed(e entry, path string, before int) {
	lacks := func(fault Positioned) bool { return fault.lacks }
	if e.value.beside == nil || before > len(d.faults) || !slices.ContainsFunc(d.faults[before:], lacks) {
		return
	}
	if hint := e.unknown(); hint != "" {
		d.faults = append(d.faults[:before], slices.DeleteFunc(d.faults[before:], lacks)...)
		d.at(e.key, path, "%s", hint)
	}
}

// unknown says that the scenario which this one extends has no such entry, if it has one of a near name.
func (e entry) unknown() string {
	if e.value.beside == nil {
		return ""
	}
	if hint := units.Hint(e.key.text, e.value.beside.keys()); hint != "" {
		return "not in " + units.Printable(e.value.beside.from.shown) + ", which this extends" + hint
	}
	return ""
}

// observe reads the rows of a section that takes its values from a file.
func (d *decoder) observe(n *node, s *shape, path string, v reflect.Value) {
	column, ok := v.Addr().Interface().(interface{ Read() error })
	if !ok || v.FieldByName("File").FieldByName("Name").String() == "" {
		return
	}
	const most = 1_000_000
	if d.observed > most {
		return // said
	}
	if err := column.Read(); err != nil {
		d.at(n.get("file"), path, "%v", err)
	}
	if d.observed += v.FieldByName("Values").Len(); d.observed > most {
		d.at(n.get("file"), path, "with the columns before it more than %d values, each counted as often as it is named", most)
	}
}

func (d *decoder) table(n *node, s *shape, path string, v reflect.Value) {
	if v.Kind() == reflect.Map {
		v.Set(reflect.MakeMap(v.Type()))
	} else {
		v.Set(reflect.MakeSlice(v.Type(), 0, len(n.entries)))
	}
	known := map[string]*node{}
	for _, e := range n.entries {
		below := under(path, e.key.text)
		if e.value.isNull() {
			if hint := e.unknown(); hint != "" {
				d.at(e.key, below, "%s", hint)
			}
			continue
		}
		key := reflect.New(s.key.typ).Elem()
		if err := readKey(key, e.key.text); err != nil {
			d.at(e.key, below, "%v", err)
			continue
		}
		canonical := fmt.Sprint(key)
		if before := known[canonical]; before != nil {
			where := ""
			if before.line > 0 {
				where = fmt.Sprintf(" on line %d", before.line)
			}
			d.at(e.key, below, "the same as %s%s", before.text, where)
			continue
		}
		known[canonical] = e.key
		before := len(d.faults)
		if v.Kind() == reflect.Map {
			value := reflect.New(v.Type().Elem()).Elem()
			d.decode(e.value, s.element, below, value)
			v.SetMapIndex(key, value)
		} else {
			named := reflect.New(v.Type().Elem()).Elem()
			named.FieldByName("Name").Set(key)
			d.decode(e.value, s.element, below, named.FieldByName("Value"))
			v.Set(reflect.Append(v, named))
		}
		d.misnamed(e, below, before)
	}
}

// found is a fault of the parameters and where it stands.
type found struct {
	units.Fault
	node  *node
	lacks bool // a key is not there
}

// validated returns what the parameters themselves find wrong, unless it only follows from what is reported already.
func (d *decoder) validated(root *node, params any) []found {
	checked, ok := params.(interface{ Validate(*units.Faults) })
	if !ok {
		return nil
	}
	var faults units.Faults
	checked.Validate(&faults)
	var list []found
	for _, fault := range faults.All() {
		if !follows(fault.Path, d.faults) {
			list = append(list, found{Fault: fault, node: root.find(fault.Path)})
		}
	}
	d.more += faults.More()
	return list
}

// owed takes out of the faults those that what lies on top of another's file may have made: all that stand in a built-in
// one, and what the user's own lacks.
func (d *decoder) owed(made draft) (list []found) {
	if made.from.library != nil && len(made.sets) == 0 {
		return nil
	}
	d.faults = slices.DeleteFunc(d.faults, func(fault Positioned) bool {
		n := fault.node
		if n == nil || n.from.setting || n.from.users() && !fault.lacks {
			return false
		}
		list = append(list, found{units.Fault{Path: fault.Path, Message: fault.Message}, n, fault.lacks})
		return true
	})
	return list
}

// follows says whether one of the faults lies at path, above it or below it.
func follows(path string, faults []Positioned) bool {
	for _, fault := range faults {
		if within(path, fault.Path) || within(fault.Path, path) {
			return true
		}
	}
	return false
}

func within(path, above string) bool {
	rest, ok := strings.CutPrefix(path, above)
	return ok && above != "" && (rest == "" || rest[0] == '.' || rest[0] == '[')
}
