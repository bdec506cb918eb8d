package scenarios

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"sync"

	"postsale/models/dictionary"
	"postsale/models/units"
	"postsale/scenarios/tree"
)

// Key is one place of scenario files, and what the dictionaries say of it. What is said of a list holds for its items, and
// what is said of a key that may be written as a plain value holds for that value.
type Key struct {
	Path string // with * for a name and [] for a place in a list: segments.*.churn.first_renewal
	Kind Kind
	dictionary.Key
	shape *shape
}

// Kind is what stands at a key.
type Kind int

// The kinds.
const (
	Mapping  Kind = iota // keys of its own, fixed or free
	List                 // items
	Quantity             // a number with its unit
	Spread               // a quantity that differs from case to case
	Word                 // a name, or one of the words of its range
	Text                 // what people write
	YesNo                // true or false
	Other                // a date, a file, a bound
)

// Keys returns every key of scenario files in their order, with those of the parameters of a spread. Tests and studies draw
// values from their ranges, and write them with Write.
func Keys() []Key { return places().list }

// Find returns the key of a place in a scenario, such as targets[0].measure; found is false if there can be none.
func Find(path string) (key Key, found bool) {
	steps, ok := split(path)
	if !ok {
		return Key{}, false
	}
	s, pattern := builtIn().root, ""
	for _, step := range steps {
		pattern = s.pattern(pattern, step)
		if s.kind == sequence {
			s = s.element
		} else if s = s.below(step); s == nil {
			return Key{}, false
		}
	}
	return places().list[places().at[pattern]], true
}

// Plain returns the path of the quantity that may stand at a path as a plain value, or the path itself.
func Plain(path string) string {
	if k, found := Find(path); found && k.Kind == Mapping && k.shape.plain != "" && k.shape.field(k.shape.plain).shape.stands() == Quantity {
		return path + "." + k.shape.plain
	}
	return path
}

// pattern returns the path of a key of s, which is at path.
func (s *shape) pattern(path, key string) string {
	switch s.kind {
	case sequence:
		return path + "[]"
	case table:
		return tree.Under(path, "*")
	}
	return tree.Under(path, key)
}

// Write returns a quantity, or a spread that is always that, as a scenario file writes it; counts are rounded.
func (k Key) Write(v float64) string {
	value := reflect.New(k.amount()).Elem()
	if value.CanInt() {
		value.SetInt(int64(math.Round(v)))
	} else {
		value.SetFloat(v)
	}
	return fmt.Sprint(value)
}

// Read returns a quantity, or a spread that is always that, from what a scenario file writes, in the units of the model:
// working days, dollars, hours a week, 1 for all.
func (k Key) Read(text string) (float64, error) {
	value := reflect.New(k.amount()).Elem()
	err := readText(value, text)
	if value.CanInt() {
		return float64(value.Int()), err
	}
	return value.Float(), err
}

// Units returns in what a key is counted, or nothing.
func (k Key) Units() string {
	if k.Unit != "" || k.shape.kind != quantity {
		return k.Unit
	}
	return k.shape.form.Unit
}

// Want says how a key is written.
func (k Key) Want() string { return k.shape.want() }

// DefaultText returns the default as a file writes it, or nothing.
func (k Key) DefaultText() string {
	if k.Default == nil {
		return ""
	}
	return tree.Convert(&tree.Source{}, k.Default, k.Path, 0, &tree.Report{}).Written()
}

// amount returns the type of a quantity, or of the values of a spread.
func (k Key) amount() reflect.Type {
	if k.Kind == Spread {
		return k.shape.field(k.shape.plain).shape.typ
	}
	return k.shape.typ
}

type listed struct {
	list []Key
	at   map[string]int
}

var places = sync.OnceValue(func() *listed {
	l := &listed{at: map[string]int{}}
	l.below(builtIn().root, Key{})
	return l
})

// below lists the keys below one, of shape s.
func (l *listed) below(s *shape, above Key) {
	switch s.kind {
	case section:
		for _, f := range s.fields {
			said := f.Key
			if f.name == s.plain && said.Range.Text == "" {
				said.Range = above.Range
			}
			l.add(f.shape, s.pattern(above.Path, f.name), said)
		}
	case table:
		l.add(s.element, s.pattern(above.Path, ""), s.each.Key)
	case sequence:
		l.add(s.element, s.pattern(above.Path, ""), dictionary.Key{Range: above.Range, RefersTo: above.RefersTo})
	}
}

func (l *listed) add(s *shape, path string, said dictionary.Key) {
	if s.plain != "" && said.Range.Text == "" {
		said.Range = s.field(s.plain).Range
	}
	k := Key{Path: path, Kind: s.stands(), Key: said, shape: s}
	l.at[path] = len(l.list)
	l.list = append(l.list, k)
	l.below(s, k)
}

// stands returns what stands at a key of shape s.
func (s *shape) stands() Kind {
	zero := reflect.New(s.typ).Interface()
	_, measured := zero.(units.Measured)
	_, law := zero.(units.Law)
	switch {
	case measured:
		return Quantity
	case law:
		return Spread
	case s.typ == reflect.TypeFor[units.Name]():
		return Word
	case s.kind == yesNo:
		return YesNo
	case s.kind == sequence:
		return List
	case s.kind == section, s.kind == table:
		return Mapping
	case s.kind == words, s.typ.Kind() == reflect.String:
		return Text
	}
	return Other
}

// parameter is what the dictionaries say of one key of a scenario file.
type parameter struct {
	dictionary.Key
	standard *tree.Node // the default, nil if there is none
}

// keys are what is said of all keys, by path, and which of it was asked for.
type keys struct {
	parameters map[string]parameter
	used       map[string]bool
}

// gather reads dictionaries; no two may describe the same key.
func gather(all []*dictionary.Dictionary) (*keys, error) {
	k := &keys{parameters: map[string]parameter{}, used: map[string]bool{}}
	var faults []error
	for _, d := range all {
		said, err := d.Keys()
		faults = append(faults, err) // nil too
		for path, key := range said {
			if _, twice := k.parameters[path]; twice {
				faults = append(faults, fmt.Errorf("%s: %s: described already", d.Name(), path))
			}
			p := parameter{Key: key}
			if key.Default != nil {
				var r tree.Report
				p.standard = tree.Convert(&tree.Source{Shown: d.Name()}, key.Default, path, 0, &r)
				faults = append(faults, r.Failed())
			}
			k.parameters[path] = p
		}
	}
	return k, errors.Join(faults...)
}

// lookup returns what is said of a key; of its paths, the first that is in a dictionary counts.
func (k *keys) lookup(paths []string) (p parameter, found bool) {
	for _, path := range paths {
		if p, found = k.parameters[path]; found {
			k.used[path] = true
			return p, true
		}
	}
	return parameter{Key: dictionary.Key{Range: dictionary.Anything}}, false
}
