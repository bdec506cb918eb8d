package folder

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/models/results/saved"
)

// whole returns how many trials the results in a folder rest on, which must be all
// there as they were written, and nothing else.
func whole(t *testing.T, dir string) int {
	t.Helper()
	m, ok := readManifest(dir)
	require.True(t, ok, dir)
	require.Empty(t, m.changed(dir), dir)
	require.Empty(t, m.foreign(dir), dir)
	return m.Trials.Done
}

// names returns what is in a folder, hidden or not.
func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

// ordered is a study of an order, of so many trials.
func ordered(t *testing.T, order string, trials int) files {
	if onePlain == nil {
		onePlain = sample.Plain.Run(t)
	}
	s := *onePlain
	s.Order, s.Asked, s.Done = order, trials, trials
	return files{&s}
}

var onePlain *results.Run

func TestResultsOfTheSameOrderNeedNoForce(t *testing.T) {
	for _, c := range []struct {
		name    string
		order   string
		command string // none: the same
		trials  int
		until   bool
		touch   func()
		want    string // part of the error; none: it is replaced
	}{
		{name: "the same again", order: "a", trials: 100},
		{name: "more trials", order: "a", trials: 200},
		{name: "fewer trials", order: "a", trials: 99, want: "it holds the results of more trials, 100; choose another folder or replace it with --force"},
		{name: "as many as it takes", order: "a", trials: 20_000, until: true},
		{name: "another order", order: "b", command: "postsale run lean --trials 200 --seed 1", trials: 100,
			want: "it holds the results of postsale run board --trials 200 --seed 1; choose another folder or replace it with --force"},
		{name: "an edited scenario", order: "b", trials: 100,
			want: "it holds the results of postsale run board --trials 200 --seed 1 with the scenario as it was before; choose another folder or replace it with --force"},
		{name: "an edited scenario, of more trials", order: "b", command: "postsale run board --trials 300 --seed 1", trials: 300,
			want: "it holds the results of postsale run board --trials 200 --seed 1 with the scenario as it was before; "},
		{name: "the same command spelt in another way", order: "a", command: "postsale run ./board.yaml --trials 200 --seed 1", trials: 100},
		{name: "no order", trials: 100, want: "it holds the results of postsale run board --trials 200 --seed 1; "},
		{name: "a file was changed", order: "a", trials: 200, touch: func() { os.WriteFile("out/scenario.yaml", []byte("name: bored\n"), 0o666) },
			want: "scenario.yaml was changed there; choose another folder or replace it with --force"},
		{name: "a file was taken away", order: "a", trials: 200, touch: func() { os.Remove("out/trials.csv") }, want: "trials.csv was changed there"},
		{name: "a file is a link now", order: "a", trials: 200, touch: func() {
			os.Rename("out/trials.csv", "kept.csv")
			os.Symlink("../kept.csv", "out/trials.csv")
		}, want: "trials.csv was changed there"},
		{name: "a file was added", order: "a", trials: 200, touch: func() { os.WriteFile("out/data/notes.txt", nil, 0o666) },
			want: "exists and holds data/notes.txt, which is no result; move it or choose another folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			require.NoError(t, writeFolder("out", ordered(t, "a", 100), extra, false))
			if c.touch != nil {
				c.touch()
			}
			before := tree(t, ".")
			s := ordered(t, c.order, c.trials)
			s.Command = cmp.Or(c.command, s.Command)
			if c.until {
				s.Until = &results.Until{Settled: true}
			}
			checked := CheckFolder("out", false)
			if checked == nil {
				checked = Rehearse("out", s.Manifest(nil, nil), extra, false)
			}
			err := writeFolder("out", s, extra, false)
			if c.want != "" {
				assert.ErrorContains(t, checked, c.want)
				assert.ErrorContains(t, err, c.want)
				assert.Equal(t, before, tree(t, "."))
				return
			}
			require.NoError(t, checked)
			require.NoError(t, err)
			assert.Equal(t, c.trials, whole(t, "out"))
			assert.Equal(t, []string{"out"}, names(t, "."))
		})
	}
}

func TestResultsWhosePlaceIsTakenMeanwhileGoBesideIt(t *testing.T) {
	for name, force := range map[string]bool{"plainly": false, "with force": true} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			before := passed
			t.Cleanup(func() { passed = before })
			passed = func(step string) {
				if step == "gathered" {
					require.NoError(t, os.Mkdir("out", 0o777))
					require.NoError(t, os.WriteFile("out/mine", []byte("mine"), 0o666))
				}
			}
			_, err := WriteFolder("out", ordered(t, "a", 100), nil, force)
			assert.ErrorContains(t, err, "out: ")
			assert.ErrorContains(t, err, "; the results are in ")
			assert.Equal(t, 100, whole(t, "out-instead"))
			mine, err := os.ReadFile("out/mine")
			require.NoError(t, err)
			assert.Equal(t, "mine", string(mine))
			assert.Equal(t, []string{"out", "out-instead"}, names(t, "."))
		})
	}
}

