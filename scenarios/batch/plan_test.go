package batch_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results/saved"
	"postsale/scenarios"
	"postsale/scenarios/batch"
)

func TestAnotherPlanIsRefusedAndSaysWhatDiffers(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(t *testing.T, r *batch.Request)
		says   string
	}{
		{"key", func(t *testing.T, r *batch.Request) {
			require.NoError(t, os.WriteFile("plans/p1.yaml", fmt.Appendf(nil, small, "25%"), 0o666))
		}, "  p1 (plans/p1.yaml): segments.s.churn.first_renewal: from 20% to 25%"},
		{"seed", func(_ *testing.T, r *batch.Request) { r.Seed = 2 }, "  seed: from 1 to 2"},
		{"trials", func(_ *testing.T, r *batch.Request) { r.Trials = 80 }, "  trials of p0 and p1: from 60 to 80"},
		{"version", func(_ *testing.T, r *batch.Request) { r.Program = "v2" }, "  version of the program: from v1 to v2"},
		{"new", func(t *testing.T, r *batch.Request) {
			require.NoError(t, os.WriteFile("plans/p2.yaml", fmt.Appendf(nil, small, "25%"), 0o666))
		}, "  p2 (plans/p2.yaml): is new"},
		{"gone", func(t *testing.T, r *batch.Request) { require.NoError(t, os.Remove("plans/p1.yaml")) }, "  p1 (plans/p1.yaml): is gone"},
		{"data", func(_ *testing.T, r *batch.Request) { r.Output.Forms = []saved.Form{saved.CSV} }, "  data: from parquet,csv to csv"},
		{"rows", func(_ *testing.T, r *batch.Request) { r.Output.Quarters = false }, "  rows by quarter: from yes to no"},
		{"set", func(_ *testing.T, r *batch.Request) { r.Settings = []string{"deals.slip=7%"} }, "deals.slip: from "},
	} {
		t.Run(c.name, func(t *testing.T) {
			plans(t, "10%", "20%")
			r := request(10, "plans")
			_, err := open(t, r, "study", false)
			require.NoError(t, err)
			before, err := os.ReadFile("study/" + batch.PlanName)
			require.NoError(t, err)
			c.change(t, &r)
			_, err = open(t, r, "study", false)
			require.ErrorContains(t, err, "study: holds another plan; --replan accepts this one and keeps what is still of use, or choose another folder. What differs:\n")
			assert.ErrorContains(t, err, c.says)
			after, err := os.ReadFile("study/" + batch.PlanName)
			require.NoError(t, err)
			assert.Equal(t, string(before), string(after), "nothing was touched")
		})
	}
}

func TestReplanKeepsWhatIsOfUse(t *testing.T) {
	plans(t, "10%", "20%")
	r := request(10, "plans")
	whole(t, r, "study", 2)

	require.NoError(t, os.WriteFile("plans/p1.yaml", fmt.Appendf(nil, small, "25%"), 0o666))
	r.Trials = 75
	s, err := open(t, r, "study", true)
	require.NoError(t, err)
	assert.Equal(t, 90, s.Plan.TrialsOf(s.Store.Missing(s.Plan)), "15 more of one and 75 of the other")
	live(t, s, 2)
	whole(t, r, "afresh", 2)
	assert.Equal(t, tables(t, "afresh"), tables(t, "study"))

	r.Trials = 33
	s, err = open(t, r, "study", true)
	require.NoError(t, err)
	assert.Empty(t, s.Store.Missing(s.Plan), "fewer are there")
	merge(t, s)
	whole(t, r, "fewer", 2)
	assert.Equal(t, tables(t, "fewer"), tables(t, "study"))

	r.Seed = 2
	s, err = open(t, r, "study", true)
	require.NoError(t, err)
	assert.Len(t, s.Store.Missing(s.Plan), len(s.Plan.Shards), "nothing of another seed is of use")
	entries, err := os.ReadDir("study/shards")
	require.NoError(t, err)
	assert.Empty(t, entries)
}

