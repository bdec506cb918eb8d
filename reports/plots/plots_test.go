package plots

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/reports/drawing"
	"postsale/reports/folder"
)

// shapes are studies whose plots differ most.
func shapes(t *testing.T) map[string]*results.Run {
	t.Helper()
	list := map[string]*results.Run{
		"board":                sample.Board.Run(t),
		"one trial":            sample.Shape{Trials: 1, Quarters: 8, Start: sample.Board.Start}.Run(t),
		"two trials":           sample.Shape{Trials: 2, Quarters: 5, Start: sample.Board.Start}.Run(t),
		"short":                sample.Shape{Trials: 20, Quarters: 1, Start: sample.Board.Start}.Run(t),
		"long":                 sample.Shape{Trials: 20, Quarters: 48, WarmUp: 4, Start: sample.Board.Start}.Run(t),
		"mid-year":             sample.Shape{Trials: 20, Quarters: 6, Start: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}.Run(t),
		"all targets":          sample.Shape{Trials: 20, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t),
		"some NaN":             sample.Shape{Trials: 20, Quarters: 12, Start: sample.Board.Start, Success: true}.Run(t),
		"all alike":            sample.Shape{Trials: 20, Quarters: 12, Start: sample.Board.Start, Success: true}.Run(t),
		"success":              sample.Shape{Trials: 200, Quarters: 12, WarmUp: 4, Start: sample.Board.Start, Success: true}.Run(t),
		"success of a quarter": sample.Shape{Trials: 20, Quarters: 1, Start: sample.Board.Start, Success: true}.Run(t),
		"success of long":      sample.Shape{Trials: 20, Quarters: 60, Start: sample.Board.Start, Success: true}.Run(t),
		"success of one":       sample.Shape{Trials: 1, Quarters: 12, Start: sample.Board.Start, Success: true}.Run(t),
		"long names":           longNames(sample.Shape{Trials: 20, Quarters: 12, Start: sample.Board.Start, Success: true}.Run(t)),
		"nobody":               sample.Shape{Trials: 20, Quarters: 12, Start: sample.Board.Start, Success: true}.Run(t),
	}
	set(list["nobody"], "attention", func(int) float64 { return 0 })
	set(list["nobody"], "health_yellow", func(int) float64 { return 0.9 })
	for _, bound := range []float64{0.98, 0.99, 0.995, 1.001, 1.4} {
		for _, p := range list["all targets"].Layout.Years() {
			sample.Aim(list["all targets"], "nrr", measures.WholeCompany, p.Name, bound, bound > 1)
		}
	}
	s := list["some NaN"]
	for i, c := range s.Table.Columns {
		for trial, values := 0, s.Table.Values(i); trial < len(values); trial++ {
			if c.Period.From%5 == 1 || trial%2 == 0 && c.Period.From%2 == 0 {
				values[trial] = math.NaN()
			}
		}
	}
	s.Estimates = s.Table.Estimate()
	s = list["all alike"]
	for i := range s.Table.Columns {
		for trial, values := 0, s.Table.Values(i); trial < len(values); trial++ {
			values[trial] = 1
		}
	}
	s.Estimates = s.Table.Estimate()
	return list
}

// longNames gives segments and teams the names that companies give them.
func longNames(s *results.Run) *results.Run {
	for i := range s.Layout.Ledger.Segments {
		s.Layout.Ledger.Segments[i] += "-of-manufacturing-and-of-trade-in-the-north-east"
	}
	for i := range s.Layout.Ledger.Teams {
		s.Layout.Ledger.Teams[i] += "-for-manufacturing-and-for-trade-in-the-north-east"
	}
	for i, c := range s.Table.Columns {
		s.Table.Columns[i].Segment = s.Layout.ScopeName(c.Scope)
	}
	return s
}

func TestPlotsAreDrawnOrSaidToBeLeftOut(t *testing.T) {
	all := []string{"nrr-fan", "grr-fan", "arr-fan", "nrr-dots", "grr-dots", "arr-bridge", "start-delay-by-week", "queue", "backlog", "load", "cohorts"}
	for name, s := range shapes(t) {
		t.Run(name, func(t *testing.T) {
			figures, notes := runFigures(s)
			var told []string
			for _, f := range figures {
				told = append(told, f.Name)
				file, err := f.SVG(runProvenance(s))
				require.NoError(t, err)
				wellFormed(t, file)
			}
			for _, note := range notes {
				plot, why, _ := strings.Cut(strings.TrimPrefix(note, "plot "), " left out: ")
				told = append(told, plot)
				assert.NotEmpty(t, why)
			}
			want := all
			if s.LooksAtHealth() {
				want = append(slices.Clone(all), "health")
			}
			assert.ElementsMatch(t, want, told)
		})
	}
}

func TestPlotsAreSlidesWithSomethingOnThem(t *testing.T) {
	files, notes, err := RunPlots(sample.Board.Run(t))
	require.NoError(t, err)
	require.Empty(t, notes)
	require.Len(t, files, 22)
	for _, f := range files {
		if strings.HasSuffix(f.Name, ".svg") {
			wellFormed(t, f)
			continue
		}
		slide(t, f)
	}
}

