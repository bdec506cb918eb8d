package reports

import (
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// startDelays shows the mean wait for a slot of every plan by the week of the quarter in which the deal was signed.
func (l leaf) startDelays(name string) (figure, string) {
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
		some = some || exists(v)
	}
	if !some {
		return figure{}, "no project was signed in the run"
	}
	heights := fromZero(append(values, l.delaysElsewhere()...)...)
	subtitle := l.here() + "By the week of the quarter in which the deal was signed: mean working days from signature to a slot, all trials."
	if waiting > 0 {
		subtitle += " " + cutOff(count(waiting))
	}
	for i := range means {
		if twin(means, i) < i {
			subtitle += " Dashed: the same as another plan."
			break
		}
	}
	show := func(v float64) string { return short(v, 1) + " d" }
	return figure{
		name:     name,
		title:    l.delayed(),
		subtitle: subtitle,
		draw: func(canvas draw.Canvas) {
			all := l.labels(func(name string) string { return strongInk.named(name, 160) })
			labels := all[:1:1]
			for i, r := range l.rivals() {
				if l.sameRun(r) {
					labels = append(labels, all[1+l.from+i])
				}
			}
			gutter := strongInk.widest(labels, pageWidth)
			p := panel{draw.Crop(canvas, room(heights, show), -gutter-20, 32, 0), scale{0.6, measures.Weeks + 0.4}, heights}
			p.rows(show)
			p.weeks()
			list := []note{}
			for i, plan := range plans {
				style := stroke(plan.color, 1.8)
				if twin(means, i) < i {
					style = stroke(plan.color, 1.8, 4, 4) // the line that is the same shows between the dashes
				}
				p.lines(style, xs, means[i])
				if at := end(means[i]); at >= 0 {
					list = append(list, note{p.at(0, means[i][at]).Y, plan.ink(strongInk), labels[i]})
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
					if exists(y) {
						plan.mark(p.Canvas, p.at(xs[week], y), radius)
					}
				}
			}
			p.led(list)
		},
	}, ""
}

// delayed says how long projects wait with the plans.
func (c *Comparison) delayed() string {
	if len(c.Rivals) == 0 {
		return "Start delay by the week of the quarter in which the deal was signed"
	}
	k := c.contest("start_delay_mean", measures.Run, "start delay", days, "days")
	for i, r := range c.Rivals {
		if !c.sameRun(r) {
			k.pairs[i] = nil
		}
	}
	return k.verdict()
}

// delaysElsewhere returns the means of the plans that other pages show, for one scale on all of them.
func (l leaf) delaysElsewhere() []float64 {
	var list []float64
	for i, r := range l.Rivals {
		if (i < l.from || i >= l.to) && l.sameRun(r) {
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
