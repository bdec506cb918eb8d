package reports

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// startDelays shows the mean wait for a slot of every plan by the week of the quarter in which the deal was signed.
func (c *Comparison) startDelays(name string) (figure, string) {
	plans := c.plans()
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
		some = some || exists(v)
	}
	if !some {
		return figure{}, "no project was signed in the run"
	}
	heights := fromZero(values...)
	subtitle := "Mean working days from signature to a slot, by the week of the quarter in which the deal was signed; projects of all trials."
	if waiting > 0 {
		subtitle += " " + cutOff(count(waiting))
	}
	show := func(v float64) string { return short(v, 1) + " d" }
	return figure{
		name: name,
		title: c.lowest("start_delay_mean", "A project waits", "means",
			func(d estimate.Distribution) string { return decimal(d.Mean, 1) + " days" }),
		subtitle: subtitle,
		draw: func(canvas draw.Canvas) {
			labels := make([]string, len(plans))
			gutter := vg.Length(0)
			for i, p := range plans {
				labels[i] = strongInk.abridged(clean(p.Name), 160)
				gutter = max(gutter, strongInk.width(labels[i]))
			}
			p := panel{draw.Crop(canvas, room(heights, show), -gutter-20, 32, 0), scale{0.6, measures.Weeks + 0.4}, heights}
			p.rows(show)
			p.weeks()
			list := []note{}
			for i, plan := range plans {
				p.lines(stroke(plan.color, 1.8), xs, means[i])
				if at := end(means[i]); at >= 0 {
					list = append(list, note{p.at(0, means[i][at]).Y, plan.ink(strongInk), labels[i]})
				}
			}
			for i, plan := range plans {
				for week, y := range means[i] {
					if exists(y) {
						plan.mark(p.Canvas, p.at(xs[week], y), 2.6)
					}
				}
			}
			p.led(list)
		},
	}, ""
}
