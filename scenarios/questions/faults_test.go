package questions_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios"
	"postsale/scenarios/batch"
	"postsale/scenarios/questions"
	"postsale/scenarios/studies"
)

// small is a company that is quickly lived through.
const small = `name: first
start: 2027-01-01
horizon: 4q
trials: 3
segments:
  smb:
    opening: {customers: 30, in_flight: 2}
    acv: {lognormal: {mean: 12k, cv: 0.5}}
    deals_per_quarter: 5
    terms: {1y: 100%}
    churn: {first_renewal: 25%}
    tickets: {per_month: 0.6}
    projects: {package: 100%}
delivery:
  teams:
    implementation: {people: 2, productive_hours: 20h/w, concurrent_projects: 4, cost: 140k}
  projects:
    package:
      team: implementation
      promised: 5w
      phases: [{name: all, effort: 20h, pace: 7h/w}]
support:
  tier1: {people: 2, productive_hours: 27h/w, cost: 80k}
  how_do_i: {share: 60%, deflected: 0%, touch: {constant: 20min}}
  break_fix: {touch: {constant: 60min}}
  targets: {first_response: 4h, resolution: 24h}
`

// files are those of a question that may be tried.
func files() map[string]string {
	return map[string]string{
		"study.yaml": `title: Two or three?
first: {plan: first.yaml, name: two, says: Enough., held_by: A text}
second: {plan: second.yaml, name: three, says: Better., held_by: [One, Another]}
across: {says: deals a quarter}
measures: [arr_closing, start_delay_mean]
trials: 3
`,
		"sweep.yaml":  "kind: sweep\nbase: [first.yaml, second.yaml]\nvary: {segments.smb.deals_per_quarter: [2, 5, 9]}\n",
		"first.yaml":  small,
		"second.yaml": "name: second\nextends: first.yaml\ndelivery: {teams: {implementation: {people: 3}}}\n",
	}
}

// in makes a folder mine of files below the one that the test is in.
func in(t *testing.T, of map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("mine", 0o777))
	for name, text := range of {
		require.NoError(t, os.WriteFile(filepath.Join("mine", name), []byte(text), 0o666))
	}
}

func try(o questions.Order) error {
	q, err := questions.Read("mine")
	if err == nil {
		o.Seed, o.Memory, o.Program = 1, studies.Memory(), "test"
		_, err = q.Live(context.Background(), o)
	}
	return err
}

// replaced returns the files of a question, one of them with other words in it.
func replaced(file, from, to string) func() map[string]string {
	return func() map[string]string {
		list := files()
		at := len(list[file])
		for i := range list[file] {
			if i+len(from) <= len(list[file]) && list[file][i:i+len(from)] == from {
				at = i
				break
			}
		}
		list[file] = list[file][:at] + to + list[file][min(len(list[file]), at+len(from)):]
		return list
	}
}

func without(file string) func() map[string]string {
	return func() map[string]string {
		list := files()
		delete(list, file)
		return list
	}
}

func TestAFolderIsAQuestion(t *testing.T) {
	in(t, files())
	require.NoError(t, try(questions.Order{}))
}

// A setting holds in both plans at every value, and is told as anybody else's fault where it cannot.
func TestSettingsHoldInBothPlans(t *testing.T) {
	in(t, files())
	q, err := questions.Read("mine")
	require.NoError(t, err)
	o := questions.Order{Seed: 1, Memory: studies.Memory(), Program: "test"}
	plain, err := q.Live(context.Background(), o)
	require.NoError(t, err)
	o.Settings = []string{"segments.smb.uplift=20%"}
	more, err := q.Live(context.Background(), o)
	require.NoError(t, err)
	assert.Equal(t, o.Settings, more.Settings)
	assert.Equal(t, "postsale studies mine --trials 3 --seed 1 --set segments.smb.uplift=20%", more.Command)
	for k, gap := range more.Deciding().Gaps {
		assert.Greater(t, gap.From, plain.Deciding().Gaps[k].From)
		assert.Greater(t, gap.To, plain.Deciding().Gaps[k].To)
	}
	for setting, want := range map[string]string{
		"segments.smb.uplfit=20%":              "uplfit: unknown key, did you mean \"uplift\"?",
		"segments.smb.deals_per_quarter=7":     "segments.smb.deals_per_quarter",
		"delivery.teams.implementation.people": "path=value",
	} {
		_, err := q.Live(context.Background(), questions.Order{Seed: 1, Settings: []string{setting}})
		assert.ErrorContains(t, err, want, setting)
	}
}

