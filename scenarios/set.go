package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"postsale/models/units"
	"postsale/scenarios/opening"
	"postsale/scenarios/tree"
)

// Setting is a value that takes the place of another in a scenario: one of a command line, or one that stands in a file.
type Setting struct {
	Line        string     // path=value, as a command line says it
	Path, Value *tree.Node // of a file, each where it stands; nil on a command line
}

// Lines returns the settings path=value of a command line.
func Lines(texts []string) []Setting {
	var list []Setting
	for _, text := range texts {
		list = append(list, Setting{Line: text})
	}
	return list
}

func (s Setting) path() string {
	if s.Value == nil {
		return pathOf(s.Line)
	}
	return s.Path.Text
}

// place returns where a setting stands. On a command line that is no file.
func (s Setting) place() *tree.Node {
	if s.Value == nil {
		return &tree.Node{From: &tree.Source{Shown: "--set " + s.Line}}
	}
	return s.Value
}

// editor edits a tree as settings say, one after the other.
type editor struct {
	*format
	made   draft
	hidden *covered
	report *tree.Report
}

// set edits the tree as if the value stood at that path in the resolved scenario. A fault is told where the setting stands.
func (e *editor) set(root *tree.Node, s Setting) {
	path, value := e.read(s)
	if value == nil {
		return
	}
	steps, ok := split(path.Text)
	if !ok {
		e.report.At(path, "", wantPath, units.Quote(path.Text))
		return
	}
	if hidden, shape, called := e.root.at(root, steps); hidden != nil {
		e.hidden.add(hidden, shape, steps, called)
	}
	if err := replace(root, e.root, steps, "", value); err != nil {
		e.report.At(path, err.path, "%s", err.message)
		return
	}
	e.cover(opening.Set(root, steps, value), e.hidden)
}

const wantPath = "want a path such as segments.smb.churn or targets[0].at_least, got %s"

// read returns the path and the value of a setting, which are read anew each time: trees change what they hold. After a
// fault there is no value. Data files that a command line names lie with the scenario.
func (e *editor) read(s Setting) (path, value *tree.Node) {
	if s.Value != nil {
		from := *s.Value.From
		from.Setting = true
		e.hidden.numbered(&from)
		return s.Path.ReadFrom(&from), s.Value.ReadFrom(&from)
	}
	from := *e.made.from
	e.hidden.numbered(&from)
	from.Shown, from.Setting = "--set "+s.Line, true
	name, text, found := strings.Cut(s.Line, "=")
	if name = strings.TrimSpace(name); !found || name == "" || strings.TrimSpace(text) == "" {
		e.report.In(from.Shown, "want path=value; null as value takes a setting away")
		return nil, nil
	}
	var wrong tree.Report
	value = tree.Parse(&from, []byte(text), &wrong)
	steps, ok := split(name)
	for _, fault := range wrong.Faults {
		fault.Line, fault.Column = 0, 0
		if value != nil && ok {
			fault.Path = e.root.called(steps) + onward(fault.Path)
		}
		e.report.Faults = append(e.report.Faults, fault)
	}
	at := &tree.Node{From: &from}
	if value == nil {
		return nil, nil
	}
	return at.Word(name), at.Moved(value)
}

// at returns the value where steps lead from n, of shape s, with its shape and path, or nil if there is none.
func (s *shape) at(n *tree.Node, steps []string) (*tree.Node, *shape, string) {
	path := ""
	for _, step := range steps {
		if n == nil || s == nil {
			return nil, nil, ""
		}
		if s.kind == sequence {
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(n.Items) {
				return nil, nil, ""
			}
			n, s, path = n.Items[i], s.element, fmt.Sprintf("%s[%d]", path, i)
			continue
		}
		n, s, path = n.Get(s.spelt(n, step)), s.below(step), tree.Under(path, step)
	}
	return n, s, path
}

// called returns the path of steps from s on as faults call it: targets[0] for targets.0.
func (s *shape) called(steps []string) (path string) {
	for _, step := range steps {
		if s != nil && s.kind == sequence {
			path, s = fmt.Sprintf("%s[%s]", path, units.Printable(step)), s.element
			continue
		}
		path, s = tree.Under(path, step), s.below(step)
	}
	return path
}

// onward returns a path as it goes on from one above it.
func onward(path string) string {
	if path == "" || path[0] == '[' {
		return path
	}
	return "." + path
}

