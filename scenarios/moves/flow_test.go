package moves

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	yaml "go.yaml.in/yaml/v4"
)

// What stands in a file stands in a setting too, whatever it looks like.
func TestALineOfAValueIsReadAsTheValue(t *testing.T) {
	for _, text := range []string{"plain", "8", "3%", "$12k", "a: b", "a, b", "[a", "x # y", " a ", "", "- a", "<b>&", "\x1b[2J", "null", "'", `"`, "é", "a\nb"} {
		var quoted yaml.Node
		quoted.SetString(text)
		quoted.Style = yaml.DoubleQuotedStyle
		in := yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{{Kind: yaml.MappingNode, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: "at"}, &quoted}}}}
		var out []map[string]string
		line := flow(&in)
		require.NoError(t, yaml.Unmarshal([]byte(line), &out), line)
		require.Len(t, out, 1, line)
		assert.Equal(t, text, out[0]["at"], line)
		assert.NotContains(t, line, "\n")
	}
}
