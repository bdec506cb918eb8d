package opening_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios"
)

// loaded returns the scenario that files stand for, of which the last one is loaded; each is called after its number.
func loaded(t *testing.T, files []string, sets ...string) (*scenarios.Scenario, error) {
	t.Helper()
	dir := t.TempDir()
	for i, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, string(rune('0'+i))+".yaml"), []byte(text), 0o666))
	}
	t.Chdir(dir)
	return scenarios.Load(filepath.Join(".", string(rune('0'+len(files)-1))+".yaml"), sets)
}

func acv(t *testing.T, files []string, sets ...string) string {
	t.Helper()
	s, err := loaded(t, files, sets...)
	require.NoError(t, err)
	assert.NotContains(t, string(s.Resolved()), " arr:", "acv says it")
	return s.Values([]string{"segments.smb.acv"})[0]
}

const head = "extends: board\nname: x\nsegments:\n  smb:\n"

func TestWhatAllPaySaysTheSameAsWhatEachPays(t *testing.T) {
	whole, _, err := scenarios.Source("board")
	require.NoError(t, err)
	each := string(whole)
	const opening, law = "opening: {customers: 300, in_flight: 7, open_tickets: 5}", "    acv: {lognormal: {mean: 12k, cv: 0.5}}\n"
	require.Contains(t, each, opening+"\n"+law)
	all := strings.Replace(each, opening, "opening: {customers: 300, arr: 3.6M, in_flight: 7, open_tickets: 5}", 1)
	want, err := loaded(t, []string{each})
	require.NoError(t, err)
	for name, file := range map[string]string{
		"beside acv":  all,
		"without acv": strings.Replace(all, law, "", 1),
		"of a shape":  strings.Replace(all, law, "    acv: {lognormal: {cv: 0.5}}\n", 1),
	} {
		got, err := loaded(t, []string{file})
		require.NoError(t, err, name)
		assert.Equal(t, string(want.Resolved()), string(got.Resolved()), name)
		assert.Equal(t, want.SHA256(), got.SHA256(), name)
	}
	got, err := loaded(t, []string{head + "    opening: {arr: 3.6M}\n"})
	require.NoError(t, err)
	assert.Equal(t, want.Identity(), got.Identity(), "on top of the mean that it has")
	assert.Equal(t, []string{"3.6M"}, got.Values([]string{"segments.smb.opening.arr"}), "sweeps tell what they vary")
}

func TestWhatAllPayKeepsTheShapeBelow(t *testing.T) {
	on := func(law string) []string {
		return []string{head + "    acv: " + law + "\n", "extends: ./0.yaml\nname: y\nsegments: {smb: {opening: {customers: 100, arr: 2M}}}\n"}
	}
	for law, want := range map[string]string{
		"{lognormal: {mean: 12k, cv: 1}}":             "{lognormal: {mean: 20k, cv: 1}}",
		"{lognormal: {median: 12k, cv: 0}}":           "{lognormal: {median: 20k, cv: 0}}",
		"12k":                                         "20k",
		"{uniform: {low: 5k, high: 15k}}":             "{uniform: {low: 10k, high: 30k}}",
		"{exponential: {mean: 3k}}":                   "{exponential: {mean: 20k}}",
		"{gamma: {mean: 3k, cv: 0.7}}":                "{gamma: {mean: 20k, cv: 0.7}}",
		"{weibull: {mean: 3k, shape: 2}}":             "{weibull: {mean: 20k, shape: 2}}",
		"{triangular: {low: 1k, mode: 2k, high: 7k}}": "{triangular: {low: 6k, mode: 12k, high: 42k}}",
		"{pert: {low: 4k, mode: 10k, high: 16k}}":     "{pert: {low: 8k, mode: 20k, high: 32k}}",
	} {
		assert.Equal(t, want, acv(t, on(law)), law)
	}
}

func TestWhatIsStatedLaterHolds(t *testing.T) {
	all := head + "    opening: {customers: 100, arr: 2M, in_flight: 0}\n"
	assert.Equal(t, "{lognormal: {mean: 15k, cv: 1}}",
		acv(t, []string{all, "extends: ./0.yaml\nname: y\nsegments: {smb: {acv: {lognormal: {mean: 15k, cv: 1}}}}\n"}), "acv over arr")
	assert.Equal(t, "{lognormal: {mean: 15k, cv: 0.5}}", acv(t, []string{all}, "segments.smb.acv.lognormal.mean=15k"))
	assert.Equal(t, "{lognormal: {mean: 30k, cv: 0.5}}", acv(t, []string{all}, "segments.smb.acv.lognormal.mean=15k", "segments.smb.opening.arr=3M"))
	assert.Equal(t, "{lognormal: {mean: 15k, cv: 0.5}}", acv(t, []string{all}, "segments.smb.opening.arr=3M", "segments.smb.acv.lognormal.mean=15k"))
	assert.Equal(t, "{lognormal: {mean: 40k, cv: 0.5}}", acv(t, []string{all}, "segments.smb.opening={customers: 50, arr: 2M}"))
	assert.Equal(t, "{lognormal: {mean: 10k, cv: 0.5}}", acv(t, []string{all}, "segments.smb.opening.customers=200"), "they pay it together")
	assert.Equal(t, "{lognormal: {mean: 10k, cv: 0.5}}", acv(t, []string{all, "extends: ./0.yaml\nname: y\nsegments: {smb: {opening: {customers: 200}}}\n"}))
	assert.Equal(t, "{lognormal: {mean: 12k, cv: 0.5}}", acv(t, []string{all}, "segments.smb.opening.arr=null"))
	assert.Equal(t, "{lognormal: {mean: 20k, cv: 0.5}}", acv(t, []string{all}, "segments.smb.acv=null"))
	assert.Equal(t, "{lognormal: {mean: 20k, cv: 0.5}}", acv(t, []string{all}, "segments.mid-market.opening.arr=1M"), "another segment's")
}

