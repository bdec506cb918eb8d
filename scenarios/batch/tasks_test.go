package batch

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// planned is a plan of shards of so many trials each.
func planned(trials ...int) *Plan {
	p := &Plan{Scenarios: []Scenario{{Name: "a", Trials: 10_000}}}
	for _, n := range trials {
		p.Shards = append(p.Shards, Shard{{Scenario: 0, First: 1, Trials: n}})
	}
	return p
}

func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

func TestTasksAreAsManyAsMayBeAndWorthTheirStart(t *testing.T) {
	for _, c := range []struct {
		name   string
		each   time.Duration
		shards int
		most   int
		bounds Bounds
		want   int
	}{
		{"a second of work is one task", 10 * time.Millisecond, 40, 1000, Bounds{}, 1},
		{"half a minute each", time.Second, 40, 1000, Bounds{}, 14}, // 400 s
		{"a shard each", time.Minute, 40, 1000, Bounds{}, 40},
		{"no more than an array takes", time.Minute, 4000, 1000, Bounds{}, 1000},
		{"as many as are asked for", time.Millisecond, 40, 1000, Bounds{Tasks: 7}, 7},
		{"a task has work for its cores", time.Minute, 40, 1000, Bounds{Cores: 16}, 2},
		{"no more tasks than shards", time.Minute, 3, 1000, Bounds{Tasks: 50}, 3},
		{"more cores than shards", time.Minute, 3, 1000, Bounds{Cores: 8}, 1},
	} {
		p := planned(slices.Repeat([]int{10}, c.shards)...)
		n := &Needs{plan: p, each: c.each}
		assert.Equal(t, c.want, n.Divide(upTo(c.shards), c.most, c.bounds).N, c.name)
	}
}

func TestMemoryAndTimeAreAskedForWithRoom(t *testing.T) {
	p := planned(100, 100, 100, 50)
	n := &Needs{plan: p, each: 3 * time.Second, worker: 88e6, merge: 500e6, file: 2e6}
	tasks := n.Divide(upTo(4), 1000, Bounds{Tasks: 2})
	assert.Equal(t, 50*time.Minute, tasks.Time, "10 min + 4 * 3 s * 200 trials")
	assert.Equal(t, 600, tasks.Memory, "256 MiB + 4 * 90 MB")
	assert.Equal(t, 1695, tasks.Merge.Memory, "256 MiB + 3 * 500 MB of one scenario + 4 * 2 MB")
	assert.Equal(t, []string{"Time: 10 minutes, and 4 times the 10 min that the largest task, of 200 trials, would take where it was tried.",
		"Memory: 256 MiB, and 4 times what a shard under way (84 MiB each) and the plan (2 MiB) may take."}, tasks.Why)

	asked := n.Divide(upTo(4), 1000, Bounds{Memory: 1 << 30, Time: 7 * time.Minute})
	assert.Equal(t, 7*time.Minute, asked.Time)
	assert.Equal(t, 1024, asked.Memory)
	assert.Equal(t, 7*time.Minute, asked.Merge.Time)
	assert.Equal(t, 1695, asked.Merge.Memory, "what a task may take is no bound of what merging takes")
	assert.Empty(t, asked.Why)
}

func TestPartsAreAllShardsEachOnce(t *testing.T) {
	assert.Equal(t, []int{1, 5, 9}, Part(upTo(10), 1, 4))
	assert.Empty(t, Part(upTo(2), 3, 4))
	rapid.Check(t, func(t *rapid.T) {
		list := upTo(rapid.IntRange(0, 60).Draw(t, "shards"))
		n := rapid.IntRange(1, 20).Draw(t, "parts")
		var all []int
		for i := range n {
			all = append(all, Part(list, i, n)...)
		}
		slices.Sort(all)
		assert.Equal(t, list, append([]int{}, all...))
	})
}

func TestAListThatIsTooLongIsItsStretch(t *testing.T) {
	assert.Equal(t, "0-2,5,7-8", Listing([]int{0, 1, 2, 5, 7, 8}))
	var odd []int
	for i := 1; i < 60_000; i += 2 {
		odd = append(odd, i)
	}
	assert.Equal(t, "1-59999", Listing(odd))
}

func TestJobsAreNamedByTheirFolder(t *testing.T) {
	for _, c := range []struct{ dir, want string }{
		{"/home/me/Hiring Plans (2027)", "postsale-hiring-plans-2027-"},
		{"/home/me/" + strings.Repeat("long", 20), "postsale-longlonglonglonglong-"},
		{"/home/me/äöü", "postsale-batch-"},
	} {
		name, err := (&Study{Dir: c.dir}).JobName(3)
		require.NoError(t, err)
		assert.Regexp(t, "^"+c.want+"[0-9a-f]{8}-3$", name)
	}
	one, _ := (&Study{Dir: "/a/study"}).JobName(1)
	other, _ := (&Study{Dir: "/b/study"}).JobName(1)
	assert.NotEqual(t, one, other)
}

func TestJobsAreNumberedAfterThoseThatThereAre(t *testing.T) {
	s := &Study{Dir: t.TempDir()}
	next := func() int {
		n, err := s.NextJob()
		require.NoError(t, err)
		return n
	}
	assert.Equal(t, 1, next())
	require.NoError(t, s.Keep("9/shards.sh", []byte("echo\n")))
	require.NoError(t, s.Keep("slurm.json", []byte("{}")))
	assert.Equal(t, 10, next())
	text, err := os.ReadFile(filepath.Join(s.Jobs(), "9", "shards.sh"))
	require.NoError(t, err)
	assert.Equal(t, "echo\n", string(text))
}

func TestWhatTakesLongIsLookedAtLessOften(t *testing.T) {
	assert.Equal(t, time.Second, Often(0))
	assert.Equal(t, 3*time.Second, Often(30*time.Second))
	assert.Equal(t, 15*time.Second, Often(time.Hour))
	assert.Equal(t, time.Second, Often(-time.Hour), "whatever a clock says")
}
