package review

import (
	"fmt"
	"slices"

	"postsale/models/company"
	"postsale/models/units"
	"postsale/models/works"
)

// workDoubts are works that nobody keeps up, or that move what is not there, and what else moves nothing of that.
func workDoubts(p *company.Params) (list []string) {
	asks := asksHow(p)
	const silent = "nobody asks how-do-I questions"
	for _, e := range p.Works {
		work := &e.Value
		at := "works." + string(e.Name)
		list = append(list, planDoubts(p, at, work.Team, true, "so what was done fades, and what it moves goes back, and on to worse than today")...)
		switch today, to, less := todayOf(p, work.Moves), work.To, work.Moves == works.HowDoI || work.Moves == works.Gap; {
		case today == to:
			list = append(list, fmt.Sprintf("%s: it moves nothing: to is %s, what it is today", at, to))
		case less == (to > today):
			list = append(list, fmt.Sprintf("%s: it makes it worse: %s goes to %s, from %s today", at, work.Moves, to, today))
		}
		switch {
		case !asks && (work.Moves == works.Deflection || work.Moves == works.HowDoI):
			list = append(list, fmt.Sprintf("%s: it moves nothing: %s", at, silent))
		case work.Moves == works.Gap && !p.Outcomes.Feels("unadopted"):
			list = append(list, fmt.Sprintf("%s: it moves nobody: all ratios of unadopted in outcomes are 1", at))
		}
	}
	if p.Adoption != nil && !p.Outcomes.Feels("unadopted") {
		list = append(list, "adoption: it moves nobody: all ratios of unadopted in outcomes are 1")
	}
	if p.Support.Induced != nil && !asks {
		list = append(list, "support.induced: it moves nothing: "+silent)
	}
	return list
}

// asksHow reports whether anybody asks how-do-I questions.
func asksHow(p *company.Params) bool {
	return p.Support.HowDoI.Share > 0 && slices.ContainsFunc(p.Segments, func(e units.Entry[company.Segment]) bool {
		return e.Value.Tickets.PerMonth > 0
	})
}

// todayOf returns what a work moves as it is today.
func todayOf(p *company.Params, moves units.Name) units.Share {
	switch moves {
	case works.Deflection:
		return p.Support.HowDoI.Deflected
	case works.Gap:
		return p.Adoption.Gap
	}
	return 1
}
