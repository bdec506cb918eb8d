package tree

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"postsale/models/units"
)

// Parse reads one YAML document. It returns nil if there is no tree; other faults leave broken nodes behind.
func Parse(from *Source, data []byte, r *Report) *Node {
	if !isText(from, data, r) || !IsSparse(from, data, r) {
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		panic(err) // without options there is nothing to refuse
	}
	var first, second yaml.Node
	if err := loader.Load(&first); err == io.EOF {
		r.In(from.Shown, "want a scenario, got an empty file")
		return nil
	} else if err != nil {
		r.syntax(from, data, err)
		return nil
	}
	if err := loader.Load(&second); err == nil {
		r.At(&Node{From: from, Line: second.Line, Column: second.Column}, "", "want one YAML document, got a second one here")
		return nil
	} else if err != io.EOF {
		r.syntax(from, data, err)
		return nil
	}
	return Convert(from, first.Content[0], "", 0, r)
}

func isText(from *Source, data []byte, r *Report) bool {
	for at := 0; at < len(data); {
		char, size := utf8.DecodeRune(data[at:])
		control := char < ' ' && char != '\t' && char != '\n' && char != '\r'
		if control || char == utf8.RuneError && size == 1 {
			before := data[:at]
			line := bytes.Count(before, []byte("\n"))
			column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
			r.At(&Node{From: from, Line: line + 1, Column: column + 1}, "", "want text in UTF-8, got the byte 0x%02x", data[at])
			return false
		}
		at += size
	}
	return true
}

// IsSparse demands few enough values, before any is read: one takes up to a thousand times the memory of its text.
func IsSparse(from *Source, data []byte, r *Report) bool {
	const most = 100_000
	marks := 0
	for _, char := range data {
		if strings.IndexByte("\n,:-?[]{}", char) >= 0 {
			marks++
		}
	}
	if marks > most {
		r.In(from.Shown, "too many values: want at most %d line ends, commas, colons, hyphens and brackets, got %d", most, marks)
	}
	return marks <= most
}

// syntax notes an error of the YAML library in our form.
func (r *Report) syntax(from *Source, data []byte, err error) {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		r.In(from.Shown, "not YAML: %v", err)
		return
	}
	message := load.Message
	if lines := bytes.Split(data, []byte("\n")); load.Mark.Line > 0 && load.Mark.Line <= len(lines) &&
		bytes.HasPrefix(bytes.TrimLeft(lines[load.Mark.Line-1], " "), []byte("\t")) {
		message = "tabs do not indent in YAML, use spaces"
	} else if load.ContextMsg != "" {
		message += " " + load.ContextMsg
	}
	r.At(&Node{From: from, Line: load.Mark.Line, Column: load.Mark.Column}, "", "not YAML: %s", message)
}

// Convert turns the library's tree into ours and refuses what has no business in a scenario.
func Convert(from *Source, y *yaml.Node, path string, depth int, r *Report) *Node {
	const deepest, longest = 50, 1000
	n := &Node{From: from, Line: y.Line, Column: y.Column, Kind: Broken}
	switch {
	case depth > deepest:
		r.At(n, "", "nested deeper than %d levels", deepest)
	case y.Kind == yaml.AliasNode || y.Anchor != "":
		r.At(n, path, "anchors and aliases are not read here, write the value out")
	case y.Kind == yaml.SequenceNode && len(y.Content) > longest, y.Kind == yaml.MappingNode && len(y.Content) > 2*longest:
		r.At(n, path, "want at most %d entries, got more", longest)
	case y.Style&yaml.TaggedStyle != 0:
		r.At(n, path, "tags such as %s are not read here", units.Printable(y.Tag))
	case y.Kind == yaml.ScalarNode:
		n.Kind, n.Tag, n.Text = Scalar, y.Tag, y.Value
	case y.Kind == yaml.SequenceNode:
		n.Kind = List
		for i := 0; i < len(y.Content); i++ {
			at := fmt.Sprintf("%s[%d]", path, len(n.Items))
			n.Items = append(n.Items, Convert(from, y.Content[i], at, depth+1, r))
			if groups := cutItems(y, i+1); groups > 0 {
				n.Items[len(n.Items)-1].comma(at, values(y.Content[i:i+1+groups]), r)
				i += groups
			}
		}
	case y.Kind == yaml.MappingNode:
		n.Kind = Mapping
		n.convertEntries(y, path, depth, r)
	}
	return n
}

