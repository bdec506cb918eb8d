package sweeps_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/scenarios"
	"postsale/scenarios/sweeps"
)

// in makes a folder of files the one that the test is in.
func in(t testing.TB, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
}

// read returns the sweep hiring.yaml, which says so much besides its kind and its base.
func read(t testing.TB, text string, files map[string]string) *sweeps.Sweep {
	t.Helper()
	in(t, files)
	require.NoError(t, os.WriteFile("hiring.yaml", []byte("kind: sweep\nbase: board\n"+text), 0o644))
	s, err := sweeps.Read("hiring.yaml")
	require.NoError(t, err)
	return s
}

const people, tier1, tier2 = "delivery.teams.implementation.people", "support.tier1.people", "support.tier2.people"

const hiring = `
vary:
  - delivery.teams.implementation.people: [8, 10, 12]
  - rows:
      - {name: lean, support.tier1.people: 5, support.tier2.people: 4}
      - {support.tier1.people: 6, support.tier2.people: 5}
`

// listed returns the name and the values of each scenario, a line each.
func listed(s *sweeps.Sweep) (lines []string) {
	for i := range s.Len() {
		lines = append(lines, s.Name(i)+" "+strings.Join(s.Varied(i), " "))
	}
	return lines
}

func TestASweepIsEveryCombinationTheLastFastest(t *testing.T) {
	s := read(t, hiring, nil)
	assert.Equal(t, "hiring", s.Title)
	assert.Equal(t, []string{"board"}, s.Bases)
	assert.Equal(t, []string{people, tier1, tier2}, s.Paths)
	assert.Equal(t, []string{"hiring.yaml"}, s.Files())
	assert.Equal(t, []string{"hiring-1-lean 8 5 4", "hiring-2 8 6 5", "hiring-3-lean 10 5 4", "hiring-4 10 6 5", "hiring-5-lean 12 5 4", "hiring-6 12 6 5"}, listed(s))
}

func TestWhatVariesMayBeAMapping(t *testing.T) {
	s := read(t, "name: Größere Teams\nvary:\n  trials: [1, 2]\n  rows: [{support.tier1.people: 3}, {support.tier1.people: ~}]\n", nil)
	assert.Equal(t, []string{"Groessere-Teams-1 1 3", "Groessere-Teams-2 1 ~", "Groessere-Teams-3 2 3", "Groessere-Teams-4 2 ~"}, listed(s))
}

func TestRowsMayBeInAnyOrderAndSpellPathsInAnyWay(t *testing.T) {
	s := read(t, `
vary:
  - rows:
      - {name: a, "targets[0].at_least": 1, trials: 5}
      - {trials: 6, targets.0.at_least: 90%, name: b}
`, nil)
	assert.Equal(t, []string{"targets[0].at_least", "trials"}, s.Paths)
	assert.Equal(t, []string{"a 1 5", "b 90% 6"}, listed(s))
}

func TestNumbersOfScenariosAreAsWideAsTheLast(t *testing.T) {
	s := read(t, "name: "+strings.Repeat("x", 100)+"\nvary:\n  trials: ["+strings.Repeat("5, ", 9)+"5]\n", nil)
	assert.Equal(t, strings.Repeat("x", 97)+"-01", s.Name(0))
	assert.Equal(t, strings.Repeat("x", 97)+"-10", s.Name(9))
	scenario, err := s.Load(9, nil)
	require.NoError(t, err)
	assert.Equal(t, s.Name(9), scenario.Name)
}

const design = "name,delivery.teams.implementation.people,segments.smb.acv,segments.smb.uplift\n" +
	"lean,8,\"{lognormal: {mean: 12k, cv: 1}}\",\n" +
	",,,\n" +
	",10,13k,2%\n"

func TestADesignIsARowAScenario(t *testing.T) {
	want := []string{"lean 8 {lognormal: {mean: 12k, cv: 1}} ", "hiring-2 10 13k 2%"}
	semicolons := strings.NewReplacer(`"{lognormal: {mean: 12k, cv: 1}}"`, `"{lognormal: {mean: 12k, cv: 1}}"`, ",", ";", "12k, cv", "12k, cv").Replace(design)
	for _, c := range []struct{ name, text string }{
		{"commas", design},
		{"semicolons", "\ufeff" + strings.ReplaceAll(semicolons, "12k; cv", "12k, cv")},
		{"tabs, as Windows ends lines", strings.NewReplacer(",\"", "\t\"", "\",", "\"\t", ",d", "\td", ",s", "\ts", "lean,", "lean\t", "\n,,,", "\n\t\t\t", "\n,10,13k,", "\n\t10\t13k\t", "\n", "\r\n").Replace(design)},
		{"a column without a word", strings.NewReplacer("uplift\n", "uplift,\n", "}\",\n", "}\",,\n", ",,,\n", ",,,,\n", "2%\n", " 2% , \n").Replace(design)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, "design: tables/design.csv\n", map[string]string{"tables/design.csv": c.text})
			assert.Equal(t, []string{people, "segments.smb.acv", "segments.smb.uplift"}, s.Paths)
			assert.Equal(t, []string{"hiring.yaml", "tables/design.csv"}, s.Files())
			assert.Equal(t, want, listed(s))
		})
	}
}

