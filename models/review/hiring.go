package review

import (
	"fmt"
	"strings"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/people"
	"postsale/models/units"
)

// hiringDoubts are rules by which nobody is ever hired, or too late, and limits on no rule.
func hiringDoubts(p *company.Params) (list []string) {
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	run := p.Horizon + p.WarmUp
	sections := []string{"delivery", "support", "success"}
	limits := map[string]*units.Share{"delivery": p.Delivery.AtMost, "support": p.Support.AtMost, "success": p.Success.AtMost}
	ruled := map[string]bool{}
	p.WithPlans(func(path string, plan *people.Team) {
		section, _, _ := strings.Cut(path, ".")
		if len(plan.HireWhen) > 0 {
			ruled[section] = true
			if limits[section] != nil && plan.Cost == 0 {
				add("%s.hire_when: %s.at_most never holds it up: its people cost nothing (cost is 0)", path, section)
			}
		}
		for i, r := range plan.HireWhen {
			at := fmt.Sprintf("%s.hire_when[%d]", path, i)
			switch first := units.Duration(fiscal.Month) + r.Lead; {
			case plan.Fewest(p.Horizon) >= r.Limit():
				add("%s: hires nobody: the plan alone never has fewer people than its most, %d", at, r.Limit())
			case r.Measure == people.Used && r.Above.Value >= 1:
				add("%s: hires nobody while anybody is there: no more than 100%% of the hours are ever used", at)
			case first >= run:
				add("%s: whom it hires joins at %s at the earliest, and the run ends at %s", at, first, run)
			}
		}
	})
	for _, section := range sections {
		if limits[section] != nil && !ruled[section] {
			add("%s.at_most: limits nothing: no team of it hires by rule (hire_when), and dated hires go on", section)
		}
	}
	return list
}
