package scenarios

import (
	"fmt"
	"strconv"
	"strings"

	"postsale/models/units"
)

// set edits the tree as --set path=value does: as if the value stood at that path in the resolved scenario. What is
// set stands in no file; a fault names the setting itself. Files that it names lie with the scenario.
func set(root *node, s *shape, setting string, scenario *source, r *report) {
	from := *scenario
	from.shown = "--set " + setting
	path, text, found := strings.Cut(setting, "=")
	if path = strings.TrimSpace(path); !found || path == "" || strings.TrimSpace(text) == "" {
		r.in(from.shown, "want path=value; null as value takes a setting away")
		return
	}
	var wrong report
	value := parse(&from, []byte(text), &wrong)
	for _, fault := range wrong.faults {
		fault.Line, fault.Column = 0, 0
		r.faults = append(r.faults, fault)
	}
	if value == nil {
		return
	}
	value = (&node{from: &from}).moved(value)
	steps, ok := split(path)
	if !ok {
		r.in(from.shown, "want a path such as segments.smb.churn or targets[0].at_least, got %s", units.Quote(path))
		return
	}
	if err := replace(root, s, steps, "", value); err != nil {
		r.faults = append(r.faults, Positioned{File: from.shown, Path: err.path, Message: err.message})
	}
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
	below := under(path, step)
	inner := s.below(step)
	if inner == nil {
		return &misplaced{below, unknownKey(step, s)}
	}
	if n.kind != mapping {
		*n = *value.moved(&node{kind: mapping})
	}
	if len(rest) == 0 {
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