// slide checks that a PNG is as large as a slide and that something is on it.
func slide(t *testing.T, f folder.File) {
	t.Helper()
	decoded, err := png.Decode(bytes.NewReader(f.Data))
	require.NoError(t, err)
	img := decoded.(*image.RGBA)
	require.Equal(t, 1600, img.Bounds().Dx(), f.Name)
	require.GreaterOrEqual(t, img.Bounds().Dy(), 1100, f.Name)
	colours, drawn := map[color.RGBA]bool{}, 0
	for y := 350; y < 1040; y += 2 { // below the title
		for x := 0; x < 1600; x += 2 {
			c := img.RGBAAt(x, y)
			colours[c] = true
			if c != (color.RGBA{R: 255, G: 255, B: 255, A: 255}) {
				drawn++
			}
		}
	}
	assert.Greater(t, len(colours), 20, f.Name)
	assert.Greater(t, drawn, 2000, f.Name)
}

// label is a text of an SVG, and where it lies.
type label struct {
	text                     string
	left, right, bottom, top vg.Length
}

// drawing checks that an SVG is well-formed and that its texts lie on the page and
// clear of each other.
func wellFormed(t *testing.T, f folder.File) {
	t.Helper()
	list := labels(t, f)
	require.NotEmpty(t, list, f.Name)
	box := regexp.MustCompile(`viewBox="0 0 480 ([0-9.]+)"`).FindSubmatch(f.Data)
	require.NotNil(t, box, f.Name)
	high, err := strconv.ParseFloat(string(box[1]), 64)
	require.NoError(t, err)
	assert.Contains(t, string(f.Data), "<desc>", f.Name)
	for i, a := range list {
		assert.Truef(t, a.left >= 0 && a.right <= drawing.PageWidth && a.bottom >= 0 && a.top <= vg.Length(high), "%s: %q leaves the page", f.Name, a.text)
		for _, b := range list[:i] {
			apart := a.right <= b.left || b.right <= a.left || a.top <= b.bottom || b.top <= a.bottom
			assert.Truef(t, apart, "%s: %q covers %q", f.Name, a.text, b.text)
			if a.bottom == b.bottom && tick.MatchString(a.text) && tick.MatchString(b.text) {
				assert.Greaterf(t, max(a.left-b.right, b.left-a.right), vg.Length(4), "%s: %q and %q read as one", f.Name, a.text, b.text)
			}
		}
	}
}

// tick is a number below a panel.
var tick = regexp.MustCompile(`^[+\x{2212}]?\$?[0-9][0-9,.]*[kM]?( %)?$`)

func labels(t *testing.T, f folder.File) []label {
	t.Helper()
	size := regexp.MustCompile(`font-size:([0-9.]+)px`)
	var list []label
	decoder := xml.NewDecoder(bytes.NewReader(f.Data))
	var open *label
	var face drawing.Ink
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return list
		}
		require.NoError(t, err, f.Name)
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local != "text" {
				continue
			}
			attributes := map[string]string{}
			for _, a := range token.Attr {
				attributes[a.Name.Local] = a.Value
			}
			style := attributes["style"]
			x, errX := strconv.ParseFloat(attributes["x"], 64)
			y, errY := strconv.ParseFloat(attributes["y"], 64)
			points, errSize := strconv.ParseFloat(size.FindStringSubmatch(style)[1], 64)
			require.NoError(t, errX)
			require.NoError(t, errY)
			require.NoError(t, errSize)
			assert.Contains(t, style, "sans-serif")
			face = drawing.Ink{Size: vg.Length(points), Bold: strings.Contains(style, "font-weight:bold")}
			// A digit is 0.7 of the size above the base line, a g 0.2 below it.
			open = &label{left: vg.Length(x), bottom: vg.Length(-y) - 0.2*face.Size, top: vg.Length(-y) + 0.7*face.Size}
		case xml.CharData:
			if open != nil {
				open.text += string(token)
			}
		case xml.EndElement:
			if open != nil {
				open.right = open.left + face.Width(open.text)
				list = append(list, *open)
				open = nil
			}
		}
	}
}

func TestPlotsAreTheSameBytesEveryTime(t *testing.T) {
	m := sample.Shape{Trials: 10, Quarters: 4, Start: sample.Board.Start}
	first, _, err := RunPlots(m.Run(t))
	require.NoError(t, err)
	second, _, err := RunPlots(m.Run(t))
	require.NoError(t, err)
	assert.Equal(t, first, second)
}

func TestPlotsEscapeWhatUsersWrite(t *testing.T) {
	s := sample.Shape{Trials: 3, Quarters: 4, Start: sample.Board.Start}.Run(t)
	s.Name = "</text><script>alert(1)</script>&amp;\"'\x00\x1b[31m\ufffe\xff"
	figures, _ := runFigures(s)
	for _, f := range figures {
		file, err := f.SVG(runProvenance(s))
		require.NoError(t, err)
		assert.NotContains(t, string(file.Data), "<script")
		var texts []string
		for _, l := range labels(t, file) {
			texts = append(texts, l.text)
		}
		assert.Contains(t, strings.Join(texts, "\n"), `</text><script>alert(1)</script>&amp;"'\x00\x1b[31m`)
	}
}

