package sweeps

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/tree"
)

// Sweep is a file that stands for many scenarios. It never changes: scenarios may be loaded from it at the same time.
type Sweep struct {
	Title       string   // what it is called
	Description string   // empty if it has none
	Bases       []string // the scenarios that vary, of which there is mostly one: built-in names, or paths of files
	Paths       []string

	from  *tree.Source
	bases []base
	keys  []*tree.Node   // the paths, where they were first written
	above map[string]int // by the steps to a path that varies, or to what it lies in: the first such path
	axes  []axis
	files []string
}

// axis is paths that move together, one after the other in Sweep.Paths, and the values that they take.
type axis struct {
	first  int // of its paths
	points []point
	table  *tree.Source // where they stand, nil for the sweep's own file
}

// point is a value for each path of an axis.
type point struct {
	name   string     // empty if it has none
	at     *tree.Node // where that stands
	line   int        // of a table
	values []value
}

// value is what takes the place of another. The zero value leaves that where it is.
type value struct {
	text string     // in the words of the file
	node *tree.Node // nil in a table, whose text says all
}

// base is a scenario that varies.
type base struct {
	*scenarios.Base
	name string // that its scenarios are told from those of others by
}

// Is reports whether a path, as scenarios are named by, is that of a file which says that it is a sweep. What cannot be read
// is none.
func Is(path string) bool {
	if !tree.IsPath(path) {
		return false
	}
	from := &tree.Source{Shown: path, Path: path}
	data, err := from.Read()
	if err != nil || !bytes.Contains(data, []byte(scenarios.KindSweep)) {
		return false
	}
	if says().Match(data) {
		return true
	}
	root := tree.Parse(from, data, new(tree.Report)) // it may be written in braces
	if root == nil {
		return false
	}
	kind := root.Get("kind")
	return kind != nil && kind.Text == scenarios.KindSweep
}

var says = units.Pattern(`(?m)^kind:[ \t]+["']?sweep["']?[ \t]*(#.*)?\r?$`)

// Len returns how many scenarios there are.
func (s *Sweep) Len() int { return s.points() * len(s.bases) }

// Of returns which combination of values the i-th scenario has, and which of Bases: they are the fastest to change.
func (s *Sweep) Of(i int) (values, base int) { return i / len(s.bases), i % len(s.bases) }

// points returns how many combinations of values there are.
func (s *Sweep) points() int {
	n := 1
	for _, a := range s.axes {
		n *= len(a.points)
	}
	return n
}

// Files returns the files that the sweep was read from: itself, and the table of its design if there is one.
func (s *Sweep) Files() []string { return s.files }

// digits returns which point of each axis the i-th scenario has.
func (s *Sweep) digits(i int) []int {
	i, _ = s.Of(i)
	digits := make([]int, len(s.axes))
	for k := len(s.axes) - 1; k >= 0; k-- {
		digits[k] = i % len(s.axes[k].points)
		i /= len(s.axes[k].points)
	}
	return digits
}

// Name returns the name of the i-th scenario, which is fit for a file and no other's: that of its row or, where it has none or
// more than that row varies, the sweep's with a number; and of several bases that of its own.
func (s *Sweep) Name(i int) string {
	if len(s.bases) == 1 {
		return s.called(i)
	}
	_, base := s.Of(i)
	return s.called(i) + "-" + s.bases[base].name
}

// called returns what the scenarios of a combination of values have in common of their names.
func (s *Sweep) called(i int) string {
	var own []string
	for k, digit := range s.digits(i) {
		if name := s.axes[k].points[digit].name; name != "" {
			own = append(own, name)
		}
	}
	if len(s.axes) == 1 && len(own) == 1 {
		return shortened(own[0], s.room())
	}
	name := s.numbered(i)
	for _, o := range own {
		if len(name)+len("-")+len(o) <= s.room() {
			name += "-" + o
		}
	}
	return name
}

// room is how long a name may be before that of the base.
func (s *Sweep) room() int {
	longest := 0
	if len(s.bases) > 1 {
		for _, b := range s.bases {
			longest = max(longest, len("-")+len(b.name))
		}
	}
	return units.LongestName - longest
}

func (s *Sweep) numbered(i int) string {
	values, _ := s.Of(i)
	number := fmt.Sprintf("-%0*d", len(strconv.Itoa(s.points())), 1+values)
	return shortened(units.Short(s.Title), s.room()-len(number)) + number
}

