package scenarios_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"

	"postsale/scenarios"
)

func TestRandomScenariosWithAFaultAreRefusedWhereItStands(t *testing.T) {
	refused(t, mutations, func(site) []string { return nil })
}

func TestAFaultIsToldThoughASettingCoversIt(t *testing.T) {
	forms := slices.DeleteFunc(slices.Clone(mutations), func(m mutation) bool { return m.name != "wrong type" && m.name != "wrong unit" })
	refused(t, forms, func(s site) []string {
		value := s.value.Value
		if s.isText() {
			value = strconv.Quote(value)
		}
		return []string{s.path + "=" + value}
	})
}

// refused spoils random scenarios and demands that they are refused for it, with the settings for where it is.
func refused(t *testing.T, mutations []mutation, settings func(s site) []string) {
	folder := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(folder, "data"), 0o755))
	for _, name := range []string{"random.csv", "actuals.csv"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, "data", name), data, 0o644))
	}
	file := filepath.Join(folder, "scenario.yaml")
	made := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		valid, err := scenarios.Load("testdata/random.yaml", drawn.Draw(t, "scenario"))
		require.NoError(t, err)
		var document yaml.Node
		require.NoError(t, yaml.Unmarshal(valid.Resolved(), &document))
		mutation := rapid.SampledFrom(mutations).Draw(t, "mutation")
		var sites []site
		for _, s := range sitesOf(document.Content[0], "") {
			if mutation.fits(s) {
				sites = append(sites, s)
			}
		}
		if len(sites) == 0 {
			t.Skip("no place for it")
		}
		at := rapid.SampledFrom(sites).Draw(t, "site")
		sets := settings(at)
		bad := mutation.make(t, at)
		text, err := yaml.Marshal(&document)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, text, 0o644))
		made[mutation.name]++

		_, err = scenarios.Load(file, sets)
		var refused *scenarios.Error
		require.ErrorAs(t, err, &refused, "%s at %s", mutation.name, at.path)
		places := places(t, &document, text, bad)
		found := false
		for _, f := range refused.Faults {
			require.Equal(t, file, f.File)
			require.Positive(t, f.Line)
			require.Positive(t, f.Column)
			found = found || places[[2]int{f.Line, f.Column}]
		}
		require.True(t, found, "%s at %s: want a fault at %v, got\n%v", mutation.name, at.path, places, err)
	})
	t.Log(made)
}

// site is a key and its value in a mapping, or an item of a list; the whole file
// has no parent.
type site struct {
	parent, key, value *yaml.Node
	path               string
}

// String keeps the log of a failure short.
func (s site) String() string { return s.path }

func sitesOf(n *yaml.Node, path string) []site {
	list := []site{{value: n, path: path}}
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			below := sitesOf(n.Content[i+1], strings.TrimPrefix(path+"."+n.Content[i].Value, "."))
			below[0].parent, below[0].key = n, n.Content[i]
			list = append(list, below...)
		}
	case yaml.SequenceNode:
		for i, item := range n.Content {
			list = append(list, sitesOf(item, fmt.Sprintf("%s[%d]", path, i))...)
		}
	}
	return list
}

// mutation is a way to spoil a valid scenario; make spoils it and returns the
// nodes of which one is to blame.
type mutation struct {
	name string
	fits func(s site) bool
	make func(t *rapid.T, s site) []*yaml.Node
}

var isQuantity = regexp.MustCompile(`^-?[0-9.]+[a-zA-Z%/]*$`)

// said returns what the dictionaries say of a site.
func (s site) said() scenarios.Key {
	k, _ := scenarios.Find(s.path)
	return k
}

func (s site) isText() bool { return s.said().Kind == scenarios.Text }

func scalar(s site) bool { return s.value.Kind == yaml.ScalarNode }

func put(s site, value string) []*yaml.Node {
	*s.value = yaml.Node{Kind: yaml.ScalarNode, Value: value}
	return []*yaml.Node{s.value}
}

