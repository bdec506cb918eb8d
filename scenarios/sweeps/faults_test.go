package sweeps_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios"
	"postsale/scenarios/sweeps"
)

// faults returns what is wrong with hiring.yaml: when it is read, or if that is well, of all its scenarios.
func faults(t testing.TB, settings ...string) []string {
	t.Helper()
	s, err := sweeps.Read("hiring.yaml")
	if err == nil {
		err = s.Each(settings, func(int, *scenarios.Scenario) error { return nil })
	}
	if err == nil {
		return nil
	}
	require.IsType(t, &scenarios.Error{}, err)
	return strings.Split(err.Error(), "\n")
}

func TestFaultsOfASweepStandInItsFiles(t *testing.T) {
	many := strings.Repeat
	for _, c := range []struct {
		name, text, table string
		want              []string
	}{
		{"no kind", "base: board", "", []string{"hiring.yaml:1:1: kind: missing, want sweep: a file without it is no sweep"}},
		{"another kind", "kind: swep\nfoo: 1", "", []string{`hiring.yaml:1:7: kind: must be sweep, got "swep", did you mean "sweep"?`}},
		{"no mapping", "- kind: sweep", "", []string{"hiring.yaml:1:1: want a mapping of settings, got a list"}},
		{"empty", " \n", "", []string{"hiring.yaml: want a sweep, got an empty file"}},
		{"no YAML", "kind: sweep\nvary: [", "", []string{"hiring.yaml:3:1: not YAML: did not find expected node content while parsing a flow node"}},
		{"nothing else", "kind: sweep", "", []string{
			"hiring.yaml:1:1: want what varies: vary, or design and the name of a table; got neither",
			"hiring.yaml:1:1: base: missing, want the name or the path of a scenario"}},
		{"keys", "kind: sweep\nname: =a\ndescription: 3\nbse: board\nextends: board\ncolour: red\nbase: {board: 1}\nvary: {trials: [5]}\ndesign: design.csv\n", "trials\n5\n", []string{
			`hiring.yaml:2:7: name: want a name that begins with a letter or digit, on one line, got "=a", did you mean "a"?`,
			"hiring.yaml:3:14: description: want a text, got 3; to mean it, put it in quotes",
			`hiring.yaml:4:1: bse: unknown key, did you mean "base"?`,
			"hiring.yaml:5:1: extends: stands in a scenario; what a sweep changes is its base: write base: board",
			"hiring.yaml:6:1: colour: unknown key, want one of kind, name, description, base, vary, design",
			"hiring.yaml:7:7: base: want the name or the path of a scenario, got a mapping",
			"hiring.yaml:9:9: design: want either vary or design, got both"}},
		{"a long description", "kind: sweep\nbase: board\nvary: {trials: [5]}\ndescription: " + many("x", 10_001), "", []string{
			"hiring.yaml:4:14: description: must be at most 10000 bytes long, got 10001"}},
		{"a base of no name", "kind: sweep\nbase: bord\nvary: {trials: [5]}", "", []string{`hiring.yaml:2:7: base: "bord": no built-in scenario of this name, did you mean "board"?`}},
		{"a base that is not there", "kind: sweep\nbase: bord.yaml\nvary: {trials: [5]}", "", []string{`hiring.yaml:2:7: base: "bord.yaml": no such file, did you mean "board.yaml"?`}},
		{"a base that is a sweep", "kind: sweep\nbase: ./hiring.yaml\nvary: {trials: [5]}", "", []string{`hiring.yaml:2:7: base: want a scenario, got "./hiring.yaml", which is a sweep itself`}},
		{"a base that extends a sweep", "kind: sweep\nbase: child.yaml\nvary: {trials: [5]}", "", []string{
			"hiring.yaml:1:7: kind: is a sweep, which stands for many scenarios: postsale sweep hiring.yaml lists them, and postsale batch hiring.yaml runs them"}},
		{"a base with faults", "kind: sweep\nbase: board.yaml\nvary:\n  trials: [5, 6]\n  segments.smb.uplift: [1%, x]\n", "", []string{
			`hiring.yaml:5:29: segments.smb.uplift: want a share such as 85% or 0.85, got "x"`}},
		{"a base with faults alone", "kind: sweep\nbase: board.yaml\nvary:\n  trials: [5, 6]\n", "", []string{
			`board.yaml:2:1: horizn: unknown key, did you mean "horizon"?`}},
		{"nothing varies", "kind: sweep\nbase: board\nvary: []", "", []string{"hiring.yaml:3:7: vary: must have a path, got none"}},
		{"vary in other forms", "kind: sweep\nbase: board\nvary: 3", "", []string{`hiring.yaml:3:7: vary: want a list of paths with their values, got "3"`}},
		{"forms", `kind: sweep
base: board
vary:
  - trials
  - {trials: [1], horizon: [4q]}
  - trials: 5
  - horizon: []
  - support.tier1.people:
      - 3
      -
  - support.tier2.people: [3, ""]
  - rows: 3
  - rows: []
  - rows: [3, {}]
  - seed: [1, 2]
  - a..b: [1]
  - extends: [board]
  - deals: {slip: [5%]}
`, "", []string{
			`hiring.yaml:4:5: vary[0]: want a path and its values, got "trials"`,
			"hiring.yaml:5:5: vary[1]: want one path and its values, got 2; give each a hyphen or, for paths that move together, write rows: [{...}]",
			`hiring.yaml:6:13: trials: want a list of values, got "5"; write [5]`,
			"hiring.yaml:7:14: horizon: must have a value, got an empty list",
			"hiring.yaml:10:8: support.tier1.people: want a value, got nothing; null takes the setting away",
			`hiring.yaml:11:31: support.tier2.people: want a whole number such as 12, got ""`,
			`hiring.yaml:12:11: vary[6]: want a list of rows, got "3"; write [{...}]`,
			"hiring.yaml:13:11: vary[7]: must have a row, got an empty list",
			"hiring.yaml:14:11: vary[8]: must have a path, got none",
			`hiring.yaml:14:12: vary[8][0]: want a mapping of paths to values, got "3"`,
			"hiring.yaml:15:5: seed: unknown key, want one of name, description, start, fiscal_year_starts, horizon, warm_up, trials, targets, ideal, arr_from, accounts, actuals, segments, deals, delivery, support, engineering, success, works, adoption, offerings, outcomes, money, later, events, extends",
			`hiring.yaml:16:5: want a path such as segments.smb.churn or targets[0].at_least, got "a..b"`,
			"hiring.yaml:17:5: extends: stands in a file, it cannot be set",
			"hiring.yaml:18:12: deals: want a list of values, got a mapping"}},
		{"paths", `kind: sweep
base: board
vary:
  - support.tier1.poeple: [1, 2, 3]
  - segments.smb: [{uplift: 2%}]
  - segments.smb.uplift: [2%]
  - segments.smb.terms.1y: [2%]
  - segments.smb.terms.annual: [2%]
  - name: [a, b]
  - description: [a]
  - targets[7].at_least: [1]
  - delivery.teams.implementaton.people: [3]
  - delivery.teams: [{}]
  - delivery.teams.implementation.people: [3]
`, "", []string{
			`hiring.yaml:4:5: support.tier1.poeple: unknown key, did you mean "people"?`,
			"hiring.yaml:6:5: segments.smb.uplift: must not vary beside what it lies in, got segments.smb (line 5) too",
			"hiring.yaml:7:5: segments.smb.terms.1y: must not vary beside what it lies in, got segments.smb (line 5) too",
			"hiring.yaml:8:5: segments.smb.terms.annual: must vary once, got it again beside segments.smb.terms.1y (line 7)",
			"hiring.yaml:9:5: name: must not vary: each scenario has its own; names stand in rows or in a design",
			"hiring.yaml:10:5: description: must not vary: each scenario has its own; names stand in rows or in a design",
			"hiring.yaml:11:5: targets[7]: is beyond the end of the list, which has 5",
			`hiring.yaml:12:5: delivery.teams.implementaton: not there, did you mean "implementation"?; to add it, set it as a whole: delivery.teams.implementaton={...}`,
			"hiring.yaml:13:5: delivery.teams: must not vary beside what lies in it, got delivery.teams.implementaton.people (line 12) too",
			"hiring.yaml:14:5: delivery.teams.implementation.people: must not vary beside what it lies in, got delivery.teams (line 13) too"}},
		{"values", `kind: sweep
base: board
vary:
  - delivery.teams.implementation.people: [8, ten, 12.5]
  - segments.smb.acv: [12k, {lognormal: {mean: 12 k, cv: 1}}, {lognormol: {mean: 1}}, {lognormal: {mean: 1}}]
  - segments.smb.uplift: [2%, 120%]
`, "", []string{
			`hiring.yaml:4:47: delivery.teams.implementation.people: want a whole number such as 12, got "ten"`,
			`hiring.yaml:4:52: delivery.teams.implementation.people: want a whole number such as 12, got "12.5"`,
			`hiring.yaml:5:48: segments.smb.acv.lognormal.mean: want an amount of money such as 42k, 1.2M or 197, got "12 k", did you mean "12k"?`,
			`hiring.yaml:5:64: segments.smb.acv.lognormol: unknown key, did you mean "lognormal"?`,
			"hiring.yaml:5:99: segments.smb.acv.lognormal.cv: missing, want a number such as 2 or 0.15"}},
		{"what makes no sense", `kind: sweep
base: board
vary:
  - segments.smb.uplift: [2%, 120%]
  - trials: [5, 0]
  - segments.smb.opening.customers: [3, 5, 300]
  - segments.smb.opening.in_flight: [4, 7]
`, "", []string{
			"hiring.yaml:4:31: segments.smb.uplift: must be between 0% and 100%, got 120%",
			"hiring.yaml:5:17: trials: must be between 1 and 10000000, got 0",
			"hiring.yaml:7:38: segments.smb.opening.in_flight: must be at most the 3 opening customers, got 4 (in hiring-01, hiring-07, hiring-13 and 1 more)",
			"hiring.yaml:7:41: segments.smb.opening.in_flight: must be at most the 3 opening customers, got 7 (in hiring-02, hiring-08, hiring-14 and 1 more)",
			"hiring.yaml:7:41: segments.smb.opening.in_flight: must be at most the 5 opening customers, got 7 (in hiring-04, hiring-10, hiring-16 and 1 more)"}},
		{"what makes the base wrong", "kind: sweep\nbase: board\nvary:\n  - trials: [5, 6]\n  - segments.smb.opening.customers: [3, 300]\n", "", []string{
			"hiring.yaml:5:38: segments.smb.opening.customers: makes segments.smb.opening.in_flight (board:19:42) wrong: must be at most the 3 opening customers, got 7; state it as well, or leave this out"}},
		{"what makes the base wrong twice", "kind: sweep\nbase: board\ndesign: design.csv\n", "delivery.teams.implementation,support.configuration.owner\nnull,cs-engineer\n{people: 3},implementation\n", []string{
			"design.csv:2: delivery.teams.implementation: makes delivery.projects.smb-package.team (board:72:13), delivery.projects.mid-market-package.team (board:84:13) and delivery.projects.enterprise-custom.team (board:96:13) wrong: must name a team that exists, got \"implementation\"; state them as well, or leave this out",
			"design.csv:2: support.configuration.owner: must be support, cs-engineers or a delivery team, got \"cs-engineer\""}},
		{"what makes the base wrong beside what does so already", "kind: sweep\nbase: wrong.yaml\nvary: {segments.smb.opening.customers: [2]}\n", "", []string{
			"hiring.yaml: segments.smb.opening.in_flight: must be at most the 2 opening customers, got 7; it stands in board:19:42, and is wrong with what this states on top of it"}},
		{"rows", `kind: sweep
base: board
vary:
  - rows:
      - {name: lean, support.tier1.people: 5, support.tier2.people: 4}
      - {name: Lean, support.tier1.people: 6, support.tier2.poeple: 5}
      - {name: a b, support.tier1.people: 7}
      - {name: [a], support.tier1.people: 8, support.tier2.people: 4, trials: 5}
  - horizon: [4q]
`, "", []string{
			`hiring.yaml:6:16: name: must be unique, got "Lean" again (first in line 5)`,
			`hiring.yaml:6:47: support.tier2.poeple: must stand in all of the rows or in none, got it in 1 of 4, did you mean "support.tier2.people"?`,
			"hiring.yaml:7:9: vary[0][2]: must have support.tier2.people as the other rows do, got none",
			`hiring.yaml:7:16: name: want a name of letters, digits, - and _, got "a b", did you mean "a-b"?`,
			"hiring.yaml:8:16: name: want a name of letters, digits, - and _, got a list",
			"hiring.yaml:8:71: trials: must stand in all of the rows or in none, got it in 1 of 4"}},
		{"a first row that is odd", "kind: sweep\nbase: board\nvary:\n  rows: [{trails: 5}, {trials: 6}, {trials: 7}]\n", "", []string{
			`hiring.yaml:4:11: trails: must stand in all of the rows or in none, got it in 1 of 3, did you mean "trials"?`}},
		{"a row called as another that has no name", "kind: sweep\nbase: board\nvary:\n  rows: [{name: Hiring-2, trials: 5}, {trials: 6}]\n", "", []string{
			`hiring.yaml:4:17: name: must be unique, got "Hiring-2", as row 2 is called, which has no name`}},
		{"a path twice in a row", "kind: sweep\nbase: board\nvary:\n  rows: [{targets.0.at_least: 1, \"targets[0].at_least\": 1}]\n", "", []string{
			`hiring.yaml:4:34: targets[0].at_least: must stand in a row once, got it again`}},
		{"no table", "kind: sweep\nbase: board\ndesign: desin.csv\n", "trials\n5\n", []string{`hiring.yaml:3:9: design: "desin.csv": no such file`}},
		{"a table elsewhere", "kind: sweep\nbase: board\ndesign: ../design.csv\n", "", []string{`hiring.yaml:3:9: design: "../design.csv": must lie in the folder of the sweep`}},
		{"no name of a table", "kind: sweep\nbase: board\ndesign: 3\n", "", []string{`hiring.yaml:3:9: design: want the name of a table, got "3"`}},
		{"an empty table", "kind: sweep\nbase: board\ndesign: design.csv\n", "\n", []string{"design.csv:1: must have a header line and rows below it, got an empty file"}},
		{"a table without rows", "kind: sweep\nbase: board\ndesign: design.csv\n", "trials,horizon\n,\n", []string{"design.csv:1: must have a row for each scenario, got none"}},
		{"a table of names", "kind: sweep\nbase: board\ndesign: design.csv\n", "Name\na\n", []string{"design.csv:1: must have a column for each path that varies, got Name"}},
		{"a header with two kinds of separators", "kind: sweep\nbase: board\ndesign: design.csv\n", "a,b;c\n1,2;3\n", []string{
			"design.csv:1: must have one kind of separator between the names of the header, got commas and semicolons; a name that holds one stands in quotes"}},
		{"a table", "kind: sweep\nbase: board\ndesign: design.csv\n",
			"name,segments.smb.uplift,trials,tirals,,Trials,name of it,trials\na,2%,,,,,,\na,x,6,,z,,,\n,y,0,,,,,\n1 a,{a: ,[],,,,,\nb,1%\n,130%,7,,,,,\n", []string{
				`design.csv:1: tirals: unknown key, did you mean "trials"?`,
				`design.csv:1: Trials: unknown key, did you mean "trials"?`,
				"design.csv:1: name of it: unknown key, want one of name, description, start, fiscal_year_starts, horizon, warm_up, trials, targets, ideal, arr_from, accounts, actuals, segments, deals, delivery, support, engineering, success, works, adoption, offerings, outcomes, money, later, events, extends",
				"design.csv:1: trials: must vary once, got it again beside trials",
				`design.csv:3: must have a path at the head of each column, got none in column 5 for "z"`,
				`design.csv:3: name: must be unique, got "a" again (first in line 2)`,
				`design.csv:3: segments.smb.uplift: want a share such as 85% or 0.85, got "x" (in lines 3 and 4)`,
				`design.csv:5: name: want a name of letters, digits, - and _, got "1 a", did you mean "1-a"?`,
				"design.csv:5: segments.smb.uplift: not YAML: did not find expected node content while parsing a flow node",
				"design.csv:5: trials: want a whole number such as 12, got a list",
				"design.csv:6: must have 8 fields like the header, got 2"}},
		{"rows of a table that make no sense", "kind: sweep\nbase: board\ndesign: design.csv\n",
			"segments.smb.uplift;trials\n120%;5\n2%;0\n121%;5\n-5%;\n122%;0\n123%;0\n", []string{
				"design.csv:2: segments.smb.uplift: must be between 0% and 100%, got 120% (in lines 2, 4, 5 and 2 more)",
				"design.csv:3: trials: must be between 1 and 10000000, got 0 (in lines 3, 6 and 7)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in(t, map[string]string{"hiring.yaml": c.text, "board.yaml": "extends: board\nhorizn: 4q\n", "child.yaml": "extends: hiring.yaml\n",
				"wrong.yaml": "extends: board\nsegments: {smb: {opening: {customers: 3}}}\n"})
			if c.table != "" {
				require.NoError(t, os.WriteFile("design.csv", []byte(c.table), 0o644))
			}
			assert.ElementsMatch(t, c.want, faults(t))
		})
	}
}

