//go:build unix

package batch_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/scenarios/batch"
)

// rewrite changes a file.
func rewrite(t *testing.T, path, from, to string) {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(text), from)
	require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(text), from, to, 1)), 0o666))
}

func TestWhateverChangesAReplannedStudyIsAnUndisturbedOne(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make verify")
	}
	sweep := func(t *testing.T, vary string) {
		require.NoError(t, os.WriteFile("plans/sweep.yaml", []byte("kind: sweep\nbase: p0.yaml\nvary: "+vary+"\n"), 0o666))
	}
	for _, c := range []struct {
		name   string
		change func(t *testing.T, r *batch.Request)
		says   string
		kept   string
	}{
		{"name", func(t *testing.T, r *batch.Request) { rewrite(t, "plans/p0.yaml", "start:", "name: other\nstart:") }, "other (plans/p0.yaml): is new", "60 of 60"},
		{"description", func(t *testing.T, r *batch.Request) {
			rewrite(t, "plans/p0.yaml", "start:", "description: other\nstart:")
		},
			"p0 (plans/p0.yaml): description", "60 of 60"},
		{"trials up", func(t *testing.T, r *batch.Request) { r.Trials = 14 }, "trials of p0, p1, sweep-1 and 2 more: from 12 to 14", "60 of 70"},
		{"trials down", func(t *testing.T, r *batch.Request) { r.Trials = 6 }, "trials of p0, p1, sweep-1 and 2 more: from 12 to 6", "30 of 30"},
		{"seed", func(t *testing.T, r *batch.Request) { r.Seed = 2 }, "seed: from 1 to 2", "0 of 60"},
		{"order of a sweep", func(t *testing.T, r *batch.Request) { sweep(t, "{support.tier1.people: [4, 3, 2]}") },
			"sweep-1 (plans/sweep.yaml: sweep-1): support.tier1.people: from 2 to 4", "60 of 60"},
		{"path of a sweep", func(t *testing.T, r *batch.Request) { sweep(t, "{delivery.teams.t.people: [3, 4]}") },
			"what varies: from support.tier1.people to delivery.teams.t.people", "24 of 48"},
		{"file of a name", func(t *testing.T, r *batch.Request) {
			rewrite(t, "plans/p0.yaml", "start:", "name: p0\nstart:")
			require.NoError(t, os.Rename("plans/p0.yaml", "plans/p00.yaml"))
			rewrite(t, "plans/sweep.yaml", "p0.yaml", "p00.yaml")
		}, "p0: file: from plans/p0.yaml to plans/p00.yaml", "60 of 60"},
		{"names of two", func(t *testing.T, r *batch.Request) {
			rewrite(t, "plans/p0.yaml", "start:", "name: p1\nstart:")
			rewrite(t, "plans/p1.yaml", "start:", "name: p0\nstart:")
		}, "p0 (plans/p1.yaml): segments.s.churn.first_renewal: from 10% to 20%", "60 of 60"},
		{"a file less", func(t *testing.T, r *batch.Request) { require.NoError(t, os.Remove("plans/p1.yaml")) }, "p1 (plans/p1.yaml): is gone", "48 of 48"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plans(t, "10%", "20%")
			sweep(t, "{support.tier1.people: [2, 3, 4]}")
			r := request(5, "plans")
			r.Trials = 12
			whole(t, r, "study", 2)
			before, err := os.ReadFile("study/plan.json")
			require.NoError(t, err)
			c.change(t, &r)
			_, err = open(t, r, "study", false)
			assert.ErrorContains(t, err, "study: holds another plan; --replan accepts this one")
			assert.ErrorContains(t, err, "\n  "+c.says)
			after, err := os.ReadFile("study/plan.json")
			require.NoError(t, err)
			assert.Equal(t, string(before), string(after), "nothing changed yet")

			s, err := open(t, r, "study", true)
			require.NoError(t, err)
			assert.Contains(t, s.Notes[len(s.Notes)-1], "another plan than before, in which "+c.kept+" trials are kept:\n")
			assert.LessOrEqual(t, len(s.Notes), 2, "one cause is told once")
			assert.Nil(t, s.Plan.Complete("study"), "the tables are of the plan before")
			_, _, err = batch.ReadPlan("study")
			require.NoError(t, err, "it can be read again")
			live(t, s, 2)
			whole(t, r, "undisturbed", 1)
			assert.Equal(t, tables(t, "undisturbed"), tables(t, "study"))
		})
	}
}

