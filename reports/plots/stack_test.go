package plots

import (
	"image/color"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/reports/drawing"
)

// disks returns where the dots of a colour of an SVG have their left edges.
func disks(t *testing.T, f drawing.Figure, fill string) (xs []float64) {
	t.Helper()
	file, err := f.SVG("")
	require.NoError(t, err)
	for _, found := range regexp.MustCompile(`<path d="M([0-9.]+),[0-9.]+A([0-9.]+),[^"]*" style="fill:`+fill+`"`).FindAllStringSubmatch(string(file.Data), -1) {
		right, err := strconv.ParseFloat(found[1], 64)
		require.NoError(t, err)
		radius, err := strconv.ParseFloat(found[2], 64)
		require.NoError(t, err)
		xs = append(xs, right-2*radius)
	}
	return xs
}

// texts returns what an SVG says.
func texts(t *testing.T, f drawing.Figure) []string {
	t.Helper()
	file, err := f.SVG("")
	require.NoError(t, err)
	var list []string
	for _, l := range labels(t, file) {
		list = append(list, l.text)
	}
	return list
}

// drawnOf returns the figure of a study by its name.
func drawnOf(t *testing.T, s *results.Run, name string) drawing.Figure {
	t.Helper()
	figures, _ := runFigures(s)
	i := slices.IndexFunc(figures, func(f drawing.Figure) bool { return f.Name == name })
	require.GreaterOrEqual(t, i, 0, name)
	return figures[i]
}

// set gives a measure of a study values by trial.
func set(s *results.Run, measure string, value func(trial int) float64) {
	for i, c := range s.Table.Columns {
		if c.Measure.Name == measure {
			for trial, values := 0, s.Table.Values(i); trial < len(values); trial++ {
				values[trial] = value(trial)
			}
		}
	}
	s.Estimates = s.Table.Estimate()
}

const strongFill = "#2F6DA8"

func TestFuturesThatAreAlikeStandAtTheirValue(t *testing.T) {
	for _, trials := range []int{2, 20, 60} {
		s := sample.Shape{Trials: trials, Quarters: 12, Start: sample.Board.Start}.Run(t)
		s.Targets = nil
		for _, m := range []string{"nrr", "projects_queued_peak"} {
			set(s, m, func(int) float64 { return 0 })
		}
		for name, rows := range map[string]int{"nrr-dots": len(s.Layout.Years()), "queue": 1} {
			dots := disks(t, drawnOf(t, s, name), strongFill)
			assert.Len(t, dots, rows*min(trials, results.Futures), "%s of %d trials", name, trials)
			assert.Equal(t, slices.Min(dots), slices.Max(dots), "%s of %d trials", name, trials)
		}
	}
}

func TestPeaksOfNothingStayInTheirPanel(t *testing.T) {
	s := sample.Shape{Trials: 60, Quarters: 12, Start: sample.Board.Start}.Run(t)
	for _, m := range []string{"projects_queued", "projects_queued_peak"} {
		set(s, m, func(int) float64 { return 0 })
	}
	f := drawnOf(t, s, "queue")
	assert.Equal(t, "No project waits for a slot in any of 60 futures", f.Title)
	file, err := f.SVG("")
	require.NoError(t, err)
	at := map[string]label{}
	for _, l := range labels(t, file) {
		at[l.text] = l
	}
	assert.Less(t, at["0 in all"].right, at["peak of the run"].left)
	assert.GreaterOrEqual(t, slices.Min(disks(t, f, strongFill)), float64(at["peak of the run"].left))
	assert.Contains(t, texts(t, f), "1", "the grid of counts goes by whole ones")
}

func TestTheLegendSaysHowManyFuturesADotIs(t *testing.T) {
	for _, c := range []struct {
		of   []int
		want string
	}{
		{[]int{2000}, "Each dot is 1 future in 50"},
		{[]int{20, 20}, "Each dot is 1 of 20 futures"},
		{[]int{50}, "Each dot is 1 of 50 futures"},
		{[]int{20, 0, 10}, "Each dot is 1 future"},
		{[]int{20, 200}, "Each dot is 1 future, or 1 in 50 where there are more"},
	} {
		var stacks []drawing.Stack
		for _, n := range c.of {
			stacks = append(stacks, drawing.Stack{Of: n})
		}
		assert.Equal(t, c.want, drawing.EachDot(stacks...))
	}
}

func TestFarDotsDoNotSquashTheOthers(t *testing.T) {
	row := func(n int, more ...float64) []float64 {
		list := slices.Clone(more)
		for i := range n {
			list = append(list, float64(i))
		}
		slices.Sort(list)
		return list
	}
	for _, c := range []struct {
		name      string
		dots      []float64
		low, high float64
	}{
		{"one far of 26", row(25, 900), 0, 24},
		{"one on each side", row(25, -500, 900), 0, 24},
		{"one below", row(25, -900), 0, 24},
		{"two of 27", row(25, 700, 900), 0, 24},
		{"not so far", row(25, 45), 0, 45},
		{"a second lump", row(25, 900, 901, 902, 903), 0, 903},
		{"most of them alike", []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40}, 0, 40},
		{"three", []float64{0, 1, 500}, 0, 500},
		{"one", []float64{7}, 7, 7},
	} {
		low, high := drawing.Stack{Dots: c.dots}.Inner()
		assert.Equal(t, []float64{c.low, c.high}, []float64{low, high}, c.name)
	}
}

