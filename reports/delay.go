package reports

import (
	"fmt"

	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// startDelay shows the wait for a slot by the week of the quarter in which the
// deal was signed.
func (s *Study) startDelay(name string) (figure, string) {
	delays := s.Pool.Delays(s.Layout.Ledger.All())
	var xs, mean, p50, p90 []float64
	started, waiting := 0, 0
	for _, d := range delays {
		xs, mean = append(xs, float64(d.Week)), append(mean, d.Mean)
		p50, p90 = append(p50, d.P50), append(p90, d.P90)
		started, waiting = started+d.Started, waiting+d.Waiting
	}
	if started+waiting == 0 {
		return figure{}, "no project was signed in the run"
	}
	heights := fromZero(append(append(append([]float64{}, mean...), p50...), p90...)...)
	subtitle := fmt.Sprintf("Working days from signature to a slot; %s projects of all trials. ", count(started+waiting))
	if waiting == 0 {
		subtitle += "All had started by the end of the run."
	} else {
		subtitle += cutOff(count(waiting) + " of them")
	}
	show := func(v float64) string { return short(v, 1) + " d" }
	return figure{
		name:     name,
		title:    longest(delays),
		subtitle: subtitle,
		draw: func(c draw.Canvas) {
			p := panel{draw.Crop(c, room(heights, show), -148, 34, -4), scale{0.6, measures.Weeks + 0.4}, heights}
			p.rows(show)
			var list []note
			for _, l := range []struct {
				ys    []float64
				style draw.LineStyle
				label string
			}{
				{p90, stroke(strong, 1.6, 7, 3), "9 in 10 within"},
				{p50, stroke(strong, 1.6, 1.5, 2.5), "half within"},
				{mean, stroke(deep, 3), "mean"},
			} {
				p.lines(l.style, xs, l.ys)
				for i, y := range l.ys {
					if exists(y) {
						disc(p.Canvas, l.style.Color, p.at(xs[i], y), l.style.Width+0.8)
					}
				}
				if at := end(l.ys); at >= 0 {
					style := ink{labelInk.size, len(l.style.Dashes) == 0, l.style.Color}
					list = append(list, note{p.at(0, l.ys[at]).Y, style, l.label + " " + decimal(l.ys[at], 1) + " d"})
				}
			}
			p.notes(list)
			p.weeks()
		},
	}, ""
}

// longest says in which weeks projects wait longest and shortest, on average.
func longest(delays []measures.Delay) string {
	short, long := -1, -1
	for i, d := range delays {
		if !exists(d.Mean) {
			continue
		}
		if short < 0 || d.Mean < delays[short].Mean {
			short = i
		}
		if long < 0 || d.Mean > delays[long].Mean {
			long = i
		}
	}
	if long < 0 {
		return "Start delay by the week of the quarter in which the deal was signed"
	}
	from, to := decimal(delays[short].Mean, 1), decimal(delays[long].Mean, 1)
	if from == to {
		return fmt.Sprintf("A deal waits %s days for a slot on average, whatever its week", to)
	}
	return fmt.Sprintf("A deal waits %s to %s days for a slot on average, longest in week %d", from, to, delays[long].Week)
}

// weeks writes the weeks of a quarter under a panel.
func (p panel) weeks() {
	for week := 1; week <= measures.Weeks; week++ {
		tickInk.write(p.Canvas, p.at(float64(week), 0).X, p.Min.Y-14, centre, fmt.Sprint(week))
	}
	tickInk.write(p.Canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-29, centre, "week of the quarter")
	p.StrokeLine2(stroke(grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
}

// end returns the index of the last number that exists, or -1.
func end(values []float64) int {
	for i := len(values) - 1; i >= 0; i-- {
		if exists(values[i]) {
			return i
		}
	}
	return -1
}

// cutOff says how those count whose wait the end of the run cut off.
func cutOff(who string) string {
	return who + " still waited at the end of the run; they count as if they waited on like those that had waited as long (Kaplan and Meier)."
}