// same demands that two scenarios are the same company with the same plan.
func same(t *testing.T, want, got *scenarios.Scenario, what string) {
	t.Helper()
	plain := func(p company.Params) company.Params {
		p.Name, p.Description = "", ""
		return p
	}
	assert.Equal(t, plain(want.Params), plain(got.Params), what)
	assert.Equal(t, want.Files, got.Files, what)
}

func TestAScenarioOfASweepIsWhatSettingsMakeOfItsBase(t *testing.T) {
	for _, base := range []string{"board", "mine.yaml", "other.yaml"} {
		text := "kind: sweep\nbase: " + base + `
vary:
  - delivery.teams.implementation.people: [8, 10]
  - rows: [{targets.1.at_least: 80%, segments.smb.opening.open_tickets: null}, {targets.1.at_least: 90%, segments.smb.opening.open_tickets: 3}]
  - rows:
      - {segments.smb.acv: {lognormal: {mean: $12k, cv: 1}}, segments.smb.terms.2y: 15%, deals.seasonality: [1, 1, 1, 1]}
      - {segments.smb.acv: "12k", segments.smb.terms.2y: 0.15, deals.seasonality: [0.5, 1.5, 1, 1]}
`
		t.Run(base, func(t *testing.T) {
			in(t, map[string]string{
				"hiring.yaml": text,
				"mine.yaml":   "extends: board\ndescription: Mine.\nsegments: {smb: {acv: 11k}}\ndelivery: {teams: {implementation: {people: 7}}}\n",
				"other.yaml":  "extends: mine.yaml\nsegments: {smb: {acv: 9k, uplift: 1%}}\n",
			})
			s, err := sweeps.Read("hiring.yaml")
			require.NoError(t, err)
			require.Equal(t, 8, s.Len())
			for i := range s.Len() {
				var sets []string
				for k, value := range s.Varied(i) {
					sets = append(sets, s.Paths[k]+"="+value)
				}
				for _, more := range [][]string{nil, {"segments.smb.acv.lognormal=null", "segments.smb.acv.constant=5k", "support.tier1.people=9"}} {
					if len(more) > 0 && i%2 == 1 {
						continue
					}
					want, err := scenarios.Load(base, append(sets, more...))
					require.NoError(t, err)
					got, err := s.Load(i, more)
					require.NoError(t, err)
					same(t, want, got, fmt.Sprint(sets, more))
					assert.Equal(t, s.Name(i), got.Name)
					says := strings.TrimSpace(want.Description + " Changed: " + strings.Join(scenarios.Standing(append(sets, more...)), ", ") + ".")
					assert.Equal(t, says, got.Description)
					assert.Equal(t, says, got.Params.Description)
				}
			}
		})
	}
}

// Which day a fiscal quarter is says the calendar of each scenario.
func TestMomentsMayVaryAsDays(t *testing.T) {
	const first = "delivery.teams.implementation.hires.0.at"
	rows := map[string]string{
		"rows":   "vary:\n  - rows:\n      - {" + first + ": FY27 Q3, fiscal_year_starts: january}\n      - {" + first + ": 2027-08-01, fiscal_year_starts: january}\n      - {" + first + ": 6w, fiscal_year_starts: january}\n      - {" + first + ": FY28 Q2, fiscal_year_starts: october}\n",
		"design": "design: days.csv\n",
	}
	table := first + ",fiscal_year_starts\nFY27 Q3,january\n2027-08-01,january\n6w,january\nFY28 Q2,october\n"
	for name, text := range rows {
		s := read(t, text, map[string]string{"days.csv": table})
		require.Equal(t, 4, s.Len(), name)
		for i, want := range []float64{130, 130 + 65*31./92, 30, 260} {
			got, err := s.Load(i, nil)
			require.NoError(t, err)
			assert.InDelta(t, want, float64(got.Params.Delivery.Teams[0].Value.Hires[0].At), 1e-9, "%s, %d", name, i)
		}
	}
}

func TestABaseMayBeIncompleteAndTheSweepCompleteIt(t *testing.T) {
	in(t, map[string]string{
		"half.yaml":   "extends: board\nsegments: {smb: {churn: null}}\n",
		"hiring.yaml": "kind: sweep\nbase: half.yaml\nvary:\n  segments.smb.churn: [{first_renewal: 10%}, {first_renewal: 20%, concentration: 4}]\n",
		"lacks.yaml":  "kind: sweep\nbase: half.yaml\nvary: {trials: [5, 6]}\n",
	})
	s, err := sweeps.Read("hiring.yaml")
	require.NoError(t, err)
	want, err := scenarios.Load("half.yaml", []string{"segments.smb.churn={first_renewal: 20%, concentration: 4}"})
	require.NoError(t, err)
	got, err := s.Load(1, nil)
	require.NoError(t, err)
	same(t, want, got, "")

	_, err = sweeps.Read("lacks.yaml")
	assert.EqualError(t, err, "half.yaml:2:17: segments.smb.churn.first_renewal: missing, want a share such as 85% or 0.85")
}

