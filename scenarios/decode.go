package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"postsale/models/units"
	"postsale/scenarios/tree"
)

// decoder turns a filled tree into parameters, strictly; what it cannot turn is a fault, and it goes on.
type decoder struct {
	tree.Report
	files    tree.DataFiles
	observed int  // values of columns so far
	partly   bool // keys of the dictionary may be missing

	calendar units.Calendar    // of the moments that are told as days; nil where it is not known
	days     map[string]string // these, by their paths

	known   known // what need not be decoded again
	learned known // what was decoded, if anybody wants to know
}

// decode sets v, of shape s, from the node at path.
func (d *decoder) decode(n *tree.Node, s *shape, path string, v reflect.Value) {
	if n.Kind == tree.Broken {
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	if was, ok := d.known[n]; ok {
		v.Set(was)
		return
	}
	read := d.files.Size
	d.form(n, s, path, v)
	if d.learned != nil && d.files.Size == read {
		d.learned[n] = v
	}
}

// form is decode without what is known.
func (d *decoder) form(n *tree.Node, s *shape, path string, v reflect.Value) {
	switch s.kind {
	case section, table:
		if n.Kind != tree.Mapping {
			d.mistaken(n, s, path)
		} else if s.kind == section {
			d.section(n, s, path, v)
		} else {
			d.table(n, s, path, v)
		}
	case sequence:
		if n.Kind != tree.List {
			d.mistaken(n, s, path)
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
		for i, item := range n.Items {
			d.decode(item, s.element, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	default:
		if n.Kind != tree.Scalar || n.IsNull() {
			d.mistaken(n, s, path)
			return
		}
		d.value(n, s, path, v)
	}
}

func (d *decoder) mistaken(n *tree.Node, s *shape, path string) {
	d.At(n, path, "want %s, got %s%s", s.want(), n.Said(), s.instead(n))
}

// instead returns the form that n, which has another, was perhaps meant to have.
func (s *shape) instead(n *tree.Node) string {
	switch {
	case s.choice && n.Kind == tree.List:
		for _, f := range s.fields {
			if f.shape.kind == sequence {
				return fmt.Sprintf("; write {%s: [...]}", f.name)
			}
		}
	case s.kind == table && s.element.kind == quantity && n.Kind == tree.Scalar && !n.IsNull():
		if s.element.typ == reflect.TypeFor[units.Share]() && readKey(reflect.New(s.key.typ).Elem(), n.Text) == nil {
			return fmt.Sprintf("; write {%s: 100%%}", n.Text)
		}
	case s.kind == sequence && s.element.kind == section:
		return "; write [{...}]"
	case s.kind == sequence && n.Kind == tree.Scalar && !n.IsNull():
		return fmt.Sprintf("; write [%s]", units.Printable(n.Text))
	}
	return ""
}

func (d *decoder) value(n *tree.Node, s *shape, path string, v reflect.Value) {
	isText := n.Tag == "!!str"
	switch {
	case v.Kind() == reflect.String && !isText:
		d.At(n, path, "want %s, got %s; to mean it, put it in quotes", s.want(), units.Printable(n.Text))
	case s.kind == quantity:
		if err := d.read(v, path, n.Text); err != nil {
			d.At(n, path, "%v", err)
		}
	case s.kind == words:
		v.SetString(n.Text)
	case s.kind == yesNo:
		if n.Tag != "!!bool" {
			d.mistaken(n, s, path)
			return
		}
		v.SetBool(strings.EqualFold(n.Text, "true"))
	case s.kind == dataFile:
		file, err := d.files.Read(n)
		if err != nil {
			d.At(n, path, "%s: %v", units.Quote(n.Text), err)
			return
		}
		v.Set(reflect.ValueOf(file))
	}
}

func (d *decoder) section(n *tree.Node, s *shape, path string, v reflect.Value) {
	lacks := map[string]bool{}
	var given []string
	for _, f := range s.fields {
		value := n.Get(f.name)
		if value == nil {
			lacks[f.name] = f.Required && !(d.partly && s.typ.PkgPath() != ours)
			continue
		}
		given = append(given, f.name)
		below := tree.Under(path, f.name)
		if n.Short && f.name == s.plain {
			below = path
		}
		d.decode(value, f.shape, below, v.FieldByIndex(f.index))
	}
	for _, e := range n.Entries {
		if s.field(e.Key.Text) == nil {
			d.At(e.Key, tree.Under(path, e.Key.Text), "%s", unknownKey(e.Key.Text, s))
			// A key that is misspelt is not missing besides.
			delete(lacks, units.Nearest(e.Key.Text, s.names()))
			if s.choice {
				return
			}
		}
	}
	for _, f := range s.fields {
		if lacks[f.name] {
			d.Lacking(n, tree.Under(path, f.name), f.shape.want())
		}
	}
	if s.choice && len(given) != 1 {
		d.At(n, path, "want exactly one of %s, got %s", strings.Join(s.names(), ", "), units.Several(given, len(given)))
		return
	}
	d.observe(n, s, path, v)
}

// misnamed notes, in the place of what an entry lacks, that it was meant to be another of the scenario that this one
// extends, if its name is near.
func (d *decoder) misnamed(e tree.Entry, path string, before int) {
	lacks := func(fault tree.Positioned) bool { return fault.Lacks }
	if e.Value.Beside == nil || before > len(d.Faults) || !slices.ContainsFunc(d.Faults[before:], lacks) {
		return
	}
	if hint := e.Unknown(); hint != "" {
		d.Faults = append(d.Faults[:before], slices.DeleteFunc(d.Faults[before:], lacks)...)
		d.At(e.Key, path, "%s", hint)
	}
}

// observe reads the rows of a section that takes its values from a file.
func (d *decoder) observe(n *tree.Node, s *shape, path string, v reflect.Value) {
	column, ok := v.Addr().Interface().(interface{ Read() error })
	if !ok || v.FieldByName("File").FieldByName("Name").String() == "" {
		return
	}
	const most = 1_000_000
	if d.observed > most {
		return // said
	}
	if err := column.Read(); err != nil {
		d.At(n.Get("file"), path, "%v", err)
	}
	if d.observed += v.FieldByName("Values").Len(); d.observed > most {
		d.At(n.Get("file"), path, "with the columns before it more than %d values, each counted as often as it is named", most)
	}
}

func (d *decoder) table(n *tree.Node, s *shape, path string, v reflect.Value) {
	if v.Kind() == reflect.Map {
		v.Set(reflect.MakeMap(v.Type()))
	} else {
		v.Set(reflect.MakeSlice(v.Type(), 0, len(n.Entries)))
	}
	known := map[string]*tree.Node{}
	for _, e := range n.Entries {
		below := tree.Under(path, e.Key.Text)
		if e.Value.IsNull() {
			if hint := e.Unknown(); hint != "" {
				d.At(e.Key, below, "%s", hint)
			}
			continue
		}
		key := reflect.New(s.key.typ).Elem()
		if err := readKey(key, e.Key.Text); err != nil {
			d.At(e.Key, below, "%v", err)
			continue
		}
		canonical := fmt.Sprint(key)
		if before := known[canonical]; before != nil {
			where := ""
			if before.Line > 0 {
				where = fmt.Sprintf(" on line %d", before.Line)
			}
			d.At(e.Key, below, "the same as %s%s", before.Text, where)
			continue
		}
		known[canonical] = e.Key
		before := len(d.Faults)
		if v.Kind() == reflect.Map {
			value := reflect.New(v.Type().Elem()).Elem()
			d.decode(e.Value, s.element, below, value)
			v.SetMapIndex(key, value)
		} else {
			named := reflect.New(v.Type().Elem()).Elem()
			named.FieldByName("Name").Set(key)
			d.decode(e.Value, s.element, below, named.FieldByName("Value"))
			v.Set(reflect.Append(v, named))
		}
		d.misnamed(e, below, before)
	}
}

// found is a fault of the parameters and where it stands.
type found struct {
	units.Fault
	node  *tree.Node
	lacks bool // a key is not there
}

// validated returns what the parameters themselves find wrong, unless it only follows from what is reported already.
func (d *decoder) validated(root *tree.Node, params any) []found {
	checked, ok := params.(interface{ Validate(*units.Faults) })
	if !ok {
		return nil
	}
	var faults units.Faults
	checked.Validate(&faults)
	var list []found
	for _, fault := range faults.All() {
		if !follows(fault.Path, d.Faults) {
			list = append(list, found{Fault: fault, node: root.Find(fault.Path)})
		}
	}
	d.More += faults.More()
	return list
}

// owed takes out of the faults those that what lies on top of another's file may have made: all that stand in a built-in
// one, and what the user's own lacks.
func (d *decoder) owed(made draft) (list []found) {
	if made.from.Library != nil && len(made.sets) == 0 {
		return nil
	}
	d.Faults = slices.DeleteFunc(d.Faults, func(fault tree.Positioned) bool {
		n := fault.Node
		if n == nil || n.From.Setting || n.From.Users() && !fault.Lacks {
			return false
		}
		list = append(list, found{units.Fault{Path: fault.Path, Message: fault.Message}, n, fault.Lacks})
		return true
	})
	return list
}

// follows says whether one of the faults lies at path, above it or below it.
func follows(path string, faults []tree.Positioned) bool {
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