func (n *Node) convertEntries(y *yaml.Node, path string, depth int, r *Report) {
	lines := map[string]int{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := &Node{From: n.From, Line: y.Content[i].Line, Column: y.Content[i].Column, Text: y.Content[i].Value, Tag: y.Content[i].Tag}
		below := Under(path, key.Text)
		if groups := cut(y, i); groups > 0 && len(n.Entries) > 0 {
			last := n.Entries[len(n.Entries)-1]
			parts := []string{y.Content[i-1].Value}
			for k := range groups {
				parts = append(parts, y.Content[i+2*k].Value)
			}
			last.Value.comma(Under(path, last.Key.Text), parts, r)
			i += 2 * (groups - 1)
			continue
		}
		switch {
		case key.Tag == "!!merge":
			r.At(key, path, "merge keys (<<) are not read here, write the values out or use extends")
			continue
		case y.Content[i].Kind != yaml.ScalarNode:
			r.At(key, path, "want a name as key, got something nested")
			continue
		case key.Tag != "!!str" || y.Content[i].Style&yaml.TaggedStyle != 0 || y.Content[i].Anchor != "":
			r.At(key, path, "want a name as key, got %s", units.Printable(cmp.Or(key.Text, "nothing")))
			continue
		case lines[key.Text] > 0:
			r.At(key, below, "given twice, first on line %d", lines[key.Text])
			continue
		}
		lines[key.Text] = key.Line
		n.Entries = append(n.Entries, Entry{key, Convert(n.From, y.Content[i+1], below, depth+1, r)})
	}
}

var (
	openDigits = units.Pattern(`[0-9]$`)
	digitGroup = units.Pattern(`^[0-9]{3}(\.[0-9]+)?[kMB%]?$`)
	fraction   = units.Pattern(`^[0-9]{1,2}(%|k|M|B| ?h/w| ?h/d)?$`)
	zeroGroup  = units.Pattern(`^0[0-9]{2}(\.[0-9]+)?[kMB%]?$`)
)

// cut returns how many keys of a mapping in braces, from the one at i on, are what a comma cut off the number before
// them: {mean: $110,000} is {mean: $110, 000: null}, and {cv: 0,5} is {cv: 0, 5: null}.
func cut(y *yaml.Node, i int) int {
	n := 0
	for before := i - 1; before > 0 && i+1 < len(y.Content) && y.Style&yaml.FlowStyle != 0; i += 2 {
		key, value := y.Content[i].Value, y.Content[i+1]
		if !openDigits().MatchString(y.Content[before].Value) || value.Kind != yaml.ScalarNode || value.Value != "" {
			break
		}
		if !digitGroup().MatchString(key) && !(n == 0 && fraction().MatchString(key)) {
			break
		}
		n++
	}
	return n
}

// cutItems is cut for a list, where only a group that no number begins with gives it away: [1,000] is [1, 000].
func cutItems(y *yaml.Node, i int) int {
	n := 0
	for ; i > 0 && i < len(y.Content) && y.Style&yaml.FlowStyle != 0 && openDigits().MatchString(y.Content[i-1].Value) &&
		zeroGroup().MatchString(y.Content[i].Value); i++ {
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
func (n *Node) comma(path string, groups []string, r *Report) {
	n.Kind = Broken
	between := ""
	if fraction().MatchString(groups[1]) {
		between = "."
	}
	r.At(n, path, "a comma ends a value in braces and brackets: write %s, got %s", units.Printable(strings.Join(groups, between)), units.Quote(strings.Join(groups, ",")))
}