func TestResultsThatFallShortGoBesideFullerOnes(t *testing.T) {
	partial := func(s *results.Run) { s.Interrupted = true }
	failed := func(s *results.Run) { s.Failures = []results.Failure{{Trial: 3, Cause: "broken"}} }
	unsettled := func(s *results.Run) { s.Until = &results.Until{} }
	settled := func(s *results.Run) { s.Until = &results.Until{Settled: true} }
	whole100 := func(s *results.Run) {}
	for _, c := range []struct {
		name         string
		there        func(*results.Run) // what is there, of 100 trials; nil: nothing
		comes        func(*results.Run)
		trials       int // done
		force        bool
		want         string
		anotherOrder bool
	}{
		{name: "partial over complete", there: whole100, comes: partial, trials: 30, force: true, want: "out-partial"},
		{name: "more of them are still partial", there: whole100, comes: partial, trials: 300, want: "out-partial"},
		{name: "of another order", there: whole100, comes: partial, trials: 300, force: true, anotherOrder: true, want: "out-partial"},
		{name: "failures over none", there: whole100, comes: failed, trials: 99, force: true, want: "out-failed"},
		{name: "unsettled over settled", there: settled, comes: unsettled, trials: 500, want: "out-unsettled"},
		{name: "unsettled over complete", there: whole100, comes: unsettled, trials: 500, force: true, want: "out-unsettled"},
		{name: "settled by fewer trials", there: whole100, comes: settled, trials: 40, want: "out-fewer-trials"},
		{name: "settled by fewer trials, forced", there: whole100, comes: settled, trials: 40, force: true, want: "out"},
		{name: "partial over more of it", there: partial, comes: partial, trials: 30, force: true, want: "out-partial"},
		{name: "partial over less of it", there: partial, comes: partial, trials: 300, want: "out"},
		{name: "partial over nothing", comes: partial, trials: 30, want: "out"},
		{name: "complete over partial", there: partial, comes: whole100, trials: 100, want: "out"},
		{name: "complete over complete", there: whole100, comes: whole100, trials: 50, force: true, want: "out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if c.there != nil {
				s := ordered(t, "a", 100)
				c.there(s.Run)
				require.NoError(t, writeFolder("out", s, extra, false))
			}
			order := "a"
			if c.anotherOrder {
				order = "b"
			}
			s := ordered(t, order, c.trials)
			s.Asked = 1000
			c.comes(s.Run)
			at, err := WriteFolder("out", s, extra, c.force)
			require.NoError(t, err)
			assert.Equal(t, c.want, at)
			assert.Equal(t, c.trials, whole(t, c.want))
			if c.want == "out" {
				assert.Equal(t, []string{"out"}, names(t, "."))
				return
			}
			assert.Equal(t, 100, whole(t, "out"))
			again, err := WriteFolder("out", s, extra, c.force)
			require.NoError(t, err)
			assert.Equal(t, c.want+"-2", again, "nothing that is there is replaced")
			assert.Equal(t, []string{"out", c.want, c.want + "-2"}, names(t, "."))
		})
	}
}

func TestTheReadmeNamesWhereResultsGoThatAreNotInTheFolder(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	whole := manifest{}
	whole.Trials.Done = 100
	suffixes := []string{recoveredSuffix, insteadSuffix}
	for _, change := range []func(m *manifest){
		func(m *manifest) { m.Partial = true },
		func(m *manifest) { m.Trials.Failed = []saved.FailureRecord{{Trial: 1}} },
		func(m *manifest) { m.Until = &saved.UntilRecord{} },
		func(m *manifest) { m.Until = &saved.UntilRecord{Settled: true} },
	} {
		m := manifest{}
		change(&m)
		suffixes = append(suffixes, m.shortOf(whole, false))
	}
	for _, suffix := range suffixes {
		assert.Contains(t, string(readme), "`DIR-"+suffix+"`")
	}
}

func TestWhatFallsShortHasANameInAnyFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	long := strings.Repeat("ä", 127)
	require.NoError(t, os.Mkdir("below", 0o777))
	for _, dir := range []string{long, "below/" + long, "below/../below/out", "below/slash/", "dot/.", "slashes//"} {
		require.NoError(t, writeFolder(dir, ordered(t, "a", 100), extra, false))
		s := ordered(t, "a", 30)
		s.Interrupted = true
		at, err := WriteFolder(dir, s, extra, true)
		require.NoError(t, err)
		assert.Equal(t, filepath.Dir(filepath.Clean(dir)), filepath.Dir(at))
		assert.Equal(t, 30, whole(t, at))
		assert.Equal(t, 100, whole(t, dir))
	}
	require.NoError(t, os.Symlink("below/out", "link"))
	s := ordered(t, "a", 20)
	s.Interrupted = true
	at, err := WriteFolder("link", s, extra, true)
	require.NoError(t, err)
	here, err := os.Getwd()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(here, "below", "out-partial-2"), at)
	assert.Equal(t, 20, whole(t, at))
}

func TestNamesThatCannotBeWrittenAreToldBeforeTheRun(t *testing.T) {
	t.Chdir(t.TempDir())
	s := ordered(t, "a", 100)
	for name, want := range map[string]string{
		"data/" + strings.Repeat("x", 300):    "file name too long",
		"data/a\x00b":                         "invalid argument",
		"../escaped":                          "must be a name within the folder",
		"plans/" + strings.Repeat("y/", 3000): "file name too long",
		"scenario.yaml":                       "file exists",
		"scenario.yaml/more":                  "not a directory",
	} {
		err := Rehearse("out", s.Manifest(nil, nil), append(extra[:len(extra):len(extra)], File{Name: name, Data: nil}), false)
		assert.ErrorContains(t, err, want, name)
		assert.NotContains(t, err.Error(), "\n")
		assert.Empty(t, names(t, "."))
	}
	assert.NoError(t, Rehearse("out", s.Manifest(nil, nil), extra, false))
	assert.Empty(t, names(t, "."))
}
