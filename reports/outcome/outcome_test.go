package outcome_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/results/sought"
	"postsale/reports/folder"
	"postsale/reports/outcome"
	"postsale/reports/text"
)

// record is a search among five values, of which the last two reach the goal.
func record() *sought.Search {
	s := &sought.Search{
		Command: "postsale find board people --for x", Key: "delivery.teams.crew.people", Counted: "count", Stated: "2",
		Of:    &results.Run{Name: "board", SHA256: strings.Repeat("a", 64), Order: strings.Repeat("b", 64), Seed: 1, Asked: 800, Done: 800},
		Goal:  sought.Goal{Text: "odds(nrr.FY28 >= 100%) >= 65%", Says: "odds(nrr.FY28 >= 100%)", Measure: "nrr", Segment: "all", Period: "FY28", Unit: measures.Share, Value: .65},
		Range: sought.Range{From: "1", To: "5", Step: "1", Given: true, Values: 5},
		Side:  "nearest", Level: .95, Outcome: sought.Found, Answer: "4", Inside: true, From: sought.Bound{Value: "3", At: 3}, To: sought.Bound{Value: "5", At: 5},
		Parts: []sought.Part{{From: "4", To: "5", Sure: true}}, Trials: 2600,
	}
	for i, p := range []float64{.40, .55, .63, .66, .72} {
		at := float64(i + 1)
		s.Points = append(s.Points, sought.Point{Value: string(rune('1' + i)), At: at, Estimate: p, Low: p - .04, High: p + .04, Error: .012, Trials: 800,
			Reaches: p >= .65, Sure: p+.04 < .65 || p-.04 >= .65, Stated: i == 1})
	}
	return s
}

func told(t *testing.T, s *sought.Search) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, text.Write(&b, outcome.Search(s)))
	for line := range strings.Lines(b.String()) {
		assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), 80, line)
	}
	return b.String()
}

// timed makes a search one of a mean of days, ten times as many as the shares were.
func timed(s *sought.Search, goal string) {
	s.Goal = sought.Goal{Text: goal, Measure: "start_delay_mean", Statistic: "mean", Unit: measures.Days, Value: 5, AtMost: true}
	for i := range s.Points {
		s.Points[i].Estimate, s.Points[i].Error = 10*s.Points[i].Estimate, 10*s.Points[i].Error
	}
}

func TestASearchIsToldFromItsAnswerOn(t *testing.T) {
	assert.Equal(t, `delivery.teams.crew.people: 4 is the smallest value that reaches odds(nrr.FY28
>= 100%) >= 65%, with 66.0 % (error 1.2); with 3 it is 63.0 %.
With 95 % the smallest is from 3 to 5: these the trials cannot tell apart; 5
reaches it surely.

The file states 2, which does not reach it: 55.0 % (error 1.2).

The curve - odds(nrr.FY28 >= 100%); |: the goal; ?: unsure
  people  odds, %  error  trials  does it
  1          40.0    1.2     800  no       o--..........|...
  2          55.0    1.2     800  no       ......--o--..|...
  3          63.0    1.2     800  no?      .........---o|-..
  4          66.0    1.2     800  yes?     ...........--o--.
  5          72.0    1.2     800  yes      .............|--o

Values of delivery.teams.crew.people from 1 to 5 by 1. 5 of 5 were tried, in
2,600 trials in all, each at most 800; all of them live through the same trials,
seed 1.
The error is the Monte Carlo error (one standard error). What is sure allows for
every look at every value, and takes it that the curve does not turn between two
values that were tried. More trials of a value (--trials) tell values apart that
are closer.
`, told(t, record()))
}