// The words are those of --set, whatever they are.
func TestASweepHasTheErrorTextsOfSettings(t *testing.T) {
	for _, c := range []struct{ path, value string }{
		{"segments.smb.chrun", "3"}, {"segments.smb.churn.first_renewal.x", "3"}, {"targets.x", "3"}, {"horizon", "3 years"}, {"trials", "1.5"},
		{"segments.smb.acv", "{lognormal: {mean: 12k}}"}, {"segments.smb.acv", "12,000"}, {"segments.smb.terms", "{1y: 50%}"}, {"segments.smb.churn", "null"},
		{"segments.smbb", "null"}, {"segments.smb.acv.constant", "12k"}, {"deals.seasonality", "[1, 1]"}, {"segments.smb.opening.customers", "3"},
		{"delivery.teams.implementation", "null"}, {"accounts", "none.csv"}, {"start", "soon"}, {"support.tier1.people", "-1"},
	} {
		in(t, map[string]string{"hiring.yaml": "kind: sweep\nbase: board\ndesign: design.csv\n",
			"design.csv": fmt.Sprintf("%q\n%q\n", c.path, c.value)})
		_, err := scenarios.Load("board", []string{c.path + "=" + c.value})
		require.Error(t, err, "%s=%s", c.path, c.value)
		var set, told []string
		for _, line := range strings.Split(err.Error(), "\n") {
			set = append(set, strings.TrimPrefix(line, "--set "+c.path+"="+c.value+": "))
		}
		for _, line := range faults(t) {
			_, message, _ := strings.Cut(line, ": ")
			told = append(told, message)
		}
		assert.Equal(t, set, told, "%s=%s", c.path, c.value)
	}
}

