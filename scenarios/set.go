package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"postsale/models/units"
)

// editor edits a tree as --set path=value does, one setting after the other.
type editor struct {
	*format
	made   draft
	hidden *covered
	report *report
}

// set edits the tree as if the value stood at that path in the resolved scenario. What is set stands in no file; a
// fault names the setting itself. Files that it names lie with the scenario.
func (e *editor) set(root *node, setting string) {
	from := *e.made.from
	e.hidden.numbered(&from)
	from.shown, from.setting = "--set "+setting, true
	path, text, found := strings.Cut(setting, "=")
	if path = strings.TrimSpace(path); !found || path == "" || strings.TrimSpace(text) == "" {
		e.report.in(from.shown, "want path=value; null as value takes a setting away")
		return
	}
	var wrong report
	value := parse(&from, []byte(text), &wrong)
	for _, fault := range wrong.faults {
		fault.Line, fault.Column = 0, 0
		e.report.faults = append(e.report.faults, fault)
	}
	if value == nil {
		return
	}
	value = (&node{from: &from}).moved(value)
	steps, ok := split(path)
	if !ok {
		e.report.in(from.shown, "want a path such as segments.smb.churn or targets[0].at_least, got %s", units.Quote(path))
		return
	}
	if hidden, shape, called := root.at(e.root, steps); hidden != nil {
		e.hidden.add(hidden, shape, steps, called)
	}
	if err := replace(root, e.root, steps, "", value); err != nil {
		e.report.faults = append(e.report.faults, Positioned{File: from.shown, Path: err.path, Message: err.message})
	}
}

// at returns the value where steps lead from n, of shape s, with its shape and path, or nil if there is none.
func (n *node) at(s *shape, steps []string) (*node, *shape, string) {
	path := ""
	for _, step := range steps {
		if n == nil || s == nil {
			return nil, nil, ""
		}
		if s.kind == sequence {
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(n.items) {
				return nil, nil, ""
			}
			n, s, path = n.items[i], s.element, fmt.Sprintf("%s[%d]", path, i)
			continue
		}
		n, s, path = n.get(s.spelt(n, step)), s.below(step), under(path, step)
	}
	return n, s, path
}

// spelt returns the key of n, of shape s, that means the same as key: 4q for 1y; or key itself.
func (s *shape) spelt(n *node, key string) string {
	if slices.ContainsFunc(n.entries, func(e entry) bool { return e.key.text == key }) {
		return key
	}
	for _, e := range n.entries {
		if s.canonical(e.key.text) == s.canonical(key) {
			return e.key.text
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
func replace(n *node, s *shape, steps []string, path string, value *node) *misplaced {
	step, rest := steps[0], steps[1:]
	if s.kind == sequence {
		return replaceItem(n, s, steps, path, value)
	}
	if s.kind != section && s.kind != table {
		return &misplaced{path, fmt.Sprintf("is %s, it holds no %s", s.want(), units.Quote(step))}
	}
	step = s.spelt(n, step)
	below := under(path, step)
	inner := s.below(step)
	if inner == nil {
		return &misplaced{below, unknownKey(step, s)}
	}
	if n.kind != mapping {
		*n = *value.moved(&node{kind: mapping})
	}
	if len(rest) == 0 {
		if hint := units.Hint(step, n.keys()); hint != "" && s.kind == table && value.isNull() && n.get(step) == nil {
			return &misplaced{below, "not there" + hint}
		}
		n.put(value.word(step), value)
		return nil
	}
	next := n.get(step)
	if next == nil && s.kind == table {
		hint := units.Hint(step, n.keys())
		return &misplaced{below, fmt.Sprintf("not there%s; to add it, set it as a whole: %s={...}", hint, below)}
	}
	if next == nil {
		next = value.moved(&node{kind: mapping})
		if inner.kind == sequence {
			next.kind = list
		}
		n.put(value.word(step), next)
	}
	return replace(next, inner, rest, below, value)
}

func replaceItem(n *node, s *shape, steps []string, path string, value *node) *misplaced {
	at, err := strconv.Atoi(steps[0])
	if err != nil {
		return &misplaced{path, fmt.Sprintf("is a list, want a place in it such as [0], got %s", units.Quote(steps[0]))}
	}
	if at < 0 || at >= len(n.items) {
		return &misplaced{fmt.Sprintf("%s[%d]", path, at), fmt.Sprintf("is beyond the end of the list, which has %d", len(n.items))}
	}
	if len(steps) == 1 {
		n.items[at] = value
		return nil
	}
	return replace(n.items[at], s.element, steps[1:], fmt.Sprintf("%s[%d]", path, at), value)
}

// unknownKey says that a section has no such key, and which it may have been.
func unknownKey(key string, s *shape) string {
	if hint := units.Hint(key, s.names()); hint != "" {
		return "unknown key" + hint
	}
	return "unknown key, want one of " + strings.Join(s.names(), ", ")
}
