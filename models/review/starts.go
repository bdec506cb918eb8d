package review

import (
	"fmt"
	"strings"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/units"
)

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
