package reports

import (
	"fmt"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/words"
)

// told tells for what trials were added.
func tellUntil(u *results.Until, p *page, s *results.Run) {
	ended := "settled after " + words.Trials(s)
	switch {
	case s.Interrupted:
		ended = "interrupted before it was settled"
	case !u.Settled:
		ended = "NOT settled by " + words.Trials(s)
	}
	p.wrap(fmt.Sprintf("Trials were added until %s: %s.", words.Clean(u.Expression), ended), "", "  ")
	for _, c := range u.Claims {
		say := func(v float64) string {
			if !results.Exists(v) {
				return words.Absent
			}
			if c.Difference && c.Measure != "" && c.Unit == measures.Share {
				return words.Short(100*v, 2) + " points"
			}
			return words.Quantity(c.Measure, c.Unit, v)
		}
		low, _, _ := strings.Cut(say(c.Low), " ") // the unit is written once
		interval := "from " + low + " to " + say(c.High)
		switch {
		case !results.Exists(c.Low) && !results.Exists(c.High):
			interval = "no bounds yet"
		case !results.Exists(c.Low):
			interval = "up to " + say(c.High)
		case !results.Exists(c.High):
			interval = say(c.Low) + " or more"
		}
		p.wrap(fmt.Sprintf("%s is %s: %s.", words.Clean(c.Name), say(c.Estimate), interval), "  ", "    ")
	}
	p.wrap("That is with 95 %, however often it was looked at; all intervals below are as if the number of trials had been given.", "  ", "  ")
}
