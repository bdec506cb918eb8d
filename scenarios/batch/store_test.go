package batch_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/scenarios/batch"
)

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