func TestSettingsOfACommandLineLieOnTop(t *testing.T) {
	in(t, map[string]string{"hiring.yaml": "kind: sweep\nbase: board\n" + hiring})
	assert.Equal(t, []string{
		"--set name=x: name: must be left to the sweep, which gives each scenario its own",
		"--set support.tier1.people=3: support.tier1.people: must be left to the sweep, in which support.tier1.people varies (hiring.yaml:7:22)",
		"--set support={}: support: must be left to the sweep, in which support.tier1.people varies (hiring.yaml:7:22)",
	}, faults(t, "name=x", "support.tier1.people=3", "trials=zzz", "support={}"))
	assert.Equal(t, []string{
		"--set nonsense: want path=value; null as value takes a setting away",
		`--set trials=zzz: trials: want a whole number such as 12, got "zzz"`,
	}, faults(t, "trials=zzz", "nonsense"))
	assert.Empty(t, faults(t, "trials=7"))
	s, err := sweeps.Read("hiring.yaml")
	require.NoError(t, err)
	scenario, err := s.Load(0, []string{"trials=5", "trials=7"})
	require.NoError(t, err)
	assert.Equal(t, 7, int(scenario.Params.Trials))
	assert.True(t, strings.HasSuffix(scenario.Description, " Changed: delivery.teams.implementation.people=8, support.tier1.people=5, support.tier2.people=4, trials=7."), scenario.Description)
	_, err = s.Load(0, []string{"description=x"})
	assert.EqualError(t, err, "--set description=x: description: must be left to the sweep, which gives each scenario its own")
}