func TestShardsOfPlansBeforeTheLastAreMadeAgainWhenTheyAreLost(t *testing.T) {
	plans(t, "10%", "20%")
	r := request(25, "plans")
	whole(t, r, "study", 2)
	want := tables(t, "study")
	_, err := open(t, request(25, "plans/p1.yaml"), "study", true)
	require.NoError(t, err)
	s, err := open(t, r, "study", true)
	require.NoError(t, err)
	require.Empty(t, s.Store.Missing(s.Plan), "all is kept")
	assert.Equal(t, 120, s.Plan.Trials())

	shards, err := filepath.Glob("study/shards/*.shard")
	require.NoError(t, err)
	for _, path := range shards {
		require.NoError(t, os.Remove(path))
	}
	require.NoError(t, os.Remove("study/trials.csv"))
	s, err = open(t, r, "study", false)
	require.NoError(t, err)
	live(t, s, 2)
	assert.Equal(t, want, tables(t, "study"))
}

func TestWhatIsNoFileInThePlaceOfAShardIsRefusedAndStays(t *testing.T) {
	for _, c := range []struct {
		name string
		put  func(path string) error
	}{
		{"folder", func(path string) error { return os.Mkdir(path, 0o777) }},
		{"pipe", func(path string) error { return syscall.Mkfifo(path, 0o666) }},
		{"device", func(path string) error { return os.Symlink("/dev/zero", path) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			plans(t, "10%")
			r := request(20, "plans")
			s := whole(t, r, "study", 1)
			shards, err := filepath.Glob("study/shards/*.shard")
			require.NoError(t, err)
			require.NoError(t, os.Remove(shards[0]))
			require.NoError(t, c.put(shards[0]))
			require.NoError(t, s.Scan(true))
			_, err = s.Plan.Merge(t.Context(), s.Path, s.Dir, s.Store, func(results.BatchLine) {})
			assert.EqualError(t, err, shards[0]+": is no file: want a shard; take it away, and postsale shard makes what is missing")
			for _, change := range []uint64{0, 1} {
				r.Seed += change
				_, err = open(t, r, "study", change > 0)
				assert.EqualError(t, err, shards[0]+": is no file: want a shard; take it away, or choose another folder")
			}
			_, err = os.Lstat(shards[0])
			assert.NoError(t, err)
		})
	}
}

func TestALinkToAShardIsAShard(t *testing.T) {
	plans(t, "10%")
	s := whole(t, request(20, "plans"), "study", 1)
	want := tables(t, "study")
	require.NoError(t, os.Rename("study/shards", "elsewhere"))
	require.NoError(t, os.Mkdir("study/shards", 0o777))
	shards, err := filepath.Glob("elsewhere/*.shard")
	require.NoError(t, err)
	for _, path := range shards {
		require.NoError(t, os.Symlink(filepath.Join("../..", path), filepath.Join("study/shards", filepath.Base(path))))
	}
	merge(t, s)
	assert.Equal(t, want, tables(t, "study"))

	require.NoError(t, os.Remove(shards[0]))
	require.NoError(t, s.Scan(true))
	require.Len(t, s.Store.Broken, 1)
	assert.ErrorContains(t, s.Store.Broken[0].Err, "no such file")
}

func TestAComparisonReadsNoNumbersThatWereChanged(t *testing.T) {
	plans(t, "10%", "20%")
	s := whole(t, request(60, "plans"), "study", 1)
	_, err := s.Plan.Kept(s.Path, s.Store, []string{"p0", "p1"})
	require.NoError(t, err)
	shards, err := filepath.Glob("study/shards/*.shard")
	require.NoError(t, err)
	rewrite(t, shards[0], `"failed":[]`, `"failed":[{"trial":1,"cause":"x"}]`)
	require.NoError(t, s.Scan(false))
	_, err = s.Plan.Kept(s.Path, s.Store, []string{"p0", "p1"})
	assert.EqualError(t, err, shards[0]+": is no shard, or was cut short or changed; take it away, and postsale shard makes what is missing")
	require.NoError(t, os.Remove(shards[0]))
	require.NoError(t, s.Scan(false))
	_, err = s.Plan.Kept(s.Path, s.Store, []string{"p0", "p1"})
	assert.ErrorContains(t, err, "study/shards: trials 1 to 60 of p")
	assert.ErrorContains(t, err, " are missing; postsale batch --status study/plan.json says which shards make them")
}

