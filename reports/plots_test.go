package reports

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"
)

// shapes are studies whose plots differ most.
func shapes(t *testing.T) map[string]*Study {
	t.Helper()
	list := map[string]*Study{
		"board":       board.study(t),
		"one trial":   made{trials: 1, quarters: 8, start: board.start}.study(t),
		"two trials":  made{trials: 2, quarters: 5, start: board.start}.study(t),
		"short":       made{trials: 20, quarters: 1, start: board.start}.study(t),
		"long":        made{trials: 20, quarters: 48, warmUp: 4, start: board.start}.study(t),
		"mid-year":    made{trials: 20, quarters: 6, start: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}.study(t),
		"all targets": made{trials: 20, quarters: 8, warmUp: 4, start: board.start}.study(t),
		"some NaN":    made{trials: 20, quarters: 12, start: board.start}.study(t),
		"all alike":   made{trials: 20, quarters: 12, start: board.start}.study(t),
	}
	for _, bound := range []float64{0.98, 0.99, 0.995, 1.001, 1.4} {
		for _, p := range list["all targets"].Layout.Years() {
			list["all targets"].aim("nrr", company, p.Name, bound, bound > 1)
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

func TestPlotsAreDrawnOrSaidToBeLeftOut(t *testing.T) {
	all := []string{"nrr-fan", "grr-fan", "nrr-dots", "grr-dots", "arr-bridge", "start-delay-by-week", "queue", "backlog", "cohorts"}
	for name, s := range shapes(t) {
		t.Run(name, func(t *testing.T) {
			figures, notes := s.figures()
			var told []string
			for _, f := range figures {
				told = append(told, f.name)
				file, err := f.svg(s.provenance())
				require.NoError(t, err)
				drawing(t, file)
			}
			for _, note := range notes {
				plot, why, _ := strings.Cut(strings.TrimPrefix(note, "plot "), " left out: ")
				told = append(told, plot)
				assert.NotEmpty(t, why)
			}
			assert.ElementsMatch(t, all, told)
		})
	}
}

func TestPlotsAreSlidesWithSomethingOnThem(t *testing.T) {
	files, notes, err := Plots(board.study(t))
	require.NoError(t, err)
	require.Empty(t, notes)
	require.Len(t, files, 18)
	for _, f := range files {
		if strings.HasSuffix(f.Name, ".svg") {
			drawing(t, f)
			continue
		}
		slide(t, f)
	}
}

// slide checks that a PNG is as large as a slide and that something is on it.
func slide(t *testing.T, f File) {
	t.Helper()
	decoded, err := png.Decode(bytes.NewReader(f.Data))
	require.NoError(t, err)
	img := decoded.(*image.RGBA)
	require.Equal(t, image.Rect(0, 0, 1600, 900), img.Bounds(), f.Name)
	colours, drawn := map[color.RGBA]bool{}, 0
	for y := 200; y < 860; y += 2 { // below the title
		for x := 0; x < 1600; x += 2 {
			c := img.RGBAAt(x, y)
			colours[c] = true
			if c != (color.RGBA{255, 255, 255, 255}) {
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
func drawing(t *testing.T, f File) {
	t.Helper()
	list := labels(t, f)
	require.NotEmpty(t, list, f.Name)
	for i, a := range list {
		assert.Truef(t, a.left >= 0 && a.right <= pageWidth && a.bottom >= 0 && a.top <= pageHeight, "%s: %q leaves the page", f.Name, a.text)
		for _, b := range list[:i] {
			apart := a.right <= b.left || b.right <= a.left || a.top <= b.bottom || b.top <= a.bottom
			assert.Truef(t, apart, "%s: %q covers %q", f.Name, a.text, b.text)
		}
	}
}

func labels(t *testing.T, f File) []label {
	t.Helper()
	size := regexp.MustCompile(`font-size:([0-9.]+)px`)
	var list []label
	decoder := xml.NewDecoder(bytes.NewReader(f.Data))
	var open *label
	var face ink
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
			face = ink{size: vg.Length(points), bold: strings.Contains(style, "font-weight:bold")}
			// A digit is 0.7 of the size above the base line, a g 0.2 below it.
			open = &label{left: vg.Length(x), bottom: vg.Length(-y) - 0.2*face.size, top: vg.Length(-y) + 0.7*face.size}
		case xml.CharData:
			if open != nil {
				open.text += string(token)
			}
		case xml.EndElement:
			if open != nil {
				open.right = open.left + face.width(open.text)
				list = append(list, *open)
				open = nil
			}
		}
	}
}

func TestPlotsAreTheSameBytesEveryTime(t *testing.T) {
	m := made{trials: 10, quarters: 4, start: board.start}
	first, _, err := Plots(m.study(t))
	require.NoError(t, err)
	second, _, err := Plots(m.study(t))
	require.NoError(t, err)
	assert.Equal(t, first, second)
}

func TestPlotsEscapeWhatUsersWrite(t *testing.T) {
	s := made{trials: 3, quarters: 4, start: board.start}.study(t)
	s.Name = "</text><script>alert(1)</script>&amp;\"'\x00\x1b[31m\ufffe\xff"
	figures, _ := s.figures()
	for _, f := range figures {
		file, err := f.svg(s.provenance())
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
	files, notes, err := Plots(plain.study(t))
	require.NoError(t, err)
	assert.Empty(t, files)
	assert.Len(t, notes, 9)
}

func TestHeapsDoNotStraddleATarget(t *testing.T) {
	for _, c := range []struct {
		name   string
		stack  stack
		wide   float64
		middle []float64
		sizes  []int
	}{
		{"no target", stack{dots: []float64{0.1, 0.9, 1.1}}, 1, []float64{0.5, 1.5}, []int{2, 1}},
		{"a target", stack{dots: []float64{0.1, 0.9, 1.1}, bounds: []float64{0.5}}, 1, []float64{0, 1}, []int{1, 2}},
		{"two targets", stack{dots: []float64{0.9, 1.1, 2.4, 2.6}, bounds: []float64{1, 2.5}}, 1,
			[]float64{0.25, 1.75, 3.25}, []int{1, 2, 1}},
		{"counts", stack{dots: []float64{0, 1, 1, 2, 5}, whole: true}, 0.3, []float64{0, 1, 2, 5}, []int{1, 2, 1, 1}},
		{"differences", stack{dots: []float64{-0.4, 0.1, 0.9, 1.1}, signed: true}, 1, []float64{-0.5, 0.5, 1.5}, []int{1, 2, 1}},
		{"differences of 0", stack{dots: []float64{-1.6, -0.4, 0, 0, 0.1, 0.9, 1.6}, signed: true}, 1,
			[]float64{-2, -1, 0, 1, 2}, []int{1, 1, 2, 2, 1}},
		{"all alike", stack{dots: []float64{1, 1, 1}, bounds: []float64{0.7}}, 1, []float64{1}, []int{3}},
		{"alike but for rounding", stack{dots: []float64{1 - 1e-16, 1, 1}, bounds: []float64{1}}, 0.1, []float64{1}, []int{3}},
		{"all alike, counts", stack{dots: []float64{0, 0}, whole: true}, 0.3, []float64{0}, []int{2}},
		{"all alike, differences", stack{dots: []float64{0.3, 0.3}, signed: true}, 1, []float64{0.3}, []int{2}},
		{"near to each other", stack{dots: []float64{0.9, 1.1}}, 1, []float64{1}, []int{2}},
		{"counts in threes", stack{dots: []float64{0, 1, 1, 2, 5}, whole: true}, 2.4, []float64{0, 3, 6}, []int{3, 1, 1}},
	} {
		middles, heaps := c.stack.heaps(c.stack.dots, c.wide)
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
		scale scale
		want  []float64
	}{
		{scale{0.953, 1.047}, []float64{0.96, 0.98, 1, 1.02, 1.04}},
		{scale{0, 106}, []float64{0, 20, 40, 60, 80, 100}},
		{scale{0, 1.06}, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{scale{-0.03, 4.24}, []float64{0, 1, 2, 3, 4}},
	} {
		assert.InDeltaSlice(t, c.want, c.scale.ticks(6), 1e-12)
	}
}

func BenchmarkPlot(b *testing.B) {
	s := made{trials: 2000, quarters: board.quarters, warmUp: board.warmUp, start: board.start}.study(b)
	figures, _ := s.figures()
	for _, f := range figures {
		for _, kind := range []struct {
			name   string
			render func(origin string) (File, error)
		}{{"svg", f.svg}, {"png", f.png}} {
			b.Run(f.name+"/"+kind.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := kind.render(s.provenance()); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkFigures gathers what the plots show.
func BenchmarkFigures(b *testing.B) {
	s := made{trials: 2000, quarters: board.quarters, warmUp: board.warmUp, start: board.start}.study(b)
	b.ReportAllocs()
	for b.Loop() {
		s.figures()
	}
}
