package field

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"postsale/models/measures"
	"postsale/models/practice"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/tree"
)

// Read returns the mechanisms of some files, in their order. An error is a *scenarios.Error, which tells all faults of all of
// them.
func Read(from fs.FS, files ...string) ([]practice.Mechanism, error) {
	r := reader{lines: map[string]*tree.Node{}}
	for _, k := range scenarios.Keys() {
		r.keys = append(r.keys, k.Path)
	}
	for _, file := range files {
		data, err := fs.ReadFile(from, file)
		if err != nil {
			r.In(file, "%v", err)
			continue
		}
		if root := tree.Parse(&tree.Source{Shown: file, Path: file}, data, &r.Report); root != nil {
			r.file(root)
		}
	}
	return r.list, r.Failed()
}

// reader reads mechanisms and collects what is wrong with them.
type reader struct {
	tree.Report
	list  []practice.Mechanism
	lines map[string]*tree.Node // where names stand
	keys  []string              // of scenario files
}

var kebab = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func (r *reader) file(root *tree.Node) {
	part := ""
	r.each(root, "", map[string]func(n *tree.Node, path string){
		"part": func(n *tree.Node, path string) { part = r.text(n, path) },
		"mechanisms": func(n *tree.Node, path string) {
			if !r.is(n, path, tree.Mapping) {
				return
			}
			for _, e := range n.Entries {
				r.mechanism(e, tree.Under(path, e.Key.Text), part)
			}
		},
	}, "part", "mechanisms")
}

func (r *reader) mechanism(e tree.Entry, path, part string) {
	m := practice.Mechanism{Name: e.Key.Text, Part: part}
	if !kebab.MatchString(m.Name) {
		r.At(e.Key, path, "must be small words with hyphens between them, got %s", units.Quote(m.Name))
	}
	if first := r.lines[m.Name]; first != nil {
		r.At(e.Key, path, "given twice, first in %s%s", first.From.Shown, tree.Place(first.Line, first.Column))
	}
	r.lines[m.Name] = e.Key
	fields := map[string]func(n *tree.Node, path string){
		"short":    func(n *tree.Node, path string) { m.Short = r.short(n, path) },
		"says":     func(n *tree.Node, path string) { m.Says = r.text(n, path) },
		"texts":    func(n *tree.Node, path string) { m.Texts = r.texts(n, path) },
		"does":     func(n *tree.Node, path string) { m.Does = r.text(n, path) },
		"keys":     func(n *tree.Node, path string) { m.Keys = r.names(n, path, "key of scenario files", r.keys) },
		"measures": func(n *tree.Node, path string) { m.Measures = r.names(n, path, "measure", measures.Names()) },
		"scenarios": func(n *tree.Node, path string) {
			m.Scenarios = r.names(n, path, "built-in scenario", scenarios.Names())
		},
		"tests":    func(n *tree.Node, path string) { m.Tests = r.tests(n, path) },
		"seen":     func(n *tree.Node, path string) { m.Seen = r.experiment(n, path) },
		"left_out": func(n *tree.Node, path string) { m.LeftOut = r.text(n, path) },
	}
	wanted := []string{"short", "texts", "says", "does", "keys", "measures", "tests", "seen"}
	if e.Value.Get("left_out") != nil {
		wanted = []string{"short", "texts", "says", "left_out"}
		for name := range fields {
			if !slices.Contains(wanted, name) {
				fields[name] = func(n *tree.Node, path string) { r.At(n, path, "does not go with left_out") }
			}
		}
	}
	r.each(e.Value, path, fields, wanted...)
	r.list = append(r.list, m)
}

// each reads the keys of a mapping, of which some must be there.
func (r *reader) each(n *tree.Node, path string, fields map[string]func(n *tree.Node, path string), wanted ...string) {
	if !r.is(n, path, tree.Mapping) {
		return
	}
	var known []string
	for name := range fields {
		known = append(known, name)
	}
	slices.Sort(known)
	for _, e := range n.Entries {
		below := tree.Under(path, e.Key.Text)
		if read := fields[e.Key.Text]; read == nil {
			r.At(e.Key, path, "unknown key %s%s", units.Quote(e.Key.Text), units.Hint(e.Key.Text, known))
		} else {
			read(e.Value, below)
		}
	}
	for _, name := range wanted {
		if !slices.ContainsFunc(n.Entries, func(e tree.Entry) bool { return e.Key.Text == name }) {
			r.Lacking(n, tree.Under(path, name), "one")
		}
	}
}

func (r *reader) is(n *tree.Node, path string, kind tree.Kind) bool {
	if n.Kind == kind {
		return true
	}
	if n.Kind != tree.Broken {
		r.At(n, path, "want %s, got %s", kind, n.Said())
	}
	return false
}

func (r *reader) text(n *tree.Node, path string) string {
	text := strings.Join(strings.Fields(n.Text), " ")
	if r.is(n, path, tree.Scalar) && (n.IsNull() || text == "") {
		r.At(n, path, "want a text, got nothing")
	}
	return text
}

// short reads a phrase for a line of a table.
func (r *reader) short(n *tree.Node, path string) string {
	const longest = 64
	text := r.text(n, path)
	if len(text) > longest {
		r.At(n, path, "must have at most %d letters, got %d", longest, len(text))
	}
	return text
}

