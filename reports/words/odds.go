package words

import (
	"fmt"
	"math"

	"postsale/models/results"
)

// Either tells two things, or once what both have.
func Either(one, two string) string {
	if one == two {
		return one
	}
	return one + " and " + two
}

// Always says that something is so in all trials, if there are several.
func Always(c *results.Comparison) string {
	if c.Base.Many() {
		return " in every future"
	}
	return ""
}

// OutOf returns odds as so many of 100 futures or of fewer trials, and never as none or all of the 100.
func OutOf(o results.Odds) string {
	switch n := math.Round(100 * o.P); {
	case !results.Exists(o.P):
		return Absent
	case o.N < 100 && o.Hits == 0:
		return fmt.Sprintf("none of %d", o.N)
	case o.N < 100 && o.Hits == o.N:
		return fmt.Sprintf("all %d", o.N)
	case o.N < 100:
		return fmt.Sprintf("%d of %d", o.Hits, o.N)
	case n == 0:
		return "fewer than 1 of 100"
	case n == 100:
		return "more than 99 of 100"
	default:
		return fmt.Sprintf("%.0f of 100", n)
	}
}

// Often says in how many of the futures.
func Often(o results.Odds) string { return "in " + OutOf(o) + " futures" }
