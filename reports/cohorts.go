package reports

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// cohorts shows what is left of the ARR that each quarter booked.
func (s *Study) cohorts(name string) (figure, string) {
	cells := s.Pool.Retention(s.Layout.Ledger.All())
	some := false
	low, high := 1.0, 1.0
	for _, row := range cells {
		for _, v := range row {
			if exists(v) {
				some = true
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if !some {
		return figure{}, "no ARR was booked"
	}
	fill := func(v float64) color.Color {
		if v >= 1 {
			return blend(even, bright, (v-1)/max(0.05, high-1))
		}
		return blend(even, loss, (1-v)/max(0.05, 1-low))
	}
	return figure{
		name:     name,
		title:    "What is left of the ARR that each quarter booked",
		subtitle: "Per cent of the ARR booked, by quarter ends since; means of all trials. Blue: more than was booked. Orange: less.",
		draw: func(c draw.Canvas) {
			all := draw.Crop(c, 62, 0, 0, -30)
			wide := (all.Max.X - all.Min.X) / vg.Length(len(cells[0]))
			high := (all.Max.Y - all.Min.Y) / vg.Length(len(cells))
			style := tickInk
			style.size = min(style.size, 0.75*high, 0.36*wide)
			legible := style.size >= 5
			skip := int(math.Ceil(float64(11 / high)))
			for i, row := range cells {
				y := all.Max.Y - vg.Length(i)*high
				if i%skip == 0 {
					tickInk.beside(all, all.Min.X-6, y-high/2, before, s.cohortName(i))
				}
				for j, v := range row {
					if !exists(v) {
						continue
					}
					x := all.Min.X + vg.Length(j)*wide
					all.FillPolygon(fill(v), corners(vg.Rectangle{Min: vg.Point{X: x + 0.5, Y: y - high + 0.5}, Max: vg.Point{X: x + wide - 0.5, Y: y - 0.5}}))
					if legible {
						style.color = black
						style.beside(all, x+wide/2, y-high/2, centre, fmt.Sprintf("%.0f", 100*v))
					}
				}
			}
			skip = int(math.Ceil(float64(16 / wide)))
			for j := range cells[0] {
				if j%skip == 0 {
					tickInk.write(all, all.Min.X+(vg.Length(j)+0.5)*wide, all.Max.Y+6, centre, fmt.Sprint(j))
				}
			}
			tickInk.write(all, all.Min.X, all.Max.Y+19, after, "quarter ends since the booking (0: as booked)")
		},
	}, ""
}

func (s *Study) cohortName(i int) string {
	if i == 0 {
		return "opening"
	}
	return s.Layout.Calendar.QuarterName(i - 1)
}

// blend returns a colour between two.
func blend(from, to color.NRGBA, share float64) color.NRGBA {
	share = min(1, max(0, share))
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + share*(float64(b)-float64(a)))) }
	return color.NRGBA{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B), 0xff}
}
