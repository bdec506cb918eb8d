package reports

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	model "postsale/models/company"
	"postsale/models/measures"
	"postsale/scenarios"
	"postsale/sim/estimate"
)

// lived returns a study of a built-in plan, trial by trial as a run does it.
func lived(t testing.TB, name string, trials int) *Study {
	t.Helper()
	scenario, err := scenarios.Load(name, nil)
	require.NoError(t, err)
	layout := scenario.Params.Layout()
	columns := layout.Columns()
	s := &Study{Program: "v0.1.0", Name: name, Seed: 1, Asked: trials, Done: trials, Layout: layout,
		Table: measures.NewTable(columns, trials), Pool: measures.NewPool(layout)}
	c := model.New(&scenario.Params, s.Seed)
	for trial := 1; trial <= trials; trial++ {
		book := c.Run(trial)
		s.Table.Append(trial, layout.Row(columns, book))
		s.Pool.Add(book.Waits(nil), slices.Clone(book.Triangle()))
	}
	s.Estimates = s.Table.Estimate()
	return s
}

// compared pairs studies that had the same luck.
func compared(base *Study, others ...*Study) *Comparison {
	c := &Comparison{Base: base}
	for _, s := range others {
		c.Rivals = append(c.Rivals, &Rival{Study: s, Pairs: base.Table.Pair(s.Table)})
	}
	return c
}

// turned returns a made-up study with another name and other numbers.
func (m made) turned(t testing.TB, name string, turn func(measure string, trial int, v float64) float64) *Study {
	t.Helper()
	s := m.study(t)
	s.Name = name
	for i, c := range s.Table.Columns {
		for trial, values := 0, s.Table.Values(i); trial < len(values); trial++ {
			if c.Measure.Name == "cost_total" {
				values[trial] = 1e6 * float64(c.Period.To-c.Period.From) * (1 + 0.03*luckOf("cost", trial).NormFloat64())
			}
			values[trial] = turn(c.Measure.Name, trial, values[trial])
		}
	}
	s.Estimates = s.Table.Estimate()
	return s
}

// better returns a study that keeps some points more than the made-up one, differently in every trial.
func (m made) better(t testing.TB, name string, points float64) *Study {
	t.Helper()
	return m.turned(t, name, func(measure string, trial int, v float64) float64 {
		luck := luckOf(name, trial).NormFloat64()
		switch {
		case measure == "nrr" || measure == "grr":
			return v + points/100*(1+0.7*luck)
		case measure == "cost_total":
			return v * (1 + points/40 + 0.01*luck)
		case strings.HasSuffix(measure, "_peak"):
			return math.Round(v * math.Exp(-points/3+0.1*luck))
		}
		return v
	})
}

func missing(measure string) func(string, int, float64) float64 {
	return func(name string, _ int, v float64) float64 {
		if name == measure {
			return math.NaN()
		}
		return v
	}
}

// rare changes two trials in seven.
func rare(_ string, trial int, v float64) float64 { return v + math.Max(0, float64(trial%7-4))/1000 }

func same(_ string, _ int, v float64) float64 { return v }

