package plots

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// startDelay shows the wait for a slot by the week of the quarter in which the
// deal was signed.
func startDelay(s *results.Run, name string) (drawing.Figure, string) {
	delays := s.Pool.Delays(s.Layout.Ledger.All())
	var xs, mean, p50, p90 []float64
	started, waiting := 0, 0
	for _, d := range delays {
		xs, mean = append(xs, float64(d.Week)), append(mean, d.Mean)
		p50, p90 = append(p50, d.P50), append(p90, d.P90)
		started, waiting = started+d.Started, waiting+d.Waiting
	}
	if started+waiting == 0 {
		return drawing.Figure{}, "no project was signed in the run"
	}
	heights := drawing.FromZero(append(append(append([]float64{}, mean...), p50...), p90...)...)
	subtitle := fmt.Sprintf("Working days from signature to a slot; %s projects of all trials. ", words.Count(started+waiting))
	if waiting == 0 {
		subtitle += "All had started by the end of the run."
	} else {
		subtitle += cutOff(words.Count(waiting) + " of them")
	}
	show := func(v float64) string { return words.Short(v, 1) + " d" }
	return drawing.Figure{
		Name:     name,
		Title:    longest(delays),
		Subtitle: subtitle,
		Draw: func(c draw.Canvas) {
			p := drawing.Panel{Canvas: draw.Crop(c, drawing.Room(heights, show), -136, 34, -4), Across: drawing.Scale{Min: 0.6, Max: measures.Weeks + 0.4}, Up: heights}
			p.Rows(show)
			var list []drawing.Note
			for _, l := range []struct {
				ys    []float64
				style draw.LineStyle
				label string
			}{
				{p90, drawing.Stroke(drawing.Strong, 1.6, 7, 3), "9 in 10 within"},
				{p50, drawing.Stroke(drawing.Strong, 1.6, 1.5, 2.5), "half within"},
				{mean, drawing.Stroke(drawing.Deep, 3), "mean"},
			} {
				p.Lines(l.style, xs, l.ys)
				for i, y := range l.ys {
					if results.Exists(y) {
						drawing.Disc(p.Canvas, l.style.Color, p.At(xs[i], y), l.style.Width+0.8)
					}
				}
				if at := drawing.End(l.ys); at >= 0 {
					style := drawing.Ink{Size: drawing.LabelInk.Size, Bold: len(l.style.Dashes) == 0, Color: l.style.Color}
					list = append(list, drawing.Note{Y: p.At(0, l.ys[at]).Y, Ink: style, Text: l.label + " " + words.Decimal(l.ys[at], 1) + " d"})
				}
			}
			p.Notes(list)
			weeks(p)
		},
	}, ""
}