// Whatever is wrong is told before anything is lived through, with what to change.
func TestFaultsOfAQuestionAreToldAtOnce(t *testing.T) {
	for _, c := range []struct {
		name  string
		files func() map[string]string
		want  string
	}{
		{"no folder", func() map[string]string { return nil },
			"mine/study.yaml: no such file; a study is a folder with study.yaml and sweep.yaml: postsale studies NAME --write mine makes one of a built-in study\n" +
				"mine/sweep.yaml: no such file; a study is a folder with study.yaml and sweep.yaml: postsale studies NAME --write mine makes one of a built-in study"},
		{"no plan", without("second.yaml"), `mine/sweep.yaml:2:20: base[1]: "mine/second.yaml": no such file`},
		{"an empty study", replaced("study.yaml", files()["study.yaml"], ""), "mine/study.yaml: want a study, got an empty file"},
		{"no mapping", replaced("study.yaml", files()["study.yaml"], "- x\n"), "mine/study.yaml:1:1: want a mapping of title, first, second, across, measures and trials, got a list"},
		{"keys", replaced("study.yaml", files()["study.yaml"], "titel: x\nfirst: {plan: first.yaml, name: a}\nmeasures: []\n"),
			`mine/study.yaml:1:1: titel: unknown key, did you mean "title"?` + "\n" +
				"mine/study.yaml:1:1: title: missing, want the question, as somebody would ask it\n" +
				"mine/study.yaml:1:1: second: missing, want a position: {plan: a scenario, name: in a few words, says: why, held_by: who}\n" +
				"mine/study.yaml:1:1: across: missing, want what varies: {says: hours a project}, and its path if several move together\n" +
				"mine/study.yaml:2:8: first.says: missing, want why somebody would do so\n" +
				"mine/study.yaml:2:8: first.held_by: missing, want who says so: the title of a text, or a list of these\n" +
				"mine/study.yaml:3:11: measures: want a list of measures, the first of which decides, got a list"},
		{"one name", replaced("study.yaml", "name: three", "name: Two"), `mine/study.yaml:3:9: second.name: must differ from first.name, got "Two" again`},
		{"a long name", replaced("study.yaml", "name: three", "name: three people who have nothing else to do"), "mine/study.yaml:3:35: second.name: must be at most 28 bytes long, got 40"},
		{"no measure", replaced("study.yaml", "arr_closing", "arr_closed"), `mine/study.yaml:5:12: measures[0]: no measure "arr_closed", did you mean "arr_closing"?; postsale measures lists them`},
		{"no direction", replaced("study.yaml", "arr_closing", "hours_used"), "mine/study.yaml:5:12: measures[0]: must say which way is better, as hours_used is no better one way or the other: {measure: hours_used, better: less}"},
		{"a measure that is not there", replaced("study.yaml", "start_delay_mean", "attention"),
			"mine/study.yaml: measures[1]: attention is not there in sweep-1-first, which has nothing that it is about; take another measure (at 2)"},
		{"a period that is not there", replaced("study.yaml", "start_delay_mean", "{measure: grr, period: FY29}"), `mine/study.yaml: measures[1]: grr has no period "FY29" in sweep-1-first, did you mean "FY27"? (at 2)`},
		{"a segment that is not there", replaced("study.yaml", "start_delay_mean", "{measure: grr, segment: mid}"), `mine/study.yaml: measures[1]: grr has no segment "mid" in sweep-1-first, want one of all, smb (at 2)`},
		{"trials", replaced("study.yaml", "trials: 3", "trials: 1"), `mine/study.yaml:6:9: trials: want a number of trials from 2 to 100,000, got "1"`},
		{"no sweep", replaced("sweep.yaml", "kind: sweep", "kind: swep"), `mine/sweep.yaml:1:7: kind: must be sweep, got "swep", did you mean "sweep"?`},
		{"another pair", replaced("sweep.yaml", "[first.yaml, second.yaml]", "[second.yaml, first.yaml]"),
			"mine/sweep.yaml: base: must be the plans of first and second, base: [first.yaml, second.yaml], got mine/second.yaml and mine/first.yaml"},
		{"values that fall", replaced("sweep.yaml", "[2, 5, 9]", "[2, 9, 5]"), `mine/sweep.yaml: segments.smb.deals_per_quarter: values must rise, got "5" after "9"`},
		{"values that are no numbers", replaced("sweep.yaml", "{segments.smb.deals_per_quarter: [2, 5, 9]}", "{deals.profile: [flat, severe]}"),
			`mine/sweep.yaml: deals.profile: values must be numbers, such as 5, 2.5, 40% or 10h, got "flat"`},
		{"two units", replaced("sweep.yaml", "{segments.smb.deals_per_quarter: [2, 5, 9]}", "{delivery.projects.package.promised: [2d, 3w]}"),
			`mine/sweep.yaml: delivery.projects.package.promised: values must be in one unit, got "3w" after others in "d"`},
		{"one value", replaced("sweep.yaml", "[2, 5, 9]", "[2]"), "mine/sweep.yaml: must have two values at least, got 1"},
		{"two paths", replaced("sweep.yaml", "{segments.smb.deals_per_quarter: [2, 5, 9]}", "{segments.smb.deals_per_quarter: [2], trials: [5, 6]}"),
			"mine/sweep.yaml: must vary one path, or study.yaml say which of them is the scale: across: {path: segments.smb.deals_per_quarter}; got 2"},
		{"a scale that does not vary", replaced("study.yaml", "{says: deals a quarter}", "{says: deals a quarter, path: trials}"),
			`mine/study.yaml:4:39: across.path: must vary in sweep.yaml, got "trials", want one of segments.smb.deals_per_quarter`},
		{"a value that makes no sense", replaced("sweep.yaml", "[2, 5, 9]", "[2, 5, x]"), `mine/sweep.yaml:3:47: segments.smb.deals_per_quarter: want a number such as 2 or 0.15, got "x"`},
		{"other horizons", replaced("second.yaml", "name: second", "name: second\nhorizon: 8q"),
			"mine/sweep.yaml: at 2: compare: sweep-1-first and sweep-1-second cannot be compared: horizon: 1y and 2y; let both plans say the same"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in(t, c.files())
			err := try(questions.Order{Before: func(int) { t.Error("a trial is lived through") }})
			require.Error(t, err)
			assert.Equal(t, c.want, err.Error())
		})
	}
}

