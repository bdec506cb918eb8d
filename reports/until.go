package reports

import (
	"fmt"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// until tells for what trials were added, and how that ended.
func until(u *results.Until, s *results.Run) document.Item {
	ended := "settled after " + words.Trials(s)
	switch {
	case s.Interrupted:
		ended = "interrupted before it was settled"
	case !u.Settled:
		ended = "NOT settled by " + words.Trials(s)
	}
	var claims document.List
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
		claims.Items = append(claims.Items, document.Item{Text: fmt.Sprintf("%s is %s: %s.", c.Name, say(c.Estimate), interval)})
	}
	return document.Item{
		Text: fmt.Sprintf("Trials were added until %s: %s.", u.Expression, ended),
		Below: []document.Block{claims, document.Paragraph(
			"That is with 95 %, however often it was looked at; all intervals below are as if the number of trials had been given.")},
	}
}
