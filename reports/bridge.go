package reports

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
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
func (s *Study) moves(opening, closing float64) string {
	d := s.estimate("arr_closing", company, measures.Run)
	switch {
	case dollars(opening) == dollars(closing):
		return "ARR stays at " + dollars(opening)
	case d.N > 1 && math.Abs(closing-opening) <= clearly*d.MCError:
		return fmt.Sprintf("ARR goes from %s to %s, the same within its error", dollars(opening), dollars(closing))
	case closing < opening:
		return fmt.Sprintf("ARR shrinks from %s to %s", dollars(opening), dollars(closing))
	default:
		return fmt.Sprintf("ARR grows from %s to %s", dollars(opening), dollars(closing))
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
func (s *Study) bridge(name string) (figure, string) {
	mean := func(measure string) float64 { return s.estimate(measure, company, measures.Run).Mean }
	opening, closing := mean("arr_opening"), mean("arr_closing")
	if s.Done == 0 {
		return figure{}, "no trial was done"
	}
	steps := []step{{"opening", 0, opening, deep, dollars(opening)}}
	at := opening
	for _, part := range parts {
		v := mean(part.measure)
		b := step{part.label, at, at + part.sign*v, color.Color(strong), "+" + dollars(v)}
		if part.sign < 0 {
			b.fill, b.value = loss, "-"+dollars(v)
		}
		if v == 0 {
			b.value = dollars(0)
		}
		steps, at = append(steps, b), b.to
	}
	steps = append(steps, step{"closing", 0, closing, deep, dollars(closing)})

	var tops []float64
	for _, b := range steps {
		tops = append(tops, max(b.from, b.to))
	}
	heights := fromZero(tops...)
	if slices.Max(tops) == 0 {
		return figure{}, "there is no ARR"
	}
	quarters := s.Layout.Quarters()
	subtitle := fmt.Sprintf("From the beginning of %s to the end of %s.", quarters[0].Name, quarters[len(quarters)-1].Name)
	switch d := s.estimate("arr_closing", company, measures.Run); {
	case !s.many():
		subtitle += " A single future."
	case alike(d):
		subtitle += fmt.Sprintf(" Means of %s trials, which add up. The closing is the same in all of them.", count(s.Done))
	case d.N < banded:
		subtitle += fmt.Sprintf(" Means of %s trials, which add up.", count(s.Done))
	default:
		subtitle += fmt.Sprintf(" Means of %s trials, which add up. The closing lies between %s and %s in 8 of 10 futures.",
			count(s.Done), dollars(d.P10), dollars(d.P90))
	}
	title := s.moves(opening, closing) + most(steps)
	return figure{
		name:     name,
		title:    title,
		subtitle: subtitle,
		draw: func(c draw.Canvas) {
			p := panel{draw.Crop(c, room(heights, dollarTick), 0, 20, -10), scale{-0.5, float64(len(steps)) - 0.5}, heights}
			p.rows(dollarTick)
			for i, b := range steps {
				p.bar(i, b)
				if i+1 < len(steps) {
					y, next := p.at(0, b.to).Y, p.at(float64(i+1)-0.36, 0).X
					p.StrokeLine2(stroke(grey, 0.6), p.at(float64(i)+0.36, 0).X, y, next, y)
				}
			}
			p.StrokeLine2(stroke(grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
		},
	}, ""
}

func dollarTick(v float64) string { return strings.Replace(dollars(v), ".0M", "M", 1) }

func (p panel) bar(i int, b step) {
	low, high := p.at(float64(i)-0.36, min(b.from, b.to)), p.at(float64(i)+0.36, max(b.from, b.to))
	if b.from == b.to {
		p.StrokeLine2(stroke(grey, 0.6), low.X, low.Y, high.X, low.Y)
	} else {
		high.Y = max(high.Y, low.Y+0.8)
		p.FillPolygon(b.fill, corners(vg.Rectangle{Min: low, Max: high}))
	}
	labelInk.write(p.Canvas, (low.X+high.X)/2, high.Y+5, centre, b.value)
	tickInk.write(p.Canvas, (low.X+high.X)/2, p.Min.Y-15, centre, b.label)
}