func TestScenariosThatSimulateTheSameAreSimulatedOnce(t *testing.T) {
	plans(t, "10%", "10%", "10%")
	require.NoError(t, os.WriteFile("plans/p2.yaml", fmt.Appendf(nil, "name: p0\n"+small, "10%"), 0o666))
	found := gathered(t, request(10, "plans"))
	require.Empty(t, found.Faults)
	assert.Equal(t, []string{"p1 simulates what p0 does: their trials are run once", "plans/p2.yaml is the same scenario as plans/p0.yaml: it is run once"}, found.Notes)
	assert.Equal(t, 60, found.Plan.Trials())
	s, err := batch.Open("study", found.Plan, false, 10)
	require.NoError(t, err)
	lines := live(t, s, 2)
	require.Len(t, lines, 2)
	assert.Equal(t, []string{"p0", "p1"}, []string{lines[0].Name, lines[1].Name})
	assert.Equal(t, lines[0].NRR, lines[1].NRR)
}

func TestWhatIsWrongIsTold(t *testing.T) {
	plans(t, "10%")
	require.NoError(t, os.MkdirAll("empty/.hidden", 0o777))
	require.NoError(t, os.WriteFile("empty/.hidden/a.yaml", nil, 0o666))
	require.NoError(t, os.WriteFile("bad.yaml", fmt.Appendf(nil, small, "200%"), 0o666))
	require.NoError(t, os.WriteFile("twin.yaml", fmt.Appendf(nil, "name: p0\n"+small, "11%"), 0o666))
	require.NoError(t, os.WriteFile("many.yaml", fmt.Appendf(nil, "trials: 2000000\n"+strings.Replace(small, "trials: 60\n", "", 1), "11%"), 0o666))
	for _, c := range []struct{ path, says string }{
		{"empty", "empty: a folder without scenarios: want a file that ends in .yaml in it, or in a folder in it"},
		{"no*.yaml", "no*.yaml: no file, folder or built-in scenario matches"},
		{"[a", "[a: must be a pattern such as plans/*.yaml: a bracket is left open"},
		{"", "want a file, a folder, a pattern or the name of a built-in scenario, got nothing"},
		{"bad.yaml", "bad.yaml:7:"},
		{"bord", `bord: no file, folder or built-in scenario of this name, did you mean "board"?`},
		{"./none.yaml", "./none.yaml: no such file"},
		{"twin.yaml", `twin.yaml: name: must be one that no other scenario of the batch has, but plans/p0.yaml is named "p0" too`},
		{"many.yaml", "many.yaml: trials: must be at most 100,000 in a batch"},
	} {
		t.Run(c.path, func(t *testing.T) {
			found := gathered(t, request(0, "plans", c.path))
			require.Len(t, found.Faults, 1)
			assert.Contains(t, found.Faults[0], c.says)
			require.NotNil(t, found.Plan, "the others run")
			assert.Len(t, found.Plan.Scenarios, 1)
		})
	}
	found := gathered(t, request(0, "bad.yaml", "bad.yaml"))
	assert.Nil(t, found.Plan)
	require.Len(t, found.Faults, 2)
	assert.Equal(t, "bad.yaml: not valid either, for what is told above", found.Faults[1], "one cause is told once")
}

