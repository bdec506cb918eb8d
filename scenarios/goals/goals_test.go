package goals_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/scenarios"
	"postsale/scenarios/goals"
)

func board(t *testing.T) *company.Params {
	t.Helper()
	s, err := scenarios.Load("board", nil)
	require.NoError(t, err)
	return &s.Params
}

func TestAGoalIsReadAsPeopleWriteIt(t *testing.T) {
	params := board(t)
	for _, c := range []struct {
		text      string
		name      string
		statistic string
		size      float64
		atMost    bool
	}{
		{"odds(nrr.FY28 >= 105%) >= 50%", "odds(nrr.FY28 >= 105%)", "", .5, false},
		{" odds( nrr.smb.FY28<=104% )<=0.25 ", "odds(nrr.smb.FY28 <= 104%)", "", .25, true},
		{"odds(grr.FY29) >= 80%", "odds(grr.FY29 >= 90%)", "", .8, false},
		{"median(nrr.FY29) >= 101%", "median(nrr.FY29)", "p50", 1.01, false},
		{"nrr.FY29.p50 >= 101%", "median(nrr.FY29)", "p50", 1.01, false},
		{"p10(nrr.FY29) >= 101%", "p10(nrr.FY29)", "p10", 1.01, false},
		{"mean(start_delay_mean.FY28) <= 5d", "mean(start_delay_mean.FY28)", "mean", 5, true},
		{"start_delay_mean.FY28 <= 1w", "mean(start_delay_mean.FY28)", "mean", 5, true},
		{"arr_closing.FY29.mean >= $36M", "mean(arr_closing.FY29)", "mean", 36e6, false},
		{"headcount.team/implementation.FY28-Q2 <= 9", "mean(headcount.team/implementation.FY28-Q2)", "mean", 9, true},
	} {
		x, err := goals.ParseReached(c.text, false)
		require.NoError(t, err, c.text)
		aim, err := x.Aim(params, false)
		require.NoError(t, err, c.text)
		assert.Equal(t, c.name, aim.Name, c.text)
		assert.Equal(t, c.statistic, aim.Statistic(), c.text)
		assert.Equal(t, c.statistic == "", aim.Odds(), c.text)
		assert.InDelta(t, c.size, aim.Size, 1e-12, c.text)
		assert.Equal(t, c.atMost, aim.AtMost, c.text)
		assert.Equal(t, c.text, aim.Text)
	}
}

func TestBesideAnotherPlanAGoalIsOfTheDifference(t *testing.T) {
	params := board(t)
	for _, c := range []struct {
		text, name, whole string
		size              float64
		atMost            bool
	}{
		{"nrr.FY29 >= other", "mean(nrr.FY29)", "nrr.FY29 >= other", 0, false},
		{"nrr.FY29", "mean(nrr.FY29)", "nrr.FY29 >= other", 0, false},
		{"cost_total.run", "mean(cost_total.run)", "cost_total.run <= other", 0, true},
		{"median(nrr.FY29) >= 0.5pt", "median(nrr.FY29)", "median(nrr.FY29) >= 0.5pt", .005, false},
		{"odds(nrr.FY29)", "odds(nrr.FY29)", "odds(nrr.FY29) >= 50%", .5, false},
		{"odds(nrr.FY29 >= 1pt) >= 60%", "odds(nrr.FY29 >= 1pt)", "odds(nrr.FY29 >= 1pt) >= 60%", .6, false},
		{"cost_total.run <= -20k", "mean(cost_total.run)", "cost_total.run <= -20k", -20e3, true},
	} {
		x, err := goals.ParseReached(c.text, true)
		require.NoError(t, err, c.text)
		aim, err := x.Aim(params, true)
		require.NoError(t, err, c.text)
		assert.Equal(t, c.name, aim.Name, c.text)
		assert.Equal(t, c.whole, aim.Text, c.text)
		assert.InDelta(t, c.size, aim.Size, 1e-12, c.text)
		assert.Equal(t, c.atMost, aim.AtMost, c.text)
		assert.True(t, aim.Compared)
	}
}

func TestAPointIsPaidForWhereTheGainIsWorthMoreThanItCosts(t *testing.T) {
	params := board(t)
	read := func(text string) (goals.Aim, error) {
		x, err := goals.ParseReached(text, true)
		require.NoError(t, err, text)
		return x.Aim(params, true)
	}
	aim, err := read("point(nrr.FY29) <= $300k")
	require.NoError(t, err)
	columns, err := aim.Columns(params)
	require.NoError(t, err)
	require.Len(t, columns, 2)
	assert.InDelta(t, 102*300e3-15e6/3, aim.Number(columns, []float64{1.02, 15e6}), 1e-6, "of 102 points, and of a third of the run's cost")
	assert.Equal(t, [3]any{300e3, measures.Dollars, false}, [3]any{aim.Worth, aim.Unit(), aim.AtMost})
	fewer, err := read("point(breach_share.FY29) <= 300k")
	require.NoError(t, err)
	assert.InDelta(t, -2*300e3-15e6/3, fewer.Number(columns, []float64{.02, 15e6}), 1e-6, "a point less is gained")
	for text, want := range map[string]string{
		"point(nrr.FY29) >= 300k":      "at character 17: point: want <= and what a point is worth a year, as in point(nrr.FY29) <= 300k",
		"point(nrr.FY29)":              "at character 16: point: want <= and what",
		"point(nrr.FY29) <= 5%":        `at character 20: point: want what a point is worth a year such as 300k, above 0, got "5%"`,
		"point(nrr.FY29) <= 0":         `above 0, got "0"`,
		"point(headcount.FY29) <= 30k": "at character 7: point: want a share of which more or less is better, such as nrr.FY28, got headcount",
	} {
		_, err := read(text)
		assert.ErrorContains(t, err, want, text)
	}
}

