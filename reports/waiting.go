package reports

import (
	"gonum.org/v1/plot/vg/draw"
)

// waiting shows a queue: its average by quarter, and how high it gets in the run,
// since bands by quarter hide the peaks of single futures.
func (s *Study) waiting(name string, q queue) (figure, string) {
	f, ok := s.fan(q.mean)
	if !ok {
		return figure{}, "no trial was done"
	}
	heights := fromZero(f.shown(0)...)
	fig := figure{name: name, title: q.peaks(s), subtitle: "Averages of each quarter. " + f.legend(heights, level)}
	if !s.many() {
		fig.draw = func(c draw.Canvas) { f.queue(c, heights, q.noun) }
		return fig, ""
	}
	peaks := s.heights(q.peak)
	right := panel{x: ofCounts([]stack{peaks}), y: scale{0, 1}}
	fig.subtitle += " " + eachDot(peaks) + right.pointed([]stack{peaks}) + "."
	fig.draw = func(c draw.Canvas) {
		left := c
		left.Max.X = c.Min.X + 0.58*(c.Max.X-c.Min.X)
		f.queue(left, heights, q.noun)
		c.Min.X = left.Max.X + 26
		right.Canvas = draw.Crop(c, 0, 0, 32, -24)
		right.aside([]stack{peaks}, level)
		strongInk.write(c, c.Min.X, right.Max.Y+12, after, "peak of the run")
		right.counts(q.noun + "s")
		peaks.draw(right, peaks.size(right))
		peaks.far(right, level)
	}
	return fig, ""
}

// queue draws the average length of a queue by quarter.
func (f fan) queue(c draw.Canvas, heights scale, noun string) {
	p := panel{draw.Crop(c, room(heights, heights.numbers(6)), 0, 32, -24), f.scale(), heights}
	notes := f.ends(p, level)
	p.Max.X -= gutter(notes)
	strongInk.write(c, p.Min.X, p.Max.Y+12, after, noun+"s, average of the quarter")
	p.rows(heights.numbers(6))
	p.quarters(f.periods)
	f.draw(p)
	p.notes(notes)
}

// ofCounts returns a scale from 0 for rows of counts, with room for half a dot on either side.
func ofCounts(stacks []stack) scale {
	highest := max(1, fromZero(inner(stacks)...).max)
	return scale{-0.05 * highest, highest}
}

// counts draws a vertical grid for counts of something.
func (p panel) counts(nouns string) {
	most := max(1, min(int(p.x.max-p.x.min+1), int((p.Max.X-p.Min.X)/60)))
	for range 3 { // one number alone tells no scale
		if len(p.x.ticks(most)) < 2 {
			most++
		}
	}
	p.columns(level, most)
	tickInk.write(p.Canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-29, centre, nouns)
}

// level writes a number of things, as exactly as its size asks for.
func level(v float64) string {
	switch {
	case v >= 100:
		return decimal(v, 0)
	case v >= 1:
		return short(v, 1)
	default:
		return short(v, 2)
	}
}
