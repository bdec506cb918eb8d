package review

import (
	"fmt"

	"postsale/models/company"
)

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