// items returns the items of a list, of which there must be one, or a value alone.
func (r *reader) items(n *tree.Node, path string) []*tree.Node {
	if n.Kind == tree.Scalar && !n.IsNull() {
		return []*tree.Node{n}
	}
	if r.is(n, path, tree.List) && len(n.Items) == 0 {
		r.At(n, path, "want at least one, got none")
	}
	return n.Items
}

// names reads names that must be known, each once.
func (r *reader) names(n *tree.Node, path, kind string, known []string) (list []string) {
	for i, item := range r.items(n, path) {
		at := units.At(path, i)
		name := r.text(item, at)
		switch {
		case name == "":
		case slices.Contains(list, name):
			r.At(item, at, "%s is named twice", units.Quote(name))
		case !slices.Contains(known, name):
			r.At(item, at, "no %s named %s%s", kind, units.Quote(name), units.Hint(name, known))
		}
		list = append(list, name)
	}
	return list
}

func (r *reader) texts(n *tree.Node, path string) (list []practice.Text) {
	var titles []string
	for _, t := range Texts {
		titles = append(titles, t.Title)
	}
	for _, title := range r.names(n, path, "text", titles) {
		if i := slices.Index(titles, title); i >= 0 {
			list = append(list, Texts[i])
		}
	}
	return list
}

var function = regexp.MustCompile(`^Test[A-Z][A-Za-z0-9]*$`)

func (r *reader) tests(n *tree.Node, path string) (list []practice.Tests) {
	if !r.is(n, path, tree.Mapping) {
		return nil
	}
	for _, e := range n.Entries {
		t := practice.Tests{Folder: e.Key.Text}
		below := tree.Under(path, e.Key.Text)
		for i, item := range r.items(e.Value, below) {
			name := r.text(item, units.At(below, i))
			if !function.MatchString(name) {
				r.At(item, units.At(below, i), "want the name of a Go test, got %s", item.Said())
			}
			t.Functions = append(t.Functions, name)
		}
		list = append(list, t)
	}
	return list
}

func (r *reader) experiment(n *tree.Node, path string) *practice.Experiment {
	e := &practice.Experiment{}
	r.each(n, path, map[string]func(n *tree.Node, path string){
		"in": func(n *tree.Node, path string) {
			if in := r.names(n, path, "built-in scenario", scenarios.Names()); len(in) > 0 {
				e.In = in[0]
			}
		},
		"with":    func(n *tree.Node, path string) { e.With = r.settings(n, path) },
		"idle":    func(n *tree.Node, path string) { e.Idle = r.settings(n, path) },
		"measure": func(n *tree.Node, path string) { e.Measure = r.measure(n, path) },
		"moves":   func(n *tree.Node, path string) { e.Moves = r.direction(n, path) },
		"people":  func(n *tree.Node, path string) { e.People = r.yes(n, path) },
		"trials":  func(n *tree.Node, path string) { e.Trials = r.trials(n, path) },
	}, "in", "idle", "measure", "moves", "trials")
	return e
}

func (r *reader) settings(n *tree.Node, path string) (list []practice.Setting) {
	if !r.is(n, path, tree.Mapping) {
		return nil
	}
	if len(n.Entries) == 0 {
		r.At(n, path, "want at least one setting, got none")
	}
	for _, e := range n.Entries {
		if _, found := scenarios.Find(e.Key.Text); !found {
			r.At(e.Key, path, "no key of scenario files at %s%s", units.Quote(e.Key.Text), units.Hint(e.Key.Text, r.keys))
		}
		list = append(list, practice.Setting{Path: e.Key.Text, Value: e.Value.Written()})
	}
	return list
}

// measure reads MEASURE.SEGMENT.PERIOD. Which segments and periods there are the scenario says.
func (r *reader) measure(n *tree.Node, path string) string {
	text := r.text(n, path)
	name, rest, _ := strings.Cut(text, ".")
	if len(strings.Split(rest, ".")) != 2 {
		r.At(n, path, "want MEASURE.SEGMENT.PERIOD such as nrr.all.FY27, got %s", n.Said())
	} else if _, ok := measures.Find(name); !ok {
		r.At(n, path, "no measure named %s%s", units.Quote(name), units.Hint(name, measures.Names()))
	}
	return text
}

func (r *reader) direction(n *tree.Node, path string) practice.Direction {
	d := practice.Direction(r.text(n, path))
	if d != practice.Up && d != practice.Down {
		r.At(n, path, "must be %s or %s, got %s", practice.Up, practice.Down, n.Said())
	}
	return d
}

// yes reads what is said only where it is so.
func (r *reader) yes(n *tree.Node, path string) bool {
	if r.text(n, path) != "true" {
		r.At(n, path, "must be true, or not there, got %s", n.Said())
	}
	return true
}

func (r *reader) trials(n *tree.Node, path string) int {
	trials, err := strconv.Atoi(r.text(n, path))
	if err != nil || trials < Fewest || trials > Most {
		r.At(n, path, "must be a number from %d to %d, got %s", Fewest, Most, n.Said())
	}
	return trials
}

// How many trials an experiment may take: an error takes two.
const Fewest, Most = 2, 100_000
