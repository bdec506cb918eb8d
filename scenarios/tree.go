package scenarios

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"postsale/models/units"

	yaml "go.yaml.in/yaml/v4"
)

// node is a value in a scenario and the place where it was written. Trees are merged from several files, so every
// node knows its own.
type node struct {
	from         *source
	line, column int

	kind    kind
	tag     string  // of a scalar, what YAML takes it for: !!str, !!int, !!null, ...
	text    string  // of a scalar
	entries []entry // of a mapping
	items   []*node // of a list
	short   bool    // a mapping that was written as a plain value
	beside  *node   // of an entry that a scenario adds to a table of the one that it extends, that table
}

type entry struct{ key, value *node }

type kind int

const (
	scalar kind = iota
	mapping
	list
	broken // reported already
)

func (k kind) String() string { return [...]string{"a value", "a mapping", "a list", "nothing"}[k] }

func (n *node) isNull() bool { return n.kind == scalar && n.tag == "!!null" }

// said returns what stands there, for a message.
func (n *node) said() string {
	switch {
	case n.isNull():
		return "nothing"
	case n.kind == scalar:
		return units.Quote(n.text)
	}
	return n.kind.String()
}

// get returns the value of a key, nil if it is absent or null.
func (n *node) get(key string) *node {
	for _, e := range n.entries {
		if e.key.text == key && !e.value.isNull() {
			return e.value
		}
	}
	return nil
}

// keys returns the keys of a mapping that have a value.
func (n *node) keys() []string {
	var keys []string
	for _, e := range n.entries {
		if !e.value.isNull() {
			keys = append(keys, e.key.text)
		}
	}
	return keys
}

// put sets the value of a key.
func (n *node) put(key, value *node) {
	for i, e := range n.entries {
		if e.key.text == key.text {
			n.entries[i] = entry{key, value}
			return
		}
	}
	n.entries = append(n.entries, entry{key, value})
}

// drop removes a key.
func (n *node) drop(key string) {
	n.entries = slices.DeleteFunc(n.entries, func(e entry) bool { return e.key.text == key })
}

// word makes a text node that stands where n stands.
func (n *node) word(text string) *node {
	return &node{from: n.from, line: n.line, column: n.column, tag: "!!str", text: text}
}

// moved copies a tree to where n stands.
func (n *node) moved(tree *node) *node {
	c := *tree
	c.from, c.line, c.column = n.from, n.line, n.column
	c.entries, c.items = nil, nil
	for _, e := range tree.entries {
		c.entries = append(c.entries, entry{n.moved(e.key), n.moved(e.value)})
	}
	for _, item := range tree.items {
		c.items = append(c.items, n.moved(item))
	}
	return &c
}

// copied returns a copy of a tree that shares nothing with it that changes.
func (n *node) copied() *node {
	c := *n
	c.entries, c.items = nil, nil
	for _, e := range n.entries {
		c.entries = append(c.entries, entry{e.key, e.value.copied()})
	}
	for _, item := range n.items {
		c.items = append(c.items, item.copied())
	}
	return &c
}

// readFrom copies a tree whole, as if it were read from another source.
func (n *node) readFrom(src *source) *node {
	c := *n
	c.from, c.entries, c.items = src, nil, nil
	for _, e := range n.entries {
		c.entries = append(c.entries, entry{e.key.readFrom(src), e.value.readFrom(src)})
	}
	for _, item := range n.items {
		c.items = append(c.items, item.readFrom(src))
	}
	return &c
}

// size returns how many values there are in a tree.
func (n *node) size() int {
	total := 1
	for _, e := range n.entries {
		total += e.value.size()
	}
	for _, item := range n.items {
		total += item.size()
	}
	return total
}

// parse reads one YAML document. It returns nil if there is no tree; other faults leave broken nodes behind.
func parse(from *source, data []byte, r *report) *node {
	if !isText(from, data, r) || !isSparse(from, data, r) {
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		panic(err) // without options there is nothing to refuse
	}
	var first, second yaml.Node
	if err := loader.Load(&first); err == io.EOF {
		r.in(from.shown, "want a scenario, got an empty file")
		return nil
	} else if err != nil {
		r.syntax(from, data, err)
		return nil
	}
	if err := loader.Load(&second); err == nil {
		r.at(&node{from: from, line: second.Line, column: second.Column}, "", "want one YAML document, got a second one here")
		return nil
	} else if err != io.EOF {
		r.syntax(from, data, err)
		return nil
	}
	return convert(from, first.Content[0], "", 0, r)
}