func TestABaseLaysWhatAllPayOverItsOwnEveryTime(t *testing.T) {
	src, err := scenarios.Locate("board", nil)
	require.NoError(t, err)
	data, _, err := scenarios.Source("board")
	require.NoError(t, err)
	base, err := scenarios.Open(src, data)
	require.NoError(t, err)
	for range 2 {
		for set, want := range map[string]string{"3M": "10k", "6M": "20k"} {
			s, err := base.Load(scenarios.Lines([]string{"segments.smb.opening.arr=" + set}))
			require.NoError(t, err)
			assert.Equal(t, []string{"{lognormal: {mean: " + want + ", cv: 0.5}}", set}, s.Values([]string{"segments.smb.acv", "segments.smb.opening.arr"}))
		}
		s, err := base.Load(nil)
		require.NoError(t, err)
		assert.Equal(t, []string{"{lognormal: {mean: 12k, cv: 0.5}}"}, s.Values([]string{"segments.smb.acv"}))
	}
}

func TestWhatAllPayMustMakeSense(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{head + "    opening: {arr: 4M}\n    acv: {lognormal: {mean: 12k, cv: 0.5}}\n",
			"0.yaml:5:20: segments.smb.opening.arr: must agree with acv: 4M over 300 customers is 13333 each, and the mean of acv is 12k; write arr: 3.6M, or leave out arr or acv"},
		{head + "    opening: {arr: 0}\n", "0.yaml:5:20: segments.smb.opening.arr: must be above 0, got 0"},
		{head + "    opening: {customers: 0, arr: 1M, in_flight: 0, open_tickets: 0}\n",
			"0.yaml:5:34: segments.smb.opening.arr: must be that of customers, got none; state opening.customers as well"},
		{head + "    opening: {arr: a lot}\n", "0.yaml:5:20: segments.smb.opening.arr: want an amount of money such as 42k, 1.2M or 197, got \"a lot\""},
		{"extends: board-from-accounts\nname: x\nsegments: {smb: {opening: {arr: 1M}}}\n",
			"segments.smb.opening.arr: makes accounts (board-from-accounts:7:11) wrong: must be all the opening customers there are, but segments have others of their own: take them away with opening: {customers: null, in_flight: null, arr: null} in smb"},
	} {
		_, err := loaded(t, []string{c.file})
		require.Error(t, err, c.file)
		assert.Contains(t, err.Error(), c.want)
	}
	_, err := loaded(t, []string{head + "    opening: {arr: a lot}\n"}, "segments.smb.acv=12k")
	assert.ErrorContains(t, err, "a lot", "what another takes the place of must read")
}

func TestAnotherSpreadLeavesWhatAllPay(t *testing.T) {
	files := []string{head + "    opening: {customers: 100, arr: 2M}\n"}
	const want = "{lognormal: {mean: 20k, cv: 0.9}}"
	for _, set := range []string{"segments.smb.acv.lognormal.cv=0.9", "segments.smb.acv={lognormal: {cv: 0.9}}"} {
		assert.Equal(t, want, acv(t, files, set), set)
	}
	for _, file := range []string{"    acv: {lognormal: {cv: 0.9}}\n", "    acv: {lognormal: {cv: 0.9}}\n    opening: {arr: 2M}\n"} {
		assert.Equal(t, want, acv(t, append(files, strings.Replace(head, "board", "./0.yaml", 1)+file)), file)
	}
	median := []string{head + "    opening: {customers: 100, arr: 2M}\n    acv: {lognormal: {median: 16k, cv: 0.75}}\n"} // 16k x 1.25
	assert.Equal(t, "{lognormal: {median: 20k, cv: 0}}", acv(t, median, "segments.smb.acv.lognormal.cv=0"), "the mean is 2M / 100 all the same")
	assert.Equal(t, "{lognormal: {mean: 30k, cv: 0.5}}", acv(t, files, "segments.smb.acv.lognormal.mean=30k"))
}