func shortened(name string, most int) string {
	if len(name) <= most {
		return name
	}
	return strings.TrimRight(name[:most], "-_")
}

// Varied returns the value of each of Paths in the i-th scenario, in the words of the file; where the base's stands, it is empty.
func (s *Sweep) Varied(i int) []string {
	list := make([]string, 0, len(s.Paths))
	for k, digit := range s.digits(i) {
		for _, v := range s.axes[k].points[digit].values {
			list = append(list, v.text)
		}
	}
	return list
}

// Load returns the i-th scenario with settings path=value of a command line on top; an error is a *scenarios.Error. Its
// description says what was set.
func (s *Sweep) Load(i int, settings []string) (*scenarios.Scenario, error) {
	if err := s.refused(settings); err != nil {
		return nil, err
	}
	word := &tree.Node{From: s.from}
	set := func(path, text string) scenarios.Setting {
		return scenarios.Setting{Path: word.Word(path), Value: word.Word(text)}
	}
	sets := []scenarios.Setting{set("name", s.Name(i))}
	if description := s.describe(i, settings); description != "" {
		sets = append(sets, set("description", description))
	}
	for k, digit := range s.digits(i) {
		a := s.axes[k]
		p := a.points[digit]
		for at, v := range p.values {
			if key := s.keys[a.first+at]; v.text != "" {
				sets = append(sets, scenarios.Setting{Path: key, Value: a.node(key.Text, p, v, new(tree.Report))})
			}
		}
	}
	_, base := s.Of(i)
	return s.bases[base].Load(append(sets, scenarios.Lines(settings)...))
}

// paths returns how many paths the axis has.
func (a axis) paths() int {
	if len(a.points) == 0 {
		return 0
	}
	return len(a.points[0].values)
}

// node returns the value of a path at a point, where it stands. What a cell of a table says is read as --set reads it; if it
// cannot be, there is none.
func (a axis) node(path string, p point, v value, r *tree.Report) *tree.Node {
	if v.node != nil {
		return v.node
	}
	var wrong tree.Report
	n := tree.Parse(a.table, []byte(v.text), &wrong)
	for _, fault := range wrong.Faults {
		fault.Line, fault.Column, fault.Path = p.line, 0, path
		r.Faults = append(r.Faults, fault)
	}
	if n == nil {
		return nil
	}
	return (&tree.Node{From: a.table, Line: p.line}).Moved(n)
}

// describe returns the description of the sweep or, if it has none, of the base, with what is set. What would be too long is
// left out.
func (s *Sweep) describe(i int, settings []string) string {
	_, base := s.Of(i)
	description := cmp.Or(s.Description, s.bases[base].Description)
	var changed []string
	for k, text := range s.Varied(i) {
		if text != "" {
			changed = append(changed, s.Paths[k]+"="+text)
		}
	}
	if changed = append(changed, scenarios.Standing(settings)...); len(changed) == 0 {
		return description
	}
	whole := strings.TrimSpace(description + " Changed: " + strings.Join(changed, ", ") + ".")
	if len(whole) > scenarios.MaxDescription {
		return description
	}
	return whole
}

// refused returns which settings of a command line have no place in a sweep.
func (s *Sweep) refused(settings []string) error {
	var list []tree.Positioned
	for _, setting := range settings {
		path, _, _ := strings.Cut(setting, "=")
		path = strings.TrimSpace(path)
		steps, ok := scenarios.Steps(path)
		if !ok {
			continue // as is told of every scenario
		}
		fault := tree.Positioned{File: "--set " + setting, Path: path}
		k, varies := s.above[joined(steps)]
		switch {
		case slices.Contains(own, path):
			fault.Message = "must be left to the sweep, which gives each scenario its own"
		case varies:
			key := s.keys[k]
			fault.Message = fmt.Sprintf("must be left to the sweep, in which %s varies (%s%s)",
				units.Printable(s.Paths[k]), units.Printable(key.From.Shown), tree.Place(key.Line, key.Column))
		default:
			continue
		}
		list = append(list, fault)
	}
	if len(list) == 0 {
		return nil
	}
	return &scenarios.Error{Faults: list}
}

// own are the keys that tell scenarios apart.
var own = []string{"name", "description"}

func joined(steps []string) string { return strings.Join(steps, "\x00") }
