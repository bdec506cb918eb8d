package batch_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/scenarios/batch"
	"postsale/scenarios/studies"
	"postsale/sim/estimate"
)

const small = `
start: 2027-01-01
horizon: 8q
trials: 60
targets: [{measure: nrr, at_least: 90%%}]
segments:
  s: {opening: {customers: 40}, acv: 10k, terms: {1y: 1}, deals_per_quarter: 4, churn: {first_renewal: %s}, tickets: {per_month: 1}, projects: {p: 100%%}}
delivery:
  teams: {t: {people: 2}}
  projects: {p: {team: t, promised: 4w, phases: [{name: a, effort: 10h, pace: 10h/w}]}}
support: {tier1: {people: 1}}
`

// plans writes files of small scenarios, which differ in their churn, and goes where they are.
func plans(t *testing.T, churns ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("plans", 0o777))
	for i, churn := range churns {
		require.NoError(t, os.WriteFile(fmt.Sprintf("plans/p%d.yaml", i), fmt.Appendf(nil, small, churn), 0o666))
	}
}

func request(size int, paths ...string) batch.Request {
	return batch.Request{Paths: paths, Seed: 1, Shard: size, Program: "v1", Output: batch.Output{Forms: []saved.Form{saved.Parquet, saved.CSV}, Quarters: true}}
}

func gathered(t *testing.T, r batch.Request) *batch.Gathered {
	t.Helper()
	found, err := batch.Gather(t.Context(), r)
	require.NoError(t, err)
	return found
}

// open gathers what is asked for and begins it in a folder.
func open(t *testing.T, r batch.Request, dir string, replan bool) (*batch.Study, error) {
	t.Helper()
	found := gathered(t, r)
	require.Empty(t, found.Faults)
	return batch.Open(dir, found.Plan, replan, r.Shard)
}

// live runs what is missing of a study on so many workers and merges it.
func live(t *testing.T, s *batch.Study, workers int) []results.BatchLine {
	t.Helper()
	require.NoError(t, s.Plan.Live(t.Context(), s.Path, s.Shards(), s.Store.Missing(s.Plan), workers, func(done, failed int) {}))
	return merge(t, s)
}

func merge(t *testing.T, s *batch.Study) (lines []results.BatchLine) {
	t.Helper()
	require.NoError(t, s.Scan(true))
	_, err := s.Plan.Merge(t.Context(), s.Path, s.Dir, s.Store, func(l results.BatchLine) { lines = append(lines, l) })
	require.NoError(t, err)
	return lines
}

// whole runs a batch from its beginning.
func whole(t *testing.T, r batch.Request, dir string, workers int) *batch.Study {
	t.Helper()
	s, err := open(t, r, dir, false)
	require.NoError(t, err)
	live(t, s, workers)
	return s
}

