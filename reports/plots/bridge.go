package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// step is a bar of a bridge.
type step struct {
	label    string
	from, to float64
	fill     color.Color
	value    string
}

// parts are what ARR gains and loses.
var parts = []struct {
	label, measure string
	sign           float64
}{
	{"new", "arr_new", 1}, {"expansion", "arr_expansion", 1}, {"uplift", "arr_uplift", 1},
	{"contraction", "arr_contraction", -1}, {"churn", "arr_churn", -1},
}

// moves says where ARR comes from and where it comes to.
func moves(s *results.Run, opening, closing float64) string {
	d := s.Estimate("arr_closing", measures.WholeCompany, measures.Run)
	switch {
	case words.Dollars(opening) == words.Dollars(closing):
		return "ARR stays at " + words.Dollars(opening)
	case d.N > 1 && math.Abs(closing-opening) <= results.Clearly*d.MCError:
		return fmt.Sprintf("ARR goes from %s to %s, the same within its error", words.Dollars(opening), words.Dollars(closing))
	case closing < opening:
		return fmt.Sprintf("ARR shrinks from %s to %s", words.Dollars(opening), words.Dollars(closing))
	default:
		return fmt.Sprintf("ARR grows from %s to %s", words.Dollars(opening), words.Dollars(closing))
	}
}

// most names the largest gain and the largest loss of a bridge.
func most(steps []step) string {
	gain, loss := steps[0], steps[0]
	gain.to, loss.to = gain.from, loss.from
	for _, b := range steps[1 : len(steps)-1] {
		if b.to-b.from > gain.to-gain.from {
			gain = b
		}
		if b.to-b.from < loss.to-loss.from {
			loss = b
		}
	}
	var list []string
	for _, b := range []step{gain, loss} {
		if b.to != b.from {
			list = append(list, b.label+" "+b.value)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return ": " + strings.Join(list, ", ")
}

// bridge shows how ARR came from the run's beginning to its end.
func bridge(s *results.Run, name string) (drawing.Figure, string) {
	mean := func(measure string) float64 { return s.Estimate(measure, measures.WholeCompany, measures.Run).Mean }
	opening, closing := mean("arr_opening"), mean("arr_closing")
	if s.Done == 0 {
		return drawing.Figure{}, "no trial was done"
	}
	steps := []step{{"opening", 0, opening, drawing.Deep, words.Dollars(opening)}}
	at := opening
	for _, part := range parts {
		v := mean(part.measure)
		b := step{part.label, at, at + part.sign*v, color.Color(drawing.Strong), "+" + words.Dollars(v)}
		if part.sign < 0 {
			b.fill, b.value = drawing.Loss, "-"+words.Dollars(v)
		}
		if v == 0 {
			b.value = words.Dollars(0)
		}
		steps, at = append(steps, b), b.to
	}
	steps = append(steps, step{"closing", 0, closing, drawing.Deep, words.Dollars(closing)})

	var tops []float64
	for _, b := range steps {
		tops = append(tops, max(b.from, b.to))
	}
	heights := drawing.FromZero(tops...)
	if slices.Max(tops) == 0 {
		return drawing.Figure{}, "there is no ARR"
	}
	quarters := s.Layout.Quarters()
	subtitle := fmt.Sprintf("From the beginning of %s to the end of %s.", quarters[0].Name, quarters[len(quarters)-1].Name)
	switch d := s.Estimate("arr_closing", measures.WholeCompany, measures.Run); {
	case !s.Many():
		subtitle += " A single future."
	case results.Alike(d):
		subtitle += fmt.Sprintf(" Means of %s trials, which add up. The closing is the same in all of them.", words.Count(s.Done))
	case d.N < banded:
		subtitle += fmt.Sprintf(" Means of %s trials, which add up.", words.Count(s.Done))
	default:
		subtitle += fmt.Sprintf(" Means of %s trials, which add up. The closing lies between %s and %s in 8 of 10 futures.",
			words.Count(s.Done), words.Dollars(d.P10), words.Dollars(d.P90))
	}
	title := moves(s, opening, closing) + most(steps)
	return drawing.Figure{
		Name:     name,
		Title:    title,
		Subtitle: subtitle,
		Draw: func(c draw.Canvas) {
			p := drawing.Panel{Canvas: draw.Crop(c, drawing.Room(heights, dollarTick), 0, 20, -10), Across: drawing.Scale{Min: -0.5, Max: float64(len(steps)) - 0.5}, Up: heights}
			p.Rows(dollarTick)
			for i, b := range steps {
				bar(p, i, b)
				if i+1 < len(steps) {
					y, next := p.At(0, b.to).Y, p.At(float64(i+1)-0.36, 0).X
					p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.6), p.At(float64(i)+0.36, 0).X, y, next, y)
				}
			}
			p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
		},
	}, ""
}

func dollarTick(v float64) string { return strings.Replace(words.Dollars(v), ".0M", "M", 1) }

func bar(p drawing.Panel, i int, b step) {
	low, high := p.At(float64(i)-0.36, min(b.from, b.to)), p.At(float64(i)+0.36, max(b.from, b.to))
	if b.from == b.to {
		p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.6), low.X, low.Y, high.X, low.Y)
	} else {
		high.Y = max(high.Y, low.Y+0.8)
		p.FillPolygon(b.fill, drawing.Corners(vg.Rectangle{Min: low, Max: high}))
	}
	drawing.LabelInk.Write(p.Canvas, (low.X+high.X)/2, high.Y+5, drawing.Centre, b.value)
	drawing.TickInk.Write(p.Canvas, (low.X+high.X)/2, p.Min.Y-15, drawing.Centre, b.label)
}