// spelt returns the key of n, of shape s, that means the same as key: 4q for 1y; or key itself.
func (s *shape) spelt(n *tree.Node, key string) string {
	if slices.ContainsFunc(n.Entries, func(e tree.Entry) bool { return e.Key.Text == key }) {
		return key
	}
	for _, e := range n.Entries {
		if s.canonical(e.Key.Text) == s.canonical(key) {
			return e.Key.Text
		}
	}
	return key
}

// Standing returns those settings that no later one replaces.
func Standing(settings []string) []string {
	var list []string
	replaced := func(earlier string, later []string) bool {
		steps, _ := split(pathOf(earlier))
		return slices.ContainsFunc(later, func(l string) bool {
			above, ok := split(pathOf(l))
			return ok && len(above) <= len(steps) && slices.Equal(above, steps[:len(above)])
		})
	}
	for i, s := range settings {
		if !replaced(s, settings[i+1:]) {
			list = append(list, s)
		}
	}
	return list
}

func pathOf(setting string) string {
	path, _, _ := strings.Cut(setting, "=")
	return strings.TrimSpace(path)
}

// Steps returns the keys and places on the way of a path, each in the words that stand for all its forms: the same for
// targets[0] and targets.0, and for terms.1y and terms.annual; ok is false if it is no path.
func Steps(path string) (steps []string, ok bool) {
	if steps, ok = split(path); !ok {
		return nil, false
	}
	s := builtIn().root
	for i, step := range steps {
		switch {
		case s == nil:
			return steps, true
		case s.kind != sequence:
			steps[i], s = s.canonical(step), s.below(step)
			continue
		}
		if place, err := strconv.Atoi(step); err == nil {
			steps[i] = strconv.Itoa(place)
		}
		s = s.element
	}
	return steps, true
}

// split cuts a path into keys and places: targets[0].at_least and targets.0.at_least are the same.
func split(path string) (steps []string, ok bool) {
	path = strings.ReplaceAll(strings.ReplaceAll(path, "[", "."), "]", "")
	steps = strings.Split(path, ".")
	for _, step := range steps {
		if step == "" {
			return nil, false
		}
	}
	return steps, true
}

type misplaced struct{ path, message string }

// replace puts value where steps lead from n, a place of shape s that is called path.
func replace(n *tree.Node, s *shape, steps []string, path string, value *tree.Node) *misplaced {
	step, rest := steps[0], steps[1:]
	if s.kind == sequence {
		return replaceItem(n, s, steps, path, value)
	}
	if s.kind != section && s.kind != table {
		return &misplaced{path, fmt.Sprintf("is %s, it holds no %s", s.want(), units.Quote(step))}
	}
	step = s.spelt(n, step)
	below := tree.Under(path, step)
	inner := s.below(step)
	if inner == nil {
		return &misplaced{below, unknownKey(step, s)}
	}
	if n.Kind != tree.Mapping {
		*n = *value.Moved(&tree.Node{Kind: tree.Mapping})
	}
	if len(rest) == 0 {
		if s.kind == table && value.IsNull() && n.Get(step) == nil {
			if hint := units.Hint(step, n.Keys()); hint != "" {
				return &misplaced{below, "not there" + hint}
			}
		}
		n.Put(value.Word(step), value)
		return nil
	}
	next := n.Get(step)
	if next == nil && s.kind == table {
		hint := units.Hint(step, n.Keys())
		return &misplaced{below, fmt.Sprintf("not there%s; to add it, set it as a whole: %s={...}", hint, below)}
	}
	if next == nil {
		next = value.Moved(&tree.Node{Kind: tree.Mapping})
		if inner.kind == sequence {
			next.Kind = tree.List
		}
		n.Put(value.Word(step), next)
	}
	return replace(next, inner, rest, below, value)
}

func replaceItem(n *tree.Node, s *shape, steps []string, path string, value *tree.Node) *misplaced {
	at, err := strconv.Atoi(steps[0])
	if err != nil {
		return &misplaced{path, fmt.Sprintf("is a list, want a place in it such as [0], got %s", units.Quote(steps[0]))}
	}
	if at < 0 || at >= len(n.Items) {
		return &misplaced{fmt.Sprintf("%s[%d]", path, at), fmt.Sprintf("is beyond the end of the list, which has %d", len(n.Items))}
	}
	if len(steps) == 1 {
		n.Items[at] = value
		return nil
	}
	return replace(n.Items[at], s.element, steps[1:], fmt.Sprintf("%s[%d]", path, at), value)
}

// unknownKey says that a section has no such key, and which it may have been.
func unknownKey(key string, s *shape) string {
	if hint := units.Hint(key, s.names()); hint != "" {
		return "unknown key" + hint
	}
	return "unknown key, want one of " + strings.Join(s.names(), ", ")
}
