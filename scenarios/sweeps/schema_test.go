package sweeps_test

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios/sweeps"
)

// What is written in JSON is YAML too.
func TestTheSchemaAndReadAgree(t *testing.T) {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(sweeps.Schema())))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("sweep.json", document))
	schema, err := compiler.Compile("sweep.json")
	require.NoError(t, err)
	for _, c := range []struct {
		name, text string
		good       bool
	}{
		{"a list", `{"kind": "sweep", "base": "board", "vary": [{"trials": [5, "6"]}, {"rows": [{"name": "a", "horizon": "4q"}, {"horizon": "8q"}]}]}`, true},
		{"a mapping", `{"kind": "sweep", "name": "Größere Teams", "description": "x", "base": "board", "vary": {"trials": [5], "rows": [{"name": 2027, "segments.smb.acv": {"constant": "12k"}}]}}`, true},
		{"a table", `{"kind": "sweep", "base": "board", "design": "design.csv"}`, true},
		{"null", `{"kind": "sweep", "base": "board", "vary": {"segments.smb.tickets.per_month": [null, 1]}}`, true},
		{"several bases", `{"kind": "sweep", "base": ["board", "board-lean"], "vary": {"trials": [5]}}`, true},
		{"no bases", `{"kind": "sweep", "base": [], "vary": {"trials": [5]}}`, false},
		{"a base twice", `{"kind": "sweep", "base": ["board", "board"], "vary": {"trials": [5]}}`, false},
		{"a base that is a number", `{"kind": "sweep", "base": ["board", 3], "vary": {"trials": [5]}}`, false},
		{"no kind", `{"base": "board", "design": "design.csv"}`, false},
		{"another kind", `{"kind": "scenario", "base": "board", "design": "design.csv"}`, false},
		{"no base", `{"kind": "sweep", "design": "design.csv"}`, false},
		{"nothing varies", `{"kind": "sweep", "base": "board"}`, false},
		{"both", `{"kind": "sweep", "base": "board", "design": "design.csv", "vary": {"trials": [5]}}`, false},
		{"an unknown key", `{"kind": "sweep", "base": "board", "extends": "board", "design": "design.csv"}`, false},
		{"no paths", `{"kind": "sweep", "base": "board", "vary": []}`, false},
		{"no paths in a mapping", `{"kind": "sweep", "base": "board", "vary": {}}`, false},
		{"two paths with one hyphen", `{"kind": "sweep", "base": "board", "vary": [{"trials": [5], "horizon": ["4q"]}]}`, false},
		{"no list", `{"kind": "sweep", "base": "board", "vary": {"trials": 5}}`, false},
		{"an empty list", `{"kind": "sweep", "base": "board", "vary": {"trials": []}}`, false},
		{"names that vary", `{"kind": "sweep", "base": "board", "vary": {"name": ["a"]}}`, false},
		{"no rows", `{"kind": "sweep", "base": "board", "vary": {"rows": []}}`, false},
		{"rows that are none", `{"kind": "sweep", "base": "board", "vary": {"rows": [5]}}`, false},
		{"descriptions in rows", `{"kind": "sweep", "base": "board", "vary": {"rows": [{"trials": 5, "description": "x"}]}}`, false},
		{"a number for a name", `{"kind": "sweep", "name": 3, "base": "board", "design": "design.csv"}`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			in(t, map[string]string{"hiring.yaml": c.text, "design.csv": "trials\n5\n"})
			_, err := sweeps.Read("hiring.yaml")
			assert.Equal(t, c.good, err == nil, "read: %v", err)
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(c.text))
			require.NoError(t, err)
			err = schema.Validate(value)
			assert.Equal(t, c.good, err == nil, "schema: %v", err)
		})
	}
}