func isText(from *source, data []byte, r *report) bool {
	for at := 0; at < len(data); {
		char, size := utf8.DecodeRune(data[at:])
		control := char < ' ' && char != '\t' && char != '\n' && char != '\r'
		if control || char == utf8.RuneError && size == 1 {
			before := data[:at]
			line := bytes.Count(before, []byte("\n"))
			column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
			r.at(&node{from: from, line: line + 1, column: column + 1}, "", "want text in UTF-8, got the byte 0x%02x", data[at])
			return false
		}
		at += size
	}
	return true
}

// isSparse demands few enough values, before any is read: one takes up to a thousand times the memory of its text.
func isSparse(from *source, data []byte, r *report) bool {
	const most = 100_000
	marks := 0
	for _, char := range data {
		if strings.IndexByte("\n,:-?[]{}", char) >= 0 {
			marks++
		}
	}
	if marks > most {
		r.in(from.shown, "too many values: want at most %d line ends, commas, colons, hyphens and brackets, got %d", most, marks)
	}
	return marks <= most
}

// syntax notes an error of the YAML library in our form.
func (r *report) syntax(from *source, data []byte, err error) {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		r.in(from.shown, "not YAML: %v", err)
		return
	}
	message := load.Message
	if lines := bytes.Split(data, []byte("\n")); load.Mark.Line > 0 && load.Mark.Line <= len(lines) &&
		bytes.HasPrefix(bytes.TrimLeft(lines[load.Mark.Line-1], " "), []byte("\t")) {
		message = "tabs do not indent in YAML, use spaces"
	} else if load.ContextMsg != "" {
		message += " " + load.ContextMsg
	}
	r.at(&node{from: from, line: load.Mark.Line, column: load.Mark.Column}, "", "not YAML: %s", message)
}

// convert turns the library's tree into ours and refuses what has no business in a scenario.
func convert(from *source, y *yaml.Node, path string, depth int, r *report) *node {
	const deepest, longest = 50, 1000
	n := &node{from: from, line: y.Line, column: y.Column, kind: broken}
	switch {
	case depth > deepest:
		r.at(n, "", "nested deeper than %d levels", deepest)
	case y.Kind == yaml.AliasNode || y.Anchor != "":
		r.at(n, path, "anchors and aliases are not read here, write the value out")
	case y.Kind == yaml.SequenceNode && len(y.Content) > longest, y.Kind == yaml.MappingNode && len(y.Content) > 2*longest:
		r.at(n, path, "want at most %d entries, got more", longest)
	case y.Style&yaml.TaggedStyle != 0:
		r.at(n, path, "tags such as %s are not read here", units.Printable(y.Tag))
	case y.Kind == yaml.ScalarNode:
		n.kind, n.tag, n.text = scalar, y.Tag, y.Value
	case y.Kind == yaml.SequenceNode:
		n.kind = list
		for i := 0; i < len(y.Content); i++ {
			at := fmt.Sprintf("%s[%d]", path, len(n.items))
			n.items = append(n.items, convert(from, y.Content[i], at, depth+1, r))
			if groups := cutItems(y, i+1); groups > 0 {
				n.items[len(n.items)-1].comma(at, values(y.Content[i:i+1+groups]), r)
				i += groups
			}
		}
	case y.Kind == yaml.MappingNode:
		n.kind = mapping
		n.convertEntries(y, path, depth, r)
	}
	return n
}