// longest says in which weeks projects wait longest and shortest, on average.
func longest(delays []measures.Delay) string {
	short, long := -1, -1
	for i, d := range delays {
		if !results.Exists(d.Mean) {
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
	from, to := words.Decimal(delays[short].Mean, 1), words.Decimal(delays[long].Mean, 1)
	if from == to {
		return fmt.Sprintf("A deal waits %s days for a slot on average, whatever its week", to)
	}
	return fmt.Sprintf("A deal waits %s to %s days for a slot on average, longest in week %d", from, to, delays[long].Week)
}

// weeks writes the weeks of a quarter under a panel.
func weeks(p drawing.Panel) {
	for week := 1; week <= measures.Weeks; week++ {
		drawing.TickInk.Write(p.Canvas, p.At(float64(week), 0).X, p.Min.Y-14, drawing.Centre, fmt.Sprint(week))
	}
	drawing.TickInk.Write(p.Canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-29, drawing.Centre, "week of the quarter")
	p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
}

// cutOff says how those count whose wait the end of the run cut off.
func cutOff(who string) string {
	return who + " still waited at the end of the run; they count as if they waited on like those that had waited as long (Kaplan and Meier)."
}

// startDelays shows the mean wait for a slot of every plan by the week of the quarter in which the deal was signed.
func (l pageOf) startDelays(name string) (drawing.Figure, string) {
	plans := l.plans()
	means := make([][]float64, len(plans))
	values := []float64{}
	waiting := 0
	for i, p := range plans {
		for _, d := range p.Pool.Delays(p.Layout.Ledger.All()) {
			means[i] = append(means[i], d.Mean)
			waiting += d.Waiting
		}
		values = append(values, means[i]...)
	}
	xs := make([]float64, measures.Weeks)
	some := false
	for week := range xs {
		xs[week] = float64(1 + week)
	}
	for _, v := range values {
		some = some || results.Exists(v)
	}
	if !some {
		return drawing.Figure{}, "no project was signed in the run"
	}
	heights := drawing.FromZero(append(values, l.delaysElsewhere()...)...)
	subtitle := l.here() + "By the week of the quarter in which the deal was signed: mean working days from signature to a slot, all trials."
	if waiting > 0 {
		subtitle += " " + cutOff(words.Count(waiting))
	}
	for i := range means {
		if twin(means, i) < i {
			subtitle += " Dashed: the same as another plan."
			break
		}
	}
	show := func(v float64) string { return words.Short(v, 1) + " d" }
	return drawing.Figure{
		Name:     name,
		Title:    delayed(l.Comparison),
		Subtitle: subtitle,
		Draw: func(canvas draw.Canvas) {
			all := LabelsOf(l.Comparison, func(name string) string { return drawing.StrongInk.Named(name, 145) })
			labels := all[:1:1]
			for i, r := range l.beside() {
				if l.SameRun(r) {
					labels = append(labels, all[1+l.from+i])
				}
			}
			gutter := drawing.StrongInk.Widest(labels, drawing.PageWidth)
			p := drawing.Panel{Canvas: draw.Crop(canvas, drawing.Room(heights, show), -gutter-20, 32, 0), Across: drawing.Scale{Min: 0.6, Max: measures.Weeks + 0.4}, Up: heights}
			p.Rows(show)
			weeks(p)
			list := []drawing.Note{}
			for i, plan := range plans {
				style := drawing.Stroke(plan.color, 1.8)
				if twin(means, i) < i {
					style = drawing.Stroke(plan.color, 1.8, 4, 4) // the line that is the same shows between the dashes
				}
				p.Lines(style, xs, means[i])
				if at := drawing.End(means[i]); at >= 0 {
					list = append(list, drawing.Note{Y: p.At(0, means[i][at]).Y, Ink: plan.ink(drawing.StrongInk), Text: labels[i]})
				}
			}
			for i, plan := range plans {
				radius := vg.Length(2.6)
				for j := range means[i+1:] {
					if twin(means, i+1+j) == i {
						radius = 4.2 // a mark that is the same does not hide it
					}
				}
				for week, y := range means[i] {
					if results.Exists(y) {
						plan.mark(p.Canvas, p.At(xs[week], y), radius)
					}
				}
			}
			p.Led(list)
		},
	}, ""
}

// delayed says how long projects wait with the plans.
func delayed(c *results.Comparison) string {
	if len(c.Others) == 0 {
		return "Start delay by the week of the quarter in which the deal was signed"
	}
	k := contestOf(c, "start_delay_mean", measures.Run, "start delay", words.Days, "days")
	for i, r := range c.Others {
		if !c.SameRun(r) {
			k.pairs[i] = nil
		}
	}
	return k.verdict()
}

// delaysElsewhere returns the means of the plans that other pages show, for one scale on all of them.
func (l pageOf) delaysElsewhere() []float64 {
	var list []float64
	for i, r := range l.Others {
		if (i < l.from || i >= l.to) && l.SameRun(r) {
			for _, d := range r.Pool.Delays(r.Layout.Ledger.All()) {
				list = append(list, d.Mean)
			}
		}
	}
	return list
}

// twin returns the first line that is the same as one of them, which may be itself.
func twin(lines [][]float64, which int) int {
	return slices.IndexFunc(lines, func(line []float64) bool {
		return slices.EqualFunc(line, lines[which], func(a, b float64) bool { return a == b || a != a && b != b })
	})
}
