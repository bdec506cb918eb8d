package plots

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// cohort is what is left of the ARR of a booking, by quarter ends since.
type cohort struct {
	number int // of its quarter, from 1; 0 is the opening book
	left   []float64
}

// mostCohorts and mostAges are how many a table has room for.
const mostCohorts, mostAges = 16, 14

// booked returns the cohorts that booked something, every so many of them, and at which ages they are shown.
func booked(s *results.Run) (list []cohort, every, step int) {
	cells := s.Pool.Retention(s.Layout.Ledger.All())
	every, step = 1+(len(cells)-1)/mostCohorts, 1+(len(cells[0])-1)/mostAges
	for i, left := range cells {
		if i%every == min(1, i)%every && results.Exists(left[0]) {
			list = append(list, cohort{i, left})
		}
	}
	return list, every, step
}

// cohorts shows what is left of the ARR that each quarter booked.
func cohorts(s *results.Run, name string) (drawing.Figure, string) {
	list, every, step := booked(s)
	if len(list) == 0 {
		return drawing.Figure{}, "no ARR was booked"
	}
	most := 0.05
	for _, k := range list {
		for _, v := range k.left {
			if results.Exists(v) {
				most = max(most, math.Abs(v-1))
			}
		}
	}
	fill := func(v float64) color.NRGBA {
		if v >= 1 {
			return drawing.Blend(drawing.Even, drawing.Bright, (v-1)/most)
		}
		return drawing.Blend(drawing.Even, drawing.Loss, (1-v)/most)
	}
	subtitle := "Per cent of the ARR booked, by quarter ends since; means of all trials. Blue: more than was booked. Orange: less."
	if every > 1 || step > 1 {
		subtitle += fmt.Sprintf(" Shown: 1 booking quarter in %d, 1 quarter end in %d.", every, step)
	}
	return drawing.Figure{
		Name:     name,
		Title:    left(s, list),
		Subtitle: subtitle,
		Taller:   drawing.Rows(len(list), 15, drawing.Field-36),
		Draw: func(c draw.Canvas) {
			all := draw.Crop(c, 68, 0, 0, -34)
			ages := 1 + (len(list[0].left)-1)/step
			wide := (all.Max.X - all.Min.X) / vg.Length(ages)
			high := min((all.Max.Y-all.Min.Y)/vg.Length(len(list)), 40)
			style := drawing.LabelInk
			style.Size = min(style.Size, 0.85*high, 0.46*wide)
			for i, k := range list {
				y := all.Max.Y - vg.Length(i)*high
				name := drawing.TickInk
				name.Size = min(name.Size, high)
				name.Beside(all, all.Min.X-6, y-high/2, drawing.Before, cohortName(s, k.number))
				for j := range ages {
					v := k.left[j*step]
					if !results.Exists(v) {
						continue
					}
					x := all.Min.X + vg.Length(j)*wide
					all.FillPolygon(fill(v), drawing.Corners(vg.Rectangle{Min: vg.Point{X: x + 0.5, Y: y - high + 0.5}, Max: vg.Point{X: x + wide - 0.5, Y: y - 0.5}}))
					style.Beside(all, x+wide/2, y-high/2, drawing.Centre, words.Decimal(100*v, 0))
				}
			}
			for j := range ages {
				drawing.TickInk.Write(all, all.Min.X+(vg.Length(j)+0.5)*wide, all.Max.Y+6, drawing.Centre, fmt.Sprint(j*step))
			}
			drawing.TickInk.Write(all, all.Min.X, all.Max.Y+21, drawing.After, "quarter ends since the booking (0: as booked)")
		},
	}, ""
}

// left says what is left of the oldest of the bookings at the end of the run.
func left(s *results.Run, list []cohort) string {
	told := func(k cohort) string {
		if k.number == 0 {
			return "the opening ARR"
		}
		return "the ARR of " + cohortName(s, k.number)
	}
	at := drawing.End(list[0].left)
	age := fmt.Sprintf("%d quarters", at)
	if at == 1 {
		age = "a quarter"
	}
	text := fmt.Sprintf("After %s %s %% of %s is left", age, words.Decimal(100*list[0].left[at], 0), told(list[0]))
	if len(list) > 1 && drawing.End(list[1].left) == at {
		text += fmt.Sprintf(", %s %% of that of %s", words.Decimal(100*list[1].left[at], 0), cohortName(s, list[1].number))
	}
	return text
}

func cohortName(s *results.Run, i int) string {
	if i == 0 {
		return "opening"
	}
	return s.Layout.Calendar.QuarterName(i - 1)
}