func (n *node) convertEntries(y *yaml.Node, path string, depth int, r *report) {
	lines := map[string]int{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := &node{from: n.from, line: y.Content[i].Line, column: y.Content[i].Column, text: y.Content[i].Value, tag: y.Content[i].Tag}
		below := under(path, key.text)
		if groups := cut(y, i); groups > 0 && len(n.entries) > 0 {
			last := n.entries[len(n.entries)-1]
			parts := []string{y.Content[i-1].Value}
			for k := range groups {
				parts = append(parts, y.Content[i+2*k].Value)
			}
			last.value.comma(under(path, last.key.text), parts, r)
			i += 2 * (groups - 1)
			continue
		}
		switch {
		case key.tag == "!!merge":
			r.at(key, path, "merge keys (<<) are not read here, write the values out or use extends")
			continue
		case y.Content[i].Kind != yaml.ScalarNode:
			r.at(key, path, "want a name as key, got something nested")
			continue
		case key.tag != "!!str" || y.Content[i].Style&yaml.TaggedStyle != 0 || y.Content[i].Anchor != "":
			r.at(key, path, "want a name as key, got %s", units.Printable(cmp.Or(key.text, "nothing")))
			continue
		case lines[key.text] > 0:
			r.at(key, below, "given twice, first on line %d", lines[key.text])
			continue
		}
		lines[key.text] = key.line
		n.entries = append(n.entries, entry{key, convert(n.from, y.Content[i+1], below, depth+1, r)})
	}
}

var (
	openDigits = regexp.MustCompile(`[0-9]$`)
	digitGroup = regexp.MustCompile(`^[0-9]{3}(\.[0-9]+)?[kMB%]?$`)
	fraction   = regexp.MustCompile(`^[0-9]{1,2}(%|k|M|B| ?h/w| ?h/d)?$`)
	zeroGroup  = regexp.MustCompile(`^0[0-9]{2}(\.[0-9]+)?[kMB%]?$`)
)

// cut returns how many keys of a mapping in braces, from the one at i on, are what a comma cut off the number before
// them: {mean: $110,000} is {mean: $110, 000: null}, and {cv: 0,5} is {cv: 0, 5: null}.
func cut(y *yaml.Node, i int) int {
	n := 0
	for before := i - 1; before > 0 && i+1 < len(y.Content) && y.Style&yaml.FlowStyle != 0; i += 2 {
		key, value := y.Content[i].Value, y.Content[i+1]
		if !openDigits.MatchString(y.Content[before].Value) || value.Kind != yaml.ScalarNode || value.Value != "" {
			break
		}
		if !digitGroup.MatchString(key) && !(n == 0 && fraction.MatchString(key)) {
			break
		}
		n++
	}
	return n
}

// cutItems is cut for a list, where only a group that no number begins with gives it away: [1,000] is [1, 000].
func cutItems(y *yaml.Node, i int) int {
	n := 0
	for ; i > 0 && i < len(y.Content) && y.Style&yaml.FlowStyle != 0 && openDigits.MatchString(y.Content[i-1].Value) &&
		zeroGroup.MatchString(y.Content[i].Value); i++ {
		n++
	}
	return n
}

func values(nodes []*yaml.Node) []string {
	var list []string
	for _, n := range nodes {
		list = append(list, n.Value)
	}
	return list
}

// comma notes that a comma cut a number into groups, which are to be written without.
func (n *node) comma(path string, groups []string, r *report) {
	n.kind = broken
	between := ""
	if fraction.MatchString(groups[1]) {
		between = "."
	}
	r.at(n, path, "a comma ends a value in braces and brackets: write %s, got %s", units.Printable(strings.Join(groups, between)), units.Quote(strings.Join(groups, ",")))
}

// under returns the path of a key below path, with the key made printable.
func under(path, key string) string {
	key = units.Printable(key)
	if path == "" {
		return key
	}
	return path + "." + key
}

// find returns the node at path, or the nearest above it that was written.
func (n *node) find(path string) *node {
	for path != "" {
		next, rest := n.step(path)
		if next == nil {
			return n
		}
		n, path = next, strings.TrimPrefix(rest, ".")
	}
	return n
}

// step follows the first element of path; of keys that hold dots themselves, the longest that fits.
func (n *node) step(path string) (next *node, rest string) {
	if n.kind == list {
		for i, item := range n.items {
			if rest, ok := strings.CutPrefix(path, fmt.Sprintf("[%d]", i)); ok {
				return item, rest
			}
		}
		return nil, ""
	}
	longest := -1
	for _, e := range n.entries {
		below, ok := strings.CutPrefix(path, e.key.text)
		if ok && len(e.key.text) > longest && (below == "" || below[0] == '.' || below[0] == '[') && !e.value.isNull() {
			next, rest, longest = e.value, below, len(e.key.text)
		}
	}
	return next, rest
}
