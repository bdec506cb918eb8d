package plots

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/reports/drawing"
	"postsale/reports/words"
	"postsale/sim/estimate"
)

func TestEveryPlanIsOnAPageAndTheTitleIsOfAll(t *testing.T) {
	m := sample.Shape{Trials: 30, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	for _, n := range []int{1, 2, 6, 7, 11} {
		if testing.Short() && n != 1 && n != 7 {
			continue // left to make verify
		}
		var others []*results.Run
		for i := range n {
			points := 1 + float64(i)/10
			if i == n-1 && n > 2 {
				points = -3 // on the last page, and the titles of all tell of it
			}
			others = append(others, m.Better(t, fmt.Sprintf("plan-%02d", i), points))
		}
		figures, notes := comparisonFigures(sample.Compared(m.Turned(t, "lean", sample.Same), others...))
		assert.Empty(t, notes)
		pages := map[string][]drawing.Figure{}
		for _, f := range figures {
			name, number, more := strings.Cut(f.Name, "-2")
			require.True(t, !more || number == "")
			pages[name] = append(pages[name], f)
		}
		assert.Len(t, pages, 7)
		for name, list := range pages {
			require.Len(t, list, (n+5)/6, name)
			all := ""
			for i, f := range list {
				assert.Equal(t, list[0].Title, f.Title, name)
				assert.Equal(t, n > 6, strings.Contains(f.Subtitle, fmt.Sprintf("Page %d of %d, plans ", i+1, len(list))), name)
				all += strings.Join(texts(t, f), "\n")
			}
			for _, s := range others {
				if n > 1 || name == "cost-and-nrr" {
					assert.Contains(t, all, s.Name, name)
				}
			}
		}
		if n > 2 {
			assert.Regexp(t, fmt.Sprintf(`^%d of %d plans beat lean on NRR FY27, by 0\.\d\d to \d\.\d\d points on average; 1 loses by [23]\.\d\d points$`, n-1, n),
				pages["difference-nrr"][0].Title)
		}
	}
}

func TestPlansOfOnePlaceAllHaveAPanel(t *testing.T) {
	m := sample.Shape{Trials: 30, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	at := func(name string, points, dollars float64) *results.Run {
		return m.Turned(t, name, func(measure string, _ int, v float64) float64 {
			switch measure {
			case "nrr":
				return v + points/100
			case "cost_total":
				return v + 2*dollars
			}
			return v
		})
	}
	for _, wide := range []float64{1e3, 400e3} {
		names := []string{"A partner bench for overflow projects", "Lean support with better self-service", "Hire for enterprise only, later in the year",
			"Premium onboarding at the old price", "Smaller slots, less at once for everybody", "Flat quarter ends by incentives for all"}
		var others []*results.Run
		for i, name := range names {
			others = append(others, at(name, 0.1*float64(i%3), []float64{-0.4, 0, 0, 0, 0, 1}[i]*wide))
		}
		f, missing := leaves(sample.Compared(m.Turned(t, "lean", sample.Same), others...))[0].costs("cost-and-nrr")
		require.Empty(t, missing)
		file, err := f.SVG("")
		require.NoError(t, err)
		wellFormed(t, file)
		for _, name := range names {
			head, _, _ := strings.Cut(name, " ")
			assert.True(t, slices.ContainsFunc(texts(t, f), func(text string) bool { return strings.HasPrefix(text, head) }), name)
		}
	}
}

func TestAPictureByQuarterSaysSinceWhenAPlanIsAhead(t *testing.T) {
	m := sample.Shape{Trials: 30, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	late := sample.Compared(m.Turned(t, "lean", sample.Same), m.Better(t, "hire", 2))
	for _, p := range late.Others[0].Pairs {
		if p.Measure.Name == "nrr" && p.Period.From < 6 { // in its first quarters nothing differs
			at := late.Others[0].Pair("nrr", measures.WholeCompany, p.Period.Name)
			at.Difference.Same, at.Difference.Mean = at.Difference.N, 0
		}
	}
	f, missing := leaves(late)[0].differenceFan("difference-fan")
	require.Empty(t, missing)
	assert.Regexp(t, `^hire beats lean on NRR FY27 Q4 in .*, by \d\.\d\d points on average; ahead since FY27 Q3$`, f.Title)
	always, _ := leaves(sample.Compared(m.Turned(t, "lean", sample.Same), m.Better(t, "hire", 2)))[0].differenceFan("difference-fan")
	assert.NotContains(t, always.Title, "since")
}

func TestNoLineBetweenYearsGoesThroughTheirNames(t *testing.T) {
	m := sample.Shape{Trials: 5, Quarters: 40, WarmUp: 4, Start: sample.Board.Start}
	f, missing := leaves(sample.Compared(m.Turned(t, "lean", sample.Same), m.Better(t, "hire", 1), m.Better(t, "more", 2), m.Better(t, "most", 3)))[0].differenceFan("difference-fan")
	require.Empty(t, missing)
	file, err := f.SVG("")
	require.NoError(t, err)
	lines := regexp.MustCompile(`<path d="M([0-9.]+),([0-9.]+)L([0-9.]+),([0-9.]+)" style="fill:none;stroke:#E3E3E3`).FindAllStringSubmatch(string(file.Data), -1)
	require.NotEmpty(t, lines)
	years := 0
	for _, l := range labels(t, file) {
		if !strings.HasPrefix(l.text, "FY") {
			continue
		}
		years++
		for _, line := range lines {
			if x, err := strconv.ParseFloat(line[1], 64); line[1] == line[3] && vg.Length(x) > l.left && vg.Length(x) < l.right {
				require.NoError(t, err)
				low, err := strconv.ParseFloat(line[2], 64)
				require.NoError(t, err)
				high, err := strconv.ParseFloat(line[4], 64)
				require.NoError(t, err)
				assert.True(t, vg.Length(low) >= l.top || vg.Length(high) <= l.bottom, l.text)
			}
		}
	}
	assert.Greater(t, years, 6)
}

func TestWhatLiesBeyondThePictureIsSaid(t *testing.T) {
	m := sample.Shape{Trials: 25, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	wild := m.Turned(t, "wild", func(measure string, trial int, v float64) float64 {
		switch {
		case measure == "nrr" && trial == 7:
			return v - 0.9
		case measure == "nrr":
			return v + 0.006 + 0.001*float64(trial%5)
		case strings.HasSuffix(measure, "_peak") && trial == 3:
			return 5000
		}
		return v
	})
	c := sample.Compared(m.Turned(t, "lean", sample.Same), wild, m.Better(t, "hire", 0.6))
	figures, _ := comparisonFigures(c)
	for _, f := range figures {
		text := strings.Join(texts(t, f), "\n")
		switch f.Name {
		case "difference-nrr":
			assert.Contains(t, text, "1 dot\n\u221290.00")
			assert.NotContains(t, text, "\u221250", "the axis does not go there")
		case "peak-backlog":
			assert.Contains(t, text, "1 dot\n5,000")
		case "cost-and-nrr":
			assert.Contains(t, f.Subtitle, "A future lies beyond the edge (triangle), with -90.00 points of NRR.")
		}
	}
}

func TestWhereFarDotsLieIsToldClearOfTheWordsBesideTheRow(t *testing.T) {
	for _, n := range []int{2, 6} { // rows with room for two lines, and for one
		if testing.Short() && n > 2 {
			break // left to make verify
		}
		m := sample.Shape{Trials: 300, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
		others := []*results.Run{m.Turned(t, "wild", func(measure string, trial int, v float64) float64 {
			if measure == "nrr" {
				v += map[bool]float64{true: 50 + float64(trial)/100, false: 0.001 * float64(trial%7)}[trial%30 == 7]
			}
			return v
		})}
		for i := range n - 1 {
			others = append(others, m.Better(t, fmt.Sprintf("plan-%d", i), 1))
		}
		f, missing := leaves(sample.Compared(m.Turned(t, "lean", sample.Same), others...))[0].differenceDots("difference-nrr", "nrr", "NRR")
		require.Empty(t, missing)
		file, err := f.SVG("")
		require.NoError(t, err)
		wellFormed(t, file)
		assert.True(t, slices.ContainsFunc(labels(t, file), func(l label) bool {
			return strings.Contains(l.text, "+5,0") && strings.Contains(l.text, " to ")
		}), "%d plans", n)
	}
}

func TestPlansThatDifferByLittleAreDrawnAsDifferences(t *testing.T) {
	m := sample.Shape{Trials: 40, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	c := sample.Compared(m.Turned(t, "lean", sample.Same), m.Better(t, "hire", 0.6))
	f, missing := leaves(c)[0].costs("cost-and-nrr")
	require.Empty(t, missing)
	text := strings.Join(texts(t, f), "\n")
	assert.Contains(t, text, "+1\n")
	assert.NotContains(t, text, "\n105 %\n", "the futures lie ten points apart, the plans half a point")
	assert.Contains(t, f.Subtitle, "Against lean")
	assert.Contains(t, text, "keeps more,")
}

func TestTheTitleOfCostsTellsThePriceOrThatThereIsNone(t *testing.T) {
	net, _ := measures.Find("nrr")
	cost, _ := measures.Find("cost_total")
	base := sample.Shape{Trials: 200, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t)
	base.Name = "lean"
	paired := func(mean, err float64) estimate.Paired {
		d := estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: mean, MCError: err}}
		if mean == 0 && err == 0 {
			d.Same = 200
		}
		return d
	}
	beside := func(kept, keptError, paid, paidError float64) *results.Plan {
		s := *base
		s.Name = "hire"
		r := &results.Plan{Run: &s, Price: estimate.Ratio{Value: paid / 2 / (100 * kept)}}
		r.Pairs = []measures.Pair{
			{Column: measures.Column{Measure: net, Segment: measures.WholeCompany, Period: measures.Period{Name: "FY27", From: 4, To: 8}}, Difference: paired(kept, keptError)},
			{Column: measures.Column{Measure: cost, Segment: measures.WholeCompany, Period: measures.Period{Name: measures.Run, From: 0, To: 8}}, Difference: paired(paid, paidError)},
		}
		return r
	}
	more, less := beside(0.006, 0.0003, 542e3, 1e3), beside(-0.01, 0.001, -400e3, 1e3)
	vague := beside(0.001, 0.001, 200e3, 1e3)
	elsewhere := beside(0.01, 0.001, 200e3, 1e3)
	elsewhere.Pairs = nil
	for _, c := range []struct {
		rivals []*results.Plan
		want   string
	}{
		{[]*results.Plan{more}, "hire keeps 0.60 points more NRR FY27 than lean for $271k a year more: $452k for each point gained"},
		{[]*results.Plan{less}, "hire keeps 1.00 points less NRR FY27 than lean for $200k a year less: $200k for each point given up"},
		{[]*results.Plan{beside(0.01, 0.001, -400e3, 1e3)}, "hire keeps 1.00 points more NRR FY27 than lean for $200k a year less"},
		{[]*results.Plan{beside(0.01, 0.001, 1e3, 1e3)}, "hire keeps 1.00 points more NRR FY27 than lean, at no clear difference in cost"},
		{[]*results.Plan{vague}, "hire and lean do not differ on NRR FY27 beyond what 200 trials can tell; hire costs $100k a year more"},
		{[]*results.Plan{beside(0, 0, 200e3, 1e3)}, "hire has the same NRR FY27 as lean; hire costs $100k a year more"},
		{[]*results.Plan{beside(0, 0, 0, 0)}, "hire has the same NRR FY27 as lean at the same cost in every future"},
		{[]*results.Plan{elsewhere}, "hire cannot be compared with lean on NRR and cost"},
		{[]*results.Plan{more, beside(0.012, 0.001, 542e3, 1e3)}, "Both plans keep more NRR than lean and cost more: $452k and $226k a year for a point"},
		{[]*results.Plan{more, less, vague, elsewhere, more}, "Of 5 plans, against lean: 2 keep more NRR and cost more, $452k a year for a point; " +
			"1 keeps less NRR and costs less; 1 costs more for no NRR beyond its error; 1 cannot be compared"},
		{[]*results.Plan{more, less, vague, elsewhere, beside(0.01, 0.001, -400e3, 1e3), more}, "Of 6 plans, against lean: 2 keep more NRR and cost more, $452k a year for a point; " +
			"1 keeps more NRR and costs less; 1 keeps less NRR and costs less; 2 otherwise"},
	} {
		assert.Equal(t, c.want, bargains((&results.Comparison{Base: base, Others: c.rivals}).Judged()))
	}
}

func TestAQueueThatIsAlwaysEmptyStaysBesideItsName(t *testing.T) {
	for _, n := range []int{1, 2, 6} {
		m := sample.Shape{Trials: 60, Quarters: 4, Start: sample.Board.Start}
		empty := func(measure string, _ int, v float64) float64 {
			if measure == "projects_queued_peak" {
				return 0
			}
			return v
		}
		var others []*results.Run
		for i := range n {
			others = append(others, m.Turned(t, fmt.Sprintf("plan-%d", i), empty))
		}
		f, missing := leaves(sample.Compared(m.Turned(t, "lean", empty), others...))[0].peaks("peak-queue", "projects_queued_peak", "the peak of the queue for a slot", "projects", "projects that wait")
		require.Empty(t, missing)
		assert.Contains(t, f.Title, "the same peak of the queue for a slot as lean in every future")
		file, err := f.SVG("")
		require.NoError(t, err)
		names := vg.Length(0)
		for _, l := range labels(t, file) {
			if l.text == "lean" {
				names = l.right
			}
		}
		dots := append(disks(t, f, strongFill), disks(t, f, "#666666")...)
		require.Len(t, dots, 50*(1+n))
		assert.Greater(t, slices.Min(dots), float64(names), n)
		for _, l := range labels(t, file) {
			assert.NotRegexp(t, `^[-\x{2212}]\d`, l.text, "no number of projects")
		}
	}
}

func TestASingleFutureIsSaidToBeOne(t *testing.T) {
	m := sample.Shape{Trials: 1, Quarters: 8, Start: sample.Board.Start}
	c := sample.Compared(m.Turned(t, "lean", sample.Same), m.Better(t, "hire", 2), m.Better(t, "more", 2.5), m.Turned(t, "idle", sample.Same))
	figures, _ := comparisonFigures(c)
	for _, f := range figures {
		assert.Regexp(t, `^A single future\. `, f.Title, f.Name)
		assert.NotRegexp(t, `error|on average|trials can tell|every`, f.Title, f.Name)
		assert.NotContains(t, strings.Join(texts(t, f), "\n"), "median", f.Name)
	}
}

func TestLongNamesDifferInTitlesAndTables(t *testing.T) {
	one := "a-plan-with-a-very-long-name-of-implementation-people-and-support-people-that-goes-on-and-on-until-01"
	other := strings.TrimSuffix(one, "01") + "02"
	assert.Equal(t, "a-plan-with-a-...-and-on-until-01", drawing.TitleInk.Named(one, 260))
	assert.Equal(t, "a-plan-...-until-01", words.Shortened(one, 22))
	assert.NotEqual(t, words.Shortened(one, 22), words.Shortened(other, 22))
	assert.Equal(t, "board", words.Shortened("board", 22))
	for _, wide := range []int{1, 5, 22, 30} {
		assert.LessOrEqual(t, words.Width(words.Shortened(strings.Repeat("\u754c", 60), wide)), max(wide, 3))
	}
}

func TestALineThatIsTheSameAsAnotherIsDashed(t *testing.T) {
	m := sample.Shape{Trials: 20, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	f, missing := leaves(sample.Compared(m.Turned(t, "lean", sample.Same), m.Turned(t, "idle", sample.Same)))[0].startDelays("start-delay-by-week")
	require.Empty(t, missing)
	assert.Equal(t, "idle has the same start delay as lean in every future", f.Title)
	assert.Contains(t, f.Subtitle, "Dashed: the same as another plan.")
	file, err := f.SVG("")
	require.NoError(t, err)
	assert.Contains(t, string(file.Data), "stroke-dasharray")
	assert.Contains(t, strings.Join(texts(t, f), "\n"), "lean\nidle")
}

func TestNamesThatLookTheSameWhenShortHaveTheirNumber(t *testing.T) {
	c := &results.Comparison{Base: &results.Run{Name: "plan-one-of-many-people"}, Others: []*results.Plan{
		{Run: &results.Run{Name: "plan-two-of-many-people"}}, {Run: &results.Run{Name: "another"}}, {Run: &results.Run{Name: "another"}}}}
	short := func(name string) string { return words.Shortened(name, 16) }
	assert.Equal(t, []string{"0 plan-...people", "1 plan-...people", "2 another", "3 another"}, LabelsOf(c, short))
	wide := func(name string) string { return name }
	assert.Equal(t, []string{"plan-one-of-many-people", "plan-two-of-many-people"}, LabelsOf(c, wide)[:2])
}
