package reports

import (
	"fmt"
	"image/color"
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

// bridge shows how ARR came from the run's beginning to its end.
func (s *Study) bridge(name string) (figure, string) {
	mean := func(measure string) float64 { return s.estimate(measure, company, measures.Run).Mean }
	opening, closing := mean("arr_opening"), mean("arr_closing")
	if s.Done == 0 {
		return figure{}, "no trial was done"
	}
	steps := []step{{"opening", 0, opening, deep, dollars(opening)}}
	at := opening
	for _, part := range []struct {
		label, measure string
		sign           float64
	}{
		{"new", "arr_new", 1}, {"expansion", "arr_expansion", 1}, {"uplift", "arr_uplift", 1},
		{"contraction", "arr_contraction", -1}, {"churn", "arr_churn", -1},
	} {
		v, fill, sign := mean(part.measure), color.Color(strong), "+"
		if part.sign < 0 {
			fill, sign = loss, "-"
		}
		steps = append(steps, step{part.label, at, at + part.sign*v, fill, sign + dollars(v)})
		at += part.sign * v
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
	if s.many() {
		d := s.estimate("arr_closing", company, measures.Run)
		subtitle += fmt.Sprintf(" Means of %s trials, which add up. The closing lies between %s and %s in 8 of 10 futures.",
			count(s.Done), dollars(d.P10), dollars(d.P90))
	}
	verb := "grows"
	if closing < opening {
		verb = "shrinks"
	}
	title := fmt.Sprintf("ARR %s from %s to %s", verb, dollars(opening), dollars(closing))
	if dollars(opening) == dollars(closing) {
		title = "ARR stays at " + dollars(opening)
	}
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
	high.Y = max(high.Y, low.Y+0.8)
	p.FillPolygon(b.fill, corners(vg.Rectangle{Min: low, Max: high}))
	labelInk.write(p.Canvas, (low.X+high.X)/2, high.Y+5, centre, b.value)
	tickInk.write(p.Canvas, (low.X+high.X)/2, p.Min.Y-15, centre, b.label)
}
