package field_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/field"
	"postsale/scenarios/tree"
)

// A file that is said to show a mechanism states one of its keys, itself or in one that it extends.
func TestTheScenariosOfAMechanismStateItsKeys(t *testing.T) {
	stated := map[string][]string{}
	for _, m := range field.Mechanisms() {
		for _, name := range m.Scenarios {
			if stated[name] == nil {
				stated[name] = keysIn(t, name)
			}
			assert.True(t, slices.ContainsFunc(m.Keys, func(key string) bool {
				return slices.ContainsFunc(stated[name], func(at string) bool {
					return at == key || strings.HasPrefix(at, key+".") || strings.HasPrefix(at, key+"[")
				})
			}), "%s: %s states none of %v", m.Name, name, m.Keys)
		}
	}
}

// keysIn returns the keys that a built-in scenario and those that it extends state.
func keysIn(t *testing.T, name string) (keys []string) {
	t.Helper()
	text, _, err := scenarios.Source(name)
	require.NoError(t, err)
	root := tree.Parse(&tree.Source{Shown: name}, text, &tree.Report{})
	var gather func(n *tree.Node, path string)
	gather = func(n *tree.Node, path string) {
		if k, found := scenarios.Find(path); found && path != "" {
			keys = append(keys, k.Path)
		}
		for _, e := range n.Entries {
			gather(e.Value, tree.Under(path, e.Key.Text))
		}
		for i, item := range n.Items {
			gather(item, units.At(path, i))
		}
	}
	gather(root, "")
	if base := root.Get("extends"); base != nil {
		keys = append(keys, keysIn(t, base.Text)...)
	}
	return keys
}