func TestWhatCannotBeReachedIsRefusedAtItsPlace(t *testing.T) {
	params := board(t)
	for text, want := range map[string]string{
		"":                                  "at character 1: want >= or <= and a value, as in odds(nrr.FY28 >= 105%) >= 50%, got nothing",
		"nrr.FY28":                          "at character 9: want >= or <= and a value",
		">= 5":                              "at character 1: want a figure such as odds(nrr.FY28 >= 105%), median(nrr.FY29) or nrr.FY29, got nothing",
		"nrr.FY28 >=":                       "at character 12: want a value such as 50%, got nothing",
		"nrr.FY28 > 1":                      `at character 10: want >= or <=, got ">"`,
		"nrr.FY28 = 1":                      `at character 10: want >= or <=, got "="`,
		"nrr.FY28 >= 1 >= 2":                `at character 15: want one value and nothing after it, got ">= 2"`,
		"odds(nrr.FY28 >= 1":                "at character 5: want a ) for this (",
		"odds(nrr.FY28)) >= 1":              "at character 15: want no ) without a ( before it",
		"odds(nrr.FY28) x >= 1":             `at character 16: want >= or <=, got "x"`,
		"odds() >= 1":                       "at character 6: want a measure and a period such as nrr.FY28, got nothing",
		"men(nrr.FY28) >= 1":                `at character 1: want odds or a statistic before (, got "men", did you mean "mean"?`,
		"odds(nrr.FY28 > 1) >= 1":           `at character 1: odds(nrr.FY28 > 1): want COLUMN >= BOUND or COLUMN <= BOUND, got "nrr.FY28 > 1"`,
		"odds(nnr.FY28 >= 1) >= 50%":        `at character 6: no measure named "nnr", did you mean "nrr"?`,
		"mean(nrr.smbb.FY28) >= 50%":        `at character 6: nrr has no segment "smbb", did you mean "smb"?`,
		"nrr.FY31 >= 50%":                   `at character 1: nrr has no period "FY31"`,
		"nrr.FY28 >= 6w":                    "at character 13: nrr must be a share such as 104%, got 6w",
		"odds(nrr.FY28 >= 6w) >= 50%":       "at character 6: odds(nrr.FY28 >= 6w): the bound must be a share such as 104%, got 6w",
		"odds(nrr.FY28 >= 100%) >= 500%":    `at character 27: odds want a share from 0% to 100%, got "500%"`,
		"odds(nrr.FY28) >= 50%":             "at character 6: odds(nrr.FY28): the scenario has 2 targets for it: state which, odds(nrr.FY28 >= 100%) or odds(nrr.FY28 >= 105%)",
		"odds(start_delay_p90.FY28) >= 50%": "the scenario has no target for it",
		"odds(nrr.FY28 >= 100%) >= 50":      `at character 27: odds want a share from 0% to 100%, got "50"; did you mean 50%?`,
		"point(nrr.FY28) <= 300k":           "at character 1: point: wants another plan under the same luck beside it (--against OTHER)",
		"nrr.FY28 >= other":                 "at character 13: other: wants another plan under the same luck beside it (--against OTHER)",
	} {
		x, err := goals.ParseReached(text, false)
		if err == nil {
			_, err = x.Aim(params, false)
		}
		assert.ErrorContains(t, err, want, text)
	}
}

func TestWhatSettlesAFigureMayCallItAsWhatReachesIt(t *testing.T) {
	params := board(t)
	for text, want := range map[string]string{
		"median(nrr.FY27) within 0.2pt": "nrr.FY27.p50",
		"nrr.FY27.median beyond 100%":   "nrr.FY27.p50",
		"p10(nrr.smb.FY27) within 1pt":  "nrr.smb.FY27.p10",
	} {
		x, err := goals.ParseSettled(text)
		require.NoError(t, err, text)
		claims, err := x.Claims(params, false)
		require.NoError(t, err, text)
		assert.Equal(t, want, claims[0].Name)
	}
}

func FuzzAGoal(f *testing.F) {
	for _, text := range []string{"odds(nrr.FY28 >= 105%) >= 50%", "median(nrr.FY29) >= 101%", "nrr.FY29", "((", ">=<=", "mean()", "odds(a)b<=c"} {
		f.Add(text)
	}
	s, err := scenarios.Load("board", nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, compared := range []bool{false, true} {
			x, err := goals.ParseReached(text, compared)
			if err != nil {
				continue
			}
			if aim, err := x.Aim(&s.Params, compared); err == nil && aim.Size != aim.Size {
				t.Errorf("%q: the value is no number", text)
			}
		}
	})
}
