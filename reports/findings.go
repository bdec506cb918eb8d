package reports

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// ending returns the last quarter of the run in which a measure of the company exists, as the fiscal year if it ends one.
func (s *Study) ending(measure string) measures.Period {
	var last measures.Period
	for _, q := range s.Layout.Quarters() {
		if s.estimate(measure, company, q.Name).N > 0 {
			last = q
		}
	}
	for _, y := range s.Layout.Years() {
		if y.To == last.To && s.estimate(measure, company, y.Name).N > 0 {
			return y
		}
	}
	return last
}

// ends says how a retention ends.
func (s *Study) ends(measure, word string) string {
	period := s.ending(measure).Name
	d := s.estimate(measure, company, period)
	text := fmt.Sprintf("%s ends %s at %s", word, period, shareLabel(d.P50))
	if targets := s.targets(measure, company, period); s.many() && !alike(d) && len(targets) > 0 {
		return text + aiming(d, targets[0])
	}
	return text + s.within(d)
}

// aiming says how likely a distribution is to reach a target, and whether its median is the target within its error.
func aiming(d estimate.Distribution, t Target) string {
	if math.Abs(d.P50-t.Bound) > clearly*d.P50Error {
		return ", " + likely(t, "with ")
	}
	return fmt.Sprintf(", within its error of %s, %s", quantity(t.Measure, t.Unit, t.Bound), likely(t, "with "))
}

// within says between what a distribution lies.
func (s *Study) within(d estimate.Distribution) string {
	switch {
	case !s.many():
		return " in a single future"
	case alike(d):
		return fmt.Sprintf(" in each of %s futures", count(d.N))
	case d.N < banded:
		return fmt.Sprintf(", the median of %d futures", d.N)
	default:
		return fmt.Sprintf(", in 8 of 10 futures between %s and %s", shareLabel(d.P10), shareLabel(d.P90))
	}
}

// alike reports whether a distribution has no spread beyond what rounding makes.
func alike(d estimate.Distribution) bool { return d.N > 1 && d.SD <= 1e-9*math.Abs(d.Mean) }

// reaches says how likely a retention is to reach its targets, of which a title has room for two.
func (s *Study) reaches(measure, word, period string) string {
	d := s.estimate(measure, company, period)
	chances := s.chances(measure, period)
	if len(chances) == 0 || alike(d) {
		return fmt.Sprintf("%s %s comes to %s", word, period, shareLabel(d.P50)) + s.within(d)
	}
	if more := len(chances) - 2; more > 0 {
		chances = append(chances[:2], fmt.Sprintf("and of %d more targets below", more))
	}
	for i := range chances[1:] {
		chances[1+i] = strings.Replace(chances[1+i], " chance of ", " of ", 1)
	}
	return fmt.Sprintf("%s %s: %s; median %s", word, period, strings.Join(chances, ", "), shareLabel(d.P50))
}

// queue is something that waits, in words.
type queue struct {
	mean, peak string // measures
	what       string // such as "The queue for a slot"
	none       string // such as "No project waits for a slot"
	noun       string // such as "project"
}

// peaks says how high a queue gets in the run.
func (q queue) peaks(s *Study) string {
	d := s.estimate(q.peak, company, measures.Run)
	half := q.number(d.P50)
	switch {
	case !s.many() && d.P50 == 0:
		return q.none + " in this single future"
	case !s.many():
		return fmt.Sprintf("%s peaks at %s in a single future", q.what, half)
	case alike(d) && d.P50 == 0:
		return fmt.Sprintf("%s in any of %s futures", q.none, count(d.N))
	case alike(d):
		return fmt.Sprintf("%s peaks at %s in each of %s futures", q.what, half, count(d.N))
	case d.N < banded:
		return fmt.Sprintf("%s peaks at %s, the median of %d futures", q.what, half, d.N)
	case d.P50 < 0.5:
		return fmt.Sprintf("%s in half of the futures, at most %s in 9 of 10", q.none, decimal(d.P90, 0))
	default:
		return fmt.Sprintf("%s peaks at %s (median), at most %s in 9 of 10 futures", q.what, decimal(d.P50, 0), decimal(d.P90, 0))
	}
}

func (q queue) number(v float64) string {
	if text := decimal(v, 0); text != "1" {
		return text + " " + q.noun + "s"
	}
	return "1 " + q.noun
}