func TestNothingDoneDrawsNothing(t *testing.T) {
	files, notes, err := RunPlots(sample.Plain.Run(t))
	require.NoError(t, err)
	assert.Empty(t, files)
	assert.Len(t, notes, 11)
}

func TestHeapsDoNotStraddleATarget(t *testing.T) {
	for _, c := range []struct {
		name   string
		stack  drawing.Stack
		wide   float64
		middle []float64
		sizes  []int
	}{
		{"no target", drawing.Stack{Dots: []float64{0.1, 0.9, 1.1}}, 1, []float64{0.5, 1.5}, []int{2, 1}},
		{"a target", drawing.Stack{Dots: []float64{0.1, 0.9, 1.1}, Bounds: []float64{0.5}}, 1, []float64{0, 1}, []int{1, 2}},
		{"two targets", drawing.Stack{Dots: []float64{0.9, 1.1, 2.4, 2.6}, Bounds: []float64{1, 2.5}}, 1,
			[]float64{0.25, 1.75, 3.25}, []int{1, 2, 1}},
		{"counts", drawing.Stack{Dots: []float64{0, 1, 1, 2, 5}, Whole: true}, 0.3, []float64{0, 1, 2, 5}, []int{1, 2, 1, 1}},
		{"differences", drawing.Stack{Dots: []float64{-0.4, 0.1, 0.9, 1.1}, Signed: true}, 1, []float64{-0.5, 0.5, 1.5}, []int{1, 2, 1}},
		{"differences of 0", drawing.Stack{Dots: []float64{-1.6, -0.4, 0, 0, 0.1, 0.9, 1.6}, Signed: true}, 1,
			[]float64{-2, -1, 0, 1, 2}, []int{1, 1, 2, 2, 1}},
		{"all alike", drawing.Stack{Dots: []float64{1, 1, 1}, Bounds: []float64{0.7}}, 1, []float64{1}, []int{3}},
		{"alike but for rounding", drawing.Stack{Dots: []float64{1 - 1e-16, 1, 1}, Bounds: []float64{1}}, 0.1, []float64{1}, []int{3}},
		{"all alike, counts", drawing.Stack{Dots: []float64{0, 0}, Whole: true}, 0.3, []float64{0}, []int{2}},
		{"all alike, differences", drawing.Stack{Dots: []float64{0.3, 0.3}, Signed: true}, 1, []float64{0.3}, []int{2}},
		{"near to each other", drawing.Stack{Dots: []float64{0.9, 1.1}}, 1, []float64{1}, []int{2}},
		{"counts in threes", drawing.Stack{Dots: []float64{0, 1, 1, 2, 5}, Whole: true}, 2.4, []float64{0, 3, 6}, []int{3, 1, 1}},
	} {
		middles, heaps := c.stack.Heaps(c.stack.Dots, c.wide)
		var sizes []int
		for _, heap := range heaps {
			sizes = append(sizes, len(heap))
		}
		assert.Equal(t, c.middle, middles, c.name)
		assert.Equal(t, c.sizes, sizes, c.name)
	}
}

func TestTicksAreRoundAndEven(t *testing.T) {
	for _, c := range []struct {
		scale drawing.Scale
		want  []float64
	}{
		{drawing.Scale{Min: 0.953, Max: 1.047}, []float64{0.96, 0.98, 1, 1.02, 1.04}},
		{drawing.Scale{Min: 0, Max: 106}, []float64{0, 20, 40, 60, 80, 100}},
		{drawing.Scale{Min: 0, Max: 1.06}, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{drawing.Scale{Min: -0.03, Max: 4.24}, []float64{0, 1, 2, 3, 4}},
	} {
		assert.InDeltaSlice(t, c.want, c.scale.Ticks(6), 1e-12)
	}
}

func BenchmarkPlot(b *testing.B) {
	s := sample.Shape{Trials: 2000, Quarters: sample.Board.Quarters, WarmUp: sample.Board.WarmUp, Start: sample.Board.Start}.Run(b)
	figures, _ := runFigures(s)
	for _, f := range figures {
		for _, kind := range []struct {
			name   string
			render func(origin string) (folder.File, error)
		}{{"svg", f.SVG}, {"png", f.PNG}} {
			b.Run(f.Name+"/"+kind.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := kind.render(runProvenance(s)); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkPictures draws all pictures of a run, on all cores.
func BenchmarkPictures(b *testing.B) {
	s := sample.Shape{Trials: 2000, Quarters: sample.Board.Quarters, WarmUp: sample.Board.WarmUp, Start: sample.Board.Start}.Run(b)
	for b.Loop() {
		if _, _, err := RunPlots(s); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/op")
}

// BenchmarkFigures gathers what the plots show.
func BenchmarkFigures(b *testing.B) {
	s := sample.Shape{Trials: 2000, Quarters: sample.Board.Quarters, WarmUp: sample.Board.WarmUp, Start: sample.Board.Start}.Run(b)
	b.ReportAllocs()
	for b.Loop() {
		runFigures(s)
	}
}
