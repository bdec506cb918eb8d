package plots

import (
	"fmt"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/plots/fans"
	"postsale/reports/words"
)

// reaches says how likely a retention is to reach its targets, of which a title has room for two.
func reaches(s *results.Run, measure, word, period string) string {
	d := s.Estimate(measure, measures.WholeCompany, period)
	chances := words.Chances(s, measure, period)
	if len(chances) == 0 || results.Alike(d) {
		return fmt.Sprintf("%s %s comes to %s", word, period, words.ShareLabel(d.P50)) + fans.Within(s, d, words.ShareLabel)
	}
	if more := len(chances) - 2; more > 0 {
		chances = append(chances[:2], fmt.Sprintf("and of %d more targets below", more))
	}
	for i := range chances[1:] {
		chances[1+i] = strings.Replace(chances[1+i], " chance of ", " of ", 1)
	}
	return fmt.Sprintf("%s %s: %s; median %s", word, period, strings.Join(chances, ", "), words.ShareLabel(d.P50))
}

// queue is something that waits, in words.
type queue struct {
	mean, peak string // measures
	what       string // such as "The queue for a slot"
	none       string // such as "No project waits for a slot"
	noun       string // such as "project"
}

// peaks says how high a queue gets in the run.
func (q queue) peaks(s *results.Run) string {
	d := s.Estimate(q.peak, measures.WholeCompany, measures.Run)
	half := q.number(d.P50)
	switch {
	case !s.Many() && d.P50 == 0:
		return q.none + " in this single future"
	case !s.Many():
		return fmt.Sprintf("%s peaks at %s in a single future", q.what, half)
	case results.Alike(d) && d.P50 == 0:
		return fmt.Sprintf("%s in any of %s futures", q.none, words.Count(d.N))
	case results.Alike(d):
		return fmt.Sprintf("%s peaks at %s in each of %s futures", q.what, half, words.Count(d.N))
	case d.N < results.Banded:
		return fmt.Sprintf("%s peaks at %s, the median of %d futures", q.what, half, d.N)
	case d.P90 < 0.5:
		return q.none + " in 9 of 10 futures"
	case d.P50 < 0.5:
		return fmt.Sprintf("%s in half of the futures, at most %s in 9 of 10", q.none, words.Decimal(d.P90, 0))
	default:
		return fmt.Sprintf("%s peaks at %s (median), at most %s in 9 of 10 futures", q.what, words.Decimal(d.P50, 0), words.Decimal(d.P90, 0))
	}
}

func (q queue) number(v float64) string {
	if text := words.Decimal(v, 0); text != "1" {
		return text + " " + q.noun + "s"
	}
	return "1 " + q.noun
}