func TestASweepOfTooManyScenariosIsRefusedByItsNumber(t *testing.T) {
	paths := scenarios.Keys()
	axes := func(n, values int) string {
		var b strings.Builder
		b.WriteString("kind: sweep\nbase: board\nvary:\n")
		for i, written := 0, 0; written < n; i++ {
			if k := paths[i%len(paths)]; k.Kind == scenarios.Quantity && !strings.ContainsAny(k.Path, "*[") || i >= len(paths) {
				fmt.Fprintf(&b, "  - %s%s: [%s1]\n", k.Path, strings.Repeat("x", i/len(paths)), strings.Repeat("1, ", values-1))
				written++
			}
		}
		return b.String()
	}
	for _, c := range []struct {
		axes, values int
		want         string
	}{
		{2, 317, "100,489"},
		{7, 10, "10,000,000"},
		{40, 10, "about 1e+40"},
		{63, 2, "about 9.22e+18"},
		{64, 2, "about 1.84e+19"},
		{300, 100, "about 1e+600"},
	} {
		in(t, map[string]string{"hiring.yaml": axes(c.axes, c.values)})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		told := faults(t)
		runtime.ReadMemStats(&after)
		assert.Equal(t, "hiring.yaml:4:3: vary: must stand for at most 100,000 scenarios, got "+c.want, told[0])
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(500e6))
		assert.Less(t, time.Since(began), 10*time.Second)
	}
	in(t, map[string]string{"hiring.yaml": "kind: sweep\nbase: board\ndesign: design.csv\n", "design.csv": "trials\n" + strings.Repeat("5\n", 150_000)})
	assert.Equal(t, []string{"design.csv: must stand for at most 100,000 scenarios, got 150,000"}, faults(t))
	in(t, map[string]string{"hiring.yaml": "kind: sweep\nbase: board\ndesign: design.csv\n",
		"design.csv": "trials" + strings.Repeat(",", 1000) + "\n" + strings.Repeat("5"+strings.Repeat(",", 1000)+"\n", 3000)})
	assert.Equal(t, []string{"design.csv: must have at most 2,000,000 cells, got more"}, faults(t))
}
