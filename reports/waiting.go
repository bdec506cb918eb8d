package reports

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
)

// waiting shows a queue: its average by quarter, and how high it gets in the run,
// since bands by quarter hide the peaks of single futures.
func (s *Study) waiting(name, mean, peak, title, noun string) (figure, string) {
	f, ok := s.fan(mean)
	if !ok {
		return figure{}, "no trial was done"
	}
	heights := fromZero(f.values()...)
	column := s.Table.Find(peak, company, measures.Run)
	d := s.distribution(column)
	fig := figure{
		name:  name,
		title: title + ": 8 in 10 futures lie in the dark band",
		subtitle: fmt.Sprintf("Averages of each quarter; thick line: median; light band: 9 in 10; thin lines: %d single futures. "+
			"The peak of the run is at most %s in half of the futures, and at most %s in 9 of 10.",
			len(f.trials), decimal(d.P50, 0), decimal(d.P90, 0)),
	}
	if !s.many() {
		fig.title = title + " in a single future"
		fig.subtitle = fmt.Sprintf("Averages of each quarter; the peak of the run is %s.", decimal(d.P50, 0))
	}
	show := func(v float64) string { return short(v, 2) }
	fig.draw = func(c draw.Canvas) {
		left, right := c, c
		if s.many() {
			left.Max.X = c.Min.X + 0.6*(c.Max.X-c.Min.X)
			right.Min.X = left.Max.X + 30
		}
		p := panel{draw.Crop(left, room(heights, show), -70, 30, -22), f.scale(), heights}
		strongInk.write(c, p.Min.X, p.Max.Y+12, after, noun+", average of the quarter")
		p.rows(show)
		p.quarters(f.periods)
		f.draw(p)
		p.notes(f.ends(p, level))
		if !s.many() {
			return
		}
		peaks := stack{dots: s.dots(column), whole: true, fill: func(float64) color.Color { return strong }}
		highest := fromZero(peaks.dots...).max
		q := panel{draw.Crop(right, 0, 0, 30, -22), scale{-0.03 * highest, highest}, scale{0, 1}}
		strongInk.write(c, q.Min.X, q.Max.Y+12, after, fmt.Sprintf("peak of the run, %d futures", futures))
		q.columns(show, 6)
		tickInk.write(q.Canvas, (q.Min.X+q.Max.X)/2, q.Min.Y-28, centre, noun)
		peaks.draw(q, peaks.size(q))
	}
	return fig, ""
}

// level writes an average number of things, as exactly as its size asks for.
func level(v float64) string {
	if v >= 100 {
		return decimal(v, 0)
	}
	return decimal(v, 1)
}
