// Package handbook tells people what can stand in a scenario file: of every key its meaning, how it is written, what it may
// be, its default and source, as the dictionaries of the mechanisms say it, and how a built-in scenario states it.
//
//	all := handbook.All()                                  // in the order of the file
//	entries, err := handbook.At("delivery.teams.*.people") // one key
//	entries, err := handbook.At("delivery.routes")         // one and those below it
//
// A place in a scenario, segments.smb.churn.first_renewal or targets[0].measure, stands for its key.
package handbook

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"postsale/models/dictionary"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/tree"
)

// All returns what is said of every key. Callers must not change it.
func All() []dictionary.Entry { return all() }

var all = sync.OnceValue(func() []dictionary.Entry {
	stated := examples()
	var list []dictionary.Entry
	at := map[string]int{}
	for _, k := range scenarios.Keys() {
		e := dictionary.Entry{Path: k.Path, Holds: holds[k.Kind], Meaning: k.Meaning, Unit: k.Units(), Written: k.Want(), Range: k.Range.Text,
			Required: k.Required, Default: k.DefaultText(), RefersTo: k.RefersTo, Source: k.Source}
		if k.Kind == scenarios.Mapping || k.Kind == scenarios.List {
			e.Unit, e.Written = "", ""
		}
		if x, ok := stated[k.Path]; ok {
			e.Example = &x
		}
		at[k.Path] = len(list)
		list = append(list, e)
	}
	for _, e := range slices.Backward(list) {
		if above, ok := at[over(e.Path)]; ok && (e.Meaning != "" || e.Below != nil) {
			list[above].Below = slices.Insert(list[above].Below, 0, e.Path)
		}
	}
	return list
})

var holds = map[scenarios.Kind]string{
	scenarios.Mapping:  "keys",
	scenarios.List:     "a list",
	scenarios.Quantity: "a quantity",
	scenarios.Spread:   "a quantity or a distribution",
	scenarios.Word:     "a name",
	scenarios.Text:     "a text",
	scenarios.YesNo:    "true or false",
	scenarios.Other:    "a value",
}

// over returns the path of what holds a key.
func over(path string) string {
	if inner, ok := strings.CutSuffix(path, "[]"); ok {
		return inner
	}
	return path[:max(0, strings.LastIndexByte(path, '.'))]
}

// At returns what is said of a key and of all keys below it, first the key itself. An error names the nearest key, or those in
// whose names it stands.
func At(path string) ([]dictionary.Entry, error) {
	pattern := strings.TrimSuffix(path, ".")
	if k, found := scenarios.Find(pattern); found {
		pattern = k.Path
	}
	list := All()
	i := slices.IndexFunc(list, func(e dictionary.Entry) bool { return e.Path == pattern })
	if i < 0 {
		return nil, fmt.Errorf("no key %s%s", units.Quote(path), cmp.Or(units.Hint(pattern, known(pattern)), within(pattern)))
	}
	end := i + 1
	for end < len(list) && below(list[end].Path, pattern) {
		end++
	}
	return list[i:end], nil
}

// Near returns those of some keys that stand right below a path; what stands for any name, or any place in a list, and has no
// meaning of its own gives way to what is below that. Right
// below nothing are the keys that a file begins with.
func Near(list []dictionary.Entry, path string) (near []dictionary.Entry) {
	for _, e := range list {
		switch {
		case over(e.Path) != path || e.Path == path:
		case e.Meaning == "" && e.Below != nil:
			near = append(near, Near(list, e.Path)...)
		case e.Meaning != "":
			near = append(near, e)
		}
	}
	return near
}

func below(path, above string) bool {
	rest, ok := strings.CutPrefix(path, above)
	return ok && strings.IndexAny(rest, ".[") == 0
}

// known returns the keys that somebody may have meant: all whole ones, or those that end so.
func known(path string) (names []string) {
	for _, e := range All() {
		names = append(names, e.Path)
		if !strings.Contains(path, ".") {
			names = append(names, lastOf(e.Path))
		}
	}
	return names
}

// within says in which last words of keys a text stands: of fiscal that is fiscal_year_starts.
func within(text string) string {
	const shortest, most = 3, 3
	text = strings.ToLower(lastOf(text))
	var words []string
	for _, e := range All() {
		word := lastOf(e.Path)
		if len(text) >= shortest && strings.Contains(word, text) && !slices.Contains(words, strconv.Quote(word)) && len(words) < most {
			words = append(words, strconv.Quote(word))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return ", did you mean " + strings.Join(words, " or ") + "?"
}

// lastOf returns the last word of a path.
func lastOf(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// Named returns the keys whose last word is a name: people, segments.
func Named(name string) (list []dictionary.Entry) {
	for _, e := range All() {
		if strings.HasSuffix(e.Path, "."+name) {
			list = append(list, e)
		}
	}
	return list
}

// examples returns how built-in scenarios state keys: board, then the others in their order.
func examples() map[string]dictionary.Example {
	const first = "board"
	stated := map[string]dictionary.Example{}
	names := slices.DeleteFunc(scenarios.Names(), func(name string) bool { return name == first })
	for _, name := range append([]string{first}, names...) {
		text, _, err := scenarios.Source(name)
		if err != nil {
			continue
		}
		root := tree.Parse(&tree.Source{Shown: name}, text, &tree.Report{})
		gather(root, "", func(path string, n *tree.Node) {
			k, found := scenarios.Find(path)
			if _, before := stated[k.Path]; found && !before {
				stated[k.Path] = dictionary.Example{Path: path, Value: n.Written(), Scenario: name}
			}
		})
	}
	return stated
}

// gather tells of all values in a tree, with their places.
func gather(n *tree.Node, path string, tell func(path string, n *tree.Node)) {
	if n == nil {
		return
	}
	const long = 60 // an example in a sentence
	if path != "" && !n.IsNull() && len(n.Written()) <= long {
		tell(path, n)
	}
	for _, e := range n.Entries {
		gather(e.Value, tree.Under(path, e.Key.Text), tell)
	}
	for i, item := range n.Items {
		gather(item, units.At(path, i), tell)
	}
}