func TestPlansOfOtherTrialsAreToldAtOnceUnlessTheStudySaysHowMany(t *testing.T) {
	list := files()
	list["second.yaml"] += "trials: 4\n"
	in(t, list)
	require.NoError(t, try(questions.Order{}))
	list["study.yaml"] = replaced("study.yaml", "trials: 3\n", "")()["study.yaml"]
	in(t, list)
	err := try(questions.Order{})
	require.Error(t, err)
	assert.Equal(t, "mine/sweep.yaml: at 2: compare: sweep-1-first and sweep-1-second must be of as many trials, got 3 and 4; let both plans say the same, or study.yaml trials", err.Error())
	require.NoError(t, try(questions.Order{Trials: 2}))
}

func TestAStudyThatIsKeptIsABatchThatGoesOn(t *testing.T) {
	in(t, files())
	require.NoError(t, try(questions.Order{Dir: "kept", Workers: 1}))
	_, status, err := batch.StatusOf("kept")
	require.NoError(t, err)
	assert.Equal(t, 6, status.Scenarios)
	assert.Equal(t, 18, status.Done)
	assert.True(t, status.Tables)
	require.NoError(t, try(questions.Order{Dir: "kept", Before: func(int) { t.Error("a trial is lived through again") }}))
	err = try(questions.Order{Dir: "kept", Trials: 5})
	var order *studies.OrderError
	require.ErrorAs(t, err, &order)
	assert.Contains(t, err.Error(), "kept: holds another plan; --replan accepts this one")
	require.NoError(t, try(questions.Order{Dir: "kept", Trials: 5, Replan: true}))
}

func TestATrialThatFailsInAPlanIsLeftOutInBoth(t *testing.T) {
	in(t, files())
	q, err := questions.Read("mine")
	require.NoError(t, err)
	failed := map[string]int{}
	a, err := q.Live(context.Background(), questions.Order{Seed: 1, Memory: studies.Memory(), Program: "test",
		Before: func(trial int) {
			if trial == 2 {
				panic("a fault of the model")
			}
		},
		Failed: func(plan, cause string, n int) { failed[plan] += n }})
	require.NoError(t, err)
	assert.Equal(t, 6, a.Failed, "one of both plans at each of three values")
	assert.Equal(t, 1, failed["sweep-3-second"])
	for _, l := range a.Levels {
		assert.Equal(t, 2, l.Trials)
	}
}

func TestAStudyThatIsInterruptedLeavesNothingBehind(t *testing.T) {
	in(t, files())
	t.Setenv("TMPDIR", t.TempDir())
	q, err := questions.Built("hiring-order")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	_, err = q.Live(ctx, questions.Order{Seed: 1, Memory: studies.Memory(), Program: "test", Before: func(int) { stop() }})
	require.ErrorIs(t, err, batch.ErrInterrupted)
	left, err := os.ReadDir(os.TempDir())
	require.NoError(t, err)
	assert.Empty(t, left)
}

func FuzzStudy(f *testing.F) {
	f.Add([]byte(files()["study.yaml"]))
	f.Add([]byte("{title: [a], first: 3, second: {plan: ~, name: '', says: {}, held_by: [1, ~, [x]]}, across: {path: [a]}, measures: [nrr, {measure: {}}, {better: up, measure: nrr}], trials: 1e9}"))
	f.Add([]byte("measures: {a: 1}\nacross: x\n\"\\e[31m\": 3\n"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, study []byte) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "study.yaml"), study, 0o666))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "sweep.yaml"), []byte(files()["sweep.yaml"]), 0o666))
		if _, err := questions.Read(dir); err != nil {
			require.IsType(t, &scenarios.Error{}, err)
			require.Negative(t, strings.IndexFunc(strings.ReplaceAll(err.Error(), "\n", " "), func(r rune) bool { return !unicode.IsPrint(r) }), "%q", err.Error())
		}
	})
}
