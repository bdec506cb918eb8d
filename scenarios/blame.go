package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// place notes what the parameters find wrong where the user can mend it. A value of a built-in scenario, or of any
// other that is extended, is right there: what makes it wrong is a key of a file on top of it, or a setting. It is the
// one without which the fault is gone.
func (f *format) place(wrong []found, made draft, d *decoder) {
	b := blame{format: f, made: made, left: made.mostTries(d), cures: map[string]map[string]bool{}}
	for _, fault := range wrong {
		b.now = append(b.now, fault.Path)
	}
	var told []culprit
	for _, fault := range wrong {
		at := fmt.Sprintf("%s (%s)", fault.Path, place(fault.node))
		c := b.culprit(fault)
		if c.node == nil && fault.node.from.users() || made.from.library != nil && len(made.sets) == 0 {
			d.at(fault.node, fault.Path, "%s", fault.Message)
			continue
		}
		if c.node == nil {
			d.at(made.layers[0], fault.Path, "%s; it stands in %s, and is wrong with what this states on top of it", fault.Message, place(fault.node))
			continue
		}
		if within(c.path, fault.Path) {
			d.at(c.node, fault.Path, "%s", fault.Message)
			continue
		}
		same := func(t culprit) bool { return place(t.node) == place(c.node) && t.message == fault.Message }
		if i := slices.IndexFunc(told, same); i >= 0 {
			told[i].spoils = append(told[i].spoils, at)
			continue
		}
		c.message, c.spoils = fault.Message, []string{at}
		told = append(told, c)
	}
	for _, c := range told {
		them := "it"
		if len(c.spoils) > 1 {
			them = "them"
		}
		d.at(c.node, c.path, "makes %s wrong: %s; state %s as well, or leave this out", listedShort(c.spoils), c.message, them)
	}
}

// culprit is a key that makes others wrong.
type culprit struct {
	node    *node
	path    string
	spoils  []string
	message string
}

func place(n *node) string {
	if n.line == 0 {
		return n.from.shown
	}
	return fmt.Sprintf("%s:%d:%d", n.from.shown, n.line, n.column)
}

// listedShort names the first few of a list.
func listedShort(list []string) string {
	const most = 3
	if more := len(list) - most; more > 0 {
		return strings.Join(list[:most], ", ") + fmt.Sprintf(" and %d more", more)
	}
	if last := len(list) - 1; last > 0 {
		return strings.Join(list[:last], ", ") + " and " + list[last]
	}
	return list[0]
}

// blame finds culprits.
type blame struct {
	*format
	made  draft
	now   []string                   // the paths of what is wrong
	only  bool                       // a cure may bring nothing else that is wrong
	left  int                        // scenarios that may be tried
	cures map[string]map[string]bool // what is wrong without a change, by its name
}

// mostTries bounds how many scenarios are tried: each is decoded and reads the data files again.
func (made draft) mostTries(d *decoder) int {
	const most, largeFile, largeTree = 200, 1 << 16, 2000
	nodes := 0
	for _, layer := range made.layers {
		nodes += layer.size()
	}
	return max(10, most/(1+d.files.size/largeFile+nodes/largeTree))
}

// culprit returns the smallest change on top of where a fault stands without which it is gone, if there is one without
// which nothing else is wrong.
func (b *blame) culprit(fault found) culprit {
	b.only = true
	c := b.search(fault)
	if c.node == nil {
		b.only = false
		c = b.search(fault)
	}
	return c
}

func (b *blame) search(fault found) culprit {
	layer := slices.IndexFunc(b.made.layers, func(n *node) bool { return n.from == fault.node.from })
	if fault.node.from.setting {
		return culprit{}
	}
	for i := len(b.made.sets) - 1; i >= 0; i-- {
		without := b.made
		without.sets = slices.Delete(slices.Clone(without.sets), i, i+1)
		if b.cured(fmt.Sprint("set ", i), without, fault.Path) {
			return culprit{node: &node{from: &source{shown: "--set " + b.made.sets[i]}}, path: pathOf(b.made.sets[i])}
		}
	}
	for i := range max(0, layer) {
		if c := b.below(i, nil, b.made.layers[i], fault.Path); c.node != nil {
			return c
		}
	}
	return culprit{}
}

// below returns the smallest change at or below the place of a layer.
func (b *blame) below(layer int, steps []string, n *node, path string) culprit {
	for _, e := range n.entries {
		inner := append(slices.Clone(steps), e.key.text)
		without := b.made
		without.layers = slices.Clone(without.layers)
		without.layers[layer] = without.layers[layer].without(inner)
		if !b.cured(fmt.Sprint(layer, " ", strings.Join(inner, "\x00")), without, path) {
			continue
		}
		if c := b.below(layer, inner, e.value, path); c.node != nil {
			return c
		}
		return culprit{node: e.value, path: strings.Join(inner, ".")}
	}
	return culprit{}
}

// cured reports whether nothing is wrong at, above or below a path with another draft.
func (b *blame) cured(name string, other draft, path string) bool {
	faults, known := b.cures[name]
	if !known && b.left > 0 {
		b.left--
		var r report
		faults = b.format.faults(b.format.tree(other, nil, &r))
		b.cures[name] = faults
		known = true
	}
	for at := range faults {
		if within(at, path) || within(path, at) || b.only && !slices.Contains(b.now, at) {
			return false
		}
	}
	return known
}

// without returns a copy of a tree that lacks the key where steps lead.
func (n *node) without(steps []string) *node {
	c := *n
	c.entries = slices.Clone(n.entries)
	if len(steps) == 1 {
		c.drop(steps[0])
		return &c
	}
	for i, e := range c.entries {
		if e.key.text == steps[0] {
			c.entries[i].value = e.value.without(steps[1:])
		}
	}
	return &c
}