func TestAPatternLeavesOutWhatHoldsResults(t *testing.T) {
	plans(t, "10%")
	require.NoError(t, os.Mkdir("plain", 0o777))
	require.NoError(t, os.Symlink("/nowhere", "plans/gone.yaml"))
	whole(t, request(60, "plans/p0.yaml"), "pstudy", 1)
	found := gathered(t, request(60, "pl*"))
	assert.Equal(t, []string{"plans/gone.yaml: no such file; it is a link to /nowhere"}, found.Faults, "the others run")
	require.Len(t, found.Plan.Scenarios, 1)
	for _, path := range []string{"ps*", "plai*"} {
		found = gathered(t, request(60, path))
		assert.Equal(t, []string{path + ": matches no scenarios: want files that end in .yaml, or folders that have such"}, found.Faults)
	}
	found = gathered(t, request(60, "pstudy"))
	assert.Equal(t, []string{"pstudy: a folder without scenarios: want a file that ends in .yaml in it, or in a folder in it"}, found.Faults)
}

func TestCirclesOfLinksPipesAndFoldersAreNoScenarios(t *testing.T) {
	plans(t, "10%")
	require.NoError(t, os.Symlink("../plans", "plans/circle"))
	require.NoError(t, os.Symlink("circle.yaml", "plans/circle.yaml"))
	require.NoError(t, os.Mkdir("plans/folder.yaml", 0o777))
	require.NoError(t, syscall.Mkfifo("plans/pipe.yaml", 0o666))
	require.NoError(t, os.Symlink("/dev/zero", "plans/zero.yml"))
	require.NoError(t, os.WriteFile("plans/none.yaml", nil, 0o666))
	long := strings.Repeat("x", 300) + ".yaml"
	found := gathered(t, request(60, "plans", long, "a\nb.yaml"))
	require.Len(t, found.Faults, 6)
	for i, says := range []string{"plans/circle.yaml: too many levels of symbolic links; it is a link to circle.yaml", "plans/none.yaml: want a scenario, got an empty file",
		"plans/pipe.yaml: not a regular file", "plans/zero.yml: not a regular file", ".yaml: file name too long", `a\nb.yaml: no such file`} {
		assert.Contains(t, found.Faults[i], says)
		assert.NotContains(t, found.Faults[i], "\n")
	}
	assert.Len(t, found.Plan.Scenarios, 1)
}

func TestGatheringEndsWhenItIsInterrupted(t *testing.T) {
	plans(t, "10%", "20%")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err := batch.Gather(ctx, request(60, "plans"))
	assert.ErrorIs(t, err, batch.ErrInterrupted)
}

func TestAPlanOfAnotherVersionOrProcessorIsNotRun(t *testing.T) {
	plans(t, "10%")
	p := gathered(t, request(60, "plans")).Plan
	require.NoError(t, p.Fits("plan.json", "v1"))
	assert.ErrorContains(t, p.Fits("plan.json", "v2"), "plan.json: is of version v1, and this program is v2: their results are not to be mixed")
	p.Processor = "abacus"
	assert.ErrorContains(t, p.Fits("plan.json", "v1"), "plan.json: is of processor abacus, and this one is ")
}

func TestStudiesThatBeginAtOnceInOneFolderComeToTheSame(t *testing.T) {
	plans(t, "10%", "20%")
	r := request(5, "plans")
	r.Trials = 12
	whole(t, r, "undisturbed", 1)
	for range 5 {
		require.NoError(t, os.RemoveAll("study"))
		var faults [3]error
		var at sync.WaitGroup
		for i := range faults {
			at.Go(func() {
				found, err := batch.Gather(t.Context(), r)
				if err != nil {
					faults[i] = err
					return
				}
				s, err := batch.Open("study", found.Plan, false, r.Shard)
				if err == nil {
					err = s.Plan.Live(t.Context(), s.Path, s.Shards(), s.Store.Missing(s.Plan), 1, func(_, _ int) {})
				}
				if err == nil {
					err = s.Scan(true)
				}
				if err == nil {
					_, err = s.Plan.Merge(t.Context(), s.Path, s.Dir, s.Store, func(results.BatchLine) {})
				}
				faults[i] = err
			})
		}
		at.Wait()
		assert.Equal(t, [3]error{}, faults)
		assert.Equal(t, tables(t, "undisturbed"), tables(t, "study"))
	}
}

func TestNoTablesAreMadeOfAPlanThatWasReplacedMeanwhile(t *testing.T) {
	plans(t, "10%")
	s, err := open(t, request(20, "plans"), "study", false)
	require.NoError(t, err)
	require.NoError(t, s.Current())
	r := request(20, "plans")
	r.Trials = 70
	_, err = open(t, r, "study", true)
	require.NoError(t, err)
	assert.EqualError(t, s.Current(), "study: was planned anew meanwhile, so no tables are made of the plan before; what differs:\n  trials of p0: from 60 to 70")
	require.NoError(t, os.Remove(s.Path))
	assert.ErrorContains(t, s.Current(), "study/plan.json: no such file")
}