// tables returns the files of a study but for its plan and shards.
func tables(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	files := map[string]string{}
	for _, e := range entries {
		if e.IsDir() || e.Name() == batch.PlanName {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		require.NoError(t, err)
		files[e.Name()] = string(data)
	}
	require.Len(t, files, 13, "six tables in two forms, and the manifest")
	return files
}

func TestTheTablesAreTheSameWhateverTheShardsAndTheWorkers(t *testing.T) {
	plans(t, "10%", "20%", "30%")
	whole(t, request(0, "plans"), "one", 1)
	want := tables(t, "one")
	for _, c := range []struct{ size, workers int }{{7, 2}, {1, 2}, {1000, 1}, {59, 3}} {
		dir := fmt.Sprintf("of-%d", c.size)
		whole(t, request(c.size, "plans"), dir, c.workers)
		for name, text := range tables(t, dir) {
			assert.True(t, want[name] == text, "%s of shards of %d trials", name, c.size)
		}
	}
}

func TestAScenarioOfABatchComesToWhatARunOfItComesTo(t *testing.T) {
	plans(t, "10%", "20%")
	s := whole(t, request(9, "plans"), "study", 2)
	for i, name := range []string{"plans/p0.yaml", "plans/p1.yaml"} {
		study, err := studies.NewRun(studies.Order{Scenario: name, Seed: 1, Program: "v1"})
		require.NoError(t, err)
		run := study.Live(t.Context(), nil).(*results.Run)
		got, err := s.Plan.Recall(s.Path, s.Store, i)
		require.NoError(t, err)
		require.Equal(t, run.Table.Trials, got.Table.Trials)
		require.Equal(t, len(run.Table.Columns), len(got.Table.Columns))
		for column := range run.Table.Columns {
			require.True(t, slices.EqualFunc(run.Table.Values(column), got.Table.Values(column), func(a, b float64) bool {
				return math.Float64bits(a) == math.Float64bits(b)
			}), "%+v", run.Table.Columns[column])
		}
		assert.Equal(t, fmt.Sprint(run.Estimates), fmt.Sprint(got.Estimates))
		assert.Equal(t, fmt.Sprint(run.Targets), fmt.Sprint(got.Targets))
		assert.Equal(t, run.SHA256, got.SHA256)
	}
}

func TestAComparisonOfABatchIsAFreshOne(t *testing.T) {
	plans(t, "10%", "20%")
	s := whole(t, request(9, "plans"), "study", 2)
	for _, plain := range []bool{false, true} {
		order := studies.Order{Scenario: "plans/p0.yaml", Others: []string{"plans/p1.yaml"}, Seed: 1, Program: "v1", Plain: plain}
		study, err := studies.NewComparison(order, false)
		require.NoError(t, err)
		_, err = study.Fit(1e9)
		require.NoError(t, err)
		want := study.Live(t.Context(), nil).(*results.Comparison)
		kept, err := s.Plan.Kept(s.Path, s.Store, []string{"p0", "p1"})
		require.NoError(t, err)
		order.Scenario, order.Others = "p0", []string{"p1"}
		study, err = studies.NewRecalled(order, "study", kept, false)
		require.NoError(t, err)
		got := study.Live(t.Context(), nil).(*results.Comparison)
		require.Equal(t, len(want.Others[0].Pairs), len(got.Others[0].Pairs))
		assert.Equal(t, fmt.Sprint(differences(want)), fmt.Sprint(differences(got)))
		assert.Equal(t, fmt.Sprint(want.Others[0].Price), fmt.Sprint(got.Others[0].Price))
		assert.Equal(t, want.Others[0].Changes, got.Others[0].Changes)
		assert.Equal(t, fmt.Sprint(want.Base.Targets), fmt.Sprint(got.Base.Targets))
		assert.Equal(t, append([]string{"which luck the plans shared, and where they part, is not told: a batch keeps the numbers of trials, not their facts"},
			want.Warnings...), got.Warnings)
	}
}

func differences(c *results.Comparison) (list []estimate.Paired) {
	for _, pair := range c.Others[0].Pairs {
		list = append(list, pair.Difference)
	}
	return list
}

func TestATrialThatFailsInAPlanIsLeftOutInAll(t *testing.T) {
	plans(t, "10%", "20%")
	found := gathered(t, request(20, "plans"))
	s, err := batch.Open("study", found.Plan, false, 20)
	require.NoError(t, err)
	calls := 0
	s.Plan.Before = func(trial int) {
		if calls++; calls == 7 || calls == 67 || calls == 68 {
			panic("broken")
		}
	}
	lines := live(t, s, 1)
	assert.Equal(t, []int{59, 1, 58, 2}, []int{lines[0].Done, lines[0].Failed, lines[1].Done, lines[1].Failed})
	kept, err := s.Plan.Kept(s.Path, s.Store, []string{"p0", "p1"})
	require.NoError(t, err)
	study, err := studies.NewRecalled(studies.Order{Scenario: "p0", Others: []string{"p1"}, Seed: 1}, "study", kept, false)
	require.NoError(t, err)
	c := study.Live(t.Context(), nil).(*results.Comparison)
	assert.Equal(t, 58, c.Base.Done, "trial 7 of both, and 8 of the other")
	assert.Len(t, c.Base.Failures, 2)
	assert.Equal(t, c.Base.Table.Trials, c.Others[0].Table.Trials)
	assert.NotContains(t, c.Base.Table.Trials, 8)
}

func TestWhatIsInterruptedGoesOnWhereItWas(t *testing.T) {
	plans(t, "10%", "20%", "30%")
	whole(t, request(10, "plans"), "undisturbed", 2)
	s, err := open(t, request(10, "plans"), "study", false)
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	err = s.Plan.Live(ctx, s.Path, s.Shards(), s.Store.Missing(s.Plan), 2, func(done, _ int) {
		if done == 75 {
			stop()
		}
	})
	require.ErrorIs(t, err, batch.ErrInterrupted)
	s, err = open(t, request(10, "plans"), "study", false)
	require.NoError(t, err)
	missing := len(s.Store.Missing(s.Plan))
	assert.Greater(t, missing, 0)
	assert.Less(t, missing, len(s.Plan.Shards), "what was done is kept")
	live(t, s, 2)
	assert.Equal(t, tables(t, "undisturbed"), tables(t, "study"))
	entries, err := os.ReadDir("study/shards")
	require.NoError(t, err)
	assert.Len(t, entries, len(s.Plan.Shards), "nothing half written is left")
}

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

func TestBrokenShardsAreFound(t *testing.T) {
	for i, c := range []struct {
		name  string
		spoil func(data []byte) []byte
	}{
		{"cut short", func(data []byte) []byte { return data[:len(data)-1] }},
		{"cut in its head", func(data []byte) []byte { return data[:10] }},
		{"empty", func([]byte) []byte { return nil }},
		{"longer", func(data []byte) []byte { return append(data, 0) }},
		{"a bit of the numbers", func(data []byte) []byte { data[len(data)-100] ^= 4; return data }},
		{"a bit of the head", func(data []byte) []byte { data[2] ^= 4; return data }},
		{"no shard", func([]byte) []byte { return []byte("{}\n") }},
		{"an endless line", func([]byte) []byte { return []byte(strings.Repeat("x", 1<<20)) }},
	} {
		if testing.Short() && i > 2 {
			break // the others are left to make verify
		}
		t.Run(c.name, func(t *testing.T) {
			plans(t, "10%")
			s := whole(t, request(20, "plans"), "study", 1)
			want := tables(t, "study")
			entries, err := os.ReadDir("study/shards")
			require.NoError(t, err)
			path := filepath.Join("study/shards", entries[1].Name())
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(path, c.spoil(data), 0o666))

			require.NoError(t, s.Scan(true))
			_, err = s.Plan.Merge(t.Context(), s.Path, s.Dir, s.Store, func(results.BatchLine) {})
			assert.EqualError(t, err, path+": is no shard, or was cut short or changed; take it away, and postsale shard makes what is missing")
			assert.Equal(t, want, tables(t, "study"), "the tables stay")

			s, err = open(t, request(20, "plans"), "study", false)
			require.NoError(t, err)
			assert.Equal(t, []string{path + ": is no shard, or was cut short or changed: it is taken away, and its trials are run again"}, s.Notes)
			live(t, s, 1)
			assert.Equal(t, want, tables(t, "study"))
		})
	}
}

func TestForeignShardsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *batch.Request)
		says   string
	}{
		{"seed", func(r *batch.Request) { r.Seed = 2 }, "is of seed 2, and the plan of 1"},
		{"version", func(r *batch.Request) { r.Program = "v2" }, "was written by version v2, and the plan is of v1: results of both are not to be mixed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plans(t, "10%")
			s := whole(t, request(20, "plans"), "study", 1)
			r := request(20, "plans")
			c.change(&r)
			whole(t, r, "other", 1)
			entries, err := os.ReadDir("other/shards")
			require.NoError(t, err)
			name := entries[0].Name()
			require.NoError(t, os.Rename("other/shards/"+name, "study/shards/"+name))
			require.NoError(t, s.Scan(true))
			_, err = s.Plan.Merge(t.Context(), s.Path, s.Dir, s.Store, func(results.BatchLine) {})
			assert.ErrorContains(t, err, name+": "+c.says)
			_, err = open(t, request(20, "plans"), "study", false)
			assert.ErrorContains(t, err, c.says)
		})
	}
}

func TestGapsAndOverlapsAreRefused(t *testing.T) {
	plans(t, "10%")
	s := whole(t, request(20, "plans"), "study", 1)
	require.Len(t, s.Plan.Shards, 3)
	other := whole(t, request(35, "plans"), "other", 1)
	fault := func() error {
		require.NoError(t, s.Scan(true))
		_, err := s.Plan.Merge(t.Context(), s.Path, s.Dir, s.Store, func(results.BatchLine) {})
		return err
	}
	entries, err := os.ReadDir(other.Shards())
	require.NoError(t, err)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(other.Shards(), e.Name()))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(s.Shards(), e.Name()), data, 0o666))
	}
	assert.ErrorContains(t, fault(), "overlap in trials ")
	for _, e := range entries {
		require.NoError(t, os.Remove(filepath.Join(s.Shards(), e.Name())))
	}
	require.NoError(t, fault())
	entries, err = os.ReadDir(s.Shards())
	require.NoError(t, err)
	require.NoError(t, os.Remove(filepath.Join(s.Shards(), entries[0].Name())))
	assert.ErrorContains(t, fault(), "study/shards: 1 of 3 shards are missing; postsale shard study/plan.json --index ")
}

func TestACheckFindsNumbersThatWereMadeUp(t *testing.T) {
	plans(t, "10%", "20%")
	s := whole(t, request(20, "plans"), "study", 1)
	all := s.Plan.Sample(s.Store, 1)
	assert.Len(t, all, len(s.Plan.Shards))
	assert.Len(t, s.Plan.Sample(s.Store, .01), 1, "one at least")
	require.NoError(t, s.Plan.Check(t.Context(), s.Path, s.Store, all, func(_, _ int) {}))

	// Shards of other luck that say that they are of this one.
	forged := request(20, "plans")
	forged.Seed = 2
	found := gathered(t, forged)
	o, err := batch.Open("forged", found.Plan, false, 20)
	require.NoError(t, err)
	require.NoError(t, o.Plan.Live(t.Context(), o.Path, o.Shards(), []int{0}, 1, func(_, _ int) {}))
	entries, err := os.ReadDir(o.Shards())
	require.NoError(t, err)
	data, err := os.ReadFile(filepath.Join(o.Shards(), entries[0].Name()))
	require.NoError(t, err)
	require.NoError(t, os.RemoveAll(s.Shards()))
	require.NoError(t, os.Mkdir(s.Shards(), 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(s.Shards(), entries[0].Name()), []byte(strings.Replace(string(data), `"seed":2`, `"seed":1`, 1)), 0o666))
	require.NoError(t, s.Scan(false))
	assert.ErrorContains(t, s.Plan.Check(t.Context(), s.Path, s.Store, []int{0}, func(_, _ int) {}), "are not what this program on this machine comes to")
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
