package turning

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/turns"
	"postsale/reports/text"
	"postsale/reports/words"
	"postsale/sim/estimate"
)

// argued returns an argument whose plans differ so in a measure, at 0, 10 and on, with an error of .1 of it.
func argued(t *testing.T, measure string, by float64, more ...float64) *turns.Argument {
	t.Helper()
	m, known := measures.Find(measure)
	require.True(t, known)
	tried := turns.Tried{Name: "mine", Title: "Two or three?", Command: "postsale studies mine", Trials: 100,
		First: turns.Side{Plan: "a", Name: "two", Says: "Enough.", HeldBy: []string{"A text"}}, Second: turns.Side{Plan: "b", Name: "three", Says: "Better."},
		Across: turns.Across{Says: "hours a project"}}
	var steps []turns.Step
	var list []*results.Comparison
	for k, d := range more {
		steps = append(steps, turns.Step{Value: float64(10 * k), Text: words.Count(10 * k)})
		pair := measures.Pair{Column: measures.Column{Measure: m, Segment: measures.WholeCompany, Period: measures.Period{Name: "FY27"}}}
		pair.Difference = estimate.Paired{From: 5 * by, To: (5 + d) * by, Better: estimate.Wilson(50, 100, 0.95),
			Distribution: estimate.Distribution{N: 100, Mean: d * by, MCError: .1 * by, SD: by, P10: (d - 1) * by, P90: (d + 1) * by}}
		list = append(list, &results.Comparison{Base: &results.Run{Done: 100}, Others: []*results.Plan{{Run: &results.Run{}, Pairs: []measures.Pair{pair}}}})
	}
	a, err := turns.Judged(tried, steps, []turns.Wanted{{Measure: m, Segment: measures.WholeCompany, Period: "FY27", Better: m.Better}}, list)
	require.NoError(t, err)
	return a
}

func TestTheAnswerSaysWhereItTurns(t *testing.T) {
	const point = 1. / 100
	for _, c := range []struct {
		name   string
		of     *turns.Argument
		title  string
		answer []string
	}{
		{"once", argued(t, "nrr", point, -2, 2), "Two wins up to 5 hours a project, three beyond", []string{
			"By NRR FY27 it turns at 5 hours a project: two wins below, three above. From 4.5 to 5.5 it is not settled (two errors).",
			"At 0 two is better by 2.00 points (error 0.10). At 10 three is better by 2.00 points (error 0.10)."}},
		{"where less is better", argued(t, "start_delay_mean", 1, -2, 2), "Three wins up to 5 hours a project, two beyond", []string{
			"By start delay FY27 it turns at 5 hours a project: three wins below, two above. From 4.5 to 5.5 it is not settled (two errors).",
			"At 0 three is better by 2.0 days (error 0.1). At 10 two is better by 2.0 days (error 0.1)."}},
		{"in money", argued(t, "cost_total", 1e6, -2, 2), "Three wins up to 5 hours a project, two beyond", []string{
			"By cost in all FY27 it turns at 5 hours a project: three wins below, two above. From 4.5 to 5.5 it is not settled (two errors).",
			"At 0 three is better by $2,000k (error $100k). At 10 two is better by $2,000k (error $100k)."}},
		{"in hundredths", argued(t, "magic_number", .02, -2, 2), "Two wins up to 5 hours a project, three beyond", []string{
			"By magic number FY27 it turns at 5 hours a project: two wins below, three above. From 4.5 to 5.5 it is not settled (two errors).",
			"At 0 two is better by 0.040 (error 0.002). At 10 three is better by 0.040 (error 0.002)."}},
		{"twice", argued(t, "nrr", point, -2, 2, -2), "Two wins up to 5 hours a project, and the winner changes again at 15", []string{
			"By NRR FY27 it turns at 5 hours a project: two wins below, three above. From 4.5 to 5.5 it is not settled (two errors).",
			"By NRR FY27 it turns at 15 hours a project: three wins below, two above. From 14.5 to 15.5 it is not settled (two errors).",
			"At 0 two is better by 2.00 points (error 0.10). At 20 two is better by 2.00 points (error 0.10)."}},
		{"never", argued(t, "nrr", point, -2, -1), "Two wins at every value", []string{
			"By NRR FY27 no value of the sweep turns it: two wins wherever one side does. It comes nearest at 10: ahead by 1.00 points (error 0.10)."}},
		{"hardly", argued(t, "nrr", point, -2, .1), "Two wins at every value that the trials can tell", []string{
			"By NRR FY27 no value of the sweep turns it: two wins wherever one side does. At 10 it is behind by 0.10 points (error 0.10), which the trials cannot tell from nothing."}},
		{"nobody", argued(t, "nrr", point, .1, 0), "Nobody is ahead at any value", []string{
			"By NRR FY27 no value of the sweep turns it: nobody is ahead by more than two errors at any."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.answer, Answer(c.of))
			picture := Picture(c.of)
			assert.Equal(t, c.title, picture.Title)
			file, err := picture.SVG(Origin(c.of))
			require.NoError(t, err)
			assert.Equal(t, len(c.of.Turns), bytes.Count(file.Data, []byte("turns at ")))
			assert.Contains(t, string(file.Data), "up here ")
			var b strings.Builder
			require.NoError(t, text.Write(&b, Document(c.of)))
			for line := range strings.Lines(b.String()) {
				assert.LessOrEqual(t, words.Width(strings.TrimSuffix(line, "\n")), words.Columns, line)
			}
		})
	}
}