func TestOfManyCopiesAFewAreTold(t *testing.T) {
	copies, more := 2000, "1,987"
	if testing.Short() {
		copies, more = 30, "17"
	}
	plans(t, "10%")
	for i := range copies {
		require.NoError(t, os.WriteFile(fmt.Sprintf("plans/copy-%04d.yaml", i), fmt.Appendf(nil, "name: copy\n"+small, "20%"), 0o666))
	}
	found := gathered(t, request(60, "plans"))
	assert.Empty(t, found.Faults)
	assert.Len(t, found.Plan.Scenarios, 2)
	require.Len(t, found.Notes, 13)
	assert.Equal(t, "plans/copy-0001.yaml is the same scenario as plans/copy-0000.yaml: it is run once", found.Notes[0])
	assert.Equal(t, "and "+more+" more are scenarios that are there already", found.Notes[12])
}

func TestScenariosOfOtherSegmentsAndHorizonsShareTables(t *testing.T) {
	plans(t, "10%")
	for i, quarters := range []string{"1q", "3q", "40q"} {
		text := strings.Replace(fmt.Sprintf(small, "20%"), "horizon: 8q", "horizon: "+quarters, 1)
		text = strings.Replace(text, "  s:", fmt.Sprintf("  other-%d:", i), 1)
		require.NoError(t, os.WriteFile("plans/q"+quarters+".yaml", []byte(text), 0o666))
	}
	r := request(5, "plans")
	r.Trials = 6
	s := whole(t, r, "study", 2)
	for i, scenario := range s.Plan.Scenarios {
		alone := request(6, scenario.From)
		alone.Trials = 6
		whole(t, alone, "alone", 1)
		run, err := s.Plan.Recall(s.Path, s.Store, i)
		require.NoError(t, err)
		header, _, _ := strings.Cut(tables(t, "alone")["trials.csv"], "\n")
		united, _, _ := strings.Cut(tables(t, "study")["trials.csv"], "\n")
		assert.Subset(t, strings.Split(united, ","), strings.Split(header, ","), scenario.Name)
		assert.Len(t, run.Table.Trials, 6)
		require.NoError(t, os.RemoveAll("alone"))
	}
}

func TestAShardOfItsOwnNameThatMakesNoSenseIsRefused(t *testing.T) {
	plans(t, "10%")
	s := whole(t, request(60, "plans"), "study", 1)
	shards, err := filepath.Glob("study/shards/*.shard")
	require.NoError(t, err)
	text, err := os.ReadFile(shards[0])
	require.NoError(t, err)
	require.NoError(t, os.Remove(shards[0]))
	for _, c := range []struct{ name, from, to, says string }{
		{"a failed trial that it has not", `"failed":[]`, `"failed":[{"trial":61,"cause":"x"}]`, "is no shard"},
		{"a failed trial twice", `"failed":[]`, `"failed":[{"trial":1,"cause":"x"},{"trial":1,"cause":"x"}]`, "is no shard"},
		{"too few numbers", `"failed":[]`, `"failed":[{"trial":1,"cause":"x"}]`, "is no shard"},
		{"columns", `"columns":`, `"columns":1`, "it was written by another version"},
		{"fewer than none", `"columns":`, `"columns":-`, "is no shard"},
		{"bytes beyond all", `"bytes":`, `"bytes":9000000000000`, "is no shard"},
		{"pieces", `"pieces":1`, `"pieces":4611686018427387904`, "is no shard"},
		{"no pieces", `"pieces":1`, `"pieces":-1`, "is no shard"},
		{"first", `"first":1`, `"first":9223372036854775807`, "is no shard"},
		{"trials", `"trials":60`, `"trials":9223372036854775807`, "is no shard"},
		{"format", `"format":1`, `"format":2`, "is of format 2, and this program reads 1: it was written by another version"},
		{"unknown", `"first":1`, `"frist":1`, "is no shard"},
		{"another processor", `"processor":"`, `"processor":"x`, "they may round otherwise"},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Contains(t, string(text), c.from)
			forged := strings.Replace(string(text), c.from, c.to, 1)
			path := fmt.Sprintf("study/shards/%x.shard", sha256.Sum256([]byte(forged)))
			path = path[:len("study/shards/")+32] + ".shard"
			require.NoError(t, os.WriteFile(path, []byte(forged), 0o666))
			require.NoError(t, s.Scan(true))
			_, err := s.Plan.Merge(t.Context(), s.Path, s.Dir, s.Store, func(results.BatchLine) {})
			assert.ErrorContains(t, err, path+": ")
			assert.ErrorContains(t, err, c.says)
			assert.ErrorContains(t, err, "; take it away, and postsale shard makes what is missing")
			require.NoError(t, os.Remove(path))
		})
	}
}
