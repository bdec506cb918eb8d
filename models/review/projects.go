package review

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/units"
)

// placeDoubts are scarce roles of which phases need more than there is, and phases that never come to need theirs.
func placeDoubts(p *company.Params) (list []string) {
	if !p.Delivery.TakesPlaces() {
		return nil
	}
	days := float64(p.Horizon)
	held := p.Delivery.Places(p.Segments.Names(), p.Mixes(), dealsADay(p))
	for i, e := range p.Delivery.Teams {
		there := e.Value.Days(0, days) / days * float64(e.Value.ConcurrentProjects)
		if held[i] > there && there > 0 {
			list = append(list, fmt.Sprintf("delivery.teams.%s: phases of projects need %.2g of its slots on average and it has %.2g, so they wait ever longer", e.Name, held[i], there))
		}
	}
	for _, e := range p.Delivery.Projects {
		for i, phase := range e.Value.Phases {
			if phase.Slots != nil && !ownPhase(p, e.Name, phase.Name) {
				list = append(list, fmt.Sprintf("delivery.projects.%s.%s.slots: it takes none: a partner does the phase for all who buy it", e.Name, units.At("phases", i)))
			}
		}
	}
	return list
}

// dealsADay returns how many deals each segment closes a day, on average over the run.
func dealsADay(p *company.Params) (list []float64) {
	for _, e := range p.Segments {
		deals := 0.0
		for q := range p.Quarters() {
			deals += float64(e.Value.Deals.PerQuarter) * math.Pow(1+float64(e.Value.Deals.Growth), float64(q)/4) * float64(p.Deals.Seasonality[p.Calendar().Season(q)])
		}
		list = append(list, deals/(fiscal.Quarter*float64(p.Quarters())))
	}
	return list
}

// ownPhase reports whether an own team may do a phase of a project type for any segment that buys it, or if nobody does.
func ownPhase(p *company.Params, project, phase units.Name) bool {
	bought := false
	for _, e := range p.Segments {
		if !slices.ContainsFunc(e.Value.Projects, func(of units.Entry[units.Share]) bool { return of.Name == project && of.Value > 0 }) {
			continue
		}
		bought = true
		if p.Delivery.MayDo(e.Name, project, phase) {
			return true
		}
	}
	return !bought
}

// startDoubts are cohorts that nobody waits for or that start too late, what nobody shares, and products that do not mature.
func startDoubts(p *company.Params) (list []string) {
	for _, e := range p.Segments {
		s := e.Value.Starts
		if s == nil {
			continue
		}
		at := "segments." + string(e.Name) + ".starts"
		switch {
		case e.Value.Deals.PerQuarter == 0:
			list = append(list, at+": nobody waits for a start day: no deal of the segment closes")
		case s.Every >= p.Horizon:
			list = append(list, fmt.Sprintf("%s.every: the next start day comes after %s, and the run ends at %s: who signs in it never starts", at, s.Every, p.Horizon))
		}
		switch {
		case s.Pulled == 0:
		case s.Window == 0:
			list = append(list, at+".pulled: nobody is pulled: window is 0")
		case p.Delivery.HandOff > s.CutOff:
			list = append(list, fmt.Sprintf("%s.pulled: who is pulled to a cut-off waits for the next start day all the same: delivery.hand_off, %s, is longer than cut_off, %s",
				at, p.Delivery.HandOff, s.CutOff))
		case s.Window >= s.Every:
			list = append(list, fmt.Sprintf("%s.window: any deal may be pulled: it is as long as the time from one start day to the next, %s", at, s.Every))
		}
	}
	for _, e := range p.Delivery.Projects {
		list = append(list, projectDoubts(p, e.Name, &e.Value)...)
	}
	return list
}

// projectDoubts are what a type of project shares with nobody or waits for in vain.
func projectDoubts(p *company.Params, name units.Name, kind *delivery.Project) (list []string) {
	at := "delivery.projects." + string(name)
	alone := startAsTheyCome(p, name)
	blocked := false
	for i, phase := range kind.Phases {
		if phase.Shared > 0 && len(alone) > 0 {
			list = append(list, fmt.Sprintf("%s.phases[%d].shared: projects of %s share nothing: without segments.*.starts they start as they come", at, i, strings.Join(alone, ", ")))
		}
		blocked = blocked || phase.Blocked != nil
	}
	m := kind.Matures
	switch {
	case m == nil:
	case m.Blocked != nil && !blocked:
		list = append(list, at+".matures.blocked: it moves nothing: no phase has blocked")
	case m.Blocked == nil && (m.Effort == nil || *m.Effort == 1):
		list = append(list, at+".matures: it moves nothing: effort stays as stated, and so does blocked")
	}
	return list
}

// startAsTheyCome returns the segments that buy a type of project and do not start in cohorts.
func startAsTheyCome(p *company.Params, project units.Name) (segments []string) {
	for _, e := range p.Segments {
		for _, bought := range e.Value.Projects {
			if bought.Name == project && bought.Value > 0 && e.Value.Starts == nil {
				segments = append(segments, string(e.Name))
			}
		}
	}
	return segments
}

// furtherDoubts are projects of expansions that nobody makes, and scoping that finds nothing out.
func furtherDoubts(p *company.Params) (list []string) {
	for _, e := range p.Segments {
		if x := &e.Value.Customers.Expansion; len(x.Brings) > 0 && x.PerYear == 0 {
			list = append(list, fmt.Sprintf("segments.%s.expansion.projects: nobody expands: per_year is 0", e.Name))
		}
	}
	for _, e := range p.Delivery.Projects {
		s := e.Value.Scoping
		if s == nil {
			continue
		}
		at := fmt.Sprintf("delivery.projects.%s.scoping", e.Name)
		effort, err := e.Value.EffortMultiplier.Distribution()
		switch alike := err == nil && effort.Variance() == 0 && effort.Mean() == 1; {
		case s.Foresees == 0:
			list = append(list, at+".foresees: is 0%, so promises and prices stay those of the plan, whatever is found out")
		case alike:
			list = append(list, at+": there is nothing to find out: effort_multiplier is 1 for every project")
		}
	}
	return list
}
