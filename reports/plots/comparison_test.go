package plots

import (
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/reports/drawing"
	"postsale/reports/words"
	"postsale/sim/estimate"
)

func TestComparisonsAreDrawnOrSaidToBeLeftOut(t *testing.T) {
	all := []string{"difference-nrr", "difference-grr", "difference-fan", "cost-and-nrr", "start-delay-by-week", "peak-backlog", "peak-queue"}
	for name, c := range sample.Pairings(t) {
		t.Run(name, func(t *testing.T) {
			figures, notes := comparisonFigures(c)
			var told []string
			for _, f := range figures {
				told = append(told, f.Name)
				file, err := f.SVG(comparisonProvenance(c))
				require.NoError(t, err)
				wellFormed(t, file)
			}
			for _, note := range notes {
				if plot, why, left := strings.Cut(strings.TrimPrefix(note, "plot "), " left out: "); left {
					told = append(told, plot)
					assert.NotEmpty(t, why)
				}
			}
			want := slices.Clone(all)
			if len(c.Others) > mostBeside {
				for _, name := range all {
					want = append(want, name+"-2")
				}
			}
			assert.ElementsMatch(t, want, told)
		})
	}
}

func TestPlansOfTheLibraryAreComparedOnSlides(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make verify")
	}
	first, notes, err := ComparisonPlots(sample.Compared(sample.Lived(t, "board-lean", 10), sample.Lived(t, "board-partner-overflow", 10)))
	require.NoError(t, err)
	require.Empty(t, notes)
	require.Len(t, first, 14)
	for _, f := range first {
		if strings.HasSuffix(f.Name, ".svg") {
			wellFormed(t, f)
		} else {
			slide(t, f)
		}
	}
	second, _, err := ComparisonPlots(sample.Compared(sample.Lived(t, "board-lean", 10), sample.Lived(t, "board-partner-overflow", 10)))
	require.NoError(t, err)
	assert.Equal(t, first, second)
}