// pairings are comparisons whose plots differ most.
func pairings(t *testing.T) map[string]*Comparison {
	t.Helper()
	long := func(i int) string {
		return fmt.Sprintf("a-plan-whose-name-goes-on-and-on-until-it-is-sixty-letters-%d", i)
	}
	one := made{trials: 1, quarters: 8, start: board.start}
	short := made{trials: 20, quarters: 1, start: board.start}
	quarter := made{trials: 20, quarters: 1, warmUp: 4, start: board.start}
	many := func(m made, n int, name func(i int) string) *Comparison {
		var others []*Study
		for i := range n {
			others = append(others, m.better(t, name(i), []float64{2, -1.2, 0.4, 0, 3, 0.05, 1}[i%7]))
		}
		return compared(m.turned(t, name(99), same), others...)
	}
	few := made{trials: 30, quarters: 8, warmUp: 4, start: board.start}
	fewer := few
	fewer.quarters = 4
	plain := func(i int) string { return fmt.Sprintf("plan-%c", 'a'+i%26) }
	return map[string]*Comparison{
		"two plans":        compared(few.turned(t, "lean", same), few.better(t, "overflow", 1.5)),
		"one trial":        compared(one.turned(t, "lean", same), one.better(t, "overflow", 2)),
		"identical":        compared(few.turned(t, "lean", same), few.turned(t, "lean", same)),
		"one identical":    compared(few.turned(t, "lean", same), few.turned(t, "idle", same), few.better(t, "overflow", 1.5)),
		"mostly identical": compared(few.turned(t, "lean", same), few.turned(t, "rare", rare)),
		"seven rivals":     many(few, 7, plain),
		"long names":       many(few, 7, long),
		"one long name":    many(few, 1, long),
		"no twelve months": compared(short.turned(t, "lean", same), short.better(t, "overflow", 2)),
		"a single quarter": compared(quarter.turned(t, "lean", same), quarter.better(t, "overflow", 2)),
		"one without NRR":  compared(few.turned(t, "lean", same), few.turned(t, "broken", missing("nrr")), few.better(t, "overflow", 1)),
		"no NRR at all":    compared(few.turned(t, "lean", missing("nrr")), few.turned(t, "broken", missing("nrr"))),
		"no rival":         compared(few.turned(t, "lean", same)),
		"no peak":          compared(few.turned(t, "lean", missing("ticket_backlog_peak")), few.turned(t, "calm", missing("ticket_backlog_peak"))),
		"no cost":          compared(few.turned(t, "lean", missing("cost_total")), few.better(t, "overflow", 1)),
		"hostile names": compared(few.turned(t, "</text><b>&\x1b[31m\xff", same), few.better(t, "", 1),
			few.better(t, strings.Repeat("x", 5000), 2)),
		"all alike": compared(few.turned(t, "ones", func(string, int, float64) float64 { return 1 }),
			few.turned(t, "twos", func(string, int, float64) float64 { return 2 })),
		"another horizon": compared(few.turned(t, "lean", same), fewer.better(t, "short", 1), few.better(t, "overflow", 1)),
		"nothing done":    compared(made{quarters: 4, start: board.start}.study(t), made{quarters: 4, start: board.start}.study(t)),
	}
}

func TestComparisonsAreDrawnOrSaidToBeLeftOut(t *testing.T) {
	all := []string{"difference-nrr", "difference-grr", "difference-fan", "cost-and-nrr", "start-delay-by-week", "peak-backlog", "peak-queue"}
	for name, c := range pairings(t) {
		t.Run(name, func(t *testing.T) {
			figures, notes := c.figures()
			var told []string
			for _, f := range figures {
				told = append(told, f.name)
				file, err := f.svg(c.provenance())
				require.NoError(t, err)
				drawing(t, file)
			}
			for _, note := range notes {
				if plot, why, left := strings.Cut(strings.TrimPrefix(note, "plot "), " left out: "); left {
					told = append(told, plot)
					assert.NotEmpty(t, why)
				}
			}
			want := slices.Clone(all)
			if len(c.Rivals) > mostRivals {
				for _, name := range all {
					want = append(want, name+"-2")
				}
			}
			assert.ElementsMatch(t, want, told)
		})
	}
}

func TestPlansOfTheLibraryAreComparedOnSlides(t *testing.T) {
	first, notes, err := compared(lived(t, "board-lean", 10), lived(t, "board-partner-overflow", 10)).Plots()
	require.NoError(t, err)
	require.Empty(t, notes)
	require.Len(t, first, 14)
	for _, f := range first {
		if strings.HasSuffix(f.Name, ".svg") {
			drawing(t, f)
		} else {
			slide(t, f)
		}
	}
	second, _, err := compared(lived(t, "board-lean", 10), lived(t, "board-partner-overflow", 10)).Plots()
	require.NoError(t, err)
	assert.Equal(t, first, second)
}

