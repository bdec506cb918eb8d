package scenarios

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios/tree"
)

func compiled(t *testing.T, f *format) *jsonschema.Schema {
	text, err := f.schema()
	require.NoError(t, err)
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("scenario.json", document))
	schema, err := compiler.Compile("scenario.json")
	require.NoError(t, err)
	return schema
}

// asEditorsSee returns a scenario file as the JSON value that an editor checks.
func asEditorsSee(t *testing.T, data []byte) any {
	var r tree.Report
	root := tree.Parse(&tree.Source{Shown: "board.yaml"}, data, &r)
	require.NoError(t, r.Failed())
	text, err := json.Marshal(jsonValue(root))
	require.NoError(t, err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	require.NoError(t, err)
	return value
}

func TestTheSchemaAndLoadAgree(t *testing.T) {
	f := planFormat(t)
	schema := compiled(t, f)
	for _, c := range []struct {
		name, change string
		good         bool
	}{
		{"nothing changed", "", true},
		{"null takes away", "success: null", true},
		{"null in a section", "effects: {late: null}", true},
		{"plain value", "effects: {late: 2}", true},
		{"value in full", "effects: {late: {ratio: 2, source: a study}}", true},
		{"share as number", "success: {coverage: 0.9}", true},
		{"share in per cent", "success: {coverage: 90%}", true},
		{"negative share", "success: {coverage: -5%}", true},
		{"duration of 0", "horizon: 0", true},
		{"month", "fiscal_year_starts: Feb", true},
		{"named profile", "profile: severe", true},
		{"weeks", "profile: {weeks: [1, 2]}", true},
		{"spread", "segments: {smb: {acv: {pert: {low: 1k, mode: $2k, high: 3.5e3}}}}", true},
		{"plain spread", "segments: {smb: {acv: 12000}}", true},
		{"unknown key", "chrun: 1", false},
		{"unknown key below", "success: {cover: 90%}", false},
		{"unknown key in a list", "targets: [{measure: nrr, at_moast: 1}]", false},
		{"unknown key in a spread", "segments: {smb: {acv: {pert: {low: 1k, mode: 2k, high: 3k, cv: 1}}}}", false},
		{"unknown spread", "segments: {smb: {acv: {cauchy: {mean: 1k}}}}", false},
		{"two spreads", "segments: {smb: {acv: {constant: 1k, exponential: {mean: 1k}}}}", false},
		{"half a spread", "segments: {smb: {acv: {lognormal: {mean: 1k}}}}", false},
		{"two profiles", "profile: {named: severe, weeks: [1]}", false},
		{"list for a mapping", "success: []", false},
		{"mapping for a list", "targets: {}", false},
		{"value for a mapping", "success: 1", false},
		{"list for a value", "horizon: [12q]", false},
		{"number without its unit", "horizon: 12", false},
		{"unknown unit", "horizon: 6 weaks", false},
		{"negative duration", "horizon: -6w", false},
		{"negative money", "segments: {smb: {acv: -1}}", false},
		{"money without meaning", "segments: {smb: {acv: 12 k}}", false},
		{"broken count", "trials: 1.5", false},
		{"negative count", "trials: -1", false},
		{"number for a text", "description: 3", false},
		{"number for a name", "name: 3", false},
		{"name of words", "name: Größeres Team (draft)", true},
		{"bad name", "name: =plan", false},
		{"name over lines", `name: "my\nplan"`, false},
		{"term in a word", "segments: {smb: {acv: 12k, terms: {Annual: 50%, monthly: 50%}}}", true},
		{"term in no word", "segments: {smb: {acv: 12k, terms: {daily: 100%}}}", false},
		{"word for a duration", "horizon: annual", false},
		{"bad key", "segments: {my plan: {acv: 12k}}", false},
		{"bad duration as key", "segments: {smb: {acv: 12k, terms: {1 year: 100%}}}", false},
		{"yes for true", "partners: {hungry: {people: 1, open: yes}}", false},
		{"bad date", "start: tomorrow", false},
		{"bad month", "fiscal_year_starts: febr", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := []byte("extends: board\n" + c.change + "\n")
			_, err := f.loadBytes(&tree.Source{Shown: "board.yaml"}, data, nil)
			assert.Equal(t, c.good, err == nil, "load: %v", err)
			err = schema.Validate(asEditorsSee(t, data))
			assert.Equal(t, c.good, err == nil, "schema: %v", err)
		})
	}
}

func TestTheSchemaKnowsHowTablesAreRead(t *testing.T) {
	schema := compiled(t, builtIn())
	for _, c := range []struct {
		name, text string
		good       bool
	}{
		{"a file", "accounts: export.csv", true},
		{"a file in its own words", "accounts: {file: export.csv, columns: {id: Account ID, term: Term}, dates: day-first, segments: {Small Business: smb}, live: {In Progress: no, \"\": yes}}", true},
		{"a unit of terms", "accounts: {file: export.csv, columns: {term: {column: Term, unit: mo}}}", true},
		{"a unit of a column", "segments: {smb: {acv: {empirical: {file: a.csv, column: a, unit: percent}}}}", true},
		{"a column without a unit", "segments: {smb: {acv: {empirical: {file: a.csv, column: a}}}}", true},
		{"no such column", "accounts: {file: export.csv, columns: {mrr: MRR}}", false},
		{"no such unit", "accounts: {file: export.csv, columns: {term: {column: Term, unit: months}}}", false},
		{"no such unit of a column", "segments: {smb: {acv: {empirical: {file: a.csv, column: a, unit: hours}}}}", false},
		{"no answer", "accounts: {file: export.csv, live: {In Progress: maybe}}", false},
		{"no file", "accounts: [export.csv]", false},
	} {
		err := schema.Validate(asEditorsSee(t, []byte(c.text)))
		assert.Equal(t, c.good, err == nil, "%s: %v", c.name, err)
	}
}

func TestTheSchemaExplainsEveryKey(t *testing.T) {
	text, err := planFormat(t).schema()
	require.NoError(t, err)
	var root struct {
		Schema     string `json:"$schema"`
		Properties map[string]struct {
			Description string
			Default     any
			Unit        string `json:"x-unit"`
			Source      string `json:"x-source"`
		}
	}
	require.NoError(t, json.Unmarshal(text, &root))
	assert.Equal(t, "https://json-schema.org/draft/2020-12/schema", root.Schema)
	horizon := root.Properties["horizon"]
	assert.Equal(t, "Length of the run.\nUnit: working time\nSource: JUDGEMENT", horizon.Description)
	assert.Equal(t, "12q", horizon.Default)
	assert.Equal(t, "working time", horizon.Unit)
	assert.Equal(t, "JUDGEMENT", horizon.Source)
	for name, property := range root.Properties {
		assert.NotEmpty(t, property.Description, name)
	}
}
