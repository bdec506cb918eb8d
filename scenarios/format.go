package scenarios

import (
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"

	"postsale/models/dictionary"
	"postsale/models/units"
	"postsale/scenarios/opening"
	"postsale/scenarios/tree"
)

// document is a scenario file: parameters, of which name and description say which scenario it is.
type document[P any] struct {
	Params  P      `yaml:",inline"`
	Extends string `yaml:"extends"`
}

// format is a kind of scenario file: what may be written in it, and the built-in ones.
type format struct {
	root    *shape
	library fs.FS
	trees   sync.Map // of the library's files that were parsed, by path
}

// loaded is what a format makes of a file.
type loaded struct {
	document reflect.Value // addressable
	resolved func() []byte
	files    []units.DataFile
	read     tree.DataFiles
	days     map[string]string // moments that are told as days, by their paths
	stated   map[string][]byte // those that the file itself names, not one that it extends, as named there
}

func newFormat(t reflect.Type, library fs.FS, said ...*dictionary.Dictionary) (*format, error) {
	k, err := gather(append(said, head))
	if err != nil {
		return nil, err
	}
	root, err := shapeOf(t, k)
	return &format{root: root, library: library}, err
}

var head = dictionary.New("the dictionary of the head", `
extends:
  meaning: Name of a built-in scenario, or path of another, of which this one states only the differences.
`)

// load reads a scenario: resolve, set, fill in, decode, validate.
func (f *format) load(ref string, sets []string) (*loaded, error) {
	var r tree.Report
	src, err := tree.Locate(ref, nil, f.library)
	if err != nil {
		r.In(ref, "%v", err)
		return nil, r.Failed()
	}
	data, err := src.Read()
	if err != nil {
		r.In(src.Shown, "%v", err)
		return nil, r.Failed()
	}
	return f.loadBytes(src, data, sets)
}

func (f *format) loadBytes(src *tree.Source, data []byte, sets []string) (*loaded, error) {
	b, err := f.open(src, data)
	if err != nil {
		return nil, err
	}
	return b.load(Lines(sets))
}

// load makes of a base what settings say: edit, decode, validate.
func (b *Base) load(sets []Setting) (*loaded, error) {
	f := b.format
	d := decoder{Report: tree.Report{Faults: slices.Clone(b.faults.Faults), More: b.faults.More}, files: b.files.Apart(), calendar: b.calendar, known: b.known, days: maps.Clone(b.days)}
	made := draft{from: b.from, sets: sets, layers: b.layers}
	hidden := newCovered()
	root := b.tree(made, hidden, &d.Report)
	root = opening.Settled(root)
	l := &loaded{document: f.decoded(root, &d)}
	wrong := d.validated(root, f.params(l.document))
	wrong = append(d.owed(made), wrong...)
	t := f.tries(made, &d)
	t.checkCovered(hidden, made, root, &d)
	t.tell(wrong, made, &d)
	if err := d.Failed(); err != nil {
		return nil, err
	}
	l.days = d.days
	l.files, l.read = d.files.InOrder, d.files
	l.stated = d.files.Stated[b.from]
	l.resolved = sync.OnceValue(func() []byte { return f.written(l.document) })
	if root.Length() <= certainlySmall {
		return l, nil
	}
	if !tree.IsSparse(b.from, l.resolved(), &d.Report) {
		return nil, d.Failed()
	}
	if len(l.resolved()) > tree.LargestScenario {
		d.In(b.from.Shown, "larger than %d MB with everything that it extends and leaves to defaults", tree.LargestScenario>>20)
		return nil, d.Failed()
	}
	return l, nil
}

// certainlySmall is the length of a tree that is sparse and within the largest scenario however it is written: with ten marks
// and a hundred bytes for each key, value and letter.
const certainlySmall = 10_000

// written returns a valid document as a scenario file.
func (f *format) written(document reflect.Value) []byte {
	resolved, err := encoder{calendarOf(document)}.encode(document, f.root)
	if err != nil {
		panic(fmt.Errorf("a valid scenario that cannot be written: %w", err)) // every quantity that can be read can be written
	}
	return resolved
}

// draft is what a scenario is made of.
type draft struct {
	from   *tree.Source
	layers []*tree.Node // the file, the one that it extends, and so on
	sets   []Setting
}

// tree lays the files over one another, fills in the defaults, and edits what comes of it as the settings say. It notes
// what is covered.
func (f *format) tree(made draft, hidden *covered, r *tree.Report) *tree.Node {
	root := f.laid(made.layers, hidden)
	fill(root, f.root)
	f.edit(root, made, hidden, r)
	return root
}

// edit does with a filled tree as the settings say, and fills it again.
func (f *format) edit(root *tree.Node, made draft, hidden *covered, r *tree.Report) {
	hidden.reached(moment{layers: len(made.layers)})
	edit := editor{format: f, made: made, hidden: hidden, report: r}
	for _, setting := range made.sets {
		edit.set(root, setting)
	}
	if extends := root.Get("extends"); extends != nil {
		r.At(extends, "extends", fixed)
	}
	fill(root, f.root)
	if root.Get("name") == nil && f.root.field("name") != nil {
		root.Put(root.Word("name"), root.Word(nameOf(made.from.Path)))
	}
}

const fixed = "stands in a file, it cannot be set"

// decoded returns the document that a tree stands for.
func (f *format) decoded(root *tree.Node, d *decoder) reflect.Value {
	document := reflect.New(f.root.typ).Elem()
	root = opening.Settled(root)
	if calendar := calendarIn(root); calendar != d.calendar {
		d.calendar, d.known = calendar, nil // moments that are known may be others now
	}
	d.decode(root, f.root, "", document)
	return document
}

func (f *format) params(document reflect.Value) any {
	return document.FieldByName("Params").Addr().Interface()
}

// source returns the file of a built-in scenario and the data files that it names.
func (f *format) source(name string) (file []byte, data map[string][]byte, err error) {
	l, err := f.load(name, nil)
	if err != nil {
		return nil, nil, err
	}
	file, err = fs.ReadFile(f.library, name+".yaml")
	return file, l.stated, err
}

// nameOf makes a scenario's name from its file's.
func nameOf(file string) string {
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if new(units.Title).UnmarshalText([]byte(name)) == nil {
		return name
	}
	return units.Short(name)
}
