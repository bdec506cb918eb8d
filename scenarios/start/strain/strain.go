// Package strain says where the people of a first scenario cannot do what it gives them to do, so that whoever told both
// sees it before the years after the first are believed.
//
//	list := strain.Of(run, plan, func() *results.Run { return ofTheArchetype })
//
// A team is strained that has more than 97 % of its hours, slots or time taken in the first or the last period, by medians:
// the wait grows with u/(1-u) of the share u that is taken (Kingman, Mathematical Proceedings of the Cambridge Philosophical
// Society 57, 1961), which is 30 times at 97 %; the bound is JUDGEMENT. So is that a queue grows where projects start at least
// two weeks after signature, and half as late again at the end as at the beginning. Beside what customers wait stands what
// they wait at the built-in company that theirs is like, whose trials are asked for only then; and what can be changed.
package strain

import (
	"fmt"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios/start"
)

const (
	full  = .97
	late  = 10.0 // working days
	grows = 1.5
)

// Of returns what people cannot do in a run of a plan, a text each; like runs the archetype, or returns nil.
func Of(went *results.Run, plan *start.Plan, like func() *results.Run) (list []string) {
	teams := strained(went)
	starts := went.FirstAndLast("start_delay_mean")
	slower := false
	if len(starts) == 2 {
		first, last := median(went, "start_delay_mean", starts[0]), median(went, "start_delay_mean", starts[1])
		slower = last >= late && last > grows*first
	}
	delivers := false
	for _, t := range teams {
		text := fmt.Sprintf("%s has %.0f %% of its %s taken in %s", t.Team, 100*t.share, t.of, t.period)
		team := strings.ReplaceAll(t.Team, " ", "")
		if here, scaled, ok := plan.Short(team); ok && scaled > here {
			text += fmt.Sprintf(": %s people were told, and %s would have %s for as much work", units.Grouped(here), plan.Like.Name, units.Grouped(scaled))
		}
		text += "."
		if t.Does == measures.Delivering && !delivers {
			text += waits(went, plan, like, starts) + " Tell more people or fewer deals, or a partner (--people, --deals, --delivery overflow)."
			delivers = true
		}
		if t.Does == measures.Answering {
			text += " Tell more people (--people), or fewer tickets (segments.NAME.tickets.per_month)."
		}
		list = append(list, text)
	}
	if slower && !delivers {
		list = append(list, "Projects wait longer from year to year."+waits(went, plan, like, starts)+
			" Tell more people or fewer deals, or a partner (--people, --deals, --delivery overflow).")
	}
	return list
}

func median(went *results.Run, measure, period string) float64 {
	return went.Estimate(measure, measures.WholeCompany, period).P50
}

// waits says how long after signature projects start, here and at the archetype.
func waits(went *results.Run, plan *start.Plan, like func() *results.Run, periods []string) string {
	if len(periods) == 0 {
		return ""
	}
	var here, there []string
	other := like()
	for _, period := range periods {
		here = append(here, fmt.Sprintf("%.0f in %s", median(went, "start_delay_mean", period), period))
		if other != nil && other.Estimate("start_delay_mean", measures.WholeCompany, period).N > 0 {
			there = append(there, fmt.Sprintf("%.0f", median(other, "start_delay_mean", period)))
		}
	}
	text := " Working days from signature to the start of a project: " + strings.Join(here, " and ")
	if len(there) == len(here) {
		text += "; at " + plan.Like.Name + " " + strings.Join(there, " and ")
	}
	return text + "."
}

// taken is a team of which nearly all is taken.
type taken struct {
	measures.Gauge
	share  float64
	of     string
	period string
}

// strained returns teams that are, each once: in the earliest period, and by what is fullest then.
func strained(went *results.Run) (list []taken) {
	periods := went.Periods()
	if len(periods) > 1 {
		periods = []measures.Period{periods[0], periods[len(periods)-1]}
	}
	at := map[string]int{}
	for _, period := range periods {
		for _, g := range went.Layout.Gauges() {
			of := [...]string{measures.OfHours: "hours", measures.OfSlots: "slots", measures.OfTime: "time", measures.OfNeeds: ""}[g.Part]
			if g.Does == measures.Partnering || of == "" {
				continue
			}
			share := g.Share(went.Estimate(g.Measure, g.Scope, period.Name).P50, period)
			if !(share > full) {
				continue
			}
			i, known := at[g.Team]
			switch {
			case !known:
				at[g.Team] = len(list)
				list = append(list, taken{g, share, of, period.Name})
			case list[i].period == period.Name && share > list[i].share:
				list[i] = taken{g, share, of, period.Name}
			}
		}
	}
	return list
}