func TestDataFilesLieWithTheFileThatNamesThem(t *testing.T) {
	const header = "id,segment,arr,start,term\n"
	in(t, map[string]string{
		"bases/own.yaml":      "extends: board-from-accounts\naccounts: book.csv\nsegments: {smb: {opening: null}, mid-market: {opening: null}, enterprise: {opening: null}}\n",
		"bases/book.csv":      header + "a,smb,1k,2026-06-01,1y\n",
		"plans/book.csv":      header + "a,smb,2k,2026-06-01,1y\n",
		"plans/in/book.csv":   header + "a,smb,3k,2026-06-01,1y\n",
		"plans/hiring.yaml":   "kind: sweep\nbase: ../bases/own.yaml\nvary:\n  rows: [{accounts: book.csv}, {accounts: in/book.csv}, {accounts: {file: book.csv, dates: year-first}}]\n",
		"plans/table.yaml":    "kind: sweep\nbase: ../bases/own.yaml\ndesign: in/design.csv\n",
		"plans/in/design.csv": "accounts\n{file: book.csv}\nbook.csv\n",
		"plans/missing.yaml":  "kind: sweep\nbase: ../bases/own.yaml\nvary: {accounts: [bok.csv, ../bases/book.csv]}\n",
	})
	arr := func(file string, i int) string {
		s, err := sweeps.Read(file)
		require.NoError(t, err)
		scenario, err := s.Load(i, nil)
		require.NoError(t, err)
		require.Len(t, scenario.Files, 1)
		return strings.Split(string(scenario.Files[0].Data), ",")[6]
	}
	assert.Equal(t, "2k", arr("plans/hiring.yaml", 0))
	assert.Equal(t, "3k", arr("plans/hiring.yaml", 1))
	assert.Equal(t, "2k", arr("plans/hiring.yaml", 2))
	assert.Equal(t, "3k", arr("plans/table.yaml", 0))
	_, err := sweeps.Read("plans/missing.yaml")
	assert.EqualError(t, err, "plans/missing.yaml:3:19: accounts: \"bok.csv\": no such file\n"+
		"plans/missing.yaml:3:28: accounts: \"../bases/book.csv\": must lie in the folder of the scenario")
}

func TestAThousandRowsAreLoadedSideBySideAsOneByOne(t *testing.T) {
	var table strings.Builder
	table.WriteString(people + "\tsegments.smb.uplift\tsegments.smb.acv\n")
	for i := range 1000 {
		fmt.Fprintf(&table, "%d\t%d%%\t{lognormal: {mean: %dk, cv: 0.5}}\n", 5+i%7, i%5, 5+i)
	}
	s := read(t, "design: design.tsv\n", map[string]string{"design.tsv": table.String()})
	require.Equal(t, 1000, s.Len())
	assert.Equal(t, "hiring-0001", s.Name(0))
	at := 0
	require.NoError(t, s.Each([]string{"trials=7"}, func(i int, scenario *scenarios.Scenario) error {
		require.Equal(t, at, i)
		at++
		if i%50 == 0 {
			alone, err := s.Load(i, []string{"trials=7"})
			require.NoError(t, err)
			assert.Equal(t, string(alone.Resolved()), string(scenario.Resolved()))
			assert.Equal(t, 7, int(scenario.Params.Trials))
		}
		return nil
	}))
	assert.Equal(t, 1000, at)
	end := errors.New("enough")
	assert.Equal(t, end, s.Each(nil, func(i int, _ *scenarios.Scenario) error {
		if i == 20 {
			return end
		}
		return nil
	}))
}

func TestASweepSaysWhatItIsInAnyForm(t *testing.T) {
	in(t, nil)
	for _, c := range []struct {
		text string
		is   bool
	}{
		{"kind: sweep\n", true},
		{"base: board\nkind: \"sweep\" # of people\r\n", true},
		{"\ufeffkind: sweep\n", true},
		{"{kind: sweep, base: board}", true},
		{"kind:   'sweep'", true},
		{"kind: sweeps\n", false},
		{"description: |\n  kind: sweep\n", false},
		{"segments: {kind: sweep}\n", false},
		{"# kind: sweep\nname: sweep\n", false},
		{"", false},
		{"[kind, sweep", false},
	} {
		require.NoError(t, os.WriteFile("a.yaml", []byte(c.text), 0o644))
		assert.Equal(t, c.is, sweeps.Is("a.yaml"), c.text)
	}
	require.NoError(t, os.WriteFile("board", []byte("kind: sweep\n"), 0o644))
	assert.False(t, sweeps.Is("board"), "the name of a built-in scenario")
	assert.True(t, sweeps.Is("./board"))
	assert.False(t, sweeps.Is("."))
	assert.False(t, sweeps.Is("none.yaml"))
	assert.False(t, sweeps.Is(os.DevNull))
}
