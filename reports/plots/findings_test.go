package plots

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/reports/drawing"
	"postsale/reports/words"
	"postsale/sim/estimate"
)

func TestTitlesTellWhatWasFound(t *testing.T) {
	s := sample.Shape{Trials: 100, Quarters: 12, Start: sample.Board.Start}.Run(t)
	set(s, "nrr", func(trial int) float64 { return 0.95 + float64(trial)/1000 }) // 95.0 to 104.9 %
	set(s, "grr", func(int) float64 { return 0.9 })
	set(s, "projects_queued_peak", func(trial int) float64 { return float64(max(0, trial-60)) })
	set(s, "ticket_backlog_peak", func(trial int) float64 { return float64(trial) })
	set(s, "arr_opening", func(int) float64 { return 20e6 })
	set(s, "arr_closing", func(trial int) float64 { return 25e6 + 1e4*float64(trial) })
	for measure, v := range map[string]float64{"new": 8e6, "expansion": 2e6, "uplift": 0, "contraction": 1e6, "churn": 4e6} {
		set(s, "arr_"+measure, func(int) float64 { return v })
	}
	s.Targets = nil
	last := s.Layout.Years()[len(s.Layout.Years())-1].Name
	sample.Aim(s, "nrr", measures.WholeCompany, last, 0.97, false)
	sample.Aim(s, "nrr", measures.WholeCompany, last, 1.2, false)
	want := map[string]string{
		"nrr-fan":    "NRR ends FY28 at 100.0 %, with an 80 % chance of at least 97 %",
		"nrr-dots":   "NRR FY28: 80 % chance of at least 97 %, below 1 % of at least 120 %; median 100.0 %",
		"grr-fan":    "GRR ends FY28 at 90.0 % in each of 100 futures",
		"grr-dots":   "GRR FY28 comes to 90.0 % in each of 100 futures",
		"arr-fan":    "ARR ends FY28 at $25.5M, in 8 of 10 futures between $25.1M and $25.9M",
		"arr-bridge": "ARR grows from $20.0M to $25.5M: new +$8.0M, churn -$4.0M",
		"queue":      "No project waits for a slot in half of the futures, at most 29 in 9 of 10",
		"backlog":    "The ticket backlog peaks at 50 (median), at most 89 in 9 of 10 futures",
	}
	for name, title := range want {
		assert.Equal(t, title, drawnOf(t, s, name).Title, name)
	}
}

func TestATargetOfOneYearDarkensTheDotsOfThatYearOnly(t *testing.T) {
	s := sample.Shape{Trials: 100, Quarters: 12, Start: sample.Board.Start}.Run(t)
	set(s, "nrr", func(trial int) float64 { return 0.95 + float64(trial)/1000 })
	s.Targets = nil
	years := s.Layout.Years()
	dark := func() int {
		file, err := drawnOf(t, s, "nrr-dots").SVG("")
		require.NoError(t, err)
		return strings.Count(string(file.Data), fmt.Sprintf("fill:#%02X%02X%02X", drawing.Strong.R, drawing.Strong.G, drawing.Strong.B))
	}
	sample.Aim(s, "nrr", measures.WholeCompany, years[1].Name, 1, false)
	one := dark()
	for _, name := range []string{"nrr-dots", "nrr-fan"} {
		assert.Contains(t, texts(t, drawnOf(t, s, name)), "at least 100 % in "+years[1].Name, name)
	}
	sample.Aim(s, "nrr", measures.WholeCompany, years[2].Name, 1, false)
	assert.Greater(t, one, 0)
	assert.Equal(t, 2*one, dark())
	assert.Contains(t, texts(t, drawnOf(t, s, "nrr-dots")), "at least 100 %")
}

func TestAQueueThatHardlyEverFormsIsToldWithoutANumber(t *testing.T) {
	s := sample.Shape{Trials: 100, Quarters: 12, Start: sample.Board.Start}.Run(t)
	set(s, "projects_queued_peak", func(trial int) float64 { return float64(max(0, trial-95)) })
	assert.Equal(t, "No project waits for a slot in 9 of 10 futures", drawnOf(t, s, "queue").Title)
}