// What was changed in both plans stands beside them, and nothing does where nothing was.
func TestSettingsOfBothPlansAreTold(t *testing.T) {
	a := argued(t, "nrr", 1, -2, 2)
	var plain, set strings.Builder
	require.NoError(t, text.Write(&plain, Document(a)))
	assert.NotContains(t, plain.String(), "Both")
	a.Settings = []string{"outcomes.leaving.unattended=1.1", "trials=5"}
	require.NoError(t, text.Write(&set, Document(a)))
	assert.Regexp(t, `(?m)^Both +outcomes\.leaving\.unattended=1\.1; trials=5$`, set.String())
}

// Who is above the line depends on which way is better.
func TestThePictureSaysWhoWinsOnWhichSide(t *testing.T) {
	for measure, above := range map[string]string{"nrr": "three", "start_delay_mean": "two"} {
		a := argued(t, measure, 1, -2, 2)
		file, err := Picture(a).SVG(Origin(a))
		require.NoError(t, err)
		assert.Contains(t, string(file.Data), "up here "+above+" is ahead", measure)
	}
}

func TestPlansThatNeverDifferAreDrawn(t *testing.T) {
	a := argued(t, "nrr", 1, 0, 0)
	for k := range a.Measures[0].Gaps {
		d := &a.Measures[0].Gaps[k]
		d.SD, d.MCError, d.P10, d.P90, d.Same = 0, 0, 0, 0, d.N
	}
	_, err := Picture(a).PNG(Origin(a))
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, text.Write(&b, Document(a)))
	assert.Contains(t, b.String(), "the same")
}

func TestValuesBetweenOthersAreToldAsFinelyAsTheseStandApart(t *testing.T) {
	for _, c := range []struct {
		levels []float64
		unit   string
		at     float64
		want   string
	}{
		{[]float64{0, .2, .4}, "", .2789, "0.28"},
		{[]float64{3, 6, 12}, "", 6.2345, "6.2"},
		{[]float64{100, 200}, "h", 123.456, "123h"},
		{[]float64{10, 20}, "%", 12.3456, "12.3 %"},
	} {
		a := &turns.Argument{Tried: turns.Tried{Across: turns.Across{Unit: c.unit}}}
		for _, v := range c.levels {
			a.Levels = append(a.Levels, turns.Level{Step: turns.Step{Value: v}})
		}
		assert.Equal(t, c.want, at(a, c.at))
	}
}