func TestDotsAreBlueAsOftenAsThePlanIsBetter(t *testing.T) {
	m := sample.Shape{Trials: 200, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	lean := m.Turned(t, "lean", sample.Same)
	for _, points := range []float64{1.5, -0.4, 0} {
		c := sample.Compared(lean, m.Better(t, "overflow", points))
		f, missing := leaves(c)[0].differenceDots("difference-nrr", "nrr", "NRR")
		require.Empty(t, missing)
		file, err := f.SVG("")
		require.NoError(t, err)
		d := c.Others[0].Pair("nrr", measures.WholeCompany, "FY27").Difference
		for _, of := range []struct {
			fill color.NRGBA
			hits int
		}{{drawing.Strong, d.Better.Hits}, {drawing.Loss, d.N - d.Same - d.Better.Hits}, {drawing.Grey, d.Same}} {
			dots := strings.Count(string(file.Data), fmt.Sprintf(`style="fill:#%02X%02X%02X"`, of.fill.R, of.fill.G, of.fill.B))
			assert.InDelta(t, float64(results.Futures*of.hits)/float64(d.N), dots, 1, "%v points: %v", points, of.fill)
		}
	}
}

func TestTheTitleTellsTheOddsAndTheFigure(t *testing.T) {
	net, _ := measures.Find("nrr")
	pair := func(mean float64, hits, n, same int) *measures.Pair {
		return &measures.Pair{Column: measures.Column{Measure: net},
			Difference: estimate.Paired{Distribution: estimate.Distribution{N: n, Mean: mean, MCError: 0.001},
				Better: estimate.Wilson(hits, n, 0.95), Same: same}}
	}
	for _, c := range []struct {
		pairs []*measures.Pair
		want  string
	}{
		{[]*measures.Pair{pair(0.02, 1660, 2000, 0)}, "plan-a beats lean on NRR FY29 in 83 of 100 futures, by 2.00 points on average"},
		{[]*measures.Pair{pair(0.02, 2000, 2000, 0)}, "plan-a beats lean on NRR FY29 in more than 99 of 100 futures, by 2.00 points on average"},
		{[]*measures.Pair{pair(0.02, 540, 2000, 1100)}, "plan-a beats lean on NRR FY29 in 27 of 100 futures (the same in 55 of 100), by 2.00 points on average"},
		{[]*measures.Pair{pair(-0.02, 350, 2000, 10)}, "plan-a loses to lean on NRR FY29 in 82 of 100 futures, by 2.00 points on average"},
		{[]*measures.Pair{pair(0.02, 920, 2000, 80)}, "plan-a beats lean on NRR FY29 in only 46 of 100 futures (the same in 4 of 100), by 2.00 points on average"},
		{[]*measures.Pair{pair(0.02, 20, 20, 0)}, "plan-a beats lean on NRR FY29 in all 20 futures, by 2.00 points on average"},
		{[]*measures.Pair{pair(0.00003, 1200, 2000, 0)}, "plan-a and lean do not differ on NRR FY29 beyond what 2,000 trials can tell: 0.00 points on average, error 0.10"},
		{[]*measures.Pair{pair(-0.001, 940, 2000, 0)}, "plan-a and lean do not differ on NRR FY29 beyond what 2,000 trials can tell: -0.10 points on average, error 0.10"},
		{[]*measures.Pair{pair(0, 0, 2000, 2000)}, "plan-a has the same NRR FY29 as lean in every future"},
		{[]*measures.Pair{nil}, "plan-a cannot be compared with lean on NRR FY29"},
		{[]*measures.Pair{pair(0.02, 60, 100, 0), pair(0, 50, 100, 0)},
			"Of 2 plans only plan-a beats lean on NRR FY29 in 60 of 100 futures, by 2.00 points on average; 1 differs within its error"},
		{[]*measures.Pair{pair(0.02, 60, 100, 0), nil, pair(0.025, 70, 100, 0)},
			"2 of 3 plans beat lean on NRR FY29, by 2.00 to 2.50 points on average; 1 cannot be compared"},
		{[]*measures.Pair{pair(0.02, 60, 100, 0), pair(0.03, 70, 100, 0)},
			"Both plans beat lean on NRR FY29: in 60 of 100 and 70 of 100 futures, by 2.00 and 3.00 points on average"},
		{[]*measures.Pair{pair(0.02, 60, 100, 0), pair(0.02, 70, 100, 0), pair(0.02, 80, 100, 0)}, "All 3 plans beat lean on NRR FY29, by 2.00 points on average"},
		{[]*measures.Pair{pair(0, 0, 100, 100), nil, pair(-0.02, 10, 100, 0)},
			"None of 3 plans beats lean on NRR FY29; 1 loses by 2.00 points; 1 is the same; 1 cannot be compared"},
		{[]*measures.Pair{nil, pair(-0.02, 10, 100, 0)}, "Neither plan beats lean on NRR FY29; 1 loses by 2.00 points; 1 cannot be compared"},
		{[]*measures.Pair{pair(-0.02, 10, 100, 0), pair(-0.01, 10, 100, 0)}, "Both plans lose to lean on NRR FY29, by 1.00 to 2.00 points on average"},
		{[]*measures.Pair{pair(0, 0, 100, 100), pair(0.001, 40, 100, 0)}, "No plan differs from lean on NRR FY29 beyond what 100 trials can tell"},
		{[]*measures.Pair{pair(0, 0, 100, 100), pair(0, 0, 100, 100)}, "Both plans have the same NRR FY29 as lean in every future"},
	} {
		k := contest{Comparison: &results.Comparison{Base: &results.Run{Name: "lean", Done: 100}}, word: "NRR FY29", pairs: c.pairs, unit: words.Points2, noun: "points"}
		for i := range c.pairs {
			k.Others = append(k.Others, &results.Plan{Run: &results.Run{Name: "plan-" + string(rune('a'+i))}})
		}
		assert.Equal(t, c.want, k.verdict())
	}
}

func TestRunsOfOtherQuartersAreNotComparedAsAWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make verify")
	}
	c := sample.Pairings(t)["another horizon"]
	var names []string
	for _, p := range leaves(c)[0].plans() {
		names = append(names, p.Name)
	}
	assert.Equal(t, []string{"lean", "overflow"}, names)
	_, notes := comparisonFigures(c)
	assert.Equal(t, []string{"plots of the whole run leave out short: it is of other quarters"}, notes)
}