func TestEveryTitleOfARunHasAFigureOrSaysThatThereIsNone(t *testing.T) {
	for name, s := range shapes(t) {
		figures, _ := runFigures(s)
		for _, f := range figures {
			assert.Regexp(t, `[0-9]+( %|M|k| |\)|$)|^No `, f.Title, "%s: %s", name, f.Name)
			assert.NotRegexp(t, `(^| )(0|100) % chance|of 0 |0 of [0-9]+ chance`, f.Title+f.Subtitle, "%s: %s", name, f.Name)
			assert.NotContains(t, f.Title, "band", name)
		}
	}
}

func TestEveryTextReadsOnAThirdOfASlide(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make verify")
	}
	size := regexp.MustCompile(`font-size:([0-9.]+)px`)
	legible := func(name, origin string, figures []drawing.Figure) {
		for _, f := range figures {
			file, err := f.SVG(origin)
			require.NoError(t, err)
			for _, found := range size.FindAllStringSubmatch(string(file.Data), -1) {
				size, err := strconv.ParseFloat(found[1], 64)
				require.NoError(t, err)
				if size == float64(drawing.FooterInk.Size) {
					continue
				}
				const third = 11 / 2.54 * 72 // points
				assert.GreaterOrEqual(t, size*third/drawing.PageWidth, 6.5, "%s, %s: %s points", name, f.Name, found[1])
			}
		}
	}
	for name, s := range shapes(t) {
		figures, _ := runFigures(s)
		legible(name, runProvenance(s), figures)
	}
	for name, c := range sample.Pairings(t) {
		figures, _ := comparisonFigures(c)
		legible(name, comparisonProvenance(c), figures)
	}
}

func TestALongOriginKeepsToThePage(t *testing.T) {
	s := sample.Shape{Trials: 20, Quarters: 12, Start: sample.Board.Start}.Run(t)
	s.Name, s.Program, s.Seed = strings.Repeat("w", 60), "v0.12.3-0.20261125124856-a370bbf3f1b2+dirty", math.MaxUint64
	s.Interrupted, s.Asked = true, 10_000_000
	figures, _ := runFigures(s)
	for _, f := range figures {
		file, err := f.SVG(runProvenance(s))
		require.NoError(t, err)
		wellFormed(t, file)
	}
}

func TestOddsOfFewTrialsAreToldAsFutures(t *testing.T) {
	target := func(hits, n int) results.Target {
		return results.Target{Measure: "nrr", Unit: measures.Share, Bound: 1.05, Odds: estimate.Wilson(hits, n, 0.95)}
	}
	assert.Equal(t, "at least 105 % in 0 of 60 futures", words.Likely(target(0, 60), "with "))
	assert.Equal(t, "with a 5 % chance of at least 105 %", words.Likely(target(3, 60), "with "))
	assert.Equal(t, "below 1 % chance of at least 105 %", words.Likely(target(0, 2000), ""))
}

func TestTheLongestWaitIsTold(t *testing.T) {
	weeks := func(means ...float64) (list []measures.Delay) {
		for i, m := range means {
			list = append(list, measures.Delay{Week: i + 1, Mean: m})
		}
		return list
	}
	assert.Equal(t, "A deal waits 3.0 to 7.5 days for a slot on average, longest in week 2", longest(weeks(3, 7.5, 4)))
	assert.Equal(t, "A deal waits 3.0 days for a slot on average, whatever its week", longest(weeks(3.01, 3.04)))
}

func TestLinesOfOneColourDifferInTheirDashes(t *testing.T) {
	file, err := drawnOf(t, sample.Board.Run(t), "start-delay-by-week").SVG("")
	require.NoError(t, err)
	dashes := map[string]bool{}
	for _, found := range regexp.MustCompile(`stroke:`+strongFill+`[^"]*`).FindAllString(string(file.Data), -1) {
		dashes[found] = true
	}
	assert.Len(t, dashes, 2)
}