var mutations = []mutation{
	{"wrong type", scalar, func(_ *rapid.T, s site) []*yaml.Node {
		*s.value = yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: "x"}}}
		return []*yaml.Node{s.value}
	}},
	{"wrong unit", func(s site) bool {
		return scalar(s) && !s.isText() && isQuantity.MatchString(s.value.Value)
	},
		func(t *rapid.T, s site) []*yaml.Node {
			return put(s, rapid.SampledFrom([]string{"7 parsecs", "7 %", "1e400", "nan", "0x10", "--3", "7kk", "1m", "2 weeks", "1.200.000", "110,000"}).Draw(t, "quantity"))
		}},
	{"out of range", func(s site) bool { return scalar(s) && len(beyond(s)) > 0 },
		func(t *rapid.T, s site) []*yaml.Node {
			bad := put(s, rapid.SampledFrom(beyond(s)).Draw(t, "beyond"))
			if strings.HasSuffix(s.path, ".ratio") {
				bad = append(bad, s.parent) // which may be the number itself
			}
			return bad
		}},
	{"unknown key", func(s site) bool { return s.value.Kind == yaml.MappingNode },
		func(_ *rapid.T, s site) []*yaml.Node {
			key, value := &yaml.Node{Kind: yaml.ScalarNode, Value: "zzz"}, &yaml.Node{Kind: yaml.ScalarNode, Value: "1"}
			s.value.Content = append(s.value.Content, key, value)
			return []*yaml.Node{key, value}
		}},
	{"missing key", func(s site) bool { return s.key != nil && s.said().Required && s.path != "name" },
		func(_ *rapid.T, s site) []*yaml.Node {
			for i := 0; i < len(s.parent.Content); i += 2 {
				if s.parent.Content[i] == s.key {
					s.parent.Content = append(s.parent.Content[:i:i], s.parent.Content[i+2:]...)
				}
			}
			return []*yaml.Node{s.parent}
		}},
	{"key twice", func(s site) bool { return s.key != nil },
		func(_ *rapid.T, s site) []*yaml.Node {
			again := *s.key
			s.parent.Content = append(s.parent.Content, &again, s.value)
			return []*yaml.Node{&again}
		}},
	{"wrong reference", func(s site) bool { return scalar(s) && (len(s.said().Range.Words) > 0 || s.said().RefersTo != "") },
		func(_ *rapid.T, s site) []*yaml.Node { return put(s, "nowhere") }},
}

// beyond returns values that the quantity of a site must not have, if it has bounds.
func beyond(s site) []string {
	if strings.HasSuffix(s.path, ".in_flight") {
		return []string{"999"} // of fewer customers
	}
	k := s.said()
	if k.Kind != scenarios.Quantity && k.Kind != scenarios.Spread {
		return nil
	}
	var list []string
	if r := k.Range; r.Above {
		list = append(list, k.Write(r.Least))
	} else if !math.IsInf(r.Least, 0) {
		list = append(list, k.Write(r.Least-max(1, r.Step)))
	}
	if r := k.Range; r.Below {
		list = append(list, k.Write(r.Most))
	} else if !math.IsInf(r.Most, 0) {
		list = append(list, k.Write(r.Most+max(1, r.Step)))
	}
	return list
}

// places returns lines and columns of nodes of a document in its text, read anew.
func places(t require.TestingT, document *yaml.Node, text []byte, nodes []*yaml.Node) map[[2]int]bool {
	var again yaml.Node
	require.NoError(t, yaml.Unmarshal(text, &again))
	found := map[[2]int]bool{}
	var walk func(made, read *yaml.Node)
	walk = func(made, read *yaml.Node) {
		for _, n := range nodes {
			if n == made {
				found[[2]int{read.Line, read.Column}] = true
			}
		}
		require.Len(t, read.Content, len(made.Content))
		for i := range made.Content {
			walk(made.Content[i], read.Content[i])
		}
	}
	walk(document, &again)
	return found
}

func TestAMonthThatDoesNotReadIsAFaultLikeOthers(t *testing.T) {
	_, err := scenarios.Load("board", []string{"fiscal_year_starts=janu"})
	require.EqualError(t, err, `--set fiscal_year_starts=janu: fiscal_year_starts: want a month such as january or jan, got "janu", did you mean "january"?`)
}
