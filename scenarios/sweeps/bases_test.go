package sweeps_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/sweeps"
)

// pair returns a sweep of two plans that are called so, which says so much besides.
func pair(first, second, text string) map[string]string {
	return map[string]string{
		"hiring.yaml": "kind: sweep\nbase: [first.yaml, second.yaml]\n" + text,
		"first.yaml":  "name: " + first + "\nextends: board\ndescription: The first.\n",
		"second.yaml": "name: " + second + "\nextends: board\ndescription: The second.\nsupport: {tier1: {people: 7}}\n",
	}
}

func TestEveryValueStandsInEveryBase(t *testing.T) {
	in(t, pair("lean", "Größer", hiring))
	s, err := sweeps.Read("hiring.yaml")
	require.NoError(t, err)
	assert.Equal(t, []string{"first.yaml", "second.yaml"}, s.Bases)
	assert.Equal(t, []string{
		"hiring-1-lean-lean 8 5 4", "hiring-1-lean-Groesser 8 5 4", "hiring-2-lean 8 6 5", "hiring-2-Groesser 8 6 5",
		"hiring-3-lean-lean 10 5 4", "hiring-3-lean-Groesser 10 5 4", "hiring-4-lean 10 6 5", "hiring-4-Groesser 10 6 5",
		"hiring-5-lean-lean 12 5 4", "hiring-5-lean-Groesser 12 5 4", "hiring-6-lean 12 6 5", "hiring-6-Groesser 12 6 5"}, listed(s))
	values, base := s.Of(7)
	assert.Equal(t, []int{3, 1}, []int{values, base})
	var seen []string
	require.NoError(t, s.Each(nil, func(i int, got *scenarios.Scenario) error {
		values, base := s.Of(i)
		var sets []string
		for k, path := range s.Paths {
			sets = append(sets, path+"="+s.Varied(i)[k])
		}
		want, err := scenarios.Load(s.Bases[base], sets)
		require.NoError(t, err)
		same(t, want, got, s.Name(i))
		assert.True(t, strings.HasPrefix(got.Description, "The "+strings.TrimSuffix(s.Bases[base], ".yaml")+". Changed: "), got.Description)
		seen = append(seen, fmt.Sprint(values, base))
		return nil
	}))
	assert.Len(t, seen, 12)
}

func TestAListOfOneBaseIsThatBase(t *testing.T) {
	files := map[string]string{"hiring.yaml": "kind: sweep\nbase: [board]\n" + hiring, "plain.yaml": "kind: sweep\nname: hiring\nbase: board\n" + hiring}
	in(t, files)
	of, err := sweeps.Read("hiring.yaml")
	require.NoError(t, err)
	plain, err := sweeps.Read("plain.yaml")
	require.NoError(t, err)
	assert.Equal(t, listed(plain), listed(of))
}

func TestRowsOfSeveralBasesKeepTheirNames(t *testing.T) {
	in(t, pair("lean", "hire", "vary: {rows: [{name: small, trials: 5}, {trials: 6}]}\n"))
	s, err := sweeps.Read("hiring.yaml")
	require.NoError(t, err)
	assert.Equal(t, []string{"small-lean 5", "small-hire 5", "hiring-2-lean 6", "hiring-2-hire 6"}, listed(s))
}

func TestLongNamesOfBasesAndRowsAreCutAndStillDiffer(t *testing.T) {
	long := strings.Repeat("x", 100)
	in(t, pair("lean-"+long[:90], "hire-"+long[:90], "name: "+long+"\nvary: {trials: [5, 6]}\n"))
	s, err := sweeps.Read("hiring.yaml")
	require.NoError(t, err)
	names := map[string]bool{}
	for i := range s.Len() {
		assert.LessOrEqual(t, len(s.Name(i)), units.LongestName)
		names[s.Name(i)] = true
	}
	assert.Len(t, names, 4)
}

func TestFaultsOfBases(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"none", map[string]string{"hiring.yaml": "kind: sweep\nbase: []\nvary: {trials: [5]}"}, []string{
			"hiring.yaml:2:7: base: must have a scenario, got an empty list"}},
		{"too many", map[string]string{"hiring.yaml": "kind: sweep\nbase: [" + strings.Repeat("board, ", 13) + "]\nvary: {trials: [5]}"}, []string{
			"hiring.yaml:2:7: base: must be at most 12 scenarios, got 13"}},
		{"no scenarios", map[string]string{"hiring.yaml": "kind: sweep\nbase: [bord, ./hiring.yaml, 3, [board]]\nvary: {trials: [5]}"}, []string{
			`hiring.yaml:2:8: base[0]: "bord": no built-in scenario of this name, did you mean "board"?`,
			`hiring.yaml:2:14: base[1]: want a scenario, got "./hiring.yaml", which is a sweep itself`,
			`hiring.yaml:2:29: base[2]: want the name or the path of a scenario, got "3"`,
			`hiring.yaml:2:32: base[3]: want the name or the path of a scenario, got a list`}},
		{"one name", pair("Lean", "lean", "vary: {trials: [5]}"), []string{
			`hiring.yaml:2:20: base[1]: must be called otherwise than base[0], since names of scenarios end with it, got "lean" of both`}},
		{"names of rows that end as bases do", pair("a-b", "b", "vary: {rows: [{name: x, trials: 5}, {name: x-a, trials: 6}]}"), []string{
			`hiring.yaml:3:44: name: must tell scenarios apart with the names of bases behind it, got "x-a-b" twice (of rows 1 and 2)`}},
		{"paths that one base has", pair("lean", "hire", "vary: {support.tier2.poeple: [5], delivery.partners.x.price_per_hour: [5]}"), []string{
			`hiring.yaml:3:8: support.tier2.poeple: unknown key, did you mean "people"?`,
			"hiring.yaml:3:35: delivery.partners.x: not there; to add it, set it as a whole: delivery.partners.x={...}"}},
		{"what is wrong in all", pair("lean", "hire", "vary: {segments.smb.uplift: [1%, x]}"), []string{
			`hiring.yaml:3:34: segments.smb.uplift: want a share such as 85% or 0.85, got "x"`}},
		{"what makes no sense in one base", func() map[string]string {
			files := pair("lean", "hire", "vary: {segments.smb.opening.in_flight: [3, 9]}")
			files["second.yaml"] += "segments: {smb: {opening: {customers: 8}}}\n"
			return files
		}(), []string{
			"hiring.yaml:3:44: segments.smb.opening.in_flight: must be at most the 8 opening customers, got 9 (in hiring-2-hire)"}},
		{"too many together", map[string]string{"hiring.yaml": "kind: sweep\nbase: [board, board-lean]\nvary:\n  - trials: [" + strings.Repeat("5, ", 250) + "]\n  - deals.slip: [" +
			strings.Repeat("5%, ", 250) + "]"}, []string{"hiring.yaml:4:3: vary: must stand for at most 100,000 scenarios, got 125,000"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in(t, c.files)
			assert.Equal(t, c.want, faults(t))
		})
	}
}

func TestAPathThatOnlyOneBaseHasSaysWhich(t *testing.T) {
	files := pair("lean", "hire", "vary: {delivery.partners.x.price_per_hour: [150, 160]}")
	files["second.yaml"] += "delivery: {partners: {x: {concurrent_projects: 3, price_per_hour: 100}}}\n"
	in(t, files)
	got := faults(t)
	require.Len(t, got, 1)
	assert.Regexp(t, `^hiring\.yaml:3:8: .* \(in lean\)$`, got[0])
}