func TestDotsAreBlueAsOftenAsThePlanIsBetter(t *testing.T) {
	m := made{trials: 200, quarters: 8, warmUp: 4, start: board.start}
	for _, points := range []float64{1.5, -0.4, 0} {
		c := compared(m.turned(t, "lean", same), m.better(t, "overflow", points))
		f, missing := c.leaves()[0].differenceDots("difference-nrr", "nrr", "NRR")
		require.Empty(t, missing)
		file, err := f.svg("")
		require.NoError(t, err)
		d := c.Rivals[0].pair("nrr", company, "FY27").Difference
		for _, of := range []struct {
			fill color.NRGBA
			hits int
		}{{strong, d.Better.Hits}, {loss, d.N - d.Same - d.Better.Hits}, {grey, d.Same}} {
			dots := strings.Count(string(file.Data), fmt.Sprintf(`style="fill:#%02X%02X%02X"`, of.fill.R, of.fill.G, of.fill.B))
			assert.InDelta(t, float64(futures*of.hits)/float64(d.N), dots, 1, "%v points: %v", points, of.fill)
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
		k := contest{Comparison: &Comparison{Base: &Study{Name: "lean", Done: 100}}, word: "NRR FY29", pairs: c.pairs, unit: points2, noun: "points"}
		for i := range c.pairs {
			k.Rivals = append(k.Rivals, &Rival{Study: &Study{Name: "plan-" + string(rune('a'+i))}})
		}
		assert.Equal(t, c.want, k.verdict())
	}
}

func TestMeansThatHideEachOtherAreRings(t *testing.T) {
	p := panel{draw.NewCanvas(vgsvg.New(100, 100), 100, 100), scale{0, 100}, scale{0, 100}}
	clouds := []cloud{{meanCost: 50, meanKept: 50}, {meanCost: 52, meanKept: 50}, {meanCost: 80, meanKept: 50}, {meanCost: 50, meanKept: 50}}
	assert.Equal(t, []vg.Length{5.5 + 2*2.5, 5.5 + 2.5, 5.5, 5.5}, p.radii(clouds))
}

func TestRunsOfOtherQuartersAreNotComparedAsAWhole(t *testing.T) {
	c := pairings(t)["another horizon"]
	var names []string
	for _, p := range c.leaves()[0].plans() {
		names = append(names, p.Name)
	}
	assert.Equal(t, []string{"lean", "overflow"}, names)
	_, notes := c.figures()
	assert.Equal(t, []string{"plots of the whole run leave out short: it is of other quarters"}, notes)
}

func TestCostsOfARunAreToldByYear(t *testing.T) {
	m := made{trials: 3, quarters: 6, warmUp: 4, start: board.start}
	costing := func(name string, more float64) *Study {
		return m.turned(t, name, func(measure string, trial int, v float64) float64 {
			if measure == "cost_total" {
				return 3e6 + 3e5*float64(trial)*more
			}
			return v
		})
	}
	clouds, _ := compared(costing("lean", 0), costing("dear", 1)).leaves()[0].clouds()
	require.Len(t, clouds, 1)
	assert.InDeltaSlice(t, []float64{0, 2e5, 4e5}, clouds[0].cost, 1e-6, "0, 0.3 and 0.6 million more in 6 quarters")
	assert.InDelta(t, 2e5, clouds[0].meanCost, 1e-6)
}

func TestLabelsStayApartAndBesideThePanel(t *testing.T) {
	p := panel{draw.NewCanvas(vgsvg.New(100, 100), 100, 100), scale{0, 1}, scale{0, 1}}
	for name, ys := range map[string][]vg.Length{"top": {99, 98, 99, 100}, "bottom": {1, 1, 0, 2}, "apart": {10, 50, 90}, "full": {50, 50, 50, 50, 50, 50, 50}} {
		var list []note
		for _, y := range ys {
			list = append(list, note{y: y})
		}
		placed := p.apart(list)
		for i, n := range placed {
			assert.True(t, n.y >= 0 && n.y <= 100, "%s: %v", name, n.y)
			if i > 0 {
				assert.GreaterOrEqual(t, placed[i-1].y-n.y, 1.25*labelInk.size-0.01, name)
			}
		}
		if name == "apart" {
			assert.Equal(t, []vg.Length{90, 50, 10}, []vg.Length{placed[0].y, placed[1].y, placed[2].y}, "none moves without need")
		}
	}
}

func TestLongNamesKeepTheirEnds(t *testing.T) {
	name := "a-plan-whose-name-goes-on-and-on-until-it-is-sixty-letters-7"
	short := labelInk.named(name, 120)
	assert.LessOrEqual(t, labelInk.width(short), vg.Length(120))
	assert.Regexp(t, `^a-plan-.*\.\.\..*-letters-7$`, short)
	assert.Equal(t, "board", labelInk.named("board", 120))
	lines := labelInk.lines(name, 150)
	require.Len(t, lines, 2)
	assert.Regexp(t, `^a-plan-.*-$`, lines[0])
	assert.Regexp(t, `-letters-7$`, lines[1])
	for _, line := range lines {
		assert.LessOrEqual(t, labelInk.width(line), vg.Length(150))
	}
}