func TestCostsOfARunAreToldByYear(t *testing.T) {
	m := sample.Shape{Trials: 3, Quarters: 6, WarmUp: 4, Start: sample.Board.Start}
	costing := func(name string, more float64) *results.Run {
		return m.Turned(t, name, func(measure string, trial int, v float64) float64 {
			if measure == "cost_total" {
				return 3e6 + 3e5*float64(trial)*more
			}
			return v
		})
	}
	c := sample.Compared(costing("lean", 0), costing("dear", 1))
	q := c.Quadrants(c.Others[0])
	require.NotNil(t, q)
	assert.InDeltaSlice(t, []float64{0, 2e5, 4e5}, q.Cost, 1e-6, "0, 0.3 and 0.6 million more in 6 quarters")
	assert.InDelta(t, 2e5, q.MeanCost, 1e-6)
}

func TestLabelsStayApartAndBesideThePanel(t *testing.T) {
	p := drawing.Panel{Canvas: draw.NewCanvas(vgsvg.New(100, 100), 100, 100), Across: drawing.Scale{Min: 0, Max: 1}, Up: drawing.Scale{Min: 0, Max: 1}}
	for name, ys := range map[string][]vg.Length{"top": {99, 98, 99, 100}, "bottom": {1, 1, 0, 2}, "apart": {10, 50, 90}, "full": {50, 50, 50, 50, 50, 50, 50}} {
		var list []drawing.Note
		for _, y := range ys {
			list = append(list, drawing.Note{Y: y})
		}
		placed := p.Apart(list)
		for i, n := range placed {
			assert.True(t, n.Y >= 0 && n.Y <= 100, "%s: %v", name, n.Y)
			if i > 0 {
				assert.GreaterOrEqual(t, placed[i-1].Y-n.Y, 1.25*drawing.LabelInk.Size-0.01, name)
			}
		}
		if name == "apart" {
			assert.Equal(t, []vg.Length{90, 50, 10}, []vg.Length{placed[0].Y, placed[1].Y, placed[2].Y}, "none moves without need")
		}
	}
}

func TestLongNamesKeepTheirEnds(t *testing.T) {
	name := "a-plan-whose-name-goes-on-and-on-until-it-is-sixty-letters-7"
	short := drawing.LabelInk.Named(name, 120)
	assert.LessOrEqual(t, drawing.LabelInk.Width(short), vg.Length(120))
	assert.Regexp(t, `^a-plan-.*\.\.\..*-letters-7$`, short)
	assert.Equal(t, "board", drawing.LabelInk.Named("board", 120))
	lines := drawing.LabelInk.Lines(name, 150)
	require.Len(t, lines, 2)
	assert.Regexp(t, `^a-plan-.*-$`, lines[0])
	assert.Regexp(t, `-letters-7$`, lines[1])
	for _, line := range lines {
		assert.LessOrEqual(t, drawing.LabelInk.Width(line), vg.Length(150))
	}
}

func TestLongNamesLoseNoPartOfAWord(t *testing.T) {
	for name, want := range map[string][]string{
		"Two more implementation managers from spring on":             {"Two more", "implementation ... on"},
		"Flat quarter ends by incentives":                             {"Flat quarter ends by", "incentives"},
		"Internationalisation of the implementation in the provinces": {"Internationalisation of", "the ... in the provinces"},
		"Supercalifragilisticexpialidocious":                          {"Supercalifragilisticexpia", "lidocious"},
	} {
		assert.Equal(t, want, drawing.StrongInk.Lines(name, 150), name)
	}
	assert.Equal(t, "Internationalisation... implementation", words.Shortened("Internationalisation of the next implementation", 42))
	assert.Equal(t, "Supercalif...alidocious", words.Shortened("Supercalifragilisticexpialidocious", 23))
}