func TestAPlanThatMakesNoSenseIsRefused(t *testing.T) {
	plans(t, "10%")
	s := whole(t, request(20, "plans"), "study", 1)
	text, err := os.ReadFile(s.Path)
	require.NoError(t, err)
	for _, c := range []struct{ name, from, to, says string }{
		{"format", `"format":1`, `"format":9`, "study/plan.json: format: must be 1, that of this program, got 9: it was written by another version"},
		{"no JSON", `{"format"`, `"format"`, "study/plan.json: must be the plan of a batch: "},
		{"unknown", `"seed":1`, `"seed":1,"sed":1`, `unknown field "sed"`},
		{"name", `"name":"p0"`, `"name":""`, "scenarios[0].name: must be one that no other has"},
		{"trials", `"trials":60`, `"trials":0`, "scenarios[0].trials: must be at least 1 and at most 100,000, got 0"},
		{"most trials", `"trials":60`, `"trials":9000000000000000000`, "scenarios[0].trials: must be at least 1 and at most 100,000, got 9000000000000000000"},
		{"more trials", `"trials":60`, `"trials":70`, "shards: must hold each trial of a scenario once, but trials 61 to 70 of p0 are in none of them"},
		{"fewer trials", `"trials":60`, `"trials":40`, "shards: must hold each trial of a scenario once, but trials 41 to 60 of p0 are more than are asked for"},
		{"a shard twice", `"first":21`, `"first":1`, "shards: must hold each trial of a scenario once, but trials 1 to 20 of p0 are in two"},
		{"a gap", `"first":21,"trials":20`, `"first":21,"trials":19`, "shards: must hold each trial of a scenario once, but trials 40 to 40 of p0 are in none of them"},
		{"a shard without trials", `[{"scenario":0,"first":21,"trials":20}]`, `[]`, "shards[1]: must hold trials, got none"},
		{"beyond all", `"first":21`, `"first":9223372036854775806`, "shards[1][0]: must be 1 to 1000 trials from 1 on of a scenario of the plan"},
		{"form", `["parquet","csv"]`, `["parquet","../csv"]`, `output.forms[1]: must be csv,parquet, each once, got "../csv"`},
		{"form twice", `["parquet","csv"]`, `["csv","csv"]`, `output.forms[1]: must be csv,parquet, each once, got "csv"`},
		{"seed", `"seed":1`, `"seed":-1`, "study/plan.json: seed: must be what a plan has there, got number -1"},
		{"base64", "\"data\": [", "\"data\": [{\"sha256\":\"\",\"bytes\":\"?\"}", "must be the plan of a batch: illegal base64 data"},
		{"data", "\"data\": [", "\"data\": [{\"sha256\":\"\",\"bytes\":\"AA==\"}", "data[0]: must have the hash that stands there"},
		{"varied twice", "\"varied\": [", "\"varied\": [\"a\",\"a\"", `varied[1]: must be a path that no other is, got "a"`},
		{"varied by nothing", "\"varied\": [", "\"varied\": [\"\"", `varied[0]: must be a path that no other is, got ""`},
		{"cut", "\n ]\n}\n", "", "must be the plan of a batch: unexpected end of JSON input"},
		{"piece", `"scenario":0`, `"scenario":7`, "shards[0][0]: must be 1 to 1000 trials from 1 on of a scenario of the plan"},
		{"after", "\n ]\n}\n", "\n ]\n}\n{}", "must be the plan of a batch: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Contains(t, string(text), c.from)
			require.NoError(t, os.WriteFile(s.Path, []byte(strings.Replace(string(text), c.from, c.to, 1)), 0o666))
			_, _, err := batch.ReadPlan("study")
			assert.ErrorContains(t, err, c.says)
		})
	}
	for _, c := range []struct{ name, from, to string }{
		{"what is simulated", "first_renewal: 10%", "first_renewal: 11%"},
		{"name", `"name":"p0"`, `"name":"p\n1"`},
		{"hash", `"sha256":"`, `"sha256":"0`},
		{"identity", `"identity":"`, `"identity":"0`},
	} {
		require.Contains(t, string(text), c.from)
		require.NoError(t, os.WriteFile(s.Path, []byte(strings.Replace(string(text), c.from, c.to, 1)), 0o666))
		p, path, err := batch.ReadPlan("study")
		require.NoError(t, err)
		err = p.Live(t.Context(), path, s.Shards(), []int{0}, 1, func(_, _ int) {})
		assert.ErrorContains(t, err, "scenarios[0]: must be as it was planned, but its hash, name or trials are not those that stand there", c.name)
	}
}

func TestAPlanWhoseScenarioIsDamagedIsToldAsAPlan(t *testing.T) {
	plans(t, "10%")
	s := whole(t, request(20, "plans"), "study", 1)
	text, err := os.ReadFile(s.Path)
	require.NoError(t, err)
	require.Contains(t, string(text), "segments:")
	require.NoError(t, os.WriteFile(s.Path, []byte(strings.Replace(string(text), "segments:", "`egments:", 1)), 0o666))
	p, path, err := batch.ReadPlan("study")
	require.NoError(t, err)
	_, err = p.Measure(t.Context(), path, time.Millisecond)
	var faults *scenarios.Error
	assert.ErrorContains(t, err, "plan.json: scenarios[0]: cannot be read by this program: ")
	assert.NotErrorAs(t, err, &faults, "it would be told as a fault of a file that nobody has")
}