func TestWhatASearchMayComeToIsSaid(t *testing.T) {
	for _, c := range []struct {
		change func(s *sought.Search)
		want   string
	}{
		{func(s *sought.Search) { s.From.Value, s.To.Value = "4", "4" }, "That is sure with 95 %."},
		{func(s *sought.Search) { s.From.Open, s.From.Value = true, "1" }, "from 1 to 5: these the trials cannot tell apart, and on one side only the range ends them."},
		{func(s *sought.Search) { s.From.Open, s.To.Open = true, true }, "With 95 % the trials cannot tell it from any other of the values"},
		{func(s *sought.Search) { s.Outcome, s.Answer, s.Goal.Value, s.Parts = sought.None, "", .9, nil }, "No value of delivery.teams.crew.people from 1 to 5 reaches odds(nrr.FY28 >= 100%) >= 65%. The best that was tried is 5, with 72.0 % (error 1.2)."},
		{func(s *sought.Search) { s.Outcome, s.Answer, s.Goal.Value = sought.Every, "2", .1 }, "Every value of delivery.teams.crew.people that was tried, from 1 to 5, reaches odds(nrr.FY28 >= 100%) >= 65%; with 2, as the file states, it is 55.0 % (error 1.2)."},
		{func(s *sought.Search) { s.Outcome, s.Answer = sought.Unmoved, "" }, "moves nothing of odds(nrr.FY28 >= 100%): all 5 values"},
		{func(s *sought.Search) { s.Outcome, s.Answer = sought.Absent, "" }, "odds(nrr.FY28 >= 100%) does not exist: none of 800 trials has it, with any of 5 values"},
		{func(s *sought.Search) { s.Outcome, s.Points = sought.Unknown, nil }, "No trial was done: nothing is known."},
		{func(s *sought.Search) {
			s.Turns, s.Parts = true, []sought.Part{{From: "1", To: "1", Sure: true}, {From: "4", To: "5"}}
		}, "The curve turns: of the values that were tried, these reach the goal: 1; from 4 to 5 (not surely)."},
		{func(s *sought.Search) {
			s.Parts = []sought.Part{{From: "1", To: "1", Sure: true}, {From: "4", To: "5"}}
		}, "4 is the smallest value near what the file states that reaches"},
		{func(s *sought.Search) {
			s.Parts, s.Stated = []sought.Part{{From: "1", To: "1", Sure: true}, {From: "4", To: "5"}}, ""
		}, "4 is the smallest value of its part of the curve that reaches"},
		{func(s *sought.Search) {
			s.Outcome, s.Answer, s.Goal.Value, s.Parts = sought.None, "", .9, nil
			for i := range s.Points {
				s.Points[i].Estimate = .15
			}
		}, ">= 65%. All that were tried come to 15.0 % (error 1.2)."},
		{func(s *sought.Search) { s.Points[2].Estimate, s.Points[3].Estimate = .64991, .65004 }, "with 65.00 % (error 1.20); with 3 it is 64.99 %."},
		{func(s *sought.Search) { timed(s, "start_delay_mean.FY28 <= 3w") }, "reaches start_delay_mean.FY28 <= 3w, with 1.320 weeks (error 0.024)"},
		{func(s *sought.Search) { timed(s, "start_delay_mean.FY28 <= 2h") }, "reaches start_delay_mean.FY28 <= 2h, with 52.80 working hours (error 0.96)"},
		{func(s *sought.Search) { timed(s, "start_delay_mean.FY28 <= 2d") }, "reaches start_delay_mean.FY28 <= 2d, with 6.60 working days (error 0.12)"},
		{func(s *sought.Search) { s.Side, s.Inside = "least", false }, "it is the last value there, and some beyond it may do too"},
		{func(s *sought.Search) { s.Of.Interrupted = true }, "INTERRUPTED: the search did not come to its end"},
		{func(s *sought.Search) { s.Of.Invented = true }, "The opening book is made up for the seed"},
		{func(s *sought.Search) { s.Rough = true }, "So few trials make intervals rough"},
		{func(s *sought.Search) {
			s.Goal = sought.Goal{Text: "cost_total.run <= other", Says: "mean(cost_total.run)", Measure: "cost_total", Statistic: "mean", Unit: measures.Dollars, AtMost: true, Against: "plan"}
			for i := range s.Points {
				s.Points[i].Estimate, s.Points[i].Error = float64(2-i)*12e3, 3e3
			}
		}, "reaches cost_total.run <= other (plan), with -$12.0k (error 3.0); with 3 it is $0.0k."},
		{func(s *sought.Search) {
			for i := range s.Points {
				s.Points[i].Estimate, s.Points[i].Low, s.Points[i].Error = math.NaN(), math.NaN(), math.NaN()
			}
		}, "  4             -      -     800"},
	} {
		s := record()
		c.change(s)
		assert.Contains(t, strings.Join(strings.Fields(told(t, s)), " "), strings.Join(strings.Fields(c.want), " "))
	}
}

func TestASearchIsReadAsItWasWritten(t *testing.T) {
	s := record()
	s.Points[0].Low = math.Inf(-1) // of a quantile of few trials
	dir := t.TempDir() + "/found"
	at, err := folder.WriteFolder(dir, outcome.Files{Search: s, Pictures: true}, nil, false)
	require.NoError(t, err)
	again, err := outcome.Open(at)
	require.NoError(t, err)
	assert.Equal(t, told(t, s), told(t, again))
	var one, two bytes.Buffer
	require.NoError(t, outcome.JSON(&one, s))
	require.NoError(t, outcome.JSON(&two, again))
	assert.Equal(t, one.String(), two.String())
	assert.True(t, json.Valid(one.Bytes()))
	for _, name := range []string{saved.OfSearch, "curve.csv", "plots/curve.svg", "plots/curve.png"} {
		assert.FileExists(t, at+"/"+name)
	}
	require.NoError(t, os.WriteFile(at+"/"+saved.OfSearch, []byte("{}"), 0o666))
	_, err = outcome.Open(at)
	assert.ErrorContains(t, err, "was changed")
	other, err := outcome.Open(t.TempDir())
	assert.NoError(t, err)
	assert.Nil(t, other)
}