func TestFarDotsAreToldBesideTheirRow(t *testing.T) {
	s := sample.Shape{Trials: 25, Quarters: 12, Start: sample.Board.Start}.Run(t)
	set(s, "projects_queued_peak", func(trial int) float64 { return 10 + float64(trial) })
	set(s, "ticket_backlog_peak", func(trial int) float64 {
		if trial == 7 {
			return 4321
		}
		return float64(trial)
	})
	far := texts(t, drawnOf(t, s, "backlog"))
	assert.Contains(t, far, "1 dot")
	assert.Contains(t, far, "4,321")
	assert.Contains(t, drawnOf(t, s, "backlog").Subtitle, "arrows tell of dots beyond the picture")
	assert.Len(t, disks(t, drawnOf(t, s, "backlog"), strongFill), 24)
	assert.NotContains(t, texts(t, drawnOf(t, s, "queue")), "1 dot")
	assert.NotContains(t, drawnOf(t, s, "queue").Subtitle, "arrows")
}

func TestRowsOfOnePlanAreNotFarFromThemselves(t *testing.T) {
	high, low := drawing.Stack{Dots: []float64{900, 905, 910}}, drawing.Stack{Dots: []float64{1, 2, 3}}
	xs := ofCounts([]drawing.Stack{low, low, low, low, low, low, low, low, low, low, low, high})
	_, within, _ := high.Split(xs)
	assert.Len(t, within, 3, "a plan that is worse than eleven others is no outlier")
}

func TestTargetsThatAreFarAreToldAtTheEdge(t *testing.T) {
	s := sample.Shape{Trials: 40, Quarters: 12, Start: sample.Board.Start}.Run(t)
	set(s, "nrr", func(trial int) float64 { return 1 + float64(trial)/10000 })
	s.Targets = nil
	for _, y := range s.Layout.Years() {
		sample.Aim(s, "nrr", measures.WholeCompany, y.Name, 1.05, false)
		sample.Aim(s, "nrr", measures.WholeCompany, y.Name, 1.001, false)
		sample.Aim(s, "nrr", measures.WholeCompany, y.Name, 0.5, false)
	}
	assert.Subset(t, texts(t, drawnOf(t, s, "nrr-fan")), []string{"at least 105 % ↑", "at least 100.1 %", "at least 50 % ↓"})
	assert.Subset(t, texts(t, drawnOf(t, s, "nrr-dots")), []string{"at least 105 % →", "at least 100.1 %", "← at least 50 %"})
}

func TestAxesFollowTheData(t *testing.T) {
	s := drawing.OfShares(1.017, 1.023)
	assert.InDelta(t, 0.0066, s.Max-s.Min, 1e-12, "0.6 points and a margin")
	assert.Equal(t, 0.0053, drawing.FromZero(0.005).Max)
	assert.Equal(t, 1.06, drawing.FromZero(0, 0).Max)
}

func TestNoYearIsDroppedSilently(t *testing.T) {
	for quarters, want := range map[int]struct {
		rows int
		note string
	}{
		12: {3, ""}, 40: {10, ""}, 48: {12, ""}, 56: {7, "Shown: one year in 2, 7 of 14."},
	} {
		s := sample.Shape{Trials: 12, Quarters: quarters, WarmUp: 4, Start: sample.Board.Start}.Run(t)
		f := drawnOf(t, s, "nrr-dots")
		years := 0
		for _, text := range texts(t, f) {
			if regexp.MustCompile(`^FY[0-9]+$`).MatchString(text) {
				years++
			}
		}
		assert.Equal(t, want.rows, years, "%d quarters", quarters)
		assert.True(t, strings.HasSuffix(f.Subtitle, "."+map[bool]string{true: " "}[want.note != ""]+want.note), f.Subtitle)
	}
}

func TestFewTrialsHaveNoBands(t *testing.T) {
	fills := func(trials int) (dark, light bool) {
		file, err := drawnOf(t, sample.Shape{Trials: trials, Quarters: 8, Start: sample.Board.Start}.Run(t), "nrr-fan").SVG("")
		require.NoError(t, err)
		has := func(c color.NRGBA) bool {
			return strings.Contains(string(file.Data), `Z" style="fill:#`+strings.ToUpper(strconv.FormatInt(int64(c.R)<<16|int64(c.G)<<8|int64(c.B), 16)))
		}
		return has(drawing.Middle), has(drawing.Pale)
	}
	for trials, want := range map[int][2]bool{2: {false, false}, 9: {false, false}, 10: {true, false}, 19: {true, false}, 20: {true, true}} {
		dark, light := fills(trials)
		assert.Equal(t, want, [2]bool{dark, light}, "%d trials", trials)
	}
}

func TestAFutureFarFromTheBandsIsCutOffAndTold(t *testing.T) {
	s := sample.Shape{Trials: 100, Quarters: 12, Start: sample.Board.Start}.Run(t)
	set(s, "nrr", func(trial int) float64 {
		if trial == 2 {
			return 3
		}
		return 1 + float64(trial)/1000
	})
	f := drawnOf(t, s, "nrr-fan")
	assert.Contains(t, f.Subtitle, "1 of these leaves the picture, up to 300.0 %.")
	assert.NotContains(t, texts(t, f), "300 %")
}
