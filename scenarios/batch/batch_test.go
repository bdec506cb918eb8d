package batch_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
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