func TestOnlyBookingsThatWereMadeHaveARow(t *testing.T) {
	s := sample.Board.Run(t)
	list, every, step := booked(s)
	require.NotEmpty(t, list)
	assert.Equal(t, []int{1, 1}, []int{every, step})
	for _, k := range list {
		assert.True(t, results.Exists(k.left[0]))
	}
	long := sample.Shape{Trials: 5, Quarters: 40, Start: sample.Board.Start}.Run(t)
	list, every, step = booked(long)
	assert.LessOrEqual(t, len(list), mostCohorts)
	assert.Equal(t, 0, list[0].number, "the opening book stays")
	f := drawnOf(t, long, "cohorts")
	assert.Contains(t, f.Subtitle, "Shown: 1 booking quarter in 3, 1 quarter end in 3.")
	assert.Equal(t, []int{3, 3}, []int{every, step})
}

func TestMinusSignsAreTrueInPictures(t *testing.T) {
	for text, want := range map[string]string{
		"-$4.0M": "\u2212$4.0M", "churn -5": "churn \u22125", "(-0.2)": "(\u22120.2)",
		"plan-2": "plan-2", "2027-01-01": "2027-01-01", "smb-FY27Q1-07": "smb-FY27Q1-07", "a - b": "a - b",
	} {
		assert.Equal(t, want, drawing.Typeset(text))
	}
	bridge := strings.Join(texts(t, drawnOf(t, sample.Board.Run(t), "arr-bridge")), "\n")
	assert.Contains(t, bridge, "\u2212$")
	assert.NotContains(t, bridge, "-$")
}

func TestMoneyOfAnAxisHasSensibleDigits(t *testing.T) {
	for _, c := range []struct {
		scale drawing.Scale
		ticks int
		v     float64
		want  string
	}{
		{drawing.Scale{Min: 12e6, Max: 18e6}, 10, 13_199_300, "$13.2M"},
		{drawing.Scale{Min: 13e6, Max: 13.5e6}, 10, 13_199_300, "$13.20M"},
		{drawing.Scale{Min: 13.1e6, Max: 13.4e6}, 7, 13_199_300, "$13.20M"},
		{drawing.Scale{Min: 0, Max: 40e6}, 7, 13_199_300, "$13M"},
		{drawing.Scale{Min: 13.19e6, Max: 13.21e6}, 10, 13_199_300, "$13,199k"},
		{drawing.Scale{Min: 1e6, Max: 1e6 + 100}, 7, 1_000_020, "$1,000.02k"},
		{drawing.Scale{Min: 20e3, Max: 90e3}, 10, 45_250, "$45k"},
		{drawing.Scale{Min: -2e5, Max: 2e5}, 7, -50_000, "-$50k"},
		{drawing.Scale{Min: -8e3, Max: 8e3}, 7, -5000, "-$5,000"},
		{drawing.Scale{Min: -2e6, Max: 2e6}, 10, -1e6, "-$1.0M"},
		{drawing.Scale{Min: 45_000, Max: 45_010}, 10, 45_003, "$45,003"},
	} {
		assert.Equal(t, c.want, c.scale.Money(c.ticks)(c.v))
	}
}

func TestAChanceHasItsArticle(t *testing.T) {
	for hits, want := range map[int]string{
		790: "with a 79 % chance of at least 100 %", 850: "with an 85 % chance of at least 100 %", 80: "with an 8 % chance of at least 100 %",
		110: "with an 11 % chance of at least 100 %", 180: "with an 18 % chance of at least 100 %", 100: "with a 10 % chance of at least 100 %",
		2: "with a chance below 1 % of at least 100 %", 998: "with a chance over 99 % of at least 100 %",
	} {
		assert.Equal(t, want, words.Likely(results.Target{Measure: "nrr", Unit: measures.Share, Bound: 1, Odds: estimate.Wilson(hits, 1000, .95)}, "with "))
	}
}
